# SPDX-License-Identifier: MIT
"""The one thing a page gets: asks and commands for the store, words, settings, and what changed.

A page asks again what it shows when ``changed`` names it. Calls go to the store's thread and their
answers come back on the main thread; a failure nobody takes is shown by the window. An answer that
comes after a lock is dropped: ``Page.reload`` asks anew at the unlock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QScreen

from mdtdesk import crashes
from mdtdesk import settings as stored
from mdtdesk.domain.changes import Outcome
from mdtdesk.i18n import Language, Translate, translator
from mdtdesk.settings import Settings
from mdtdesk.ui.tasks import Failure, Task, Tasks, call_back
from mdtdesk.updates import Announced

if TYPE_CHECKING:  # services bring SQLAlchemy, which is imported while the password is typed
    from mdtdesk.services.context import Actor, Context

T = TypeVar("T")
D = TypeVar("D")
Ts = TypeVarTuple("Ts")


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the status bar, kept by its key so that a switch of language re-says it."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    undo: Callable[[], object] | None = None


class Desk(QObject):
    """What pages and dialogs know of the rest of the program."""

    changed = Signal(object)
    language_changed = Signal(str)
    theme_changed = Signal()
    actor_changed = Signal()
    slots_changed = Signal()
    said = Signal(object)
    stated = Signal(str)
    hinted = Signal(str)
    copied = Signal(str)
    went = Signal(str, object)
    refused = Signal(object)
    filled = Signal(bool, object)
    left = Signal()
    announced_newer = Signal()

    def __init__(self, tasks: Tasks, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.settings = settings
        self.places: frozenset[str] = frozenset()
        self.before = crashes.Before()
        self.announced = Announced("unnamed")
        self._context: Context | None = None

    # words

    @property
    def language(self) -> Language:
        """Return the window's language."""
        return self.settings.language

    @property
    def translate(self) -> Translate:
        """Return the translator of the window's language; never keep it."""
        return translator(self.settings.language)

    # settings

    def remember(self, **changes: Any) -> None:
        """Change settings and write them; a disk that refuses costs only their memory."""
        changed = replace(self.settings, **changes)
        if changed == self.settings:
            return
        self.settings = changed
        try:
            stored.save(self.settings)
        except OSError:
            self.say("shell.settings_not_saved")

    def remember_window(self, name: str, value: str) -> None:
        """Keep the geometry or the columns of something under its name."""
        if self.settings.window.get(name) != value:
            self.remember(window={**self.settings.window, name: value})

    def last_person(self, directory: Path) -> str:
        """Return the id of who signed in last on this account, or nothing."""
        return self.settings.window.get(f"person {directory}", "")

    def remember_person(self, directory: Path, person: str) -> None:
        """Keep who signed in, so that the sign-in page starts with them."""
        self.remember_window(f"person {directory}", person)

    def speak(self, language: Language) -> None:
        """Switch the language of the window, live."""
        if language != self.language:
            self.remember(language=language)
            self.language_changed.emit(language)

    # who

    @property
    def context(self) -> Context | None:
        """Return the open store with its person, or None while nobody is signed in."""
        return self._context

    @property
    def actor(self) -> Actor | None:
        """Return who is signed in."""
        return self._context.actor if self._context else None

    @property
    def writing(self) -> bool:
        """Tell whether this window may write the store."""
        return self._context is not None and self._context.store.is_writer

    def sit(self, context: Context | None) -> None:
        """Take the context of who signed in, or None when they left."""
        self._context = context
        self.actor_changed.emit()

    # the store

    def ask(
        self,
        query: Callable[[Context, *Ts], T],
        *args: *Ts,
        done: Callable[[T], object],
        failed: Callable[[Failure], object] | None = None,
    ) -> Task[T]:
        """Run a query (or a note of the journal) in the store's thread."""
        context = self._sitting()

        def answer(result: T) -> None:
            if context is self._context:
                call_back(done, result)

        return self.tasks.run(
            "store", lambda _task: query(context, *args), done=answer, failed=failed or self.refuse
        )

    def do(
        self,
        command: Callable[[Context, D], Outcome],
        draft: D,
        *,
        done: Callable[[Outcome], object] | None = None,
        failed: Callable[[Failure], object] | None = None,
    ) -> Task[Outcome]:
        """Run a command; what it changed is announced before ``done`` is called."""
        context = self._sitting()
        crashes.note(f"command.{command.__dict__.get('name', '')}")

        def finish(outcome: Outcome) -> None:
            if context is not self._context:
                return
            self.changed.emit(outcome.changes)
            call_back(done, outcome)

        return self.tasks.run(
            "store",
            lambda _task: command(context, draft),
            done=finish,
            failed=failed or self.refuse,
        )

    def work(
        self,
        job: Callable[[Task[T]], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Failure], object] | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> Task[T]:
        """Run long work that needs no store, such as drawing a PDF's pages; it may be cancelled."""
        return self.tasks.run(
            "pdf", job, done=done, failed=failed or self.refuse, progress=progress
        )

    def refuse(self, failure: Failure) -> None:
        """Have the window show a failure."""
        self.refused.emit(failure)

    # the window

    def say(self, key: str, /, undo: Callable[[], object] | None = None, **values: object) -> None:
        """Show a message at the left of the status bar, with an undo where one is given."""
        self.said.emit(Said(key, values, undo))

    def saved(self, undo: Callable[[], object] | None = None) -> None:
        """Say quietly that everything valid is in the store now."""
        self.say("shell.saved", undo, time=f"{datetime.now().astimezone():%H:%M}")

    def state(self, text: str) -> None:
        """Show the page's own line at the left of the status bar, such as how many rows it has."""
        self.stated.emit(text)

    def hint(self, text: str) -> None:
        """Show what the focused field takes, at the right of the status bar."""
        self.hinted.emit(text)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard for two minutes, after an explicit copy."""
        self.copied.emit(text)

    def go(self, place: str, what: Any = None) -> None:
        """Show a page by the id of its place; ``what`` is handed to it, such as a case's id."""
        self.went.emit(place, what)

    def fill_screen(self, whole: bool, screen: QScreen | None = None) -> None:
        """Give the shown page a whole screen, that one if it is named, or take it back."""
        self.filled.emit(whole, screen)

    def announce(self, found: Announced) -> None:
        """Keep what the share of hospital IT says; only a newer version is news."""
        self.announced = found
        if found.state == "newer":
            self.announced_newer.emit()

    def leave(self) -> None:
        """Have the window go back to the sign-in: the store is another one now."""
        self.left.emit()

    def _sitting(self) -> Context:
        if self._context is None:
            raise RuntimeError("nobody is signed in")
        return self._context
