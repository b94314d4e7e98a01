# SPDX-License-Identifier: MIT
"""The first page of a machine that knows no store: make one, open one, or look at the demo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from mdtdesk import app, demo
from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.choosing import name_parts
from mdtdesk.ui.gate import Gate, button
from mdtdesk.ui.messages import sentence
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.widgets.labels import Elided, label


class WelcomePage(Gate):
    """Knows the stores used lately by their folders only, never by what is in them."""

    opened = Signal(object)
    creation_wanted = Signal()
    demo_made = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._dialog: QFileDialog | None = None
        self._make_widgets()
        self._set_out()
        self._connect()
        self.retranslate()

    def _make_widgets(self) -> None:
        self._title, self._intro = label(role="title", wraps=True), label(role="muted", wraps=True)
        self._recent_title = label(role="muted")
        self._recent = QWidget()
        self._recent_rows = QVBoxLayout(self._recent)
        self._create, self._open, self._demo = button("primary"), button(), button()
        for made, name in ((self._create, "create"), (self._open, "open"), (self._demo, "demo")):
            made.setObjectName(name)
        self._drop = label(role="secondary")
        self._error = label(role="error", wraps=True)
        self._error.hide()
        self.setAcceptDrops(True)

    def _set_out(self) -> None:
        self._recent_rows.setContentsMargins(0, 0, 0, 0)
        self._recent_rows.setSpacing(4)
        parts = (
            (self._title, 4), (self._intro, 24), (self._recent_title, 4), (self._recent, 0),
            (self._create, 8), (self._open, 8), (self._demo, 12), (self._error, 4),
            (self._drop, 4),
        )  # fmt: skip
        for widget, gap in parts:
            self.column.addWidget(widget)
            self.gap(gap)

    def _connect(self) -> None:
        self._create.clicked.connect(self.creation_wanted)
        self._open.clicked.connect(self._choose)
        self._demo.clicked.connect(self._make_demo)

    def refresh(self) -> None:
        """Show the stores used lately, the last one first."""
        while (item := self._recent_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        recent = [Path(each) for each in self._desk.settings.recent]
        for directory in recent:
            self._recent_rows.addWidget(self._row(directory))
        for part in (self._recent_title, self._recent):
            part.setVisible(bool(recent))
        self._recent.setContentsMargins(0, 0, 0, 16 if recent else 0)
        self.show_failure(None)

    def _row(self, directory: Path) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        name: QPushButton = button("link")
        name.setText(directory.stem)
        name.setObjectName("recent")
        name.setStyleSheet("text-align: left")
        name.setAccessibleDescription(str(directory))
        name.clicked.connect(lambda: self._take(directory))
        column.addWidget(name)
        column.addWidget(Elided(str(directory.parent), "secondary"))
        return row

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self._desk.translate
        self._title.setText(translate("shell.title"))
        self._intro.setText(translate("welcome.intro"))
        self._recent_title.setText(translate("welcome.recent"))
        self._create.setText(translate("welcome.create"))
        self._open.setText(translate("welcome.open"))
        self._demo.setText(translate("welcome.demo"))
        self._drop.setText(translate("welcome.drop"))
        self.show_failure(None)

    def focus(self) -> None:
        """Put the cursor on the store used last, or on making the first one."""
        first = self._recent.findChild(QPushButton, "recent")
        (first or self._create).setFocus()

    def show_failure(self, failure: Failure | None) -> None:
        """Say why nothing was opened."""
        self._say(sentence(self._desk.translate, failure) if failure is not None else "")

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def _take(self, directory: Path) -> None:
        translate = self._desk.translate
        if not directory.is_dir():
            self._say(translate("welcome.recent_gone", path=directory))
        elif not app.is_store(directory):
            self._say(translate("welcome.no_store"))
        else:
            self.opened.emit(directory)

    def _choose(self) -> None:
        translate = self._desk.translate
        dialog = QFileDialog(self, translate("welcome.choose_file"))
        name_parts(dialog, translate)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(translate("welcome.file_filter"))
        dialog.fileSelected.connect(lambda name: self._take(Path(name).parent))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose(self) -> None:
        """Ask for a store's file, as the menu's action does."""
        self._choose()

    def _make_demo(self) -> None:
        self._demo.setText(self._desk.translate("welcome.demo_busy"))
        self.setEnabled(False)
        self._desk.tasks.run(
            "store",
            lambda _task: demo.store_in(demo.home()),
            done=self._show_demo,
            failed=self._refused,
        )

    def _show_demo(self, directory: Path) -> None:
        self.setEnabled(True)
        self.retranslate()
        self.demo_made.emit(directory)

    def _refused(self, failure: Failure) -> None:
        self.setEnabled(True)
        self.retranslate()
        self.show_failure(failure)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a store's file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].toLocalFile().endswith(app.STORE_FILE):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the store whose file was dropped."""
        self._take(Path(event.mimeData().urls()[0].toLocalFile()).parent)

    def restyle(self) -> None:
        """Take the sizes of the scale that is on."""
        super().restyle()
        theme.mark(self, role="page")
