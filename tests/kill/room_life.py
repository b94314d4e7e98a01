# SPDX-License-Identifier: MIT
"""One life of the room: reopened, typed into and decided in, until it is killed from outside.

Says a line of JSON for what it shows first, for every word it typed and every confirmed decision.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from mdtdesk import settings
from mdtdesk.domain.document import text
from mdtdesk.ui.dialogs.read_back import ReadBack
from mdtdesk.ui.main import build
from mdtdesk.ui.pages.room import RoomPage

BETWEEN_MS, PATIENCE_S, WORDS, CALM = 120, 15.0, 14, 3
DECIDES = 0.4  # of the times; so that cases are left for the last life
ALT = Qt.KeyboardModifier.AltModifier


class Life:
    """The window of one life."""

    def __init__(self, store: Path, life: str) -> None:
        self.program = QApplication(["mdtdesk"])
        self.built = build(self.program, settings.load())
        self.life, self.chance = life, random.Random(life)
        self.built.window.start(store)
        self.built.window.show()

    def say(self, **facts: object) -> None:
        """Tell the one who kills."""
        print(json.dumps(facts, ensure_ascii=False), flush=True)

    def rest(self, milliseconds: int = BETWEEN_MS) -> None:
        """Let the window live for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def settle(self) -> None:
        """Wait for the store."""
        until = time.monotonic() + PATIENCE_S
        calm = 0
        while calm < CALM and time.monotonic() < until:
            self.rest(5)
            calm = 0 if self.built.tasks.busy else calm + 1

    def sign_in(self, password: str, meeting_id: str) -> RoomPage:
        """Sign in; the room comes by itself unless this is the first life."""
        self.settle()
        window = self.built.window
        field = window.findChild(QLineEdit, "password")
        enter = window.findChild(QPushButton, "enter")
        assert field is not None
        assert enter is not None
        field.setText(password)
        begun = time.monotonic()
        enter.click()
        page = self.opened()
        by_itself = page is not None
        if page is None:
            self.built.desk.go("room", meeting_id)
            page = self.opened()
        assert page is not None
        took = time.monotonic() - begun
        self.settle()
        shown = page.foot.conclusion.text()
        self.say(shown=page.draft.case_id, text=shown, by_itself=by_itself, took=took)
        return page

    def opened(self) -> RoomPage | None:
        """Return the room as soon as it shows a case, None where none comes."""
        calm = 0
        while calm < CALM:
            self.rest(5)
            calm = 0 if self.built.tasks.busy else calm + 1
            page = self.built.window.findChild(RoomPage)
            if page is not None and page.draft.case_id:
                return page
        return None

    def type(self, page: RoomPage) -> None:
        """Type words at the shown case, each of which may be the last."""
        QTest.keyClick(page.foot.conclusion, Qt.Key.Key_End)
        for number in range(self.chance.randrange(3, WORDS)):
            word = f"{self.life}.{number}"
            QTest.keyClicks(page.foot.conclusion, f" {word}")
            self.say(typed=word, at=page.draft.case_id)
            self.rest()

    def decide(self, page: RoomPage) -> None:
        """Decide the shown case by its keys."""
        case_id = page.draft.case_id
        QTest.keyClick(page, Qt.Key.Key_1, ALT)
        QTest.keyClick(page.foot.conclusion, Qt.Key.Key_Return)
        said = text(page.draft.decision, "conclusion")

        def tell() -> None:
            self.say(confirmed=case_id, text=said)
            page.recording.recorded.disconnect(tell)

        page.recording.recorded.connect(tell)
        dialog = self.built.window.findChild(ReadBack)
        assert dialog is not None
        dialog.record_button.click()
        self.settle()

    def go_on(self, page: RoomPage) -> None:
        """Go to the next open case."""
        agenda = page.agenda
        assert agenda is not None
        opened = [at for at, row in enumerate(agenda.rows) if row.state == "open"]
        if page.recording.open_row is None and opened:
            page.go_to(opened[0])
            self.settle()


def main(store: str, password: str, meeting_id: str, life: str) -> None:
    """Live until killed."""
    one = Life(Path(store), life)
    page = one.sign_in(password, meeting_id)
    while True:
        one.go_on(page)
        one.type(page)
        if one.chance.random() < DECIDES and page.recording.open_row is not None:
            one.decide(page)


if __name__ == "__main__":
    main(*sys.argv[1:])
