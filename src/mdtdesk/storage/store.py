# SPDX-License-Identifier: MIT
"""A store that is open: reading for everybody, writing for the one process that holds the lock."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine

from mdtdesk import system
from mdtdesk.errors import Unavailable
from mdtdesk.storage import engine, faults, files, integrity, key_file, keys, layout, writer_lock
from mdtdesk.storage.files import Cabinet
from mdtdesk.storage.integrity import Progress
from mdtdesk.storage.keys import NewPerson
from mdtdesk.storage.layout import Layout
from mdtdesk.storage.lending import Lending, Loan
from mdtdesk.storage.seals import COST, Cost
from mdtdesk.system import FileLock, Holder

APPLICATION_ID = int.from_bytes(b"MDTD")


@dataclass(frozen=True, slots=True)
class Foundation:
    """What a new database is given: its schema's number and the statements that make it."""

    schema: int
    initialise: Callable[[Connection], None]


@dataclass(frozen=True, slots=True)
class Access:
    """Who opens a store, for what, with a program that knows schemas up to which.

    older   an older schema is accepted, to be upgraded; else it is refused
    """

    person: str
    schema: int
    writer: bool = True
    older: bool = False
    progress: Progress = integrity.nothing


@dataclass(frozen=True, slots=True)
class Created:
    """A new store, open, and the code that is shown once."""

    store: Store
    recovery_code: str = field(repr=False)


class Store:
    """An open store. ``open`` and ``create`` make one; ``close`` ends it in order.

    ``commits`` counts what this process has written since it opened the store.
    """

    def __init__(self, place: Layout, data_key: bytes, access: Access) -> None:
        self._place = place
        self._key = data_key
        self._access = access
        self._damaged = False
        self._schema = 0
        self._lock: FileLock | None = None
        self._writer: Engine | None = None
        self._readers = engine.engine(place.database, data_key, reader=True)
        self._writing = threading.Lock()
        self._lending = Lending(self._writing)
        self._here = threading.local()
        self.commits = 0

    @classmethod
    def create(
        cls, directory: Path, first: NewPerson, foundation: Foundation, *, cost: Cost = COST
    ) -> Created:
        """Make a store that appears only when it is whole, and open it as its writer."""
        place = layout.of(directory)
        place.refuse_remote()
        with faults.files(place.directory):
            made = _build(place, first, foundation, cost)
        store = cls.open(place.directory, made.data_key, Access(first.name, foundation.schema))
        return Created(store, made.recovery_code)

    @classmethod
    def open(cls, directory: Path, data_key: bytes, access: Access) -> Store:
        """Open a store: place, lock, key file, header, and after an unclean end the full check.

        A damaged database opens read-only with ``damaged`` set; everything else that stands in
        the way is raised as Unavailable.
        """
        place = layout.of(directory)
        place.refuse_remote()
        place.refuse_missing()
        store = cls(place, data_key, access)
        with ExitStack() as undo:
            undo.callback(store._readers.dispose)
            if access.writer:
                store.take_writer()
            else:
                store._look()
            undo.pop_all()
        return store

    @property
    def path(self) -> Path:
        """Return the store's directory."""
        return self._place.directory

    @property
    def place(self) -> Layout:
        """Return where the store's things lie."""
        return self._place

    @property
    def database(self) -> Path:
        """Return the database's path."""
        return self._place.database

    @property
    def data_key(self) -> bytes:
        """Return the key of this store."""
        return self._key

    @property
    def cabinet(self) -> Cabinet:
        """Return where the bytes of the cases' files lie, with the key that opens them."""
        return Cabinet(self._place.files, self._key)

    @property
    def schema(self) -> int:
        """Return the number of the schema found at opening."""
        return self._schema

    @property
    def is_writer(self) -> bool:
        """Tell whether this process may write."""
        return self._writer is not None and not self._damaged

    @property
    def damaged(self) -> bool:
        """Tell whether damage was met; what is read may be incomplete, nothing is written."""
        return self._damaged

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for one short reading; fetch everything before leaving."""
        self._refuse_nesting()
        with self._noticing_damage(), self._readers.connect() as connection:
            # begun here, ended when the block is left: a reader keeps nobody from committing
            connection.begin()
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the writing connection: committed at the end, rolled back on any error."""
        self._refuse_nesting()
        with self._writing:
            writer = self._to_write()
            self._here.writing = True
            try:
                with self._noticing_damage(), writer.begin() as connection:
                    yield connection
                self.commits += 1
            finally:
                self._here.writing = False

    @contextmanager
    def lend(self) -> Iterator[Loan]:
        """Lend the writing connection to one that copies the database in steps."""
        explained = engine.explained(self.database)
        with self._noticing_damage(), explained, self._lending.lend(self._to_write) as loan:
            yield loan

    def take_writer(self) -> None:
        """Become the writer, looking at everything anew: others may have written meanwhile."""
        with self._writing:
            if self._writer is not None:
                return
            self._lock = writer_lock.take(self._place, self._access.person)
            try:
                # a restore may have put another file in the place of the one these have open
                self._readers.dispose()
                self._look()
                self._check_unless_clean()
                if not self._damaged:
                    self._begin_writing()
            finally:
                if self._writer is None:
                    self._let_go()

    def release_writer(self) -> None:
        """Let others write; reading goes on. Waits for a command, ends a copy that is under way."""
        with self._lending.ended(), self._writing:
            if self._writer is None:
                return
            self._writer.dispose()
            self._writer = None
            if not self._damaged:
                # a full disk keeps nobody from closing: the next opening checks instead
                with contextlib.suppress(OSError):
                    system.write_whole(self._place.clean, b"")
            self._let_go()

    def check(self, progress: Progress = integrity.nothing) -> tuple[str, ...]:
        """Check the whole database and the kept files; return what is wrong.

        A file that is gone or damaged is one file less; only the database's damage ends writing.
        """
        found = integrity.problems_of(self.read, progress)
        self._damaged = self._damaged or bool(found)
        if found:
            return found
        with self.read() as connection:
            return tuple(files.problems(connection, self.cabinet, progress))

    def set_schema(self, connection: Connection, number: int) -> None:
        """Record the schema's number within an upgrade's transaction."""
        connection.exec_driver_sql(f"PRAGMA user_version = {number:d}")

    def announce_schema(self) -> None:
        """Say the database's schema in the key file, once the upgrade is committed."""
        self._schema = self._read_header()
        keys.set_schema(self.path, self._key, self._schema)

    def close(self) -> None:
        """End in order: the next opening needs no full check."""
        try:
            self.release_writer()
        finally:
            self._readers.dispose()

    def __enter__(self) -> Store:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _to_write(self) -> Engine:
        if self._damaged:
            raise Unavailable("damaged", path=str(self.database))
        if self._writer is None:
            raise Unavailable("read_only")
        return self._writer

    def _refuse_nesting(self) -> None:
        if getattr(self._here, "writing", False):
            # the second connection would wait for the first, and both are this thread's
            raise RuntimeError("within write(), use its connection")

    @contextmanager
    def _noticing_damage(self) -> Iterator[None]:
        try:
            yield
        except Unavailable as fault:
            self._damaged = self._damaged or fault.reason == "damaged"
            raise

    def _look(self) -> None:
        file = key_file.read(self.path, newest=self._access.schema)
        if not keys.fits(file, self._key):
            raise Unavailable("wrong_key")
        self._schema = self._read_header()
        if self._schema > self._access.schema:
            raise Unavailable("newer", found=self._schema, known=self._access.schema)
        if self._schema < self._access.schema and not self._access.older:
            raise Unavailable("older", found=self._schema, known=self._access.schema)

    def _read_header(self) -> int:
        with self._readers.begin() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            schema = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if application != APPLICATION_ID:
            # an empty file opens as an empty database: what was in it is gone
            reason = "not_a_store" if self.database.stat().st_size else "damaged"
            raise Unavailable(reason, path=str(self.database))
        return int(schema)

    def _check_unless_clean(self) -> None:
        if not self._place.clean.exists():
            with self._readers.begin() as connection:
                self._damaged = bool(integrity.problems(connection, self._access.progress))

    def _begin_writing(self) -> None:
        with faults.files(self._place.clean):
            self._place.clean.unlink(missing_ok=True)
            system.sync_directory(self.path)
        if key_file.read(self.path).schema != self._schema:
            # killed between an upgrade's commit and its announcement
            keys.set_schema(self.path, self._key, self._schema)
        self._writer = engine.engine(self.database, self._key, reader=False)

    def _let_go(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()


def unlock_leftover(directory: Path) -> Holder | None:
    """Clear the lock that another host left on a store; return whose it was. To be audited."""
    place = layout.of(directory)
    place.refuse_missing()
    return writer_lock.unlock_leftover(place)


def _build(place: Layout, first: NewPerson, foundation: Foundation, cost: Cost) -> keys.NewKeys:
    place.finish_restore()
    if place.directory.is_file() or (place.directory.is_dir() and any(place.directory.iterdir())):
        raise Unavailable("exists", path=str(place.directory))
    unfinished = Layout(place.directory.with_name(place.directory.name + ".new"))
    shutil.rmtree(unfinished.directory, ignore_errors=True)
    system.make_folder(unfinished.directory)
    made = keys.create(unfinished.directory, first, schema=foundation.schema, cost=cost)
    unfinished.furnish(place.name)
    engine.connect(unfinished.database, made.data_key, reader=False, fresh=True).close()
    writer = engine.engine(unfinished.database, made.data_key, reader=False)
    try:
        with writer.begin() as connection:
            foundation.initialise(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {foundation.schema:d}")
    finally:
        writer.dispose()
    system.write_whole(unfinished.clean, b"")
    if place.directory.exists():
        place.directory.rmdir()
    unfinished.directory.rename(place.directory)
    system.sync_directory(place.directory.parent)
    return made
