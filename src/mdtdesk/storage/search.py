# SPDX-License-Identifier: MIT
"""Search words of a case."""

from __future__ import annotations

from sqlalchemy import Connection

from mdtdesk.domain.document import Document


def index(connection: Connection, case_id: str, case: Document) -> None:
    """Keep the words by which a case is found."""
