# SPDX-License-Identifier: MIT
"""Which items of which instruments a person may answer, and with which options."""

from __future__ import annotations

import tomllib
from functools import cache

from mdtdesk.paths import resource

Options = dict[str, dict[str, list[str]]]


@cache
def _tables() -> dict[str, Options]:
    return tomllib.loads(resource("instruments", "answers.toml").read_text("utf-8"))


def options(of: str) -> Options:
    """Return instrument → item → option ids of the instruments of a ``case`` or a ``lesion``."""
    return _tables()[of]
