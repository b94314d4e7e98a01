# SPDX-License-Identifier: MIT
"""What the status bar says of the focused field: where it is and which keys it takes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mdtdesk.domain.document import Document
from mdtdesk.domain.fields import Day, DayOrMoment, Items, Moment, Rows
from mdtdesk.i18n import Translate
from mdtdesk.ui.case import paths, words
from mdtdesk.ui.case.lesion_chips import LesionChips
from mdtdesk.ui.widgets.segments import Segments


def of(path: str, widget: QWidget | None, document: Document, translate: Translate) -> str:
    """Say where the cursor is and what can be typed there."""
    if not path:
        return ""
    where = paths.where(path, document, translate)
    keys = _keys(path, widget, document, translate)
    return translate("case.hint", where=where, keys=keys) if keys else where


def _keys(path: str, widget: QWidget | None, document: Document, translate: Translate) -> str:
    kind = words.kind_of(path, document)
    if isinstance(kind, Rows) and not isinstance(widget, (Segments, LesionChips)):
        return translate("case.hint_rows")
    if path.endswith("].levels") and isinstance(kind, Items):
        return translate("case.hint_levels")
    if isinstance(kind, (Moment, DayOrMoment)):
        return translate("case.hint_moment")
    if isinstance(kind, Day):
        return translate("case.hint_day")
    return widget.statusTip() if widget is not None else ""
