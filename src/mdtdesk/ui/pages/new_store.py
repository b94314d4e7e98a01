# SPDX-License-Identifier: MIT
"""The form that makes a store: its name and folder, the first person, their password twice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QCompleter, QFileDialog, QLineEdit

from mdtdesk import app
from mdtdesk.errors import Rejected, Unavailable
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.choosing import name_parts
from mdtdesk.ui.gate import Entry, Gate, button
from mdtdesk.ui.messages import problem, sentence
from mdtdesk.ui.strength import in_words, strength
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.widgets.labels import label

_FORBIDDEN = frozenset('/\\:*?"<>|')


class NewStorePage(Gate):
    """Says at each field what is wrong with it; ``created`` carries directory, code, password."""

    created = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._make_widgets()
        self._set_out()
        self._connect()
        self.retranslate()

    def _make_widgets(self) -> None:
        self._title, self._intro = label(role="title"), label(role="muted", wraps=True)
        self._browse, self._create, self._back = button(), button("primary"), button("link")
        self._entries = {
            name: Entry(QLineEdit(), self._browse if name == "folder" else None)
            for name in ("name", "folder", "person", "title", "password", "repeat")
        }
        self._fields: dict[str, QLineEdit] = {}
        for name, entry in self._entries.items():
            if isinstance(entry.field, QLineEdit):
                entry.field.setObjectName(f"new_{name}")
                self._fields[name] = entry.field
        for name in ("password", "repeat"):
            self._fields[name].setEchoMode(QLineEdit.EchoMode.Password)
        self._create.setObjectName("new_create")
        self._error = label(role="error", wraps=True)

    def _set_out(self) -> None:
        foot = (self._error, self._create, self._back)
        self.set_out((self._title, self._intro), self._entries.values(), foot)

    def _connect(self) -> None:
        self._browse.clicked.connect(self._choose)
        self._create.clicked.connect(self._submit)
        self._back.clicked.connect(self.left)
        self._fields["password"].textChanged.connect(self._judge)
        for name, field in self._fields.items():
            field.returnPressed.connect(self._submit)
            field.textEdited.connect(lambda _text, name=name: self._quiet(name))

    def begin(self) -> None:
        """Start with an empty form."""
        for field in self._fields.values():
            field.clear()
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._fields["folder"].setText(home or str(Path.home()))
        self._fields["name"].setText(self._desk.translate("welcome.default_name"))
        for name in self._entries:
            self._entries[name].note("")
        self._error.hide()
        self.retranslate()

    def focus(self) -> None:
        """Put the cursor in the first field, its text selected."""
        self._fields["name"].setFocus()
        self._fields["name"].selectAll()

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self._desk.translate
        self._title.setText(translate("welcome.create"))
        self._intro.setText(translate("welcome.create_intro"))
        for name, entry in self._entries.items():
            entry.set_name(translate(f"welcome.{name}"))
        self._browse.setText(translate("welcome.browse"))
        self._create.setText(translate("welcome.create_button"))
        self._back.setText(translate("welcome.back"))
        self._fields["title"].setCompleter(QCompleter(translate("welcome.titles").split("|"), self))
        for name, entry in self._entries.items():
            if entry.below.text() and entry.below.property("role") == "error":
                entry.note(self._fault(name), wrong=True)
        self._judge()

    # what is wrong

    def _fault(self, name: str) -> str:
        """Return in words what is wrong with a field, or nothing."""
        translate, text = self._desk.translate, self._fields[name].text().strip()
        if name == "title":
            return ""
        if not text:
            return translate("welcome.needed")
        if name == "name" and (_FORBIDDEN & set(text) or text.strip(".") != text):
            return translate("welcome.name_bad")
        if name == "folder" and not Path(text).expanduser().is_dir():
            return translate("welcome.folder_missing")
        if name == "password" and self._strength() in ("short", "weak"):
            return in_words(self._strength(), translate)
        if name == "repeat" and self._fields["repeat"].text() != self._fields["password"].text():
            return translate("welcome.repeat_differs")
        return translate("welcome.exists") if name == "name" and self._directory().exists() else ""

    def _strength(self) -> str:
        names = (self._fields["person"].text(), self._fields["name"].text())
        return strength(self._fields["password"].text(), names)

    def _judge(self) -> None:
        translate, entry = self._desk.translate, self._entries["password"]
        if not entry.text():
            entry.note("")
            return
        word = in_words(self._strength(), translate)
        entry.note(translate("welcome.strength", word=word))

    def _quiet(self, name: str) -> None:
        if name != "password":
            self._entries[name].note("")
        self._error.hide()

    # what is done

    def _directory(self) -> Path:
        folder = Path(self._fields["folder"].text().strip()).expanduser()
        return folder / (self._fields["name"].text().strip() + app.STORE_SUFFIX)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._desk.translate("welcome.choose_folder"))
        name_parts(dialog, self._desk.translate)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setDirectory(self._fields["folder"].text())
        dialog.fileSelected.connect(self._fields["folder"].setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _submit(self) -> None:
        faults = {name: self._fault(name) for name in self._entries}
        for name, text in faults.items():
            if text or name != "password":
                self._entries[name].note(text, wrong=bool(text))
        first = next((name for name, text in faults.items() if text), None)
        if first is not None:
            self._fields[first].setFocus()
            return
        self._busy(True)
        first_person = app.FirstPerson(
            self._fields["person"].text().strip(),
            self._fields["title"].text().strip(),
            self._fields["password"].text(),
        )
        directory = self._directory()
        self._desk.tasks.run(
            "store",
            lambda _task: app.create_store(directory, first_person),
            done=self._finish,
            failed=self._refused,
        )

    def _finish(self, made: app.CreatedStore) -> None:
        self._busy(False)
        self.created.emit(made)

    def take_password(self) -> str:
        """Return the password that was typed, which is forgotten here."""
        typed = self._fields["password"].text()
        for name in ("password", "repeat"):
            self._fields[name].clear()
        return typed

    def person(self) -> str:
        """Return the name of the first person."""
        return self._fields["person"].text().strip()

    def _refused(self, failure: Failure) -> None:
        """Show a failure at the field it speaks of: environment faults at the folder."""
        self._busy(False)
        translate = self._desk.translate
        if isinstance(failure, Rejected):
            for each in failure.problems:
                entry = self._entries.get(each.path)
                if entry is not None:
                    entry.note(problem(translate, each), wrong=True)
        elif isinstance(failure, Unavailable):
            self._entries["folder"].note(sentence(translate, failure), wrong=True)
            self._fields["folder"].setFocus()
        else:
            self._error.setText(sentence(translate, failure))
            self._error.show()

    def _busy(self, busy: bool) -> None:
        for widget in (*self._entries.values(), self._create, self._back):
            widget.setEnabled(not busy)
        key = "creating" if busy else "create_button"
        self._create.setText(self._desk.translate(f"welcome.{key}"))
