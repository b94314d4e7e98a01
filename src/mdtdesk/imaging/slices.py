# SPDX-License-Identifier: MIT
"""A small picture of an uncompressed DICOM image: its middle frame, at the window it names.

It is to recognise a slice by, not to read it: for that the file opens in its own viewer.
"""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image
from pydicom.dataset import Dataset

from mdtdesk.imaging import pictures

_UNCOMPRESSED = ("1.2.840.10008.1.2", "1.2.840.10008.1.2.1")
# raw modes of Pillow by bits allocated and whether values have a sign
_RAW = {(8, 0): "L", (16, 0): "I;16", (16, 1): "I;16S"}


def small(image: Dataset) -> bytes:
    """Return a small JPEG, empty where the pixels are compressed, coloured by a table or absent."""
    if str(image.file_meta.get("TransferSyntaxUID", "")) not in _UNCOMPRESSED:
        return b""
    width, height = _number(image, "Columns"), _number(image, "Rows")
    samples, bits = _number(image, "SamplesPerPixel", 1), _number(image, "BitsAllocated")
    one = width * height * samples * bits // 8
    data = image.get("PixelData", b"")
    if not one or width * height > pictures.MOST_POINTS or len(data) < one:
        return b""
    start = one * (len(data) // one // 2)
    frame, size = bytes(data[start : start + one]), (width, height)
    if samples == 3 and bits == 8 and _number(image, "PlanarConfiguration") == 0:
        return pictures.small(Image.frombytes("RGB", size, frame))
    raw = _RAW.get((bits, _number(image, "PixelRepresentation")))
    if samples != 1 or raw is None:
        return b""
    deep = Image.frombytes("I", size, frame, "raw", raw) if bits == 16 else _eight(size, frame)
    return pictures.small(_windowed(deep, image))


def _eight(size: tuple[int, int], frame: bytes) -> Image.Image:
    return Image.frombytes("L", size, frame).convert("I")


def _windowed(deep: Image.Image, image: Dataset) -> Image.Image:
    """Return the picture in 256 greys between the ends of its window, or of its own values."""
    grey = pictures.grey(deep, *(_window(image) or pictures.ends(deep)))
    if str(image.get("PhotometricInterpretation", "")) == "MONOCHROME1":
        return grey.point(lambda level: 255 - level)
    return grey


def _window(image: Dataset) -> tuple[float, float] | None:
    """Return the ends of the first window in stored values (PS3.3 C.11.2.1.2)."""
    middle, width = _first(image, "WindowCenter"), _first(image, "WindowWidth")
    if middle is None or not width:
        return None
    slope, intercept = _first(image, "RescaleSlope") or 1.0, _first(image, "RescaleIntercept") or 0
    ends = ((middle + sign * width / 2 - intercept) / slope for sign in (-1, 1))
    low, high = sorted(ends)
    return low, high


def _number(image: Dataset, name: str, default: int = 0) -> int:
    found = image.get(name)
    return default if found is None else int(found)


def _first(image: Dataset, name: str) -> float | None:
    found = image.get(name)
    if found is None or found == "":
        return None
    several = isinstance(found, Iterable) and not isinstance(found, str)
    return float(next(iter(found))) if several else float(found)
