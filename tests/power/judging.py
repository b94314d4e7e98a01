# SPDX-License-Identifier: MIT
"""Judges what lies on the disk after a power cut: nothing that was answered lost, nothing torn."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kill.points import state
from mdtdesk.errors import Unavailable
from mdtdesk.storage import audit, engine, schema
from mdtdesk.storage.store import Access, Store
from power.disk import State
from power.recorded import NAME
from sealed_pages import Pages

DATABASE, KEYS, PENDING = f"{NAME}/store.db", f"{NAME}/keys.json", f"{NAME}/pending-audit/"
JOURNAL = DATABASE + "-journal"
BACKUPS = "backups/"


@dataclass
class Allowed:
    """What may be found between one answer and the next.

    databases  the one of the answer, then every one committed since; so with the key files
    names      what the judge calls them, each by all that it holds
    waiting    files for the audit that must be there unless the database has taken them
    backups    their folders that must be there
    """

    made: bool = False
    databases: list[bytes] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    keys: list[bytes] = field(default_factory=list)
    waiting: dict[str, bytes] = field(default_factory=dict)
    backups: set[str] = field(default_factory=set)

    def add(self, whole: State) -> None:
        """Allow what stands there when nothing is under way."""
        if DATABASE in whole and JOURNAL not in whole:
            self._add(self.databases, whole[DATABASE])
            self._add(self.keys, whole[KEYS])

    def _add(self, known: list[bytes], content: bytes) -> None:
        if content not in known:
            known.append(content)


def after(answer: State) -> Allowed:
    """Return what is allowed from an answer on, given all that was written until then."""
    allowed = Allowed(f"{NAME}/" in answer)
    allowed.add(answer)
    allowed.waiting = {p: c for p, c in answer.items() if _waits(p)}
    allowed.backups = set(_backups(answer))
    return allowed


def _waits(path: str) -> bool:
    return path.startswith(PENDING) and path.endswith((".sealed", ".plain")) and "/." not in path


def _backups(state: State) -> Iterator[str]:
    for path in state:
        above, _, folder = path.removesuffix("/").rpartition("/")
        if path.endswith("/") and f"{above}/" == BACKUPS and not folder.startswith("."):
            yield path


@dataclass
class Judge:
    """Looks at states one after the other; databases are opened in ``folder``."""

    folder: Path
    key: bytes
    end: State
    opened: int = 0
    _pages: Pages = field(init=False)
    _rolled: dict[bytes, str] = field(default_factory=dict)
    _names: dict[tuple[bytes, ...], str] = field(default_factory=dict)
    _taken: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with no page seen."""
        self._pages = Pages(self.key)

    def prove(self, allowed: Allowed) -> None:
        """Open each committed database as the program does, check all of it, verify its audit."""
        allowed.names = [self._name(database) for database in allowed.databases]
        for name, database in zip(allowed.names, allowed.databases, strict=True):
            if name in self._taken:
                continue
            with self._store(database) as store, store.read() as connection:
                assert not store.damaged
                assert not audit.verify(connection).fault
                rows = connection.exec_driver_sql("SELECT command_id FROM audit").scalars().all()
            self._taken[name] = {str(row) for row in rows}

    def _store(self, database: bytes) -> Store:
        place = self.folder / NAME
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        (place / "store.db").write_bytes(database)
        (place / "keys.json").write_bytes(self.end[KEYS])
        return Store.open(place, self.key, Access("judge", schema.VERSION))

    def _name(self, database: bytes) -> str:
        """Return a digest of all that a database holds; nothing for one that is damaged."""
        pages = self._pages.digests(database)
        if pages is None:
            return ""
        if pages not in self._names:
            # once for each that differs in a page; what differs in free pages only is the same
            self._names[pages] = self._content(database)
        return self._names[pages]

    def _content(self, database: bytes) -> str:
        try:
            self._store(database).close()
            found, _, damaged = state(self.folder / NAME, self.key)
        except Unavailable:
            return ""
        return "" if damaged else found

    def fault(self, found: State, allowed: Allowed) -> str:
        """Return what is wrong with a state: lost, corrupt, or nothing."""
        if f"{NAME}/" not in found:
            return "lost" if allowed.made else ""
        if KEYS not in found or DATABASE not in found:
            return "corrupt"
        name = self._found_name(found[DATABASE], found.get(JOURNAL, b""), allowed)
        if name not in allowed.names:
            return "lost" if name in self._taken else "corrupt"
        if found[KEYS] not in allowed.keys:
            return "corrupt"
        if found[KEYS] != allowed.keys[0] and name != allowed.names[-1]:
            return "lost"  # a way in of which the audit knows nothing
        return self._fault_beside(found, allowed, self._taken[name])

    def _fault_beside(self, state: State, allowed: Allowed, taken: set[str]) -> str:
        for path in allowed.waiting.keys() - state.keys():
            if path.removeprefix(PENDING).partition(".")[0] not in taken:
                return "lost"
        there = set(_backups(state))
        if allowed.backups - there:
            return "lost"
        for path, content in state.items():
            backed_up = any(path.startswith(folder) for folder in there)
            if (backed_up or (_waits(path) and path in self.end)) and content != self.end.get(path):
                return "corrupt"
        return ""

    def _found_name(self, database: bytes, journal: bytes, allowed: Allowed) -> str:
        """Name the database that is there after its next reader rolled a hot journal back."""
        if journal:
            asked = sha256(sha256(database).digest() + journal).digest()
            if asked not in self._rolled:
                self._rolled[asked] = self._name(self._roll_back(database, journal))
            return self._rolled[asked]
        if database in allowed.databases:
            return allowed.names[allowed.databases.index(database)]
        return self._name(database)

    def _roll_back(self, database: bytes, journal: bytes) -> bytes:
        path = self.folder / "store.db"
        path.write_bytes(database)
        Path(f"{path}-journal").write_bytes(journal)
        self.opened += 1
        try:
            connection = engine.connect(path, self.key, reader=True)
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            connection.close()
        except (Unavailable, engine._driver.Error):
            return b"unreadable"
        return path.read_bytes()
