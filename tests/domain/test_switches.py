# SPDX-License-Identifier: MIT
"""The state of a switch follows from its turns, whatever they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mdtdesk.domain.switches import ROLES, Role, Turn, standing


def turn(on: bool, role: Role, version: str = "2") -> Turn:
    """Return one turn of the switch under test."""
    return Turn("instrument", "katagiri_2014", version, on, role, "", "安医生", "2026-11-24")


TURNS = st.builds(turn, st.booleans(), st.sampled_from(ROLES), st.sampled_from(["1", "2"]))


@given(st.lists(TURNS, max_size=8))
def test_it_is_on_only_while_both_confirmed_this_table(turns: list[Turn]) -> None:
    offs = [at for at, made in enumerate(turns) if not made.on]
    since = turns[offs[-1] + 1 :] if offs else turns
    roles = {made.role for made in since if made.version == "2"}
    found = standing("instrument", "katagiri_2014", "2", turns)
    assert found.is_on == (roles == {"chair", "administrator"})
    assert found.state == {
        frozenset(): "off",
        frozenset({"chair"}): "waiting_administrator",
        frozenset({"administrator"}): "waiting_chair",
    }.get(frozenset(roles), "on")


def test_another_table_waits_for_both_anew() -> None:
    turns = [turn(True, "chair", "1"), turn(True, "administrator", "1")]
    assert standing("instrument", "katagiri_2014", "1", turns).state == "on"
    newer = standing("instrument", "katagiri_2014", "2", turns)
    assert (newer.state, newer.outdated) == ("off", "1")


def test_turns_of_others_do_not_count() -> None:
    turns = [turn(True, "chair"), turn(True, "administrator")]
    assert standing("instrument", "tomita_surgical", "2", turns).state == "off"
    assert standing("rule", "katagiri_2014", "2", turns).state == "off"
