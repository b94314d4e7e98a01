# SPDX-License-Identifier: MIT
"""The part of a case's form that shows its files: a heading, a button, the tiles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.domain import wording
from mdtdesk.domain.document import EMPTY, Document, rows, text
from mdtdesk.domain.files import FileRow
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.files.grid import FileGrid
from mdtdesk.ui.widgets.labels import label


class FilesPane(QWidget):
    """``add_wanted`` when files are to be chosen; ``changed`` when the case has others."""

    add_wanted = Signal()
    pasted = Signal()
    changed = Signal()

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self._translate = translate
        self._document: Document = EMPTY
        self._named: tuple[tuple[str, ...], ...] = ()
        self._may_add = False
        self.grid = FileGrid()
        self._title, self._hint = label(role="strong"), label(role="secondary", wraps=True)
        self.button = QPushButton()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.grid.pasted.connect(self.pasted)
        self._lay_out()

    def _lay_out(self) -> None:
        self.button.setObjectName("add_files")
        self.button.setIcon(icons.icon("plus"))
        self.button.setIconSize(QSize(16, 16))
        self.button.clicked.connect(self.add_wanted)
        head, column = QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, 0)
        column.setSpacing(theme.px(4))
        head.setSpacing(theme.px(12))
        head.addWidget(self._title)
        head.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.button)
        column.addLayout(head)
        column.addWidget(self.grid)
        self.retranslate(self._translate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste while the button has the cursor, or after a click beside it."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)

    def load(self, document: Document) -> None:
        """Ask for the files anew where the case names others than are shown."""
        self._document = document
        listed = rows(document, "attachments")
        keys = ("digest", "name", "lesion")
        found = tuple(tuple(text(row, key) for key in keys) for row in listed)
        if found != self._named:
            self._named = found
            self.changed.emit()
        if not found:
            self.show_rows(())

    def lesions(self) -> tuple[tuple[str, str], ...]:
        """Return the lesions of the case as the window names them, by id."""
        found = (row for row in rows(self._document, "lesions") if "removed" not in row)
        return tuple((text(row, "id"), wording.lesion(row, self._translate)) for row in found)

    def show_rows(self, found: Sequence[FileRow]) -> None:
        """Show the files of the case."""
        self.grid.model_.show_rows(found, dict(self.lesions()))
        self.retranslate(self._translate)

    def allow(self, *, adding: bool) -> None:
        """Let files be added, or only looked at."""
        self._may_add = adding
        self.button.setVisible(adding)
        self.retranslate(self._translate)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._translate = translate
        count = len(self.grid.model_.rows)
        self._title.setText(translate("files.title_count" if count else "files.title", count=count))
        none = translate("files.none") if not count else ""
        self._hint.setText(translate("files.hint") if self._may_add else none)
        self.button.setText(translate("files.add"))
        self.grid.setAccessibleName(translate("files.title"))
        self.grid.model_.retranslate(translate)
