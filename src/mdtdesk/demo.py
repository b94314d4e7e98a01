# SPDX-License-Identifier: MIT
"""The demo: a store of invented cases with its people, made in a few seconds, and its prints."""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from mdtdesk import app, system
from mdtdesk.app import SignedIn
from mdtdesk.errors import Unavailable
from mdtdesk.i18n import LANGUAGES
from mdtdesk.paths import resource

NAME = "demo" + app.STORE_SUFFIX
PRINTS = "prints"
BACKUPS = "backups"  # made by hand from the window; left as they are
# whose disciplines sit in the demo's meeting
_SEEING = ("bone_soft_tissue_surgery", "spine_surgery", "radiation_oncology")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One who can sign in to the demo."""

    name: str
    title: str
    discipline: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that was made: its store, its prints, how many cases, who opens it with what."""

    store: Path
    prints: Path
    cases: int
    people: tuple[DemoPerson, ...]
    password: str = field(repr=False)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("demo", "people.toml").read_text("utf-8"))


def password() -> str:
    """Return the password of everybody in the demo."""
    return str(_table()["password"])


def home() -> Path:
    """Return where the demo of this account lies."""
    return user_data_path("mdtdesk", appauthor=False) / "demo"


def _first_person() -> app.FirstPerson:
    first = people()[0]
    return app.FirstPerson(first.name, first.title, password())


def people() -> tuple[DemoPerson, ...]:
    """Return who is in the demo; the first one makes it."""
    return tuple(
        DemoPerson(row["name"], row["title"], row["discipline"], tuple(row["roles"]))
        for row in _table()["person"]
    )


def store_in(folder: Path) -> Path:
    """Return the demo store of a folder, made there if there is none."""
    found = folder / NAME
    return found if app.is_store(found) else _fill(folder).store


def make(folder: Path) -> Demo:
    """Make a demo with its prints; an earlier one is replaced, anything else there is refused."""
    _clear(folder)
    made = _fill(folder)
    signed = _sign_in(made.store)
    try:
        for name, pdf in (*_summaries(signed), *_of_meeting(signed)):
            system.write_whole(made.prints / name, pdf)
    finally:
        app.sign_out(signed)
    return made


def _clear(folder: Path) -> None:
    """Remove an earlier demo, but nothing that is not surely one."""
    if not folder.exists():
        return
    found = {path.name for path in folder.iterdir()} if folder.is_dir() else {""}
    store = folder / NAME
    ours = not found or (found <= {NAME, PRINTS, BACKUPS} and NAME in found and _is_demo(store))
    if not ours:
        raise Unavailable("exists", path=str(folder))
    shutil.rmtree(folder / PRINTS, ignore_errors=True)
    if store.exists():
        lock = system.FileLock(store / "writer.lock")
        if not lock.acquire():
            raise Unavailable("busy", path=str(store))
        lock.release(keep_text=True)
        shutil.rmtree(store)


def _is_demo(store: Path) -> bool:
    """Tell whether a store is a demo: its people are the demo's, so that no other one is lost."""
    if not app.is_store(store):
        return False
    try:
        return [p.name for p in app.people(store)] == [p.name for p in people()]
    except Unavailable:
        return False


def _fill(folder: Path) -> Demo:
    """Make the store beside its place, so that one that was only begun is never taken for it."""
    (folder / PRINTS).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".demo-", dir=folder) as place:
        begun = Path(place) / NAME
        app.create_demo(begun, _first_person())
        signed = _sign_in(begun)
        try:
            cases = _furnish(signed)
        finally:
            app.sign_out(signed)
        begun.rename(folder / NAME)
    return Demo(folder / NAME, folder / PRINTS, cases, people(), password())


def _furnish(signed: SignedIn) -> int:
    """Add the people and the cases; return how many cases."""
    # Imported here: the window asks for the demo's place before SQLAlchemy is needed.
    from mdtdesk.domain.drafts import PersonDraft
    from mdtdesk.domain.imports import draft
    from mdtdesk.exchange.case_document import Reader
    from mdtdesk.services import imports

    for each in people()[1:]:
        person = PersonDraft(each.name, each.roles, each.title, each.discipline)
        app.add_person(signed, person, password())
    with Reader() as reader:
        file = reader.read(resource("demo", "cases.json"))
    imports.run(signed.context, draft(file))
    _plan_meeting(signed)
    return len(file.entries)


def _plan_meeting(signed: SignedIn) -> None:
    """Make a weekly meeting whose next agenda holds every case that may be listed."""
    # Imported here, as in _furnish.
    from mdtdesk.domain.agenda import Member
    from mdtdesk.domain.meeting_drafts import ListDraft, SeriesDraft
    from mdtdesk.domain.worklist import WorklistQuery
    from mdtdesk.services import agendas, meetings, worklist

    context, table = signed.context, _table()["meeting"]
    today = context.clock().date()
    first = today + timedelta(days=(table["weekday"] - today.isoweekday() - 1) % 7 + 1)
    team = [each for each in people() if "chair" in each.roles or each.discipline in _SEEING]
    series = SeriesDraft(
        table["title"],
        first.isoformat(),
        table["starts"],
        room=table["room"],
        chair=people()[0].name,
        recorder=table["recorder"],
        members=tuple(Member(each.name, each.title, each.discipline) for each in team),
        required=tuple(table["required"]),
        capacity=table["capacity"],
    )
    meetings.make_series(context, series)
    meeting = meetings.upcoming(context)
    for row in worklist.page(context, WorklistQuery(view="ready")).rows:
        agendas.list_case(context, ListDraft(meeting, row.id))


def _sign_in(store: Path) -> SignedIn:
    return app.sign_in_as(store, app.people(store)[0].id, password(), writer=True)


def _summaries(signed: SignedIn) -> Iterator[tuple[str, bytes]]:
    # Imported here, as in _furnish.
    from mdtdesk.services import documents, exports

    # whoever makes the demo has every right in it; the export's list is the list of all cases
    for case_id in exports.every(signed.context):
        for language in LANGUAGES:
            made = documents.summary(signed.context, case_id, language)
            yield made.name, made.pdf


def _of_meeting(signed: SignedIn) -> Iterator[tuple[str, bytes]]:
    """Yield each print of the demo's meeting alone, and the request of its first case."""
    # Imported here, as in _furnish.
    from mdtdesk.domain.meeting_prints import MEETING_PRINTS
    from mdtdesk.services import agendas, documents, meetings

    context = signed.context
    meeting = meetings.upcoming(context)
    first = agendas.get(context, meeting).rows[0].case.id
    for language in LANGUAGES:
        for what in (name for name in MEETING_PRINTS if name != "all"):
            made = documents.of_meeting(context, meeting, what, language)
            yield made.name, made.pdf
        made = documents.request(context, first, language)
        yield made.name, made.pdf
