# SPDX-License-Identifier: MIT
"""The middle of the room view: facts, body map and scores of a case, or all of it page by page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdtdesk.domain import concern
from mdtdesk.domain.document import Document, text
from mdtdesk.domain.instruments.results import Result
from mdtdesk.domain.room import Fact
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.room.body import Total, Totals
from mdtdesk.ui.room.facts import Facts, WholeCase
from mdtdesk.ui.widgets.body_map import BodyMap

# on a wide and on a narrow projector: the spine alone, with the limbs
_MAP = {True: (232, 400), False: (180, 340)}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the room sees of a case; ``background`` are the long texts of its last pages."""

    document: Document
    results: tuple[Result, ...]
    decision: Document
    facts: tuple[Fact, ...]
    background: tuple[Fact, ...]
    totals: tuple[Total, ...]
    flags: tuple[str, ...]

    @property
    def words(self) -> tuple[Fact, ...]:
        """Return everything that is said in words."""
        return (*self.facts, *self.background)


class Middle(QWidget):
    """One case; ``turn`` goes through the pages of everything and back."""

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self.facts, self.totals, self.whole = Facts(), Totals(), WholeCase()
        self.map = BodyMap(translate)
        self.map.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.map.in_room = True
        self._wide = False
        for part in (self.map, self.whole):
            part.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        row, edge = QHBoxLayout(self), theme.px(40)
        row.setContentsMargins(edge, theme.px(8), edge, theme.px(8))
        row.setSpacing(theme.px(32))
        row.addWidget(self.facts, 10)
        row.addWidget(self.map)
        row.addWidget(self.totals, 10)
        row.addWidget(self.whole, 10)

    def show_case(self, seen: Seen, translate: Translate) -> None:
        """Show a case."""
        self.facts.show_facts(seen.facts, translate)
        self.totals.show_totals(seen.totals, seen.flags, translate)
        self.map.has_limbs = any(
            text(row, "site") != "spine" for row in concern.present(seen.document)
        )
        self.map.set_case(seen.document, seen.results, seen.decision)
        flags = [Fact("▲", words, "danger") for words in seen.flags]
        name = translate("room.scores")
        scores = [Fact("" if at else name, _said(each)) for at, each in enumerate(seen.totals)]
        self.whole.show_facts((*flags, *seen.facts, *scores, *seen.background), translate)

    @property
    def opened(self) -> bool:
        """Tell whether everything is shown page by page."""
        return not self.whole.isHidden()

    def turn(self) -> None:
        """Show everything, its next page, or the usual view again after the last."""
        if not self.opened:
            self.whole.page = 0
            self._show(whole=True)
        elif not self.whole.turn():
            self._show(whole=False)

    def close_whole(self) -> None:
        """Show the usual view."""
        self._show(whole=False)

    def fit(self, *, wide: bool) -> None:
        """Take the widths of a wide or a narrow projector."""
        self._wide = wide
        self._show(whole=self.opened)

    def _show(self, *, whole: bool) -> None:
        for part in (self.facts, self.totals):
            part.setVisible(not whole)
        self.map.setVisible(not whole)
        self.map.setFixedWidth(theme.px(_MAP[self._wide][self.map.has_limbs]))
        self.whole.setVisible(whole)

    def retranslate(self, translate: Translate) -> None:
        """Set the words of a language."""
        self.map.retranslate(translate)


def _said(total: Total) -> str:
    value = f"{total.total}/{total.most}" if total.most else total.total
    return "\u2003".join(filter(None, (total.head, value, total.band, total.direction)))
