# SPDX-License-Identifier: MIT
"""The head of the follow-through page: how much is left, whose, and whether to show the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdtdesk.domain.tasks import Task
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.choices import Option
from mdtdesk.ui.widgets.labels import Elided, label
from mdtdesk.ui.widgets.tick_box import TickBox


class FollowHead(QWidget):
    """Title, counts, the choice of a person; ``narrowed`` when other rows are wanted."""

    narrowed = Signal()

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self._people: tuple[str, ...] = ()
        self._spelt: Mapping[str, tuple[str, ...]] = {}
        self._title, self._count = label(role="title"), Elided(role="muted")
        self.person = ChoiceBox(self._offer, translate, width=180)
        self.person.setObjectName("follow_person")
        self.done = TickBox()
        self.done.setObjectName("follow_done")
        self._lay_out()
        self.person.committed.connect(lambda _value: self.narrowed.emit())
        self.done.toggled.connect(lambda _on: self.narrowed.emit())

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._title)
        self._row.addWidget(self._count, 1)
        self._row.addWidget(self.done)
        self._row.addWidget(self.person)
        self._measure()

    def _measure(self) -> None:
        self._row.setContentsMargins(theme.px(24), theme.px(16), theme.px(16), theme.px(12))
        self._row.setSpacing(theme.px(12))

    def _offer(self, _translate: Translate) -> Sequence[Option]:
        return tuple(Option(name, name, "", self._spelt.get(name, ())) for name in self._people)

    def show_people(
        self, people: Iterable[str], spelt: Mapping[str, tuple[str, ...]], translate: Translate
    ) -> None:
        """Offer everybody who has something to do, by the spellings of names that are known."""
        self._people, self._spelt = tuple(people), spelt
        self.person.options_changed(self._offer, translate)
        self.person.setPlaceholderText(translate("follow.everybody"))

    def show_count(self, tasks: Sequence[Task], translate: Translate) -> None:
        """Say how many are left, and how many of them are late."""
        left = sum(1 for task in tasks if task.open)
        late = sum(1 for task in tasks if task.overdue)
        said = [translate("follow.left", count=left)]
        if late:
            said.append(translate("follow.late", count=late))
        self._count.setText(translate("worklist.and").join(said))

    def retranslate(self, translate: Translate) -> None:
        """Set the words of a language."""
        self._title.setText(translate("follow.title"))
        self.done.setText(translate("follow.with_done"))
        self.person.retranslate(translate)
        self.person.setPlaceholderText(translate("follow.everybody"))
        self.person.setAccessibleName(translate("follow.person"))

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._measure()
