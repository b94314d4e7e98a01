# SPDX-License-Identifier: MIT
"""What a drop or the clipboard holds: files of this machine, or a picture without a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

_RAW = ("image/png", "image/jpeg")


def paths(held: QMimeData) -> tuple[Path, ...]:
    """Return the files of this machine that are named."""
    return tuple(Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile())


def picture(held: QMimeData) -> bytes:
    """Return a picture as a file would hold it, to be read like any foreign file; or nothing."""
    for form in _RAW:
        if held.hasFormat(form):
            return bytes(held.data(form).data())
    image = held.imageData() if held.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return b""
    written = QBuffer()
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(written, QByteArray(b"PNG")).write(image)
    return bytes(written.data().data())


def takes(held: QMimeData) -> bool:
    """Tell whether there is anything to add."""
    return bool(paths(held)) or held.hasImage() or any(held.hasFormat(form) for form in _RAW)
