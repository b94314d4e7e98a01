# SPDX-License-Identifier: MIT
"""What the trials of the packages stand on: a picture of the screen, waiting for it, the table."""

from __future__ import annotations

from itertools import chain, repeat
from pathlib import Path

import pytest
from PIL import Image

import trying
from release import Stopped
from trying import Row, Wrong
from virtual_screen import Picture, Screen


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Return a screen that changes twice and rests; nobody waits between two looks at it."""
    turns = chain((b"abc", b"abd"), repeat(b"abe"))
    monkeypatch.setattr(Screen, "picture", lambda _: Picture(3, 1, next(turns) * 3))
    monkeypatch.setattr(trying, "_PAUSE", 0)
    return Screen(":0", Path())


def test_a_picture_of_the_screen_is_saved_as_it_is(tmp_path: Path) -> None:
    points = bytes(range(2 * 3 * 3))
    taken = Picture(3, 2, points)
    taken.save(tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as opened:
        assert opened.size == (3, 2)
        assert opened.tobytes() == points
    assert taken.colours == 6


def test_another_page_is_told_from_a_letter_more() -> None:
    page = Picture(100, 97, bytes(100 * 97 * 3))
    letter = Picture(100, 97, b"\1" * 970 + page.points[970:])
    assert page.unlike(page) == 0
    assert 0 < page.unlike(letter) < 0.1
    assert page.unlike(Picture(100, 97, b"\1" * len(page.points))) == 1


def test_what_is_awaited_is_taken_when_it_rests(screen: Screen, tmp_path: Path) -> None:
    found = trying.shown(screen, lambda seen: seen.points[2:3] > b"c", tmp_path / "a.png", 60)
    assert found.points == b"abe" * 3
    assert (tmp_path / "a.png").exists()


def test_what_never_comes_is_told_with_a_picture(screen: Screen, tmp_path: Path) -> None:
    with pytest.raises(Wrong, match="no never within 0 s, 1 colours"):
        trying.shown(screen, lambda seen: False, tmp_path / "never.png", 0.2)
    assert (tmp_path / "never.png").exists()


def test_a_step_that_is_wrong_or_stopped_is_a_row_of_the_table() -> None:
    def stopped() -> str:
        raise Stopped("apt ended")

    rows = [trying.tried("one", lambda: "seen"), trying.tried("two", stopped)]
    assert [(row.fine, row.seen) for row in rows] == [(True, "seen"), (False, "apt ended")]
    lines = trying.table({"old": rows, "new": [Row("three", True, "", 7)]}).splitlines()
    assert [line.split() for line in lines] == [
        ["old", "new"],
        ["one", "ok", "0", "s", "-"],
        ["two", "FAIL", "0", "s", "-"],
        ["three", "-", "ok", "7", "s"],
    ]
