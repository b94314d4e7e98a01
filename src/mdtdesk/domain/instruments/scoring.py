# SPDX-License-Identifier: MIT
"""Computes every instrument from a case: pure, exact, fast enough for every keystroke.

First whether it applies, then each item from the facts, then a person's answer, which wins; a total
and its band only once every item has an option. Nothing here knows an instrument by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from mdtdesk.domain.document import OBJECT, Document
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.instruments.derived import Answers, Derived
from mdtdesk.domain.instruments.facts import Facts
from mdtdesk.domain.instruments.results import ItemResult, Result, ResultProblem
from mdtdesk.domain.instruments.rules import RULES, Derive, exact
from mdtdesk.domain.instruments.tables import Grade, Instrument

Place = tuple[int | None, str | None, Document | None]  # a lesion's index, its id, itself
_THE_CASE: Place = (None, None, None)


def results(case: Document, directory: Path | None = None) -> tuple[Result, ...]:
    """Return every result that applies to a case and to its lesions, in the instruments' order."""
    facts = Facts(case)
    found: list[Result] = []
    for score in _compiled(directory).values():
        found += (result for result in score.of(facts) if result.reason is None)
    return tuple(found)


def results_of(
    instrument: str, case: Document, directory: Path | None = None
) -> tuple[Result, ...]:
    """Return an instrument's results: one for the case, or one a lesion, also where it does not
    apply; for a case without lesions one without a lesion. Raises KeyError."""
    score = _compiled(directory)[instrument]
    found = tuple(score.of(Facts(case)))
    return found or (score.at(Facts(case), _THE_CASE),)


def answered(instrument: str, answers: Mapping[str, str], directory: Path | None = None) -> Result:
    """Return an instrument's result from answers alone. Raises KeyError."""
    return _compiled(directory)[instrument].answered(answers)


class _Item:
    """One item, its table read once."""

    def __init__(self, item: tables.Item) -> None:
        self.id = item.id
        self.answers = Answers(item)
        self.derive: Derive = RULES[item.derive["rule"]](item.derive, self.answers)
        self.reads = tuple(dict.fromkeys(item.derive["reads"]))
        self._ofs = tuple((p.startswith("lesion."), p.removeprefix("lesion.")) for p in self.reads)

    def sources(self, before: str) -> tuple[str, ...]:
        """Return the paths it reads; ``before`` leads to the lesion at hand."""
        if not before:
            return self.reads
        return tuple([before + path if inside else path for inside, path in self._ofs])

    def result(self, derived: Derived, answer: str | None, sources: tuple[str, ...]) -> ItemResult:
        """Return the item with a person's answer over what was derived."""
        points = self.answers.points
        if answer not in points:  # none, or one that this version of the table does not have
            option = derived.option
            return ItemResult(
                self.id,
                derived.state,
                option,
                points[option] if option is not None else None,
                derived.reason,
                derived.allowed,
                derived.suggested,
                False,
                False,
                sources,
                derived.number,
                derived.counted,
            )
        over = derived.state == "not_scorable" or answer not in derived.allowed
        return ItemResult(
            self.id, "scored", answer, points[answer], None, (answer,), None, True, over, sources
        )


class _Score:
    """One instrument, compiled from its table."""

    def __init__(self, table: Instrument) -> None:
        self.table = table
        self.items = tuple(_Item(item) for item in table.items)
        self._refuses = tuple((row["reason"], _all(row["when"])) for row in table.not_applicable)
        self._problems = tuple((row["code"], _all(row["when"])) for row in table.problems)
        self._flags = table.grades if table.kind == "flags" else ()

    def of(self, facts: Facts) -> Iterator[Result]:
        """Yield the results for the case, or for each of its lesions."""
        if self.table.of == "case":
            yield self.at(facts, _THE_CASE)
        elif self.table.of == "lesion":
            for place in facts.places:
                yield self.at(facts, place)

    def at(self, facts: Facts, place: Place) -> Result:
        """Return the result for the case or one lesion."""
        lesion = place[2]
        if self.table.of == "lesion" and lesion is None:
            return self._refused(place, self._refuses[0][0] if self._refuses else "not_recorded")
        for reason, holds in self._refuses:
            if holds(facts, lesion):
                return self._refused(place, reason)
        if self._flags:
            return self._flagged(facts, place)
        if not self.items:
            return self._made(place, value=self._recorded(facts, lesion))
        return self._totalled(facts, place)

    def _recorded(self, facts: Facts, lesion: Document | None) -> object:
        """Return what is recorded; a grade is a label also where it is a number, such as KPS."""
        path = self.table.recorded
        value = facts.get(path, lesion) if path else None
        return str(value) if self.table.kind == "grade" and value is not None else value

    def _totalled(self, facts: Facts, place: Place) -> Result:
        index, lesion_id, lesion = place
        given = _given(lesion if lesion is not None else facts.case, self.table.id)
        before = f"lesions[{lesion_id or index}]." if lesion is not None else ""
        items, problems = [], []
        for item in self.items:
            derived = item.derive(facts, lesion)
            sources = item.sources(before)
            answer = given.get(item.id)
            items.append(item.result(derived, str(answer) if answer else None, sources))
            problems += [ResultProblem(sources[0], code) for code in derived.problems]
        for code, holds in self._problems:
            if holds(facts, lesion):
                problems.append(ResultProblem(f"{before}fracture", code))
        return self._summed(place, items, problems)

    def _summed(
        self, place: Place, items: Sequence[ItemResult], problems: Sequence[ResultProblem] = ()
    ) -> Result:
        lowest: int | None = 0
        highest = 0
        total: int | None = 0
        for item, of in zip(items, self.items, strict=True):
            if item.points is None:
                total = None
            elif total is not None:
                total += item.points
            if item.state == "not_scorable":
                lowest = None
            elif lowest is not None and item.points is not None:
                lowest, highest = lowest + item.points, highest + item.points
            elif lowest is not None:
                held = [of.answers.points[option] for option in item.allowed]
                lowest, highest = lowest + min(held), highest + max(held)
        return self._made(
            place,
            items=tuple(items),
            total=total,
            band=self.table.band_of(total) if total is not None else None,
            lowest=lowest,
            highest=highest if lowest is not None else None,
            problems=tuple(problems),
        )

    def _flagged(self, facts: Facts, place: Place) -> Result:
        """Return which limits are exceeded; an unknown value is missing, never "not met"."""
        index, lesion_id, lesion = place
        before = f"lesions[{lesion_id or index}]."
        items, met = [], []
        for flag in self._flags:
            path = flag.derive["reads"][0]
            value = exact(facts.get(path, lesion))
            over = value is not None and value > flag.derive["limit"]
            met += [flag.id] if over else []
            items.append(_flag_item(flag, over if value is not None else None, before + path[7:]))
        return self._made(place, items=tuple(items), flags=tuple(met))

    def answered(self, answers: Mapping[str, str]) -> Result:
        """Return the result of answers alone; a grade's answer stands under ``grade``."""
        if not self.items:
            grade = answers.get("grade")
            several = self.table.kind == "multi" and grade is not None
            return self._made(_THE_CASE, value=(grade,) if several else grade)
        items = [item.result(item.answers.missing, answers.get(item.id), ()) for item in self.items]
        return self._summed(_THE_CASE, items)

    def _refused(self, place: Place, reason: str) -> Result:
        table = self.table
        head = (table.id, table.version, table.status, table.kind)
        return Result(*head, place[0], place[1], reason)

    def _made(self, place: Place, **held: Any) -> Result:
        table = self.table
        head = (table.id, table.version, table.status, table.kind)
        return Result(*head, place[0], place[1], None, **held)


def _flag_item(flag: Grade, met: bool | None, path: str) -> ItemResult:
    option = None if met is None else "met" if met else "not_met"
    state, reason = ("missing", "not_recorded") if met is None else ("scored", None)
    return ItemResult(
        flag.id,
        "missing" if state == "missing" else "scored",
        option,
        None,
        reason,
        ("met", "not_met") if option is None else (option,),
        None,
        False,
        False,
        (path,),
    )


def _given(of: Document, instrument: str) -> Mapping[str, Any]:
    answers = of.get("answers")
    found = answers.get(instrument) if isinstance(answers, OBJECT) else None
    return found if isinstance(found, OBJECT) else {}


Holds = Callable[[Facts, Document | None], bool]


def _all(tests: Sequence[Mapping[str, Any]]) -> Holds:
    """Return whether every test of a row holds."""
    made = tuple(_test(row) for row in tests)
    if len(made) == 1:
        return made[0]
    return lambda facts, lesion: all(test(facts, lesion) for test in made)


def _test(row: Mapping[str, Any]) -> Holds:
    if "fact" in row:
        return lambda facts, _lesion: bool(facts.fact(row["fact"]))
    path = row["path"]
    if "none" in row:
        wanted = frozenset(row["is"])
        return lambda facts, _lesion: all(of.get(path) not in wanted for _, of in facts.lesions)
    if "absent" in row:
        return lambda facts, lesion: facts.get(path, lesion) is None
    values, inside = frozenset(row.get("is") or row["not"]), "is" in row
    return lambda facts, lesion: (facts.get(path, lesion) in values) == inside


@cache
def _compiled(directory: Path | None) -> Mapping[str, _Score]:
    return {name: _Score(table) for name, table in tables.load(directory).items()}
