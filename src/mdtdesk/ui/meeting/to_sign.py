# SPDX-License-Identifier: MIT
"""What of a meeting waits for the chair's signature, signed here one after the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from mdtdesk.domain.agenda import MeetingRecord
from mdtdesk.domain.document import EMPTY, Document, group, rows, text
from mdtdesk.domain.records import CaseRecord
from mdtdesk.domain.roles import Right, allowing
from mdtdesk.domain.signing import Unsigned
from mdtdesk.services import cases, signatures
from mdtdesk.ui import icons, theme
from mdtdesk.ui.decision.asking import SignatureAsking, Wanted
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.widgets.labels import Elided

_MEANING = "chair"


class ToSign(QFrame):
    """A line with how many they are and whose; gone where there is none or for who is no chair."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting_id = ""
        self._waiting: tuple[Unsigned, ...] = ()
        self._round: tuple[Unsigned, ...] = ()
        self._count = 0
        self._words, self.button = Elided(), QPushButton(icons.icon("lock", "text"), "")
        self._asking = SignatureAsking(desk, self)
        self._row = QHBoxLayout(self)
        self._lay_out()
        self._asking.signed.connect(lambda _meaning: self._next())
        self._asking.skipped.connect(self._next)
        self._asking.stopped.connect(self._stop)

    def _lay_out(self) -> None:
        theme.mark(self, role="notice")
        self.button.setObjectName("meeting_sign")
        self.button.setAutoDefault(True)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self.button)
        self.button.clicked.connect(self.begin)
        self._measure()
        self.hide()

    def show_meeting(self, meeting: MeetingRecord | None) -> None:
        """Ask what of a meeting waits; of one that has not begun nothing does."""
        begun = meeting is not None and meeting.state in ("running", "finished")
        self._meeting_id = meeting.id if meeting is not None and begun and self._signs() else ""
        if not self._meeting_id:
            self._take(())
        elif self._desk.context is not None:
            self._desk.ask(signatures.unsigned, self._meeting_id, done=self._take)

    def _signs(self) -> bool:
        actor = self._desk.actor
        right = allowing(actor.roles, "sign") if actor is not None else None
        return self._desk.writing and right is not None and right[1] is Right.YES

    def _take(self, found: tuple[Unsigned, ...]) -> None:
        self._waiting = found
        self.setVisible(bool(found))
        translate = self._desk.translate
        names = translate("wording.list").join(one.name for one in found)
        self._words.setText(translate("signing.waiting", count=len(found), names=names))
        self.button.setText(translate("signing.sign_all"))

    # one after the other

    def begin(self) -> None:
        """Ask for the first signature; each answer leads to the next."""
        self._round, self._count = self._waiting, len(self._waiting)
        self._ask()

    def _next(self) -> None:
        self._round = self._round[1:]
        self._ask()

    def _stop(self) -> None:
        self._round = ()

    def _ask(self) -> None:
        if self._round:
            self._desk.ask(cases.get, self._round[0].case_id, done=self._show)

    def _show(self, record: CaseRecord) -> None:
        if not self._round:
            return
        wanted = self._round[0]
        decision = _decision(record.document, wanted.decision_id)
        if not decision:
            self._next()
            return
        at = self._count - len(self._round) + 1
        progress = self._desk.translate("signing.progress", at=at, count=self._count)
        self._asking.ask(Wanted(record.id, record.document, decision, (_MEANING,), progress))

    # sizes

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._measure()

    def _measure(self) -> None:
        self._row.setContentsMargins(*map(theme.px, (24, 6, 12, 6)))
        self._row.setSpacing(theme.px(12))


def _decision(case: Document, decision_id: str) -> Document:
    """Return the decision in force with this id, an empty one if it is superseded by now."""
    found = (group(discussion, "decision") for discussion in rows(case, "discussions"))
    return next((one for one in found if text(one, "id") == decision_id), EMPTY)
