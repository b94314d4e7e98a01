# SPDX-License-Identifier: MIT
"""Somebody who decides a case by the keyboard alone, and the store they sit at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import Desktop
from hands import press, write
from mdtdesk.domain.document import Document, rows
from mdtdesk.services import cases
from mdtdesk.services.context import Context
from mdtdesk.ui.pages.decision import DecisionPage

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier

TWO_LESIONS = {
    "format": "mdtdesk-case",
    "version": 1,
    "patient": {"mrn": "T-1", "name": "沈一鸣", "sex": "male", "birth_date": "1961-02-03"},
    "referral": {
        "question": "T11疼痛，右股骨近端濒临骨折，如何处理？",
        "urgency": "impending_fracture",
    },
    "neurology": {"frankel": "E"},
    "lesions": [
        {"site": "spine", "levels": ["T11"], "fracture": "compression", "escc": "0"},
        {
            "site": "limb",
            "bone": "femur",
            "side": "right",
            "segments": ["proximal"],
            "fracture": "impending",
        },
    ],
}


class Decider(Desktop):
    """Presses keys where the cursor is; every key is counted."""

    keys = 0

    @property
    def page(self) -> DecisionPage:
        """Return the page of the decision."""
        found = self.window.findChild(DecisionPage)
        assert isinstance(found, DecisionPage)
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

    def tab_to(self, name: str) -> None:
        """Press Tab until what has the focus is called so."""
        seen = []
        for _ in range(60):
            here = self.focus().accessibleName()
            if here == name:
                return
            seen.append(here)
            self.key(Key.Key_Tab)
        raise AssertionError(f"never came to {name}: {seen}")

    def open(self, mrn: str) -> str:
        """Open the decision of a patient's case and wait until it is shown."""
        case_id = cases.find(self.context, mrn)
        self.desk.go("decision", case_id)
        self.settle()
        assert self.page.draft.case_id == case_id
        return case_id

    def settle(self) -> None:
        """Wait until the store has answered and what follows from it is answered too."""
        for _ in range(4):
            self.wait()
            self.bot.wait(0)

    def record(self) -> None:
        """Press the key that records and wait."""
        self.key(Key.Key_S, CONTROL)
        self.settle()

    def discussion(self) -> Document:
        """Return the last recorded discussion of the case."""
        self.settle()
        return rows(cases.get(self.context, self.page.draft.case_id).document, "discussions")[-1]

    def here(self) -> str:
        """Return what the focused widget is called."""
        now = QApplication.focusWidget()
        return now.accessibleName() if now is not None else ""
