# SPDX-License-Identifier: MIT
"""The schema's statements, and the way a store gets them: by migrations, not from the tables."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from mdtdesk.storage import correction_tables
from mdtdesk.storage.columns import METADATA
from mdtdesk.storage.meeting_tables import KEPT
from mdtdesk.storage.tables import triggers
from mdtdesk.storage.worklist_tables import EXTRA

VERSION = 8  # the newest migration's number, kept as ``user_version`` and in keys.json
MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: Connection, to: int = VERSION) -> None:
    """Bring a store to the newest schema inside the caller's transaction, or to an earlier one."""
    # Alembic costs a quarter of a second to import and is needed here alone
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, f"{to:04d}")
    connection.execute(text(f"PRAGMA user_version = {to:d}"))


def run_script(connection: Connection, name: str) -> None:
    """Execute a migration's SQL file: statements apart by an empty line."""
    script = (MIGRATIONS / "versions" / name).read_text("utf-8")
    for statement in script.split("\n\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)


def statements() -> tuple[str, ...]:
    """Return what the tables of today need: a test holds the migrations against it."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in METADATA.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    lines = ("\n".join(line.rstrip() for line in m.splitlines() if line.strip()) for m in made)
    return (*lines, *EXTRA, KEPT, *triggers(), *correction_tables.TRIGGERS)
