# SPDX-License-Identifier: MIT
"""What a signed decision says takes no further row: procedures, levels, basis."""

from __future__ import annotations

from alembic import op

from mdtdesk.storage.schema import run_script

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Run this revision's SQL."""
    run_script(op.get_bind(), "0005.sql")
