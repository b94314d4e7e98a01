# SPDX-License-Identifier: MIT
"""${message}."""

from __future__ import annotations

from alembic import op

from mdtdesk.storage.schema import run_script

revision = "${up_revision}"
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Run this revision's SQL."""
    run_script(op.get_bind(), "${up_revision}.sql")
