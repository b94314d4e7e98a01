# SPDX-License-Identifier: MIT
"""Plain copies of files for the platform's viewer: in a private folder that is swept.

It is swept when the person leaves or locks, at the end, and at the next start: a program that was
killed left its folder, and nobody holds the lock in it any more.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from mdtdesk import logs
from mdtdesk.domain.files import ENDINGS, Content
from mdtdesk.system import FileLock
from mdtdesk.ui.desk import Desk

_FOLDER, _LOCK = "mdtdesk-opened", "lock"
_PRIVATE = 0o700


def root() -> Path:
    """Return where the folders of all windows of this account are: in memory where there is one."""
    memory = os.environ.get("XDG_RUNTIME_DIR", "")
    if memory and "MDTDESK_STATE" not in os.environ and Path(memory).is_dir():
        return Path(memory) / _FOLDER
    return logs.directory() / _FOLDER


def sweep() -> None:
    """Remove every folder whose program is gone."""
    folder = root()
    for each in folder.iterdir() if folder.is_dir() else ():
        lock = FileLock(each / _LOCK)
        try:
            gone = lock.acquire()
        except OSError:
            gone = True  # a folder that never got its lock
        if gone:
            lock.release()
            shutil.rmtree(each, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    """Write a copy that nobody else of this machine can read; a name of ours, not of others."""
    if not path.exists():
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags, 0o600), "wb") as stream:
            stream.write(data)


def _copied(path: Path, data: bytes) -> bool:
    try:
        _write(path, data)
    except OSError:
        path.unlink(missing_ok=True)  # half a file is none
        return False
    return True


class Opened(QObject):
    """The copies that one window made."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder: Path | None = None
        self._lock: FileLock | None = None
        desk.actor_changed.connect(self._leave)

    def show(self, digest: str, content: Content, done: Callable[[bool], object]) -> None:
        """Give a copy of a file to the platform's viewer; ``done`` is told whether there is one.

        It is written beside the window: it may be large. A lock meanwhile takes its folder away.
        """
        path = self._private() / (digest[:12] + ENDINGS.get(content.media_type, ""))

        def give(written: bool) -> None:
            here = written and self._desk.actor is not None
            done(here and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))

        self._desk.work(lambda _task: _copied(path, content.data), done=give)

    def write(self, name: str, data: bytes) -> Path:
        """Write a copy of what was pasted; raises OSError where there is no room."""
        path = self._private() / name
        _write(path, data)
        return path

    def _private(self) -> Path:
        if self._folder is None:
            shared = root()
            shared.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            shared.chmod(_PRIVATE)
            folder = shared / os.urandom(8).hex()
            folder.mkdir(mode=_PRIVATE)
            self._lock = FileLock(folder / _LOCK)
            self._lock.acquire()
            self._folder = folder
        return self._folder

    def _leave(self) -> None:
        if self._desk.actor is None:
            self.end()

    def end(self) -> None:
        """Remove the copies."""
        folder, lock = self._folder, self._lock
        self._folder = self._lock = None
        if lock is not None:
            lock.release()
        if folder is not None:
            # a viewer on Windows may still hold one open: the next start removes that
            shutil.rmtree(folder, ignore_errors=True)
