# SPDX-License-Identifier: MIT
"""Asks for one signature: the decision read back, the password, and the command."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdtdesk.domain import audit, signing
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.document import Document, text
from mdtdesk.domain.drafts import SignDraft
from mdtdesk.services import decisions
from mdtdesk.ui.decision import reading
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.ask import end, refusing
from mdtdesk.ui.dialogs.sign import SignDialog, ToSign


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision of a case to be signed; ``progress`` says which of how many it is."""

    case_id: str
    case: Document
    decision: Document
    meanings: tuple[str, ...]
    progress: str = ""


class SignatureAsking(QObject):
    """``signed`` carries the meaning; ``skipped``: the next one instead; ``stopped``: none."""

    signed = Signal(str)
    skipped = Signal()
    stopped = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def ask(self, wanted: Wanted) -> None:
        """Read a decision back and ask for the password."""
        translate = self._desk.translate
        head = (text(wanted.case, "patient.name"), text(wanted.case, "number"), wanted.progress)
        words = ToSign(
            "    ".join(filter(None, head)),
            (
                ("", reading.version_words(wanted.decision, translate)),
                *reading.version(wanted.decision, wanted.case, translate),
            ),
            audit.short(signing.digest(wanted.decision)),
            wanted.meanings,
            many=bool(wanted.progress),
        )
        dialog = SignDialog(words, translate, self._page.window())
        dialog.signed.connect(
            lambda meaning, password: self._send(
                SignDraft(wanted.case_id, text(wanted.decision, "id"), meaning, password), dialog
            )
        )
        dialog.skipped.connect(self.skipped)
        dialog.rejected.connect(self.stopped)
        dialog.open()

    def _send(self, draft: SignDraft, dialog: SignDialog) -> None:
        def done(_outcome: Outcome) -> None:
            meaning = self._desk.translate.code("signature_meaning", draft.meaning)
            self._desk.say("signing.done", meaning=meaning)
            end(dialog)
            self.signed.emit(draft.meaning)

        failed = refusing(dialog, self._desk.refuse)
        self._desk.do(decisions.sign, draft, done=done, failed=failed)
