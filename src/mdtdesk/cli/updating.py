# SPDX-License-Identifier: MIT
"""``update``: make the key, and with it the announcement of a version for a share."""

from __future__ import annotations

import os
from pathlib import Path

from mdtdesk import updates
from mdtdesk.cli import files
from mdtdesk.cli.answers import DONE
from mdtdesk.cli.grammar import Call
from mdtdesk.errors import Problem, Rejected, Unavailable
from mdtdesk.storage import faults


def key(call: Call) -> int:
    """Write a new private key that only its owner can read, and say its public key."""
    path = Path(call.text("file"))
    private, public = updates.new_key()
    if path.exists():
        raise Unavailable("exists", path=str(path))
    with (
        faults.files(path),
        os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
    ):
        file.write(private)
    call.speaker.tell(file=str(path), public_key=public)
    call.speaker.say(call.translate("announcement.key_made", path=path, key=public))
    return DONE


def announce(call: Call) -> int:
    """Write the signed announcement of a version."""
    release, target = call.text("release"), Path(call.text("output"))
    signing = Path(call.text("key"))
    if not signing.is_file():
        raise Rejected([Problem("--key", "no_such_file", {"value": signing})])
    try:
        made = updates.announcement(release, call.text("place"), signing.read_bytes())
    except (ValueError, TypeError) as error:
        raise Rejected([Problem("", "not_announced", {"value": release})]) from error
    files.write(target, made)
    call.speaker.tell(file=str(target), release=release)
    call.speaker.say(call.translate("announcement.announced", path=target, version=release))
    return DONE
