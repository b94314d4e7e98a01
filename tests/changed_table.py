# SPDX-License-Identifier: MIT
"""Puts a changed copy of an instrument's table in force, as a newer version of the program has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from mdtdesk.domain.instruments import scoring, tables
from mdtdesk.domain.instruments.tables import Instrument


@contextmanager
def in_force(changed: Instrument) -> Iterator[None]:
    """Have every reader of the tables see the changed one; the engine compiles it anew."""
    whole = {**tables.load(), changed.id: changed}

    def load(_directory: Path | None = None) -> dict[str, Instrument]:
        return whole

    with patch.object(tables, "load", load):
        scoring._compiled.cache_clear()
        try:
            yield
        finally:
            scoring._compiled.cache_clear()
