# SPDX-License-Identifier: MIT
"""What the Tab key stops at, in reading order: read from the layouts, so that it is always right.

Qt's own chain follows the order in which widgets were made; here sections are made when they are
needed and rows come and go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield the widgets inside one that take the keyboard by Tab."""
    if _is_hidden(widget) or not widget.isEnabled():
        return
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield from stops(inner)
        return
    if takes and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QSplitter):
        for at in range(widget.count()):
            part = widget.widget(at)
            if part is not None:
                yield from stops(part)
    layout = widget.layout()
    if layout is not None:
        yield from _inside(layout)


def _is_hidden(widget: QWidget) -> bool:
    """Tell whether somebody hid a widget: what was just made is shown a moment later."""
    said = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    return said and widget.isHidden()


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from stops(widget)
        elif inner is not None:
            yield from _inside(inner)


def neighbour(here: QWidget | None, among: Iterable[QWidget], *, forward: bool) -> QWidget | None:
    """Return the stop after one, or before it; round the corner at the ends."""
    listed = list(among)
    if not listed:
        return None
    at = next((n for n, each in enumerate(listed) if each is here), None)
    if at is None:
        at = next((n for n, each in enumerate(listed) if here and each.isAncestorOf(here)), None)
    if at is None:
        return listed[0 if forward else -1]
    return listed[(at + (1 if forward else -1)) % len(listed)]
