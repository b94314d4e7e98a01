# SPDX-License-Identifier: MIT
"""The text for the hospital's records on the clipboard, and the request, from a case by one key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from leader import CONTROL, SHIFT, Key, Leader
from mdtdesk.services import cases, exports
from mdtdesk.ui.clipboard import Clipboard
from mdtdesk.ui.pages.preview import PreviewPage

Open = Callable[..., Leader]
ARM, SPINE = "DEMO-26005", "DEMO-26007"
PLACES = ("cases", "case", "decision", "meeting")


def _go(here: Leader, place: str) -> str:
    """Show a page with the case in it; return the case's id."""
    case_id = cases.find(here.context, ARM)
    here.desk.go(place, case_id if place in ("case", "decision") else None)
    here.settle()
    here.bot.waitUntil(lambda: "copy_record" in here.window._slots())
    return case_id


def _copied() -> str:
    return QGuiApplication.clipboard().text()


@pytest.mark.parametrize("place", PLACES)
def test_the_text_of_the_shown_case_is_copied_by_its_key(leader: Open, place: str) -> None:
    here = leader(ARM)
    case_id = _go(here, place)
    before = here.context.store.path.joinpath("pending-audit")
    waiting = len(list(before.iterdir()))
    here.key(Key.Key_C, CONTROL | SHIFT)
    here.settle()
    assert _copied() == exports.record_text(here.context, case_id, "zh")
    assert "阿依古丽·买买提" in _copied()
    assert len(list(before.iterdir())) >= waiting + 2  # this one's and the one just above


@pytest.mark.promise("clipboard")
def test_the_text_leaves_the_clipboard_after_two_minutes(leader: Open) -> None:
    here = leader(ARM)
    _go(here, "cases")
    here.key(Key.Key_C, CONTROL | SHIFT)
    here.settle()
    (timer,) = here.find(Clipboard, "").findChildren(QTimer)
    assert timer.isActive()
    assert timer.interval() == 120_000
    timer.timeout.emit()
    assert _copied() == ""


@pytest.mark.promise("clipboard")
@pytest.mark.parametrize("leave", ["lock", "close"])
def test_the_text_leaves_the_clipboard_at_the_lock_and_at_the_end(leader: Open, leave: str) -> None:
    here = leader(ARM)
    _go(here, "cases")
    here.key(Key.Key_C, CONTROL | SHIFT)
    here.settle()
    assert _copied()
    getattr(here.window, leave)()
    here.bot.waitUntil(lambda: _copied() == "")


def test_what_somebody_else_copied_stays(leader: Open) -> None:
    here = leader(ARM)
    _go(here, "cases")
    here.key(Key.Key_C, CONTROL | SHIFT)
    here.settle()
    QGuiApplication.clipboard().setText("血常规")
    here.window.lock()
    here.settle()
    assert _copied() == "血常规"


@pytest.mark.parametrize("place", ["cases", "case"])
def test_the_request_is_printed_from_case_and_worklist(leader: Open, place: str) -> None:
    here = leader(ARM)
    _go(here, place)
    here.key(Key.Key_P, CONTROL | SHIFT)
    here.settle()
    page = here.window.findChild(PreviewPage)
    assert isinstance(page, PreviewPage)
    here.bot.waitUntil(lambda: page.printed is not None)
    assert page.printed is not None
    assert "request" in page.printed.name
    here.key(Key.Key_Escape)
    here.settle()
    assert not page.isVisible()
