# SPDX-License-Identifier: MIT
"""Writes what is being typed to the journal, a second after the key at the latest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from mdtdesk.domain.roles import allowing
from mdtdesk.services import journal
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.tasks import Failure

EVERY_MS = 1_000
AGAIN_MS = 15_000  # after a refusal, such as a full disk's


class Journal(QObject):
    """The unrecorded text of one form: what the store keeps and what is still to be written."""

    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.form = ""
        self._pending: dict[str, str] = {}
        self._kept: set[str] = set()
        self._refused = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    @property
    def allowed(self) -> bool:
        """Tell whether who sits here may type into this store."""
        actor = self._desk.actor
        may = actor is not None and allowing(actor.roles, "type") is not None
        return may and self._desk.writing

    def open(self, form: str, kept: Iterable[str] = ()) -> None:
        """Turn to another form; what is to be written of the last one is written first.

        Of the same form, ``kept`` comes to what is known of it already.
        """
        self.flush()
        known = self._kept if form == self.form else set[str]()
        self.form, self._kept = form, known | set(kept)

    def move(self, form: str, kept: Iterable[str]) -> None:
        """Go on under another form's name with some of what is still to be written."""
        self.form, self._kept = form, set(kept)
        self._pending = {path: raw for path, raw in self._pending.items() if path in self._kept}

    @property
    def behind(self) -> bool:
        """Tell whether something is still to be written, as where the disk refused it."""
        return bool(self._pending)

    def read(self, form: str, done: Callable[[dict[str, str]], object]) -> None:
        """Ask for the texts that the person left in a form."""
        if self.allowed:
            self._desk.ask(journal.read, form, done=done)
        else:
            done({})

    def note(self, path: str, raw: str) -> None:
        """Keep the raw text of a field."""
        self._pending[path] = raw
        if not self._timer.isActive():
            self._timer.start(AGAIN_MS if self._refused else EVERY_MS)

    def flush(self) -> None:
        """Write what is still to be written."""
        self._timer.stop()
        if self._pending and self.form and self.allowed:
            entries, self._pending = self._pending, {}
            self._kept |= entries.keys()
            self.write(self.form, entries)

    def write(self, form: str, entries: Mapping[str, str]) -> None:
        """Write texts into a form's journal now; where that fails they are tried again.

        A refusal is said once, not at every key: what is typed stays in its field meanwhile.
        """

        def again(failure: Failure) -> None:
            if form == self.form:
                self._pending = {**entries, **self._pending}
                if self.allowed and not self._timer.isActive():
                    self._timer.start(AGAIN_MS)
            told, self._refused = self._refused, True
            if not told:
                self.failed.emit(failure)

        self._desk.ask(journal.write, form, entries, done=self._written, failed=again)

    def _written(self, _none: None) -> None:
        self._refused = False

    def held(self, *paths: str) -> tuple[str, ...]:
        """Return the entries of some fields."""
        known = sorted(self._kept | self._pending.keys())
        return tuple(k for k in known if any(_within(k, path) for path in paths))

    def settle(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Return the entries that recording these paths makes needless; none is written now."""
        found = self.held(*paths)
        for path in found:
            self._pending.pop(path, None)
            self._kept.discard(path)
        return found

    def discard(self, paths: Iterable[str]) -> None:
        """Throw away the texts of some fields."""
        gone = self.settle(paths)
        if gone and self.form and self.allowed:
            self._desk.ask(journal.discard, self.form, gone, done=lambda _none: None)

    def discard_all(self) -> None:
        """Throw away all that was typed into this form and is not recorded."""
        self.discard(sorted(self._kept | self._pending.keys()))


def _within(path: str, outer: str) -> bool:
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))
