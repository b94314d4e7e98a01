# SPDX-License-Identifier: MIT
"""The bar over a preview: back, title, language of the print, size, save, print; progress."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mdtdesk import policy
from mdtdesk.i18n import LANGUAGES, Language, Translate
from mdtdesk.ui import icons, settled, theme
from mdtdesk.ui.widgets.labels import Elided, IconLabel, label

_TALL = 56


class PreviewBar(QFrame):
    """One line of 56 pixels; under it a notice, and how far a job is."""

    asked = Signal(str)
    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title, self._page = Elided(role="section"), label(role="muted")
        self._zoom = label(role="muted")
        self._languages = {code: QPushButton() for code in LANGUAGES}
        self.ways = {way: QPushButton() for way in ("back", "smaller", "larger", "fit", "whole")}
        self.save, self.print, self.cancel = QPushButton(), QPushButton(), QPushButton()
        self._job, self._progress, self._doing = QWidget(), QProgressBar(), label(role="muted")
        self._notice, self._said = QFrame(), Elided()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setProperty("role", "head")
        column, self._row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row.addWidget(self.ways["back"])
        self._row.addWidget(self._title, 1)
        for button in self._languages.values():
            self._row.addWidget(button)
        self._row.addSpacing(theme.px(8))
        self._row.addWidget(self._page)
        for part in (self.ways["smaller"], self._zoom, self.ways["larger"]):
            self._row.addWidget(part)
        for name in ("fit", "whole"):
            self._row.addWidget(self.ways[name])
        self._row.addSpacing(theme.px(8))
        self._row.addWidget(self.save)
        self._row.addWidget(self.print)
        column.addLayout(self._row)
        column.addWidget(self._job)
        column.addWidget(self._notice)
        self._lay_out_below()
        self._style()

    def _lay_out_below(self) -> None:
        job, notice = QHBoxLayout(self._job), QHBoxLayout(self._notice)
        job.setContentsMargins(*map(theme.px, (24, 0, 24, 8)))
        notice.setContentsMargins(*map(theme.px, (24, 6, 24, 6)))
        job.addWidget(self._doing)
        job.addWidget(self._progress, 1, Qt.AlignmentFlag.AlignVCenter)
        job.addWidget(self.cancel)
        notice.addWidget(IconLabel("diamond", "warning", size=14))
        notice.addWidget(self._said, 1)
        self._progress.setTextVisible(False)
        self._notice.setProperty("role", "notice")
        self._job.hide()
        self._notice.hide()

    def _style(self) -> None:
        for name in ("back", "smaller", "larger", "fit", "whole"):
            self.ways[name].setProperty("kind", "link")
        self.print.setProperty("kind", "primary")
        self.print.setIcon(icons.icon("print", "on_accent"))
        for name, button in (("print", self.print), ("save", self.save), ("cancel", self.cancel)):
            button.setObjectName(f"preview_{name}")
        for button in (*self.ways.values(), *self._languages.values(), self.save, self.print):
            button.setAutoDefault(True)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._measure()

    def _connect(self) -> None:
        for way, button in self.ways.items():
            button.clicked.connect(lambda _on=False, way=way: self.asked.emit(way))
        for way, button in (("save", self.save), ("print", self.print), ("cancel", self.cancel)):
            button.clicked.connect(lambda _on=False, way=way: self.asked.emit(way))
        for code, button in self._languages.items():
            button.clicked.connect(lambda _on=False, code=code: self.language_chosen.emit(code))

    def show_words(self, title: str, language: Language, translate: Translate) -> None:
        """Set every text; ``language`` is the print's."""
        self._title.setText(title)
        for code, button in self._languages.items():
            button.setText(translate(f"preview.language_{code}"))
            theme.mark(button, kind="quiet" if code == language else "link")
            button.setAccessibleName(translate(f"preview.in_{code}"))
        for way, button in self.ways.items():
            button.setText(translate(f"preview.{way}"))
        self.save.setText(translate("preview.save"))
        if not policy.current().pdf:
            settled.grey(self.save, "output.pdf", translate)
        self.print.setText(translate("preview.print"))
        self.cancel.setText(translate("preview.cancel"))

    def show_place(self, page: str, zoom: str) -> None:
        """Show which page is read at which size."""
        self._page.setText(page)
        self._zoom.setText(zoom)

    def allow(self, ready: bool) -> None:
        """Let print and save be pressed once there is a PDF."""
        self.save.setEnabled(ready and policy.current().pdf)
        self.print.setEnabled(ready)

    def show_notice(self, words: str) -> None:
        """Say what the print does not hold; nothing where it holds all."""
        self._said.setText(words)
        self._notice.setVisible(bool(words))

    def show_job(self, words: str, done: int = 0, total: int = 0) -> None:
        """Show how far a job is; no words take it away."""
        self._doing.setText(words)
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._job.setVisible(bool(words))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        edge = theme.px((_TALL - 32) / 2)
        self._row.setContentsMargins(theme.px(16), edge, theme.px(24), edge)
        self._row.setSpacing(theme.px(8))
        self._zoom.setFixedWidth(theme.px(48))
