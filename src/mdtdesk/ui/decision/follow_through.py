# SPDX-License-Identifier: MIT
"""Vote and what follows: agreement, dissent, who sees to it until when, who tells the patient."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.domain.discussion_fields import DECISION
from mdtdesk.domain.document import document, group, rows, text
from mdtdesk.domain.fields import Group, Kind, Rows
from mdtdesk.domain.ids import new_id
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.field import FOLLOW, NO_LABEL, Field, Spot
from mdtdesk.ui.widgets import choices
from mdtdesk.ui.widgets.fields import LineField
from mdtdesk.ui.widgets.flow import Flow
from mdtdesk.ui.widgets.labels import SectionHeader, hairline, label
from mdtdesk.ui.widgets.segments import Segments

_NAME = "discussions.decision"
_DAY, _PERSON = 116, 116


def _kind(path: str) -> Kind:
    key, _, inner = path.partition(".")
    kind = DECISION.fields[key]
    if isinstance(kind, Rows):
        return kind.row.fields[inner]
    return kind.fields[inner] if isinstance(kind, Group) and inner else kind


class Dissent(QWidget):
    """Who did not agree, and why."""

    dropped = Signal(str)

    def __init__(self, row_id: str, draft: Draft) -> None:
        super().__init__()
        self._path = f"decision.dissent[{row_id}]"
        self.fields = {key: self._field(key, draft) for key in ("person", "text")}
        self._drop = QPushButton()
        self._lay_out()
        self._drop.clicked.connect(partial(self.dropped.emit, row_id))

    def _field(self, key: str, draft: Draft) -> Field:
        name = f"{_NAME}.dissent.{key}"
        return Field(Spot(f"{self._path}.{key}", _kind(f"dissent.{key}"), name, FOLLOW), draft)

    def _lay_out(self) -> None:
        self._drop.setProperty("kind", "link")
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for field in self.fields.values():
            column.addWidget(field)
        foot.addStretch(1)
        foot.addWidget(self._drop)
        column.addLayout(foot)

    def refresh(self) -> None:
        """Show the draft's row."""
        for field in self.fields.values():
            field.refresh()

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        for field in self.fields.values():
            field.retranslate(translate)
        self._drop.setText(translate("decision.drop_dissent"))


class FollowThrough(QWidget):
    """Agreement, owner, due date, who informs; ``agreed`` carries what the patient agreed to."""

    agreed = Signal(str, str)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._dissents: dict[str, Dissent] = {}
        self._title, self._add = SectionHeader(), QPushButton(icons.icon("plus", "accent"), "")
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        draft, translate = self._draft, self._draft.translate
        self.fields = {
            path: self._field(path, width=width)
            for path, width in {
                "agreement": 0,
                "owner": _PERSON,
                "due_on": _DAY,
                "informs.person": _PERSON,
            }.items()
        }
        by = Spot("decision.informs.by", _kind("informs.by"), f"{_NAME}.informs.by", NO_LABEL, _DAY)
        self.fields["informs.by"] = Field(by, draft)
        self._plan = Segments(choices.of_vocabulary("agreed"), translate)
        self._by = Segments(choices.of_vocabulary("agreed_by"), translate)
        self._plan_label, self._keep_plan = label(role="muted", wraps=True), QPushButton()
        self._plan_box, self._plan_note = QWidget(), label(role="secondary", wraps=True)

    def _field(self, path: str, *, width: int) -> Field:
        name = "informs" if path == "informs.person" else path
        return Field(
            Spot(f"decision.{path}", _kind(path), f"{_NAME}.{name}", FOLLOW, width), self._draft
        )

    def _lay_out(self) -> None:
        self._column, self._list, self._told = QVBoxLayout(self), QVBoxLayout(), QWidget()
        told = Flow(self._told, gap=8)
        wraps = self._told.sizePolicy()
        wraps.setHeightForWidth(True)
        self._told.setSizePolicy(wraps)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(hairline())
        self._column.addWidget(self._title)
        self._column.addWidget(self.fields["agreement"])
        self._column.addLayout(self._list)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.fields["owner"])
        self._column.addWidget(self.fields["due_on"])
        told.addWidget(self.fields["informs.person"])
        told.addWidget(self.fields["informs.by"])
        self._column.addWidget(self._told)
        self._column.addWidget(self._plan_box)
        for button in (self._add, self._keep_plan):
            button.setAutoDefault(True)
        self._add.setProperty("kind", "link")
        self._lay_out_plan()
        self._measure()

    def _lay_out_plan(self) -> None:
        column, row, foot = QVBoxLayout(self._plan_box), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self._plan_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._foot_gap = QWidget()
        row.setSpacing(theme.px(12))
        foot.setSpacing(theme.px(12))
        row.addWidget(self._plan_label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._plan, 1)
        foot.addWidget(self._foot_gap)
        foot.addWidget(self._by, 1)
        foot.addWidget(self._keep_plan)
        column.addLayout(row)
        column.addLayout(foot)
        column.addWidget(self._plan_note)

    def _connect(self) -> None:
        self._add.clicked.connect(self._add_dissent)
        self._keep_plan.clicked.connect(self._agree)
        self._plan.edited.connect(lambda _raw: self._allow())
        self._draft.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the draft."""
        for field in self.fields.values():
            field.refresh()
        wanted = [text(row, "id") for row in rows(self._draft.decision, "dissent")]
        for row_id in set(self._dissents) - set(wanted):
            gone = self._dissents.pop(row_id)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for row_id in wanted:
            if row_id not in self._dissents:
                made = Dissent(row_id, self._draft)
                made.retranslate(self._draft.translate)
                made.dropped.connect(self._drop_dissent)
                self._dissents[row_id] = made
                self._list.addWidget(made)
                made.show()
            self._dissents[row_id].refresh()
        split = text(self._draft.decision, "agreement") in ("majority", "disagreement")
        self._add.setVisible(split or bool(wanted))
        self._show_plan()

    def _show_plan(self) -> None:
        """Show what the patient agreed to; it is kept beside the decision once there is one."""
        plan = group(self._draft.recorded, "patient_plan")
        self._plan_box.setVisible(bool(self._draft.recorded))
        self._plan.set_value(plan.get("agreed"))
        self._by.set_value(plan.get("by"))
        self._plan_note.setText(self._draft.translate("decision.plan_apart"))
        self._allow()

    def _allow(self) -> None:
        plan = group(self._draft.recorded, "patient_plan")
        new = self._plan.value() is not None and self._plan.value() != plan.get("agreed")
        self._by.setVisible(self._plan.value() is not None)
        self._keep_plan.setVisible(new)
        self._plan_note.setVisible(new)

    def _agree(self) -> None:
        self.agreed.emit(str(self._plan.value() or ""), str(self._by.value() or ""))

    def _add_dissent(self) -> None:
        made = new_id()
        self._draft.set({"decision.dissent[+]": document({"id": made})})
        self._dissents[made].fields["person"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_dissent(self, row_id: str) -> None:
        self._draft.set({f"decision.dissent[{row_id}]": None})
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._title.show_words(translate("decision.follow_through"))
        for field in self.fields.values():
            field.retranslate(translate)
        for dissent in self._dissents.values():
            dissent.retranslate(translate)
        self.fields["informs.person"].editor.setAccessibleName(
            translate.field(f"{_NAME}.informs.person")
        )
        by = self.fields["informs.by"].editor
        if isinstance(by, LineField):
            by.setPlaceholderText(translate.field(f"{_NAME}.informs.by"))
        self._add.setText(translate("decision.add_dissent"))
        self._plan.retranslate(translate)
        self._by.retranslate(translate)
        self._plan_label.setText(translate.field(f"{_NAME}.patient_plan"))
        self._plan.setAccessibleName(translate.field(f"{_NAME}.patient_plan.agreed"))
        self._by.setAccessibleName(translate.field(f"{_NAME}.patient_plan.by"))
        self._keep_plan.setText(translate("decision.keep_plan"))
        self._measure()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        self._column.setSpacing(theme.px(6))
        wide = theme.px(FOLLOW[self._draft.translate.language == "en"])
        self._plan_label.setFixedWidth(wide)
        self._plan_label.setMinimumHeight(theme.px(30))
        self._foot_gap.setFixedWidth(wide)
