# SPDX-License-Identifier: MIT
"""Who signed a decision and what was added to it, in lines and as a block of the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdtdesk.domain import dates
from mdtdesk.domain.document import Document, rows, text
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.widgets.labels import SectionHeader, hairline, label

Lines = tuple[tuple[str, str], ...]


def signature_words(row: Document, translate: Translate, *, short: bool = False) -> str:
    """Say who signed as what, and when."""
    return translate(
        "signing.by_short" if short else "signing.by",
        person=text(row, "person"),
        meaning=translate.code("signature_meaning", text(row, "meaning"), short=short),
        at=dates.show_moment(text(row, "at"), translate),
    )


def addendum_words(row: Document, translate: Translate) -> str:
    """Say who added words, and when."""
    return translate(
        "signing.added_by",
        person=text(row, "person"),
        at=dates.show_moment(text(row, "at"), translate),
    )


def lines(decision: Document, translate: Translate) -> Lines:
    """Return the addenda and the signatures, each under its caption."""
    added = tuple(
        (addendum_words(row, translate), text(row, "text")) for row in rows(decision, "addenda")
    )
    signed = [signature_words(row, translate) for row in rows(decision, "signatures")]
    heads = (translate("signing.signatures"), *("" for _ in signed[1:]))
    return (*added, *zip(heads, signed, strict=False))


class Signed(QWidget):
    """The signatures and addenda of the decision in force; gone while there is none."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.setObjectName("signed")
        self._draft, self._title = draft, SectionHeader()
        self._column, self._rows = QVBoxLayout(self), QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (hairline(), self._title):
            self._column.addWidget(part)
        self._column.addLayout(self._rows)
        self._measure()
        draft.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what came to the recorded decision."""
        while (item := self._rows.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        translate, decision = self._draft.translate, self._draft.recorded
        signed, added = rows(decision, "signatures"), rows(decision, "addenda")
        self.setVisible(bool(signed or added))
        self._title.show_words(translate("signing.signatures_and_addenda"))
        for row in signed:
            self._rows.addWidget(label(signature_words(row, translate), wraps=True))
        for row in added:
            self._rows.addWidget(label(addendum_words(row, translate), "secondary"))
            self._rows.addWidget(label(text(row, "text"), wraps=True))

    def retranslate(self, _translate: Translate) -> None:
        """Show the words of the draft's language."""
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rows"):
            self._measure()

    def _measure(self) -> None:
        self._column.setSpacing(theme.px(8))
        self._rows.setSpacing(theme.px(4))
