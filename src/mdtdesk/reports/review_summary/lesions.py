# SPDX-License-Identifier: MIT
"""All lesions in one table, whatever their kind, with what does not fit a column under each."""

from __future__ import annotations

from mdtdesk.domain.document import Document, flag, get, group, rows, text
from mdtdesk.domain.wording import lesion_in_full
from mdtdesk.reports.blocks import Column, Line, Strips, paragraph, section, table
from mdtdesk.reports.review_summary import said
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.style import BODY, MM, TEXT_WIDTH

_NATURE = ("matrix", "soft_tissue_mass", "hypervascular")
_FRACTURE = ("fracture", "posterior_wall_broken", "joint_involved", "pain")
_SIZE = ("lesion_mm", "bone_mm", "size", "axial_cortical_mm", "circumferential_percent")
_NOTES = ("description", "symptomatic", "level_count_verified", "existing_implant", "harrington")
_SINS = ("pain", "alignment", "collapse", "posterolateral")


def lesions(reading: Reading) -> Strips:
    """Return the table of lesions."""
    found = rows(reading.document, "lesions")
    name = reading.t("lesions")
    if not found:
        if get(reading.document, "lesions") is None:
            return []
        none = reading.translate("print.none") + reading.unconfirmed("lesions")
        return section(name, TEXT_WIDTH, paragraph(none, TEXT_WIDTH))
    columns = (
        Column("", 7 * MM),
        Column(reading.t("lesion.site"), 38 * MM, BODY.strong()),
        Column(reading.t("lesion.nature"), 46 * MM),
        Column(reading.t("lesion.fracture"), 49 * MM),
        Column("ESCC", 12 * MM),
        Column(reading.t("lesion.earlier"), 28 * MM),
    )
    lines = [_line(reading, index, lesion) for index, lesion in enumerate(found)]
    return section(name, TEXT_WIDTH, table(columns, lines))


def _line(reading: Reading, index: int, lesion: Document) -> Line:
    path = f"lesions[{index}]"
    fracture = (reading.facts(path, _FRACTURE, "list"), _size(reading, path))
    cells = (
        reading.lesion(index),
        _site(reading, path, lesion),
        reading.facts(path, _NATURE, "list"),
        reading.joined(fracture, "stop"),
        reading.say(f"{path}.escc"),
        f"{_radiotherapy(reading, path, lesion)} / {_surgery(reading, path, lesion)}",
    )
    removed = _removed(reading, path, lesion)
    note = reading.joined((removed, *_notes(reading, index, lesion)), "stop")
    shown = tuple(cell or reading.translate("print.dash") for cell in cells)
    return Line(shown, note, muted=bool(removed))


def _site(reading: Reading, path: str, lesion: Document) -> str:
    where = ("levels", "bone", "side", "segments", "subsite", "zones", "ribs")
    marks = (reading.unconfirmed(f"{path}.{key}") for key in where)
    return lesion_in_full(lesion, reading.translate) + next(filter(None, marks), "")


def _size(reading: Reading, path: str) -> str:
    return reading.facts(path, _SIZE, "list")


def _radiotherapy(reading: Reading, path: str, lesion: Document) -> str:
    """Return dose, fractions and date of earlier radiotherapy, yes, none, or a dash if unknown."""
    given = get(lesion, "prior_radiotherapy")
    if given is None:
        return reading.translate("print.dash")
    mark = reading.unconfirmed(f"{path}.prior_radiotherapy")
    if isinstance(given, bool):
        return reading.t("lesion.given" if given else "lesion.not_given") + mark
    inner = f"{path}.prior_radiotherapy"
    dose = reading.facts(inner, ("dose_gy", "fractions"), "list")
    when = reading.say(f"{inner}.date")
    return (dose or reading.t("lesion.given")) + reading.bracketed(when)


def _surgery(reading: Reading, path: str, lesion: Document) -> str:
    given = flag(lesion, "prior_surgery")
    if given is None:
        return reading.translate("print.dash")
    mark = reading.unconfirmed(f"{path}.prior_surgery")
    return reading.t("lesion.given" if given else "lesion.not_given") + mark


def _notes(reading: Reading, index: int, lesion: Document) -> tuple[str, ...]:
    """Return what has no column; what the scores of today say already is left to them."""
    path = f"lesions[{index}]"
    scored = said.facts_of_lesion(reading, index, "sins")
    sins = "" if scored else reading.facts(f"{path}.sins", _SINS, "list")
    wbb = reading.facts(f"{path}.wbb", ("zones", "layers", "side"), "list")
    return (
        _segments(reading, path, lesion),
        reading.facts(path, _NOTES, "stop"),
        reading.t("lesion.sins", items=sins) if sins else "",
        reading.say(f"{path}.tomita_surgical"),
        reading.t("lesion.wbb", items=wbb) if wbb else "",
        "" if _is_answered(reading, index, lesion) else reading.say(f"{path}.answers"),
    )


def _is_answered(reading: Reading, index: int, lesion: Document) -> bool:
    """Tell whether the scores of today show every answer of a person about a lesion."""
    given = group(lesion, "answers")
    return all(said.answers(reading, name, group(given, name), index) for name in given)


def _segments(reading: Reading, path: str, lesion: Document) -> str:
    """Return the segments where the table's first column names the part more closely instead."""
    return reading.say(f"{path}.segments") if text(lesion, "subsite") else ""


def _removed(reading: Reading, path: str, lesion: Document) -> str:
    if not text(lesion, "removed.reason"):
        return ""
    words = reading.facts(f"{path}.removed", ("reason", "by", "at"), "list")
    return reading.t("lesion.removed", words=words)
