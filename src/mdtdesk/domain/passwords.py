# SPDX-License-Identifier: MIT
"""Passwords that are given: one opens nothing but the form in which its owner chooses another."""

from __future__ import annotations

import secrets

# without letters and digits that are taken for one another
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _IN_GROUP = 4, 4


def one_time() -> str:
    """Return a password that its owner has to change at the first sign-in."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
