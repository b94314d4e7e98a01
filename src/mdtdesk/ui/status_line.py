# SPDX-License-Identifier: MIT
"""The status bar: what happened at the left, the store and the focused field's hint at the right.

While nobody is signed in it shows the store, the languages and the program's version instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStatusBar, QWidget

import mdtdesk
from mdtdesk import safekeeping
from mdtdesk.domain.backups import OLD, Kept, Place
from mdtdesk.domain.changes import Changes
from mdtdesk.domain.roles import ROLES
from mdtdesk.i18n import LANGUAGES, Language, Translate
from mdtdesk.ui import icons, settled, theme
from mdtdesk.ui.desk import Desk, Said
from mdtdesk.ui.widgets.labels import label

_SIDE, _GAP, _GATE_SIDE = 16, 16, 24


class StatusLine(QStatusBar):
    """Two rows in one place: for the gate and for work."""

    language_chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._said: Said | None = None
        self._state = self._hint = ""
        self._places: tuple[Place, ...] = ()
        self._backup_failed = False
        self._clock_back = ""
        self._directory: Path | None = None
        self.setSizeGripEnabled(False)
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._gate, self._work = QWidget(), QWidget()
        self._icon, self._globe = QLabel(), QLabel()
        self._gate_store, self._version = label(), label()
        self._languages = {code: self._language_button(code) for code in LANGUAGES}
        self._left, self._message, self._right = label(), label(), label()
        self._message.setObjectName("status_message")
        self._right.setObjectName("status_right")
        self._session = label()
        self._session.setObjectName("status_session")
        self._session.setMinimumWidth(1)  # many roles are cut, they never push the window wider
        self._undo = QPushButton()
        self._undo.setObjectName("status_undo")
        theme.mark(self._undo, kind="link")
        self._undo.hide()

    def _language_button(self, code: Language) -> QPushButton:
        button = QPushButton(Translate(code)(f"action.language_{code}"))
        button.setObjectName(f"language_{code}")
        button.clicked.connect(lambda: self.language_chosen.emit(code))
        return button

    def _lay_out(self) -> None:
        gate, work = QHBoxLayout(self._gate), QHBoxLayout(self._work)
        languages = self._languages.values()
        _fill(gate, (self._icon, self._gate_store), (self._globe, *languages, self._version))
        _fill(work, (self._left, self._message, self._undo), (self._right, self._session))
        self.addWidget(self._gate, 1)
        self.addWidget(self._work, 1)
        self.restyle()

    def _connect(self) -> None:
        self._desk.said.connect(self.say)
        self._desk.stated.connect(self.state)
        self._desk.hinted.connect(self.hint)
        self._desk.actor_changed.connect(lambda: self.retranslate(self._desk.translate))
        self._desk.changed.connect(self._take_changes)
        self._desk.announced_newer.connect(lambda: self.retranslate(self._desk.translate))
        self._undo.clicked.connect(self._take_back)

    def say(self, said: Said | None) -> None:
        """Show a message; an undo of an earlier one is gone with it."""
        self._said = said
        self._undo.setVisible(said is not None and said.undo is not None)
        self.retranslate(self._desk.translate)

    def state(self, text: str) -> None:
        """Show what the page says of itself, such as how many rows it holds."""
        self._state = text
        self.retranslate(self._desk.translate)

    def hint(self, text: str) -> None:
        """Show what the focused field takes in place of the store's state."""
        self._hint = text
        self.retranslate(self._desk.translate)

    def show_gate(self, directory: Path | None) -> None:
        """Show the row for a window nobody is signed in to, and the store that is chosen."""
        if directory != self._directory:
            self._directory, self._places = directory, ()
        self.say(None)
        self._gate.show()
        self._work.hide()

    def show_work(self) -> None:
        """Show the row for a window at work."""
        self._state = self._hint = self._clock_back = ""
        self.say(None)
        self._gate.hide()
        self._work.show()
        self.look_for_backups()

    def look_for_backups(self) -> None:
        """Show when the newest backup was made, once what reads their manifests is imported."""
        directory = self._directory
        if directory is not None:
            where = safekeeping.places(directory, self._desk.settings)
            self._desk.tasks.run(
                "store",
                lambda _task: safekeeping.look(directory, where),
                done=self._show_backups,
                failed=lambda _failure: self._show_backups(()),
            )

    def take_backup(self, result: object) -> None:
        """Show how the program's own backup ended, until the next one."""
        if result is not None:
            self._backup_failed = not isinstance(result, Kept)
        self.retranslate(self._desk.translate)

    def _take_changes(self, changes: Changes) -> None:
        back = next((id_ for kind, id_ in changes if kind == "clock"), "")
        if back:
            self._clock_back = back
            self.retranslate(self._desk.translate)
        if any(kind == "backup" for kind, _ in changes):
            self.look_for_backups()

    def _show_backups(self, places: tuple[Place, ...]) -> None:
        self._places = places
        self.retranslate(self._desk.translate)

    def _take_back(self) -> None:
        said, self._said = self._said, None
        self._undo.hide()
        self.retranslate(self._desk.translate)
        if said is not None and said.undo is not None:
            said.undo()

    def retranslate(self, translate: Translate) -> None:
        """Say everything in the language that is on."""
        self.setAccessibleName(translate("shell.status_bar"))
        said = self._said
        self._message.setText(translate(said.key, **said.values) if said else "")
        self._undo.setText(translate("shell.undo"))
        self._left.setText(self._state)
        known = (*self._newer(translate), translate("shell.local_store"), *self._backup(translate))
        store = "    ".join(known)
        clock = (self._clock(translate),) if self._clock_back else ()
        self._right.setText("    ".join((*clock, self._hint or store)))
        self._session.setText(_session(self._desk, translate))
        chosen = self._directory is not None
        self._gate_store.setText(store if chosen else "")
        self._icon.setVisible(chosen)
        self._version.setText(translate("shell.program", version=mdtdesk.__version__))
        for code, button in self._languages.items():
            theme.mark(button, kind="quiet" if code == translate.language else "link")
            settled.grey(button, "language", translate)

    def _backup(self, translate: Translate) -> tuple[str, ...]:
        failed = (translate("backups.not_done"),) if self._backup_failed else ()
        if not self._places:
            return failed
        missing = (translate("backups.second_away"),) if self._places[-1].missing else ()
        newest = self._places[0].newest
        return (*failed, newest_words(newest.made_at if newest else None, translate), *missing)

    def _newer(self, translate: Translate) -> tuple[str, ...]:
        found = self._desk.announced
        return (translate("announcement.newer", version=found.version),) if found.version else ()

    def _clock(self, translate: Translate) -> str:
        return translate("backups.clock_back", at=self._clock_back[:16].replace("T", " "))

    def restyle(self) -> None:
        """Take the sizes and colours of the look that is on."""
        self.setFixedHeight(theme.px(28))
        for part in (self._gate, self._work):
            part.setFixedHeight(theme.px(27))
        size = QSize(theme.px(16), theme.px(16))
        self._icon.setPixmap(_drawn(self, "database", size))
        self._globe.setPixmap(_drawn(self, "globe", size))
        for part, side in ((self._gate, _GATE_SIDE), (self._work, _SIDE)):
            layout = part.layout()
            if layout is not None:
                layout.setContentsMargins(theme.px(side - 2), 0, theme.px(side - 2), 0)
                layout.setSpacing(theme.px(_GAP if part is self._work else 8))


def _session(desk: Desk, translate: Translate) -> str:
    """Return who is signed in, and with which roles."""
    if desk.actor is None:
        return ""
    held = [translate.code("role", r, short=True) for r in ROLES if r in desk.actor.roles]
    roles = translate("wording.list").join(held) or translate("shell.no_role")
    return translate("shell.session", person=desk.actor.name, roles=roles)


def _fill(row: QHBoxLayout, left: Iterable[QWidget], right: Iterable[QWidget]) -> None:
    middle = Qt.AlignmentFlag.AlignVCenter
    for widget in left:
        row.addWidget(widget, 0, middle)
    row.addStretch()
    for widget in right:
        row.addWidget(widget, 0, middle)


def _drawn(widget: QWidget, name: str, size: QSize) -> QPixmap:
    return icons.icon(name, "muted").pixmap(size, widget.devicePixelRatioF())


def newest_words(at: datetime | None, translate: Translate) -> str:
    """Say when the newest proved backup was made."""
    if at is None:
        return translate("shell.backup_none")
    now, at = datetime.now().astimezone(), at.astimezone()
    if now - at > OLD:
        return translate("shell.backup_old", day=f"{at:%Y-%m-%d}")
    names = {0: translate("shell.today"), 1: translate("shell.yesterday")}
    day = names.get((now.date() - at.date()).days, f"{at:%m-%d}")
    return translate("shell.backup_at", day=day, time=f"{at:%H:%M}")
