# SPDX-License-Identifier: MIT
"""Sealing small things: a data key under a password or a code, a record under the data key."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_SALT, _NONCE = 16, 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a password costs: Argon2id's memory, passes and lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


COST = Cost()


def new_key() -> bytes:
    """Return a random key of 256 bits."""
    return secrets.token_bytes(KEY_BYTES)


def new_salt() -> bytes:
    """Return a random salt."""
    return secrets.token_bytes(_SALT)


def stretch(secret: str, salt: bytes, cost: Cost) -> bytes:
    """Return the key that a password or code stands for; slow by intention."""
    # One password, one sequence of bytes, whatever keyboard and system it is typed on
    typed = unicodedata.normalize("NFC", secret).encode()
    return hash_secret_raw(
        typed, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
    )


def derive(data_key: bytes, purpose: str) -> bytes:
    """Return the key for one purpose, from which the data key cannot be found again."""
    return HKDF(SHA256(), KEY_BYTES, None, f"mdtdesk {purpose}".encode()).derive(data_key)


def seal(key: bytes, content: bytes, belongs_to: str) -> bytes:
    """Encrypt and authenticate; it opens only as what it belongs to."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, belongs_to.encode())


def unseal(key: bytes, sealed: bytes, belongs_to: str) -> bytes | None:
    """Return the content; None if key, content or owner is not the right one."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], belongs_to.encode())
    except (InvalidTag, ValueError):
        return None
