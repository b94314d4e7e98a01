# SPDX-License-Identifier: MIT
"""Encodes PNG and JPEG anew: what is kept was written here, from pixels alone.

No comment, place or camera goes with it, and nothing that hides behind the pixels.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from mdtdesk.imaging.refused import RefusedError

# Of a photograph of 50 million points, decoded and turned, two copies take 300 MB.
MOST_POINTS = 50_000_000
SMALL = 360
_QUALITY, _SMALL_QUALITY = 92, 80
Image.MAX_IMAGE_PIXELS = None  # held here, with a sentence that names both sides
_GREY_16 = ("I;16", "I;16L", "I;16B", "I")
# what Pillow raises for files that are not what they say
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, OverflowError)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture written anew in its own format, and a small JPEG of it."""

    content: bytes
    small: bytes


def encoded_anew(data: bytes) -> Encoded:
    """Return a PNG or JPEG written anew. Raises RefusedError; a size is refused unread."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            width, height = opened.size
            if width * height > MOST_POINTS:
                raise RefusedError("picture_too_large", width=width, height=height)
            form = "PNG" if opened.format == "PNG" else "JPEG"
            picture = ImageOps.exif_transpose(opened)
        return Encoded(_content(picture, form), small(picture))
    except BROKEN:
        raise RefusedError("picture_broken") from None
    except (TypeError, AttributeError, LookupError, ArithmeticError, AssertionError):
        # a reader of chunks that met what its author did not think of
        raise RefusedError("picture_broken") from None


def _content(picture: Image.Image, form: str) -> bytes:
    made = io.BytesIO()
    if form == "JPEG":
        _clean(_plain(picture, ("L", "RGB"))).save(made, "JPEG", quality=_QUALITY)
    else:
        kept = picture if picture.mode in _GREY_16 else _plain(picture, ("L", "LA", "RGB", "RGBA"))
        _clean(kept).save(made, "PNG", compress_level=4)
    return made.getvalue()


def _clean(picture: Image.Image) -> Image.Image:
    """Return a picture without the comments, profiles and places that Pillow would take over."""
    made = picture.copy()
    made.info = {}
    return made


def _plain(picture: Image.Image, modes: tuple[str, ...]) -> Image.Image:
    if picture.mode in modes:
        return picture
    transparent = "transparency" in picture.info or picture.mode in ("PA", "La", "RGBa")
    return picture.convert("RGBA" if transparent and "RGBA" in modes else "RGB")


def small(picture: Image.Image) -> bytes:
    """Return a small JPEG of a picture, on white."""
    if picture.mode in _GREY_16:
        picture = _grey(picture)
    made = _clean(_plain(picture, ("L", "RGB", "RGBA", "LA")))
    made.thumbnail((SMALL, SMALL))
    if made.mode in ("RGBA", "LA"):
        ground = Image.new("RGB", made.size, "white")
        ground.paste(made, mask=made.getchannel("A"))
        made = ground
    written = io.BytesIO()
    made.save(written, "JPEG", quality=_SMALL_QUALITY)
    return written.getvalue()


def _grey(picture: Image.Image) -> Image.Image:
    """Return 16-bit grey in 8 bits, its darkest black and its lightest white."""
    deep = picture.convert("I")
    return grey(deep, *ends(deep))


def ends(deep: Image.Image) -> tuple[float, float]:
    """Return the darkest and the lightest value of a picture of one channel."""
    low, high = (float(each) for each in deep.getextrema() if isinstance(each, (int, float)))
    return low, high


def grey(deep: Image.Image, low: float, high: float) -> Image.Image:
    """Return a picture of whole numbers in 256 greys, black at ``low`` and white at ``high``."""
    scale = 255 / max(high - low, 1)
    return deep.point(lambda level: level * scale - low * scale).convert("L")
