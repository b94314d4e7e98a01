# SPDX-License-Identifier: MIT
"""After a meeting the chair signs its decisions one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import weekly
from builders import EVERY_ROLE, PASSWORD, context, create
from desktop import Desktop
from mdtdesk import settings
from mdtdesk.domain.meeting_drafts import MeetingStepDraft
from mdtdesk.services import meetings, signatures
from mdtdesk.ui import main
from mdtdesk.ui.dialogs.sign import SignDialog
from mdtdesk.ui.pages.meeting import MeetingPage

Open = Callable[..., tuple[Desktop, MeetingPage, str]]
CASES = ("DEMO-26007", "DEMO-26013", "DEMO-26014")


def settle(desktop: Desktop) -> None:
    """Wait until the store has answered and what follows from it is answered too."""
    for _ in range(5):
        desktop.wait()
        desktop.bot.wait(0)


@pytest.fixture
def held(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Return what opens the window on a meeting that is over, with three decisions."""
    opened: list[Desktop] = []

    def start(*roles: str) -> tuple[Desktop, MeetingPage, str]:
        with create(tmp_path / "a.mdt", roles=roles or EVERY_ROLE).store as store:
            team = context(store)
            meeting_id = weekly.weekly(team)
            ids = weekly.listed(team, meeting_id, *CASES)
            weekly.started(team, meeting_id)
            for case_id in ids:
                weekly.decide(team, case_id, "观察", meeting_id)
            meetings.finish(team, MeetingStepDraft(meeting_id))
        desktop = Desktop(main.build(qapp, settings.load()), qtbot)
        opened.append(desktop)
        desktop.window.resize(1366, 768)
        desktop.window.start(tmp_path / "a.mdt")
        desktop.window.show()
        desktop.window.activateWindow()
        qtbot.waitUntil(desktop.window.isActiveWindow)
        desktop.wait()
        desktop.sign_in(PASSWORD)
        desktop.desk.go("meeting", meeting_id)
        settle(desktop)
        page = desktop.window.findChild(MeetingPage)
        assert page is not None
        return desktop, page, meeting_id

    yield start
    for each in opened:
        each.close()


def asked(desktop: Desktop) -> SignDialog:
    """Return the dialog that asks for a signature now."""
    found = [one for one in desktop.window.findChildren(SignDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_the_chair_signs_them_one_after_the_other(held: Open) -> None:
    desktop, page, meeting_id = held()
    assert page.to_sign.isVisible()
    assert desktop.desk.context is not None
    names = [one.name for one in signatures.unsigned(desktop.desk.context, meeting_id)]
    page.to_sign.button.click()
    settle(desktop)
    for at, name in enumerate(names, 1):
        dialog = asked(desktop)
        assert name in dialog.why.text()
        assert f"第 {at} 例，共 3 例" in dialog.why.text()
        if at == 2:
            dialog._skip.click()
        else:
            dialog.password.line.setText(PASSWORD)
            dialog.answer()
        settle(desktop)
    assert not [one for one in desktop.window.findChildren(SignDialog) if one.isVisible()]
    left = signatures.unsigned(desktop.desk.context, meeting_id)
    assert [one.name for one in left] == [names[1]]
    assert names[1] in page.to_sign._words.text()
    page.to_sign.button.click()
    settle(desktop)
    asked(desktop).reject()
    settle(desktop)
    assert not [one for one in desktop.window.findChildren(SignDialog) if one.isVisible()]


@pytest.mark.parametrize("roles", [("surgeon",), ("coordinator",), ("viewer",)])
def test_nobody_else_is_asked(held: Open, roles: tuple[str, ...]) -> None:
    _, page, _ = held(*roles)
    assert not page.to_sign.isVisible()
