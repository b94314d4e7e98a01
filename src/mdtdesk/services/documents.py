# SPDX-License-Identifier: MIT
"""Makes prints: the record is re-read from what is committed, never taken from the screen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, Self, TypeVar

from mdtdesk import __version__, settings
from mdtdesk.domain import audit as audits
from mdtdesk.domain import document, keeping, meeting_prints, prints, summaries, switchable
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.document import Document
from mdtdesk.domain.keeping import Occasion
from mdtdesk.domain.meeting_prints import MeetingPrint, RequestPrint
from mdtdesk.domain.prints import Clock, SummaryRecord
from mdtdesk.domain.records import CaseRecord, PatientRow
from mdtdesk.errors import Problem, Rejected
from mdtdesk.i18n import Language, translator
from mdtdesk.services.context import Reading, query, unaudited
from mdtdesk.settings import Target
from mdtdesk.storage import audit, files, reading, switched
from mdtdesk.storage import meetings as stored_meetings
from mdtdesk.storage.queries import agenda_rows, records
from mdtdesk.storage.queries import cases as lookups

# the prints that say what is new since they were printed before
_MARKED = ("agenda", "preparation")
# the prints that say what the instruments say today; the others say what a decision rested on
_WITH_SCORES = ("agenda", "case_sheets", "all")


@dataclass(frozen=True, slots=True)
class Printed:
    """A print: the PDF, a file name without the patient's, and the PDF's SHA-256."""

    pdf: bytes = field(repr=False)
    name: str
    digest: str
    audited: bool = True


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is the same for every case of a print; it is read once."""

    stamp: prints.Stamp
    letterhead: prints.Letterhead
    targets: Mapping[str, Target]
    shown: frozenset[str]
    now: datetime


class _Marked(Protocol):
    """What is printed, and how it says that the audit does not know of it."""

    def unaudited(self) -> Self:
        """Return the same, marked."""


_Record = TypeVar("_Record", bound=_Marked)


@dataclass(frozen=True, slots=True)
class _Left:
    """What a print leaves: the name of its file, rows of the audit, results kept with a case.

    rows  made of the note that names language and digest
    """

    name: str
    language: Language
    rows: Callable[[str | None], list[AuditRow]]
    scores: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)


@query("print")
def summary(look: Reading, case_id: str, language: Language) -> Printed:
    """Return a case's review summary; its digest is left for the audit before this answers.

    Where that cannot be written the print goes ahead, marked "not audited".
    """
    # ReportLab and its fonts cost a quarter of a second, and most commands print nothing
    from mdtdesk.reports import review_summary

    case, paper = _case(look, case_id), _paper(look)
    record, translate = _record(look, case, paper), translator(language)
    scores = _kept(look, [case], [record], paper)

    def rows(note: str | None) -> list[AuditRow]:
        return [AuditRow("printed", case_id, case.patient_id, "summary", None, note)]

    left = _Left(summaries.file_name(record.number, language), language, rows, scores)
    return _printed(look, record, lambda made: review_summary.render(made, translate), left)


@query("print")
def of_meeting(look: Reading, meeting_id: str, what: str, language: Language) -> Printed:
    """Return one of a meeting's prints (``meeting_prints.MEETING_PRINTS``).

    Each of its cases is named in the audit, which later tells what is new since an agenda.
    """
    # as in summary
    from mdtdesk.reports import meeting

    paper, translate = _paper(look), translator(language)
    record, read = _meeting(look, meeting_id, paper, since=what if what in _MARKED else "agenda")
    scores = _kept(look, read, record.cases, paper) if what in _WITH_SCORES else {}
    names = (*_MARKED, what) if what == "all" else (what,)

    def rows(note: str | None) -> list[AuditRow]:
        found = [
            AuditRow("printed", case.id, case.patient_id, f"{name}:{meeting_id}", None, note)
            for name in names
            for case in read
        ]
        return found or [AuditRow("printed", path=f"{what}:{meeting_id}", new=note)]

    name = meeting_prints.file_name(what, record.agenda.meeting, language)
    left = _Left(name, language, rows, scores)
    return _printed(look, record, lambda made: meeting.render(what, made, translate), left)


@query("print")
def request(look: Reading, case_id: str, language: Language) -> Printed:
    """Return the request that a case be discussed."""
    # as in summary
    from mdtdesk.reports import request as report

    case, translate = _case(look, case_id), translator(language)
    record = RequestPrint(_record(look, case, _paper(look)), case.version)

    def rows(note: str | None) -> list[AuditRow]:
        return [AuditRow("printed", case_id, case.patient_id, "request", None, note)]

    left = _Left(meeting_prints.request_name(record.case.number, language), language, rows)
    return _printed(look, record, lambda made: report.render(made, translate), left)


def _printed(
    look: Reading, record: _Record, render: Callable[[_Record], bytes], left: _Left
) -> Printed:
    """Draw, then leave the digest for the audit; drawn again and marked where that cannot be."""
    look.end()
    pdf = render(record)
    rows = left.rows(audits.spelled(f"{left.language} {_digest(pdf)}"))
    audited = not unaudited(look.context, look.role, rows, left.scores)
    pdf = pdf if audited else render(record.unaudited())
    return Printed(pdf, left.name, _digest(pdf), audited)


def _digest(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


def _meeting(
    look: Reading, meeting_id: str, paper: _Paper, *, since: str
) -> tuple[MeetingPrint, tuple[CaseRecord, ...]]:
    """Return what a meeting's prints say, and the record of each of its cases."""
    found = stored_meetings.load(look.connection, meeting_id)
    if found is None:
        raise Rejected([Problem("", "no_such_meeting", {"value": meeting_id})])
    person = look.context.actor.person_id
    agenda, read = agenda_rows.with_cases(look.connection, found, person_id=person, since=since)
    record = meeting_prints.of(
        agenda,
        tuple(_record(look, case, paper) for case in read),
        paper.stamp,
        letterhead=paper.letterhead,
        shown=paper.shown,
    )
    return record, read


def _kept(
    look: Reading,
    read: Iterable[CaseRecord],
    printed: Iterable[SummaryRecord],
    paper: _Paper,
) -> dict[str, tuple[Document, ...]]:
    """Return the results that each case is to keep because it was printed with them."""
    context = look.context
    occasion = Occasion("printed", context.now(), context.actor.name, paper.shown)
    return {
        case.id: keeping.not_yet_printed(case.document, keeping.rows_of(record.results, occasion))
        for case, record in zip(read, printed, strict=True)
    }


def _case(look: Reading, case_id: str) -> CaseRecord:
    case = records.case(look.connection, case_id)
    if case is None:
        raise Rejected([Problem("id", "no_such_case", {"value": case_id})])
    return case


def _record(look: Reading, case: CaseRecord, paper: _Paper) -> SummaryRecord:
    # a print says what the instruments say today; what earlier prints said is kept for the record
    case = replace(case, document=keeping.without_prints(case.document))
    made = summaries.of(
        case,
        paper.stamp,
        letterhead=paper.letterhead,
        namesakes=_namesakes(look, case),
        now=paper.now,
    )
    made = summaries.scored(made, paper.shown)
    clocks = tuple(_against(clock, paper.targets) for clock in made.clocks)
    named = [document.text(row, "digest") for row in document.rows(case.document, "attachments")]
    held = files.held(look.connection, named) if named else frozenset()
    return replace(made, clocks=clocks, held_files=held)


def _paper(look: Reading) -> _Paper:
    kept = settings.load()
    return _Paper(
        _stamp(look),
        prints.Letterhead(kept.hospital, kept.department),
        kept.targets,
        switchable.enabled(switched.turns(look.connection)),
        look.context.clock(),
    )


def _stamp(look: Reading) -> prints.Stamp:
    context = look.context
    return prints.Stamp(
        summaries.moment(context.now()),
        context.actor.name,
        __version__,
        audits.short(audit.head(look.connection)[1]),
        damaged_store=context.store.damaged,
    )


def _against(clock: Clock, targets: Mapping[str, Target]) -> Clock:
    """Return a clock with the hours it may run, if somebody has set or published a target."""
    target = targets.get(clock.kind)
    return replace(clock, target=target.hours, source=target.source) if target else clock


def _namesakes(look: Reading, case: CaseRecord) -> tuple[PatientRow, ...]:
    name = document.text(case.document, "patient.name")
    found = lookups.namesakes(look.connection, name, but=case.patient_id) if name else ()
    patients = [document.document(reading.load_patient(look.connection, i)) for i in found]
    return tuple(
        PatientRow(i, document.text(p, "mrn"), name, document.text(p, "birth_date"), p, ())
        for i, p in zip(found, patients, strict=True)
    )
