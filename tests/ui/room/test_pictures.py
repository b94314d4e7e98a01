# SPDX-License-Identifier: MIT
"""The case's pictures on the projector: one key shows them, masked names stay off the wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import samples
from hands import press
from leader import Key, Leader
from mdtdesk.domain.files import PDF, AddFilesDraft
from mdtdesk.services import attachments, cases
from mdtdesk.ui.files.viewer import PictureViewer

Open = Callable[..., Leader]
ARM, SPINE = "DEMO-26005", "DEMO-26007"


def with_pictures(here: Leader, mrn: str) -> None:
    """Add two pictures and a paper to a case."""
    one = samples.read("孙桂芳 矢状位.png", samples.png((64, 48), seed=1))
    two = samples.read("b.png", samples.png((32, 48), seed=2))
    paper = replace(samples.read("c.pdf", samples.pdf()), media_type=PDF)
    case_id = cases.find(here.context, mrn)
    attachments.add(here.context, AddFilesDraft(case_id, (one, paper, two)))


def test_a_key_shows_the_cases_pictures_full_screen(leader: Open) -> None:
    here = leader(SPINE, ARM)
    with_pictures(here, SPINE)
    here.enter_room()
    here.settle()
    while here.room.draft.case_id != cases.find(here.context, SPINE):
        here.key(Key.Key_PageDown)
        here.settle()
    here.key(Key.Key_F4)
    here.settle()
    shown = here.window.findChild(PictureViewer)
    assert shown is not None
    here.bot.waitUntil(lambda: shown.picture.size().width() == 64)
    assert [row.name for row in shown.rows] == ["孙桂芳 矢状位.png", "b.png"]
    assert "孙桂芳" in shown.words()
    assert shown.size() == shown.screen().size()
    press(shown, Key.Key_PageDown)
    here.bot.waitUntil(lambda: shown.picture.size().width() == 32)
    press(shown, Key.Key_Escape)
    here.settle()
    here.front()
    here.key(Key.Key_F10)
    here.settle()
    here.key(Key.Key_F4)
    here.settle()
    again = here.window.findChild(PictureViewer)
    assert again is not None
    assert "孙桂芳" not in again.words()
    again.close()
    here.settle()


def test_a_case_without_pictures_has_no_such_key(leader: Open) -> None:
    here = leader(ARM)
    here.enter_room()
    here.settle()
    assert "pictures" not in here.room.slots()
