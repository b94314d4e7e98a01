# SPDX-License-Identifier: MIT
"""How the labels of long lists are typed in pinyin: looked up beside the window, once a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from mdtdesk import i18n
from mdtdesk.storage import pinyin
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.tasks import Task

# the vocabularies of the case form that are lists one searches
_SEARCHED = (
    *("primary_site", "discipline", "level", "lab_test", "organ", "limb_bone", "modality"),
    *("treatment_kind", "subsite"),
)


class Spelling(QObject):
    """A table of label → spellings that is empty until it is known."""

    known = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._table: Mapping[str, Sequence[str]] = {}
        desk.work(_table, done=self._take)

    def _take(self, table: Mapping[str, Sequence[str]]) -> None:
        self._table = table
        self.known.emit()

    @property
    def spell(self) -> Callable[[str], Sequence[str]]:
        """Return what gives a label's spellings."""
        return lambda label: self._table.get(label, ())


def _table(_task: Task[Mapping[str, Sequence[str]]]) -> Mapping[str, Sequence[str]]:
    labels = (row["zh"] for name in _SEARCHED for row in i18n.labels(name).values())
    return {label: tuple(pinyin.tokens(label)) for label in dict.fromkeys(labels)}
