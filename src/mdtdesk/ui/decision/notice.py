# SPDX-License-Identifier: MIT
"""Says that the case changed while the decision was being typed: what, and that all words stay."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from mdtdesk.domain import dates
from mdtdesk.domain.audit import LastChange
from mdtdesk.domain.document import Difference, Document
from mdtdesk.i18n import Translate
from mdtdesk.services import cases
from mdtdesk.ui import theme
from mdtdesk.ui.case import paths, words
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.widgets.labels import IconLabel, label

_MOST = 4
_INDEX = re.compile(r"\[[^\]]*\]")


class Notice(QFrame):
    """A tinted line under the head, with the button that goes on."""

    gone_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("conflict")
        self._title, self._what = label(role="strong", wraps=True), label(wraps=True)
        self._go = QPushButton()
        self._lay_out()
        self._go.clicked.connect(self.gone_on)
        self.hide()

    def _lay_out(self) -> None:
        self.setProperty("role", "notice")
        self._go.setObjectName("go_on")
        self._go.setAutoDefault(True)
        self._row, column = QHBoxLayout(self), QVBoxLayout()
        column.addWidget(self._title)
        column.addWidget(self._what)
        column.setSpacing(theme.px(2))
        self._row.addWidget(IconLabel("diamond", "warning", size=14), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(column, 1)
        self._row.addWidget(self._go)
        self._measure()

    def show_changes(
        self,
        changed: tuple[Difference, ...],
        case: Document,
        translate: Translate,
        last: Mapping[str, LastChange] = MappingProxyType({}),
    ) -> None:
        """Name what is recorded otherwise now, and who changed it where that is known."""
        said = list(
            dict.fromkeys(
                _said(one, case, translate) + _by(last.get(one.path), translate) for one in changed
            )
        )
        if len(said) > _MOST:
            more = translate("decision.more_changes", count=len(said) - _MOST)
            said = [*said[:_MOST], more]
        self._title.setText(translate("decision.conflict"))
        self._what.setText("\n".join(said))
        self._what.setVisible(bool(said))
        self._go.setText(translate("decision.go_on"))
        self.show()

    def say(self, desk: Desk, draft: Draft, changed: tuple[Difference, ...]) -> None:
        """Name what changed at once, and by whom as soon as the record has said it."""
        case_id, paths = draft.case_id, tuple(one.path for one in changed)
        self.show_changes(changed, draft.case, desk.translate)
        self.focus()

        def name(last: tuple[LastChange, ...]) -> None:
            if draft.case_id == case_id and not self.isHidden():
                by = {each.path: each for each in last}
                self.show_changes(changed, draft.case, desk.translate, by)

        desk.ask(cases.last_changes, case_id, paths, done=name)

    def focus(self) -> None:
        """Put the cursor on the button."""
        self._go.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        self._row.setContentsMargins(*map(theme.px, (24, 10, 24, 10)))
        self._row.setSpacing(theme.px(10))


def _by(last: LastChange | None, translate: Translate) -> str:
    if last is None:
        return ""
    at = dates.show_moment(last.at, translate)
    by = translate("conflict.by", person=last.person, at=at)
    return translate("print.brackets", text=by)


def _said(one: Difference, case: Document, translate: Translate) -> str:
    if one.path.startswith("discussions"):
        return translate("decision.discussion_changed")
    path = one.path
    while not translate.has(f"field.{_INDEX.sub('', path)}") and "." in path:
        path = path.rpartition(".")[0]
    where = paths.where(path, case, translate)
    if path != one.path:
        return where
    old, new = (words.value(path, said, case, translate) for said in (one.old, one.new))
    return translate("decision.changed", where=where, old=old, new=new)
