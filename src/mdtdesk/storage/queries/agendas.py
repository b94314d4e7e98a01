# SPDX-License-Identifier: MIT
"""What the store holds of a case's place on an agenda."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from mdtdesk.domain.workflow import OnAgenda
from mdtdesk.storage.meeting_tables import ITEMS
from mdtdesk.storage.tables import MEETINGS


def open_item(connection: Connection, case_id: str) -> Row[Any] | None:
    """Return the open item of a case."""
    where = (ITEMS.c.case_id == case_id) & ITEMS.c.ended.is_(None)
    return connection.execute(select(ITEMS).where(where)).first()


def on_agenda(connection: Connection, case_id: str) -> OnAgenda | None:
    """Return what the worklist says of a case's open item."""
    columns = (MEETINGS.c.starts_at, ITEMS.c.carried, ITEMS.c.decision_id)
    joined = select(*columns).join_from(
        ITEMS, MEETINGS, MEETINGS.c.id == ITEMS.c.meeting_id, isouter=True
    )
    where = (ITEMS.c.case_id == case_id) & ITEMS.c.ended.is_(None)
    row = connection.execute(joined.where(where)).first()
    if row is None:
        return None
    return OnAgenda(row.starts_at or "", int(row.carried), row.decision_id is not None)
