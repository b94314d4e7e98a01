# SPDX-License-Identifier: MIT
"""Makes prints: the record is re-read from what is committed, never taken from the screen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mdtdesk import __version__, settings
from mdtdesk.domain import audit as audits
from mdtdesk.domain import document, keeping, prints, summaries, switchable
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.prints import Clock, SummaryRecord
from mdtdesk.domain.records import CaseRecord, PatientRow
from mdtdesk.errors import Problem, Rejected
from mdtdesk.i18n import Language, translator
from mdtdesk.services.context import Reading, query, unaudited
from mdtdesk.settings import Target
from mdtdesk.storage import audit, kept, reading, switched
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.storage.queries import records


@dataclass(frozen=True, slots=True)
class Printed:
    """A print: the PDF, a file name without the patient's, and the PDF's SHA-256."""

    pdf: bytes = field(repr=False)
    name: str
    digest: str
    audited: bool = True


@query("print")
def summary(look: Reading, case_id: str, language: Language) -> Printed:
    """Return a case's review summary; its digest is left for the audit before this answers.

    Where that cannot be written the print goes ahead, marked "not audited".
    """
    # ReportLab and its fonts cost a quarter of a second, and most commands print nothing
    from mdtdesk.reports import review_summary

    record, patient_id = _record(look, case_id)
    context = look.context
    at, by = context.now(), context.actor.name
    scores = kept.today(look.connection, record.document, "printed", at=at, by=by)
    look.end()
    made = _printed(review_summary.render(record, translator(language)), record, language)
    row = AuditRow(
        "printed", case_id, patient_id, "summary", None, audits.spelled(f"{language} {made.digest}")
    )
    if unaudited(context, look.role, [row], scores):
        marked = replace(record, stamp=replace(record.stamp, not_audited=True))
        pdf = review_summary.render(marked, translator(language))
        made = replace(_printed(pdf, record, language), audited=False)
    return made


def _printed(pdf: bytes, record: SummaryRecord, language: Language) -> Printed:
    name = summaries.file_name(record.number, language)
    return Printed(pdf, name, hashlib.sha256(pdf).hexdigest())


def _record(look: Reading, case_id: str) -> tuple[SummaryRecord, str]:
    connection, context = look.connection, look.context
    case = records.case(connection, case_id)
    if case is None:
        raise Rejected([Problem("id", "no_such_case", {"value": case_id})])
    # a print says what the instruments say today; what earlier prints said is kept for the record
    case = replace(case, document=keeping.without_prints(case.document))
    now, kept = context.clock(), settings.load()
    stamp = prints.Stamp(
        summaries.moment(context.now()),
        context.actor.name,
        __version__,
        audits.short(audit.head(connection)[1]),
    )
    made = summaries.of(
        case,
        stamp,
        letterhead=prints.Letterhead(kept.hospital, kept.department),
        namesakes=_namesakes(look, case),
        now=now,
    )
    made = summaries.scored(made, switchable.enabled(switched.turns(connection)))
    clocks = tuple(_against(clock, kept.targets) for clock in made.clocks)
    return replace(made, clocks=clocks, damaged_store=context.store.damaged), case.patient_id


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
