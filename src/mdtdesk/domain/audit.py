# SPDX-License-Identifier: MIT
"""Rows of the audit: what was done to what, with the value before and after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from mdtdesk.domain.document import Difference, Value


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One thing that was done. ``old`` and ``new`` are JSON, None where there was no value."""

    action: str
    case_id: str = ""
    patient_id: str = ""
    path: str = ""
    old: str | None = None
    new: str | None = None


SIGN_IN_REFUSED = "sign_in_refused"
_OF_A_REFUSAL = frozenset(("at", "person_id", "person", "role", "rows"))


def is_refusal(record: Mapping[str, object]) -> bool:
    """Tell whether a record that waits is of refused sign-ins and nothing else.

    Only such a one may lack the data key's seal: there was no key. Whoever can write a file into
    the store's folder could otherwise say what another person did.
    """
    rows, keys = record.get("rows"), {each.name for each in fields(AuditRow)}
    try:
        datetime.fromisoformat(str(record.get("at")))
    except ValueError:
        return False
    return record.keys() <= _OF_A_REFUSAL and all(
        isinstance(row, dict)
        and row.get("action") == SIGN_IN_REFUSED
        and row.keys() <= keys
        and all(isinstance(value, str | None) for value in row.values())
        for row in (rows if isinstance(rows, list) else [None])
    )


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a field last, and when, as it is stored."""

    path: str
    person: str
    at: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What a walk of the chain found: rows that hold, the head, and the first fault if any.

    A fault ``signature`` (what was signed is another), ``signature_missing`` or
    ``signature_foreign`` names the ``case`` by its number and the ``decision`` by its id, one
    ``anchor_not_found`` the ``anchor``. ``backups`` counts those whose heads were looked for.
    """

    rows: int
    head: str
    fault: str = ""
    at: int = 0
    waiting: int = 0
    case: str = ""
    decision: str = ""
    anchor: str = ""
    backups: int = 0


def short(head: str) -> str:
    """Return a head as it is printed: its first twelve characters in fours."""
    return " ".join(head[i : i + 4] for i in range(0, 12, 4))


def spelled(value: Value | None) -> str | None:
    """Return a value as JSON, None where there is none."""
    return None if value is None else json.dumps(value, ensure_ascii=False, default=dict)


def changed(
    differences: Iterable[Difference], *, case_id: str, patient_id: str
) -> Iterator[AuditRow]:
    """Yield a row for each value that changed."""
    for d in differences:
        yield AuditRow("changed", case_id, patient_id, d.path, spelled(d.old), spelled(d.new))
