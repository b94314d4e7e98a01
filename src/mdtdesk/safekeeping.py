# SPDX-License-Identifier: MIT
"""Where a store's backups lie, and putting one back: for the window and the command line alike.

As in ``app``, what needs SQLAlchemy is imported inside the functions.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mdtdesk import app
from mdtdesk.app import SignedIn
from mdtdesk.domain.backups import Place, Places
from mdtdesk.settings import Settings
from mdtdesk.storage import key_file, layout

if TYPE_CHECKING:
    from mdtdesk.storage.restore import Restored


def folder(directory: Path, named: str) -> Path:
    """Return where a store's backups go: the folder of the settings, else the one beside it."""
    return Path(named) if named else layout.of(directory).directory.parent / "backups"


def places(directory: Path, kept: Settings) -> Places:
    """Return both places of a store's backups, as the settings name them."""
    second = Path(kept.backups_second) if kept.backups_second else None
    return Places(folder(directory, kept.backups), second)


def look(directory: Path, where: Places) -> tuple[Place, ...]:
    """Look for a store's backups by their manifests, which only verified ones have."""
    # Imported here, see the module's docstring.
    from mdtdesk.storage import rotation

    store_id = key_file.read(layout.of(directory).directory).store_id
    return rotation.places(where, store_id)


def put_back(signed: SignedIn, source: Path, target: Path) -> Restored:
    """Put a backup in a store's place and leave who did it; whoever goes on signs in anew."""
    # Imported here, see the module's docstring.
    from mdtdesk.services import backups

    restored = backups.restored(signed.context, source, target)
    again = app.open_again(signed, target)
    try:
        backups.note_restored(again.context, restored)
    finally:
        app.sign_out(again)
    return restored
