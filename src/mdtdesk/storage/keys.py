# SPDX-License-Identifier: MIT
"""The data key of a store: wrapped for each person and for the recovery code.

Functions that change the file are for the writer of the store; who only reads it may change the own
password. Two programs never do so at once.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from mdtdesk.domain import ids
from mdtdesk.errors import Unavailable
from mdtdesk.storage import key_file, recovery_code, seals
from mdtdesk.storage.alone import alone
from mdtdesk.storage.key_file import Holder, KeyFile, Wrapped
from mdtdesk.storage.seals import COST, Cost

_RECOVERY = "recovery"
_changing = threading.Lock()


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person who is to open the store. ``must_change`` marks a one-time password."""

    id: str
    name: str
    title: str
    password: str = field(repr=False)
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What is known only once: the recovery code. And the data key, to go on with."""

    store_id: str
    data_key: bytes = field(repr=False)
    recovery_code: str = field(repr=False)


def create(directory: Path, first: NewPerson, *, schema: int, cost: Cost = COST) -> NewKeys:
    """Make a data key and the key file of a new store."""
    made = NewKeys(ids.new_id(), seals.new_key(), recovery_code.new())
    code = recovery_code.normal(made.recovery_code) or ""
    file = KeyFile(
        store_id=made.store_id,
        schema=schema,
        fingerprint=_fingerprint(made.data_key),
        recovery=_wrap(made.data_key, code, _owner(made.store_id, _RECOVERY), cost),
        people=(_holder(made.store_id, made.data_key, first, cost),),
    )
    key_file.write(directory, file)
    return made


def fits(file: KeyFile, data_key: bytes) -> bool:
    """Tell whether this is the store's data key."""
    return secrets.compare_digest(file.fingerprint, _fingerprint(data_key))


def unlock(directory: Path, person_id: str, password: str) -> bytes:
    """Return the data key; Unavailable ``wrong_password`` for a wrong one or an unknown person."""
    file = key_file.read(directory)
    holder = next((row for row in file.people if row.id == person_id), None)
    # an unknown person takes as long as a wrong password
    wrapped = holder.wrapped if holder else file.recovery
    key = _unwrap(wrapped, password, _owner(file.store_id, person_id))
    if key is None or not fits(file, key):
        raise Unavailable("wrong_password")
    return key


def unlock_with_recovery(directory: Path, typed: str) -> bytes:
    """Return the data key; Unavailable ``recovery_mistyped`` or ``recovery_wrong``."""
    code = recovery_code.normal(typed)
    if code is None:
        raise Unavailable("recovery_mistyped")
    file = key_file.read(directory)
    key = _unwrap(file.recovery, code, _owner(file.store_id, _RECOVERY))
    if key is None or not fits(file, key):
        raise Unavailable("recovery_wrong")
    return key


def add_person(directory: Path, data_key: bytes, person: NewPerson) -> None:
    """Let a person open the store; one who could already gets this name and password."""

    def change(file: KeyFile) -> KeyFile:
        holder = _holder(file.store_id, data_key, person, _cost(file))
        others = tuple(row for row in file.people if row.id != person.id)
        return replace(file, people=(*others, holder))

    _change(directory, data_key, change)


def set_password(
    directory: Path, data_key: bytes, person_id: str, password: str, *, must_change: bool = False
) -> None:
    """Give a person another password, by whoever holds the data key."""

    def change(file: KeyFile) -> KeyFile:
        wrapped = _wrap(data_key, password, _owner(file.store_id, person_id), _cost(file))
        return _with_person(
            file, person_id, lambda row: replace(row, wrapped=wrapped, must_change=must_change)
        )

    _change(directory, data_key, change)


def rename_person(directory: Path, data_key: bytes, person_id: str, name: str, title: str) -> None:
    """Correct how the sign-in list names a person."""

    def change(file: KeyFile) -> KeyFile:
        return _with_person(file, person_id, lambda row: replace(row, name=name, title=title))

    _change(directory, data_key, change)


def remove_person(directory: Path, data_key: bytes, person_id: str) -> None:
    """Take a person's way in; the last one stays."""
    kept = {row.id for row in key_file.read(directory).people} - {person_id}
    keep_only(directory, data_key, kept)


def keep_only(directory: Path, data_key: bytes, person_ids: Iterable[str]) -> None:
    """Take the way in from everybody else; nothing happens if that left nobody."""
    wanted = frozenset(person_ids)

    def change(file: KeyFile) -> KeyFile:
        kept = tuple(row for row in file.people if row.id in wanted)
        return replace(file, people=kept or file.people)

    _change(directory, data_key, change)


def recover(directory: Path, data_key: bytes, *, person_id: str, password: str, code: str) -> None:
    """Give a person a password and the store another recovery code, both or neither."""

    def change(file: KeyFile) -> KeyFile:
        owner, plain = _owner(file.store_id, _RECOVERY), recovery_code.normal(code) or ""
        wrapped = _wrap(data_key, password, _owner(file.store_id, person_id), _cost(file))
        changed = _with_person(
            file, person_id, lambda row: replace(row, wrapped=wrapped, must_change=False)
        )
        return replace(changed, recovery=_wrap(data_key, plain, owner, _cost(file)))

    _change(directory, data_key, change)


def set_schema(directory: Path, data_key: bytes, number: int) -> None:
    """Say in plain which schema the store now has; after the upgrade was committed."""
    _change(directory, data_key, lambda file: replace(file, schema=number))


def _change(directory: Path, data_key: bytes, change: Callable[[KeyFile], KeyFile]) -> None:
    with _changing, alone(directory):
        file = key_file.read(directory)
        if not fits(file, data_key):
            raise Unavailable("wrong_key")
        changed = change(file)
        if changed != file:
            key_file.write(directory, changed)


def _with_person(file: KeyFile, person_id: str, change: Callable[[Holder], Holder]) -> KeyFile:
    if person_id not in {row.id for row in file.people}:
        raise KeyError(person_id)
    changed = (change(row) if row.id == person_id else row for row in file.people)
    return replace(file, people=tuple(changed))


def _holder(store_id: str, data_key: bytes, person: NewPerson, cost: Cost) -> Holder:
    wrapped = _wrap(data_key, person.password, _owner(store_id, person.id), cost)
    return Holder(person.id, person.name, person.title, person.must_change, wrapped)


def _owner(store_id: str, person_id: str) -> str:
    return f"{store_id} {person_id}"


def _fingerprint(data_key: bytes) -> str:
    return seals.derive(data_key, "fingerprint").hex()


def _cost(file: KeyFile) -> Cost:
    return Cost(file.recovery.memory_kib, file.recovery.passes, file.recovery.lanes)


def _wrap(data_key: bytes, secret: str, owner: str, cost: Cost) -> Wrapped:
    salt = seals.new_salt()
    sealed = seals.seal(seals.stretch(secret, salt, cost), data_key, owner)
    return Wrapped(salt, sealed, cost.memory_kib, cost.passes, cost.lanes)


def _unwrap(wrapped: Wrapped, secret: str, owner: str) -> bytes | None:
    cost = Cost(wrapped.memory_kib, wrapped.passes, wrapped.lanes)
    return seals.unseal(seals.stretch(secret, wrapped.salt, cost), wrapped.sealed, owner)
