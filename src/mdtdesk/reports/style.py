# SPDX-License-Identifier: MIT
"""Sizes, greys and distances of all prints, in points unless said otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
MARGIN = 15 * MM
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
FOOTER_BASELINE = 10.5 * MM
TEXT_BOTTOM = 17 * MM
GAP = 8 * MM  # between two columns

INK = "#1B2330"
MUTED = "#566170"
HAIRLINE = "#BFC5CE"
DANGER = "#B3261E"
WARNING = "#7D5200"
FINE = "#256B42"

RULE_TITLE, RULE_SECTION, RULE_HEAD, RULE_ROW = 1.1, 0.7, 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Type:
    """A way of setting text."""

    size: float
    leading: float
    bold: bool = False
    colour: str = INK

    def muted(self) -> Type:
        """Return the same in the muted grey."""
        return replace(self, colour=MUTED)

    def strong(self) -> Type:
        """Return the same in the bold weight."""
        return replace(self, bold=True)


TITLE = Type(18, 24, bold=True)
NAME = Type(13, 18, bold=True)
LEAD = Type(11, 16, bold=True)
SECTION = Type(10.5, 14, bold=True)
BODY = Type(9, 13)
SECONDARY = Type(8, 11.5)
TABLE_HEAD = Type(7.6, 11, colour=MUTED)
FOOTER = Type(7, 10, colour=MUTED)
DRAFT = Type(118, 118, bold=True, colour="#F0F0F0")
