# SPDX-License-Identifier: MIT
"""What pages are told, and what they are not told any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton
from shiboken6 import delete

from desktop import Desktop
from mdtdesk.domain.changes import Outcome
from mdtdesk.errors import Denied, Problem, Rejected
from mdtdesk.services import people

if TYPE_CHECKING:
    from mdtdesk.services.context import Context

Start = Callable[[Path | None], Desktop]


class _Counting(QLabel):
    told = 0

    def count(self, _answer: object) -> None:
        """Count an answer."""
        self.told += 1


def _command(_context: Context, draft: str) -> Outcome:
    return Outcome(draft, frozenset({("case", draft)}))


def _refused(_context: Context) -> None:
    raise Denied("sign")


def test_a_query_is_answered_and_a_change_is_announced_first(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in()
    heard: list[object] = []
    here.desk.changed.connect(heard.append)
    here.desk.ask(people.listed, done=lambda rows: heard.append(rows[0].name))
    here.desk.do(_command, "7", done=lambda outcome: heard.append(outcome.id))
    here.wait()
    assert heard == ["Anna Berger", frozenset({("case", "7")}), "7"]


def test_an_answer_after_a_lock_is_dropped(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in()
    heard: list[object] = []
    here.desk.changed.connect(heard.append)
    here.desk.ask(people.listed, done=heard.append)
    here.desk.do(_command, "7", done=heard.append)
    here.do("lock")
    here.wait()
    assert heard == []
    with pytest.raises(RuntimeError):
        here.desk.ask(people.listed, done=heard.append)


def test_a_widget_that_is_gone_is_not_called(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in()
    gone = _Counting()
    here.desk.do(_command, "7", done=gone.count)
    here.desk.ask(people.listed, done=gone.count)
    delete(gone)
    here.wait()
    assert gone.told == 0


def test_a_failure_nobody_takes_is_shown_in_words(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in()
    here.desk.ask(_refused, done=lambda _none: None)
    here.wait()
    box = here.find(QMessageBox, "failure")
    assert box.text() == here.desk.translate("message.denied")
    assert box.informativeText() == here.desk.translate("message.denied_what")
    box.close()


def test_several_problems_are_listed_in_words(desktop: Start, store: Path) -> None:
    here = desktop(store)
    problems = [Problem("name", "missing"), Problem("name", "name_known", {"value": "<b>"})]
    here.desk.refuse(Rejected(problems))
    box = here.find(QMessageBox, "failure")
    words = here.desk.translate
    assert box.text() == words("message.rejected")
    assert box.informativeText().splitlines() == [
        words("error.missing"),
        words("error.name_known", value="<b>"),
    ]
    box.close()


def test_a_message_offers_its_undo_once(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in()
    undone: list[int] = []
    here.desk.saved(undo=lambda: undone.append(1))
    message = here.find(QLabel, "status_message")
    assert message.text().startswith("已保存 ")
    here.desk.speak("en")
    assert message.text().startswith("Saved ")
    undo = here.find(QPushButton, "status_undo")
    undo.click()
    assert undone == [1]
    assert not undo.isVisible()
    assert message.text() == ""


def test_the_hint_of_a_field_takes_the_place_of_the_stores_state(
    desktop: Start, store: Path
) -> None:
    here = desktop(store)
    here.sign_in()
    right = here.find(QLabel, "status_right")
    before = right.text()
    assert here.desk.translate("shell.backup_none") in before
    here.desk.hint("1–3")
    assert right.text() == "1–3"
    here.desk.hint("")
    assert right.text() == before
