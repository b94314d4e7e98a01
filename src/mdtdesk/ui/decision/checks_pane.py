# SPDX-License-Identifier: MIT
"""The checks beside the decision, live: open ones tinted, passed ones a quiet list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdtdesk.domain import check_words, checks
from mdtdesk.domain.checks import Passed
from mdtdesk.domain.concern import Check
from mdtdesk.domain.document import document, rows, text
from mdtdesk.domain.instruments import scoring
from mdtdesk.i18n import Translate
from mdtdesk.services import instruments
from mdtdesk.ui import theme
from mdtdesk.ui.decision.check_card import CheckCard, Reason
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.widgets.labels import Elided, IconLabel, SectionHeader, hairline, label

_PATH = "decision.overridden_checks"
Key = tuple[str, str, str]


class ChecksPane(QWidget):
    """What the level and side checks find in the draft; ``counted`` says how many are open."""

    counted = Signal(int)

    def __init__(self, draft: Draft, who: Callable[[], tuple[str, datetime]]) -> None:
        super().__init__()
        self._draft, self._who = draft, who
        self._cards: dict[Key, CheckCard] = {}
        self._shown: frozenset[str] = frozenset()
        self._rules: frozenset[str] = frozenset()
        self._passed: tuple[tuple[str, str], ...] = ()
        self._title, self._quiet = SectionHeader(), QWidget()
        self._cards_box, self._list = QVBoxLayout(), QVBoxLayout(self._quiet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._title)
        column.addLayout(self._cards_box)
        column.addWidget(self._quiet)
        draft.changed.connect(self.refresh)

    def ask_switches(self, desk: Desk) -> None:
        """Ask what the department has switched on: a check of its own reads it."""

        def take(shown: frozenset[str]) -> None:
            desk.ask(instruments.enabled_rules, done=lambda rules: self.read_switches(shown, rules))

        desk.ask(instruments.enabled, done=take)

    def read_switches(self, instruments: frozenset[str], rules: frozenset[str]) -> None:
        """Take which instruments are shown and which of the department's rules are on."""
        self._shown, self._rules = instruments, rules
        self.refresh()

    def _known(self) -> checks.Known:
        found = scoring.results(self._draft.case) if self._shown else ()
        shown = tuple(result for result in found if result.instrument in self._shown)
        return checks.Known(shown, self._rules)

    def refresh(self) -> None:
        """Look again."""
        draft, translate = self._draft, self._draft.translate
        known = self._known()
        found = checks.checks(draft.case, draft.decision, known)
        entries = [checks.override(check, draft.decision) for check in found]
        kept = [e for e in rows(draft.decision, "overridden_checks") if e not in entries]
        wanted = {_key(check): check for check in found}
        foreign = {("kept", text(e, "check"), str(n)): e for n, e in enumerate(kept)}
        for key in set(self._cards) - set(wanted) - set(foreign):
            self._drop(key)
        for (key, check), entry in zip(wanted.items(), entries, strict=False):
            self._card(key, check).show_check(check, entry, translate)
        for key, entry in foreign.items():
            self._card(key, None).show_kept(entry, translate)
        self._order((*wanted, *foreign))
        open_ = sum(entry is None for entry in entries)
        self._show_head(open_, len(found) - open_ + len(kept))
        self._show_passed(checks.passed(draft.case, draft.decision, known))
        self.counted.emit(open_)

    def _order(self, wanted: Iterable[Key]) -> None:
        """Set the cards in the order of the checks."""
        for at, key in enumerate(wanted):
            if self._cards_box.indexOf(self._cards[key]) != at:
                self._cards_box.removeWidget(self._cards[key])
                self._cards_box.insertWidget(at, self._cards[key])

    def _card(self, key: Key, check: Check | None) -> CheckCard:
        if key not in self._cards:
            card = CheckCard(self._draft.translate)
            self._cards[key] = card
            self._cards_box.addWidget(card)
            if check is not None:
                self._connect(card, key)
            card.show()
        return self._cards[key]

    def _connect(self, card: CheckCard, key: Key) -> None:
        at = f"check:{':'.join(key)}"
        card.restore(*(self._draft.typed.get(f"{at}:{part}", "") for part in ("reason", "text")))
        card.given.connect(lambda reason: self._give(key, reason))
        card.withdrawn.connect(lambda: self._withdraw(key))
        card.noted.connect(lambda part, raw: self._draft.type(f"{at}:{part}", raw))

    def _drop(self, key: Key) -> None:
        gone = self._cards.pop(key)
        self._cards_box.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _found(self, key: Key) -> Check | None:
        found = checks.checks(self._draft.case, self._draft.decision, self._known())
        return next((check for check in found if _key(check) == key), None)

    def _give(self, key: Key, reason: Reason) -> None:
        check = self._found(key)
        if check is None:
            return
        for part in ("reason", "text"):
            self._draft.typed.pop(f"check:{':'.join(key)}:{part}", None)
        person, at = self._who()
        entry: dict[str, object] = {"check": check.id}
        if len(check.lesions) == 1:
            entry["lesion"] = text(check.lesions[0], "id")
        if text(check.procedure, "id"):
            entry["procedure"] = text(check.procedure, "id")
        entry |= {"reason": reason.code, "text": reason.text, "person": person}
        entry["at"] = at.isoformat(timespec="minutes")
        filled = document({k: v for k, v in entry.items() if v})
        listed = rows(self._draft.decision, "overridden_checks")
        self._draft.set({_PATH: (*listed, filled)})
        self._cards[key].change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdraw(self, key: Key) -> None:
        check = self._found(key)
        entry = checks.override(check, self._draft.decision) if check else None
        if entry is None:
            return
        left = tuple(e for e in rows(self._draft.decision, "overridden_checks") if e is not entry)
        card = self._cards[key]
        card.restore(text(entry, "reason"), text(entry, "text"))
        self._draft.set({_PATH: left or None})
        card.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_head(self, open_: int, given: int) -> None:
        translate = self._draft.translate
        said = [
            translate("decision.checks_open", count=open_) if open_ else "",
            translate("decision.checks_given", count=given) if given else "",
        ]
        remark = translate("decision.and").join(filter(None, said))
        self._title.show_words(translate("decision.checks"), remark)

    def _show_passed(self, found: tuple[Passed, ...]) -> None:
        translate = self._draft.translate
        said = tuple(
            (check_words.passed_title(p, translate), check_words.passed_reads(p, translate))
            for p in found
        )
        if said == self._passed:
            return
        self._passed = said
        _clear(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        for title, reads in said:
            self._list.addWidget(_passed_row(title, reads))
            self._list.addWidget(hairline())

    def retranslate(self, _translate: Translate) -> None:
        """Show the words of a language."""
        self.refresh()


def _key(check: Check) -> Key:
    ids = ",".join(text(row, "id") for row in check.lesions)
    return check.id, text(check.procedure, "id"), ids


def _passed_row(title: str, reads: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, theme.px(5), 0, theme.px(5))
    row.setSpacing(theme.px(8))
    said = Elided(reads, "secondary")
    said.setAlignment(Qt.AlignmentFlag.AlignRight)
    row.addWidget(IconLabel("check", "fine", size=16))
    row.addWidget(label(title))
    row.addWidget(said, 1)
    made.setFixedHeight(theme.px(32))
    return made


def _clear(box: QVBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        gone = item.widget()
        if gone is not None:
            gone.hide()
            gone.deleteLater()
