# SPDX-License-Identifier: MIT
"""Makes the record of a review summary from a case as it is recorded now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from mdtdesk import i18n
from mdtdesk.domain import basis, clocks, dates, labs, prints, red_flags, score_changes
from mdtdesk.domain.decided import newest
from mdtdesk.domain.document import Difference, Document, group, rows, text
from mdtdesk.domain.instruments import scoring
from mdtdesk.domain.prints import Imported, LabFlag, Namesake, SummaryRecord, Unsaved
from mdtdesk.domain.records import CaseRecord, PatientRow


def of(
    case: CaseRecord,
    stamp: prints.Stamp,
    *,
    letterhead: prints.Letterhead,
    namesakes: tuple[PatientRow, ...],
    now: datetime,
) -> SummaryRecord:
    """Return all that the review summary of a case prints."""
    facts, imported = case.document, tuple(_imported(case))
    return SummaryRecord(
        case.number,
        facts,
        stamp,
        now.date(),
        prints.decision_state(facts, imported),
        letterhead,
        tuple(clocks.clocks(facts, now)),
        dict(_flags(facts, now)),
        _changed(facts),
        case.missing,
        tuple(Unsaved(each.person, moment(each.at)) for each in case.unsaved),
        imported,
        tuple(Namesake(each.birth_date, each.mrn) for each in namesakes),
    )


def scored(record: SummaryRecord, shown: Collection[str]) -> SummaryRecord:
    """Return a record with what the instruments shown say of its case today."""
    case = record.document
    found = tuple(r for r in scoring.results(case) if r.instrument in shown)
    flags = red_flags.flags(case, found)
    return replace(
        record, results=found, flags=flags, moved=score_changes.since_decision(case, found)
    )


def moment(stored: str) -> str:
    """Return a date-time as it is printed: the day and the minute."""
    return clocks.moment(stored)


def file_name(number: str, language: i18n.Language) -> str:
    """Return a name for the file that tells nobody whose it is."""
    return f"mdtdesk-summary-{number}-{language}.pdf"


def _flags(case: Document, now: datetime) -> Iterator[tuple[int, LabFlag]]:
    patient = group(case, "patient")
    ages = dates.age(patient, now.date())
    for index, row in enumerate(rows(case, "labs")):
        found = labs.flag(row, text(patient, "sex") or None, ages)
        if found is not None:
            yield index, found


def _imported(case: CaseRecord) -> Iterator[Imported]:
    origin = dict(case.imported_decisions)
    for index, discussion in enumerate(rows(case.document, "discussions")):
        at = f"discussions[{text(discussion, 'id') or index}]"
        listed = [("decision", group(discussion, "decision"))]
        earlier = rows(discussion, "earlier_decisions")
        listed += [(f"earlier_decisions[{i}]", row) for i, row in enumerate(earlier)]
        for key, decision in listed:
            found = origin.get(text(decision, "id"))
            if found is not None:
                yield Imported(f"{at}.{key}", found.source, found.at[:10])


def _changed(case: Document) -> tuple[Difference, ...] | None:
    """Return what differs from the basis of the latest decision, None where there is none."""
    held = text(newest(case), "decision.basis.document")
    return basis.changed_since(held, case) if held else None
