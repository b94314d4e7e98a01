# SPDX-License-Identifier: MIT
"""The middle of the decision: intents, procedures in sequence, the field that adds one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdtdesk.domain import concern, wording
from mdtdesk.domain.discussion_fields import DECISION
from mdtdesk.domain.document import document, items, rows, text
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.decision import prefill
from mdtdesk.ui.decision.add_box import AddBox, Picked
from mdtdesk.ui.decision.card import ProcedureCard
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.field import MAIN, Field, Spot
from mdtdesk.ui.widgets.labels import SectionHeader

_PATH = "decision.procedures"


class Procedures(QWidget):
    """A card for each procedure; ``dropped`` carries the name of one that undo brings back."""

    dropped = Signal(str)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._cards: dict[str, ProcedureCard] = {}
        self._title = SectionHeader()
        spot = Spot("decision.intents", DECISION.fields["intents"], "discussions.decision.intents")
        self.intents = Field(Spot(spot.path, spot.kind, spot.name, MAIN), draft)
        self.add_box = AddBox(draft.translate)
        self._lay_out()
        self.add_box.picked.connect(self._add)
        draft.changed.connect(self.refresh)

    def _lay_out(self) -> None:
        self._column, self._list = QVBoxLayout(self), QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._title)
        self._column.addWidget(self.intents)
        self._column.addLayout(self._list)
        foot = QHBoxLayout()
        foot.addWidget(self.add_box)
        self._column.addLayout(foot)
        self._measure()

    def refresh(self) -> None:
        """Show the draft's procedures."""
        wanted = [text(row, "id") for row in rows(self._draft.decision, "procedures")]
        for procedure in set(self._cards) - set(wanted):
            gone = self._cards.pop(procedure)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, procedure in enumerate(wanted):
            card = self._cards.get(procedure) or self._make(procedure)
            if self._list.indexOf(card) != at:
                self._list.removeWidget(card)
                self._list.insertWidget(at, card)
            card.refresh()
        self.intents.refresh()
        self._head()

    def _make(self, procedure: str) -> ProcedureCard:
        card = ProcedureCard(procedure, self._draft)
        card.retranslate(self._draft.translate)
        card.asked.connect(self._ask)
        card.dragged.connect(self._drag)
        self._cards[procedure] = card
        self._list.addWidget(card)
        card.show()
        return card

    def _head(self) -> None:
        translate = self._draft.translate
        total = prefill.cement(self._draft.decision)
        sum_ = translate("decision.cement", value=wording.number(total)) if total else ""
        title = translate.field("discussions.decision.procedures")
        self._title.show_words(title, translate("decision.in_sequence"), sum_)

    # adding, moving, dropping

    def _add(self, picked: Picked) -> None:
        draft = self._draft
        known = concern.present(draft.case)
        if picked.levels:
            meant = tuple(
                row
                for row in known
                if set(items(row, "levels")) & set(picked.levels) and prefill.fits(picked.type, row)
            )
        else:
            meant = prefill.lesions_for(picked.type, draft.case, draft.decision)
        made = prefill.new_procedure(picked.type, meant)
        if picked.levels:
            made = prefill.with_rows(document({**made, "levels": picked.levels}))
        for card in self._cards.values():
            card.show_opened(False)
        draft.set({f"{_PATH}[+]": made})
        card = self._cards[text(made, "id")]
        card.show_opened(True)
        card.focus_first()

    def focus_add(self) -> None:
        """Put the cursor into the field that adds a procedure."""
        self.add_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask(self, procedure: str, way: str) -> None:
        at = list(self._order()).index(procedure)
        if way == "drop":
            self._drop(procedure, at)
        else:
            self._move(procedure, at + (1 if way == "down" else -1))

    def _order(self) -> tuple[str, ...]:
        return tuple(text(row, "id") for row in rows(self._draft.decision, "procedures"))

    def _move(self, procedure: str, to: int, *, undo: bool = True) -> None:
        listed = list(rows(self._draft.decision, "procedures"))
        at = self._order().index(procedure)
        if 0 <= to < len(listed) and to != at:
            listed.insert(to, listed.pop(at))
            self._draft.set({_PATH: tuple(listed)}, undo=undo)

    def _drop(self, procedure: str, at: int) -> None:
        name = wording.name(self._cards[procedure].row, self._draft.translate)
        self._draft.set({f"{_PATH}[{procedure}]": None})
        left = self._order()
        if left:
            self._cards[left[min(at, len(left) - 1)]].focus_head()
        else:
            self.focus_add()
        self.dropped.emit(name)

    def _drag(self, procedure: str, at: int) -> None:
        """Let a card go to where the mouse is: past a neighbour's middle it changes places."""
        y = self.mapFromGlobal(QPoint(0, at)).y()
        order = self._order()
        here = order.index(procedure)
        above = [n for n in range(here) if y < self._middle(order[n])]
        below = [n for n in range(here + 1, len(order)) if y > self._middle(order[n])]
        to = min(above) if above else max(below, default=here)
        self._move(procedure, to)

    def _middle(self, procedure: str) -> int:
        return self._cards[procedure].geometry().center().y()

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self.add_box.retranslate(translate)
        self.intents.retranslate(translate)
        for card in self._cards.values():
            card.retranslate(translate)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        self._column.setSpacing(theme.px(8))
        self._list.setSpacing(theme.px(8))
