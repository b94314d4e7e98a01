# SPDX-License-Identifier: MIT
"""What narrows the audit's list: person, action, patient or case, and from when until when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from mdtdesk.domain.audit_log import AuditQuery
from mdtdesk.domain.dates import parse_day
from mdtdesk.domain.records import PersonRow
from mdtdesk.domain.typed import TypingError
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.audit import words
from mdtdesk.ui.gate import Choice

_REST_MS = 300


class AuditFilter(QWidget):
    """``changed`` tells that another list is wanted, once typing rests."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.person, self.action = Choice(), Choice()
        self.about, self.since, self.until = QLineEdit(), QLineEdit(), QLineEdit()
        self.clear = QPushButton()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        named = {
            "person": self.person,
            "action": self.action,
            "about": self.about,
            "since": self.since,
            "until": self.until,
        }
        for name, part in named.items():
            part.setObjectName(f"audit_{name}")
            self._row.addWidget(part, 1 if part is self.about else 0)
        theme.mark(self.clear, kind="link")
        self._row.addWidget(self.clear)
        self._measure()

    def _connect(self) -> None:
        for box in (self.person, self.action):
            box.currentIndexChanged.connect(lambda _at: self._rest.start())
        for line in self._lines():
            line.textChanged.connect(lambda _text: self._rest.start())
        self.clear.clicked.connect(self._clear)
        self._rest.timeout.connect(self.changed)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (self.about, self.since, self.until)

    def no_day(self) -> str:
        """Return what was typed as a day and is none."""
        lines = (self.since, self.until)
        return next((line.text().strip() for line in lines if line.property("invalid")), "")

    def query(self) -> AuditQuery:
        """Return what is asked for; a day that is none narrows nothing and is marked."""
        since, until = (_day(line) for line in (self.since, self.until))
        return AuditQuery(
            str(self.person.currentData() or ""),
            self.about.text().strip(),
            str(self.action.currentData() or ""),
            since,
            until,
        )

    def show_choices(
        self, people: Sequence[PersonRow], actions: Sequence[str], translate: Translate
    ) -> None:
        """Offer the people of the store and what the audit holds; the choice stays."""
        named = [(person.name, person.id) for person in people]
        _fill(self.person, [(translate("audit.everybody"), ""), *named])
        done = sorted((words.action(code, translate), code) for code in actions)
        _fill(self.action, [(translate("audit.every_action"), ""), *done])

    def retranslate(self, translate: Translate) -> None:
        """Set the words."""
        self.person.setAccessibleName(translate("audit.person"))
        self.action.setAccessibleName(translate("audit.action"))
        for line, key in zip(self._lines(), ("about", "since", "until"), strict=True):
            line.setPlaceholderText(translate(f"audit.{key}"))
            line.setAccessibleName(translate(f"audit.{key}"))
        self.clear.setText(translate("audit.clear"))

    def stop(self) -> None:
        """Ask for nothing more: the page is left."""
        self._rest.stop()

    def _clear(self) -> None:
        for line in self._lines():
            line.clear()
        for box in (self.person, self.action):
            box.setCurrentIndex(0)
        self.about.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._measure()

    def _measure(self) -> None:
        self._row.setSpacing(theme.px(8))
        self.person.setFixedWidth(theme.px(140))
        self.action.setFixedWidth(theme.px(168))
        for line in (self.since, self.until):
            line.setFixedWidth(theme.px(132))


def _fill(box: QComboBox, rows: Sequence[tuple[str, str]]) -> None:
    kept = box.currentData()
    box.blockSignals(True)
    box.clear()
    for name, code in rows:
        box.addItem(name, code)
    box.setCurrentIndex(max(box.findData(kept), 0))
    box.blockSignals(False)


def _day(line: QLineEdit) -> str:
    typed = line.text().strip()
    try:
        found = parse_day(typed) if typed else ""
        theme.mark(line, invalid=False)
    except TypingError:
        theme.mark(line, invalid=True)
        return ""
    return found
