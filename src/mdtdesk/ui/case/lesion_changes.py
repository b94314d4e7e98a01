# SPDX-License-Identifier: MIT
"""What adding, parting, removing a lesion or giving it another site changes in the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mdtdesk.domain.document import Document, Value, document, get, items, leaves, rows, text
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.lesion_fields import LESION
from mdtdesk.ui.case import paths

Changes = dict[str, Value | None]
_NAMED_BY = ("scores", "attachments")


def added(site: str, **facts: Value) -> tuple[str, Changes]:
    """Return a new lesion's id and the change that adds it."""
    named = new_id()
    return named, {f"lesions[{named}]": document({"id": named, "site": site, **facts})}


def moved_to(case: Document, named: str, site: str) -> Changes:
    """Return what gives a lesion another site: what the new one has no field for goes."""
    row = paths.lesion(case, named)
    fields = LESION.fields_for(site)
    changes: Changes = {f"lesions[{named}].site": site}
    for key, value in row.items():
        kind = fields.get(key)
        if kind is None or kind != LESION.fields_for(text(row, "site")).get(key):
            for path, _ in leaves(value, key):
                # a list is one value of the form, so it goes whole
                changes[f"lesions[{named}].{path.partition('[')[0]}"] = None
    return changes


def is_named(case: Document, named: str) -> bool:
    """Tell whether a decision, a kept score or a file names a lesion."""
    kept = (text(row, "lesion") for key in _NAMED_BY for row in rows(case, key))
    return named in (*kept, *_decided(case))


def _decided(case: Document) -> Iterator[str]:
    for discussion in rows(case, "discussions"):
        earlier = rows(discussion, "earlier_decisions")
        now = get(discussion, "decision")
        for decision in (*earlier, *((now,) if isinstance(now, Mapping) else ())):
            for procedure in rows(decision, "procedures"):
                yield from items(procedure, "lesions")
            yield from (text(row, "lesion") for row in rows(decision, "overridden_checks"))


def deleted(case: Document, named: str) -> Changes:
    """Return what takes a lesion away that nothing names; treatments forget it."""
    only = len(rows(case, "lesions")) == 1
    changes: Changes = {"lesions": None} if only else {f"lesions[{named}]": None}
    treatments = rows(case, "treatments")
    if any(named in items(row, "lesions") for row in treatments):
        changes["treatments"] = tuple(_without(row, named) for row in treatments)
    return changes


def _without(row: Document, named: str) -> Document:
    left = tuple(one for one in items(row, "lesions") if one != named)
    kept = {key: value for key, value in row.items() if key != "lesions"}
    return document({**kept, "lesions": left} if left else kept)


def removed(named: str, reason: str, *, by: str, at: str) -> Changes:
    """Return what marks a lesion as removed that something names."""
    facts = document({"at": at, "by": by, "reason": reason})
    return {f"lesions[{named}].removed": facts}


def brought_back(named: str) -> Changes:
    """Return what takes the mark of removal away."""
    return {f"lesions[{named}].removed": None}
