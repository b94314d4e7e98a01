# SPDX-License-Identifier: MIT
"""What the room sees of a case: nothing is left out unsaid, everything in 20 pt and more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from leader import DIGITS, Key, Leader
from mdtdesk.domain import room
from mdtdesk.domain.document import Document
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.i18n import Language, translator
from mdtdesk.services import cases
from mdtdesk.services.context import local_now
from mdtdesk.settings import Target
from mdtdesk.ui import theme
from mdtdesk.ui.room import lines
from mdtdesk.ui.room.deferring import DeferDialog

Open = Callable[..., Leader]
ARM, SPINE, KIDNEY = "DEMO-26005", "DEMO-26007", "DEMO-26001"
SMALLEST_PT = 20
LONG = "".join(f"第{n}次复查，腰背痛较前加重，夜间明显。" for n in range(150))


def _case(here: Leader, mrn: str) -> Document:
    return cases.get(here.context, cases.find(here.context, mrn)).document


def _bare(words: str) -> str:
    return "".join(words.split())


def test_what_has_no_room_is_counted_and_shown_whole_by_one_key(leader: Open) -> None:
    here = leader(SPINE)
    case = cases.get(here.context, cases.find(here.context, SPINE))
    cases.amend(here.context, AmendDraft(case.id, case.version, {"history.text": LONG}))
    here.enter_room()
    middle = here.room.middle
    facts = room.facts(_case(here, SPINE), here.desk.translate, here.context.clock(), {})
    placed = middle.facts.placed()
    assert len(placed) < len(facts)
    assert middle.facts.hidden() >= len(facts) - len(placed)
    assert middle.totals.hidden()
    seen = ""
    here.key(Key.Key_F12)
    while middle.opened:
        seen += "".join(middle.whole.shown())
        here.key(Key.Key_F12)
    assert all(_bare(fact.words) in _bare(seen) for fact in facts)
    assert _bare(LONG) in _bare(seen)
    assert all(total.band in seen for total in middle.totals._totals)
    assert middle.facts.isVisible()


def test_the_usual_view_is_back_with_another_case_and_with_esc(leader: Open) -> None:
    here = leader(SPINE, ARM)
    here.enter_room()
    here.key(Key.Key_F12)
    here.key(Key.Key_Escape)
    assert here.room.isVisible()
    assert not here.room.middle.opened
    here.key(Key.Key_F12)
    here.key(Key.Key_PageDown)
    here.settle()
    assert not here.room.middle.opened


def test_scores_say_which_end_is_worse(leader: Open) -> None:
    here = leader(SPINE)
    here.enter_room()
    said = {total.name: total.direction for total in here.room.middle.totals._totals}
    assert said["SINS T12"] == "↑\u2060差"  # not parted at a line's end
    assert said["修正 Tokuhashi"] == "↑\u2060好"


def test_a_clock_past_its_target_alarms(leader: Open) -> None:
    here = leader(SPINE)
    case_id = cases.find(here.context, SPINE)
    case = cases.get(here.context, case_id)
    since = (local_now() - timedelta(hours=30)).isoformat(timespec="minutes")
    changes = {"referral.received_at": since, "imaging": None}
    cases.amend(here.context, AmendDraft(case_id, case.version, changes))
    translate, now = translator("zh"), here.context.clock()
    for hours, late in ((24, True), (48, False)):
        targets = {"mri_urgent": Target(hours, "NICE")}
        first = room.facts(_case(here, SPINE), translate, now, targets)[0]
        assert first.label == "时限"
        assert first.tone == ("warning" if late else "")
        assert f"目标 {hours} 小时" in first.words


def test_the_reason_of_a_deferral_is_asked_in_large_type(leader: Open) -> None:
    here = leader(SPINE)
    here.enter_room()
    here.key(Key.Key_F7)
    dialog = here.dialog("reason")
    assert isinstance(dialog, DeferDialog)
    shown: list[QWidget] = [
        *dialog.findChildren(QLabel),
        *dialog.findChildren(QPushButton),
        *dialog.findChildren(QLineEdit),
    ]
    assert shown
    small = [w for w in shown if QFontInfo(w.font()).pointSizeF() < SMALLEST_PT]
    assert not small
    here.key(DIGITS[0])  # the tenth
    assert dialog.reason == "other"
    here.key(Key.Key_Escape)


def test_what_was_said_so_far_is_a_fact(leader: Open) -> None:
    here = leader(ARM, size=(1920, 1080))
    here.enter_room()
    here.room.foot.discipline.set_value("radiation_oncology")
    here.room.foot.opinion.setFocus()
    here.words("术后放疗 8Gy")
    here.key(Key.Key_Return)
    shown = [(fact.label, fact.words) for fact, _ in here.room.middle.facts.placed()]
    assert ("放疗科", "术后放疗 8Gy") in shown


@given(st.lists(st.integers(1, 9), min_size=1, max_size=20), st.integers(1, 40))
def test_lines_are_shared_from_the_first_on(needs: list[int], space: int) -> None:
    given_ = lines.shared(needs, space)
    assert all(0 <= got <= need for got, need in zip(given_, needs, strict=True))
    if sum(needs) <= space:
        assert given_ == needs
    else:
        assert sum(given_) <= max(space - 1, 1)
        kept = [got > 0 for got in given_]
        assert kept == sorted(kept, reverse=True)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_arrow_stays_with_its_word(language: Language) -> None:
    says, font = translator(language), theme.font(SMALLEST_PT)
    for key in ("room.higher_better", "room.higher_worse"):
        words = f"MSTFI 3-4/9 {says(key)}"
        for width in range(120, 400, 7):
            assert not [line for line in lines.broken(words, font, width) if line[-1] == "↑"]
