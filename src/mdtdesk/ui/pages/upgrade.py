# SPDX-License-Identifier: MIT
"""The page before a store of an older schema: says so, backs it up and upgrades it when asked."""

from __future__ import annotations

from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from mdtdesk import app, safekeeping
from mdtdesk.errors import Denied, Unavailable
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.gate import Gate, button
from mdtdesk.ui.messages import sentence
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.watching import Watch
from mdtdesk.ui.widgets.labels import label

_UPGRADE = "upgrade"  # the stage from which nothing is cancelled


@dataclass(frozen=True, slots=True)
class Older:
    """A store that this person's password opens once it is upgraded."""

    directory: Path
    person_id: str
    password: str = field(repr=False)
    refusal: Unavailable


class UpgradePage(Gate):
    """``upgraded`` carries who is signed in then."""

    upgraded = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._older: Older | None = None
        self._busy = False
        self._watch = Watch(self)
        self._make_widgets()
        self._set_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._title = label(role="title", wraps=True)
        self._intro, self._backup = label(role="muted", wraps=True), label(role="muted", wraps=True)
        self._said = label(role="secondary", wraps=True)
        self._said.setObjectName("upgrade_said")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._start, self._back = button("primary"), button("link")
        self._start.setObjectName("upgrade_start")
        self._back.setObjectName("upgrade_back")

    def _set_out(self) -> None:
        parts = (
            (self._title, 4), (self._intro, 8), (self._backup, 16), (self._bar, 4),
            (self._said, 12), (self._start, 4),
        )  # fmt: skip
        for widget, gap in parts:
            self.column.addWidget(widget)
            self.gap(gap)
        self.column.addWidget(self._back)

    def _connect(self) -> None:
        self._start.clicked.connect(self._run)
        self._back.clicked.connect(self._leave)
        self._watch.told.connect(self._show_step)

    def ask_for(self, older: Older) -> None:
        """Show the page for a store."""
        self._older = older
        self._rest("")

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate, older = self._desk.translate, self._older
        self._title.setText(translate("signin.upgrade.heading"))
        if older is not None:
            self._intro.setText(
                translate(
                    "signin.upgrade.intro",
                    store=app.name_of(older.directory),
                    found=older.refusal.values.get("found", ""),
                    known=older.refusal.values.get("known", ""),
                )
            )
            self._backup.setText(
                translate("signin.upgrade.backup", path=self._folder(older.directory))
            )
        self._start.setText(translate("signin.upgrade.action"))
        key = "back" if not self._busy else "cancel"
        self._back.setText(translate(f"signin.upgrade.{key}"))

    def focus(self) -> None:
        """Put the cursor on the button."""
        self._start.setFocus()

    def _folder(self, directory: Path) -> Path:
        return safekeeping.folder(directory, self._desk.settings.backups)

    def _run(self) -> None:
        older = self._older
        if older is None:
            return
        folder, report = self._folder(older.directory), self._watch.report
        self._busy = True
        self._watch.begin()
        self._start.setEnabled(False)
        self._bar.show()
        self._desk.tasks.run(
            "store",
            lambda _task: _upgrade(older, folder, report),
            done=self._done,
            failed=self._refused,
        )
        self.retranslate()
        self._back.setFocus()

    def _show_step(self, stage: str, done: int, total: int) -> None:
        if not self._busy:
            return
        translate = self._desk.translate
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        words = translate(f"progress.{stage}")
        self._said.setText(translate("signin.upgrade.working", stage=words))
        self._back.setEnabled(stage != _UPGRADE)

    def _done(self, result: tuple[app.SignedIn, Path] | None) -> None:
        if result is None:
            self._rest(self._desk.translate("signin.upgrade.unchanged"))
            return
        signed, made = result
        self._rest("")
        self._older = None
        self.upgraded.emit(signed)
        self._desk.say("signin.upgrade.upgraded", path=made)

    def _refused(self, failure: Failure) -> None:
        denied = isinstance(failure, Denied)
        translate = self._desk.translate
        said = translate("signin.upgrade.not_administrator") if denied else ""
        self._rest(said or sentence(translate, failure))

    def _leave(self) -> None:
        if self._busy:
            self._watch.stop()
            self._back.setEnabled(False)
        else:
            self._older = None
            self.left.emit()

    def _rest(self, said: str) -> None:
        """Stand as before a start, with what became of the last one."""
        self._busy = False
        self._bar.hide()
        self._said.setText(said)
        for widget in (self._start, self._back):
            widget.setEnabled(True)
        self.retranslate()
        self.focus()


def _upgrade(older: Older, folder: Path, report: app.Progress) -> tuple[app.SignedIn, Path] | None:
    """Return who is signed in then, and the backup; None if it was cancelled before."""
    signed = app.sign_in_as(
        older.directory, older.person_id, older.password, writer=True, older=True
    )
    try:
        made = app.upgrade(signed, folder, report)
    except CancelledError:
        return None
    finally:
        app.sign_out(signed)
    return app.sign_in(older.directory, older.person_id, older.password), made
