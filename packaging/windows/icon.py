# SPDX-License-Identifier: MIT
"""Draw a picture as a Windows icon: ``icon.py PICTURE.svg OUT.ico``."""

from __future__ import annotations

import sys
from io import BytesIO

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QGuiApplication, QIcon

SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawn(picture: str, size: int) -> Image.Image:
    """Return the picture in one size."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QIcon(picture).pixmap(size, size).save(buffer, "PNG")
    return Image.open(BytesIO(buffer.data().data()))


def main(picture: str, out: str) -> None:
    """Write every size that Windows shows into one file."""
    program = QGuiApplication([])
    images = [drawn(picture, size) for size in SIZES]
    images[-1].save(out, append_images=images[:-1], sizes=[(size, size) for size in SIZES])
    program.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
