# SPDX-License-Identifier: MIT
"""What a person does with a meeting: makes, fills, orders, starts, finishes and prints it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdtdesk.domain.agenda import AgendaRecord, AgendaRow, Attendee, MeetingRecord, SeriesRecord
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.meeting_drafts import (
    AttendanceDraft,
    ListDraft,
    MeetingDraft,
    MeetingStepDraft,
    OrderDraft,
    SeriesDraft,
    SeriesStepDraft,
    UnlistDraft,
)
from mdtdesk.domain.roles import allowing
from mdtdesk.services import agendas, meetings
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.cancelling import CancelDialog
from mdtdesk.ui.dialogs.listing import ListingDialog
from mdtdesk.ui.dialogs.meeting import MeetingDialog
from mdtdesk.ui.meeting.series import again, like
from mdtdesk.ui.page import Spot
from mdtdesk.ui.printing import PLACE, Wanted
from mdtdesk.ui.tasks import Failure

_ROOM = "room"
_PRINT = "print_"


class Doing(QObject):
    """Turns what is pressed into commands on the meeting that is shown.

    made    carries the id of a meeting that is made or changed
    closed  the list of cases is closed again
    """

    made = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._agenda: AgendaRecord | None = None
        self._listing: ListingDialog | None = None

    def show_agenda(self, agenda: AgendaRecord | None) -> None:
        """Turn to the meeting that is shown now."""
        self._agenda = agenda
        if self._listing is not None and agenda is not None:
            self._listing.show_listed([row.case.id for row in agenda.rows])

    def may(self, permission: str = "meet") -> bool:
        """Tell whether who sits here may."""
        actor = self._desk.actor
        return self._desk.writing and actor is not None and bool(allowing(actor.roles, permission))

    def can(self) -> dict[str, bool]:
        """Return which buttons stand at the meeting."""
        agenda = self._agenda
        if agenda is None:
            return {}
        may, meeting = self.may(), agenda.meeting
        ready = meeting.open and bool(agenda.rows)
        return {
            "edit": may and meeting.open,
            "cancel": may and meeting.state == "planned",
            "series": may and meeting.open and bool(meeting.series_id),
            "next": may and bool(meeting.series_id),
            "list": may and meeting.open,
            "print": PLACE in self._desk.places,
            "run": may and ready and _ROOM in self._desk.places,
            "finish": may and meeting.state == "running",
        }

    def do(self, name: str) -> None:
        """Do what a button of the head asks for."""
        agenda = self._agenda
        if agenda is None:
            return
        meeting = agenda.meeting
        ways: dict[str, Callable[[], object]] = {
            "run": partial(self._desk.go, _ROOM, meeting.id),
            "finish": partial(self._desk.do, meetings.finish, MeetingStepDraft(meeting.id)),
            "edit": self._change,
            "list": partial(self._open_listing, agenda),
            "cancel": self.ask_to_cancel,
            "series": self.keep_for_series,
            "next": partial(
                self._desk.do,
                meetings.make_next,
                SeriesStepDraft(meeting.series_id),
                done=self._tell_made,
            ),
        }
        if name.startswith(_PRINT):
            what = name.removeprefix(_PRINT)
            self._desk.go(PLACE, Wanted(meeting.id, "meeting", what))
        elif name in ways:
            ways[name]()

    # a meeting

    def make(self) -> None:
        """Ask for a new meeting."""
        self._open_form(MeetingDialog(self._desk, self._page))

    def _change(self) -> None:
        if self._agenda is not None:
            self._open_form(MeetingDialog(self._desk, self._page, self._agenda.meeting))

    def _open_form(self, dialog: MeetingDialog) -> None:
        dialog.made.connect(self._keep)
        dialog.open()

    def _keep(self, draft: MeetingDraft | SeriesDraft) -> None:
        if isinstance(draft, SeriesDraft):
            self._desk.do(meetings.make_series, draft, done=self._tell_made)
            return
        way = meetings.change if draft.version else meetings.make
        self._desk.do(way, draft, done=self._tell_made)

    def _tell_made(self, outcome: Outcome) -> None:
        made = [changed for kind, changed in outcome.changes if kind == "meeting"]
        if made:
            self.made.emit(made[0])

    def ask_to_cancel(self) -> None:
        """Ask why the meeting is cancelled; its cases go on to the next one."""
        agenda = self._agenda
        if agenda is None:
            return
        dialog = CancelDialog(self._desk.translate, self._page.window())
        dialog.answered.connect(
            lambda because: self._desk.do(
                meetings.cancel,
                MeetingStepDraft(agenda.meeting.id, because),
                done=lambda _outcome: self._desk.say("meeting.cancelled_now"),
            )
        )
        dialog.open()

    def keep_for_series(self) -> None:
        """Have the later meetings of the series be as this one: place, people, times."""
        meeting = self._agenda.meeting if self._agenda is not None else None
        if meeting is None:
            return

        def change(found: tuple[SeriesRecord, ...]) -> None:
            for series in found:
                if series.id == meeting.series_id:
                    self._change_series(series, meeting)

        self._desk.ask(meetings.all_series, done=change)

    def _change_series(self, series: SeriesRecord, meeting: MeetingRecord) -> None:
        way, before = meetings.change_series, again(series, meeting.date)
        back = partial(self._desk.do, way, before)
        told = partial(self._desk.say, "meeting.kept_for_series", back)
        self._desk.do(way, like(meeting, series), done=lambda _outcome: told())

    # its cases

    def _open_listing(self, agenda: AgendaRecord) -> None:
        dialog = ListingDialog(self._desk, self._page, may_force=self.may("list_incomplete"))
        self._listing = dialog
        dialog.listed.connect(self._list)
        dialog.opened.connect(lambda case_id, path: self._desk.go("case", Spot(case_id, path)))
        dialog.finished.connect(self._close_listing)
        dialog.show_listed([row.case.id for row in agenda.rows])
        dialog.open()

    def _close_listing(self) -> None:
        self._listing = None
        self.closed.emit()

    def _list(self, case_id: str, because: str) -> None:
        def refused(failure: Failure) -> None:
            if self._listing is not None:
                self._listing.refuse(case_id, failure)
            else:
                self._desk.refuse(failure)

        if self._agenda is not None:
            draft = ListDraft(self._agenda.meeting.id, case_id, because)
            way = agendas.list_incomplete if because else agendas.list_case
            self._desk.do(way, draft, failed=refused)

    def unlist(self, row: AgendaRow) -> None:
        """Take a case off the agenda; the status bar offers to put it back."""
        agenda = self._agenda
        if agenda is None or row.state != "open" or not self.may():
            return
        back = ListDraft(agenda.meeting.id, row.case.id, row.because, row.minutes)
        way = agendas.list_incomplete if row.because else agendas.list_case
        self._desk.do(
            agendas.unlist,
            UnlistDraft(row.id),
            done=lambda _outcome: self._desk.say(
                "meeting.unlisted", partial(self._desk.do, way, back), name=row.case.name
            ),
        )

    def order(self, item_ids: Sequence[str]) -> None:
        """Bring the agenda's open cases into this order."""
        if self._agenda is not None:
            self._desk.do(agendas.order, OrderDraft(self._agenda.meeting.id, tuple(item_ids)))

    def tick(self, who: Attendee, presence: str) -> None:
        """Note whether a person is there."""
        if self._agenda is not None:
            meeting_id = self._agenda.meeting.id
            draft = AttendanceDraft(meeting_id, who.person, presence, who.title, who.discipline)
            self._desk.do(meetings.attend, draft)
