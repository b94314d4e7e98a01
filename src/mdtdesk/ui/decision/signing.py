# SPDX-License-Identifier: MIT
"""Signs the decision that is shown and adds to it: asks what can be, then in a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.document import Document, rows, text
from mdtdesk.domain.drafts import AddendumDraft
from mdtdesk.domain.roles import allowing
from mdtdesk.domain.signing import Signable
from mdtdesk.services import decisions, signatures
from mdtdesk.ui.decision import reading
from mdtdesk.ui.decision.asking import SignatureAsking, Wanted
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.addendum import AddendumDialog
from mdtdesk.ui.dialogs.ask import end, refusing
from mdtdesk.ui.dialogs.read_back import ReadBack


class Signing(QObject):
    """What the person who sits here can do with each decision of the shown case.

    changed  it is known anew
    """

    changed = Signal()

    def __init__(self, desk: Desk, draft: Draft, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._draft, self._page = desk, draft, page
        self._known: dict[str, Signable] = {}
        self._asking = SignatureAsking(desk, page)

    def ask(self) -> None:
        """Ask what can be signed in the case that is shown now."""
        self._known = {}
        if self._draft.case_id and rows(self._draft.case, "discussions"):
            self._desk.ask(signatures.signable, self._draft.case_id, done=self._take)
        self.changed.emit()

    def _take(self, found: tuple[Signable, ...]) -> None:
        self._known = {one.decision_id: one for one in found}
        self.changed.emit()

    @property
    def here(self) -> Signable | None:
        """Return what can be done with the decision in force, None while it is not known."""
        return self._known.get(text(self._draft.recorded, "id"))

    @property
    def concerns(self) -> bool:
        """Tell whether who sits here signs decisions at all."""
        actor = self._desk.actor
        return actor is not None and allowing(actor.roles, "sign") is not None

    @property
    def can_sign(self) -> bool:
        """Tell whether the shown decision can be signed: as it is recorded, nothing else typed."""
        here = self.here
        return bool(here and here.meanings) and not self._draft.dirty and self._desk.writing

    @property
    def can_add(self) -> bool:
        """Tell whether words can be added to the decision in force."""
        return self.may_add(self._draft.recorded)

    def may_add(self, decision: Document) -> bool:
        """Tell whether words can be added to one of the case's decisions."""
        known = self._known.get(text(decision, "id"))
        return known is not None and known.add and self._desk.writing

    def against(self) -> str:
        """Return the key of why the shown decision cannot be signed, empty where it can."""
        here = self.here
        if here is None or self._draft.dirty or here.meanings:
            read_only = here is not None and not self._desk.writing
            return "signing.against.read_only" if read_only and self.concerns else ""
        return f"signing.against.{here.against or 'not_yours'}"

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what can be done now, by the ids of the actions."""
        return {
            **({"sign": self.sign} if self.can_sign else {}),
            **({"add_to_decision": self.add} if self.can_add and not self._draft.dirty else {}),
        }

    # signing

    def sign(self) -> None:
        """Read the decision back and ask for the password."""
        here = self.here
        if here is None or not self.can_sign:
            return
        self._asking.ask(
            Wanted(self._draft.case_id, self._draft.case, self._draft.recorded, here.meanings)
        )

    # reading and adding

    def read(self, decision: Document) -> None:
        """Show a version with its signatures and addenda, and offer to add to it."""
        translate = self._desk.translate
        lines = reading.version(decision, self._draft.case, translate)
        dialog = ReadBack(reading.version_words(decision, translate), lines, self._page.window())
        add = translate("signing.add") if self.may_add(decision) else ""
        dialog.name_buttons(translate("message.close"), add)
        dialog.confirmed.connect(lambda: self.add(decision))
        dialog.open()

    def add(self, decision: Document | None = None) -> None:
        """Ask for words to add to a signed decision; to the one in force if none is named."""
        target, translate = decision or self._draft.recorded, self._desk.translate
        if not self.may_add(target):
            return
        said = (
            ("", reading.version_words(target, translate)),
            *reading.version(target, self._draft.case, translate),
        )
        dialog = AddendumDialog(said, translate, self._page.window())
        dialog.added.connect(
            lambda words: self._append(
                AddendumDraft(self._draft.case_id, text(target, "id"), words), dialog
            )
        )
        dialog.open()

    def _append(self, draft: AddendumDraft, dialog: AddendumDialog) -> None:
        def done(_outcome: Outcome) -> None:
            self._desk.say("signing.added")
            end(dialog)

        failed = refusing(dialog, self._desk.refuse)
        self._desk.do(decisions.add, draft, done=done, failed=failed)
