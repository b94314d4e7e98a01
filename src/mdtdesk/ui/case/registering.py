# SPDX-License-Identifier: MIT
"""Makes a recorded case of a new form, once it is settled whose case it is.

The hospital number, or name and birth date, are looked for first; a patient who is there already is
shown before anything is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdtdesk.domain import document
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.document import Document, text
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.records import PatientRow
from mdtdesk.errors import Problem
from mdtdesk.services import cases
from mdtdesk.ui.case.amendments import Amendments
from mdtdesk.ui.case.journal import Journal
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.known_patient import KnownPatientDialog
from mdtdesk.ui.tasks import Failure

FORM = "register"
Key = tuple[str, str, str]


class Registering(QObject):
    """The way of one new case into the record.

    registered   carries the new case's id
    refused      carries the failure; everything typed is still in the form
    taken        carries a Problem: the hospital number is another person's
    """

    registered = Signal(str)
    refused = Signal(object)
    taken = Signal(object)

    def __init__(self, desk: Desk, amendments: Amendments, journal: Journal) -> None:
        super().__init__(amendments)
        self._desk, self._amendments, self._journal = desk, amendments, journal
        self.commit: Callable[[], object] = lambda: None
        self.typed: Callable[[], Mapping[str, str]] = dict
        self.window: Callable[[], QWidget | None] = lambda: None
        self._settled: Key | None = None
        self._asked: Key | None = None
        self._left = False
        self._patient_id = ""

    def consider(self, *, left: bool = False) -> None:
        """Go a step on if what is typed allows it; ``left`` says that the patient is done."""
        self._left = self._left or left
        amendments, key = self._amendments, self._key()
        if amendments.case_id or amendments.registering or not (key[0] or key[2]):
            return
        if key != self._settled:
            self._ask(key)
        elif key[0] and (self._left or key[2]):
            self._register()

    def _key(self) -> Key:
        case = self._amendments.document
        name, born = text(case, "patient.name"), text(case, "patient.birth_date")
        both = bool(name and born)
        return text(case, "patient.mrn"), name if both else "", born if both else ""

    def _ask(self, key: Key) -> None:
        if key == self._asked:
            return
        self._asked = key
        self._desk.ask(cases.same_patient, *key, done=lambda rows: self._found(key, rows))

    def _found(self, key: Key, rows: tuple[PatientRow, ...]) -> None:
        if key != self._asked:
            return  # another question is on its way
        window = self.window()
        if not rows or key != self._key() or window is None:
            self._asked = None
        if key != self._key():
            self.consider()
        elif not rows:
            self._settled = key
            self.consider()
        elif window is not None:
            self._show(key, rows, window)

    def _show(self, key: Key, rows: tuple[PatientRow, ...], window: QWidget) -> None:
        dialog = KnownPatientDialog(self._desk, rows, window)
        dialog.same.connect(self._take_patient)
        dialog.another.connect(lambda: self._take_other(key, rows))
        dialog.finished.connect(lambda _code: self._forget_question())
        dialog.open()

    def _forget_question(self) -> None:
        self._asked = None

    def _take_patient(self, patient: PatientRow) -> None:
        self._patient_id = patient.id
        self._amendments.amend({"patient": patient.patient}, undo=False)
        self._settled, self._left = self._key(), True
        self.consider()

    def _take_other(self, key: Key, rows: tuple[PatientRow, ...]) -> None:
        if any(row.mrn == key[0] for row in rows):
            self._amendments.amend({"patient.mrn": None}, undo=False)
            self.taken.emit(Problem("patient.mrn", "case.mrn_taken", {"mrn": key[0]}))
            return
        self._settled = key
        self.consider()

    def _register(self) -> None:
        self.commit()
        sent = self._amendments.document
        self._amendments.registering = True
        case_id = new_id()
        left = dict(self.typed())
        if left:  # registering clears the form's journal; what is not valid moves to the case's
            self._journal.write(f"case:{case_id}", left)
        self._journal.move(f"case:{case_id}", left)
        self._desk.do(
            cases.register,
            RegisterDraft(sent, self._patient_id, case_id),
            done=lambda outcome: self._done(outcome, sent),
            failed=self._fail,
        )

    def _done(self, outcome: Outcome, sent: Document) -> None:
        self._amendments.registered(outcome, document.document(sent))
        self.registered.emit(outcome.id)

    def _fail(self, failure: Failure) -> None:
        self._journal.discard_all()
        typed = dict(self.typed())
        self._journal.move(FORM, typed)
        for path, raw in typed.items():
            self._journal.note(path, raw)
        self._amendments.not_registered()
        self._settled = None
        self.refused.emit(failure)
