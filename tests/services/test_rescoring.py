# SPDX-License-Identifier: MIT
"""A corrected table re-scores what was kept, lists whose band moved, and changes nothing kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import context, create
from changed_table import in_force
from mdtdesk.domain import document
from mdtdesk.domain.document import rows
from mdtdesk.domain.drafts import CloseDraft, RegisterDraft
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.instruments.tables import Instrument
from mdtdesk.services import cases, instruments
from mdtdesk.services.context import Context

# totals of a case that are sums of points
NAMED = ("tokuhashi_revised", "tomita", "bauer_original", "van_der_linden", "katagiri_2014")
TABLES = {name: tables.of(name) for name in NAMED}


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path_factory.mktemp("rescoring") / "team.mdt").store as store:
        yield context(store)


def total(table: Instrument, answers: Mapping[str, str]) -> int:
    """Return the sum of the points, computed here."""
    points = {(i.id, o.id): o.points for i in table.items for o in i.options}
    return sum(points[item, option] for item, option in answers.items())


def band(table: Instrument, value: int) -> str:
    """Return the band a total lies in."""
    return next(b.id for b in table.bands if b.lowest <= value <= b.highest)


def moved_boundary(table: Instrument, number: int, by: int) -> Instrument:
    """Return a copy of another version in which two neighbouring bands meet elsewhere."""
    bands = list(table.bands)
    one, two = sorted(range(len(bands)), key=lambda n: bands[n].lowest)[number : number + 2]
    at = max(bands[one].lowest, min(bands[one].highest + by, bands[two].highest - 1))
    bands[one] = replace(bands[one], highest=at)
    bands[two] = replace(bands[two], lowest=at + 1)
    return replace(table, version=f"{table.version} corrected", bands=tuple(bands))


@st.composite
def corrections(draw: st.DrawFn) -> tuple[Instrument, Instrument, list[dict[str, str]]]:
    """Return a table, its corrected copy, and answers of some cases."""
    table = TABLES[draw(st.sampled_from(NAMED))]
    number = draw(st.integers(0, len(table.bands) - 2))
    changed = moved_boundary(table, number, draw(st.integers(-4, 4)))
    one = st.fixed_dictionaries(
        {i.id: st.sampled_from([o.id for o in i.options]) for i in table.items}
    )
    return table, changed, draw(st.lists(one, min_size=1, max_size=4))


def registered(team: Context, table: Instrument, answers: Mapping[str, str]) -> str:
    """Register a case whose result was kept; return its id."""
    value = total(table, answers)
    score: dict[str, Any] = {"instrument": table.id, "version": table.version, "total": value}
    score |= {"band": band(table, value), "answers": dict(answers), "occasion": "decided"}
    facts = {"format": "mdtdesk-case", "version": 1, "patient": {"mrn": new_id()}}
    made = RegisterDraft(document.document({**facts, "scores": [score]}))
    return cases.register(team, made).id


@given(corrections())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_list_holds_exactly_the_cases_whose_band_moved(
    team: Context, correction: tuple[Instrument, Instrument, list[dict[str, str]]]
) -> None:
    table, changed, given_answers = correction
    ids = {registered(team, table, one): one for one in given_answers}
    before = {case_id: rows(cases.get(team, case_id).document, "scores") for case_id in ids}
    assert instruments.rescored(team) == ()
    with in_force(changed):
        found = {one.instrument: one for one in instruments.rescored(team)}
    wanted = {}
    for case_id, answers in ids.items():
        value = total(table, answers)
        old, new = band(table, value), band(changed, value)
        if old != new:
            wanted[case_id] = (old, new, value, value, table.version, changed.version)
    moved = found[table.id].moved if table.id in found else ()
    assert {
        m.case_id: (m.old_band, m.band, m.old_total, m.total, m.old_version, m.version)
        for m in moved
    } == wanted
    assert sum(one.count for one in found.values()) == len(wanted)
    after = {case_id: rows(cases.get(team, case_id).document, "scores") for case_id in ids}
    assert after == before
    for case_id in ids:  # closed, they are listed no more
        cases.close(team, CloseDraft(case_id, 1, "other"))


def test_who_may_not_read_cases_is_told_how_many(team: Context) -> None:
    table = TABLES["tomita"]
    answers = {item.id: item.options[0].id for item in table.items}
    case_id = registered(team, table, answers)
    renamed = tuple(replace(one, id=f"{one.id}_corrected") for one in table.bands)
    changed = replace(table, version=f"{table.version} corrected", bands=renamed)
    with in_force(changed):
        (told,) = instruments.rescored(context(team.store, "administrator"))
        (shown,) = instruments.rescored(context(team.store, "chair"))
    assert (told.count, told.moved) == (1, ())
    assert [m.case_id for m in shown.moved] == [case_id]
    cases.close(team, CloseDraft(case_id, 1, "other"))
