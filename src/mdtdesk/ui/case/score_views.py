# SPDX-License-Identifier: MIT
"""What the score column says of a case: its results as rows, an opened one with all its parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from mdtdesk.domain import score_words as words
from mdtdesk.domain import wording
from mdtdesk.domain.document import EMPTY, Document, change, number, rows, text
from mdtdesk.domain.instruments import scoring, tables
from mdtdesk.domain.instruments.results import ItemResult, Result
from mdtdesk.i18n import Translate
from mdtdesk.ui.case.plans import section_of
from mdtdesk.ui.widgets.score_items import Choice, ItemLine
from mdtdesk.ui.widgets.score_line import Line
from mdtdesk.ui.widgets.score_list import Entry, Parts

GRADES, INAPPLICABLE, PROGNOSIS = "grades", "inapplicable", "prognosis"
_TONES = ("danger", "warning")
_BESIDE = ("external_prognosis",)


@dataclass(frozen=True, slots=True)
class Scored:
    """A case with all that is computed of it; ``refused`` would apply but for a fact."""

    case: Document = field(default_factory=lambda: EMPTY)
    results: tuple[Result, ...] = ()
    refused: tuple[Result, ...] = ()


def scored(case: Document, shown: Collection[str]) -> Scored:
    """Compute what the instruments shown say of a case."""
    found = (r for r in scoring.results(case) if r.instrument in shown)
    return Scored(case, tuple(r for r in found if words.is_known(r)), tuple(_refused(case, shown)))


def until_known() -> frozenset[str]:
    """Return the instruments that need nobody's confirmation."""
    known = tables.load().items()
    return frozenset(k for k, table in known if table.status != "department must confirm")


def key(result: Result) -> str:
    """Return what tells a row from the others."""
    return f"{result.instrument} {result.lesion_id or result.lesion or ''}".strip()


def automatic(of: Scored, lesion: str) -> str:
    """Return the row that is open by itself: the first total of the chosen lesion."""
    mine = (r for r in of.results if r.kind == "total" and lesion and r.lesion_id == lesion)
    return next((key(result) for result in mine), "")


def entries(
    of: Scored, opened: Mapping[str, bool], lesion: str, translate: Translate
) -> tuple[Entry, ...]:
    """Return the rows in their order: totals, then grades and what does not apply, folded."""
    auto = automatic(of, lesion)

    def is_open(name: str) -> bool:
        return opened.get(name, name == auto)

    made = [r for r in of.results if r.instrument not in _BESIDE]
    first = [r for r in made if _leads(r, translate)]
    then = [r for r in made if not _leads(r, translate)]
    found = [_entry(r, of.case, translate, opened=is_open(key(r))) for r in first]
    found += _folded(GRADES, then, of, opened, translate)
    found += _folded(INAPPLICABLE, list(of.refused), of, opened, translate)
    found.append(_prognosis(of.case, translate, opened=opened.get(PROGNOSIS, False)))
    return tuple(found)


def _leads(result: Result, translate: Translate) -> bool:
    """Tell whether a row stands among the first: added up, or a grade that alarms."""
    added = result.kind in ("total", "flags")
    return added or words.band(result, translate)[1] in _TONES


def _refused(case: Document, shown: Collection[str]) -> Iterator[Result]:
    """Yield what would apply to such a case but for one of its facts."""
    for name in _refusing():
        if name in shown:
            for result in scoring.results_of(name, case):
                if result.reason is not None and not words.is_elsewhere(result):
                    yield result


@cache
def _refusing() -> tuple[str, ...]:
    """Return the instruments that a fact, not only the place of the disease, may refuse."""
    return tuple(
        name
        for name, table in tables.load().items()
        if any(not words.is_place(str(row["reason"])) for row in table.not_applicable)
    )


def _folded(
    name: str, results: list[Result], of: Scored, opened: Mapping[str, bool], translate: Translate
) -> list[Entry]:
    if not results:
        return []
    is_open = opened.get(name, False)
    title = translate(f"scores.{name}")
    count = str(len(results))
    said = _spoken(f"{title} {count}", translate)
    line = Line(name, title, direction=count, spoken=said)
    head = Entry(line, Parts() if is_open else None)
    shown = results if is_open else ()
    return [
        head,
        *(_entry(r, of.case, translate, opened=opened.get(key(r), False)) for r in shown),
    ]


def _spoken(row: str, translate: Translate) -> str:
    return translate("scores.spoken_closed", row=row)


def _entry(result: Result, case: Document, translate: Translate, *, opened: bool) -> Entry:
    band, tone = words.band(result, translate)
    said = words.spoken(result, case, translate)
    line = Line(
        key(result),
        words.name(result, translate),
        words.place(result, case, translate),
        words.value(result, translate),
        words.most(result),
        band,
        tone,
        words.direction(result, translate),
        words.status(result, translate),
        translate("scores.spoken_open" if opened else "scores.spoken_closed", row=said),
        translate("scores.hint_row"),
    )
    return Entry(line, _parts(result, case, translate) if opened else None)


def _parts(result: Result, case: Document, translate: Translate) -> Parts:
    table = tables.of(result.instrument)
    problems = dict.fromkeys(words.reason(p.code, translate) for p in result.problems)
    return Parts(
        tuple(_item(result, item, case, translate) for item in result.items),
        translate("scores.total") if result.kind == "total" and result.reason is None else "",
        _total(result, table, translate),
        words.value(result, translate),
        tuple(_sources(result, table, translate)),
        tuple(problems),
    )


def _total(result: Result, table: tables.Instrument, translate: Translate) -> str:
    if result.band is None:
        return ""
    band = table.band(result.band)
    ends = translate("scores.range", lowest=band.lowest, highest=band.highest)
    ends = str(band.lowest) if band.lowest == band.highest else ends
    label = band.label[translate.language]
    return translate("scores.band_of", range=ends, band=label)


def _sources(result: Result, table: tables.Instrument, translate: Translate) -> Iterator[str]:
    language = translate.language
    if result.kind in ("grade", "multi"):
        yield from (g.label[language] for g in table.grades if g.id == str(result.value))
    if result.band is not None:
        strategy = table.band(result.band).strategy
        if strategy is not None:
            yield strategy[language]
    if table.citation:
        yield translate("scores.source", citation=words.citation(table))
    if table.cohort is not None:
        yield translate("scores.cohort", cohort=table.cohort[language])
    yield from (note[language] for note in table.notes)
    yield words.about(result, translate)


def _item(result: Result, item: ItemResult, case: Document, translate: Translate) -> ItemLine:
    path = item.sources[0] if item.sources else ""
    asks = item.answered or item.state == "ask" or (item.state == "missing" and _nowhere(path))
    name, answer = words.item_name(result, item, translate), words.answer(result, item, translate)
    if asks and not item.answered:
        answer = translate("scores.state.ask")
    offered = asks or _is_settled(result, item)
    points, origin = words.points(result, item, translate), words.origin(item, translate)
    spoken = translate("scores.spoken_item", name=name, answer=answer, points=points, origin=origin)
    return ItemLine(
        item.id,
        name,
        answer,
        points,
        origin,
        spoken,
        "" if _nowhere(path) else path,
        item.state in ("missing", "ask"),
        _remark(result, item, case, translate),
        _why(result, item, translate),
        _choices(result, item, translate) if offered else (),
        item.option or "" if item.answered else "",
        _answer_path(result, item),
        _to_field(item, path, translate),
        translate("scores.clear"),
        translate(_hint(asks=asks, offered=offered)),
        translate("scores.hint_option"),
    )


def _is_settled(result: Result, item: ItemResult) -> bool:
    """Tell whether the facts give an item its option: a person may answer otherwise."""
    return result.kind == "total" and item.state == "scored" and not item.answered


def _to_field(item: ItemResult, path: str, translate: Translate) -> str:
    key = "scores.at_field" if item.state == "scored" else "scores.to_field"
    return translate(key, field=words.field_name(path, translate))


def _hint(*, asks: bool, offered: bool) -> str:
    if asks:
        return "scores.hint_ask"
    return "scores.hint_settled" if offered else "scores.hint_item"


def _nowhere(path: str) -> bool:
    """Tell whether the form has no field for a path: a decision's approach."""
    return not section_of(path) or section_of(path) == "discussions"


def _answer_path(result: Result, item: ItemResult) -> str:
    of = "" if result.lesion is None else f"lesions[{result.lesion_id or result.lesion}]."
    return f"{of}answers.{result.instrument}.{item.id}"


def _remark(result: Result, item: ItemResult, case: Document, translate: Translate) -> str:
    said = (words.counted(item, translate), _overridden(result, item, case, translate))
    return translate("scores.stop").join(filter(None, said))


def _overridden(result: Result, item: ItemResult, case: Document, translate: Translate) -> str:
    """Say what the facts give where a person answered otherwise."""
    if not item.overridden:
        return ""
    bare = change(case, {_answer_path(result, item): None})
    found = scoring.results_of(result.instrument, bare)
    mine = next(one for one in found if one.lesion == result.lesion)
    derived = next(one for one in mine.items if one.id == item.id)
    if derived.state == "not_scorable":
        return translate("scores.overridden_unscored")
    said = (words.option_name(result, item.id, one, translate) for one in derived.allowed)
    return translate("scores.overridden", option=translate("scores.list").join(said))


def _why(result: Result, item: ItemResult, translate: Translate) -> str:
    asked = item.state != "missing" and item.reason is not None
    said = [words.reason(str(item.reason), translate)] if asked else []
    if item.suggested is not None:
        option = words.option_name(result, item.id, item.suggested, translate)
        said.append(translate("scores.suggested", option=option))
    elif item.suggested_number is not None:
        said.append(translate("scores.suggested_number", count=item.suggested_number))
    return translate("scores.stop").join(said)


def _choices(result: Result, item: ItemResult, translate: Translate) -> tuple[Choice, ...]:
    """Return the answers that the facts still allow; of an answered item all of them, of one that
    the facts settle all others."""
    made, settled = [], _is_settled(result, item)
    for option in tables.of(result.instrument).item(item.id).options:
        if item.answered or (option.id in item.allowed) != settled:
            name = option.label[translate.language]
            spoken = translate("scores.option", name=name, points=option.points)
            made.append(Choice(option.id, name, str(option.points), spoken))
    return tuple(made)


def _prognosis(case: Document, translate: Translate, *, opened: bool) -> Entry:
    """Return what tools outside and the doctor estimate: beside the scores, never among them."""
    title = translate("scores.prognosis")
    found = [_estimate(row, translate) for row in rows(case, "prognosis")]
    brief = found[-1] if found else translate("scores.no_prognosis")
    line = Line(PROGNOSIS, title, band=brief, spoken=_spoken(f"{title} {brief}", translate))
    if not opened:
        return Entry(line)
    add = translate("scores.add_prognosis")
    link = ItemLine("add", "", add, "", "", add, path=PROGNOSIS, is_open=False)
    return Entry(line, Parts((link,), words=tuple(found)))


def _estimate(row: Document, translate: Translate) -> str:
    tool = text(row, "tool")
    named = translate("scores.by_doctor") if tool == "doctor" else tool
    said = [" ".join(filter(None, (named, text(row, "version"))))]
    months, chance = number(row, "months"), number(row, "probability")
    horizon = number(row, "horizon_months")
    if months is not None:
        said.append(translate("scores.months", count=wording.number(months)))
    if chance is not None:
        percent = wording.number(round(chance * 100, 6))
        of = wording.number(horizon) if horizon is not None else translate("scores.none")
        said.append(translate("scores.survival", percent=percent, count=of))
    said += [text(row, "date"), text(row, "person")]
    return translate("scores.and").join(filter(None, said))


def lesion_state(of: Scored, lesion: str, translate: Translate) -> tuple[str, str]:
    """Return what a lesion's chip says: its total with its band, or the range that is left."""
    for result in of.results:
        if result.kind == "total" and lesion and result.lesion_id == lesion:
            value, (band, tone) = words.value(result, translate), words.band(result, translate)
            if result.total is not None:
                return translate("scores.chip", value=value, band=band), tone
            return translate("scores.of", value=value, most=words.most(result)), "not_known"
    return "", ""
