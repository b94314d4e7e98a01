# SPDX-License-Identifier: MIT
"""The form for an administrator who lost the password: name, recovery code, new password twice.

Nothing is changed here: what the code opened is handed on, and the front shows the new code first.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from mdtdesk import app
from mdtdesk.errors import Rejected, Unavailable
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.gate import Choice, Entry, Gate, button
from mdtdesk.ui.messages import problem, sentence
from mdtdesk.ui.strength import in_words, strength
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.widgets.labels import label


class RecoveryPage(Gate):
    """``proved`` carries an ``app.Recovering`` and the password it is to set."""

    proved = Signal(object, str)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._directory = Path()
        self._make_widgets()
        self._set_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._title, self._intro = label(role="title", wraps=True), label(role="muted", wraps=True)
        self._people = Choice()
        self._code, self._new, self._repeat = QLineEdit(), QLineEdit(), QLineEdit()
        for line in (self._new, self._repeat):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self._entries = {
            "person": Entry(self._people),
            "code": Entry(self._code),
            "new": Entry(self._new),
            "repeat": Entry(self._repeat),
        }
        for name, entry in self._entries.items():
            entry.field.setObjectName(f"recovery_{name}")
        self._submit, self._back = button("primary"), button("link")
        self._submit.setObjectName("recovery_submit")
        self._error = label(role="error", wraps=True)

    def _set_out(self) -> None:
        foot = (self._error, self._submit, self._back)
        self.set_out((self._title, self._intro), self._entries.values(), foot)

    def _connect(self) -> None:
        self._submit.clicked.connect(self._send)
        self._back.clicked.connect(self.left)
        self._new.textChanged.connect(self._judge)
        for name in ("code", "repeat"):
            entry = self._entries[name]
            if isinstance(entry.field, QLineEdit):
                entry.field.textEdited.connect(lambda _text, entry=entry: entry.note(""))
        self._people.currentIndexChanged.connect(lambda: self._entries["person"].note(""))
        for line in (self._code, self._new, self._repeat):
            line.returnPressed.connect(self._send)

    def ask_for(self, directory: Path) -> None:
        """Begin with an empty form for a store."""
        self._directory = directory
        self._people.clear()
        for person in app.people(directory):
            self._people.addItem("　".join(filter(None, (person.name, person.title))), person.id)
        self._people.setCurrentIndex(max(0, self._people.findData(self._known())))
        for line in (self._code, self._new, self._repeat):
            line.clear()
        for entry in self._entries.values():
            entry.note("")
        self._busy(False)
        self.retranslate()

    def _known(self) -> str:
        return self._desk.last_person(self._directory)

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self._desk.translate
        self._title.setText(translate("signin.recovery.heading"))
        self._intro.setText(translate("signin.recovery.intro"))
        self._entries["person"].set_name(translate("signin.recovery.person"))
        self._entries["code"].set_name(translate("signin.recovery.code"))
        self._entries["new"].set_name(translate("signin.new_password"))
        self._entries["repeat"].set_name(translate("signin.repeat"))
        self._submit.setText(translate("signin.recovery.action"))
        self._back.setText(translate("signin.recovery.back"))
        self._error.hide()
        self._judge()

    def focus(self) -> None:
        """Put the cursor where the code is typed."""
        self._code.setFocus()

    def say_unchanged(self) -> None:
        """Say that the old password and the old code still hold."""
        self._busy(False)
        self._say(self._desk.translate("signin.recovery.unchanged"))

    # what is wrong

    def _strength(self) -> str:
        return strength(self._new.text(), [self._people.currentText(), self._directory.stem])

    def _judge(self) -> None:
        translate = self._desk.translate
        word = in_words(self._strength(), translate)
        said = translate("welcome.strength", word=word) if self._new.text() else ""
        self._entries["new"].note(said)

    def _faults(self) -> dict[str, str]:
        """Return in words what will not do, by field."""
        translate, found = self._desk.translate, {}
        if not self._code.text().strip():
            found["code"] = translate("welcome.needed")
        if self._strength() in ("short", "weak"):
            found["new"] = in_words(self._strength(), translate)
        if self._repeat.text() != self._new.text():
            found["repeat"] = translate("welcome.repeat_differs")
        return found

    # what is done

    def _send(self) -> None:
        faults = self._faults()
        for name, text in faults.items():
            self._entries[name].note(text, wrong=True)
        if faults:
            self._entries[next(iter(faults))].field.setFocus()
            return
        directory, person = self._directory, str(self._people.currentData())
        code, password = self._code.text(), self._new.text()
        self._busy(True)
        self._desk.tasks.run(
            "store",
            lambda _task: app.prove_recovery(directory, person, code),
            done=lambda opened: self.proved.emit(opened, password),
            failed=self.show_failure,
        )

    def show_failure(self, failure: Failure) -> None:
        """Say why it was not taken: at the name, at the code, or above the button."""
        self._busy(False)
        translate = self._desk.translate
        if isinstance(failure, Rejected):
            said = "\n".join(problem(translate, each) for each in failure.problems)
            self._entries["person"].note(said, wrong=True)
            self._people.setFocus()
        elif isinstance(failure, Unavailable) and failure.reason == "recovery_mistyped":
            self._at_code(sentence(translate, failure))
        elif isinstance(failure, Unavailable) and failure.reason == "recovery_wrong":
            self._at_code(translate("signin.recovery.wrong", **failure.values))
        elif isinstance(failure, Unavailable) and failure.reason == "locked_out":
            self._at_code(translate("signin.recovery.locked_out", **failure.values))
        else:
            self._say(sentence(translate, failure))

    def _at_code(self, text: str) -> None:
        self._entries["code"].note(text, wrong=True)
        self._code.setFocus()
        self._code.selectAll()

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.show()

    def _busy(self, busy: bool) -> None:
        self._error.hide()
        for widget in (*self._entries.values(), self._submit, self._back):
            widget.setEnabled(not busy)
        key = "busy" if busy else "action"
        self._submit.setText(self._desk.translate(f"signin.recovery.{key}"))
