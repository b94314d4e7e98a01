# SPDX-License-Identifier: MIT
"""A procedure's card: its head, and the fields of its place, details, timing and note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mdtdesk.domain import concern, wording
from mdtdesk.domain.discussion_fields import DETAILS, PROCEDURE
from mdtdesk.domain.document import EMPTY, Document, group, items, rows, text
from mdtdesk.domain.fields import Choice, Kind, Rows
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.decision import prefill
from mdtdesk.ui.decision.card_head import CardHead, Words
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.field import CARD, OWN_WIDTH, Field, Side, Spot
from mdtdesk.ui.decision.lesions import LesionsField
from mdtdesk.ui.decision.level_rows import LevelRows
from mdtdesk.ui.widgets import choices
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.flow import Flow

_NAME = "discussions.decision.procedures"
# details that begin a line of their own
_BEGINS = (
    *("embolisation_planned", "reconstruction", "implant", "access", "cemented", "dose_gy"),
    *("before_or_after_surgery", "margin"),
)
_LEVEL_BOX, _BONE_BOX, _LEVELS, _NUMBER = 96, 132, 208, 96


class ProcedureCard(QFrame):
    """One procedure of the sequence."""

    asked = Signal(str, str)
    dragged = Signal(str, int)

    def __init__(self, procedure: str, draft: Draft) -> None:
        super().__init__()
        self.procedure, self._draft, self.opened = procedure, draft, False
        self._type = text(self.row, "type")
        self.path = f"decision.procedures[{procedure}]"
        self._head, self._body, self._rest = CardHead(), QWidget(), QWidget()
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.show_opened(False)

    @property
    def row(self) -> Document:
        """Return the procedure as it is drafted, an empty one once it was dropped."""
        return group(self._draft.value, f"decision.procedures[{self.procedure}]") or EMPTY

    def _make_widgets(self) -> None:
        details = DETAILS.get(self._type, {})
        self._lesions = LesionsField(self.procedure, self._draft)
        self._levels = LevelRows(self.procedure, self._draft)
        self._places = {
            "levels": self._field("levels", side=CARD, width=_LEVELS),
            "from": self._box("from", _LEVEL_BOX, OWN_WIDTH),
            "to": self._box("to", _LEVEL_BOX, OWN_WIDTH),
            "bone": self._box("bone", _BONE_BOX, CARD),
            "side": self._field("side"),
            "segments": self._field("segments"),
        }
        names = [key for key, kind in details.items() if not isinstance(kind, Rows)]
        self._details = {
            key: self._field(
                f"details.{key}", side=CARD if key in _BEGINS or not n else OWN_WIDTH, width=_NUMBER
            )
            for n, key in enumerate(names)
        }
        self._timing = self._field("timing", side=CARD)
        self._operation = self._field("details.operation", side=CARD)
        self._note = self._field("note", side=CARD)

    def _field(self, key: str, *, side: Side = OWN_WIDTH, width: int = 0) -> Field:
        kind = self._kind(key)
        spot = Spot(f"{self.path}.{key}", kind, f"{_NAME}.{key}", side, width)
        return Field(spot, self._draft)

    def _box(self, key: str, width: int, side: Side) -> Field:
        kind = self._kind(key)
        named = kind.vocabulary if isinstance(kind, Choice) else ""
        box = ChoiceBox(choices.of_vocabulary(named), self._draft.translate, width=width)
        spot = Spot(f"{self.path}.{key}", kind, f"{_NAME}.{key}", side)
        return Field(spot, self._draft, editor=box)

    def _kind(self, key: str) -> Kind:
        if not key.startswith("details."):
            return PROCEDURE.fields[key]
        details = PROCEDURE.fields["details"]
        common = getattr(details, "fields", {})
        name = key.removeprefix("details.")
        found: Kind = DETAILS.get(self._type, {}).get(name) or common[name]
        return found

    def _lay_out(self) -> None:
        self.setProperty("role", "card")
        column, body = QVBoxLayout(self), QVBoxLayout(self._body)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._body)
        self._before, self._after = QWidget(), QWidget()
        self._where = _row([self._places[key] for key in ("levels", "from", "to")])
        self._bone = _row([self._places[key] for key in ("bone", "side", "segments")])
        _stack(self._before, (self._lesions, self._where, self._bone))
        _stack(self._after, (self._timing, self._operation, self._note))
        _stack(self._rest, [_row(line) for line in self._detail_lines()])
        for part in (self._before, self._levels, self._rest, self._after):
            body.addWidget(part)
        self._column = body
        self._measure()

    def _detail_lines(self) -> list[list[Field]]:
        """Return the details line by line; each line's first label ends where all labels end."""
        lines: list[list[Field]] = []
        for field in self._details.values():
            if field.spot.side == CARD:
                lines.append([])
            lines[-1].append(field)
        return lines

    def _connect(self) -> None:
        self._head.asked.connect(self._ask)
        self._head.dragged.connect(lambda at: self.dragged.emit(self.procedure, at))

    def _ask(self, way: str) -> None:
        if way == "open":
            self.show_opened(not self.opened)
            if self.opened:
                self.focus_first()
        else:
            self.asked.emit(self.procedure, way)

    # what is shown

    def fields(self) -> Sequence[Field]:
        """Return the fields of the card but those of its levels."""
        named = (*self._places.values(), *self._details.values())
        return (*named, self._timing, self._operation, self._note)

    def show_opened(self, opened: bool) -> None:
        """Show all fields, or only what the meeting decides by level."""
        self.opened = opened
        by_level = "per_level" in DETAILS.get(self._type, {})
        self._before.setVisible(opened)
        self._after.setVisible(opened)
        self._rest.setVisible(bool(self._details) and (opened or by_level))
        self._body.setVisible(opened or by_level)
        self.refresh()

    def refresh(self) -> None:
        """Show the draft's procedure."""
        row = self.row
        if not row:
            return
        asked = prefill.shown_places(row, self._draft.case)
        for key, field in self._places.items():
            field.setVisible(key in asked)
        self._where.setVisible(any(key in asked for key in ("levels", "from", "to")))
        self._bone.setVisible(any(key in asked for key in ("bone", "side", "segments")))
        for field in self.fields():
            field.refresh()
        self._lesions.refresh()
        self._levels.refresh()
        self._say()

    def _say(self) -> None:
        row, translate = self.row, self._draft.translate
        listed = [text(each, "id") for each in rows(self._draft.decision, "procedures")]
        number = listed.index(self.procedure) + 1 if self.procedure in listed else 0
        count = len(items(row, "lesions"))
        timing = text(row, "timing")
        aside = (
            translate("decision.lesion_one" if count == 1 else "decision.lesions", count=count)
            if count
            else "",
            translate.code("timing", timing, short=True) if timing else "",
        )
        by_level = "per_level" in DETAILS.get(self._type, {})
        details = text(row, "note") if by_level else wording.procedure_details(row, translate)
        target = wording.target(row, translate)
        words = Words(number, wording.name(row, translate), target, details, aside)
        self._head.show_words(words, translate, opened=self.opened)

    def focus_first(self) -> None:
        """Put the cursor where something is still to be said."""
        lesions = prefill.takes_lesions(self._type) and concern.present(self._draft.case)
        if lesions and not items(self.row, "lesions"):
            self._lesions.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._levels.focus():
            first = next(iter(self._details.values()), self._timing)
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_head(self) -> None:
        """Put the cursor on the head."""
        self._head.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or drop the procedure from any of its fields."""
        ways = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Delete: "drop"}
        way = ways.get(Qt.Key(event.key()))
        if way and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.asked.emit(self.procedure, way)
        else:
            super().keyPressEvent(event)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        for field in self.fields():
            field.retranslate(translate)
        self._lesions.retranslate(translate)
        self._levels.retranslate(translate)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        self._column.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(12))
        self._column.setSpacing(theme.px(6))


def _row(parts: Sequence[QWidget]) -> QWidget:
    """Set fields side by side from the left; lines wrap where the width ends."""
    made = QWidget()
    _flow(made, tuple(parts))
    return made


def _flow(made: QWidget, parts: Sequence[QWidget]) -> None:
    flow = Flow(made, gap=12)
    for part in parts:
        flow.addWidget(part)
    policy = made.sizePolicy()
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)


def _stack(made: QWidget, parts: Sequence[QWidget]) -> None:
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(6))
    for part in parts:
        column.addWidget(part)
