# SPDX-License-Identifier: MIT
"""Closes the window in order: what was typed is written, a backup made, the store given back.

Each step may be refused, and the person goes back to work with all that was on the screen.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mdtdesk.errors import MdtdeskError
from mdtdesk.ui.backing_up import BackingUp
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.leaving import LeavingDialog
from mdtdesk.ui.messages import sentence
from mdtdesk.ui.tasks import Broken, Failure


class Leaving(QObject):
    """One window's way out; ``then`` closes it, ``back`` goes on with the work."""

    def __init__(self, desk: Desk, backing: BackingUp, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._backing, self._window = desk, backing, window
        self._then: Callable[[], object] = _nothing
        self._back: Callable[[], object] = _nothing
        self._refused: list[Failure] = []
        self._dialog: LeavingDialog | None = None
        self.under_way = False
        backing.ended.connect(self._backed_up)
        desk.refused.connect(self._note)

    def begin(self, then: Callable[[], object], back: Callable[[], object]) -> None:
        """Leave, once all that waits for the store is answered."""
        self._then, self._back = then, back
        self.under_way, self._refused = True, []
        self._after_queue(self._written)

    def _after_queue(self, then: Callable[[], object]) -> None:
        self._desk.tasks.run(
            "store", lambda _task: None, done=lambda _none: then(), failed=lambda _failure: then()
        )

    def _note(self, failure: Failure) -> None:
        if self.under_way:
            self._refused.append(failure)

    def _written(self) -> None:
        """Ask if something typed could not be written; else back up if there is need."""
        if self._refused:
            self._show().ask_to_lose(self._words(self._refused[-1]))
        elif self._backing.due or self._backing.running:
            self._show().show_progress()
            self._backing.run()
        else:
            self._go()

    def _backed_up(self, result: object) -> None:
        if not self.under_way or self._dialog is None:
            return
        if isinstance(result, (MdtdeskError, Broken)):
            self._dialog.tell_failed(self._words(result))
        elif result is not None:
            self._go()

    def _words(self, failure: Failure) -> str:
        return sentence(self._desk.translate, failure)

    def _show(self) -> LeavingDialog:
        dialog = LeavingDialog(self._desk, self._window)
        self._backing.watch.told.connect(dialog.show_step)
        dialog.left.connect(self._go)
        dialog.stayed.connect(self._stay)
        dialog.open()
        self._dialog = dialog
        return dialog

    def _go(self) -> None:
        self._end()
        self._then()

    def _stay(self) -> None:
        self._backing.watch.stop()
        self._end()
        self._back()

    def _end(self) -> None:
        self.under_way = False
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.close()


def _nothing() -> None:
    """Do nothing."""
