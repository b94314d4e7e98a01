# SPDX-License-Identifier: MIT
"""Where things lie in a store's directory ``NAME.mdt``, and whether that is a place for a store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from mdtdesk import remote_folder, system
from mdtdesk.errors import Unavailable
from mdtdesk.storage import faults

SUFFIX = ".mdt"
SHORTCUT_SUFFIX = ".mdtdesk"
DATABASE = "store.db"
FILES = "files"
PENDING = "pending-audit"
_RESTORED = ".restored"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one store."""

    directory: Path

    @property
    def name(self) -> str:
        """Return the store's name, without the directory's suffix."""
        return self.directory.name.removesuffix(SUFFIX)

    @property
    def database(self) -> Path:
        """Return the database's path; never to be opened but by SQLite."""
        return self.directory / DATABASE

    @property
    def files(self) -> Path:
        """Return the folder of attachments."""
        return self.directory / FILES

    @property
    def lock(self) -> Path:
        """Return the path of the writer's lock."""
        return self.directory / "writer.lock"

    @property
    def clean(self) -> Path:
        """Return the marker of an orderly end."""
        return self.directory / "clean"

    @property
    def restored(self) -> Path:
        """Return where a restored store waits whole, to be renamed to this one."""
        return self.directory.with_name(self.directory.name + _RESTORED)

    def furnish(self, name: str) -> None:
        """Make the folders and the small file that the desktop opens the store by."""
        for folder in (self.files, self.directory / PENDING):
            folder.mkdir(exist_ok=True)
        shortcut = json.dumps({"format": "mdtdesk-store"}) + "\n"
        system.write_whole(self.directory / (name + SHORTCUT_SUFFIX), shortcut.encode())

    def refuse_remote(self) -> None:
        """Refuse a network or cloud-synced folder: locks and syncs mean nothing there."""
        if remote_folder.is_remote_folder(self.directory):
            raise Unavailable("remote_folder", path=str(self.directory))

    def finish_restore(self) -> None:
        """Put a restored store in its place if the program died between the two renames."""
        with faults.files(self.directory):
            if not self.directory.exists() and self.restored.is_dir():
                self.restored.rename(self.directory)
                system.sync_directory(self.directory.parent)

    def refuse_missing(self) -> None:
        """Refuse a directory without a store."""
        self.finish_restore()
        if not self.directory.is_dir():
            raise Unavailable("missing", path=str(self.directory))
        if not self.database.is_file():
            raise Unavailable("not_a_store", path=str(self.directory))


def of(path: Path) -> Layout:
    """Return the layout of a store named by its directory or by the small file inside it."""
    path = path.expanduser().absolute()
    if path.suffix == SHORTCUT_SUFFIX and path.is_file():
        path = path.parent
    return Layout(path)
