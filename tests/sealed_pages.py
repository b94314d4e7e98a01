# SPDX-License-Identifier: MIT
"""An encrypted database's pages without their seals, and with them again.

A page that SQLCipher writes again gets another initialisation vector, so bytes differ where
nothing else does; and what is sealed cannot be packed small. The format is SQLCipher 4's with a
raw key: pages of 4096 bytes that end with vector and seal, the file's salt before the first.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from hashlib import pbkdf2_hmac, sha256

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, SALT, VECTOR, SEAL = 4096, 16, 16, 64
_MASK = 0x3A


@dataclass
class Pages:
    """The pages of one database under its key; to compare, each is looked at once."""

    key: bytes
    _known: dict[tuple[int, bytes], bytes] = field(default_factory=dict)
    _seals: dict[bytes, bytes] = field(default_factory=dict)

    def digests(self, database: bytes) -> tuple[bytes, ...] | None:
        """Return a digest of each page's content, None where a seal is broken."""
        if len(database) % PAGE or not database:
            return None
        found = []
        for start in range(0, len(database), PAGE):
            page, number = database[start : start + PAGE], start // PAGE + 1
            if (number, page) not in self._known:
                opened = self._opened(page, number, database[:SALT])
                self._known[number, page] = sha256(opened[:-VECTOR]).digest() if opened else b""
            found.append(self._known[number, page])
        return None if b"" in found else tuple(found)

    def opened(self, database: bytes) -> bytes:
        """Return salt, and each page's content and vector: all but the seals, which follow."""
        starts = range(0, len(database), PAGE)
        pages = (
            self._opened(database[s : s + PAGE], s // PAGE + 1, database[:SALT]) for s in starts
        )
        return database[:SALT] + b"".join(pages)

    def closed(self, opened: bytes) -> bytes:
        """Return the very database that ``opened`` was made of."""
        salt, at, number, made = opened[:SALT], SALT, 0, [opened[:SALT]]
        while at < len(opened):
            number += 1
            size = PAGE - SEAL - (SALT if number == 1 else 0)
            content, vector = opened[at : at + size][:-VECTOR], opened[at : at + size][-VECTOR:]
            writer = self._cipher(vector).encryptor()
            body = writer.update(content) + writer.finalize() + vector
            made += [body, self._seal(body, number, salt)]
            at += size
        return b"".join(made)

    def _opened(self, page: bytes, number: int, salt: bytes) -> bytes:
        body, seal = page[SALT if number == 1 else 0 : -SEAL], page[-SEAL:]
        if self._seal(body, number, salt) != seal:
            return b""
        reader = self._cipher(body[-VECTOR:]).decryptor()
        return reader.update(body[:-VECTOR]) + reader.finalize() + body[-VECTOR:]

    def _cipher(self, vector: bytes) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES256(self.key), modes.CBC(vector))

    def _seal(self, body: bytes, number: int, salt: bytes) -> bytes:
        if salt not in self._seals:
            masked = bytes(byte ^ _MASK for byte in salt)
            self._seals[salt] = pbkdf2_hmac("sha512", self.key, masked, 2, 32)
        return hmac.digest(self._seals[salt], body + number.to_bytes(4, "little"), "sha512")
