# SPDX-License-Identifier: MIT
"""A password under its label; caps lock, and why it was not taken, stand below in words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from mdtdesk.errors import Unavailable
from mdtdesk.i18n import Translate
from mdtdesk.ui.caps_lock import CapsLock
from mdtdesk.ui.gate import Entry
from mdtdesk.ui.messages import sentence
from mdtdesk.ui.tasks import Failure


class PasswordEntry(Entry):
    """One password field."""

    def __init__(self, name: str, translate: Translate) -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self._translate, self._wrong = translate, ""
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.set_name(name)
        self.keep_line()
        self._caps = CapsLock(self)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(lambda _text: self.say(""))
        self._caps.changed.connect(lambda _on: self.say(self._wrong))

    def say(self, wrong: str) -> None:
        """Say what is wrong below the field, or that caps lock is on."""
        self._wrong = wrong
        caps = self._caps.on and not wrong
        said = self._translate("signin.caps") if caps else wrong
        self.note(said, wrong=bool(wrong), sign="diamond" if caps else "")

    def refuse(self, failure: Failure) -> None:
        """Say why the password was not taken, and have it typed again."""
        if isinstance(failure, Unavailable) and failure.reason == "wrong_password":
            self.say(self._translate("signin.wrong", **failure.values))
        else:
            self.say(sentence(self._translate, failure))
        self.line.selectAll()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn about caps lock from what is typed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._caps.look_at(event)
        return super().eventFilter(watched, event)
