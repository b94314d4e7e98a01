# SPDX-License-Identifier: MIT
"""Name, title, discipline and roles of one person, as fields."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdtdesk.domain import vocabulary
from mdtdesk.domain.records import PersonRow
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.gate import Choice, Entry
from mdtdesk.ui.messages import problem
from mdtdesk.ui.people.role_ticks import RoleTicks
from mdtdesk.ui.widgets.labels import label

_LONGEST = 60


class PersonForm(QWidget):
    """Emits ``changed`` with every key and tick."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name, self.title, self.discipline = QLineEdit(), QLineEdit(), Choice()
        self.entries = {
            "name": Entry(self.name),
            "title": Entry(self.title),
            "discipline": Entry(self.discipline),
        }
        self.roles, self._roles, self._fault = RoleTicks(), label(role="muted"), label()
        self._lay_out()
        for line in (self.name, self.title):
            line.textEdited.connect(lambda _text: self.changed.emit())
        self.discipline.activated.connect(lambda _at: self.changed.emit())
        self.roles.changed.connect(self.changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        theme.mark(self._fault, role="error")
        self._fault.setWordWrap(True)
        self._fault.hide()
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(12))
        for name, entry in self.entries.items():
            entry.field.setObjectName(f"person_{name}")
            if name != "name":
                beside.addWidget(entry, 1)
        column.addWidget(self.entries["name"])
        column.addLayout(beside)
        # its longest label does not widen the dialog
        self.discipline.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.title.setMaxLength(_LONGEST)
        self.name.setMaxLength(_LONGEST)
        for part in (self._roles, self.roles, self._fault):
            column.addWidget(part)

    def show_person(self, person: PersonRow) -> None:
        """Fill the fields."""
        self.name.setText(person.name)
        self.title.setText(person.title)
        self.discipline.setCurrentIndex(max(0, self.discipline.findData(person.discipline)))
        self.roles.show_roles(person.roles)
        self.show_problems((), None)

    def named(self) -> tuple[str, str, str]:
        """Return name, title and discipline as they stand."""
        discipline = str(self.discipline.currentData() or "")
        return self.name.text().strip(), self.title.text().strip(), discipline

    def show_problems(self, found: tuple[Problem, ...], translate: Translate | None) -> None:
        """Say each fault at its field."""
        said = {one.path: problem(translate, one) for one in found if translate is not None}
        for name, entry in self.entries.items():
            entry.note(said.pop(name, ""), wrong=any(one.path == name for one in found))
        self._fault.setText("\n".join(said.values()))
        self._fault.setVisible(bool(said))

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        for name, entry in self.entries.items():
            entry.set_name(translate(f"people.column.{name}"))
        self._roles.setText(translate("people.roles"))
        self.roles.retranslate(translate)
        chosen = self.discipline.currentData()
        self.discipline.clear()
        self.discipline.addItem(translate("widget.not_recorded"), "")
        for code in vocabulary.codes("discipline"):
            self.discipline.addItem(translate.code("discipline", code), code)
        self.discipline.setCurrentIndex(max(0, self.discipline.findData(chosen)))
