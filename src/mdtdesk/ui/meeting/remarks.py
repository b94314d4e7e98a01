# SPDX-License-Identifier: MIT
"""What is to be known of a case on an agenda: its question, what is remarkable, its lineage."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from mdtdesk.domain import sittings
from mdtdesk.domain.agenda import AgendaRow, Earlier
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.meeting import agenda_columns
from mdtdesk.ui.widgets.labels import Elided, label

_LINES = 6


def lines(row: AgendaRow, translate: Translate) -> list[tuple[str, str]]:
    """Return captions and words; the earlier discussions with what came of them, latest first."""
    marks = translate("meeting.join").join(
        words for words, _ in agenda_columns.marks(row, translate)
    )
    missing = translate("wording.list").join(translate.field(path) for path in row.missing)
    said = [
        (translate("room.asked"), row.case.question),
        (translate("room.remarkable"), marks),
        (translate("room.because"), row.because),
        (translate("room.missing"), missing),
        (translate("room.carried"), _carried(row, translate)),
    ]
    said += [(each.on, _earlier(each, translate)) for each in sittings.lineage(row.document)]
    return [(caption, words) for caption, words in said if words]


def _carried(row: AgendaRow, translate: Translate) -> str:
    """Say why a case came over from an earlier meeting the last time."""
    why = _code("deferral_reason", row.carried.reason, translate)
    return translate("worklist.parts").join(filter(None, (why, row.carried.words)))


def _earlier(each: Earlier, translate: Translate) -> str:
    """Say what an earlier discussion recommended, what the patient said, what was done."""
    said = (
        _code("outcome", each.outcome, translate),
        _code("deferral_reason", each.deferral_reason, translate),
        each.deferral_text,
        each.conclusion,
        _code("agreed", each.agreed, translate),
        _code("carried_out", each.done, translate),
        _code("not_done_reason", each.not_done_reason, translate),
    )
    return translate("worklist.parts").join(filter(None, said))


def _code(vocabulary: str, code: str, translate: Translate) -> str:
    return translate.code(vocabulary, code) if code else ""


class Remarks(QFrame):
    """A few lines under an agenda about the case the cursor is on."""

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, role="bar")
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self._captions = [label(role="muted") for _ in range(_LINES)]
        self._words = [Elided() for _ in range(_LINES)]
        for at, (caption, words) in enumerate(zip(self._captions, self._words, strict=True)):
            self._grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, at, 1)
        self._measure()

    def show_case(self, row: AgendaRow | None, translate: Translate) -> None:
        """Show as much as there are lines; each says itself whole in its tool tip."""
        said = lines(row, translate) if row is not None else []
        for at, (caption, words) in enumerate(zip(self._captions, self._words, strict=True)):
            shown = at < len(said)
            caption.setVisible(shown)
            words.setVisible(shown)
            caption.setText(said[at][0] if shown else "")
            words.setText(said[at][1] if shown else "")
        self.setVisible(bool(said))

    def _measure(self) -> None:
        self._grid.setContentsMargins(theme.px(24), theme.px(12), theme.px(16), theme.px(12))
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(4))

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_words"):
            self._measure()
