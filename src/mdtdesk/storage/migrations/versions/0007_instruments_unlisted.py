# SPDX-License-Identifier: MIT
"""Stores that were made with a list of instruments lose it: an instrument is added by its file.

The CHECK goes as SQLite describes for constraints that no row depends on, by the table's text:
dropping and renaming would leave the rows of its lists without their owner.
"""

from __future__ import annotations

from alembic import op

from mdtdesk.storage.schema import run_script

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Run this revision's SQL."""
    run_script(op.get_bind(), "0007.sql")
