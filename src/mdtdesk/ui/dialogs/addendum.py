# SPDX-License-Identifier: MIT
"""Asks for words that are added to a signed decision, which stays as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.dialogs.ask import AskDialog, Asked
from mdtdesk.ui.messages import sentence
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.read_lines import Lines, ReadLines
from mdtdesk.ui.widgets.text_area import TextArea


class AddendumDialog(AskDialog):
    """``added`` carries the words; they stay until they are recorded."""

    added = Signal(str)
    wide = 680

    def __init__(self, lines: Lines, translate: Translate, parent: QWidget) -> None:
        words = Asked(
            translate("signing.add_title"),
            translate("signing.add_why"),
            translate("signing.add_button"),
            translate("signing.back"),
        )
        super().__init__(words, parent)
        self.setObjectName("addendum_dialog")
        self._translate = translate
        self.words, self._fault = TextArea(lines=3), label(role="error", wraps=True)
        self._put_in(lines)

    def _put_in(self, lines: Lines) -> None:
        translate = self._translate
        shown = ReadLines(lines)
        shown.setMinimumHeight(theme.px(120))
        shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words.setObjectName("addendum_words")
        self.words.setAccessibleName(translate("signing.addendum"))
        self.words.setPlaceholderText(translate("signing.add_placeholder"))
        for part in (shown, self.words, self._fault):
            self.body.addWidget(part, int(part is shown))
        self._fault.hide()
        self.words.edited.connect(lambda raw: self.go.setEnabled(bool(raw.strip())))
        self.go.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the words."""
        super().showEvent(event)
        self.resize(theme.px(self.wide), theme.px(480))
        self.words.setFocus()

    def answer(self) -> None:
        """Hand over the words; whoever takes them closes the dialog."""
        words = self.words.raw().strip()
        if words:
            self.hold(True)
            self.added.emit(words)

    def refuse(self, failure: Failure) -> None:
        """Say why the words were not added; they stay here."""
        self.hold(False)
        self._fault.setText(sentence(self._translate, failure))
        self._fault.show()
        self.words.setFocus()
