# SPDX-License-Identifier: MIT
"""The log file: which bug happened when and where in the code, and nothing about any patient.

A message of an exception may quote what somebody typed, so neither messages nor values are
written: an entry is an event id, the types of the exceptions and the places they went through.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import sys
import traceback
from collections.abc import Iterable, Iterator
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_state_path

from mdtdesk import __version__

_SIZE = 256 * 1024
_OLD_FILES = 3
_CODE = Path(__file__).resolve().parent.parent
_SITE = "site-packages"


def directory() -> Path:
    """Return the folder of the log file; ``MDTDESK_STATE`` names another."""
    named = os.environ.get("MDTDESK_STATE")
    return Path(named) if named else user_state_path("mdtdesk", appauthor=False)


def event(error: BaseException, number: str = "") -> str:
    """Write an unexpected exception down and return the id under which it stands."""
    number = number or new_number()
    entry(number, trace(error))
    return number


def new_number() -> str:
    """Return an id for an event: short enough to be read over the telephone."""
    return secrets.token_hex(4)


def entry(number: str, lines: Iterable[str]) -> None:
    """Write an event down; the lines hold names and places of the code, nothing else."""
    _logger(directory()).error("\n".join([f"{number} mdtdesk {__version__}", *lines]))


def trace(error: BaseException) -> list[str]:
    """Return the types of an exception and of its causes, and the places they went through."""
    lines: list[str] = []
    for each in _causes(error):
        lines.append(f"  {type(each).__module__}.{type(each).__qualname__}")
        lines += [f"    {place}" for place in _places(each.__traceback__)]
    return lines


def place(file: str) -> str:
    """Return a file of the code without the folders of the machine above it."""
    path = Path(file)
    if not path.is_absolute():
        return path.as_posix()
    if path.is_relative_to(_CODE):
        return path.relative_to(_CODE).as_posix()
    parts = path.parts
    if _SITE in parts:
        return "/".join(parts[parts.index(_SITE) + 1 :])
    return path.name


def watch() -> None:
    """Write down also what nobody catches, in place of Python's trace with its message."""
    sys.excepthook = _hook


def _hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    number = event(error)
    if sys.stderr is not None:
        sys.stderr.write(f"mdtdesk {number}\n")


class _QuietFile(RotatingFileHandler):
    """A log that cannot be written must not become the second fault: nothing is said about it."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Let the entry go."""

    def doRollover(self) -> None:
        """Make room; while another program of Windows has the file open, go on in it."""
        with contextlib.suppress(OSError):
            super().doRollover()


@cache
def _logger(folder: Path) -> logging.Logger:
    logger = logging.getLogger(f"mdtdesk {folder}")
    logger.propagate = False
    # The file is opened by its first entry, so that a folder that cannot be made fails quietly too.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    handler = _QuietFile(
        folder / "mdtdesk.log", maxBytes=_SIZE, backupCount=_OLD_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    return logger


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in traceback.walk_tb(trace):
        yield f"{place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
