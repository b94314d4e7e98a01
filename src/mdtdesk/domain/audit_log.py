# SPDX-License-Identifier: MIT
"""What is read of the audit: a page of it, and who opened a patient."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

# what tells that somebody saw or took something of a case
READS = ("viewed", "printed", "exported", "exported_deidentified", "file_opened")


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which rows are asked for; what is empty narrows nothing.

    about         a case number, a hospital number, a name or its pinyin
    since, until  days, months or years; both ends are within
    """

    person_id: str = ""
    about: str = ""
    action: str = ""
    since: str = ""
    until: str = ""
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row as its reader may see it.

    happened_at   when it was done; ``at`` is when it came into the chain
    number, name  the case and the patient it was about, as they are called now
    concerns      the name of the person it was about, where the path is a person's id
    digested      old and new are digests: the reader sees no clinical text
    """

    sequence: int
    happened_at: str
    at: str
    person: str
    role: str
    action: str
    number: str
    name: str
    path: str
    old: str
    new: str
    concerns: str
    digested: bool


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some rows of an answer, how many there are, and how many still wait to come in."""

    rows: tuple[AuditEntry, ...]
    total: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """That somebody saw or took something of a case: who, how, and when."""

    person: str
    role: str
    action: str
    what: str
    at: str
    number: str


@dataclass(frozen=True, slots=True)
class OpenedBy:
    """Who opened a patient, or only a case where its reader may ask for no more."""

    rows: tuple[Opened, ...]
    whole_patient: bool


def digest(value: str) -> str:
    """Return what stands for a value that its reader may not see; nothing for none."""
    return hashlib.sha256(value.encode("utf-8")).hexdigest()[:16] if value else ""
