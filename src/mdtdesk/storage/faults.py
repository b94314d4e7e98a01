# SPDX-License-Identifier: MIT
"""What the driver and the operating system complain of, as reasons a person can act on.

Damage is only what SQLite or SQLCipher call so; a full disk, a missing right, a lock never is.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mdtdesk.errors import Unavailable

# SQLite's primary result codes
_PERM, _BUSY, _LOCKED, READONLY, _IOERR = 3, 5, 6, 8, 10
_CORRUPT, _FULL, _CANTOPEN, _AUTH, _NOTADB = 11, 13, 14, 23, 26
_REASONS = {
    _PERM: "no_permission",
    _BUSY: "busy",
    _LOCKED: "busy",
    READONLY: "no_permission",
    _IOERR: "io_error",
    _CORRUPT: "damaged",
    _FULL: "disk_full",
    _CANTOPEN: "no_permission",
    _AUTH: "no_permission",
    _NOTADB: "damaged",
}
_AWAY = (READONLY, _IOERR, _CANTOPEN)
# The driver's backup raises without a code; these are SQLite's own words (sqlite3_errstr).
_WORDS = {
    "database is locked": _BUSY,
    "attempt to write a readonly database": READONLY,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "file is not a database": _NOTADB,
}


def from_driver(error: BaseException, path: Path) -> Unavailable | None:
    """Return the environment's fault that a driver's error stands for; None if it is ours."""
    code = getattr(error, "sqlite_errorcode", _WORDS.get(str(error)))
    if not isinstance(code, int):
        return None
    reason = _REASONS.get(code & 0xFF)
    if code & 0xFF in _AWAY and _is_gone(path):
        reason = "missing"  # a drive that was taken away
    return Unavailable(reason, path=str(path)) if reason else None


def _is_gone(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def from_system(error: OSError, path: Path) -> Unavailable:
    """Return the environment's fault that an operating system's error stands for."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        reason = "disk_full"
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        reason = "no_permission"
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        reason = "missing"
    else:
        reason = "io_error"
    return Unavailable(reason, path=str(error.filename or path))


@contextmanager
def files(path: Path) -> Iterator[None]:
    """Turn an operating system's error about a path into an Unavailable."""
    try:
        yield
    except OSError as error:
        raise from_system(error, path) from error
