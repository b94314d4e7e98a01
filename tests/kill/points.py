# SPDX-License-Identifier: MIT
"""A server that kills commands: forks a child for each point on a copy of a prepared store.

Run as a process of its own (``python points.py FOLDER KIND EVERY [control]``), so that a fork
copies imports that are done and no thread. It prints one JSON line a point: what the store holds
after the kill, compared with the store before and after the same command undisturbed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from builders import PASSWORD, create
from kill.calls import Call
from kill.commands import COMMANDS, Prepared, prepare
from mdtdesk import app
from mdtdesk.errors import Unavailable
from mdtdesk.services import backups
from mdtdesk.services.backups import UpgradeDraft
from mdtdesk.services.context import Context
from mdtdesk.storage import audit, files, key_file, keys, recovery_code, schema
from mdtdesk.storage.store import Access, Store
from released import unpack

NEW_CODE, NEW_PASSWORD = recovery_code.new(), "a password chosen anew"

assert sys.platform != "win32"  # a fork and SIGKILL are what this is made of


def opened(folder: Path, key: bytes) -> Store:
    """Open a store as its writer."""
    return Store.open(folder, key, Access("killer", schema.VERSION, older=True))


def state(folder: Path, key: bytes) -> tuple[str, dict[str, int], bool]:
    """Return a digest of everything, the rows a table, and whether the full check complained.

    A store that was not closed in order is checked whole at its opening. A file that a row names
    and that is not whole in its folder is a complaint, too.
    """
    with opened(folder, key) as store, store.read() as connection:
        lacking = list(files.problems(connection, store.cabinet))
        return (*content(connection), store.damaged or bool(lacking))


def content(connection: Connection) -> tuple[str, dict[str, int]]:
    """Return a digest of everything that is readable, and the rows a table."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    digest, counts = hashlib.sha256(), {}
    for name in sorted(str(row[0]) for row in names):
        rows = sorted(repr(tuple(r)) for r in connection.exec_driver_sql(f'SELECT * FROM "{name}"'))
        counts[name] = len(rows)
        digest.update(repr((name, rows)).encode())
    return digest.hexdigest(), counts


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def in_child(work: Callable[[], None]) -> bool:
    """Run in a fork; tell whether it reported that its work was done before it ended."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        work()
        os.write(writer, b"done")
        _die()
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer == b"done"


def dying(at: int, *, after: bool) -> list[int]:
    """Make this process die at its ``at``-th statement from here; return the running count."""
    seen = [0]

    def before(*_: object) -> None:
        seen[0] += 1
        if seen[0] == at and not after:
            _die()

    def behind(*_: object) -> None:
        if seen[0] == at and after:
            _die()

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", behind)
    return seen


def counting(made: Prepared, folder: Path, *, at: int, after: bool) -> Callable[[], None]:
    """Return work that runs the command and dies at a statement; ``at`` −1 writes the count."""

    def work() -> None:
        with opened(folder, made.key) as store:
            seen = dying(at, after=after)
            made.run(store)
            if at == -1:
                (folder.parent / "count").write_text(str(seen[0]))

    return work


def creating(folder: Path, *, at: int) -> Callable[[], None]:
    """Return work that makes a store and dies after a statement; ``at`` −1 writes the count."""

    def work() -> None:
        seen = dying(at, after=True)
        create(folder / "new.mdt").store.close()
        if at == -1:
            (folder / "count").write_text(str(seen[0]))

    return work


def creations(folder: Path, *, every: int) -> None:
    """Kill the making of a store; report whether there is none, or a whole one that opens."""
    made = folder / "new.mdt"
    assert in_child(creating(folder, at=-1))
    count = int((folder / "count").read_text())
    for at in [*range(1, count + 1, max(every, 1)), count, count + 1]:
        shutil.rmtree(made, ignore_errors=True)
        answered = in_child(creating(folder, at=at))
        held, damaged = "old", False
        if made.exists():
            key = keys.unlock(made, key_file.people(made)[0].id, PASSWORD)
            _, counts, damaged = state(made, key)
            held = "new" if (counts["people"], counts["audit"]) == (1, 2) else "torn"
        print(json.dumps({"at": at, "answered": answered, "held": held, "damaged": damaged}))


def recovering(
    folder: Path, code: str, *, at: int, after: bool, keys_at: str
) -> Callable[[], None]:
    """Return work that sets a password by the code and dies at a statement or at the key file."""
    write = key_file.write

    def dying_write(directory: Path, file: key_file.KeyFile) -> None:
        if keys_at == "before":
            _die()
        write(directory, file)
        if keys_at == "after":
            _die()

    def work() -> None:
        person = key_file.people(folder)[0].id
        opened = app.prove_recovery(folder, person, code)
        seen = dying(at, after=after)
        with patch.object(key_file, "write", dying_write):
            app.recover(replace(opened, code=NEW_CODE), NEW_PASSWORD)
        if at == -1:
            (folder.parent / "count").write_text(str(seen[0]))

    return work


def ways_in(folder: Path, code: str) -> str:
    """Return whether the old password and code open the store, or the new ones, or a mixture."""
    person = key_file.people(folder)[0].id

    def opens(unlock: Callable[[], bytes]) -> bool:
        try:
            return bool(unlock())
        except Unavailable:
            return False

    old = [
        opens(lambda: keys.unlock(folder, person, PASSWORD)),
        opens(lambda: keys.unlock_with_recovery(folder, code)),
    ]
    new = [
        opens(lambda: keys.unlock(folder, person, NEW_PASSWORD)),
        opens(lambda: keys.unlock_with_recovery(folder, NEW_CODE)),
    ]
    if all(old) and not any(new):
        return "old"
    return "new" if all(new) and not any(old) else "torn"


def recoveries(folder: Path, *, every: int) -> None:
    """Kill a password's setting by the recovery code; report which of both opens the store."""
    whole, copy = folder / "prepared.mdt", folder / "copy.mdt"
    made = create(whole)
    made.store.close()
    code, key = made.recovery_code, made.store.data_key
    shutil.copytree(whole, copy)
    assert in_child(recovering(copy, code, at=-1, after=False, keys_at=""))
    count = int((folder / "count").read_text())
    kills = [(at, after, "") for at, after in points(count, every)]
    for at, after, keys_at in [*kills, (0, False, "before"), (0, False, "after")]:
        shutil.rmtree(copy)
        shutil.copytree(whole, copy)
        answered = in_child(recovering(copy, code, at=at, after=after, keys_at=keys_at))
        held = ways_in(copy, code)
        with opened(copy, key) as store, store.read() as connection:
            rows = connection.exec_driver_sql("SELECT action FROM audit").scalars().all()
            damaged = store.damaged
        if held == "new" and "recovery_code_replaced" not in rows:
            held = "torn"
        print(json.dumps({"at": at, "answered": answered, "held": held, "damaged": damaged}))


def audit_outside(made: Prepared) -> Prepared:
    """Return the negative control: its audit rows go into a transaction after the command's."""
    kept: list[Any] = []
    append = audit.append

    def keep(_: object, entries: Any) -> str:
        kept.extend(list(entries))
        return ""

    def command(team: Context) -> None:
        kept.clear()
        with patch.object(audit, "append", keep):
            made.command(team)
        with team.store.write() as connection:
            append(connection, kept)

    return replace(made, command=command)


def points(count: int, every: int) -> list[tuple[int, bool]]:
    """Return (statement, after it) to kill at; the last one is past COMMIT, before the answer.

    Between one statement's end and the next one's beginning nothing is written, so a kill before
    each is one after the other; ``every`` 0 takes both all the same.
    """
    step = max(every, 1)
    found = [(1, False), *((n, True) for n in range(1, count + 1, step))]
    if every == 0:
        found += [(n, False) for n in range(2, count + 1)]
    return [*found, (count, True), (count + 1, False)]


def committing_between(made: Prepared) -> Prepared:
    """Return the negative control: an upgrade that commits after each of its migrations."""
    migrate = schema.migrate

    def one_by_one(connection: Connection, to: int = schema.VERSION) -> None:
        found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        for number in range(int(found) + 1, to + 1):
            migrate(connection, number)
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    def command(team: Context) -> None:
        with patch.object(schema, "migrate", one_by_one):
            made.command(team)

    return replace(made, command=command)


CONTROLS = {"control": audit_outside, "between": committing_between}


def prepared(folder: Path, kind: str) -> Prepared:
    """Return the store that a command is killed in; ``store.upgrade@2`` is a real one of then."""
    if "@" not in kind:
        return prepare(folder / "prepared.mdt", kind)
    store, key = unpack(int(kind.partition("@")[2]), folder)
    return Prepared(store, key, Call(backups.upgrade, UpgradeDraft("before.mdtbackup")))


def main(folder: Path, kind: str, *, every: int, control: str) -> None:
    """Kill one command at each of its points and report."""
    made = prepared(folder, kind)
    made = CONTROLS[control](made) if control else made
    old, _, _ = state(made.folder, made.key)
    copy = folder / "copy.mdt"
    shutil.copytree(made.folder, copy)
    assert in_child(counting(made, copy, at=-1, after=False))
    _, wanted, _ = state(copy, made.key)
    count = int((folder / "count").read_text())
    for at, after in points(count, every):
        shutil.rmtree(copy)
        shutil.copytree(made.folder, copy)
        answered = in_child(counting(made, copy, at=at, after=after))
        digest, counts, damaged = state(copy, made.key)
        held = "old" if digest == old else "new" if counts == wanted else "torn"
        line = {"at": at, "after": after, "of": count, "answered": answered, "held": held}
        print(json.dumps(line | {"damaged": damaged}), flush=True)


if __name__ == "__main__":
    if sys.argv[2] in ("create", "recover"):
        work = creations if sys.argv[2] == "create" else recoveries
        work(Path(sys.argv[1]), every=int(sys.argv[3]))
        raise SystemExit
    assert sys.argv[2].partition("@")[0] in COMMANDS
    control = sys.argv[4] if len(sys.argv) > 4 else ""
    main(Path(sys.argv[1]), sys.argv[2], every=int(sys.argv[3]), control=control)
