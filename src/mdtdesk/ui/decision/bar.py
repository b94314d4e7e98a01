# SPDX-License-Identifier: MIT
"""The bar at the foot: where the decision stands, reading it back, recording it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from mdtdesk.domain.document import rows, text
from mdtdesk.domain.signing import Signable
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.meeting import version_words
from mdtdesk.ui.decision.signed import signature_words
from mdtdesk.ui.decision.signing import Signing
from mdtdesk.ui.widgets.labels import Elided, Tag, Tone, label

_TALL = 56


class Bar(QFrame):
    """One line of 56 pixels."""

    read_back = Signal()
    record = Signal()
    sign = Signal()
    add = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state, self._what = Tag(tinted=False), Elided(role="muted")
        self._note = label(role="secondary")
        self._back, self._record = QPushButton(), QPushButton()
        self._add, self._sign = QPushButton(), QPushButton(icons.icon("lock", "on_accent"), "")
        self._lay_out()
        self._back.clicked.connect(self.read_back)
        self._record.clicked.connect(self.record)
        self._add.clicked.connect(self.add)
        self._sign.clicked.connect(self.sign)

    def _lay_out(self) -> None:
        self.setProperty("role", "bar")
        self._record.setProperty("kind", "primary")
        self._sign.setProperty("kind", "primary")
        self._record.setObjectName("record")
        self._back.setObjectName("read_back")
        self._add.setObjectName("add_to_decision")
        self._sign.setObjectName("sign")
        self._row = QHBoxLayout(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._row.addWidget(self._state, 0, middle)
        self._row.addWidget(self._what, 1, middle)
        self._row.addWidget(self._note, 0, middle)
        for button in (self._add, self._back, self._record, self._sign):
            button.setAutoDefault(True)
            self._row.addWidget(button, 0, middle)
        self._measure()

    def show_state(self, draft: Draft, translate: Translate, *, writing: bool) -> None:
        """Show how far the decision is."""
        tone, key = _state(draft)
        self._state.show_tag(translate(f"decision.state.{key}"), tone)
        self._what.setText(_said(draft, translate))
        self._note.setText(
            translate("decision.new_version") if draft.recorded and draft.dirty else ""
        )
        self._back.setText(translate("decision.read_back"))
        self._record.setText(translate("decision.record"))
        self._record.setEnabled(writing and draft.dirty)

    def show_signing(self, signing: Signing, draft: Draft, translate: Translate) -> None:
        """Offer what can be signed or added to, or say why it cannot."""
        here = signing.here
        clean = bool(draft.recorded) and not draft.dirty
        offered = clean and signing.concerns and not (here is not None and _settled(here, draft))
        self._record.setVisible(not clean)
        self._sign.setVisible(offered)
        self._sign.setEnabled(signing.can_sign)
        meaning = here.meanings[0] if here is not None and here.meanings else "author"
        self._sign.setText(translate(f"signing.sign_as_{meaning}"))
        signed = bool(rows(draft.recorded, "signatures"))
        theme.mark(self._sign, kind="" if signed else "primary")
        self._sign.setIcon(icons.icon("lock", "text" if signed else "on_accent"))
        self._add.setVisible(clean and signing.can_add)
        self._add.setText(translate("signing.add"))
        if clean:
            against = "" if signed and not offered else signing.against()
            final = offered and signing.can_sign and not signed
            note = against or ("signing.final" if final else "")
            self._note.setText(translate(note) if note else "")
        if here is not None and not here.fits:
            self._state.show_tag(translate("signing.wrong_fit"), "danger")

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(theme.px(_TALL))
        self._row.setContentsMargins(theme.px(24), 0, theme.px(24), 0)
        self._row.setSpacing(theme.px(12))


def _settled(here: Signable, draft: Draft) -> bool:
    """Tell whether it is signed, and not for who sits here to sign again."""
    return bool(rows(draft.recorded, "signatures")) and not here.meanings


def _said(draft: Draft, translate: Translate) -> str:
    """Say who signed and recorded the decision, or what the last discussion came to."""
    if not draft.recorded:
        return _last_outcome(draft, translate)
    signed = rows(draft.recorded, "signatures") if not draft.dirty else ()
    return translate("decision.and").join(
        (
            *(signature_words(row, translate, short=True) for row in signed),
            version_words(draft.recorded, translate),
        )
    )


def _last_outcome(draft: Draft, translate: Translate) -> str:
    """Say what the last discussion came to, if it decided nothing."""
    found = rows(draft.case, "discussions")
    outcome = text(found[-1], "outcome") if found else ""
    if not outcome:
        return ""
    reason = text(found[-1], "deferral.reason")
    said = [translate.code("outcome", outcome)]
    said += [translate.code("deferral_reason", reason)] if reason else []
    return translate("decision.last_time", outcome=translate("decision.and").join(said))


def _state(draft: Draft) -> tuple[Tone, str]:
    if not draft.recorded:
        return "not_known", "typed" if draft.dirty else "new"
    if draft.dirty:
        return "warning", "changed"
    if rows(draft.recorded, "signatures"):
        return "fine", "signed"
    return "warning", "recorded"
