# SPDX-License-Identifier: MIT
"""Somebody who works on a case by the keyboard alone; every key is counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop import Desktop
from hands import press, write
from mdtdesk.domain.document import Document
from mdtdesk.domain.records import CaseRecord
from mdtdesk.services import cases
from mdtdesk.services.context import Context
from mdtdesk.ui.pages.case import CasePage

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
_DIGITS = {str(n): Qt.Key(Qt.Key.Key_0 + n) for n in range(10)}


class Typist(Desktop):
    """Presses keys where the cursor is."""

    keys = 0

    @property
    def page(self) -> CasePage:
        """Return the page of the case."""
        found = self.window.findChild(CasePage)
        assert isinstance(found, CasePage)
        return found

    @property
    def context(self) -> Context:
        """Return the store as who sits here has it."""
        assert self.desk.context is not None
        return self.desk.context

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key."""
        self.keys += 1
        press(self.focus(), key, modifier)

    def words(self, text: str) -> None:
        """Type words; a Chinese character counts as the keys of its pinyin, about three."""
        self.keys += sum(1 if sign.isascii() else 3 for sign in text)
        write(self.focus(), text)

    def section(self, number: int) -> None:
        """Go to a section by its number."""
        self.key(_DIGITS[str(number)], ALT)

    def tab(self, times: int = 1) -> None:
        """Go on to a later field."""
        for _ in range(times):
            self.key(Key.Key_Tab)

    def tab_to(self, path: str) -> None:
        """Press Tab until the cursor is in a field."""
        for _ in range(80):
            if self.here() == path:
                return
            self.tab()
        raise AssertionError(f"never came to {path}, but to {self.here()}")

    def here(self) -> str:
        """Return the path of the field the cursor is in; a lesion's without its id."""
        path = self.page.path()
        head, bracket, rest = path.partition("[")
        return f"{head}.{rest.partition('].')[2]}" if bracket else path

    def fill(self, path: str, text: str) -> None:
        """Go on to a field and type."""
        self.tab_to(path)
        self.words(text)

    def open(self, mrn: str) -> str:
        """Open the case of a patient and wait until it is shown."""
        case_id = cases.find(self.context, mrn)
        self.desk.go("case", case_id)
        self.wait()
        self.bot.waitUntil(lambda: self.page.case_id() == case_id)
        self.wait()
        return case_id

    def go_to(self, path: str) -> QWidget:
        """Put the cursor into a field as a link of the right pane does."""
        assert self.page.area.focus(path)
        return self.focus()

    def wait(self) -> None:
        """Wait until the store has answered, what follows from it, too, and the scores with it."""
        super().wait()
        for _ in range(3):
            self.bot.wait(0)
            super().wait()
        pages = self.window.findChildren(CasePage)
        self.bot.waitUntil(lambda: not any(page._panes._soon.isActive() for page in pages))

    def record(self, case_id: str = "") -> CaseRecord:
        """Return the case as it is recorded."""
        self.wait()
        return cases.get(self.context, case_id or self.page.case_id())

    def document(self, case_id: str = "") -> Document:
        """Return the recorded document."""
        return self.record(case_id).document
