# SPDX-License-Identifier: MIT
"""A command with its draft: what the harnesses kill, break, send twice and send changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mdtdesk.services.context import Context


@dataclass(frozen=True)
class Call:
    """One service function and the draft that it is given."""

    function: Callable[[Context, Any], object]
    draft: Any

    def __call__(self, team: Context) -> object:
        """Run the command."""
        return self.function(team, self.draft)
