# SPDX-License-Identifier: MIT
"""The right side: one person, to be called otherwise, given roles, let in or out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mdtdesk.domain.records import PersonRow
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.people.person_form import PersonForm
from mdtdesk.ui.widgets.labels import label

_ACTS = ("save", "reset", "disable", "enable")


class PersonSheet(QFrame):
    """``asked`` carries what was pressed: save, reset, disable or enable."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.person: PersonRow | None = None
        self._own = self._writing = False
        self.form, self._note = PersonForm(), label(role="muted", wraps=True)
        self.buttons = {act: QPushButton() for act in _ACTS}
        self._lay_out()
        self.form.changed.connect(self._show_state)

    def _lay_out(self) -> None:
        theme.mark(self, role="preview")
        inside, self._area, self._foot = QWidget(), QScrollArea(), QHBoxLayout()
        theme.mark(inside, role="surface")
        self._inside, self._column = QVBoxLayout(inside), QVBoxLayout(self)
        for part in (self._note, self.form):
            self._inside.addWidget(part)
        self._inside.addStretch(1)
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column.addWidget(self._area, 1)
        self._column.addLayout(self._foot)
        for act, button in self.buttons.items():
            button.setObjectName(f"person_{act}")
            button.setAutoDefault(True)
            button.clicked.connect(lambda _on=False, act=act: self.asked.emit(act))
            self._foot.addWidget(button)
        self._foot.insertStretch(1, 1)
        theme.mark(self.buttons["save"], kind="primary")
        theme.mark(self.buttons["disable"], kind="danger")
        self._measure()

    def show_person(self, person: PersonRow | None, *, own: bool, writing: bool) -> None:
        """Show a person; ``own``: it is who sits here, whose way in is not theirs to change."""
        self._own, self._writing = own, writing
        self.setVisible(person is not None)
        if person is not None and person != self.person:
            self.form.show_person(person)
        self.person = person
        self._show_state()

    def changes_roles(self) -> bool:
        """Tell whether other roles are ticked than the person holds."""
        return self.person is not None and {*self.form.roles.roles()} != {*self.person.roles}

    def changes_name(self) -> bool:
        """Tell whether the person would be called otherwise."""
        person = self.person
        return person is not None and self.form.named() != (
            person.name,
            person.title,
            person.discipline,
        )

    def _show_state(self) -> None:
        person = self.person
        if person is None:
            return
        changed = self.changes_name() or self.changes_roles()
        self.form.setEnabled(self._writing)
        self.buttons["save"].setEnabled(self._writing and changed)
        for act in ("reset", "disable", "enable"):
            self.buttons[act].setEnabled(self._writing)
        self.buttons["reset"].setVisible(not self._own and not person.disabled)
        self.buttons["disable"].setVisible(not self._own and not person.disabled)
        self.buttons["enable"].setVisible(person.disabled)
        self._note.setVisible(self._own or person.disabled)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self.form.retranslate(translate)
        if self.person is not None and not self.changes_name():
            self.form.show_person(self.person)
        for act, button in self.buttons.items():
            button.setText(translate(f"people.{act}"))
        self.say(translate)

    def say(self, translate: Translate) -> None:
        """Say what holds for the person."""
        disabled = self.person is not None and self.person.disabled
        self._note.setText(translate("people.disabled_note" if disabled else "people.own_note"))

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._measure()

    def _measure(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inside.setContentsMargins(*map(theme.px, (24, 16, 24, 16)))
        self._inside.setSpacing(theme.px(12))
        self._foot.setContentsMargins(*map(theme.px, (24, 12, 24, 12)))
        self._foot.setSpacing(theme.px(8))
