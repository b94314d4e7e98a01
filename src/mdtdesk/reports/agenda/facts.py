# SPDX-License-Identifier: MIT
"""The agenda's second and third column: disease and state, the history last, and treatments.

Only the history may be cut: at the end of a sentence, and the paper says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mdtdesk.domain.document import flag, get, items, rows, text
from mdtdesk.reports.agenda.case import SMALL, STRONG, Case, capital, lines
from mdtdesk.reports.blocks import Strips
from mdtdesk.reports.review_summary.facts import organs
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import height, least_width

_SENTENCES = re.compile(r"[^。！？；.!?;]*(?:[。！？；]+|[.!?;]+(?=\s|$)|[.!?;]|$)[”’）)]?\s*")
_END = tuple("。！？；.!?;\n”）)")
_BONE = ("bone_metastases", "extraspinal_bone_count", "vertebral_count")
_NEUROLOGY = ("frankel", "level", "ambulatory", "deficit_onset")
_PRIMARY = ("site", "detail", "histology", "stage", "state")
_LONGER = 4 * SMALL.leading  # how much higher than its row a first sentence may make it


def diagnosis(case: Case, width: float, room: float) -> Strips:
    """Return primary, neurology, spread, what the patient can stand, allergies; then history."""
    reading = case.reading
    strips = lines([capital(primary(reading))], width, STRONG)
    strips += lines([neurology(reading)], width, STRONG)
    strips += lines(state(case), width)
    told = shortened(case, width, room - height(strips))
    return strips + lines([told], width)


def primary(reading: Reading) -> str:
    """Return what the tumour is and where it stands; how it was found is on the summary."""
    said = {key: reading.say(f"primary.{key}") for key in _PRIMARY}
    if said["detail"] or said["histology"].startswith(said["site"] or " "):
        said["site"] = ""
    markers = reading.list_of("primary.biomarkers", ("name", "result"), "list")
    marked = markers if rows(reading.document, "primary.biomarkers") else ""
    return reading.joined((*said.values(), marked, *_biopsies(reading)), "list")


def _biopsies(reading: Reading) -> Iterator[str]:
    """Yield where tissue is still needed; what was found under the microscope is the histology."""
    for index, row in enumerate(rows(reading.document, "pathology")):
        if row.get("biopsy_needed") is True:
            yield reading.say(f"pathology[{index}].biopsy_needed")


def neurology(reading: Reading) -> str:
    """Return grade, level, gait and onset; bladder and bowel where they fail."""
    keys = [*_NEUROLOGY]
    if flag(reading.document, "neurology.bladder_bowel"):
        keys.insert(2, "bladder_bowel")
    return reading.facts("neurology", keys)


def state(case: Case) -> Iterator[str]:
    """Yield spread, performance and allergies."""
    reading = case.reading
    yield capital(reading.joined((organs(reading), reading.facts("systemic", _BONE))))
    allergies = reading.say("history.allergies")
    yield reading.joined(
        (
            reading.facts("performance", ("ecog", "kps", "asa")),
            case.t("allergies", words=allergies) if allergies else "",
        )
    )


def shortened(case: Case, width: float, room: float) -> str:
    """Return as many sentences of the history as have room, and where the others stand."""
    told = case.reading.say("history.text")
    if _fits(told, width, room):
        return told
    see, ends = case.t("see_summary"), _ends(told, width, room + _LONGER)
    low, high = 0, len(ends)
    while low < high:  # as many sentences as have room
        middle = (low + high + 1) // 2
        kept = told[: ends[middle - 1]].rstrip()
        enough = room if middle > 1 else max(room, 0) + _LONGER
        low, high = (middle, high) if _fits(kept + see, width, enough) else (low, middle - 1)
    kept = told[: ends[low - 1]].rstrip() if low else ""
    return kept + see if kept.endswith(_END) or not kept else told


def _fits(told: str, width: float, room: float) -> bool:
    if not told:
        return True
    # what is too long even without the ends of its lines is not set at all
    enough = least_width(told, SMALL) <= (room / SMALL.leading + 1) * width
    return enough and height(lines([told], width)) <= room


def _ends(told: str, width: float, room: float) -> list[int]:
    """Return where the sentences end that may have room."""
    most = (max(room, 0) / SMALL.leading + 1) * width
    found: list[int] = []
    for sentence in _SENTENCES.finditer(told):
        if sentence.end() > (found[-1] if found else 0):
            found.append(sentence.end())
            most -= least_width(sentence[0], SMALL)
        if most < 0:
            break
    return found


def treatments(case: Case, width: float) -> Strips:
    """Return each earlier treatment with its date and lesions, then what thins the blood."""
    reading, document = case.reading, case.reading.document
    said = [_treatment(reading, i) for i in range(len(rows(document, "treatments")))]
    if get(document, "treatments") == ():
        said = [case.t("no_treatment") + reading.unconfirmed("treatments")]
    if rows(document, "history.anticoagulants"):
        taken = reading.list_of("history.anticoagulants", ("drug", "last_dose"))
        said.append(case.t("anticoagulants", words=taken))
    return lines(said, width)


def _treatment(reading: Reading, index: int) -> str:
    path = f"treatments[{index}]"
    what = reading.say(f"{path}.detail") or reading.say(f"{path}.kind")
    lesions = items(reading.document, f"{path}.lesions")
    at = reading.joined((reading.lesion_by_id(one) for one in lesions), "list")
    day = text(reading.document, f"{path}.date")
    return reading.spaced((day, what)) + reading.bracketed(at)
