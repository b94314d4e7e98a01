# SPDX-License-Identifier: MIT
"""The window's type: one Chinese family with its own Latin, bundled for machines that lack it."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from mdtdesk.paths import resource

FAMILY = "Noto Sans SC"
BODY_PT = 10.5
_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


def load(app: QApplication) -> str:
    """Make the family known to Qt, set it as the program's font and return its name."""
    if not _installed():
        for name in _FILES:
            QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    if app.font().family() != FAMILY:  # else another window has it, at its size
        app.setFont(QFont(FAMILY))
    return FAMILY


def font(points: float, *, bold: bool = False) -> QFont:
    """Return the family at a size; only weights 400 and 700 exist, others would be faked."""
    return QFont(_kept(points, bold))


@lru_cache(maxsize=64)  # one painting asks a hundred times for the same few
def _kept(points: float, bold: bool) -> QFont:
    made = QFont(FAMILY)
    made.setPointSizeF(points)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made


def _installed() -> bool:
    """Tell whether the system has both weights; one alone would give a smeared bold."""
    styles = {QFontDatabase.weight(FAMILY, style) for style in QFontDatabase.styles(FAMILY)}
    return {QFont.Weight.Normal, QFont.Weight.Bold} <= styles
