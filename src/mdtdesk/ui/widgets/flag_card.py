# SPDX-License-Identifier: MIT
"""What comes before every score: a tinted card with its sign, each warning in words below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mdtdesk.ui.widgets.labels import Card, Tag, label


@dataclass(frozen=True, slots=True)
class Alarm:
    """A title, and the sentences that say what was read and by whose measure."""

    title: str
    sentences: tuple[str, ...] = ()


class FlagCard(Card):
    """The card, hidden while there is nothing to warn of."""

    def __init__(self, tone: Literal["danger", "warning"]) -> None:
        super().__init__(role="alert" if tone == "danger" else "notice", margin=8)
        self._tone = tone
        self.tag, self.words = Tag(tone=tone, tinted=False), label(wraps=True)
        self.words.setProperty("role", "flag")
        self.column.addWidget(self.tag)
        self.column.addWidget(self.words)
        self.hide()

    def show_alarm(self, alarm: Alarm | None) -> None:
        """Show a warning, or nothing."""
        self.setVisible(alarm is not None)
        if alarm is not None:
            self.tag.show_tag(alarm.title, self._tone)
            self.words.setText("\n".join(alarm.sentences))
            self.words.setVisible(bool(alarm.sentences))
            self.setAccessibleName(" ".join((alarm.title, *alarm.sentences)))
