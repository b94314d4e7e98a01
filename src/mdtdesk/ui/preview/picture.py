# SPDX-License-Identifier: MIT
"""A page's picture as Qt has it."""

from __future__ import annotations

from PySide6.QtGui import QImage

from mdtdesk.imaging.pages import PagePicture


def image(picture: PagePicture) -> QImage:
    """Return a page's picture as Qt has it; it keeps its own copy of the pixels."""
    row = picture.width * 3
    shown = QImage(picture.rgb, picture.width, picture.height, row, QImage.Format.Format_RGB888)
    return shown.copy()
