# SPDX-License-Identifier: MIT
"""A decision while it is drafted: what was chosen and typed, the way back, what can be recorded.

The draft is a discussion with its decision as the case document has them; rows that people add and
drop (opinions, dissent, procedures) carry an id here, so that their fields keep their place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from mdtdesk.domain import check, document, wording
from mdtdesk.domain.discussion_fields import DISCUSSION
from mdtdesk.domain.document import EMPTY, Document, Value, group, rows, text
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.records import CaseRecord
from mdtdesk.errors import Problem
from mdtdesk.i18n import LANGUAGES, Translate, translator
from mdtdesk.ui.decision import prefill

Changes = Mapping[str, Value | None]
TYPED = ("mode", "outcome", "deferral", "opinions")
_LISTED = ("opinions", "decision.dissent")
_OVERRIDDEN = "decision.overridden_checks"
_MOST_UNDO = 200
# what the store adds to a decision, and what comes to it later
_NOT_TYPED = (
    "id", "version", "supersedes", "recorder", "recorded_at", "basis", "signatures", "addenda",
    "ratified", "patient_plan", "carried_out",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """The draft at one time. ``own``: the conclusion was edited by hand and is kept."""

    value: Document = field(default_factory=lambda: EMPTY)
    own: bool = False


class Draft(QObject):
    """One case's discussion and decision as the form shows them.

    changed   the sheet is another one
    kept      something was typed or chosen that the journal should have
    """

    changed = Signal()
    kept = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.case: Document = EMPTY
        self.case_id, self.version, self.discussion_id = "", 0, ""
        self.meeting_id = ""
        self.typed: dict[str, str] = {}
        self.translate: Translate = translator("zh")
        self._sheet = self._base = Sheet()
        self._undo: list[Sheet] = []

    # what is read

    @property
    def value(self) -> Document:
        """Return the discussion with its decision."""
        return self._sheet.value

    @property
    def decision(self) -> Document:
        """Return the decision."""
        return group(self.value, "decision")

    @property
    def own(self) -> bool:
        """Tell whether the conclusion was edited by hand."""
        return self._sheet.own

    @property
    def dirty(self) -> bool:
        """Tell whether there is anything that is not recorded."""
        return bool(self.typed) or self.value != self._base.value

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a change to take back."""
        return bool(self._undo)

    @property
    def discussion(self) -> Document:
        """Return the recorded discussion that the draft is about, an empty one if it is new."""
        return group(self.case, f"discussions[{self.discussion_id}]")

    @property
    def recorded(self) -> Document:
        """Return the decision that is in force, an empty one where there is none."""
        return group(self.discussion, "decision")

    # what is loaded

    def load(self, record: CaseRecord) -> None:
        """Begin from what is recorded: a first decision, or the next version of the last one."""
        self.case, self.case_id, self.version = record.document, record.id, record.version
        found = rows(record.document, "discussions")
        last = found[-1] if found else EMPTY
        open_ = self._goes_on(last)
        self.discussion_id = text(last, "id") if open_ else new_id()
        value = _drafted(last) if open_ else EMPTY
        self._sheet = self._base = Sheet(value, self._edited(group(value, "decision")))
        self.typed, self._undo = {}, []
        self.changed.emit()

    def _goes_on(self, last: Document) -> bool:
        """Tell whether the draft goes on with a case's last discussion: of a meeting its own."""
        begun = bool(last) and ("decision" in last or "outcome" not in last)
        if not self.meeting_id:
            return begun
        own = text(last, "meeting.id") == self.meeting_id
        return begun and (own or not ("meeting" in last or "decision" in last))

    def adopt(self, record: CaseRecord) -> None:
        """Go on upon what is recorded now; every word of the draft stays."""
        self.case, self.version = record.document, record.version
        if not self.discussion:
            found = rows(record.document, "discussions")
            last = found[-1] if found else EMPTY
            if "decision" in last and self._goes_on(last):
                self.discussion_id = text(last, "id")
        self.changed.emit()

    def restore(self, raw: str) -> None:
        """Bring back what the journal kept."""
        kept = json.loads(raw)
        value = document.freeze(kept["value"])
        if isinstance(value, Mapping):
            self._sheet = Sheet(value, bool(kept["own"]))
            # a discussion that another person recorded meanwhile is another one
            self.discussion_id = str(kept.get("discussion") or self.discussion_id)
            self.typed = dict(kept["typed"])
            self.changed.emit()

    def raw(self) -> str:
        """Return all that is drafted as the journal keeps it."""
        value = document.thaw(self.value)
        kept = {"value": value, "own": self.own, "typed": self.typed}
        kept["discussion"] = self.discussion_id
        return json.dumps(kept, ensure_ascii=False)

    # what is changed

    def type(self, path: str, raw: str) -> None:
        """Keep the raw text of a field that is being typed into."""
        self.typed[path] = raw
        if path == "decision.conclusion" and not self.own:
            self._sheet = Sheet(self.value, own=True)
        self.kept.emit()

    def commit(self, path: str, value: Value | None) -> None:
        """Take the valid value of a field."""
        self.typed.pop(path, None)
        self.set({path: value})

    def untype(self, path: str) -> None:
        """Drop a field's raw text: what it holds is the value again."""
        if self.typed.pop(path, None) is not None:
            self.kept.emit()

    def set(self, changes: Changes, *, undo: bool = True) -> None:
        """Change the draft; what follows from a change follows."""
        new = document.change(self.value, changes)
        if new == self.value:
            return
        if undo:
            self._undo = [*self._undo, self._sheet][-_MOST_UNDO:]
        procedures = self.decision.get("procedures")
        self._sheet = Sheet(self._followed(new), self.own)
        if self.decision.get("procedures") != procedures:
            self._redrafted()
        self.changed.emit()
        self.kept.emit()

    def take_back(self) -> None:
        """Take the last change back."""
        if self._undo:
            self._sheet = self._undo.pop()
            self.changed.emit()
            self.kept.emit()

    def redraft(self) -> None:
        """Write the conclusion anew from the procedures."""
        self.typed.pop("decision.conclusion", None)
        self._undo = [*self._undo, self._sheet][-_MOST_UNDO:]
        self._sheet = Sheet(self.value, own=False)
        self._redrafted()
        self.changed.emit()
        self.kept.emit()

    def speak(self, translate: Translate) -> None:
        """Draft in another language from now on; a conclusion nobody edited follows."""
        self.translate = translate
        if self.value != self._base.value and not self.own:
            self._redrafted()
            self.changed.emit()

    def drafted(self) -> str:
        """Return the conclusion that follows from the procedures."""
        return wording.conclusion(self.decision, self.case, self.translate)

    def _redrafted(self) -> None:
        if not self.own:
            new = document.change(self.value, {"decision.conclusion": self.drafted() or None})
            self._sheet = Sheet(new, own=False)

    def _followed(self, new: Document) -> Document:
        """Return the draft with rows for the levels, and decided once a procedure was chosen."""
        listed = tuple(prefill.with_rows(row) for row in rows(new, "decision.procedures"))
        first = bool(listed) and not rows(self.value, "decision.procedures")
        changes: dict[str, Value | None] = {"decision.procedures": listed or None}
        changes[_OVERRIDDEN] = self._still_overridden(new, listed) or None
        changes |= {key: None for key in _LISTED if document.get(new, key) == ()}
        if first and "outcome" not in new:
            changes["outcome"] = "decided"
        return document.change(new, changes)

    def _still_overridden(
        self, new: Document, procedures: tuple[Document, ...]
    ) -> tuple[Document, ...]:
        """Return the overridden checks whose procedure is done where it was when they were."""
        before = {text(row, "id"): _place(row) for row in rows(self.value, "decision.procedures")}
        now = {text(row, "id"): _place(row) for row in procedures}
        moved = {known for known, place in before.items() if now.get(known, place) != place}
        found = rows(new, _OVERRIDDEN)
        return tuple(row for row in found if text(row, "procedure") not in moved)

    def _edited(self, decision: Document) -> bool:
        """Tell whether a recorded conclusion says anything else than its procedures."""
        said = text(decision, "conclusion")
        drafts = (wording.conclusion(decision, self.case, translator(one)) for one in LANGUAGES)
        return bool(said) and said not in drafts

    # what is recorded

    def to_record(self) -> tuple[Document, Document]:
        """Return the discussion without its decision, and the decision."""
        whole = _bare(self.value)
        facts: dict[str, object] = {"id": self.discussion_id}
        facts |= {key: whole[key] for key in TYPED if key in whole}
        return document.document(facts), group(whole, "decision")

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be recorded as it stands, by the draft's own paths."""
        found = check.value_problems(_bare(self.value), DISCUSSION, path="")
        told = [Problem(self.own_path(p.path), p.code, p.values) for p in found if p.path]
        outcome = text(self.value, "outcome")
        if not outcome:
            told.append(Problem("outcome", "missing"))
        if outcome == "deferred" and not text(self.value, "deferral.reason"):
            told.append(Problem("deferral.reason", "missing"))
        said = text(self.decision, "conclusion") or rows(self.decision, "procedures")
        if outcome == "decided" and not said:
            told.append(Problem("decision.conclusion", "missing"))
        return tuple(told)

    def own_path(self, path: str) -> str:
        """Return a path by index, as a fault names it, by the ids of the draft."""
        for key in (*_LISTED, "decision.procedures"):
            before, bracket, after = path.partition(f"{key}[")
            if bracket and not before.rstrip("."):
                index, _, rest = after.partition("]")
                listed = [row for row in rows(self.value, key) if not _is_empty(row, key)]
                if index.isdigit() and int(index) < len(listed):
                    return f"{key}[{text(listed[int(index)], 'id')}]{rest}"
        return path


def _place(procedure: Document) -> tuple[Value | None, ...]:
    """Return what a check of level and side reads of a procedure."""
    keys = ("type", "lesions", "levels", "from", "to", "bone", "side", "segments")
    return tuple(procedure.get(key) for key in keys)


def _drafted(discussion: Document) -> Document:
    """Return what the form shows of a recorded discussion."""
    facts = {key: discussion[key] for key in TYPED if key in discussion}
    decision = {k: v for k, v in group(discussion, "decision").items() if k not in _NOT_TYPED}
    if decision:
        facts["decision"] = prefill.renewed(document.document(decision))
    made = document.document(facts)
    changes: dict[str, Value | None] = {
        key: tuple(document.document({"id": new_id(), **row}) for row in rows(made, key))
        for key in _LISTED
        if rows(made, key)
    }
    return document.change(made, changes)


def _bare(value: Document) -> Document:
    """Return the draft as the case document has it: rows without ids, none that is empty."""
    changes: dict[str, Value | None] = {}
    for key in _LISTED:
        if document.get(value, key) is None:
            continue
        kept = tuple(row for row in rows(value, key) if not _is_empty(row, key))
        bare = tuple(document.document({k: v for k, v in row.items() if k != "id"}) for row in kept)
        changes[key] = bare or None
    return document.change(value, changes)


def _is_empty(row: Document, key: str) -> bool:
    return key in _LISTED and not any(k != "id" for k in row)
