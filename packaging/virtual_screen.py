# SPDX-License-Identifier: MIT
"""A screen without a monitor: Xvfb, its pictures, and keys typed into it."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NEEDED = {"Xvfb": "xvfb", "xdotool": "xdotool"}
SIZE = "1366x768"


@dataclass(frozen=True)
class Picture:
    """What the screen shows: rows of red, green and blue."""

    width: int
    height: int
    points: bytes

    @property
    def colours(self) -> int:
        """Return how many colours there are: an empty screen has one, text with its edges many."""
        points = self.points
        return len({points[at : at + 3] for at in range(0, len(points), 3)})

    def unlike(self, other: Picture) -> float:
        """Return which share of the points another picture has differently, by a sample of them."""
        pairs = list(zip(self.points[::97], other.points[::97], strict=True))
        return sum(one != another for one, another in pairs) / len(pairs)

    def save(self, path: Path) -> None:
        """Write it as a PNG."""
        line = 3 * self.width
        rows = (self.points[at : at + line] for at in range(0, line * self.height, line))
        packed = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
        written = b"\x89PNG\r\n\x1a\n"
        for kind, data in chunks:
            check = struct.pack(">I", zlib.crc32(kind + data))
            written += struct.pack(">I", len(data)) + kind + data + check
        path.write_bytes(written)


@dataclass(frozen=True)
class Screen:
    """One such screen."""

    display: str
    memory: Path

    def picture(self) -> Picture:
        """Return what it shows now; the server keeps it in a file as X's own window dump."""
        data = self.memory.read_bytes()
        head = struct.unpack_from(">25I", data)
        width, height, bits, line = head[4], head[5], head[11], head[12]
        if bits != 32:
            raise ValueError(bits)
        start = head[0] + 12 * head[19]
        points = bytearray()
        for row in range(height):
            at = start + row * line
            blue, green, red = (data[at + part : at + 4 * width : 4] for part in range(3))
            points += bytes(each for point in zip(red, green, blue, strict=True) for each in point)
        return Picture(width, height, bytes(points))

    def press(self, *keys: str) -> None:
        """Press keys, named as X names them."""
        self._tool("key", "--delay", "100", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._tool("type", "--delay", "60", text)

    def _tool(self, *words: str) -> None:
        environment = os.environ | {"DISPLAY": self.display}
        command = ["xdotool", *words]
        subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60)


@contextmanager
def screen(size: str = SIZE) -> Iterator[Screen]:
    """Give a screen for a while."""
    read, write = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24"]
        server = subprocess.Popen(
            [*command, "-fbdir", folder, "-nolisten", "tcp", "-noreset"],
            pass_fds=[write],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        try:
            yield Screen(f":{number}", Path(folder, "Xvfb_screen0"))
        finally:
            server.terminate()
            server.wait()
