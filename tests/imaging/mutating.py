# SPDX-License-Identifier: MIT
"""Mutates files: bytes flipped, cut, doubled, sizes made huge, pieces of other kinds put in."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from random import Random

import samples
from builders import documents

_PIECES = (
    b"\xff" * 8,
    b"\0" * 16,
    b"%PDF-1.7",
    b"\xff\xd8\xff",
    b"IHDR",
    b"endobj",
    b"{{{",
    b"DICM",
)


@cache
def sources() -> Mapping[str, tuple[bytes, ...]]:
    """Return whole files by kind, each of several shapes."""
    cases = documents("published") + documents("invented")
    return {
        "json": tuple(json.dumps(case, ensure_ascii=False).encode() for case in cases),
        "png": (samples.png(), samples.png((300, 200)), _palette(), _text_bomb()),
        "jpeg": (samples.jpeg(), samples.jpeg((300, 200))),
        "pdf": (samples.pdf(), _paper()),
        "dicom": (
            samples.dicom(),
            samples.dicom(PatientComments="x" * 2000),
            samples.slice_(range(-500, 500)),
        ),
    }


def _palette() -> bytes:
    made = io.BytesIO()
    samples.picture((80, 80)).convert("P").save(made, "PNG")
    return made.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG with its right sum."""
    whole = kind + data
    return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))


def _text_bomb() -> bytes:
    """Return a PNG whose comment says it is 100 MB once it is inflated."""
    whole = samples.png((16, 16))
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 100_000_000, 9))
    head = whole.index(b"IDAT") - 4
    return whole[:head] + bomb + whole[head:]


def _paper() -> bytes:
    """Return a PDF with text, written by hand, so that mutations hit its structure."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length 44>>stream\nBT /F 24 Tf 40 200 Td (Pathology) Tj ET q Q\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Font<</F 5 0 R>>>>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    head = b"xref\n0 7\n0000000000 65535 f \n" + table
    return made + head + b"trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def mutated(data: bytes, chance: Random) -> bytes:
    """Return a file with one to four faults."""
    made = bytearray(data)
    for _ in range(chance.randrange(1, 5)):
        chance.choice(_FAULTS)(made, chance)
    if made.startswith(b"\x89PNG") and len(made) > 24 and chance.random() < 0.2:
        made[16:24] = struct.pack(">II", *(chance.choice((0, 1, 5000, 2**31)) for _ in "wh"))
    # a PNG whose sums are wrong is refused at once: half of them get the right ones
    return summed(bytes(made)) if chance.random() < 0.5 else bytes(made)


def summed(data: bytes) -> bytes:
    """Return a PNG with the right sum in every chunk that can be found; other files as they are."""
    if not data.startswith(b"\x89PNG"):
        return data
    made, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        size = struct.unpack(">I", data[at : at + 4])[0]
        if at + 12 + size > len(data):
            break
        made += chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + size])
        at += 12 + size
    return bytes(made) + data[at:]


def _flip(data: bytearray, chance: Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: Random) -> None:
    if data:
        at = chance.randrange(len(data))
        del data[at : at + chance.choice((1, 7, 100, len(data)))]


def _double(data: bytearray, chance: Random) -> None:
    if data:
        at = chance.randrange(len(data))
        data[at:at] = data[at : at + chance.randrange(1, 4000)] * chance.randrange(1, 5)


def _put(data: bytearray, chance: Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.choice(_PIECES)


def _enlarge(data: bytearray, chance: Random) -> None:
    """Make a number of the file huge, as sizes and counts are written."""
    if len(data) > 8:
        at = chance.randrange(len(data) - 4)
        data[at : at + 4] = chance.choice(
            (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\xff\xff")
        )


def _digits(data: bytearray, chance: Random) -> None:
    places = [at for at, each in enumerate(data) if 48 <= each <= 57]
    if places:
        at = chance.choice(places)
        data[at : at + 1] = chance.choice((b"999999999", b"-1", b"0", b"1e99"))


_FAULTS: tuple[Callable[[bytearray, Random], None], ...] = (
    *(_flip, _flip, _flip, _cut, _double, _put, _enlarge, _digits),
)
