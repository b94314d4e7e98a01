# SPDX-License-Identifier: MIT
"""The form of a meeting, or of a series of them: when, where, who leads, who must be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.domain import typed
from mdtdesk.domain.agenda import MeetingRecord
from mdtdesk.domain.dates import parse_day, parse_moment
from mdtdesk.domain.meeting_drafts import MeetingDraft, SeriesDraft
from mdtdesk.ui import theme
from mdtdesk.ui.decision import spell
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.meeting.series import cutoff
from mdtdesk.ui.widgets.chip_box import ChipBox
from mdtdesk.ui.widgets.choices import numbers, yes_no
from mdtdesk.ui.widgets.fields import DateField, Editor, LineField, TextField, WholeField
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.segments import Segments

_NEEDED = ("day", "time")
_MISSING = "missing"


def _clock(text: str) -> str:
    """Return a time of day as "15:00". Raises TypingError."""
    return parse_moment(text, date(2000, 1, 1))[11:16]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the form was opened for: a meeting to change, or none."""

    meeting: MeetingRecord | None = None

    @property
    def new(self) -> bool:
        return self.meeting is None


class MeetingDialog(QDialog):
    """``made`` carries a MeetingDraft or a SeriesDraft."""

    made = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, meeting: MeetingRecord | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("meeting_form")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._asked = desk, _Asked(meeting)
        self.fields = self._make_fields()
        self._faults = {name: label(role="error", wraps=True) for name in self.fields}
        self._go, self._back = QPushButton(), QPushButton()
        self._lay_out()
        self._fill()

    def _make_fields(self) -> dict[str, Editor]:
        translate = self._desk.translate
        fields: dict[str, Editor] = {
            "title": TextField(),
            "day": DateField(parse_day),
            "time": LineField(_clock, width=96),
            "room": TextField(),
            "chair": TextField(),
            "recorder": TextField(),
            "cutoff": LineField(parse_moment, lambda value: str(value)[:16].replace("T", " ")),
            "minutes": WholeField(typed.number, width=96),
            "capacity": WholeField(typed.number, width=96),
            "required": ChipBox(spell.disciplines, translate),
        }
        if self._asked.new:
            fields["weekly"] = Segments(yes_no("meeting.weekly", "meeting.once"), translate)
            fields["weeks"] = Segments(numbers(1, 4), translate)
        return fields

    def _lay_out(self) -> None:
        translate, column, grid = self._desk.translate, QVBoxLayout(self), QGridLayout()
        around = theme.px(24)
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(theme.px(16))
        heading = translate("meeting.form_new" if self._asked.new else "meeting.form_change")
        self.setWindowTitle(heading)
        column.addWidget(label(heading, "section"))
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for at, (name, field) in enumerate(self.fields.items()):
            words = translate(f"meeting.form.{name}")
            said = label(words, "muted")
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(said, 2 * at, 0)
            if isinstance(field, QWidget):
                field.setAccessibleName(words)
                field.setObjectName(f"meeting_{name}")
                grid.addWidget(field, 2 * at, 1)
            grid.addWidget(self._faults[name], 2 * at + 1, 1)
            self._faults[name].hide()
        column.addLayout(grid)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button, key in ((self._back, "case.cancel"), (self._go, "meeting.form_save")):
            button.setText(translate(key))
            button.setAutoDefault(True)
            foot.addWidget(button)
        self._go.setProperty("kind", "primary")
        self._go.setDefault(True)
        self._go.clicked.connect(self._make)
        self._back.clicked.connect(self.reject)
        column.addLayout(foot)

    def _fill(self) -> None:
        meeting = self._asked.meeting
        known: Mapping[str, object] = {"title": self._desk.translate("shell.title"), "minutes": 8}
        if meeting is not None:
            known = {
                "title": meeting.title or None,
                "day": meeting.date,
                "time": f"{datetime.fromisoformat(meeting.starts_at):%H:%M}",
                "room": meeting.room or None,
                "chair": meeting.chair or None,
                "recorder": meeting.recorder or None,
                "cutoff": meeting.cutoff_at or None,
                "minutes": meeting.minutes_per_case,
                "capacity": meeting.capacity or None,
                "required": meeting.required or None,
            }
        for name, value in known.items():
            if isinstance(value, (str, int, tuple)):
                self.fields[name].set_value(value)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the day."""
        super().showEvent(event)
        self.setFixedWidth(theme.px(560))
        day = self.fields["day"]
        if isinstance(day, QWidget):
            day.setFocus()

    def _make(self) -> None:
        """Say what is wrong at its field, else hand the draft on."""
        wrong = ""
        for name, field in self.fields.items():
            fault, said = field.problem(), self._faults[name]
            code = fault.code if fault else ""
            if not code and name in _NEEDED and field.value() is None:
                code = _MISSING
            said.setVisible(bool(code))
            if code:
                values = fault.values if fault else {}
                said.setText(self._desk.translate(f"error.{code}", **values))
                wrong = wrong or name
        if wrong:
            first = self.fields[wrong]
            if isinstance(first, QWidget):
                first.setFocus()
            return
        self.accept()
        self.made.emit(self._draft())

    def _said(self, name: str) -> str:
        return str(self.fields[name].value() or "")

    def _number(self, name: str, without: int) -> int:
        value = self.fields[name].value()
        return int(value) if isinstance(value, (int, float)) else without

    def _draft(self) -> MeetingDraft | SeriesDraft:
        required = self.fields["required"].value()
        named = tuple(map(str, required)) if isinstance(required, tuple) else ()
        meeting = self._asked.meeting
        if self._asked.new and self.fields["weekly"].value() is True:
            days, until = cutoff(self._said("day"), self._moment(self._said("cutoff")))
            return SeriesDraft(
                self._said("title"),
                self._said("day"),
                self._said("time"),
                every_weeks=self._number("weeks", 1),
                room=self._said("room"),
                chair=self._said("chair"),
                recorder=self._said("recorder"),
                required=named,
                cutoff_days=days,
                cutoff_time=until,
                minutes_per_case=self._number("minutes", 8),
                capacity=self._number("capacity", 0),
            )
        made = MeetingDraft(
            self._said("title"),
            self._moment(f"{self._said('day')}T{self._said('time')}"),
            room=self._said("room"),
            chair=self._said("chair"),
            recorder=self._said("recorder"),
            required=named,
            cutoff_at=self._moment(self._said("cutoff")),
            minutes_per_case=self._number("minutes", 8),
            capacity=self._number("capacity", 0),
        )
        return made if meeting is None else self._of(meeting, made)

    def _of(self, meeting: MeetingRecord, made: MeetingDraft) -> MeetingDraft:
        """Return the draft as a change of a meeting that is there."""
        return MeetingDraft(
            made.title,
            made.starts_at,
            room=made.room,
            chair=made.chair,
            recorder=made.recorder,
            required=made.required,
            cutoff_at=made.cutoff_at,
            minutes_per_case=made.minutes_per_case,
            capacity=made.capacity,
            version=meeting.version,
            meeting_id=meeting.id,
        )

    def _moment(self, local: str) -> str:
        """Return a local date-time with its offset, as it is stored."""
        if "T" not in local:
            return ""
        moment = datetime.fromisoformat(local)
        return (moment if moment.tzinfo else moment.astimezone()).isoformat(timespec="minutes")
