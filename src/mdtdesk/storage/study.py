# SPDX-License-Identifier: MIT
"""The secret of a store under which its study numbers are made; made once, with its tables."""

from __future__ import annotations

from sqlalchemy import Connection, select

from mdtdesk.storage.tables import SETTINGS

_NAME = "study_secret"


def secret(connection: Connection) -> bytes:
    """Return the secret: the same case has the same study number in every export of a store."""
    found = select(SETTINGS.c.value).where(SETTINGS.c.name == _NAME)
    return bytes.fromhex(connection.execute(found).scalar_one())
