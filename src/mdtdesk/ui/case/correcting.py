# SPDX-License-Identifier: MIT
"""Withdraws or moves the case, makes two patients one, asks the chair for it, and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from mdtdesk.domain.audit_log import OpenedBy
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.corrections import (
    AskDraft,
    DeclineDraft,
    MergeDraft,
    Merging,
    MoveDraft,
    UnmergeDraft,
    WithdrawDraft,
)
from mdtdesk.domain.document import text
from mdtdesk.domain.records import CaseRecord, PatientRow
from mdtdesk.services import audit_log, corrections
from mdtdesk.ui.case.closing import close_or_open
from mdtdesk.ui.case.overview import Rights
from mdtdesk.ui.case.work import CaseWork
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.ask import Asked
from mdtdesk.ui.dialogs.opened_by import OpenedByDialog
from mdtdesk.ui.dialogs.other_patient import Chosen, OtherPatientDialog, OtherQuestion
from mdtdesk.ui.dialogs.reason import Question, ReasonDialog
from mdtdesk.ui.page import Page

_MOST_NAMED = 6


class Correcting(QObject):
    """Works on the case that is shown; a chair does it, a surgeon asks."""

    def __init__(self, desk: Desk, work: CaseWork, page: Page) -> None:
        super().__init__(work)
        self._desk, self._work, self._page = desk, work, page

    def slots(self, rights: Rights) -> dict[str, Callable[[], object]]:
        """Return what may be done, by the ids of the actions."""
        slots: dict[str, Callable[[], object]] = {}
        if self._work.record is None:
            return slots
        if rights.trace:
            slots["who_opened"] = self.trace
        if rights.close:
            slots |= {
                "withdraw_case": self.withdraw,
                "move_case": self.move,
                "merge_patients": self.merge,
            }
        elif rights.ask:
            slots["ask_chair"] = self.ask
        return slots

    def trace(self) -> None:
        """Show who opened the patient, or the case."""

        def show(found: OpenedBy) -> None:
            if self._work.record is not None:
                who = _who(self._work.record)
                OpenedByDialog(self._desk, who, found, self._page).open()

        self._desk.ask(audit_log.who_opened, self._work.case_id, done=show)

    def follow(self, kind: str) -> None:
        """Begin what was asked for."""
        ways: dict[str, Callable[[], object]] = {
            "withdraw": self.withdraw,
            "move": self.move,
            "merge": self.merge,
            "close": self.close,
        }
        ways[kind]()

    def close(self) -> None:
        """Ask why, then close the case; open a closed one again."""
        close_or_open(self._desk, self._work, self._page)

    # withdrawing

    def withdraw(self) -> None:
        """Ask why, then withdraw the case."""
        translate = self._desk.translate
        question = Question(
            translate("correction.withdraw_title"),
            translate("correction.withdraw_why"),
            "correction_reason",
            translate("correction.withdraw_do"),
            words=True,
        )
        dialog = ReasonDialog(self._desk, question, self._page)
        dialog.answered.connect(self._withdraw)
        dialog.open()

    def _withdraw(self, reason: str, words: str) -> None:
        case_id, back = self._work.case_id, partial(self._work.close, "", "")
        self._work.amendments.run(
            corrections.withdraw,
            lambda version: WithdrawDraft(case_id, version, reason, words),
            done=lambda: self._desk.say("correction.withdrawn", back),
        )

    # moving

    def move(self) -> None:
        """Ask whose the case is, then move it."""
        record, translate = self._work.record, self._desk.translate
        if record is None:
            return
        words = Asked(
            translate("correction.move_title", number=record.number),
            translate("correction.move_why"),
            translate("correction.move_do"),
            translate("case.cancel"),
        )
        question = OtherQuestion(words, record.patient_id, partial(self._tell_move, record))
        self._open(question, partial(self._move, record))

    def _tell_move(
        self, record: CaseRecord, to: PatientRow, _stays: bool, say: Callable[[str], None]
    ) -> None:
        values = _named(to) | {"number": record.number, "was": _who(record)}
        say(self._desk.translate("correction.move_effect", **values))

    def _move(self, record: CaseRecord, chosen: Chosen) -> None:
        self._run_move(chosen.patient.id, chosen.reason, chosen.words, self._moved(record, chosen))

    def _moved(self, record: CaseRecord, chosen: Chosen) -> Callable[[], object]:
        def back() -> None:
            self._run_move(
                record.patient_id,
                "entered_in_error",
                "",
                lambda: self._desk.say("correction.moved_back", name=_who(record)),
            )

        return lambda: self._desk.say("correction.moved", back, **_named(chosen.patient))

    def _run_move(
        self, patient_id: str, reason: str, words: str, done: Callable[[], object]
    ) -> None:
        case_id = self._work.case_id
        self._work.amendments.run(
            corrections.move,
            lambda version: MoveDraft(case_id, version, patient_id, reason, words),
            done=done,
        )

    # merging

    def merge(self) -> None:
        """Ask who else this patient is, then make them one."""
        record, translate = self._work.record, self._desk.translate
        if record is None:
            return
        words = Asked(
            translate("correction.merge_title", name=_who(record)),
            translate("correction.merge_why"),
            translate("correction.merge_do"),
            translate("case.cancel"),
        )
        tell = partial(self._tell_merge, record.patient_id)
        question = OtherQuestion(words, record.patient_id, tell, translate("correction.turn"))
        self._open(question, partial(self._merge, record.patient_id))

    def _tell_merge(
        self, own_id: str, other: PatientRow, stays: bool, say: Callable[[str], None]
    ) -> None:
        kept, gone = (other.id, own_id) if stays else (own_id, other.id)
        self._desk.ask(corrections.preview, kept, gone, done=lambda found: say(self._effect(found)))

    def _effect(self, found: Merging) -> str:
        translate = self._desk.translate
        numbers = [number for _, number in found.gone.cases][:_MOST_NAMED]
        said = [
            translate("correction.kept", **_named(found.kept)),
            translate(
                "correction.gone" if numbers else "correction.gone_empty",
                **_named(found.gone),
                count=len(found.gone.cases),
                numbers=translate("wording.list").join(numbers),
            ),
            translate("correction.number_kept", mrn=found.gone.mrn),
        ]
        taken = [translate.field(f"patient.{k}") for k in found.taken if k != "identifiers"]
        dropped = [translate.field(path) for path in found.dropped]
        for key, fields in (("taken", taken), ("dropped", dropped)):
            if fields:
                listed = translate("wording.list").join(fields)
                said.append(translate(f"correction.{key}", fields=listed))
        return "\n".join(said)

    def _merge(self, own_id: str, chosen: Chosen) -> None:
        other = chosen.patient.id
        kept, gone = (other, own_id) if chosen.stays else (own_id, other)

        def do(found: Merging) -> None:
            ids = tuple(case_id for case_id, _ in found.gone.cases)
            draft = MergeDraft(kept, gone, ids, chosen.reason, chosen.words)
            self._desk.do(corrections.merge, draft, done=partial(self._merged, found))

        self._desk.ask(corrections.preview, kept, gone, done=do)

    def _merged(self, found: Merging, outcome: Outcome) -> None:
        def back() -> None:
            self._desk.do(
                corrections.unmerge,
                UnmergeDraft(outcome.id),
                done=lambda _outcome: self._desk.say("correction.unmerged"),
            )

        self._desk.say("correction.merged", back, **_named(found.kept))

    # asking and answering

    def ask(self) -> None:
        """Ask the chair for a correction."""
        translate = self._desk.translate
        question = Question(
            translate("correction.ask_title"),
            translate("correction.ask_why"),
            "correction_asked",
            translate("correction.ask_do"),
            words=True,
            must_say=True,
        )
        dialog = ReasonDialog(self._desk, question, self._page)
        dialog.answered.connect(self._ask)
        dialog.open()

    def _ask(self, kind: str, words: str) -> None:
        draft = AskDraft(self._work.case_id, kind, words)
        self._desk.do(
            corrections.ask, draft, done=lambda _outcome: self._desk.say("correction.asked")
        )

    def decline(self, request_id: str) -> None:
        """Answer that what was asked is not done."""
        draft = DeclineDraft(self._work.case_id, request_id)
        self._desk.do(
            corrections.decline, draft, done=lambda _outcome: self._desk.say("correction.declined")
        )

    def _open(self, question: OtherQuestion, take: Callable[[Chosen], object]) -> None:
        dialog = OtherPatientDialog(self._desk, question, self._page)
        dialog.chosen.connect(take)
        dialog.open()


def _named(patient: PatientRow) -> dict[str, str]:
    return {"name": patient.name, "mrn": patient.mrn}


def _who(record: CaseRecord) -> str:
    """Return the patient's name, or the hospital number where no name is recorded."""
    case = record.document
    return text(case, "patient.name") or text(case, "patient.mrn")
