# SPDX-License-Identifier: MIT
"""Withdrawn cases, moves, merged patients, requests; the audit by person and action."""

from __future__ import annotations

from alembic import op

from mdtdesk.storage.schema import run_script

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Run this revision's SQL."""
    run_script(op.get_bind(), "0006.sql")
