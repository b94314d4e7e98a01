# SPDX-License-Identifier: MIT
"""The codes of every vocabulary, in the order in which they are shown."""

from __future__ import annotations

from functools import cache

from mdtdesk.i18n import labels


@cache
def codes(name: str) -> tuple[str, ...]:
    """Return a vocabulary's codes."""
    return tuple(labels(name))


def has(name: str, code: str) -> bool:
    """Tell whether a vocabulary holds a code."""
    return code in labels(name)
