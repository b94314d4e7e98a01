# SPDX-License-Identifier: MIT
"""Wrong passwords are counted beside the keys: five lock a person out, five more for longer.

The count survives a restart and holds for all programs that open the store.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from mdtdesk import system
from mdtdesk.errors import Unavailable
from mdtdesk.storage import faults, key_file, keys, recovery_code
from mdtdesk.storage.alone import alone

NAME = "lockout.json"
RECOVERY = "recovery"  # counted like a person
TRIES = 5
FIRST = timedelta(minutes=15)
LONGEST = timedelta(hours=24)
_WRONG = ("wrong_password", "recovery_wrong")


@dataclass(frozen=True, slots=True)
class Standing:
    """How often a person was wrong since he was last right, and until when he is locked out."""

    failures: int = 0
    until: datetime | None = None


def sign_in(directory: Path, person_id: str, password: str, now: datetime) -> bytes:
    """Return the data key; Unavailable ``wrong_password``, or ``locked_out`` after too many."""
    return _tried(directory, person_id, now, lambda: keys.unlock(directory, person_id, password))


def recover(directory: Path, code: str, now: datetime) -> bytes:
    """Return the data key for the recovery code, counted as passwords are.

    Raises Unavailable: ``recovery_mistyped`` (no guess), ``recovery_wrong`` or ``locked_out``.
    """
    if recovery_code.normal(code) is None:
        raise Unavailable("recovery_mistyped")
    return _tried(directory, RECOVERY, now, lambda: keys.unlock_with_recovery(directory, code))


def _tried(directory: Path, who: str, now: datetime, unlock: Callable[[], bytes]) -> bytes:
    key_file.read(directory)
    _refuse_locked(standing(directory, who), now)
    counted = Standing()
    with _where_writable():
        counted = _count(directory, who, now)
    try:
        key = unlock()
    except Unavailable as wrong:
        if wrong.reason in _WRONG:
            _refuse_locked(counted, now)
            raise Unavailable(wrong.reason, left=TRIES - counted.failures % TRIES) from wrong
        raise
    with _where_writable():
        clear(directory, who)
    return key


@contextmanager
def _where_writable() -> Iterator[None]:
    # A full or read-only disk must not keep people from reading; what a guess costs is Argon2's.
    try:
        yield
    except Unavailable as fault:
        if fault.reason not in {"disk_full", "no_permission"}:
            raise


def standing(directory: Path, person_id: str) -> Standing:
    """Return a person's count."""
    return _read(directory).get(person_id, Standing())


def clear(directory: Path, person_id: str) -> None:
    """Forget a person's wrong passwords: he was right, or an administrator gave another."""
    with alone(directory):
        counts = _read(directory)
        if counts.pop(person_id, None):
            _write(directory, counts)


def _count(directory: Path, person_id: str, now: datetime) -> Standing:
    # Counted before the guess is tried: killing the program between the two is no free guess.
    with alone(directory):
        counts = _read(directory)
        before = counts.get(person_id, Standing())
        _refuse_locked(before, now)
        failures = before.failures + 1
        rounds, rest = divmod(failures, TRIES)
        until = None if rest else now + min(FIRST * 2 ** min(rounds - 1, 10), LONGEST)
        counts[person_id] = Standing(failures, until)
        _write(directory, counts)
        return counts[person_id]


def _refuse_locked(standing: Standing, now: datetime) -> None:
    if standing.until and now < standing.until:
        minutes = -((now - standing.until) // timedelta(minutes=1))
        raise Unavailable("locked_out", until=standing.until, minutes=minutes)


def _read(directory: Path) -> dict[str, Standing]:
    try:
        content = json.loads((directory / NAME).read_bytes())
        return {
            str(person): Standing(
                int(row["failures"]), datetime.fromisoformat(row["until"]) if row["until"] else None
            )
            for person, row in content.items()
        }
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError):
        # a torn or foreign file keeps nobody out; it is replaced by the next count
        return {}
    except OSError as error:
        raise faults.from_system(error, directory / NAME) from error


def _write(directory: Path, counts: dict[str, Standing]) -> None:
    content = {
        person: {
            "failures": row.failures,
            "until": row.until.isoformat() if row.until else None,
        }
        for person, row in counts.items()
    }
    with faults.files(directory / NAME):
        system.write_whole(directory / NAME, json.dumps(content, indent=1).encode())
