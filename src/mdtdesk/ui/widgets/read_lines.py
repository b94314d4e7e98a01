# SPDX-License-Identifier: MIT
"""Captions and words to be read aloud, one under the other; what is long scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.widgets.labels import label

Lines = Sequence[tuple[str, str]]


class ReadLines(QScrollArea):
    """Lines in two roles of type; a line without a caption goes on with the one before."""

    def __init__(
        self, lines: Lines, *, caption: str = "secondary", words: str = "question"
    ) -> None:
        super().__init__()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for above, said in lines:
            if above:
                column.addWidget(label(above, caption))
            column.addWidget(label(said, words, wraps=True))
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
