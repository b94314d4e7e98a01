# SPDX-License-Identifier: MIT
"""What stands last: files, what no doctor has confirmed, who registered the case."""

from __future__ import annotations

from mdtdesk.domain.document import get, items, rows, text
from mdtdesk.reports.blocks import Labelled, Strips, labelled
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.style import SECONDARY, TEXT_WIDTH


def remarks(reading: Reading) -> Strips:
    """Return the remarks on the record itself."""
    unconfirmed = reading.joined(
        (reading.label(path) for path in items(reading.document, "unconfirmed")), "stop"
    )
    lines = [Labelled(reading.t("row.file"), words, SECONDARY.muted()) for words in _files(reading)]
    lines += [
        Labelled(reading.t("row.unconfirmed"), unconfirmed, SECONDARY.muted()),
        Labelled(
            reading.t("row.registered"),
            reading.facts("registered", ("by", "at")),
            SECONDARY.muted(),
        ),
    ]
    return labelled([line for line in lines if line.text], TEXT_WIDTH, reading.label_width)


def _files(reading: Reading) -> list[str]:
    """Return the attachments; of one whose bytes are elsewhere it is said."""
    if get(reading.document, "attachments") == ():
        return [reading.translate("print.none")]
    words = []
    for index, row in enumerate(rows(reading.document, "attachments")):
        path = f"attachments[{index}]"
        lesion = text(row, "lesion")
        facts = reading.facts(path, ("media_type", "bytes", "added_by", "added_at"), "list")
        at = reading.lesion_by_id(lesion) if lesion else ""
        held = text(row, "digest") in reading.record.held_files
        absent = "" if held else reading.t("file_absent")
        more = reading.joined((absent, facts, at), "list")
        words.append(text(row, "name") + reading.bracketed(more))
    return words
