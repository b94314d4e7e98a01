# SPDX-License-Identifier: MIT
"""The announcement of a newer version: a signed file in a share, where the policy names one.

There is no network here but the system's own files, and nothing is fetched, opened or run: what is
announced is a line of words. Still it would be believed, so it is signed by Ed25519 (RFC 8032) with
``cryptography``, which the program has anyway; the public key stands in the policy, which only IT
can write. Who can write to the share alone can say nothing. The signature covers every byte before
its own line and a prefix that no other use of the key has. An old announcement that is put back
names a version that is not newer, and is not shown.

The file is TOML: ``version``, optionally ``place``, last the line of the ``signature``.
"""

from __future__ import annotations

import base64
import binascii
import re
import threading
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mdtdesk import __version__
from mdtdesk.policy import Policy

State = Literal["unnamed", "missing", "silent", "wrong", "current", "newer"]
PATIENCE = 3.0  # seconds that a command waits for a share; the window waits for none
_PURPOSE = b"mdtdesk announcement 1\n"
_LAST = b"signature = "
_AT_MOST = 16 * 1024
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}")
_PLACE = 300


@dataclass(frozen=True, slots=True)
class Announced:
    """What was found, and of a newer version its number and where it lies."""

    state: State
    version: str = ""
    place: str = ""


def look(policy: Policy) -> Announced:
    """Read the announcement that a policy names. It may take as long as a share takes to answer."""
    if not policy.announcement:
        return Announced("unnamed")
    try:
        with Path(policy.announcement).open("rb") as file:
            content = file.read(_AT_MOST + 1)
    except OSError:
        return Announced("missing")
    return read(content, policy.announcement_key)


def look_within(policy: Policy, seconds: float = PATIENCE) -> Announced:
    """Read the announcement, but wait no longer than that for a share that does not answer."""
    found: list[Announced] = []
    reader = look_beside(policy, found.append)
    reader.join(seconds)
    return found[0] if found else Announced("silent")


def look_beside(policy: Policy, take: Callable[[Announced], object]) -> threading.Thread:
    """Read the announcement in a thread nobody waits for; it ends with the program."""
    thread = threading.Thread(
        target=lambda: take(look(policy)), name="mdtdesk-announcement", daemon=True
    )
    thread.start()
    return thread


def read(content: bytes, public_key: str) -> Announced:
    """Return what an announcement says, if it is whole and signed by this key."""
    head, found, last = content.rpartition(_LAST)
    if len(content) > _AT_MOST or not found or (head and not head.endswith(b"\n")):
        return Announced("wrong")
    if not _signed(head, last, public_key):
        return Announced("wrong")
    try:
        said = tomllib.loads(head.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return Announced("wrong")
    version, place = str(said.get("version", "")), str(said.get("place", ""))
    if not _VERSION.fullmatch(version) or not (place.isprintable() and len(place) <= _PLACE):
        return Announced("wrong")
    newer = _numbers(version) > _numbers(__version__)
    return Announced("newer", version, place) if newer else Announced("current")


def new_key() -> tuple[bytes, str]:
    """Return a new private key as PEM, and its public key as the policy takes it."""
    # Imported here: only the one who announces makes keys.
    from cryptography.hazmat.primitives import serialization as spelled
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(
        spelled.Encoding.PEM, spelled.PrivateFormat.PKCS8, spelled.NoEncryption()
    )
    return pem, base64.b64encode(made.public_key().public_bytes_raw()).decode()


def announcement(version: str, place: str, private_key: bytes) -> bytes:
    """Return a signed announcement. Raises ValueError for a key or words it cannot take."""
    # Imported here, as above.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(private_key, None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")
    rows = {"version": version, "place": place}
    head = "".join(f"{name} = {_quoted(value)}\n" for name, value in rows.items() if value).encode()
    signature = base64.b64encode(key.sign(_PURPOSE + head))
    made = head + _LAST + b'"' + signature + b'"\n'
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    if read(made, public).state == "wrong":
        raise ValueError("not to be announced")
    return made


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _signed(head: bytes, last: bytes, public_key: str) -> bool:
    # Imported here: without a policy that names a share nothing of it is needed.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key))
        key.verify(base64.b64decode(last.strip().strip(b'"'), validate=True), _PURPOSE + head)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    """Return a version as numbers that compare; trailing noughts say nothing."""
    found = [int(each) for each in re.findall(r"\d+", version)]
    while found and not found[-1]:
        found.pop()
    return tuple(found)
