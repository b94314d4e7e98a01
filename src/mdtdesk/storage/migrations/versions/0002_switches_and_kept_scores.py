# SPDX-License-Identifier: MIT
"""The department's switches of instruments and rules; kept scores become append-only."""

from __future__ import annotations

from alembic import op

from mdtdesk.storage.schema import run_script

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run this revision's SQL."""
    run_script(op.get_bind(), "0002.sql")
