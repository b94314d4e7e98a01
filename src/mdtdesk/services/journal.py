# SPDX-License-Identifier: MIT
"""Keeps what is being typed, valid or not, so that no word is lost before it is recorded."""

from __future__ import annotations

from collections.abc import Mapping

from mdtdesk.services.context import Reading, Work, note, query
from mdtdesk.storage import journal


@note("type")
def write(work: Work, form: str, entries: Mapping[str, str]) -> None:
    """Keep the raw text of fields of a form (``case:ID``, ``decision:ID``, ``register``)."""
    journal.write(work.connection, work.actor.person_id, form=form, entries=entries, at=work.at)


@note("type")
def discard(work: Work, form: str, paths: tuple[str, ...] | None = None) -> None:
    """Throw away what was typed in a form, or in some of its fields."""
    journal.discard(work.connection, work.actor.person_id, form=form, paths=paths)


@query("type")
def read(reading: Reading, form: str) -> dict[str, str]:
    """Return the raw text that the person left in a form, by path."""
    return journal.read(reading.connection, reading.context.actor.person_id, form=form)


@query("type")
def forms(reading: Reading) -> tuple[str, ...]:
    """Return the forms in which the person left text."""
    return journal.forms(reading.connection, reading.context.actor.person_id)
