# SPDX-License-Identifier: MIT
"""The right side: one instrument or rule, its whole table, who confirmed it, what it touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mdtdesk.domain.switches import ROLES, Rescored, Role, Switch
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.administration import switch_words
from mdtdesk.ui.administration.blocks import WIDE, Blocks
from mdtdesk.ui.administration.switch_list import TONES
from mdtdesk.ui.administration.table_words import Block
from mdtdesk.ui.administration.touching import Count
from mdtdesk.ui.widgets.flow import Flow
from mdtdesk.ui.widgets.labels import Tag, Tone, label

_SHOWN = 24
_MOST = 100  # of the width, up to the widest line that can be read
_TONES: Mapping[str, Tone] = {"fine": "fine", "warning": "warning"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the sheet shows; ``roles`` are those that may turn the switch here and now."""

    switch: Switch
    name: str
    subtitle: str
    blocks: tuple[Block, ...]
    roles: frozenset[str] = frozenset()
    rescored: Rescored | None = None
    bands: dict[str, str] = field(default_factory=dict)


class CaseLinks(QWidget):
    """Numbers of cases as links, a few of them; ``opened`` carries a case's id."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(self, gap=0)
        wraps = self.sizePolicy()
        wraps.setHeightForWidth(True)
        self.setSizePolicy(wraps)

    def show_cases(self, cases: tuple[tuple[str, str], ...], more: str) -> None:
        """Show other cases; ``more`` says how many are left out."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for case_id, words in cases[:_SHOWN]:
            link = QPushButton(words)
            link.setProperty("kind", "link")
            link.setAutoDefault(True)
            link.clicked.connect(lambda _on=False, case=case_id: self.opened.emit(case))
            self._flow.addWidget(link)
        if more:
            self._flow.addWidget(label(more, "muted"))
        self.setVisible(bool(cases))
        self.updateGeometry()


class Sheet(QFrame):
    """Emits ``confirmed`` with a role, ``off_asked``, ``case_opened`` with a case's id."""

    confirmed = Signal(str)
    off_asked = Signal()
    case_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._measure()

    def _make_widgets(self) -> None:
        self.setObjectName("switch_sheet")
        self._title, self._subtitle = label(role="section", wraps=True), label(role="muted")
        self._state, self._standing = Tag(tinted=False), label(role="muted", wraps=True)
        self.confirm = {role: QPushButton() for role in ROLES}
        self.off = QPushButton()
        self._touches, self._cases = label(wraps=True), CaseLinks()
        self._moved_title, self._moved_count = label(role="strong"), label(wraps=True)
        self._moved, self._notice = CaseLinks(), QFrame()
        self._blocks, self.area, self._inside = Blocks(), QScrollArea(), QWidget()

    def _lay_out(self) -> None:
        for role, button in self.confirm.items():
            button.setObjectName(f"confirm_{role}")
            button.setProperty("kind", "primary")
        self.off.setObjectName("switch_off")
        self.off.setProperty("kind", "danger")
        self._notice.setProperty("role", "notice")
        self._notice_column = QVBoxLayout(self._notice)
        for part in (self._moved_title, self._moved_count, self._moved):
            self._notice_column.addWidget(part)
        self._buttons = QHBoxLayout()
        for button in (*self.confirm.values(), self.off):
            button.setAutoDefault(True)
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._head, self._column = QVBoxLayout(), QVBoxLayout(self)
        for each in (self._title, self._subtitle, self._state, self._standing):
            self._head.addWidget(each)
        self._head.addLayout(self._buttons)
        self._lay_out_table()
        self._column.addLayout(self._head)
        self._column.addWidget(self.area, 1)

    def _lay_out_table(self) -> None:
        self._rows = QVBoxLayout(self._inside)
        for part in (self._touches, self._cases):
            self._rows.addWidget(part)
        for wide in (self._notice, self._blocks):
            row = QHBoxLayout()
            row.addWidget(wide, _MOST)
            row.addStretch(1)
            self._rows.addLayout(row)
        self._rows.addStretch(1)
        self.area.setWidget(self._inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # the table is read by the keyboard, too: arrows and Page Down scroll it
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setObjectName("switch_table")
        self.area.setProperty("role", "table")

    def _connect(self) -> None:
        for role, button in self.confirm.items():
            button.clicked.connect(lambda _on=False, role=role: self.confirmed.emit(role))
        self.off.clicked.connect(self.off_asked)
        self._cases.opened.connect(self.case_opened)
        self._moved.opened.connect(self.case_opened)

    def show_switch(self, shown: Shown, translate: Translate) -> None:
        """Show an instrument or a rule."""
        switch = shown.switch
        self._title.setText(shown.name)
        self._subtitle.setText(shown.subtitle)
        tone, state = TONES.get(switch.state, ""), switch_words.state(switch, translate)
        self._state.setVisible(tone in _TONES)
        self._state.show_tag(state, _TONES.get(tone, "muted"))
        lines = () if tone in _TONES else (state,)
        self._standing.setText("\n".join((*lines, *switch_words.standing(switch, translate))))
        self.area.setAccessibleName(translate("switch.sheet", name=shown.name))
        self._show_buttons(shown, translate)
        self._show_moved(shown, translate)
        self._blocks.show_blocks(shown.blocks)

    def _show_buttons(self, shown: Shown, translate: Translate) -> None:
        switch = shown.switch
        for role, button in self.confirm.items():
            button.setText(translate(f"switch.{role}"))
            wanted = not switch.free and switch.confirmed_by(role) is None
            button.setVisible(wanted and role in shown.roles)
        self.off.setText(translate("switch.off"))
        self.off.setVisible(switch.state not in ("off", "always") and bool(shown.roles))

    def _show_moved(self, shown: Shown, translate: Translate) -> None:
        found = shown.rescored
        self._notice.setVisible(found is not None)
        if found is None:
            return
        self._moved_title.setText(translate("switch.moved_title"))
        count = translate("switch.moved_count", version=found.version, count=found.count)
        self._moved_count.setText(count)
        lines = tuple(
            (
                row.case_id,
                translate(
                    "switch.moved_of",
                    number=row.number,
                    words=switch_words.moved(row, shown.bands, translate),
                ),
            )
            for row in found.moved
        )
        left = len(lines) - _SHOWN
        more = translate("switch.cases_more", count=left) if left > 0 else ""
        self._moved.show_cases(lines, more)

    def show_count(self, count: Count | None, translate: Translate) -> None:
        """Show how many cases are touched; None where nothing is counted."""
        self._touches.setVisible(count is not None)
        self._cases.setVisible(False)
        if count is None:
            return
        if count.done < count.all:
            words = translate("switch.cases_counting", done=count.done, all=count.all)
        else:
            words = translate("switch.cases_counted", count=count.found)
            left = len(count.cases) - _SHOWN
            more = translate("switch.cases_more", count=left) if left > 0 else ""
            self._cases.show_cases(count.cases, more)
        self._touches.setText(words)

    def first_button(self, role: Role | None = None) -> QPushButton | None:
        """Return the button of a role, or the first that is offered."""
        offered = [*self.confirm.values(), self.off] if role is None else [self.confirm[role]]
        return next((one for one in offered if not one.isHidden()), None)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rows"):
            self._measure()

    def _measure(self) -> None:
        self._column.setContentsMargins(theme.px(16), theme.px(16), 0, 0)
        self._column.setSpacing(theme.px(12))
        self._head.setContentsMargins(theme.px(8), 0, theme.px(24), 0)
        self._head.setSpacing(theme.px(6))
        self._buttons.setSpacing(theme.px(8))
        self._rows.setContentsMargins(theme.px(6), 0, theme.px(24), theme.px(24))
        self._rows.setSpacing(theme.px(12))
        self._notice.setMaximumWidth(theme.px(WIDE))
        self._notice_column.setContentsMargins(*map(theme.px, (12, 10, 12, 12)))
        self._notice_column.setSpacing(theme.px(4))
