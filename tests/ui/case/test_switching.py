# SPDX-License-Identifier: MIT
"""Lock and switch of person on a real store: drafts are each person's own, the session is said."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from builders import PASSWORD
from desktop import Desktop
from mdtdesk import app, settings
from mdtdesk.domain.document import text
from mdtdesk.domain.drafts import PersonDraft
from mdtdesk.storage import lockout
from mdtdesk.ui import main
from mdtdesk.ui.idle import MINUTES
from typist import CONTROL, Key, Typist

Sit = Callable[[Path], Typist]
MRN = "DEMO-26012"
OTHER, OTHERS_PASSWORD = "孟昭阳", "eleven words to remember"


@pytest.fixture
def two(ward: Path) -> Path:
    """Return a store that two people can open."""
    first = app.people(ward)[0]
    signed = app.sign_in(ward, first.id, PASSWORD)
    try:
        app.add_person(signed, PersonDraft(OTHER, ("surgeon",)), OTHERS_PASSWORD)
    finally:
        app.sign_out(signed)
    return ward


def enter_as(typist: Typist, name: str, password: str) -> None:
    """Choose a person at the gate and sign in."""
    people = typist.find(QComboBox, "person")
    people.setCurrentIndex(people.findText(name, Qt.MatchFlag.MatchStartsWith))
    typist.sign_in(password)
    typist.wait()


def raw(typist: Typist, path: str) -> str:
    """Return what stands in a field."""
    return typist.page.area.raw(path) or ""


def first_name(typist: Typist) -> str:
    """Return the name of who made the store."""
    return app.people(typist.context.store.path)[0].name


def half_typed(typist: Typist, path: str, words: str) -> str:
    """Type words that are no value into a field, and return the case's id."""
    case_id = typist.open(MRN)
    typist.go_to(path)
    typist.key(Key.Key_A, CONTROL)
    typist.words(words)
    return case_id


def test_drafts_are_each_persons_own_and_come_back(sit: Sit, two: Path) -> None:
    typist = sit(two)
    mine = first_name(typist)
    case_id = half_typed(typist, "patient.birth_date", "1991-13-")
    typist.do("sign_out")
    typist.wait()
    enter_as(typist, OTHER, OTHERS_PASSWORD)
    typist.open(MRN)
    assert raw(typist, "patient.birth_date") == ""
    words = [each.text() for each in typist.page.findChildren(QLabel) if each.isVisible()]
    assert [w for w in words if w.startswith(f"{mine} 有未保存的文字")]
    assert not [w for w in words if "1991-13-" in w]
    half_typed(typist, "patient.birth_date", "1992-14-")
    typist.do("sign_out")
    typist.wait()
    enter_as(typist, mine, PASSWORD)
    typist.open(MRN)
    assert raw(typist, "patient.birth_date") == "1991-13-"
    typist.do("sign_out")
    typist.wait()
    enter_as(typist, OTHER, OTHERS_PASSWORD)
    typist.open(MRN)
    assert raw(typist, "patient.birth_date") == "1992-14-"
    assert text(typist.document(case_id), "patient.birth_date") == ""


def test_somebody_else_at_the_locked_window_finds_nothing_of_it(sit: Sit, two: Path) -> None:
    typist = sit(two)
    mine = first_name(typist)
    half_typed(typist, "patient.birth_date", "1991-13-")
    typist.key(Key.Key_L, CONTROL)
    typist.wait()
    assert typist.desk.actor is None
    enter_as(typist, OTHER, OTHERS_PASSWORD)
    assert not [e for e in typist.window.findChildren(QLineEdit) if e.text() == "1991-13-"]
    typist.do("lock")
    typist.wait()
    enter_as(typist, mine, PASSWORD)
    typist.open(MRN)
    assert raw(typist, "patient.birth_date") == "1991-13-"


def test_idle_minutes_lock_and_the_draft_is_there_after_the_unlock(
    sit: Sit, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = sit(two)
    half_typed(typist, "patient.birth_date", "1991-13-")
    idle, now = typist.window.idle, time.time()
    idle.touch()
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: now + 60 * MINUTES + 1)
        idle._look()
        assert not typist.page.isVisible()
    typist.wait()
    typist.sign_in(PASSWORD)
    typist.wait()
    assert typist.page.isVisible()
    assert raw(typist, "patient.birth_date") == "1991-13-"


def test_the_status_bar_says_who_sits_here_with_which_roles(sit: Sit, two: Path) -> None:
    typist = sit(two)
    session = typist.find(QLabel, "status_session")
    mine = first_name(typist)
    assert session.text() == f"{mine}（医师、主持人、管理员、审计员）"
    typist.do("language_en")
    assert session.text().startswith(f"{mine} (")
    typist.do("language_zh")
    typist.do("sign_out")
    typist.wait()
    assert session.text() == ""
    enter_as(typist, OTHER, OTHERS_PASSWORD)
    assert session.text() == f"{OTHER}（医师）"


def test_a_lockout_survives_a_restart_of_the_window(
    qapp: QApplication, qtbot: QtBot, two: Path
) -> None:
    for wrong in (lockout.TRIES - 2, 2, 0):
        here = Desktop(main.build(qapp, settings.load()), qtbot)
        try:
            here.begin(two, None)
            for _ in range(wrong):
                here.sign_in("wrong words every time")
            if wrong == lockout.TRIES - 2:
                continue
            here.sign_in(PASSWORD)
            assert here.desk.actor is None
            said = [each.text() for each in here.window.findChildren(QLabel) if each.isVisible()]
            assert [words for words in said if "后可以再试" in words], said
        finally:
            here.close()
