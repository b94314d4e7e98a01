# SPDX-License-Identifier: MIT
"""The foot of the room view: opinions, procedures by digit, the conclusion, the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from mdtdesk.domain.agenda import Attendee
from mdtdesk.domain.document import Value, document, rows, text
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.room import usual
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.decision import prefill, spell
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.room.chips import Chip, Chips
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.fields import LineField, TextField
from mdtdesk.ui.widgets.labels import label

KEYS = (
    *(("F7", "defer"), ("F8", "read_back"), ("F9", "no_change"), ("F11", "standard_of_care")),
    *(("F10", "mask"), ("PgUp PgDn", "next_case")),
)
_LINE = 56
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
        self._does.pressed.connect(self.toggle)
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
        """Add the procedure under a digit, or take it away again."""
        listed = usual(self.draft.case)
        if 1 <= digit <= len(listed):
            self.toggle(listed[digit - 1])

    def toggle(self, kind: str) -> None:
        """Add a procedure with what the lesion says of its place, or drop it."""
        draft = self.draft
        held = [row for row in rows(draft.decision, "procedures") if text(row, "type") == kind]
        if held:
            draft.set({f"decision.procedures[{text(held[-1], 'id')}]": None})
            return
        lesions = prefill.lesions_for(kind, draft.case, draft.decision)
        draft.set({"decision.procedures[+]": prefill.new_procedure(kind, lesions)})

    # showing

    def begin(self) -> None:
        """Begin with the case that was loaded: what was half typed there is there again."""
        typed = self.draft.typed
        self.opinion.set_value(None)
        self.discipline.set_value(typed.get(_WHOSE) or None)
        if typed.get(_TYPED):
            self.opinion.set_raw(typed[_TYPED])
        self.refresh()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor where the conclusion is typed."""
        self.conclusion.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the draft."""
        draft, translate = self.draft, self.draft.translate
        said = [text(row, "discipline") for row in rows(draft.value, "opinions")]
        asked = str(self.discipline.value() or "")
        there = [person.discipline for person in self._people if person.present]
        codes = dict.fromkeys(code for code in (*said, *there) if code)
        self._said.show_chips(
            [
                Chip(code, _short("discipline", code, translate), "", code in said, code == asked)
                for code in codes
            ]
        )
        held = {text(row, "type") for row in rows(draft.decision, "procedures")}
        listed = usual(draft.case)
        more = [kind for kind in held if kind not in listed]
        self._does.show_chips(
            [
                Chip(kind, _short("procedure_type", kind, translate), str(at), False, kind in held)
                for at, kind in enumerate(listed, start=1)
            ]
            + [Chip(k, _short("procedure_type", k, translate), "", True, True) for k in more]
        )
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
        self.keys.show_chips(
            [Chip(action, translate(f"room.key.{action}"), key) for key, action in KEYS]
        )
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
    return translate.code(vocabulary, code, short=True)
