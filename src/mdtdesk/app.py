# SPDX-License-Identifier: MIT
"""The one place where things are wired: a directory and a password become a Context.

The sign-in page is painted before SQLAlchemy is imported, so whatever needs it is imported inside
the functions here; ``warm`` does so ahead, in the thread that will need it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mdtdesk.domain import ids
from mdtdesk.errors import Problem, Rejected, Unavailable
from mdtdesk.storage import key_file, layout
from mdtdesk.system import Holder, host_name

if TYPE_CHECKING:
    from mdtdesk.domain.changes import Outcome
    from mdtdesk.domain.drafts import PersonDraft
    from mdtdesk.services.context import Context
    from mdtdesk.storage.store import Store

STORE_SUFFIX = layout.SUFFIX
STORE_FILE = layout.SHORTCUT_SUFFIX
_HELD_BY_ANOTHER = ("locked", "left_locked")
Progress = Callable[[str, int, int], None]
"""Told what is being done (a key of ``progress.*``), how much of it is done, and of how much."""
_Way = Literal["read", "write", "upgrade", "restored"]  # the last two take an older schema too
_REFUSALS = ("wrong_password", "recovery_wrong", "locked_out")


@dataclass(frozen=True, slots=True)
class Person:
    """One who can sign in, as the store's key file names them."""

    id: str
    name: str
    title: str
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """Who makes a store and administers it until another administrator does."""

    name: str
    title: str
    password: str = field(repr=False)
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class CreatedStore:
    """A new store, closed; ``recovery_code`` is known only now."""

    directory: Path
    person_id: str
    recovery_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An open store with its person.

    holder       who writes the store, where this process only reads it
    must_change  the password was given by an administrator and opens nothing until it is changed
    """

    directory: Path
    context: Context
    holder: Holder | None = None
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class Recovering:
    """A store that the recovery code opened, and the code that is to replace it."""

    signed: SignedIn
    code: str = field(repr=False)


def warm() -> None:
    """Import what signing in needs."""
    # Imported here, see the module's docstring.
    from mdtdesk.services import context
    from mdtdesk.storage import founding, lockout, store

    del context, founding, lockout, store


def is_store(directory: Path) -> bool:
    """Tell whether a store lies there, or may: opening it says that it must not be looked at."""
    try:
        return (directory / key_file.NAME).is_file()
    except PermissionError:
        return True


def name_of(directory: Path) -> str:
    """Return a store's name as its owner gave it."""
    return layout.of(directory).name


def people(directory: Path) -> tuple[Person, ...]:
    """Return who can sign in to a store. Raises Unavailable."""
    listed = key_file.read(layout.of(directory).directory).people
    return tuple(Person(row.id, row.name, row.title, row.must_change) for row in listed)


def create_store(directory: Path, first: FirstPerson) -> CreatedStore:
    """Make a store with its first person, who holds every role that administers it."""
    return _create(directory, first)


def create_demo(directory: Path, first: FirstPerson) -> CreatedStore:
    """Make a store whose password everybody knows: guessing it costs little, opening it too."""
    return _create(directory, first, demo=True)


def _create(directory: Path, first: FirstPerson, *, demo: bool = False) -> CreatedStore:
    # Imported here, see the module's docstring.
    from mdtdesk.domain.records import PersonRow
    from mdtdesk.services.people import FIRST_ROLES
    from mdtdesk.storage import founding, seals
    from mdtdesk.storage.keys import NewPerson
    from mdtdesk.storage.store import Store

    person = NewPerson(ids.new_id(), first.name, first.title, first.password, first.must_change)
    row = PersonRow(person.id, first.name, first.title, "", FIRST_ROLES, False)
    cost = seals.Cost(memory_kib=8 * 1024, passes=1) if demo else seals.COST
    made = Store.create(directory, person, founding.foundation(row, _now()), cost=cost)
    made.store.close()
    return CreatedStore(made.store.path, person.id, made.recovery_code)


def unwatched(_stage: str, _done: int, _total: int) -> None:
    """Report progress to nobody."""


def sign_in(
    directory: Path, person_id: str, password: str, *, progress: Progress = unwatched
) -> SignedIn:
    """Open a store for a person: to write, or to read while another process writes.

    Raises Unavailable; a refused password is left for the audit.
    """
    directory = layout.of(directory).directory
    data_key, person = _prove(directory, person_id, password)
    try:
        context = _open(directory, data_key, person, "write", progress)
    except Unavailable as held:
        if held.reason not in _HELD_BY_ANOTHER:
            raise
        context = _open(directory, data_key, person, "read")
        return SignedIn(directory, context, _holder(held), person.must_change)
    return SignedIn(directory, context, None, person.must_change)


def sign_in_as(
    directory: Path, person_id: str, password: str, *, writer: bool, older: bool = False
) -> SignedIn:
    """Open a store as asked or not at all; ``older`` is for the upgrade of an older schema."""
    directory = layout.of(directory).directory
    data_key, person = _prove(directory, person_id, password)
    context = _open(
        directory, data_key, person, "upgrade" if older else "write" if writer else "read"
    )
    return SignedIn(directory, context, None, person.must_change)


def sign_in_to_backup(source: Path, person: Person, password: str) -> SignedIn:
    """Open a backup to restore it where no store is: read, and nothing left in it."""
    # Imported here, see the module's docstring.
    from mdtdesk.services.context import Actor, Context
    from mdtdesk.storage import keys, schema
    from mdtdesk.storage.store import Access, Store

    data_key = keys.unlock(source, person.id, password)
    store = Store.open(
        source, data_key, Access(person.name, schema.VERSION, writer=False, older=True)
    )
    with _closed_on_failure(store):
        actor = Actor(person.id, person.name, person.title, _admitted(store, person))
    return SignedIn(source, Context(store, actor), None, person.must_change)


def open_again(signed: SignedIn, directory: Path) -> SignedIn:
    """Open the store that now lies in a directory for one who has signed in to the one before."""
    actor = signed.context.actor
    person = Person(actor.person_id, actor.name, actor.title)
    place, key = layout.of(directory).directory, signed.context.store.data_key
    return SignedIn(place, _open(place, key, person, "restored"))


def is_older(signed: SignedIn) -> bool:
    """Tell whether the program knows a newer schema than the store has."""
    # Imported here, see the module's docstring.
    from mdtdesk.storage import schema

    return signed.context.store.schema < schema.VERSION


def upgrade(signed: SignedIn, folder: Path, progress: Progress = unwatched) -> Path:
    """Bring an older store to this program's schema; return the verified backup made first.

    Whoever watches may raise until it is told that the ``upgrade`` begins, and is told no more.
    """
    # Imported here, see the module's docstring.
    from mdtdesk.services import backups as made

    copy = made.backup(signed.context, folder, progress=progress)
    progress("upgrade", 0, 1)
    made.upgrade(signed.context, made.UpgradeDraft(copy.path.name))
    signed.context.store.announce_schema()
    return copy.path


def add_person(
    signed: SignedIn, draft: PersonDraft, password: str, *, must_change: bool = False
) -> Outcome:
    """Add a person who can sign in."""
    # Imported here, see the module's docstring.
    from mdtdesk import admitting

    return admitting.add(signed.context, admitting.Admission(draft, password, must_change))


def change_password(signed: SignedIn, old: str, new: str) -> None:
    """Give the signed-in person the password they chose."""
    # Imported here, see the module's docstring.
    from mdtdesk import admitting

    admitting.change_password(signed.context, old, new)


def prove_recovery(directory: Path, person_id: str, code: str) -> Recovering:
    """Open a store by its recovery code for an administrator who lost the password.

    Nothing is changed yet. Raises Unavailable for a wrong code or a store that another writes,
    Rejected for a person who administers nothing.
    """
    # Imported here, see the module's docstring.
    from mdtdesk.domain.audit import AuditRow
    from mdtdesk.services import people as stored
    from mdtdesk.services.context import unaudited
    from mdtdesk.storage import lockout, recovery_code

    directory = layout.of(directory).directory
    person = next(each for each in people(directory) if each.id == person_id)
    try:
        data_key = lockout.recover(directory, code, datetime.now().astimezone())
    except Unavailable as refused:
        if refused.reason in _REFUSALS:
            _leave_refusal(directory, person_id, by=lockout.RECOVERY)
        raise
    signed = SignedIn(directory, _open(directory, data_key, person, "write"))
    with _closed_on_failure(signed.context.store):
        unaudited(signed.context, "", [AuditRow("opened_by_recovery_code")])
        if signed.context.store.damaged:
            raise Unavailable("damaged", path=str(signed.context.store.database))
        administrators = [each for each in stored.listed(signed.context) if each.administers]
        if person_id not in {each.id for each in administrators}:
            names = ", ".join(each.name for each in administrators)
            raise Rejected([Problem("person", "not_administrator", {"value": names})])
    return Recovering(signed, recovery_code.new())


def recover(recovering: Recovering, password: str) -> SignedIn:
    """Set the person's password and put the new recovery code in the old one's place."""
    # Imported here, see the module's docstring.
    from mdtdesk.domain.drafts import RecoverDraft
    from mdtdesk.services import people as stored
    from mdtdesk.storage import keys, lockout

    signed = recovering.signed
    context, person = signed.context, signed.context.actor.person_id
    # the audit first: a kill between the two leaves a row too many, never one too few
    stored.recover(context, RecoverDraft(person))
    keys.recover(
        signed.directory,
        context.store.data_key,
        person_id=person,
        password=password,
        code=recovering.code,
    )
    lockout.clear(signed.directory, person)
    return signed


def sign_out(signed: SignedIn) -> None:
    """Give the store back, with the writer's lock."""
    signed.context.store.close()


def _holder(held: Unavailable) -> Holder:
    values = held.values
    return Holder(str(values.get("host")), 0, str(values.get("person")))


def _prove(directory: Path, person_id: str, password: str) -> tuple[bytes, Person]:
    """Return the data key and the person whose password this is."""
    # Imported here, see the module's docstring.
    from mdtdesk.storage import lockout

    try:
        data_key = lockout.sign_in(directory, person_id, password, datetime.now().astimezone())
    except Unavailable as refused:
        if refused.reason in _REFUSALS:
            _leave_refusal(directory, person_id)
        raise
    return data_key, next(each for each in people(directory) if each.id == person_id)


def _open(
    directory: Path, data_key: bytes, person: Person, way: _Way, progress: Progress = unwatched
) -> Context:
    # Imported here, see the module's docstring.
    from mdtdesk.domain.audit import AuditRow
    from mdtdesk.services import context
    from mdtdesk.storage import schema
    from mdtdesk.storage.store import Access, Store

    writer, older = way in ("write", "upgrade"), way in ("upgrade", "restored")
    access = Access(person.name, schema.VERSION, writer, older, progress)
    store = Store.open(directory, data_key, access)
    with _closed_on_failure(store):
        actor = context.Actor(person.id, person.name, person.title, _admitted(store, person))
        made = context.Context(store, actor)
        context.unaudited(made, "", [AuditRow("signed_in", new=json.dumps(host_name()))])
    return made


def _admitted(store: Store, person: Person) -> frozenset[str]:
    """Return a person's roles. Raises Unavailable for who was disabled and still has a key."""
    # Imported here, see the module's docstring.
    from mdtdesk.storage import people as stored

    with store.read() as connection:
        row = stored.by_id(connection, person.id)
    if row is not None and row.disabled:
        raise Unavailable("person_disabled", person=person.name)
    return frozenset(row.roles if row is not None else ())


@contextmanager
def _closed_on_failure(store: Store) -> Iterator[None]:
    """Give a store back, with the writer's lock, where what follows its opening fails."""
    with ExitStack() as undo:
        undo.callback(store.close)
        yield
        undo.pop_all()


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _leave_refusal(directory: Path, person_id: str, *, by: str = "") -> None:
    """Leave a refused sign-in in plain: there is no key to seal it with; ``by`` what was tried."""
    # Imported here, see the module's docstring.
    from mdtdesk.domain.audit import SIGN_IN_REFUSED
    from mdtdesk.storage import pending

    name = next((person.name for person in people(directory) if person.id == person_id), "")
    record = {
        "at": _now(),
        "person_id": person_id,
        "person": name,
        "role": "",
        "rows": [{"action": SIGN_IN_REFUSED, "path": by, "new": json.dumps(host_name())}],
    }
    pending.leave_plain(directory, record)
