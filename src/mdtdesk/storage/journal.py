# SPDX-License-Identifier: MIT
"""The journal: the raw text of open fields per person and form, outside the audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from mdtdesk.domain.records import Unsaved
from mdtdesk.storage.tables import JOURNAL, PEOPLE

_FORMS = ("case", "decision", "follow")


def write(
    connection: Connection, person_id: str, *, form: str, entries: Mapping[str, str], at: str
) -> None:
    """Keep the raw texts by path in place of what was kept for them."""
    rows = [
        {"person_id": person_id, "form": form, "path": path, "raw": raw, "at": at}
        for path, raw in entries.items()
    ]
    if rows:
        statement = insert(JOURNAL)
        new = statement.excluded
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["person_id", "form", "path"], set_={"raw": new.raw, "at": new.at}
            ),
            rows,
        )


def read(connection: Connection, person_id: str, *, form: str) -> dict[str, str]:
    """Return a person's raw texts of a form by path."""
    statement = select(JOURNAL.c.path, JOURNAL.c.raw).where(
        JOURNAL.c.person_id == person_id, JOURNAL.c.form == form
    )
    return {str(path): str(raw) for path, raw in connection.execute(statement)}


def discard(
    connection: Connection, person_id: str, *, form: str, paths: Iterable[str] | None = None
) -> None:
    """Remove a person's entries of a form, all of them or those of some paths."""
    statement = delete(JOURNAL).where(JOURNAL.c.person_id == person_id, JOURNAL.c.form == form)
    if paths is not None:
        statement = statement.where(JOURNAL.c.path.in_(list(paths)))
    connection.execute(statement)


def forms(connection: Connection, person_id: str) -> tuple[str, ...]:
    """Return the forms in which a person has unrecorded text."""
    statement = select(JOURNAL.c.form).where(JOURNAL.c.person_id == person_id).distinct()
    return tuple(sorted(str(form) for form in connection.execute(statement).scalars()))


def latest(connection: Connection, person_id: str, *, but: str) -> str:
    """Return the form of a person's newest text but in that form, nothing if there is none."""
    mine = (JOURNAL.c.person_id == person_id, JOURNAL.c.form != but)
    newest = select(JOURNAL.c.form).where(*mine).order_by(JOURNAL.c.at.desc()).limit(1)
    return str(connection.execute(newest).scalar() or "")


def unsaved(connection: Connection, case_id: str) -> tuple[Unsaved, ...]:
    """Return who has unrecorded text in a form of this case, and since when."""
    statement = (
        select(JOURNAL.c.person_id, PEOPLE.c.name, JOURNAL.c.at)
        .join(PEOPLE, PEOPLE.c.id == JOURNAL.c.person_id)
        .where(JOURNAL.c.form.in_([f"{form}:{case_id}" for form in _FORMS]))
        .order_by(JOURNAL.c.at)
    )
    found: dict[str, Unsaved] = {}
    for person_id, name, at in connection.execute(statement):
        found[str(person_id)] = Unsaved(str(person_id), str(name), str(at))
    return tuple(found.values())
