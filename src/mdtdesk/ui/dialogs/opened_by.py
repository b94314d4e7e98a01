# SPDX-License-Identifier: MIT
"""Shows who opened a patient: seen, printed, exported, the latest first."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from mdtdesk.domain.audit_log import Opened, OpenedBy
from mdtdesk.ui import theme
from mdtdesk.ui.audit.columns import OPENED, header
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.ask import AskDialog, Asked
from mdtdesk.ui.models.table import TableModel, Take
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.table_view import TableView


class OpenedByDialog(AskDialog):
    """A list to read and one button."""

    wide = 800

    def __init__(self, desk: Desk, name: str, found: OpenedBy, parent: QWidget) -> None:
        translate = desk.translate
        why = translate("audit.opened_patient" if found.whole_patient else "audit.opened_case")
        words = Asked(translate("audit.opened_title", name=name), why, translate("audit.close"))
        super().__init__(words, parent)
        self.setObjectName("opened_by")
        self._found = found
        self._model: TableModel[Opened] = TableModel(
            OPENED, self._fetch, translate, header=header, parent=self
        )
        self.view = TableView(self._model)
        self._put_in(words.title, "" if found.rows else translate("audit.never"))

    def _put_in(self, title: str, none: str) -> None:
        self.view.setAccessibleName(title)
        self.body.addWidget(self.view, 1)
        if none:
            self.body.addWidget(label(none, "muted"))
        self._model.ask()

    def _fetch(self, offset: int, limit: int, take: Take[Opened]) -> None:
        rows = self._found.rows
        take(rows[offset : offset + limit], len(rows))

    def sizeHint(self) -> QSize:
        """Give the list room."""
        return QSize(theme.px(self.wide), theme.px(480))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the list, no larger than the window."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            self.resize(self.sizeHint().boundedTo(parent.window().size()))
        self.view.setFocus()
