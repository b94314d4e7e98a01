# SPDX-License-Identifier: MIT
"""Counts, a few cases at a time, what an instrument or a rule applies to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from mdtdesk.domain.switches import Switch, Touched
from mdtdesk.services import instruments
from mdtdesk.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Count:
    """How far the count is; ``cases`` are (id, number) for who may read them."""

    done: int = 0
    all: int = 0
    found: int = 0
    cases: tuple[tuple[str, str], ...] = ()


class Touching(QObject):
    """``counted`` carries the Count after each step; a newer question drops the older one."""

    counted = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._question = 0

    def ask(self, switch: Switch) -> None:
        """Begin to count."""
        self._question += 1
        question = self._question
        self._desk.ask(
            instruments.open_cases, done=lambda number: self._begin(question, switch, number)
        )

    def stop(self) -> None:
        """Ask nothing more."""
        self._question += 1

    def _begin(self, question: int, switch: Switch, number: int) -> None:
        self._go_on(question, switch, Count(all=number))

    def _go_on(self, question: int, switch: Switch, count: Count) -> None:
        if question != self._question:
            return
        self.counted.emit(count)
        if count.done >= count.all:
            return
        self._desk.ask(
            instruments.touched,
            switch.kind,
            switch.id,
            count.done,
            done=lambda found: self._go_on(question, switch, _added(count, found)),
        )


def _added(count: Count, found: Touched) -> Count:
    done = min(count.done + instruments.STEP, count.all)
    cases = (*count.cases, *found.cases)
    return replace(count, done=done, found=count.found + found.count, cases=cases)
