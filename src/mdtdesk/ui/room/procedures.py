# SPDX-License-Identifier: MIT
"""Procedures chosen by one key: with the place of the lesion they are surely meant for."""

from __future__ import annotations

from mdtdesk.domain import concern
from mdtdesk.domain.document import Document, items, rows, text
from mdtdesk.ui.decision import prefill
from mdtdesk.ui.decision.draft import Draft


def fitting(draft: Draft, kind: str) -> tuple[Document, ...]:
    """Return the lesions that a type of procedure can be meant for."""
    return tuple(row for row in concern.present(draft.case) if prefill.fits(kind, row))


def placed(draft: Draft, kind: str) -> tuple[Document, ...]:
    """Return the lesions that a procedure of this type is done for already."""
    named = {one for row in _held(draft, kind) for one in items(row, "lesions")}
    return tuple(row for row in fitting(draft, kind) if text(row, "id") in named)


def toggle(draft: Draft, kind: str) -> bool:
    """Add a procedure or drop it; return whether that was possible without asking where."""
    lesions = prefill.lesions_for(kind, draft.case, draft.decision)
    held = _held(draft, kind)
    if len(fitting(draft, kind)) > 1 and (held or not lesions):
        return False
    if held:
        draft.set({_path(held[-1]): None})
    else:
        draft.set({"decision.procedures[+]": prefill.new_procedure(kind, lesions)})
    return True


def place(draft: Draft, kind: str, lesion_id: str) -> None:
    """Do a procedure for one lesion more, or no longer for it."""
    before = placed(draft, kind)
    chosen = {text(row, "id") for row in before} ^ {lesion_id}
    after = tuple(row for row in fitting(draft, kind) if text(row, "id") in chosen)
    held = _held(draft, kind)
    if not held:
        draft.set({"decision.procedures[+]": prefill.new_procedure(kind, after)})
    else:
        draft.set({_path(held[-1]): prefill.moved(held[-1], before, after) if after else None})


def _held(draft: Draft, kind: str) -> list[Document]:
    return [row for row in rows(draft.decision, "procedures") if text(row, "type") == kind]


def _path(procedure: Document) -> str:
    return f"decision.procedures[{text(procedure, 'id')}]"
