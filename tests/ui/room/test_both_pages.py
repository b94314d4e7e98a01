# SPDX-License-Identifier: MIT
"""Room and decision page work on one draft: what is typed on one is there on the other."""

from __future__ import annotations

from collections.abc import Callable

from leader import Key, Leader
from mdtdesk.domain.document import rows, text
from mdtdesk.services import cases, journal

Open = Callable[..., Leader]
ARM, SPINE = "DEMO-26005", "DEMO-26007"
CONCLUSION = "decision.conclusion"


def _decision(here: Leader) -> str:
    """Show the decision page of the case; return the conclusion that it shows."""
    here.open(ARM)
    here.front()
    return str(here.page.draft.typed.get(CONCLUSION) or text(here.page.draft.value, CONCLUSION))


def _room(here: Leader) -> str:
    """Show the room; return the conclusion that it shows."""
    here.go_to_meeting()
    here.enter_room()
    return here.room.foot.conclusion.text()


def test_what_the_room_typed_is_on_the_decision_page(leader: Open) -> None:
    here = leader(ARM)
    assert _decision(here) == ""
    _room(here)
    here.digit(1)
    here.words("先固定")
    assert "先固定" in _decision(here)
    assert rows(here.page.draft.decision, "procedures")


def test_what_the_page_typed_is_in_the_room(leader: Open) -> None:
    here = leader(ARM)
    assert _room(here) == ""
    _decision(here)
    here.tab_to("总结意见")
    here.words("髓内钉")
    assert "髓内钉" in _room(here)
    here.words("加放疗")
    assert "加放疗" in _decision(here)


def test_a_draft_left_on_the_page_does_not_come_back_after_the_room_recorded(
    leader: Open,
) -> None:
    here = leader(ARM)
    _decision(here)
    here.tab_to("总结意见")
    here.words("髓内钉")
    _room(here)
    here.key(Key.Key_Return)
    here.confirm()
    case_id = cases.find(here.context, ARM)
    here.settle()
    assert not journal.read(here.context, f"decision:{case_id}")
    assert _decision(here) == "髓内钉"
    assert not here.page.draft.dirty


def test_a_page_that_was_left_and_comes_back_keeps_its_way_back(leader: Open) -> None:
    here = leader(ARM)
    _decision(here)
    here.page.draft.set({"decision.intents": ("pain_control",)})
    here.desk.go("cases")
    here.settle()
    _decision(here)
    assert here.page.draft.can_undo
