# SPDX-License-Identifier: MIT
"""The rows of a PVP or PKP, one a level: puncture, planned cement, viscosity, in fixed columns."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from mdtdesk.domain.discussion_fields import DETAILS
from mdtdesk.domain.document import rows, text
from mdtdesk.domain.fields import Rows
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.field import CARD, NO_LABEL, Field, Spot
from mdtdesk.ui.widgets.fields import LineField
from mdtdesk.ui.widgets.labels import label

_NAME = "discussions.decision.procedures.details.per_level"
_COLUMNS = {"approach": 216, "cement_ml": 128, "viscosity": 0}
_ROW, _CEMENT = 40, 88


class LevelRows(QWidget):
    """Follows the treated levels of one procedure."""

    def __init__(self, procedure: str, draft: Draft) -> None:
        super().__init__()
        self._path = f"decision.procedures[{procedure}].details.per_level"
        self._draft = draft
        self._levels: tuple[str, ...] = ()
        self._fields: list[Field] = []
        self._marks: list[QLabel] = []
        self._captions = [label(role="secondary") for _ in range(len(_COLUMNS) + 1)]
        self._grid = QGridLayout(self)
        self._lay_out()

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        for at, caption in enumerate(self._captions):
            self._grid.addWidget(caption, 0, at, Qt.AlignmentFlag.AlignVCenter)
        self._grid.setColumnStretch(len(_COLUMNS), 1)
        self._measure()

    def refresh(self) -> None:
        """Show a row for each level."""
        wanted = tuple(text(row, "level") for row in rows(self._draft.value, self._path))
        if wanted != self._levels:
            self._move_typed(wanted)
            self._levels = wanted
            self._make_rows()
        for field in self._fields:
            field.refresh()
        self.setVisible(bool(wanted))

    def _move_typed(self, wanted: tuple[str, ...]) -> None:
        """Let what is typed at a level, valid or not, stay with the level."""
        typed = self._draft.typed
        moved: dict[str, str] = {}
        for line, level in enumerate(self._levels):
            before = f"{self._path}[{line}]"
            for path in [p for p in typed if p.startswith(f"{before}.")]:
                raw = typed.pop(path)
                if level in wanted:
                    moved[f"{self._path}[{wanted.index(level)}]{path[len(before) :]}"] = raw
        typed.update(moved)

    def _make_rows(self) -> None:
        for old in (*self._fields, *self._marks):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._fields, self._marks = [], []
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for line, level in enumerate(self._levels, 1):
            mark = label(level, "strong")
            self._marks.append(mark)
            self._grid.addWidget(mark, line, 0, left)
            for column, key in enumerate(_COLUMNS, 1):
                field = self._field(line - 1, key)
                self._fields.append(field)
                self._grid.addWidget(field, line, column, left)
        self.retranslate(self._draft.translate)
        self._measure()

    def _field(self, index: int, key: str) -> Field:
        listed = DETAILS["pkp"]["per_level"]
        kind = listed.row.fields[key] if isinstance(listed, Rows) else listed
        width = _CEMENT if key == "cement_ml" else 0
        spot = Spot(f"{self._path}[{index}].{key}", kind, f"{_NAME}.{key}", NO_LABEL, width)
        return Field(spot, self._draft)

    def focus(self) -> bool:
        """Put the cursor into the first row; False if there is none."""
        if self._fields:
            self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._fields)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        for caption, key in zip(self._captions, ("level", *_COLUMNS), strict=True):
            caption.setText(translate.field(f"{_NAME}.{key}"))
        for at, field in enumerate(self._fields):
            field.retranslate(translate)
            named = translate.field(field.spot.name)
            field.editor.setAccessibleName(f"{self._levels[at // len(_COLUMNS)]} {named}")
            if isinstance(field.editor, LineField):
                field.editor.set_unit(translate("unit.ml"))
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        approach = next((f for f in self._fields if f.spot.path.endswith("approach")), None)
        least = approach.editor.sizeHint().width() + theme.px(16) if approach else 0
        self._grid.setHorizontalSpacing(theme.px(12))
        first = CARD[self._draft.translate.language == "en"]
        self._grid.setColumnMinimumWidth(0, theme.px(first))
        for column, (key, width) in enumerate(_COLUMNS.items(), 1):
            wide = max(theme.px(width), least if key == "approach" else 0)
            self._grid.setColumnMinimumWidth(column, wide - theme.px(12) if wide else 0)
        self._grid.setRowMinimumHeight(0, theme.px(26))
        for line in range(1, len(self._levels) + 1):
            self._grid.setRowMinimumHeight(line, theme.px(_ROW))
