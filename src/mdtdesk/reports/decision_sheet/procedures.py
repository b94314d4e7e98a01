# SPDX-License-Identifier: MIT
"""The sheet's procedures: the treated level and the fixed span in columns of their own."""

from __future__ import annotations

from mdtdesk.domain import wording
from mdtdesk.domain.document import Document, document, items, rows
from mdtdesk.reports.agenda.case import capital
from mdtdesk.reports.blocks import Column, Line, Strips, section, table
from mdtdesk.reports.minutes.item import Discussed
from mdtdesk.reports.style import BODY, MM, TEXT_WIDTH

_NAMES = ("number", "kind", "treated", "span", "details")
_WIDTHS = (8, 30, 28, 20, 94)


def procedures(of: Discussed) -> Strips:
    """Return the section of procedures in their sequence."""
    columns = [
        Column(of.translate(f"sheet.{name}"), width * MM, BODY.strong() if 0 < n < 4 else BODY)
        for n, (name, width) in enumerate(zip(_NAMES, _WIDTHS, strict=True))
    ]
    found = rows(of.item.decision, "procedures")
    lines = [_line(of, index, row) for index, row in enumerate(found)]
    body = table(columns, lines) if lines else []
    return section(of.translate("sheet.procedures"), TEXT_WIDTH, body)


def _line(of: Discussed, index: int, row: Document) -> Line:
    translate, now = of.translate, of.now
    plain = document({key: value for key, value in row.items() if key not in ("from", "to")})
    target = capital(wording.target(row, translate))
    if not target:
        named = (now.lesion_by_id(lesion) for lesion in items(row, "lesions"))
        target = now.joined(named, "enum")
    timing = now.say(f"{of.decision_path}.procedures[{index}].timing")
    details = now.joined((wording.procedure_details(plain, translate), timing), "stop")
    cells = (str(index + 1), wording.name(row, translate), target, wording.span(row, translate))
    return Line((*cells, details))
