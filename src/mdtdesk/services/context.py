# SPDX-License-Identifier: MIT
"""What every service function runs in: who asks, permission, transaction, audit.

A ``@command`` is permission → rules → write → audit row → commit, in one transaction, and acts once
for one ``command_id``. A ``@query`` never writes the store; what it must leave behind waits as a
sealed file for the next writer. A ``@note`` writes the journal and nothing else.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, insert, select

from mdtdesk import policy
from mdtdesk.domain.audit import AuditRow, is_refusal, spelled
from mdtdesk.domain.changes import Answered, Changes, Outcome
from mdtdesk.domain.document import Document, canonical, document, freeze, thaw
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.roles import Right, allowing
from mdtdesk.errors import Denied, Problem, Rejected, Unavailable
from mdtdesk.storage import audit, kept, pending
from mdtdesk.storage.pending import Waiting
from mdtdesk.storage.store import Store
from mdtdesk.storage.tables import COMMANDS

CLOCK = "clock"  # the kind of change that tells of a clock set back; its id: the last row's time
_STEADY = timedelta(minutes=1)  # a clock that is set by the network may step back by less


def local_now() -> datetime:
    """Return the time with this machine's offset."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who is signed in, with the roles held now."""

    person_id: str
    name: str
    title: str
    roles: frozenset[str]
    session_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Context:
    """A store, the person using it, and the clock."""

    store: Store
    actor: Actor
    clock: Callable[[], datetime] = local_now
    viewed: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)

    def now(self) -> str:
        """Return the time as it is stored: ISO 8601 to the second with its offset."""
        return self.clock().isoformat(timespec="seconds")


class Draft(Protocol):
    """What a command takes: a frozen dataclass with the id its maker gave it."""

    @property
    def command_id(self) -> str:
        """Return the id under which the command acts once."""


@dataclass(slots=True)
class Work:
    """A command's transaction."""

    connection: Connection
    context: Context
    at: str
    role: str
    right: Right
    rows: list[AuditRow] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        """Return who does it."""
        return self.context.actor


@dataclass(slots=True)
class Reading:
    """A query's transaction. ``rows`` is what it must leave for the audit."""

    connection: Connection
    context: Context
    role: str
    rows: list[AuditRow] = field(default_factory=list)
    must_audit: bool = False
    audited: bool = True

    def end(self) -> None:
        """End the transaction: what follows draws or writes files and keeps no commit waiting."""
        self.connection.rollback()


D = TypeVar("D", bound=Draft)
P = ParamSpec("P")
R = TypeVar("R")


def _permitted(context: Context, permission: str) -> tuple[str, Right]:
    found = allowing(context.actor.roles, permission)
    if found is None:
        leave(context, "", [AuditRow("refused", path=permission)])
        raise Denied(permission)
    if permission == "export":
        refuse_export()
    return found


def refuse_export() -> None:
    """Raise Unavailable where this machine's policy lets nothing out but prints."""
    if not policy.current().export:
        raise Unavailable("export_off")


def refuse_pdf() -> None:
    """Raise Unavailable where this machine's policy lets prints go to a printer only."""
    if not policy.current().pdf:
        raise Unavailable("pdf_off")


def command(
    kind: str,
    permission: str,
    *,
    on_older: bool = False,
    prove: Callable[[Context, str, Any], object] | None = None,
) -> Callable[[Callable[[Work, D], Outcome]], Callable[[Context, D], Outcome]]:
    """Make a function of a Work and a draft the command ``kind``.

    What waits for the next writer comes first, as it happened first; ``on_older`` takes it in once
    the command has brought an older store to the tables of today. ``prove`` is asked with the role
    before the transaction, each time the command comes, and raises where a password is not right:
    a password costs a second, and nobody else should wait for the store meanwhile.
    """

    def decorate(function: Callable[[Work, D], Outcome]) -> Callable[[Context, D], Outcome]:
        @wraps(function)
        def run(context: Context, draft: D) -> Outcome:
            role, right = _permitted(context, permission)
            if prove is not None:
                prove(context, role, draft)
            waiting = pending.waiting(context.store.path)
            with context.store.write() as connection:
                done = _known(connection, kind, draft=draft)
                if done is not None:
                    return done
                work = Work(connection, context, context.now(), role, right)
                back = _clock_back(work)
                taken = [] if on_older else _take(work, waiting)
                outcome = _with(function(work, draft), back)
                _record(work, kind, draft=draft, outcome=outcome)
                taken = _take(work, waiting) if on_older else taken
            if back:
                context.told.add(CLOCK)
            for file in taken:
                pending.remove(context.store.path, file)
            return outcome

        run.__dict__.update(kind="command", name=kind, permission=permission)
        return run

    return decorate


def query(
    permission: str,
) -> Callable[[Callable[Concatenate[Reading, P], R]], Callable[Concatenate[Context, P], R]]:
    """Make a function of a Reading a query: it sees one state of the store and writes none."""

    def decorate(
        function: Callable[Concatenate[Reading, P], R],
    ) -> Callable[Concatenate[Context, P], R]:
        @wraps(function)
        def run(context: Context, /, *args: P.args, **kwargs: P.kwargs) -> R:
            role, _ = _permitted(context, permission)
            with context.store.read() as connection:
                reading = Reading(connection, context, role)
                return function(reading, *args, **kwargs)

        run.__dict__.update(kind="query", permission=permission)
        return run

    return decorate


def note(
    permission: str,
) -> Callable[[Callable[Concatenate[Work, P], R]], Callable[Concatenate[Context, P], R]]:
    """Make a function of a Work a note: written like a command, but outside the audit."""

    def decorate(
        function: Callable[Concatenate[Work, P], R],
    ) -> Callable[Concatenate[Context, P], R]:
        @wraps(function)
        def run(context: Context, /, *args: P.args, **kwargs: P.kwargs) -> R:
            role, right = _permitted(context, permission)
            with context.store.write() as connection:
                return function(
                    Work(connection, context, context.now(), role, right), *args, **kwargs
                )

        run.__dict__.update(kind="note", permission=permission)
        return run

    return decorate


def leave(
    context: Context,
    role: str,
    rows: list[AuditRow],
    scores: Mapping[str, Sequence[Document]] = MappingProxyType({}),
) -> None:
    """Leave rows for the next writer, on disk before this returns. Raises Unavailable.

    ``scores`` are results that cases are to keep, by the cases' ids.
    """
    actor = context.actor
    record: dict[str, object] = {
        "at": context.now(),
        "person_id": actor.person_id,
        "person": actor.name,
        "role": role,
        "rows": [dataclasses.asdict(row) for row in rows],
    }
    kept_later = {case: [thaw(row) for row in found] for case, found in scores.items() if found}
    if kept_later:
        record["kept"] = kept_later
    pending.leave(context.store.path, context.store.data_key, record)


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        # what is not compared is told by something that is: documents by their file's digest
        compared = (f.name for f in dataclasses.fields(value) if f.compare)
        return {name: _plain(getattr(value, name)) for name in compared}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    return "" if value is None else value


def _clock_back(work: Work) -> Changes:
    """Note a clock that goes before the last row: said once, never blocked, the order is kept."""
    last = audit.last_at(work.connection)
    back = bool(last) and _moment(last) - _moment(work.at) > _STEADY
    if not back or CLOCK in work.context.told:
        return frozenset()
    work.rows.append(AuditRow("clock_back", old=spelled(last), new=spelled(work.at)))
    return frozenset({(CLOCK, last)})


def _moment(at: str) -> datetime:
    moment = datetime.fromisoformat(at)
    return moment if moment.tzinfo is not None else moment.astimezone()


def _with(outcome: Outcome, more: Changes) -> Outcome:
    return dataclasses.replace(outcome, changes=outcome.changes | more) if more else outcome


def _arguments(draft: Draft) -> str:
    return hashlib.sha256(canonical(freeze(_plain(draft)))).hexdigest()


def _known(connection: Connection, kind: str, *, draft: Draft) -> Outcome | None:
    """Return the outcome of a command that was already done. Raises Rejected if it was another."""
    row = connection.execute(select(COMMANDS).where(COMMANDS.c.id == draft.command_id)).first()
    if row is None:
        return None
    if (row.kind, row.arguments) != (kind, _arguments(draft)):
        raise Rejected([Problem("", "command_reused", {"value": draft.command_id})])
    stored: dict[str, Any] = json.loads(row.outcome)
    changes: Changes = frozenset((str(k), str(i)) for k, i in stored.pop("changes"))
    answers = tuple(Answered(*told) for told in stored.pop("answers", ()))
    return Outcome(changes=changes, answers=answers, **stored)


def _record(work: Work, kind: str, *, draft: Draft, outcome: Outcome) -> None:
    answers = [(a.answer, a.number, a.path) for a in outcome.answers]
    stored = dataclasses.asdict(dataclasses.replace(outcome, changes=frozenset(), answers=()))
    stored |= {"changes": sorted(outcome.changes), "answers": answers}
    row = {
        "id": draft.command_id,
        "kind": kind,
        "person_id": work.actor.person_id,
        "person": work.actor.name,
        "role": work.role,
        "at": work.at,
        "arguments": _arguments(draft),
        "outcome": json.dumps(stored, ensure_ascii=False),
    }
    work.connection.execute(insert(COMMANDS), row)
    entry = audit.Entry(
        draft.command_id, work.at, work.at, work.actor.person_id, work.actor.name, work.role
    )
    audit.append(work.connection, [(entry, work.rows)])


def _take(work: Work, waiting: Iterable[Waiting]) -> list[Waiting]:
    """Take waiting audit files into the chain; return those whose files can go after COMMIT."""
    store = work.context.store
    entries: list[tuple[audit.Entry, list[AuditRow]]] = []
    taken: list[Waiting] = []
    for file in waiting:
        record = pending.read(store.path, store.data_key, file)
        if record is None or not (file.sealed or is_refusal(record)):
            continue  # foreign: it stays, and ``audit verify`` counts it as waiting
        taken.append(file)
        if not audit.holds(work.connection, file.id):
            _keep_scores(work.connection, record)
            entries.append((_waited(work, file.id, record=record), _rows(record)))
    if entries:
        audit.append(work.connection, entries)
    return taken


def _keep_scores(connection: Connection, record: Mapping[str, object]) -> None:
    scores, rows, results = record.get("scores"), _rows(record), record.get("kept")
    if isinstance(scores, list) and rows:  # as an earlier version left them: of one case
        kept.take(connection, rows[0].case_id, [document(row) for row in scores])
    for case_id, found in results.items() if isinstance(results, Mapping) else ():
        kept.take(connection, case_id, [document(row) for row in found])


def _rows(record: Mapping[str, object]) -> list[AuditRow]:
    rows = record.get("rows")
    return [AuditRow(**row) for row in rows] if isinstance(rows, list) else []


def _waited(work: Work, name: str, *, record: Mapping[str, object]) -> audit.Entry:
    return audit.Entry(
        name,
        work.at,
        str(record.get("at") or work.at),
        str(record.get("person_id") or "") or None,
        str(record.get("person") or "-"),
        str(record.get("role") or "-"),
    )


def unaudited(
    context: Context,
    role: str,
    rows: list[AuditRow],
    scores: Mapping[str, Sequence[Document]] = MappingProxyType({}),
) -> bool:
    """Leave rows if it can be done; tell whether it could not."""
    try:
        leave(context, role, rows, scores)
    except Unavailable:
        return True
    return False
