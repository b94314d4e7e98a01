# SPDX-License-Identifier: MIT
"""One check that is not passed: rule, values read, and the reason it is overridden with."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.domain import check_words, dates
from mdtdesk.domain.concern import Check
from mdtdesk.domain.document import Document, text
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.widgets import choices
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.flow import Flow
from mdtdesk.ui.widgets.labels import IconLabel, label
from mdtdesk.ui.widgets.text_area import TextArea


@dataclass(frozen=True, slots=True)
class Reason:
    """What a person says against a check."""

    code: str
    text: str


class CheckCard(QFrame):
    """A tinted card; ``given`` carries a Reason, ``withdrawn`` that the reason no longer stands."""

    given = Signal(object)
    withdrawn = Signal()
    noted = Signal(str, str)

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self._title, self._reads = label(role="strong", wraps=True), label(wraps=True)
        self._rule, self._sign = (
            label(role="secondary", wraps=True),
            IconLabel("diamond", "warning", size=14),
        )
        options = choices.of_vocabulary("override_reason")
        self.reason, self.words = ChoiceBox(options, translate, width=216), TextArea(lines=2)
        self.give, self.change = QPushButton(), QPushButton()
        self._ask = QWidget()
        self._answer = QFrame()
        self._lay_out()
        self._lay_out_answer()
        self._connect()

    def _lay_out(self) -> None:
        self.setProperty("role", "notice")
        self._grid = QGridLayout(self)
        self._grid.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        for part in (self._title, self._reads, self._rule):
            column.addWidget(part)
        self._grid.addLayout(column, 0, 1)
        self._grid.addWidget(self._ask, 1, 1)
        self._grid.addWidget(self._answer, 2, 0, 1, 2)
        self._grid.setColumnStretch(1, 1)
        asked, self._row = QVBoxLayout(self._ask), QWidget()
        row = Flow(self._row, gap=8)
        wraps = self._row.sizePolicy()
        wraps.setHeightForWidth(True)
        self._row.setSizePolicy(wraps)
        asked.setContentsMargins(0, theme.px(4), 0, 0)
        asked.setSpacing(theme.px(6))
        row.addWidget(self.reason)
        row.addWidget(self.give)
        asked.addWidget(self._row)
        asked.addWidget(self.words)
        self.give.setAutoDefault(True)
        self._measure()

    def _lay_out_answer(self) -> None:
        theme.mark(self._answer, role="card")
        self._given, self._who = label(role="secondary"), label(role="secondary")
        self._said, self._why = label(role="strong"), label(wraps=True)
        column, top, foot = QVBoxLayout(self._answer), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._given, 1)
        top.addWidget(self._who)
        foot.addWidget(self.change)
        foot.addStretch(1)
        column.setContentsMargins(*map(theme.px, (12, 8, 12, 6)))
        column.setSpacing(theme.px(2))
        column.addLayout(top)
        column.addWidget(self._said)
        column.addWidget(self._why)
        column.addLayout(foot)
        self.change.setProperty("kind", "link")
        self.change.setAutoDefault(True)

    def _connect(self) -> None:
        self.give.clicked.connect(self._give)
        self.reason.edited.connect(lambda raw: self.noted.emit("reason", raw))
        self.words.edited.connect(lambda raw: self.noted.emit("text", raw))
        self.reason.committed.connect(lambda _value: self._allow())
        self.change.clicked.connect(self.withdrawn)

    def _give(self) -> None:
        self.reason.commit()
        code = self.reason.value()
        if code is None:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.given.emit(Reason(str(code), str(self.words.value() or "")))

    def _allow(self) -> None:
        self.words.setVisible(self.reason.value() is not None or bool(self.words.raw()))

    def show_check(self, check: Check, entry: Document | None, translate: Translate) -> None:
        """Show what a check read, with the reason if one was given."""
        self._title.setText(check_words.title(check.id, translate))
        self._reads.setText(check_words.reads(check, translate))
        self._rule.setText(check_words.rule(check.id, translate))
        self._show_entry(entry, translate)

    def show_kept(self, entry: Document, translate: Translate) -> None:
        """Show a reason whose check is not found now: a department's rule, or one that passed."""
        self._title.setText(check_words.title(text(entry, "check"), translate))
        for part in (self._reads, self._rule):
            part.hide()
        self._show_entry(entry, translate)
        self.change.hide()

    def _show_entry(self, entry: Document | None, translate: Translate) -> None:
        self._ask.setVisible(entry is None)
        self._answer.setVisible(entry is not None)
        if entry is not None:
            at, reason = text(entry, "at"), text(entry, "reason")
            when = dates.show_moment(at, translate)[5:] if at else ""
            self._given.setText(translate("decision.reason_given"))
            self._who.setText(" ".join(filter(None, (text(entry, "person"), when))))
            self._said.setText(translate.code("override_reason", reason) if reason else "")
            self._why.setText(text(entry, "text"))
            self._why.setVisible("text" in entry)
        self.reason.retranslate(translate)
        self.reason.setPlaceholderText(translate("decision.choose_reason"))
        self.reason.setAccessibleName(translate("decision.reason_for", check=self._title.text()))
        self.words.setPlaceholderText(translate("decision.reason_words"))
        self.words.setAccessibleName(translate("decision.reason_words"))
        self.give.setText(translate("decision.give_reason"))
        self.change.setText(translate("decision.change_reason"))
        self._allow()

    def restore(self, code: str, words: str) -> None:
        """Bring back a reason that was begun."""
        self.reason.set_raw(code)
        self.words.set_raw(words)
        self._allow()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        self._grid.setContentsMargins(*map(theme.px, (12, 10, 12, 12)))
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(6))
