# SPDX-License-Identifier: MIT
"""Dialogs about people: who is new, a one-time password shown once, a second administrator."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from mdtdesk.domain.drafts import PersonDraft
from mdtdesk.domain.records import PersonRow
from mdtdesk.errors import Rejected
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.dialogs.ask import AskDialog, Asked
from mdtdesk.ui.gate import Choice, Entry
from mdtdesk.ui.messages import sentence
from mdtdesk.ui.people.person_form import PersonForm
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.password_entry import PasswordEntry

_CODE_PT = 15


def _asked(form: str, translate: Translate, back: str = "people.back", **values: object) -> Asked:
    """Return the words ``people.<form>.*`` of a dialog."""
    title, why, go = (translate(f"people.{form}.{key}", **values) for key in ("title", "why", "go"))
    return Asked(title, why, go, translate(back) if back else "")


class SureDialog(AskDialog):
    """Says what follows before a person is let out or gets another password."""

    sure = Signal()

    def __init__(self, what: str, person: str, translate: Translate, parent: QWidget) -> None:
        super().__init__(_asked(what, translate, name=person), parent)
        self.setObjectName(f"sure_{what}")
        if what == "disabling":
            theme.mark(self.go, kind="danger")
            self.back.setDefault(True)

    def answer(self) -> None:
        """Go on."""
        self.accept()
        self.sure.emit()


class AddPersonDialog(AskDialog):
    """``added`` carries the new person; the fields stay until they are recorded."""

    added = Signal(object)

    def __init__(self, translate: Translate, parent: QWidget) -> None:
        super().__init__(_asked("adding", translate), parent)
        self.setObjectName("add_person")
        self._translate, self.form = translate, PersonForm()
        self.form.retranslate(translate)
        self.body.addWidget(self.form)
        self.form.changed.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.form.name.text().strip() and self.form.roles.roles()))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the name."""
        super().showEvent(event)
        self.form.name.setFocus()

    def answer(self) -> None:
        """Hand over the new person; whoever takes them closes the dialog."""
        name, title, discipline = self.form.named()
        self.hold(True)
        self.added.emit(PersonDraft(name, self.form.roles.roles(), title, discipline))

    def refuse(self, failure: Failure) -> None:
        """Say at the fields why it was not recorded."""
        self.hold(False)
        if isinstance(failure, Rejected):
            self.form.show_problems(failure.problems, self._translate)
        else:
            self.why.setText(sentence(self._translate, failure))
        self.fit()
        self.form.name.setFocus()


class OneTimeDialog(AskDialog):
    """Shows a one-time password; it is nowhere once the dialog is closed."""

    def __init__(self, person: str, password: str, translate: Translate, parent: QWidget) -> None:
        super().__init__(_asked("once", translate, back="", name=person), parent)
        self.setObjectName("one_time")
        self.shown = label(password)
        self.shown.setObjectName("one_time_password")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(_CODE_PT * theme.current().scale / 100)
        self.shown.setFont(fixed)
        self.body.addWidget(self.shown)


class SecondPersonDialog(AskDialog):
    """Asks another administrator to agree with their password; ``agreed`` carries who and it."""

    agreed = Signal(str, str)

    def __init__(self, others: Sequence[PersonRow], translate: Translate, parent: QWidget) -> None:
        super().__init__(_asked("second", translate), parent)
        self.setObjectName("second_person")
        self.person, self._translate = Choice(), translate
        for one in others:
            self.person.addItem("　".join(filter(None, (one.name, one.title))), one.id)
        entry = Entry(self.person)
        entry.set_name(translate("people.second.person"))
        self.password = PasswordEntry(translate("people.second.password"), translate)
        self.password.line.setObjectName("second_password")
        for part in (entry, self.password):
            self.body.addWidget(part)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the password."""
        super().showEvent(event)
        self.password.line.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no password in a window that is locked or closed."""
        super().hideEvent(event)
        self.password.line.clear()

    def answer(self) -> None:
        """Hand over who agrees; whoever takes it closes the dialog."""
        if self.password.line.text():
            self.hold(True)
            self.agreed.emit(str(self.person.currentData()), self.password.line.text())

    def refuse(self, failure: Failure) -> None:
        """Say why it was not taken."""
        self.hold(False)
        self.password.refuse(failure)
