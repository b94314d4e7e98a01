# SPDX-License-Identifier: MIT
"""The worklist names the clock that runs beside a case's waiting; its rows are derived anew."""

from __future__ import annotations

from alembic import op

from mdtdesk.storage.schema import run_script

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Run this revision's SQL."""
    run_script(op.get_bind(), "0008.sql")
