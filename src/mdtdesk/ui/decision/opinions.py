# SPDX-License-Identifier: MIT
"""What each discipline said: a list to read, changed in place, added and dropped by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.domain.discussion_fields import DISCUSSION
from mdtdesk.domain.document import Document, document, rows, text
from mdtdesk.domain.fields import Kind, Rows
from mdtdesk.domain.ids import new_id
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.decision import spell
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.field import NO_LABEL, Field, Spot
from mdtdesk.ui.program import program
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.fields import LineField
from mdtdesk.ui.widgets.labels import Elided, SectionHeader, hairline, label
from mdtdesk.ui.widgets.text_area import TextArea

_KEYS = ("discipline", "person", "title", "text")
_NAME = "discussions.opinions"


def _kinds() -> dict[str, Kind]:
    listed = DISCUSSION.fields["opinions"]
    return dict(listed.row.fields) if isinstance(listed, Rows) else {}


class Opinion(QWidget):
    """One opinion: words to read, and on Enter or a click the fields they stand in."""

    dropped = Signal(str)

    def __init__(self, row_id: str, draft: Draft) -> None:
        super().__init__()
        self.row_id, self._draft = row_id, draft
        self._said, self._fields = QWidget(), QWidget()
        self._discipline, self._who = label(role="strong"), Elided(role="secondary")
        self._words = label(wraps=True)
        self.fields = {key: self._field(key) for key in _KEYS}
        self._lay_out()
        self._open(False)
        self.refresh()

    def _field(self, key: str) -> Field:
        translate, path = self._draft.translate, f"opinions[{self.row_id}].{key}"
        spot = Spot(path, _kinds()[key], f"{_NAME}.{key}", NO_LABEL)
        if key == "discipline":
            return Field(spot, self._draft, editor=ChoiceBox(spell.disciplines, translate))
        return Field(spot, self._draft, editor=TextArea(lines=2) if key == "text" else None)

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        column, self._read, self._edit = QVBoxLayout(self), QVBoxLayout(), QVBoxLayout()
        self._top, people = QHBoxLayout(), QHBoxLayout()
        self._who.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._top.addWidget(self._discipline)
        self._top.addWidget(self._who, 1)
        self._read.addLayout(self._top)
        self._read.addWidget(self._words)
        self._said.setLayout(self._read)
        for key in ("person", "title"):
            people.addWidget(self.fields[key], 1)
        self._edit.addWidget(self.fields["discipline"])
        self._edit.addLayout(people)
        self._edit.addWidget(self.fields["text"])
        self._fields.setLayout(self._edit)
        for part in (self._said, self._fields, hairline()):
            column.addWidget(part)
        self._column, self._people = column, people
        self._measure()

    def _measure(self) -> None:
        gap = theme.px(6)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._read.setContentsMargins(0, theme.px(10), 0, theme.px(11))
        self._edit.setContentsMargins(0, theme.px(10), 0, theme.px(12))
        self._read.setSpacing(theme.px(2))
        for box in (self._edit, self._people, self._top):
            box.setSpacing(gap)

    def refresh(self) -> None:
        """Show the draft's row."""
        row = next((r for r in rows(self._draft.value, "opinions") if r["id"] == self.row_id), None)
        if row is None:
            return
        translate = self._draft.translate
        code = text(row, "discipline")
        named = translate.code("discipline", code, short=True) if code else ""
        who = "  ".join(filter(None, (text(row, "person"), text(row, "title"))))
        self._discipline.setText(named or translate("decision.no_discipline"))
        self._who.setText(who)
        self._words.setText(text(row, "text") or translate("decision.no_words"))
        said = translate("decision.opinion", discipline=named, who=who, text=text(row, "text"))
        self.setAccessibleName(said)
        for field in self.fields.values():
            field.refresh()
        if any(field.spot.path in self._draft.typed for field in self.fields.values()):
            self._open(True)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        for key, field in self.fields.items():
            field.retranslate(translate)
            if isinstance(field.editor, LineField):
                field.editor.setPlaceholderText(translate.field(f"{_NAME}.{key}"))
            if isinstance(field.editor, TextArea):
                field.editor.setPlaceholderText(translate.field(f"{_NAME}.{key}"))
            if isinstance(field.editor, ChoiceBox):
                field.editor.setPlaceholderText(translate.field(f"{_NAME}.{key}"))
        self.refresh()

    def edit(self) -> None:
        """Open the fields with the cursor in the first that is empty."""
        self._open(True)
        empty = (f for f in self.fields.values() if f.editor.value() is None)
        field = next(empty, self.fields["text"])
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, opened: bool) -> None:
        self._fields.setVisible(opened)
        self._said.setVisible(not opened)
        policy = Qt.FocusPolicy.NoFocus if opened else Qt.FocusPolicy.StrongFocus
        self.setFocusPolicy(policy)

    def close_if_left(self, now: QWidget | None) -> None:
        """Show the words again once the cursor is elsewhere."""
        if self._fields.isHidden() or now is None or now is self or self.isAncestorOf(now):
            return
        if not any(field.problem() for field in self.fields.values()):
            self._open(False)
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, drop on Delete; Esc closes the fields."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.hasFocus():
            self.edit()
        elif key == Qt.Key.Key_Delete and self.hasFocus():
            self.dropped.emit(self.row_id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open on a click."""
        if event.button() == Qt.MouseButton.LeftButton and self._fields.isHidden():
            self.edit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 2, -1, -3), 4, 4)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()


class Opinions(QWidget):
    """The list with the button that adds one; ``dropped`` tells that Ctrl+Z brings one back."""

    dropped = Signal()

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._items: dict[str, Opinion] = {}
        self._title, self._add = SectionHeader(), QPushButton(icons.icon("plus", "accent"), "")
        self._silent_title, self._silent = label(role="strong"), label(role="muted", wraps=True)
        self._lay_out()
        self._add.clicked.connect(self.add)
        draft.changed.connect(self.refresh)
        program().focusChanged.connect(self._follow)

    def _lay_out(self) -> None:
        self._add.setProperty("kind", "link")
        self._add.setObjectName("add_opinion")
        self._add.setAutoDefault(True)
        column, top, self._list = QVBoxLayout(self), QHBoxLayout(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        top.addWidget(self._title, 1)
        top.addWidget(self._add)
        self._list.setSpacing(0)
        for part in (top, self._list):
            column.addLayout(part)
        column.addSpacing(theme.px(8))
        column.addWidget(self._silent_title)
        column.addWidget(self._silent)

    def refresh(self) -> None:
        """Show an item for each opinion of the draft."""
        listed = rows(self._draft.value, "opinions")
        wanted = [text(row, "id") for row in listed]
        for row_id in set(self._items) - set(wanted):
            gone = self._items.pop(row_id)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, row_id in enumerate(wanted):
            if row_id not in self._items:
                made = Opinion(row_id, self._draft)
                made.retranslate(self._draft.translate)
                made.dropped.connect(self.drop)
                self._items[row_id] = made
                self._list.insertWidget(at, made)
                made.show()
            self._items[row_id].refresh()
        translate = self._draft.translate
        said = {text(row, "discipline") for row in listed} - {""}
        remark = translate("decision.disciplines", count=len(said)) if said else ""
        self._title.show_words(translate.field("discussions.opinions"), remark)
        self._show_silent(said)

    def _show_silent(self, said: set[str]) -> None:
        """Say who attended and whose discipline said nothing."""
        translate = self._draft.translate
        present = rows(self._draft.discussion, "attendance")
        quiet = [row for row in present if text(row, "discipline") not in said]
        words = "    ".join(_attendant(row, translate) for row in quiet)
        for part in (self._silent_title, self._silent):
            part.setVisible(bool(words))
        self._silent_title.setText(translate("decision.silent"))
        self._silent.setText(words)

    def add(self) -> None:
        """Add an opinion and put the cursor into it."""
        made = new_id()
        self._draft.set({"opinions[+]": document({"id": made})})
        self._items[made].edit()

    def drop(self, row_id: str) -> None:
        """Drop an opinion; undo brings it back."""
        order = list(self._items)
        at = order.index(row_id)
        self._draft.set({f"opinions[{row_id}]": None})
        left = [one for one in order if one != row_id]
        target = self._items[left[min(at, len(left) - 1)]] if left else self._add
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.dropped.emit()

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._add.setText(translate("decision.add_opinion"))
        self._add.setToolTip(translate("decision.opinion_keys"))
        for item in self._items.values():
            item.retranslate(translate)
        self.refresh()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        for item in self._items.values():
            item.close_if_left(now)


def _attendant(row: Document, translate: Translate) -> str:
    code = text(row, "discipline")
    named = translate.code("discipline", code, short=True) if code else ""
    return " ".join(filter(None, (named, text(row, "person"))))
