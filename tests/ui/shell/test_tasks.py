# SPDX-License-Identifier: MIT
"""Jobs run beside the window and answer on the main thread, whatever happens in them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from mdtdesk import logs
from mdtdesk.errors import Denied, MdtdeskError
from mdtdesk.ui.tasks import Broken, Failure, Task, Tasks

MAIN = threading.main_thread()


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_the_answer_comes_on_the_main_thread(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[str, bool]] = []
    tasks.run(
        "store",
        lambda _task: threading.current_thread().name,
        done=lambda name: seen.append((name, threading.current_thread() is MAIN)),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("mdtdesk-store_0", True)]


def test_a_lane_does_one_job_after_another(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[int] = []
    gate = threading.Event()
    tasks.run("store", lambda _task: gate.wait(10))
    for number in range(5):
        tasks.run("store", partial(_note, order, number))
    other: list[int] = []
    tasks.run("pdf", lambda _task: 1, done=other.append)
    qtbot.waitUntil(lambda: bool(other))
    assert order == []
    gate.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert order == [0, 1, 2, 3, 4]


def test_an_expected_error_comes_back_as_it_is(tasks: Tasks, qtbot: QtBot) -> None:
    error = Denied("sign")
    failures: list[Failure] = []
    tasks.run("store", lambda _task: _fail(error), failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert failures == [error]


def test_a_bug_is_logged_by_its_id_and_without_its_words(tasks: Tasks, qtbot: QtBot) -> None:
    failures: list[Failure] = []
    events: list[str] = []
    tasks.broke.connect(events.append)
    tasks.run("store", lambda _task: _fail(ValueError("张三")), failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert failures == [Broken(events[0])]
    log = (logs.directory() / "mdtdesk.log").read_text("utf-8")
    assert events[0] in log
    assert "张三" not in log


def test_a_cancelled_job_stops_at_its_report_and_answers_nothing(
    tasks: Tasks, qtbot: QtBot
) -> None:
    started, cancelled, after = threading.Event(), threading.Event(), threading.Event()
    answers: list[object] = []

    def job(task: Task[None]) -> None:
        started.set()
        cancelled.wait(10)
        task.report(1, 2)
        after.set()

    task = tasks.run("store", job, done=answers.append, failed=answers.append)
    assert started.wait(10)
    task.cancel()
    cancelled.set()
    rest: list[int] = []
    tasks.run("store", lambda _task: 1, done=rest.append)
    qtbot.waitUntil(lambda: bool(rest))
    assert not answers
    assert not after.is_set()


def test_progress_is_told_in_order(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []

    def job(task: Task[str]) -> str:
        for number in range(3):
            task.report(number, 3)
        return "done"

    answers: list[str] = []
    tasks.run("pdf", job, done=answers.append, progress=lambda a, b: told.append((a, b)))
    qtbot.waitUntil(lambda: bool(answers))
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_closing_does_what_is_queued_and_joins(qtbot: QtBot) -> None:
    tasks = Tasks()
    done: list[int] = []
    for number in range(20):
        tasks.run("store", partial(_note, done, number))
    tasks.close()
    assert done == list(range(20))
    assert not [t for t in threading.enumerate() if t.name.startswith("mdtdesk-")]


def _fail(error: Exception | MdtdeskError) -> None:
    raise error


def _note(order: list[int], number: int, _task: Task[None]) -> None:
    order.append(number)
