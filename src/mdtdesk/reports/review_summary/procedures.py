# SPDX-License-Identifier: MIT
"""A decision's procedures in their sequence: what, where, how, when."""

from __future__ import annotations

from mdtdesk.domain import wording
from mdtdesk.domain.document import Document, items, rows
from mdtdesk.reports.blocks import Column, Line, Strips, table
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.style import BODY, MM


def procedures(reading: Reading, path: str) -> Strips:
    """Return the table of a decision's procedures."""
    found = rows(reading.document, f"{path}.procedures")
    columns = (
        Column(reading.t("procedure.number"), 8 * MM),
        Column(reading.t("procedure.type"), 32 * MM, BODY.strong()),
        Column(reading.t("procedure.where"), 28 * MM, BODY.strong()),
        Column(reading.t("procedure.how"), 90 * MM),
        Column(reading.t("procedure.when"), 22 * MM),
    )
    lines = [_line(reading, f"{path}.procedures[{i}]", i, row) for i, row in enumerate(found)]
    return table(columns, lines) if lines else []


def _line(reading: Reading, path: str, index: int, row: Document) -> Line:
    return Line(
        (
            str(index + 1),
            wording.name(row, reading.translate),
            _where(reading, row),
            wording.procedure_details(row, reading.translate),
            reading.say(f"{path}.timing"),
        )
    )


def _where(reading: Reading, row: Document) -> str:
    """Return levels, or side and bone, with the numbers of the lesions it is for."""
    where = wording.target(row, reading.translate)
    where = where[:1].upper() + where[1:]
    named = [reading.lesion_by_id(lesion) for lesion in items(row, "lesions")]
    if not where:
        return reading.joined(named, "enum")
    return reading.spaced((where, "".join(name.split()[0] for name in named)))
