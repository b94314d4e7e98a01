# SPDX-License-Identifier: MIT
"""The sections show every key of the case document that is typed on this page."""

from __future__ import annotations

from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.fields import Group
from mdtdesk.ui.case.plans import SECTIONS, section_of

# the program's own, what is only read, and what comes with the instruments
NOT_TYPED = {"format", "version", "id", "number", "source", "registered", "unconfirmed", "closed"}
ELSEWHERE = {"answers", "lesions", "discussions", "scores", "attachments"}


def leaves(group: Group, before: str = "") -> set[str]:
    """Return the paths of a group's fields, lists as one."""
    found: set[str] = set()
    for key, kind in group.fields.items():
        path = f"{before}{key}"
        found |= leaves(kind, f"{path}.") if isinstance(kind, Group) else {path}
    return found


def test_every_key_has_its_field() -> None:
    shown = {path for section in SECTIONS for path in section.paths}
    wanted = {p for p in leaves(CASE) if p.split(".")[0] not in NOT_TYPED | ELSEWHERE}
    assert shown == wanted


def test_every_key_has_its_section() -> None:
    keys = set(CASE.fields) - NOT_TYPED - {"answers"}
    assert all(section_of(key) for key in keys)
