# SPDX-License-Identifier: MIT
"""What a command changed, so that whoever shows it can ask again."""

from __future__ import annotations

from dataclasses import dataclass

Changes = frozenset[tuple[str, str]]  # (kind, id): ("case", "018f…")


@dataclass(frozen=True, slots=True)
class Answered:
    """What an import did with one document: ``created``, ``updated``, …; path as in the file."""

    answer: str
    number: str
    path: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command made or changed; ``version`` is the case's after it, where there is one."""

    id: str
    changes: Changes = frozenset()
    version: int = 0
    number: str = ""
    answers: tuple[Answered, ...] = ()
