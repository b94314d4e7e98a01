# SPDX-License-Identifier: MIT
"""An encrypted database's pages without their seals: two that say the same compare equal.

A page that SQLCipher writes again gets another initialisation vector, so bytes differ where
nothing else does. The format is SQLCipher 4's with a raw key.
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
    """Unseals the pages of one store; each page is looked at once."""

    key: bytes
    _known: dict[tuple[int, bytes], bytes] = field(default_factory=dict)

    def plain(self, database: bytes) -> tuple[bytes, ...] | None:
        """Return a digest of each page's content, None where a seal is broken."""
        if len(database) % PAGE or not database:
            return None
        found = []
        for start in range(0, len(database), PAGE):
            page, number = database[start : start + PAGE], start // PAGE + 1
            if (number, page) not in self._known:
                self._known[number, page] = self._unsealed(page, number, database[:SALT])
            found.append(self._known[number, page])
        return None if b"" in found else tuple(found)

    def _unsealed(self, page: bytes, number: int, salt: bytes) -> bytes:
        begin = SALT if number == 1 else 0
        body, seal = page[begin:-SEAL], page[-SEAL:]
        masked = bytes(byte ^ _MASK for byte in salt)
        key = pbkdf2_hmac("sha512", self.key, masked, 2, 32)
        if hmac.digest(key, body + number.to_bytes(4, "little"), "sha512") != seal:
            return b""
        vector = body[-VECTOR:]
        opened = Cipher(algorithms.AES256(self.key), modes.CBC(vector)).decryptor()
        return sha256(opened.update(body[:-VECTOR]) + opened.finalize()).digest()
