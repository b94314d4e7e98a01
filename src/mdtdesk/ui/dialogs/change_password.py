# SPDX-License-Identifier: MIT
"""Asks for the old password and, twice, for the one that is to hold from now on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui.dialogs.ask import AskDialog, Asked
from mdtdesk.ui.strength import in_words, strength
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.widgets.password_entry import PasswordEntry

_ENTRIES = ("old", "new", "repeat")


class ChangePasswordDialog(AskDialog):
    """``chosen`` carries the old and the new password, which stay nowhere."""

    chosen = Signal(str, str)
    wide = 420

    def __init__(self, name: str, translate: Translate, parent: QWidget) -> None:
        words = Asked(
            translate("people.own_password.title"),
            translate("people.own_password.why"),
            translate("people.own_password.go"),
            translate("people.back"),
        )
        super().__init__(words, parent)
        self.setObjectName("change_password_dialog")
        self._translate, self._name = translate, name
        self.entries = {key: self._entry(key) for key in _ENTRIES}

    def _entry(self, key: str) -> PasswordEntry:
        entry = PasswordEntry(self._translate(f"people.own_password.{key}"), self._translate)
        entry.line.setObjectName(f"password_{key}")
        self.body.addWidget(entry)
        return entry

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the old one."""
        super().showEvent(event)
        self.entries["old"].line.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no password in a window that is locked or closed."""
        super().hideEvent(event)
        for entry in self.entries.values():
            entry.line.clear()

    def answer(self) -> None:
        """Hand over both; whoever takes them closes the dialog."""
        old, new, repeat = (self.entries[key].line.text() for key in _ENTRIES)
        for key, wrong in self._faults(old, new, repeat):
            self.entries[key].say(wrong)
            self.entries[key].line.setFocus()
            return
        self.hold(True)
        self.chosen.emit(old, new)

    def _faults(self, old: str, new: str, repeat: str) -> list[tuple[str, str]]:
        translate, judged = self._translate, strength(new, [self._name])
        found = []
        if not old:
            found.append(("old", translate("people.own_password.old_missing")))
        if judged in ("short", "weak"):
            found.append(("new", in_words(judged, translate)))
        if new == old:
            found.append(("new", translate("people.own_password.same")))
        if new != repeat:
            found.append(("repeat", translate("welcome.repeat_differs")))
        return found

    def refuse(self, failure: Failure) -> None:
        """Say why the old one was not taken."""
        self.hold(False)
        self.entries["old"].refuse(failure)
