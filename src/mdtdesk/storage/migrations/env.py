# SPDX-License-Identifier: MIT
"""Alembic's entry: runs the revisions on the connection that ``schema.migrate`` hands over."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
