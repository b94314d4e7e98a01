# SPDX-License-Identifier: MIT
"""Asks why a meeting is cancelled; its cases go on to the next one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui.dialogs.ask import AskDialog, Asked
from mdtdesk.ui.widgets.fields import TextField


class CancelDialog(AskDialog):
    """One field; ``answered`` carries the reason, which is not empty."""

    answered = Signal(str)

    def __init__(self, translate: Translate, parent: QWidget) -> None:
        words = Asked(
            translate("meeting.cancel_title"),
            translate("meeting.cancel_why"),
            translate("meeting.cancel_go"),
            translate("meeting.cancel_not"),
        )
        super().__init__(words, parent)
        self.setObjectName("meeting_cancel_form")
        self.because = TextField()
        self.because.setPlaceholderText(translate("meeting.cancel_because"))
        self.because.setAccessibleName(translate("meeting.cancel_because"))
        self.body.addWidget(self.because)
        self.because.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.go.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the field."""
        super().showEvent(event)
        self.fit()
        self.because.setFocus()

    def answer(self) -> None:
        """Hand on why."""
        because = self.because.text().strip()
        if because:
            self.accept()
            self.answered.emit(because)
