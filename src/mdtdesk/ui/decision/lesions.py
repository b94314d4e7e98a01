# SPDX-License-Identifier: MIT
"""Which of the case's lesions a procedure is meant for: one key a lesion, its place follows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mdtdesk.domain import concern, wording
from mdtdesk.domain.document import Document, Value, group, items, rows, text
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.decision import prefill
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.field import CARD
from mdtdesk.ui.widgets.choices import Option
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.segments import Segments

_NAME = "discussions.decision.procedures.lesions"


class LesionsField(QWidget):
    """The lesions as chips; hidden for a type that is meant for none."""

    def __init__(self, procedure: str, draft: Draft) -> None:
        super().__init__()
        self._path, self._draft = f"decision.procedures[{procedure}]", draft
        self._label = label(role="muted")
        self.chips = Segments(self._options, draft.translate, several=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._label)
        self._row.addWidget(self.chips, 1)
        self.setFocusProxy(self.chips)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.chips.committed.connect(self._commit)
        self.retranslate(draft.translate)

    def _options(self, translate: Translate) -> Sequence[Option]:
        return tuple(
            Option(
                text(row, "id"),
                wording.lesion(row, translate),
                wording.lesion_in_full(row, translate),
            )
            for row in self._offered()
        )

    def _offered(self) -> tuple[Document, ...]:
        """Return the lesions there are, and those that the procedure names all the same."""
        named = items(group(self._draft.value, self._path), "lesions")
        return tuple(
            row
            for row in rows(self._draft.case, "lesions")
            if "removed" not in row or text(row, "id") in named
        )

    def _commit(self, value: Value | None) -> None:
        procedure = group(self._draft.value, self._path)
        known = concern.present(self._draft.case)
        before = concern.named(procedure, known)
        wanted = value if isinstance(value, tuple) else ()
        after = tuple(row for row in rows(self._draft.case, "lesions") if text(row, "id") in wanted)
        self._draft.set({self._path: prefill.moved(procedure, before, after)})

    def refresh(self) -> None:
        """Show the lesions of the case and those that are meant."""
        procedure = group(self._draft.value, self._path)
        self.setVisible(bool(self._offered()) and prefill.takes_lesions(text(procedure, "type")))
        self.chips.retranslate(self._draft.translate)
        self.chips.set_value(items(procedure, "lesions") or None)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        name = translate.field(_NAME)
        self._label.setText(name)
        self._label.setFixedWidth(theme.px(CARD[translate.language == "en"]))
        self._row.setSpacing(theme.px(12))
        self.chips.setAccessibleName(name)
        self.refresh()
