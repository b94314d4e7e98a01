# SPDX-License-Identifier: MIT
"""What the instruments say today: a lesion's items down and lesions across, the case's in words.

What comes before every score stands above them; what gave no total says why, with its range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from mdtdesk.domain import red_flag_words
from mdtdesk.domain import score_words as words
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.instruments.results import ItemResult, Result
from mdtdesk.domain.score_changes import Moved
from mdtdesk.i18n import Translate
from mdtdesk.reports.blocks import Section, Strips, columns, gap, heading, notice, paragraph, spans
from mdtdesk.reports.kinds import lowered
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import Cell, Rule, Shape, Span, Strip, compose, text_width
from mdtdesk.reports.style import (
    BODY,
    DANGER,
    FINE,
    HAIRLINE,
    LEAD,
    MM,
    MUTED,
    RULE_HEAD,
    RULE_ROW,
    SECONDARY,
    TEXT_WIDTH,
    WARNING,
)

_SIGNS: dict[str, tuple[Shape, str]] = {
    "danger": ("up", DANGER),
    "warning": ("diamond", WARNING),
    "fine": ("disc", FINE),
}
_LABELS = {"zh": 17.5 * MM, "en": 22.5 * MM}  # how wide the items' names are
_LESION = {"zh": 21 * MM, "en": 25 * MM}  # the least that a lesion needs
_ROW = replace(BODY, leading=SECONDARY.leading)
_POINTS, _SLACK = 4.5 * MM, 0.1
_OVER = 4 * MM  # how far left of the points a total may begin


def scoring(reading: Reading) -> Strips:
    """Return the section of scores, nothing where no instrument says anything."""
    found = [r for r in reading.record.results if words.is_known(r)]
    groups = [list(group) for group in _groups(reading, found)]
    if not found:
        return []
    title, note = reading.translate("scores.title"), reading.translate("scores.reference")
    blocks = [block for group in groups for block in group]
    body = columns(blocks, between=8, head=heading(title, TEXT_WIDTH))
    return [*_flags(reading), *heading(title, TEXT_WIDTH, note), *_moved(reading), *body]


def _groups(reading: Reading, found: Sequence[Result]) -> Iterator[Iterator[Section]]:
    """Yield what makes each block: of the lesions, of the case, then what has no total."""
    totals = [r for r in found if r.kind == "total"]
    of_lesions = [r for r in totals if r.lesion is not None]
    of_case = [r for r in totals if r.lesion is None]
    names = dict.fromkeys(r.instrument for r in of_lesions)
    yield (
        partial(_of_lesions, reading, [r for r in of_lesions if r.instrument == name])
        for name in names
    )
    yield (partial(_of_case, reading, r) for r in of_case if r.total is not None)
    yield _others(reading, found, [r for r in of_case if r.total is None])


def _others(reading: Reading, found: Sequence[Result], left: Sequence[Result]) -> Iterator[Section]:
    if left:
        yield partial(_without_total, reading, left)
    grades = [r for r in found if r.kind in ("flags", "grade", "multi")]
    if grades:
        yield partial(_grades, reading, grades)


# Above the scores


def _flags(reading: Reading) -> Strips:
    strips: Strips = []
    for flag in reading.record.flags:
        title = red_flag_words.title(flag, reading.translate)
        said = red_flag_words.reads(flag, reading.translate)
        by = red_flag_words.source((flag,), reading.translate)
        rest = f"  {said}{reading.bracketed(by)}"
        strips += notice(title, rest, TEXT_WIDTH, DANGER if flag.tone == "danger" else WARNING)
    return [*strips, gap(6)] if strips else []


def _moved(reading: Reading) -> Strips:
    said = [_moved_words(reading, one) for one in reading.record.moved]
    if not said:
        return []
    joined = reading.joined(said, "stop")
    return [*notice(reading.translate("scores.moved"), f"  {joined}", TEXT_WIDTH), gap(4)]


def _moved_words(reading: Reading, moved: Moved) -> str:
    translate, result = reading.translate, moved.result
    place = "" if result.lesion is None else reading.lesion(result.lesion)
    where = words.place(result, reading.document, translate)
    named = " ".join(filter(None, (words.name(result, translate), place, where)))
    return translate(
        "scores.was",
        name=named,
        old=moved.total,
        day=moved.on,
        new=words.value(result, translate),
    )


# Scores of lesions


def _of_lesions(reading: Reading, found: Sequence[Result], width: float) -> Strips:
    """Return the items of one instrument down, its lesions across, as many as have room."""
    table = tables.of(found[0].instrument)
    language = reading.translate.language
    at_once = max(1, int((width - _LABELS[language]) // _LESION[language]))
    strips = _name(reading, found[0], width)
    for first in range(0, len(found), at_once):
        strips += _across(reading, found[first : first + at_once], width)
    return [*strips, *paragraph(_source(table, reading.translate), width, SECONDARY.muted())]


def _source(table: tables.Instrument, translate: Translate) -> str:
    """Return where an instrument comes from, in whom it was found, and what else to know."""
    notes = (table.cohort, *table.caveats)
    said = (note[translate.language] for note in notes if note is not None)
    return ". ".join((words.reference(table), *said))


def _name(reading: Reading, result: Result, width: float) -> Strips:
    """Return an instrument's name with its version, its range, its direction, its status."""
    table, translate = tables.of(result.instrument), reading.translate
    ends = (
        translate("scores.range", lowest=table.lowest, highest=table.highest)
        if result.lesion is not None and table.highest is not None
        else ""
    )
    quiet = reading.joined(
        (
            table.version,
            ends,
            words.direction(result, translate),
            words.readiness(result, translate),
        )
    )
    said = (
        Span(words.name(result, translate), BODY.strong()),
        Span(f"  {quiet}", SECONDARY.muted()),
    )
    return [replace(strip, keep=True) for strip in spans(said, width)]


def _across(reading: Reading, found: Sequence[Result], width: float) -> Strips:
    label = _LABELS[reading.translate.language]
    step, wide = min((width - label) / len(found), 48 * MM), _wide(reading, found)
    places = [(label + n * step, result) for n, result in enumerate(found)]
    heads = [
        Cell(x, step - 2 * MM, (Span(_lesion(reading, result), BODY.strong()),))
        for x, result in places
    ]
    head = compose(heads, above=1, below=2)
    head[-1] = _ruled(replace(head[-1], keep=True), width)
    strips = [replace(strip, keep=True) for strip in head]
    for at, item in enumerate(found[0].items):
        cells = [Cell(0, label - 1 * MM, (Span(_item(reading, found[0], item), SECONDARY),))]
        for x, result in places:
            cells += _answer(reading, result, result.items[at], (x, step, wide))
        strips += [replace(strip, keep=True) for strip in compose(cells)]
    strips[-1] = _ruled(strips[-1], width)
    return [*strips, *_totals(reading, places, (step, wide)), gap(2)]


def _wide(reading: Reading, found: Sequence[Result]) -> float:
    """Return how wide points and totals are at most: a range on two lines would say another one."""
    translate = reading.translate
    points = [words.points(result, item, translate) for result in found for item in result.items]
    needed = [text_width(each, _ROW) + _SLACK for each in points]
    totals = [words.value(result, translate) for result in found]
    needed += [text_width(each, LEAD) + _SLACK - _OVER for each in totals]
    return max(_POINTS, *needed)


def _ruled(strip: Strip, width: float) -> Strip:
    line = Rule(0, strip.height, width, RULE_HEAD, MUTED)
    return replace(strip, rules=(*strip.rules, line))


def _lesion(reading: Reading, result: Result) -> str:
    number = reading.lesion(result.lesion or 0)
    return f"{number} {words.place(result, reading.document, reading.translate)}"


def _item(reading: Reading, result: Result, item: ItemResult) -> str:
    return words.item_name(result, item, reading.translate)


def _answer(
    reading: Reading, result: Result, item: ItemResult, place: tuple[float, float, float]
) -> list[Cell]:
    """Return points and answer of an item; what is not recorded says so."""
    (x, step, wide), translate = place, reading.translate
    points = words.points(result, item, translate)
    if item.option is None:
        said = translate(f"scores.printed.{item.state}")
    else:
        said = words.answer(result, item, translate) + _mark(reading, item)
    return [
        Cell(x, wide, (Span(points, _ROW),), "right"),
        Cell(x + wide + 1.4 * MM, step - wide - 2 * MM, (Span(said, SECONDARY.muted()),)),
    ]


def _mark(reading: Reading, item: ItemResult) -> str:
    key = "overrode" if item.overridden else "answered" if item.answered else ""
    by = reading.translate(f"scores.{key}") if key else ""
    counted = words.counted(item, reading.translate)
    return reading.bracketed(reading.joined((by, counted), "list"))


def _totals(
    reading: Reading, places: Sequence[tuple[float, Result]], size: tuple[float, float]
) -> Strips:
    step, wide = size  # the right edge of a total is that of the points above
    cells = [
        Cell(0, places[0][0] - 2 * MM, (Span(reading.translate("scores.total"), BODY.strong()),))
    ]
    for x, result in places:
        band, tone = words.band(result, reading.translate)
        sign = _SIGNS.get(tone)
        total = (Span(words.value(result, reading.translate), LEAD),)
        cells.append(Cell(x - _OVER, wide + _OVER, total, "right"))
        left = x + wide + 1.6 * MM + (3.2 * MM if sign else 0)
        room = step - (left - x) - 0.5 * MM
        cells.append(Cell(left, room, (Span(band, SECONDARY.strong()),), mark=sign))
    return compose(cells, above=1, below=2)


# Scores of the case


def _of_case(reading: Reading, result: Result, width: float) -> Strips:
    """Return a total with its band, the points it was added up from, and its source."""
    table, translate = tables.of(result.instrument), reading.translate
    quiet = reading.joined(
        (table.version, words.direction(result, translate), words.readiness(result, translate))
    )
    room = 20 * MM
    name = (
        Span(words.name(result, translate), BODY.strong()),
        Span(f"  {quiet}", SECONDARY.muted()),
    )
    total = (
        Span(words.value(result, translate), LEAD),
        Span(f" / {words.most(result)}", SECONDARY.muted()),
    )
    strips = compose([Cell(0, width - room, name), Cell(width - room, room, total, "right")])
    if result.band is not None:
        band = table.band(result.band)
        said = [band.label[translate.language]]
        said += [band.strategy[translate.language]] if band.strategy is not None else []
        strips += paragraph(reading.joined(said, "stop"), width, SECONDARY.strong())
    about = f"{reading.joined(_points(reading, result))}. {_source(table, translate)}"
    strips += paragraph(about, width, SECONDARY.muted())
    return _kept_together(strips, width)


def _kept_together(strips: Strips, width: float) -> Strips:
    kept = [replace(strip, keep=True) for strip in strips[:-1]]
    last = strips[-1]
    line = Rule(0, last.height + 2, width, RULE_ROW, HAIRLINE)
    return [*kept, replace(last, height=last.height + 2.5, rules=(*last.rules, line))]


def _points(reading: Reading, result: Result) -> list[str]:
    translate = reading.translate
    return [
        " ".join((_item(reading, result, item), words.points(result, item, translate)))
        + _mark(reading, item)
        for item in result.items
        if item.option is not None
    ]


def _without_total(reading: Reading, found: Sequence[Result], width: float) -> Strips:
    """Return why each of these gave no total, with its range and what is known."""
    translate = reading.translate
    strips = paragraph(translate("scores.no_total"), width, BODY.strong())
    for result in found:
        table = tables.of(result.instrument)
        about = reading.joined(
            (
                table.version,
                translate("scores.ranging", range=words.value(result, translate)),
                words.direction(result, translate),
                words.readiness(result, translate),
            ),
            "list",
        )
        reasons = reading.joined((_open(reading, result, item) for item in result.open), "stop")
        known = reading.joined(_points(reading, result))
        head = f"{words.name(result, translate)}{reading.bracketed(about)}"
        said = reading.joined((reasons, known), "stop")
        body = f"{head}{translate('print.colon')}{said}. {_source(table, translate)}"
        strips += paragraph(body, width, SECONDARY)
    return [replace(strip, keep=strip is strips[0]) for strip in strips]


def _open(reading: Reading, result: Result, item: ItemResult) -> str:
    why = words.reason(item.reason or "not_recorded", reading.translate)
    return reading.translate("scores.open_item", item=_item(reading, result, item), why=why)


def _grades(reading: Reading, found: Sequence[Result], width: float) -> Strips:
    """Return grades and limits: what each says, of which lesion, with its source."""
    translate = reading.translate
    ready = next((words.readiness(r, translate) for r in found if r.status == "ready"), "")
    named = Span(translate("scores.grades"), BODY.strong())
    title = spans((named, Span(f"  {ready}", SECONDARY.muted())), width)
    strips = [replace(strip, keep=True) for strip in title]
    lines = []
    for name in dict.fromkeys(r.instrument for r in found):
        table = tables.of(name)
        mine = [r for r in found if r.instrument == name]
        about = reading.joined((words.author(table), words.status(mine[0], translate)))
        head = f"{table.short[translate.language]}{reading.bracketed(about)}"
        said = reading.joined((_grade(reading, r) for r in mine), "stop")
        lines.append(f"{head}{translate('print.colon')}{said}")
    return [*strips, *paragraph(reading.joined(lines, "stop"), width, SECONDARY)]


def _grade(reading: Reading, result: Result) -> str:
    translate = reading.translate
    where = "" if result.lesion is None else _lesion(reading, result) + translate("print.colon")
    if result.kind == "flags":
        said = reading.joined(
            (
                f"{_item(reading, result, item)}{translate('print.colon')}"
                f"{words.answer(result, item, translate) if item.option else _missing(reading)}"
                for item in result.items
            ),
            "list",
        )
    else:
        band = lowered(translate, words.band(result, translate)[0])
        both = (words.value(result, translate), band)
        said = reading.joined(dict.fromkeys(both), "list")
    return where + said


def _missing(reading: Reading) -> str:
    return words.reason("not_recorded", reading.translate)
