# SPDX-License-Identifier: MIT
"""The files whose bytes this store keeps, and the secret that study numbers are made with."""

from __future__ import annotations

from alembic import op

from mdtdesk.storage.schema import run_script

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Run this revision's SQL."""
    run_script(op.get_bind(), "0004.sql")
