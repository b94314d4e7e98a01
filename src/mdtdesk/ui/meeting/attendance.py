# SPDX-License-Identifier: MIT
"""Who is there: one row of choices a person, and whether every required discipline is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mdtdesk.domain.agenda import Attendee, MeetingRecord
from mdtdesk.domain.document import Value
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.decision import spell
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.choices import Option
from mdtdesk.ui.widgets.fields import TextField
from mdtdesk.ui.widgets.labels import Elided, SectionHeader, Tag, hairline, label
from mdtdesk.ui.widgets.segments import Segments

_CODES = ("in_room", "remote", "late", "apology")


def presences(translate: Translate) -> Sequence[Option]:
    """Offer the ways of being there or not; late is in the room, with the time of arrival."""
    return tuple(Option(code, translate(f"meeting.presence.{code}")) for code in _CODES)


class AttendeeRow(QWidget):
    """One person; ``ticked`` carries the presence, empty when it is taken back."""

    ticked = Signal(object, str)

    def __init__(self, attendee: Attendee, translate: Translate) -> None:
        super().__init__()
        self.attendee = attendee
        self._discipline, self._who = label(role="strong"), Elided(role="secondary")
        self.presence = Segments(presences, translate)
        self._lay_out()
        self.show_attendee(attendee, translate)
        self.presence.committed.connect(self._tick)

    def _lay_out(self) -> None:
        column, top = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        column.setSpacing(theme.px(4))
        top.setSpacing(theme.px(8))
        top.addWidget(self._discipline)
        top.addWidget(self._who, 1)
        column.addLayout(top)
        column.addWidget(self.presence)

    def show_attendee(self, attendee: Attendee, translate: Translate) -> None:
        """Show another state of the same person."""
        self.attendee = attendee
        code = attendee.discipline
        named = translate.code("discipline", code, short=True) if code else ""
        self._discipline.setText(named or translate("meeting.no_discipline"))
        arrived = attendee.arrived_at[11:16]
        came = translate("meeting.arrived", at=arrived) if arrived else ""
        self._who.setText("  ".join(filter(None, (attendee.person, attendee.title, came))))
        self.presence.retranslate(translate)
        self.presence.set_value(("late" if attendee.late else attendee.presence) or None)
        self.presence.setAccessibleName(f"{attendee.person} {named}".strip())

    def _tick(self, value: Value | None) -> None:
        self.ticked.emit(self.attendee, str(value or ""))


class Attendance(QFrame):
    """The people of a meeting; ``ticked`` carries who and how, ``added`` a new person."""

    ticked = Signal(object, str)
    added = Signal(object)

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self._translate = translate
        self._rows: dict[str, AttendeeRow] = {}
        self._title, self._quorum = SectionHeader(), Tag()
        self._missing = label(role="secondary", wraps=True)
        self._name, self._post = TextField(), TextField()
        self._discipline = ChoiceBox(spell.disciplines, translate, width=160)
        self._add, self.keep = QPushButton(), QPushButton()
        self._lay_out()
        self._add.clicked.connect(self._add_person)
        self._name.returnPressed.connect(self._add_person)

    def _lay_out(self) -> None:
        theme.mark(self, role="preview")
        self._column, self._list, foot = QVBoxLayout(self), QVBoxLayout(), QHBoxLayout()
        inner, area = QWidget(), QScrollArea()
        inner.setLayout(self._list)
        theme.mark(inner, role="surface")
        self._list.setContentsMargins(0, 0, theme.px(8), 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(area.focusPolicy().NoFocus)
        self._add.setObjectName("add_attendee")
        self._add.setAutoDefault(True)
        for part in (self._title, self._quorum, self._missing):
            self._column.addWidget(part)
        self._column.addWidget(area, 1)
        self._column.addWidget(hairline())
        foot.setSpacing(theme.px(6))
        foot.addWidget(self._name, 1)
        foot.addWidget(self._post, 1)
        self._column.addLayout(foot)
        last = QHBoxLayout()
        last.setSpacing(theme.px(6))
        last.addWidget(self._discipline, 1)
        last.addWidget(self._add)
        self._column.addLayout(last)
        self.keep.setProperty("kind", "link")
        self.keep.setObjectName("keep_for_series")
        self.keep.setAutoDefault(True)
        self.keep.hide()
        self._column.addWidget(self.keep)
        self._measure()

    def _measure(self) -> None:
        side = theme.px(16)
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(theme.px(8))

    def show_meeting(self, meeting: MeetingRecord, *, may: bool) -> None:
        """Show who is expected and who is there."""
        translate = self._translate
        names = [each.person for each in meeting.attendance]
        for gone in [name for name in self._rows if name not in names]:
            row = self._rows.pop(gone)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, attendee in enumerate(meeting.attendance):
            known = self._rows.get(attendee.person)
            if known is None:
                known = AttendeeRow(attendee, translate)
                known.ticked.connect(self.ticked)
                self._rows[attendee.person] = known
                self._list.insertWidget(at, known)
            else:
                known.show_attendee(attendee, translate)
            known.presence.setEnabled(may)
        self._order_tabs([self._rows[name].presence for name in names])
        there = sum(1 for each in meeting.attendance if each.present)
        remark = translate("meeting.there", count=there, of=len(names))
        self._title.show_words(translate("meeting.attendance"), remark)
        self._show_quorum(meeting)
        for part in (self._name, self._post, self._discipline, self._add):
            part.setEnabled(may)

    def _order_tabs(self, people: Sequence[QWidget]) -> None:
        """Have Tab go on from the people, who come later than all else, to the fields below."""
        order = (*people, self._name, self._post, self._discipline, self._add, self.keep)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _show_quorum(self, meeting: MeetingRecord) -> None:
        translate, missing = self._translate, meeting.quorum.missing
        self._quorum.setVisible(bool(meeting.required))
        if meeting.quorum.met:
            self._quorum.show_tag(translate("meeting.quorum_met"), "fine")
        else:
            self._quorum.show_tag(
                translate("meeting.quorum_missing", count=len(missing)), "warning"
            )
        named = [translate.code("discipline", code, short=True) for code in missing]
        self._missing.setText(translate("wording.list").join(named))
        self._missing.setVisible(bool(missing))

    def retranslate(self, translate: Translate) -> None:
        """Set the words of a language; the rows follow with the next answer."""
        self._translate = translate
        for field, key in ((self._name, "person"), (self._post, "title")):
            words = translate(f"meeting.{key}_field")
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self._discipline.retranslate(translate)
        self._discipline.setPlaceholderText(translate("meeting.discipline_field"))
        self._discipline.setAccessibleName(translate("meeting.discipline_field"))
        self._add.setText(translate("meeting.add_attendee"))
        self.keep.setText(translate("meeting.keep_for_series"))
        self.keep.setToolTip(translate("meeting.keep_for_series_tip"))
        for row in self._rows.values():
            row.show_attendee(row.attendee, translate)

    def _add_person(self) -> None:
        person = self._name.text().strip()
        if not person:
            self._name.setFocus()
            return
        code = str(self._discipline.value() or "")
        self.added.emit(Attendee(person, self._post.text().strip(), code, "in_room"))
        for field in (self._name, self._post):
            field.set_value(None)
        self._discipline.set_value(None)
        self._name.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._measure()
