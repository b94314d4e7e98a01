# SPDX-License-Identifier: MIT
"""What is left when the program fails: a report that can be passed on, without patient data.

It names the event, the versions, the last actions as the code calls them, and the places the error
went through. Messages and values are never written: they may quote what somebody typed. A process
that dies below Python says nothing any more: then the interpreter itself writes where it stood into
the file of the running window, and the next start makes a report of it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import platform
import re
import sys
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import ClassVar

from mdtdesk import __version__, logs
from mdtdesk.system import FileLock

KEPT = 20
_ACTIONS, _AT_MOST = 30, 500
_RUNNING, _ACTION = "running-", "action "
_PARTS = ("PySide6", "sqlalchemy", "alembic", "cryptography", "reportlab", "PIL", "pydicom")
# what the code calls its actions, pages and commands; nothing that was typed looks like it
_NAME = re.compile(r"[a-z]+(\.[a-z_]+[0-9]?)+")
_FATAL = ("Fatal Python error", "Windows fatal exception")
_SAYS = re.compile(r"Fatal Python error|Windows fatal exception|Thread |Current thread ")
_FRAME = re.compile(r'\s+File "(.*)", line (\d+|\?+) in (\S+)')


@dataclass(frozen=True, slots=True)
class Before:
    """How earlier windows of this account ended.

    reports  the events of those that crashed, the latest last
    orderly  False if one of them crashed, was killed or lost its power
    """

    reports: tuple[str, ...] = ()
    orderly: bool = True


class _Known:
    """What this process did last, what it has reported already, and its running file."""

    actions: ClassVar[deque[str]] = deque(maxlen=_ACTIONS)
    numbers: ClassVar[dict[tuple[Path, str], str]] = {}
    running: ClassVar[Running | None] = None


def folder() -> Path:
    """Return where the reports lie: beside the log."""
    return logs.directory() / "crashes"


def note(name: str) -> None:
    """Remember an action by its name in the code, such as ``action.save``."""
    if not _NAME.fullmatch(name):
        return
    line = f"{datetime.now().astimezone():%H:%M:%S} {name}"
    _Known.actions.append(line)
    if _Known.running is not None:
        _Known.running.add(line)


def report(error: BaseException) -> str:
    """Write an unexpected error down, in the log and as a report; return its event id.

    The same error again, as from a painting that fails each time, has the id it had.
    """
    lines = logs.trace(error)
    key = (folder(), "\n".join(lines))
    number = logs.event(error, _Known.numbers.get(key, ""))
    if key not in _Known.numbers:
        _Known.numbers[key] = number
        _write(number, _Known.actions, lines)
    return number


def reports() -> list[Path]:
    """Return the reports there are, the oldest first."""
    with contextlib.suppress(OSError):
        return sorted(folder().glob("[0-9]*-*.txt"))
    return []


def place(number: str) -> Path | None:
    """Return where the report of an event lies; None where it could not be written."""
    with contextlib.suppress(OSError):
        return next(iter(folder().glob(f"*-{number}.txt")), None)
    return None


def sweep() -> Before:
    """Make reports of the windows that crashed; tell how earlier ones ended."""
    found: list[str] = []
    orderly = True
    for path in sorted(folder().glob(f"{_RUNNING}*.txt")):
        lines = _left(path)
        if lines is not None:
            orderly = False
            if where := _where(lines):
                found.append(logs.new_number())
                logs.entry(found[-1], where)
                done = (line.removeprefix(_ACTION) for line in lines if line.startswith(_ACTION))
                _write(found[-1], deque(done, _ACTIONS), where)
    return Before(tuple(found), orderly)


class Running:
    """The file of a running window; its lock, which the kernel frees, tells whether it runs."""

    def __init__(self) -> None:
        self._path = folder() / f"{_RUNNING}{os.getpid()}.txt"
        self._lock = FileLock(self._path)
        self._stream: FileIO | None = None
        self._count = 0

    def begin(self) -> None:
        """Have actions written there, and by the interpreter itself where it stands if it dies."""
        with contextlib.suppress(OSError):
            folder().mkdir(parents=True, exist_ok=True)
            if self._lock.acquire():
                self._stream = FileIO(self._path, "a")
                faulthandler.enable(self._stream, all_threads=True)
                _Known.running = self

    def add(self, line: str) -> None:
        """Write one action; a long day's are thinned."""
        if self._stream is None:
            return
        with contextlib.suppress(OSError):
            self._count += 1
            lines = [line]
            if self._count > _AT_MOST:
                self._stream.truncate(0)
                self._count, lines = 0, list(_Known.actions)
            self._stream.write("".join(f"{_ACTION}{each}\n" for each in lines).encode())

    def end(self) -> None:
        """Remove the file: the window was closed in order."""
        stream, self._stream, _Known.running = self._stream, None, None
        if stream is not None:
            faulthandler.disable()
            stream.close()
            with contextlib.suppress(OSError):
                self._lock.release(keep_text=True)
                self._path.unlink(missing_ok=True)


def _left(path: Path) -> list[str] | None:
    """Return what a window left behind and take it away; None while it still runs."""
    lock = FileLock(path)
    try:
        if not lock.acquire():
            return None
        lines = path.read_text("utf-8", "replace").splitlines()
        lock.release(keep_text=True)
        path.unlink(missing_ok=True)
    except OSError:
        return None
    return lines


def _where(lines: list[str]) -> list[str]:
    """Return where the interpreter stood when it died: nothing of it but names and places.

    What an action follows was survived, as are some exceptions of Windows.
    """
    last = max((n for n, line in enumerate(lines) if line.startswith(_ACTION)), default=-1)
    said = lines[last + 1 :]
    if not any(line.startswith(_FATAL) for line in said):
        return []
    found = []
    for line in said:
        if frame := _FRAME.fullmatch(line):
            found.append(f"    {logs.place(frame[1])}:{frame[2]} {frame[3]}")
        elif _SAYS.match(line):
            found.append(f"  {line}")
    return found


def _write(number: str, actions: Iterable[str], lines: Iterable[str]) -> None:
    at = datetime.now().astimezone()
    head = {
        "event": number,
        "time": at.isoformat(timespec="seconds"),
        "program": f"mdtdesk {__version__}",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "parts": ", ".join(_versions()),
    }
    text = [f"{name:8} {value}" for name, value in head.items()]
    text += ["actions", *(f"  {each}" for each in actions), "stack", *lines, ""]
    with contextlib.suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        file = folder() / f"{at:%Y%m%d-%H%M%S}-{number}.txt"
        file.write_text("\n".join(text), "utf-8")
        for old in reports()[:-KEPT]:
            old.unlink(missing_ok=True)


def _versions() -> Iterable[str]:
    """Yield the versions of what is loaded; nothing is imported for it."""
    for name in _PARTS:
        found = getattr(sys.modules.get(name), "__version__", "")
        if found:
            yield f"{name} {found}"
