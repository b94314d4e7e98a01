# SPDX-License-Identifier: MIT
"""The look of the whole window: colours, sizes and the one style sheet, light or dark.

``apply`` sets style, palette, font and style sheet; a widget learns of a change by its ordinary
``changeEvent`` (``StyleChange``). Painting code asks ``colour``, ``px`` and ``font`` each time.

Names the style sheet knows (set them with ``mark(widget, role=…)``)
    QPushButton  kind: primary | link | danger | quiet      (none: secondary)
                 role: view (tab of saved views, checkable)
    QToolButton  role: rail (checkable)
    QLabel       role: title | section | question | strong | muted | secondary | error | warning
                 | fine | danger | key (key cap)
    QFrame       role: card | alert (danger tint) | notice (warning tint) | rail | head | side (left
                 index) | preview (right pane) | bar (bottom of a page) | line (hairline)
    QLineEdit    large: true (32 high: sign-in, search); invalid: true (cannot be read)
    QWidget      role: page (window ground) | surface (white ground)
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from mdtdesk.paths import resource
from mdtdesk.ui import fonts

Mode = Literal["light", "dark"]
SCALES = (80, 90, 100, 110, 125, 150, 175, 200)
_TOKEN = re.compile(r"\$(\w+)")
_SIZE = re.compile(r"\b(\d+(?:\.\d+)?)(px|pt)\b")


@dataclass(frozen=True, slots=True)
class Look:
    """Which colours and which scale (percent) are on."""

    mode: Mode = "light"
    scale: int = 100


class _Current:
    """Qt has one style sheet a process, so there is one look a process."""

    look = Look()


def apply(app: QApplication, mode: Mode, scale: int) -> None:
    """Give the program this look; open windows follow at once."""
    _Current.look = Look(mode, scale)
    sheet = style_sheet()
    if app.styleSheet() == sheet:  # another window of the same look; setting it polishes them all
        return
    app.setStyle("Fusion")
    app.setFont(font(fonts.BODY_PT))
    app.setPalette(_palette())
    app.setStyleSheet(sheet)


def current() -> Look:
    """Return the look that is on."""
    return _Current.look


@cache
def tokens(mode: Mode) -> Mapping[str, str]:
    """Return the colours of a mode as ``#RRGGBB`` by name."""
    table: dict[str, dict[str, str]] = tomllib.loads(
        resource("style", "tokens.toml").read_text("utf-8")
    )
    return table[mode]


def colour(name: str) -> QColor:
    """Return a token's colour in the look that is on."""
    return QColor(tokens(_Current.look.mode)[name])


def px(size: float) -> int:
    """Return a length of the design at 100 % in pixels of the look that is on."""
    return max(1, round(size * _Current.look.scale / 100)) if size else 0


def font(points: float, *, bold: bool = False) -> QFont:
    """Return the program's family at a size of the design."""
    return fonts.font(points * _Current.look.scale / 100, bold=bold)


def mark(widget: QWidget, **properties: object) -> None:
    """Set properties the style sheet selects by, and let it look again if one of them is new."""
    if properties and all(widget.property(name) == given for name, given in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def polish(widget: QWidget) -> None:
    """Let the style sheet look at a widget and all in it ahead of their being shown."""
    for each in (widget, *widget.findChildren(QWidget)):
        each.ensurePolished()


def style_sheet() -> str:
    """Return the template with the colours and sizes of the look that is on."""
    text = resource("style", "style.qss").read_text("utf-8")
    text = _TOKEN.sub(lambda found: tokens(_Current.look.mode)[found[1]], text)
    return _SIZE.sub(_scaled, text)


def _scaled(found: re.Match[str]) -> str:
    size, unit = float(found[1]), found[2]
    if unit == "px":
        return f"{px(size)}px"
    return f"{size * _Current.look.scale / 100:g}pt"


def _palette() -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette(colour("window"))
    for role, name in {
        roles.Window: "window",
        roles.Base: "surface",
        roles.AlternateBase: "surface",
        roles.Button: "surface",
        roles.Text: "text",
        roles.WindowText: "text",
        roles.ButtonText: "text",
        roles.PlaceholderText: "muted",
        roles.Highlight: "selection",
        roles.HighlightedText: "text",
        roles.Link: "accent",
        roles.LinkVisited: "accent",
        roles.Accent: "accent",
        roles.ToolTipBase: "raised",
        roles.ToolTipText: "text",
        roles.Mid: "line",
    }.items():
        palette.setColor(role, colour(name))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("muted"))
    return palette
