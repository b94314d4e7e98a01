# SPDX-License-Identifier: MIT
"""A lesion that a kept score names is never deleted, only marked as removed.

A print keeps its scores with the next command: whoever deletes a lesion may not have seen them yet.
"""

from __future__ import annotations

from mdtdesk.domain.document import Document, Value, change, document, rows, text

_REASON = "error"  # nobody was asked for one: it was taken for a lesion that nothing names


def with_named(old: Document, new: Document, *, by: str, at: str) -> Document:
    """Return the new document with the deleted lesions that its scores name, as removed ones."""
    named = {text(row, "lesion") for row in rows(new, "scores")}
    left = {text(row, "id") for row in rows(new, "lesions")}
    gone = [text(row, "id") for row in rows(old, "lesions")]
    if not any(each in named and each not in left for each in gone):
        return new
    after = {text(row, "id"): row for row in rows(new, "lesions")}
    made: list[Value] = []
    for row in rows(old, "lesions"):
        lesion = text(row, "id")
        if lesion in after:
            made.append(after.pop(lesion))
        elif lesion in named:
            removed = document({"at": at, "by": by, "reason": _REASON})
            made.append(row if "removed" in row else change(row, {"removed": removed}))
    return change(new, {"lesions": (*made, *after.values())})
