# SPDX-License-Identifier: MIT
"""The settings in force on this machine: the person's own, and what hospital IT has settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from mdtdesk import policy
from mdtdesk.i18n import LANGUAGES, Translate
from mdtdesk.policy import Policy
from mdtdesk.settings import Settings
from mdtdesk.ui import idle, settled, strength, theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.gate import Choice, button
from mdtdesk.ui.widgets.labels import label

_WIDE = 640
_LINES = {"letterhead.hospital": "hospital", "letterhead.department": "department"}
Told = Callable[[Settings, Policy, Translate], str]


def _yes_or_no(allowed: bool, translate: Translate) -> str:
    return translate("policy.allowed" if allowed else "policy.not_allowed")


def _apart(given: Policy, translate: Translate) -> str:
    names = [
        translate("policy.and").join(sorted(translate.code("role", role) for role in roles))
        for roles in given.apart
    ]
    return "\n".join(names) or translate("policy.nothing")


# what is only told, in the order of the sheet; "" is said as nothing settled
_TOLD: Mapping[str, Told] = {
    "store": lambda own, _given, _translate: own.store,
    "backup.first": lambda own, _given, translate: own.backups or translate("policy.beside"),
    "backup.second": lambda own, _given, _translate: own.backups_second,
    "lock.idle_minutes": lambda _own, _given, translate: translate(
        "policy.minutes", count=idle.minutes()
    ),
    "password.least_length": lambda _own, _given, translate: translate(
        "policy.characters", count=strength.least()
    ),
    "roles.apart": lambda _own, given, translate: _apart(given, translate),
    "output.export": lambda _own, given, translate: _yes_or_no(given.export, translate),
    "output.pdf": lambda _own, given, translate: _yes_or_no(given.pdf, translate),
    "updates.announcement": lambda _own, given, _translate: given.announcement,
}
ROWS = ("language", *_LINES, *_TOLD)


class SettingsDialog(QDialog):
    """A row a setting: its name, its value, and who settled it where that is not the person."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("settings_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._names = {key: label(role="muted") for key in ROWS}
        self._marks = {key: label(role="secondary") for key in ROWS}
        self.language, self.lines = Choice(), {key: QLineEdit() for key in _LINES}
        self.told = {key: self._telling() for key in _TOLD}
        self._place, self._close = label(role="secondary", wraps=True), button()
        self._lay_out()
        self._fill()
        self._connect()
        self.retranslate()

    def _telling(self) -> QLabel:
        made = label(wraps=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def _lay_out(self) -> None:
        column, grid = QVBoxLayout(self), QGridLayout()
        edge = theme.px(24)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(16))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(1, 1)
        for at, key in enumerate(ROWS):
            grid.addWidget(self._names[key], at, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self.value(key), at, 1)
            grid.addWidget(self._marks[key], at, 2)
        column.addLayout(grid)
        column.addWidget(self._place)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme.px(_WIDE))

    def value(self, key: str) -> QWidget:
        """Return what shows the value of a key."""
        if key == "language":
            return self.language
        return self.lines[key] if key in self.lines else self.told[key]

    def _fill(self) -> None:
        for code in LANGUAGES:
            self.language.addItem(Translate(code)(f"action.language_{code}"), code)
        for key, line in self.lines.items():
            line.setText(getattr(self._desk.settings, _LINES[key]))

    def _connect(self) -> None:
        desk = self._desk
        self.language.activated.connect(lambda at: desk.speak(LANGUAGES[at]))
        for key, line in self.lines.items():
            line.editingFinished.connect(lambda key=key: self._keep(key))
        self.finished.connect(self._keep_all)
        self._close.clicked.connect(self.accept)
        desk.language_changed.connect(self.retranslate)

    def _keep_all(self) -> None:
        for key in self.lines:
            self._keep(key)

    def _keep(self, key: str) -> None:
        if not settled.holds(key):
            self._desk.remember(**{_LINES[key]: self.lines[key].text().strip()})

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate, given = self._desk.translate, policy.current()
        self.setWindowTitle(translate("policy.settings"))
        self.language.setCurrentIndex(LANGUAGES.index(self._desk.language))
        for key in ROWS:
            self._names[key].setText(translate(f"policy.key.{key}"))
            self._names[key].setBuddy(self.value(key))
            self.value(key).setAccessibleName(translate(f"policy.key.{key}"))
            self._marks[key].setText(translate("policy.by_it") if settled.holds(key) else "")
            settled.grey(self.value(key), key, translate)
        for key, told in self.told.items():
            said = _TOLD[key](self._desk.settings, given, translate)
            told.setText(said or translate("policy.nothing"))
        self._place.setText(self._file(translate, given, policy.place()))
        self._close.setText(translate("message.close"))

    def _file(self, translate: Translate, given: Policy, place: Path) -> str:
        if not given.named:
            return translate("policy.no_file", file=place)
        return translate("policy.file", file=place, count=len(given.named))
