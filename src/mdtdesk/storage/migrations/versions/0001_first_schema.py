# SPDX-License-Identifier: MIT
"""The first schema: cases with every section of the case document, people, commands, audit."""

from __future__ import annotations

from alembic import op

from mdtdesk.storage.schema import run_script

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run this revision's SQL."""
    run_script(op.get_bind(), "0001.sql")
