# SPDX-License-Identifier: MIT
"""The agenda's fourth column: every lesion with its scores, the case's scores, the images."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mdtdesk.domain import red_flag_words, wording
from mdtdesk.domain import score_words as words
from mdtdesk.domain.document import Document, flag, rows, text
from mdtdesk.reports.agenda.case import SIGNS, STRONG, Case, capital, lines
from mdtdesk.reports.blocks import Strips, gap
from mdtdesk.reports.strips import Cell, Span, compose
from mdtdesk.reports.style import MM

_INDENT = 3.4 * MM
_BY_URGENCY = {"neurological": "deficit", "impending_fracture": "impending_fracture"}
_WORST_FIRST = ("danger", "warning", "not_known", "", "fine")


def imaging(case: Case, width: float) -> Strips:
    """Return warnings, lesions with their scores, the case's scores, then what images showed."""
    reading = case.reading
    strips: Strips = []
    for tone, said in (*flags(case, but=_said(case)), *lesions(case)):
        cell = Cell(_INDENT, width - _INDENT, (Span(reading.joined(said), STRONG),))
        strips += compose([replace(cell, mark=SIGNS.get(tone))])
    strips += lines([reading.joined(totals(case))], width, x=_INDENT)
    seen = [_image(case, i) for i in range(len(rows(reading.document, "imaging")))]
    return [*strips, gap(2), *lines(seen, width)]


def _said(case: Case) -> str:
    """Return the flag that the urgency in the first column says already."""
    return _BY_URGENCY.get(text(case.reading.document, "referral.urgency"), "")


def flags(case: Case, *, but: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield what comes before every score, by tone."""
    found: dict[str, list[str]] = {}
    for one in case.reading.record.flags:
        if one.kind == but:
            continue
        found.setdefault(one.tone, []).append(red_flag_words.title(one, case.translate))
    yield from found.items()


def lesions(case: Case) -> Iterator[tuple[str, list[str]]]:
    """Yield lesions with their scores by the tone of their own total, the worst first."""
    found: dict[str, list[str]] = {tone: [] for tone in _WORST_FIRST}
    for index, lesion in enumerate(rows(case.reading.document, "lesions")):
        if "removed" not in lesion:
            words_, tone = _lesion(case, index, lesion)
            found[tone if tone in found else ""].append(words_)
    yield from ((tone, said) for tone, said in found.items() if said)


def _lesion(case: Case, index: int, lesion: Document) -> tuple[str, str]:
    """Return place and scores of a lesion, and the tone of its own total."""
    reading, translate = case.reading, case.translate
    place = f"{reading.lesion(index)} {wording.lesion(lesion, translate)}"
    mine = [r for r in reading.record.results if r.lesion == index and words.is_known(r)]
    scored = [r for r in mine if r.kind == "total"]
    said = [
        f"{words.name(r, translate)} {words.value(r, translate)}"
        f"{reading.bracketed(words.status(r, translate))}"
        for r in scored
    ]
    escc = reading.say(f"lesions[{index}].escc")
    said.append(case.t("escc", value=escc) if escc else "")
    said.append(reading.say(f"lesions[{index}].harrington"))
    if not any(said):
        place = case.t("unscored", place=place)
    tone = words.band(scored[0], translate)[1] if scored else ""
    return reading.spaced((place, *said)), tone


def totals(case: Case) -> Iterator[str]:
    """Yield the case's totals; the band of the first, all bands stand on its own sheet."""
    translate, first = case.translate, True
    for result in case.reading.record.results:
        if result.lesion is None and result.kind == "total" and result.total is not None:
            value = case.t("of_total", value=result.total, most=words.most(result))
            band = words.band(result, translate)[0] if first else ""
            first = False
            said = case.reading.joined((band, words.status(result, translate)), "list")
            yield f"{words.name(result, translate)} {value}{case.reading.bracketed(said)}"


def _image(case: Case, index: int) -> str:
    """Return what an image showed; where it is only if that is not here."""
    reading, path = case.reading, f"imaging[{index}]"
    document = reading.document
    report = reading.say(f"{path}.report")
    away = text(document, f"{path}.place") == "outside"
    more = (
        reading.say(f"{path}.place") if away else "",
        reading.say(f"{path}.available") if flag(document, f"{path}.available") is False else "",
    )
    head = (
        capital(reading.say(f"{path}.modality")),
        case.day(text(document, f"{path}.date")),
        "" if report else reading.say(f"{path}.region"),
    )
    return reading.spaced(
        (reading.spaced(head) + reading.bracketed(reading.joined(more, "list")), report)
    )
