# SPDX-License-Identifier: MIT
"""Which items of which instruments a person may answer, and with which options."""

from __future__ import annotations

from functools import cache

from mdtdesk.domain.instruments import tables

Options = dict[str, dict[str, list[str]]]


@cache
def options(of: str) -> Options:
    """Return instrument → item → option ids of the instruments of a ``case`` or a ``lesion``."""
    meant = (table for table in tables.load().values() if table.of == of and table.items)
    return {
        table.id: {item.id: [option.id for option in item.options] for item in table.items}
        for table in meant
    }
