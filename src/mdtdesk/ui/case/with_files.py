# SPDX-License-Identifier: MIT
"""The section of imaging: its fields, and the case's files under them."""

from __future__ import annotations

from mdtdesk.domain.document import Document
from mdtdesk.i18n import Translate
from mdtdesk.ui.case.panel import Panel
from mdtdesk.ui.case.plans import Section
from mdtdesk.ui.files.pane import FilesPane
from mdtdesk.ui.forms import Ways


class WithFiles(Panel):
    """A section whose fields are followed by files; these are there before the fields are made."""

    def __init__(self, section: Section, translate: Translate, ways: Ways) -> None:
        self.files = FilesPane(translate)
        super().__init__(section, translate, ways)

    def make(self) -> None:
        """Make the fields and put the files under them."""
        super().make()
        self.column.addWidget(self.files)

    def load(self, document: Document) -> None:
        """Show what is recorded."""
        super().load(document)
        if self.built:
            self.files.load(document)

    def set_read_only(self, read_only: bool) -> None:
        """Let files be added, or only looked at."""
        super().set_read_only(read_only)
        self.files.allow(adding=not read_only)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        super().retranslate(translate)
        self.files.retranslate(translate)
