# SPDX-License-Identifier: MIT
"""The look: contrast of every pair, no token without a colour, the scale, the type, the icons."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QIcon, QImage
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMenu,
    QMenuBar,
    QMessageBox,
    QStatusBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mdtdesk.paths import resource
from mdtdesk.ui import fonts, icons, theme

GROUNDS = ("window", "surface", "raised", "hover", "selection")
ON_GROUNDS = ("text", "muted", "accent", "danger", "warning", "fine", "not_known")
PAIRS = [
    *((word, ground) for word in ON_GROUNDS for ground in GROUNDS),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    *((tone, f"{tone}_tint") for tone in ("danger", "warning", "fine")),
    *(
        (word, f"{tone}_tint")
        for word in ("text", "muted")
        for tone in ("danger", "warning", "fine")
    ),
]


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("word", "ground"), PAIRS)
def test_words_stand_out(mode: theme.Mode, word: str, ground: str) -> None:
    assert contrast(theme.tokens(mode)[word], theme.tokens(mode)[ground]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "surface"])
def test_borders_of_fields_stand_out(mode: theme.Mode, ground: str) -> None:
    assert contrast(theme.tokens(mode)["field_line"], theme.tokens(mode)[ground]) >= 3


def test_both_modes_have_the_same_tokens_and_the_sheet_uses_only_these() -> None:
    assert set(theme.tokens("light")) == set(theme.tokens("dark"))
    used = set(re.findall(r"\$(\w+)", resource("style", "style.qss").read_text("utf-8")))
    assert used <= set(theme.tokens("light"))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("scale", theme.SCALES)
def test_the_sheet_holds_at_every_scale(
    qtbot: QtBot, qapp: QApplication, mode: theme.Mode, scale: int
) -> None:
    theme.apply(qapp, mode, scale)  # a rule Qt cannot read is a warning, and that fails
    label = QLabel("Tg")
    label.setProperty("role", "section")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pointSizeF() == pytest.approx(13 * scale / 100)
    assert "$" not in theme.style_sheet()


def test_icons_are_drawn_in_the_colour_of_the_look(qtbot: QtBot, qapp: QApplication) -> None:
    assert len(icons.names()) >= 25
    for name in icons.names():
        for mode in ("light", "dark"):
            theme.apply(qapp, mode, 100)
            image = icons.icon(name, "danger").pixmap(QSize(20, 20)).toImage()
            assert darkest(image) == theme.colour("danger").name(), (name, mode)


def test_icons_are_drawn_anew_at_150_percent(qtbot: QtBot, qapp: QApplication) -> None:
    pixmap = icons.icon("cases").pixmap(QSize(20, 20), 1.5, QIcon.Mode.Normal, QIcon.State.Off)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (30, 1.5)


def darkest(image: QImage) -> str:
    """Return the colour of the most opaque pixel."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=lambda colour: colour.alpha()).name()


def test_the_type_has_chinese_and_two_true_weights(qtbot: QtBot, qapp: QApplication) -> None:
    fonts.load(qapp)
    for bold in (False, True):
        font = theme.font(10.5, bold=bold)
        assert QFontInfo(font).family() == fonts.FAMILY
        assert QFontMetrics(font).inFontUcs4(ord("髂"))
    regular, bold_one = (QFontMetrics(theme.font(10.5, bold=b)) for b in (False, True))
    assert bold_one.horizontalAdvance("Mechanical") > regular.horizontalAdvance("Mechanical")


NO_FONTS = """
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication
from mdtdesk.ui import fonts
app = QApplication([])
before = QFontDatabase.families()
fonts.load(app)
print(fonts.FAMILY in before, QFontInfo(app.font()).family(), QFontDatabase.styles(fonts.FAMILY))
"""


@pytest.mark.parametrize("kind", [QMenuBar, QMenu, QMessageBox, QStatusBar])
def test_a_font_that_the_system_sets_for_a_kind_of_widget_is_not_taken(
    qtbot: QtBot, qapp: QApplication, kind: type[QWidget]
) -> None:
    theme.apply(qapp, "light", 150)
    try:
        # what Qt does by itself when the theme of Windows changes; PySide6's types ask for bytes,
        # which it refuses
        name: Any = kind.__name__
        QApplication.setFont(QFont("DejaVu Sans", 30), name)
        widget = kind()
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert widget.font().family() == fonts.FAMILY
        assert widget.font().pointSizeF() < 16
    finally:
        theme.apply(qapp, "light", 100)


def test_the_type_is_there_on_a_machine_without_fonts(tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text("<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig/>")
    told = subprocess.run(
        [sys.executable, "-c", NO_FONTS],
        env={**os.environ, "FONTCONFIG_FILE": str(empty), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.startswith("False Noto Sans SC")
    assert "Bold" in told
    assert "Regular" in told
