# SPDX-License-Identifier: MIT
"""The right end of the menu bar: who is signed in, and the lock."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from mdtdesk.ui import icons, idle, settled, theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.widgets.labels import label, plain


class Corner(QWidget):
    """Name and title, read-only said beside them, and a button that locks."""

    lock_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._person = label(role="secondary")
        self._person.setObjectName("corner_person")
        self._lock = QToolButton()
        self._lock.setIcon(icons.icon("lock", "muted"))
        self._lock.clicked.connect(self.lock_wanted)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._person)
        self._row.addWidget(self._lock)
        desk.actor_changed.connect(self.retranslate)
        self.restyle()

    def retranslate(self) -> None:
        """Say who sits here in the language that is on."""
        translate, actor = self._desk.translate, self._desk.actor
        words = ""
        if actor is not None:
            parts = " ".join(filter(None, (actor.name, actor.title)))
            words = parts if self._desk.writing else translate("shell.person_reader", person=parts)
        self._person.setText(words)
        lock = translate("shell.lock")
        if settled.holds("lock.idle_minutes"):
            after = translate("policy.locks_after", count=idle.minutes())
            lock = "\n".join((lock, settled.words(after, translate)))
        self._lock.setToolTip(plain(lock).replace("\n", "<br>"))
        self._lock.setAccessibleName(translate("shell.lock"))
        self.adjustSize()

    def restyle(self) -> None:
        """Take the sizes of the scale that is on."""
        self.setFixedHeight(theme.px(30))
        self._row.setContentsMargins(0, 0, theme.px(10), 0)
        self._row.setSpacing(theme.px(4))
        self._lock.setIconSize(QSize(theme.px(16), theme.px(16)))
