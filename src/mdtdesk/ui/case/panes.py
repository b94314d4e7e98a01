# SPDX-License-Identifier: MIT
"""Head, index and right pane around the form, kept to what the case is now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from mdtdesk.domain.body_map.regions import Region
from mdtdesk.domain.roles import allowing
from mdtdesk.services import instruments
from mdtdesk.ui.case import overview, paths
from mdtdesk.ui.case.area import FormArea, as_typed
from mdtdesk.ui.case.banner import Banners
from mdtdesk.ui.case.correcting import Correcting
from mdtdesk.ui.case.head import Head
from mdtdesk.ui.case.index import SectionIndex
from mdtdesk.ui.case.lesion_work import LesionWork
from mdtdesk.ui.case.map_pane import MapPane
from mdtdesk.ui.case.score_column import ScoreColumn
from mdtdesk.ui.case.side import Side
from mdtdesk.ui.case.telling import told
from mdtdesk.ui.case.work import CaseWork
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.page import Page

DECISION, PRINT = "decision", "print"
_SOON_MS = 5  # after the key itself is painted, before anybody sees a difference


class Panes(QObject):
    """What stands around the form; it is told of the case that is at work."""

    def __init__(self, desk: Desk, area: FormArea) -> None:
        super().__init__(area)
        self._desk, self._area = desk, area
        self.work: CaseWork | None = None
        self.path = ""
        self.head, self.index, self.side = Head(), SectionIndex(desk.translate), Side()
        self.map, self.banners = MapPane(desk.translate), Banners()
        self.scores = ScoreColumn(self.side, area)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.show_scores)
        self._lesions: LesionWork | None = None
        self._correcting: Correcting | None = None
        self._connect()

    def _connect(self) -> None:
        self.banners.pressed.connect(self._press)
        self.side.close_wanted.connect(self._close)
        self.scores.listeners.append(self.map.show_case)
        self.map.chosen.connect(self._open_region)
        for part in (self.map, self.side.scores):
            part.hinted.connect(self._desk.hint)

    def topic(self, focused: QWidget | None) -> str:
        """Return the pane beside the form that has the cursor, as the guide calls it."""
        panes: dict[str, QWidget] = {"map": self.map, "scores": self.side.scores}
        held = (name for name, pane in panes.items() if focused and pane.isAncestorOf(focused))
        return next(held, "")

    def take(self, work: CaseWork, window: Page) -> None:
        """Turn to another case."""
        self.work = work
        self._lesions = LesionWork(self._desk, self._area.lesions, work, window)
        self._correcting = Correcting(self._desk, work, window)
        self.scores.forget()
        self.ask_instruments()

    def _open_region(self, region: Region) -> None:
        if self._lesions is not None and self.rights().type:
            self._lesions.open_region(region)

    def show_case(self) -> None:
        """Show the case as it is now."""
        self._show()
        self.show_scores()

    def show_change(self) -> None:
        """Show what a key changed, the scores in a turn of their own."""
        self._show()
        self.show_scores_soon()

    def _show(self) -> None:
        if self.work is None:
            return
        view, translate = self._view(self.work), self._desk.translate
        case, rights = view.document, view.rights
        self.head.show_case(case, translate, registered=bool(self.work.case_id))
        self.head.allow(printing=rights.print, deciding=rights.decide)
        self.index.show_sections(overview.entries(view, translate), translate)
        word, tone, more = overview.state(view, translate)
        self.index.show_state(word, tone, more if view.record is not None else "")
        self.banners.show_told(told(view, translate))
        self._show_side(view, word, more)
        self._area.show_marks(paths.needed(case), overview.unconfirmed_fields(view))
        self._area.set_read_only(not rights.type)
        self._desk.state(translate("case.kept" if rights.type else "case.read_only"))
        self._desk.slots_changed.emit()

    def _show_side(self, view: overview.View, word: str, more: str) -> None:
        translate = self._desk.translate
        missing = overview.missing(view, translate)
        self.side.show_blocks(
            missing,
            overview.unsaved(view, translate),
            overview.unconfirmed(view, translate),
            overview.record(view, translate),
        )
        new = view.record is None  # its links say already how much is missing
        self.side.show_state("" if missing else word, more if new or not missing else "")

    def show_scores(self) -> None:
        """Compute the scores from the case as it is typed and show them."""
        if self.work is not None:
            case = as_typed(self._area, self.work.document)
            self.scores.show_case(case, self._desk.translate)
            self.map.show_lesion(paths.lesion(case, self.scores.lesion))

    def show_scores_soon(self) -> None:
        """Show the scores once the key that asks for it is through: both in one are too long."""
        self._soon.start()

    def ask_instruments(self) -> None:
        """Ask which instruments the department has switched on."""

        def take(shown: frozenset[str]) -> None:
            self.scores.shown = shown
            self.show_scores()

        self._desk.ask(instruments.enabled, done=take)

    def show_unsaved(self) -> None:
        """Show what is not recorded."""
        if self.work is not None:
            view = self._view(self.work)
            self.side.show_unsaved(overview.unsaved(view, self._desk.translate))

    def _view(self, work: CaseWork) -> overview.View:
        actor = self._desk.actor
        unsaved = [path for path in self._area.typed() if path != self.path]
        person = actor.person_id if actor is not None else ""
        record = work.record if work.case_id else None
        return overview.View(work.document, record, unsaved, self.rights(), person)

    def _press(self, button: str) -> None:
        """Do what a line under the head offers."""
        what, _, which = button.partition(" ")
        if self.work is None or self._correcting is None:
            return
        if what == "confirm":
            self.work.confirm()
        elif what == "follow":
            self._correcting.follow(which)
        elif what == "decline":
            self._correcting.decline(which)

    def _close(self) -> None:
        if self._correcting is not None:
            self._correcting.close()

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return how the register may be set right here."""
        return {} if self._correcting is None else self._correcting.slots(self.rights())

    def print(self) -> None:
        """Go to the case's print."""
        if self.work is not None and self.rights().print:
            # Imported here: the printing of Qt is needed by few and costs the start of all.
            from mdtdesk.ui.printing import Wanted

            self._desk.go(PRINT, Wanted(self.work.case_id))

    def decide(self) -> None:
        """Go to the case's decision."""
        if self.work is not None and self.rights().decide:
            self._desk.go(DECISION, self.work.case_id)

    def rights(self) -> overview.Rights:
        """Return what the person who sits here may do with the case."""
        work, actor = self.work, self._desk.actor
        if work is None or actor is None:
            return overview.Rights()

        def may(permission: str) -> bool:
            return allowing(actor.roles, permission) is not None

        closed, known = "closed" in work.document, bool(work.case_id)
        writing, places = self._desk.writing, self._desk.places
        return overview.Rights(
            type=may("register") and writing and not closed,
            confirm=may("confirm") and writing and known,
            close=may("close") and writing and known,
            ask=may("ask") and writing and known,
            trace=may("who_opened") and known,
            print=may("print") and known and PRINT in places,
            decide=may("decide") and writing and known and not closed and DECISION in places,
        )
