# SPDX-License-Identifier: MIT
"""The sign-in page: the store's people, a password, and why it was not taken.

It is painted before anything heavy is imported, so it knows only ``app``, whose own imports wait.
After a lock it stands for the person who locked; anybody else may sign in instead.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from mdtdesk import app, demo
from mdtdesk.errors import Rejected, Unavailable
from mdtdesk.ui.caps_lock import CapsLock
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.gate import Choice, Entry, Gate, button
from mdtdesk.ui.messages import sentence
from mdtdesk.ui.strength import in_words, strength
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.watching import Watch
from mdtdesk.ui.widgets.labels import label


class SignInPage(Gate):
    """Asks who it is; ``signed_in`` carries what the store gave."""

    signed_in = Signal(object)
    left = Signal()
    recovery_wanted = Signal(object)
    found_older = Signal(object, str, str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._directory = Path()
        self._locked_for = ""
        self._until: datetime | None = None
        self._failure: Failure | None = None
        self._asked: app.SignedIn | None = None
        self._make_widgets()
        self._set_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._title, self._store = label(role="title", wraps=True), label(role="muted", wraps=True)
        self._people = Choice()
        self._password, self._new, self._repeat = QLineEdit(), QLineEdit(), QLineEdit()
        for line in (self._password, self._new, self._repeat):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self._person_entry = Entry(self._people)
        self._entry = Entry(self._password)
        self._new_entry, self._repeat_entry = Entry(self._new), Entry(self._repeat)
        self._enter = button("primary")
        self._hint = label(role="secondary", wraps=True)
        self._forgot, self._other = button("link"), button("link")
        self._caps, self._watch = CapsLock(self), Watch(self)
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)

    def _set_out(self) -> None:
        self._people.setObjectName("person")
        self._password.setObjectName("password")
        self._enter.setObjectName("enter")
        self._forgot.setObjectName("forgot")
        self._other.setObjectName("other_store")
        parts = (
            (self._title, 8), (self._store, 24), (self._person_entry, 10), (self._entry, 0),
            (self._new_entry, 10), (self._repeat_entry, 0), (self._enter, 12), (self._hint, 4),
        )  # fmt: skip
        for widget, gap in parts:
            self.column.addWidget(widget)
            self.gap(gap)
        self.column.addWidget(self._forgot)
        self.column.addWidget(self._other)
        self._entry.keep_line()
        self._repeat_entry.keep_line()

    def _connect(self) -> None:
        self._enter.clicked.connect(self._submit)
        for line in (self._password, self._new, self._repeat):
            line.returnPressed.connect(self._submit)
            line.installEventFilter(self)
        self._password.textEdited.connect(self._forget_failure)
        self._people.currentIndexChanged.connect(self._forget_failure)
        self._other.clicked.connect(self.left)
        self._forgot.clicked.connect(lambda: self.recovery_wanted.emit(self._directory))
        self._caps.changed.connect(self._show_state)
        self._tick.timeout.connect(self._show_state)
        self._watch.told.connect(self._show_step)

    # what is shown

    def ask_for(self, directory: Path, *, locked_for: str = "") -> None:
        """Show the people of a store; ``locked_for`` is the id of who locked the window."""
        self._directory, self._locked_for, self._asked = directory, locked_for, None
        self._until = self._failure = None
        self._people.clear()
        for person in app.people(directory):
            self._people.addItem("　".join(filter(None, (person.name, person.title))), person.id)
        known = locked_for or self._desk.last_person(directory)
        self._people.setCurrentIndex(max(0, self._people.findData(known)))
        for line in (self._password, self._new, self._repeat):
            line.clear()
        self.retranslate()
        self.setEnabled(True)

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self._desk.translate
        self._title.setText(translate("shell.title"))
        self._store.setText(self._directory.stem)
        self._person_entry.set_name(translate("signin.person"))
        self._entry.set_name(translate("signin.password"))
        self._new_entry.set_name(translate("signin.new_password"))
        self._repeat_entry.set_name(translate("signin.repeat"))
        known = demo.password() if self._directory.name == demo.NAME else ""
        self._hint.setText(
            translate("signin.demo", password=known) if known else translate("signin.forgotten")
        )
        self._forgot.setText(translate("signin.forgot"))
        self._forgot.setVisible(not known)
        self._other.setText(translate("signin.another_store"))
        self._show_state()

    def _show_state(self) -> None:
        """Show the fields and the line below them that this moment needs."""
        translate, changing = self._desk.translate, self._asked is not None
        for widget in (self._new_entry, self._repeat_entry):
            widget.setVisible(changing)
        self._entry.setVisible(not changing)
        self._people.setEnabled(not changing)
        key = "set_password" if changing else "unlock" if self._locked_for else "enter"
        self._enter.setText(translate(f"signin.{key}"))
        text, wrong = self._line()
        caps = self._caps.on and text == translate("signin.caps")
        entry = self._repeat_entry if changing else self._entry
        entry.note(text, wrong=wrong, sign="diamond" if caps else "")

    def _line(self) -> tuple[str, bool]:
        translate = self._desk.translate
        if self._until is not None:
            left = (self._until - datetime.now().astimezone()).total_seconds()
            if left > 0:
                clock = f"{int(left) // 60}:{int(left) % 60:02}"
                return translate("signin.locked_out", time=clock), True
            self._until = None
            self._tick.stop()
        if isinstance(self._failure, Unavailable) and self._failure.reason == "wrong_password":
            return translate("signin.wrong", **self._failure.values), True
        if self._failure is not None:
            return sentence(translate, self._failure), True
        if self._caps.on:
            return translate("signin.caps"), False
        if self._asked is not None:
            return translate("signin.change_first"), False
        return (translate("signin.locked_screen"), False) if self._locked_for else ("", False)

    def focus(self) -> None:
        """Put the cursor where the typing goes."""
        (self._new if self._asked is not None else self._password).setFocus()

    # what is done

    def _submit(self) -> None:
        if self._asked is not None:
            self._change()
        elif self._password.text():
            self._send()

    def _send(self) -> None:
        directory, password, watch = self._directory, self._password.text(), self._watch
        person = str(self._people.currentData())
        self._busy(True)
        self._desk.tasks.run(
            "store",
            lambda _task: app.sign_in(directory, person, password, progress=watch.report),
            done=self.take,
            failed=self._refused,
        )

    def _show_step(self, _stage: str, done: int, total: int) -> None:
        self._entry.note(self._desk.translate("signin.checking", done=done, total=total))

    def take(self, result: app.SignedIn) -> None:
        """Go on with who signed in: a one-time password is changed first."""
        self._busy(False)
        self._desk.remember_person(self._directory, str(self._people.currentData()))
        if result.must_change:
            self._asked = result
            self._show_state()
            self.focus()
            return
        self._password.clear()
        self.signed_in.emit(result)

    def _change(self) -> None:
        asked, old, new = self._asked, self._password.text(), self._new.text()
        wrong = self._fault(old, new)
        if wrong or asked is None:
            self._repeat_entry.note(wrong, wrong=True)
            return
        self._busy(True)
        self._desk.tasks.run(
            "store",
            lambda _task: app.change_password(asked, old, new),
            done=self._changed,
            failed=self._refused,
        )

    def _fault(self, old: str, new: str) -> str:
        """Return in words why the new password will not do, or nothing."""
        translate, judged = self._desk.translate, strength(new, [self._people.currentText()])
        if judged in ("short", "weak"):
            return in_words(judged, translate)
        if new == old:
            return translate("signin.same_password")
        return "" if new == self._repeat.text() else translate("welcome.repeat_differs")

    def _changed(self, _result: None) -> None:
        asked, self._asked = self._asked, None
        self._busy(False)
        for line in (self._password, self._new, self._repeat):
            line.clear()
        self.signed_in.emit(asked)

    def _refused(self, failure: Failure) -> None:
        self._busy(False)
        if isinstance(failure, Unavailable) and failure.reason == "older":
            person, password = str(self._people.currentData()), self._password.text()
            self.found_older.emit(self._directory, person, password, failure)
            return
        self._failure = failure
        if isinstance(failure, Unavailable) and failure.reason == "locked_out":
            until = failure.values.get("until")
            self._until = until if isinstance(until, datetime) else None
            self._tick.start()
        if isinstance(failure, Rejected) or self._until:
            self._password.selectAll()
        self._show_state()
        self.focus()

    def _forget_failure(self) -> None:
        self._failure = None
        self._show_state()

    def _busy(self, busy: bool) -> None:
        for widget in (self._people, self._password, self._new, self._repeat, self._enter):
            widget.setEnabled(not busy)
        if busy:
            self._enter.setText(self._desk.translate("signin.opening"))
        else:
            self._show_state()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn about caps lock from what is typed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._caps.look_at(event)
        return super().eventFilter(watched, event)
