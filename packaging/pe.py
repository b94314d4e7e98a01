# SPDX-License-Identifier: MIT
"""Read a Windows program or library: what it takes from others, and which version it says it is."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SUFFIXES = (".dll", ".pyd", ".exe")
_HEADER = 0x3C
_DIRECTORIES = 112  # from the optional header's start, in a 64-bit image
_ORDINAL = 1 << 63
_FIXED_VERSION = struct.pack("<I", 0xFEEF04BD)


@dataclass(frozen=True)
class _Table:
    """One of the two tables of imports: its number, its row's size, where name and names stand."""

    number: int
    row: int
    library: int
    names: int


_TABLES = (_Table(1, 20, 12, 0), _Table(13, 32, 4, 16))


class Image:
    """One 64-bit image in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        (start,) = struct.unpack_from("<I", data, _HEADER)
        sections, size = (struct.unpack_from("<H", data, start + at)[0] for at in (6, 20))
        self._optional = start + 24
        first = self._optional + size
        self._sections = [
            struct.unpack_from("<8sIIII", data, first + 40 * number) for number in range(sections)
        ]

    def imports(self) -> dict[str, tuple[str, ...]]:
        """Return by library, in small letters, the functions that are taken from it by name."""
        found: dict[str, tuple[str, ...]] = {}
        for table in _TABLES:
            for row in self._rows(table):
                (name,) = struct.unpack_from("<I", row, table.library)
                (names,) = struct.unpack_from("<I", row, table.names)
                library = self._text(name).casefold()
                found[library] = found.get(library, ()) + tuple(self._named(names))
        return found

    def _rows(self, table: _Table) -> Iterator[bytes]:
        entry = self._optional + _DIRECTORIES + 8 * table.number
        (address,) = struct.unpack_from("<I", self._data, entry)
        at = self._place(address) if address else None
        while at is not None and any(row := self._data[at : at + table.row]):
            yield row
            at += table.row

    def _named(self, address: int) -> Iterator[str]:
        at = self._place(address) if address else None
        while at is not None:
            (entry,) = struct.unpack_from("<Q", self._data, at)
            if entry == 0:
                return
            if not entry & _ORDINAL:
                yield self._text(entry + 2)
            at += 8

    def _text(self, address: int) -> str:
        at = self._place(address)
        if at is None:
            return ""
        return self._data[at : self._data.index(b"\0", at)].decode("ascii", "replace")

    def _place(self, address: int) -> int | None:
        for _, size, start, stored, at in self._sections:
            if start <= address < start + max(size, stored):
                return int(at + address - start)
        return None


def version(data: bytes) -> str:
    """Return the four numbers of the version resource, as ``3.0.15.0``; empty without one."""
    at = data.find(_FIXED_VERSION)
    if at < 0:
        return ""
    high, low = struct.unpack_from("<II", data, at + 8)
    return ".".join(str(number) for half in (high, low) for number in (half >> 16, half & 0xFFFF))
