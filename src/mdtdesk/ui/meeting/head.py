# SPDX-License-Identifier: MIT
"""The head of a meeting: when and where, how full it is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout

from mdtdesk.domain.agenda import AgendaRecord
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.meeting import meeting_words
from mdtdesk.ui.widgets.labels import Elided, Tag, Tone, label

PRINTS = ("agenda", "preparation", "sign_in", "case_sheets", "minutes", "sheets", "all")


class MeetingHead(QFrame):
    """Two lines of words and the buttons; ``asked`` carries what was pressed."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title, self._leads = label(role="title"), Elided(role="secondary")
        self._load, self._state = Elided(role="muted"), Tag()
        self.buttons = {name: QPushButton() for name in ("edit", "list", "print", "run", "finish")}
        self._prints = QMenu(self)
        self._lay_out()

    def _lay_out(self) -> None:
        theme.mark(self, role="head")
        self._whole, self._first, self._second = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        for part in (self._title, self._state):
            self._first.addWidget(part)
        self._first.addWidget(self._load, 1)
        self._second.addWidget(self._leads, 1)
        self._whole.addLayout(self._first)
        self._whole.addLayout(self._second)
        for name, button in self.buttons.items():
            button.setObjectName(f"meeting_{name}")
            button.setAutoDefault(True)
            self._second.addWidget(button)
            if name != "print":
                button.clicked.connect(lambda _on=False, name=name: self.asked.emit(name))
        self.buttons["edit"].setProperty("kind", "link")
        self.buttons["run"].setProperty("kind", "primary")
        self.buttons["print"].setMenu(self._prints)
        for name in PRINTS:
            self._prints.addAction("").triggered.connect(
                lambda _on=False, name=name: self.asked.emit(f"print_{name}")
            )
        self._measure()

    def _measure(self) -> None:
        side = theme.px(24)
        self._whole.setContentsMargins(side, theme.px(12), theme.px(12), theme.px(12))
        self._whole.setSpacing(theme.px(4))
        self._first.setSpacing(theme.px(12))
        self._second.setSpacing(theme.px(8))

    def show_agenda(
        self, agenda: AgendaRecord, translate: Translate, can: Mapping[str, bool]
    ) -> None:
        """Show a meeting; ``can`` says which buttons stand there."""
        meeting = agenda.meeting
        self._title.setText(meeting_words.title(meeting, translate))
        self._leads.setText(meeting_words.leads(meeting, translate))
        self._load.setText(meeting_words.load(agenda, translate))
        theme.mark(self._load, role="warning" if agenda.over else "muted")
        self._state.setVisible(meeting.state != "planned")
        tone: Tone = "fine" if meeting.state == "running" else "muted"
        self._state.show_tag(translate(f"meeting.is.{meeting.state}"), tone)
        for name, button in self.buttons.items():
            button.setVisible(can.get(name, False))

    def retranslate(self, translate: Translate) -> None:
        """Set the words of the buttons."""
        for name, button in self.buttons.items():
            button.setText(translate(f"meeting.button.{name}"))
            button.setToolTip(translate(f"meeting.tip.{name}"))
        self.buttons["print"].setIcon(icons.icon("print"))
        for action, name in zip(self._prints.actions(), PRINTS, strict=True):
            action.setText(translate(f"meeting.print.{name}"))

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_whole"):
            self._measure()
