# SPDX-License-Identifier: MIT
"""The foot of the room view: opinions, procedures by digit, the conclusion, the keys."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from mdtdesk.domain import wording
from mdtdesk.domain.agenda import Attendee
from mdtdesk.domain.document import Value, document, rows, text
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.room import usual
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.decision import spell
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.room.chips import Chip, Chips
from mdtdesk.ui.room.procedures import fitting, place, placed, toggle
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.fields import LineField, TextField
from mdtdesk.ui.widgets.labels import label

KEYS = (
    *(("F7", "defer"), ("F8", "read_back"), ("F9", "no_change"), ("F11", "standard_of_care")),
    *(("F12", "whole_case"), ("F4", "pictures"), ("F10", "mask"), ("PgUp/Dn", "next_case")),
)
_LINE = 56
_AWAY = "apology"
_CONCLUSION = "decision.conclusion"
# what is typed of an opinion that is not taken yet, and whose it is
_TYPED, _WHOSE = "opinions.typed", "opinions.discipline"


class Foot(QFrame):
    """What is said and decided; ``read_back_asked`` comes with Enter in the conclusion."""

    read_back_asked = Signal()

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self._people: tuple[Attendee, ...] = ()
        self._placing = ""
        self._heads = {key: label(role="room_muted") for key in ("opinions", "does", "concludes")}
        self._said, self._does = Chips(), Chips()
        self.discipline = ChoiceBox(spell.disciplines, draft.translate, width=200)
        self.opinion, self.conclusion = TextField(), TextField()
        self.keys = Chips()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme.mark(self, role="room_foot")
        grid = QGridLayout(self)
        side = theme.px(40)
        grid.setContentsMargins(side, theme.px(8), side, theme.px(8))
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        for field in (self.discipline, self.opinion, self.conclusion):
            theme.mark(field, room=True)
        opinions = QHBoxLayout()
        opinions.setSpacing(theme.px(10))
        opinions.addWidget(self._said, 3)
        opinions.addWidget(self.discipline)
        opinions.addWidget(self.opinion, 2)
        for line, (head, part) in enumerate(
            zip(self._heads.values(), (opinions, self._does, self.conclusion), strict=True)
        ):
            grid.addWidget(head, line, 0)
            if isinstance(part, QHBoxLayout):
                grid.addLayout(part, line, 1)
            elif isinstance(part, QWidget):
                grid.addWidget(part, line, 1)
            grid.setRowMinimumHeight(line, theme.px(_LINE))
        grid.addWidget(self.keys, 3, 0, 1, 2)

    def _connect(self) -> None:
        self.draft.changed.connect(self.refresh)
        self._does.pressed.connect(self._press)
        self._said.pressed.connect(self._speak)
        self.discipline.committed.connect(self._await_words)
        self.opinion.returnPressed.connect(self.take_opinion)
        self.opinion.edited.connect(self._note_opinion)
        self.conclusion.edited.connect(lambda raw: self.draft.type(_CONCLUSION, raw))
        self.conclusion.committed.connect(lambda value: self.draft.commit(_CONCLUSION, value))
        self.conclusion.returnPressed.connect(self.read_back_asked)

    # opinions

    def show_people(self, people: Sequence[Attendee]) -> None:
        """Show who may have something to say."""
        self._people = tuple(people)
        self.refresh()

    def _speak(self, discipline: str) -> None:
        self.discipline.set_value(discipline)
        self.opinion.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _await_words(self, value: Value | None) -> None:
        if value is not None:
            self.opinion.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _note_opinion(self, raw: str) -> None:
        """Keep an unfinished opinion with the draft, so that a crash brings it back."""
        self.draft.type(_TYPED, raw)
        self.draft.type(_WHOSE, str(self.discipline.value() or ""))

    def take_opinion(self) -> None:
        """Take what was typed as the opinion of the discipline."""
        words, code = self.opinion.text().strip(), str(self.discipline.value() or "")
        self.draft.untype(_TYPED)
        self.draft.untype(_WHOSE)
        if words:
            who = next((p for p in self._people if p.discipline == code and p.present), None)
            facts = {"id": new_id(), "discipline": code, "text": words}
            if who is not None:
                facts |= {"person": who.person, "title": who.title}
            self.draft.set({"opinions[+]": document({k: v for k, v in facts.items() if v})})
        self.opinion.set_value(None)
        self.discipline.set_value(None)
        self.take_focus()

    def finish(self) -> None:
        """Take what is typed and not yet entered; what says anything is a decision, in full."""
        if self.opinion.text().strip():
            self.take_opinion()
        self.conclusion.commit()
        draft = self.draft
        if not draft.dirty:
            return
        decides = rows(draft.decision, "procedures") or text(draft.decision, "conclusion")
        changes = {"mode": "full"} if "mode" not in draft.value else {}
        if decides and "outcome" not in draft.value:
            changes["outcome"] = "decided"
        draft.set(changes)

    # procedures

    def choose(self, digit: int) -> None:
        """Take what stands under a digit: a procedure, or the lesion that it is meant for."""
        listed = [chip.id for chip in self._offered()]
        if 1 <= digit <= len(listed):
            self._press(listed[digit - 1])

    def _press(self, chosen: str) -> None:
        if self._placing:
            kind, self._placing = self._placing, ""
            place(self.draft, kind, chosen)
            self.refresh()
        elif not toggle(self.draft, chosen):
            self._placing = chosen
            self.refresh()

    def _offered(self) -> list[Chip]:
        """Return the procedures, or where one of them is to be done."""
        draft, translate = self.draft, self.draft.translate
        if self._placing:
            chosen = placed(draft, self._placing)
            return [
                Chip(text(row, "id"), wording.lesion(row, translate), str(at), False, row in chosen)
                for at, row in enumerate(fitting(draft, self._placing), start=1)
            ]
        kinds = [text(row, "type") for row in rows(draft.decision, "procedures")]
        listed = usual(draft.case)
        said = [(kind, _short("procedure_type", kind, translate)) for kind in listed]
        chips = [
            Chip(kind, words, str(at), False, kind in kinds)
            for at, (kind, words) in enumerate(said, start=1)
        ]
        more = dict.fromkeys(kind for kind in kinds if kind not in listed)
        return chips + [
            Chip(kind, _short("procedure_type", kind, translate), "", True, True) for kind in more
        ]

    # showing

    def begin(self) -> None:
        """Begin with the case that was loaded: what was half typed there is there again."""
        typed, self._placing = self.draft.typed, ""
        self.opinion.set_value(None)
        self.discipline.set_value(typed.get(_WHOSE) or None)
        if typed.get(_TYPED):
            self.opinion.set_raw(typed[_TYPED])
        self.refresh()
        self.take_focus()

    def show_keys(self, able: Collection[str]) -> None:
        """Show the keys that do something here."""
        translate = self.draft.translate
        self.keys.show_chips(
            [
                Chip(action, translate(f"room.key.{action}"), key)
                for key, action in KEYS
                if action in able
            ]
        )

    def take_focus(self) -> None:
        """Put the cursor where the conclusion is typed."""
        self.conclusion.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the draft."""
        draft, translate = self.draft, self.draft.translate
        said = [text(row, "discipline") for row in rows(draft.value, "opinions")]
        asked = str(self.discipline.value() or "")
        there = [each.discipline for each in self._people if each.presence != _AWAY]
        codes = dict.fromkeys(code for code in (*said, *there) if code)
        self._said.show_chips(
            [
                Chip(code, _short("discipline", code, translate), "", code in said, code == asked)
                for code in codes
            ]
        )
        self._does.show_chips(self._offered())
        self._heads["does"].setText(translate("room.where" if self._placing else "room.does"))
        typed = draft.typed.get(_CONCLUSION)
        shown = typed if typed is not None else text(draft.decision, "conclusion")
        if typed is None:
            self.conclusion.set_value(shown or None)
        elif self.conclusion.raw() != typed:
            self.conclusion.set_raw(typed)

    def retranslate(self, translate: Translate) -> None:
        """Set the words of a language."""
        for key, head in self._heads.items():
            head.setText(translate(f"room.{key}"))
        self.discipline.retranslate(translate)
        fields: tuple[tuple[LineField | ChoiceBox, str], ...] = (
            (self.discipline, "discipline_hint"),
            (self.opinion, "opinion_hint"),
            (self.conclusion, "conclusion_hint"),
        )
        for field, name in fields:
            field.setPlaceholderText(translate(f"room.{name}"))
            field.setAccessibleName(translate(f"room.{name}"))
        self.refresh()


def _short(vocabulary: str, code: str, translate: Translate) -> str:
    """Return a code's word for a chip; sentences and prints say it in full."""
    if vocabulary == "procedure_type" and translate.has(f"room.chip.{code}"):
        return translate(f"room.chip.{code}")
    return translate.code(vocabulary, code, short=True)
