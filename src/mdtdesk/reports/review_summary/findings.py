# SPDX-License-Identifier: MIT
"""Imaging and pathology, oldest knowledge last, in one table."""

from __future__ import annotations

from mdtdesk.domain.document import get, rows
from mdtdesk.reports.blocks import Column, Labelled, Line, Strips, labelled, section, table
from mdtdesk.reports.kinds import lowered
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.style import BODY, MM, TEXT_WIDTH


def findings(reading: Reading) -> Strips:
    """Return what was seen on images and under the microscope."""
    columns = (
        Column("", 24 * MM),
        Column("", 24 * MM),
        Column("", 32 * MM),
        Column("", 100 * MM),
    )
    lines = [_imaging(reading, i) for i in range(len(rows(reading.document, "imaging")))]
    lines += [_pathology(reading, i) for i in range(len(rows(reading.document, "pathology")))]
    body = table(columns, lines) if lines else []
    none = [
        Labelled(
            lowered(reading.translate, reading.translate.field(name)),
            reading.translate("print.none") + reading.unconfirmed(name),
            BODY,
        )
        for name in ("imaging", "pathology")
        if get(reading.document, name) == ()
    ]
    if none:
        body += labelled(none, TEXT_WIDTH, reading.label_width)
    return section(reading.t("findings"), TEXT_WIDTH, body)


def _imaging(reading: Reading, index: int) -> Line:
    path = f"imaging[{index}]"
    modality = reading.say(f"{path}.modality")
    what = reading.say(f"{path}.report")
    more = reading.facts(path, ("place", "available", "accession_number", "study_uid"), "list")
    return Line(
        (
            reading.say(f"{path}.date") or reading.translate("print.dash"),
            modality[:1].upper() + modality[1:],
            reading.say(f"{path}.region"),
            what + reading.bracketed(more) if what else more,
        )
    )


def _pathology(reading: Reading, index: int) -> Line:
    path = f"pathology[{index}]"
    result = reading.say(f"{path}.result")
    number = reading.say(f"{path}.number")
    needed = reading.say(f"{path}.biopsy_needed")
    first = result + reading.bracketed(number) if result else number
    return Line(
        (
            reading.say(f"{path}.date") or reading.translate("print.dash"),
            reading.t("finding.pathology"),
            reading.say(f"{path}.specimen"),
            reading.joined((first, needed), "stop"),
        )
    )
