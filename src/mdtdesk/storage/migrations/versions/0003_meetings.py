# SPDX-License-Identifier: MIT
"""Meetings, their series, agendas and attendance; the worklist says when a case meets."""

from __future__ import annotations

from alembic import op

from mdtdesk.storage.schema import run_script

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Run this revision's SQL."""
    run_script(op.get_bind(), "0003.sql")
