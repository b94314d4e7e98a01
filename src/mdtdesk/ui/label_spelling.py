# SPDX-License-Identifier: MIT
"""How a Chinese label is typed in pinyin and initials, without the dictionary of all names.

The labels' own characters stand with their readings in ``resources/pinyin.toml``: the dictionary
would take sixty megabytes of every window, and most windows only read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from mdtdesk.paths import resource
from mdtdesk.storage import pinyin


@cache
def chinese(label: str) -> tuple[str, ...]:
    """Return pinyin and initials of a Chinese label."""
    return tuple(dict.fromkeys(pinyin.tokens(label, _spoken)))


def _spoken(char: str) -> tuple[str, ...]:
    return tuple(_readings().get(char, ()))


@cache
def _readings() -> Mapping[str, list[str]]:
    return tomllib.loads(resource("pinyin.toml").read_text("utf-8"))
