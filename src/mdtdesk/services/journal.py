# SPDX-License-Identifier: MIT
"""Keeps what is being typed, valid or not, so that no word is lost before it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mdtdesk.domain import saved_searches
from mdtdesk.domain.saved_searches import SavedSearch
from mdtdesk.services.context import Reading, Work, note, query
from mdtdesk.storage import journal

_SEARCHES = "worklist"


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
    found = journal.forms(reading.connection, reading.context.actor.person_id)
    return tuple(form for form in found if form != _SEARCHES)


@query("type")
def latest(reading: Reading) -> str:
    """Return the form that the person typed into last, of those in which text was left."""
    person = reading.context.actor.person_id
    return journal.latest(reading.connection, person, but=_SEARCHES)


@note("read")
def keep_search(work: Work, saved: SavedSearch, instead_of: str = "") -> None:
    """Keep a search of the worklist, in the place of the one that had another name.

    Whoever may read cases may keep searches; they may hold names and never leave the store.
    """
    person = work.actor.person_id
    if instead_of:
        journal.discard(work.connection, person, form=_SEARCHES, paths=[instead_of])
    dated = saved if saved.since else replace(saved, since=work.at)
    entries = {saved.name: saved_searches.spelled(dated)}
    journal.write(work.connection, person, form=_SEARCHES, entries=entries, at=work.at)


@note("read")
def forget_search(work: Work, name: str) -> None:
    """Forget a search of the worklist."""
    journal.discard(work.connection, work.actor.person_id, form=_SEARCHES, paths=[name])


@query("read")
def searches(reading: Reading) -> tuple[SavedSearch, ...]:
    """Return the searches of the worklist that the person keeps."""
    person = reading.context.actor.person_id
    return saved_searches.read(journal.read(reading.connection, person, form=_SEARCHES))
