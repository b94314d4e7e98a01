# SPDX-License-Identifier: MIT
"""The four ways a call may fail on purpose; anything else that is raised is a bug."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault at one place.

    path   where, as in a case document: ``lesions[0].levels[1]``; empty for the whole
    code   key of the sentence in the catalogue: ``error.<code>``
    values what the sentence names, ``value`` first of all
    """

    path: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class MdtdeskError(Exception):
    """What the four share; never raised itself."""


class Rejected(MdtdeskError):
    """The input has faults; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{p.path}: {p.code}" for p in self.problems))


class Denied(MdtdeskError):
    """The person's roles do not allow this."""

    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__(permission)


class Conflict(MdtdeskError):
    """The record changed since it was read. ``paths`` are the fields that both changed."""

    def __init__(self, record: object = None, paths: Iterable[str] = ()) -> None:
        self.record = record
        self.paths = tuple(paths)
        super().__init__(", ".join(self.paths))


class Unavailable(MdtdeskError):
    """The environment's fault (lock, key, disk, newer store): ``unavailable.<reason>`` says it."""

    def __init__(self, reason: str, **values: object) -> None:
        self.reason = reason
        self.values = values
        super().__init__(reason)
