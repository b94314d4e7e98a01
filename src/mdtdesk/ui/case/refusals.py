# SPDX-License-Identifier: MIT
"""What was not recorded: it goes back into its fields, and the person hears or is asked why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mdtdesk.domain import dates
from mdtdesk.domain.audit import LastChange
from mdtdesk.domain.document import Value, get
from mdtdesk.domain.records import CaseRecord
from mdtdesk.errors import Conflict, Problem, Rejected
from mdtdesk.services import cases
from mdtdesk.ui.case import paths, words
from mdtdesk.ui.case.amendments import Changes, Refusal
from mdtdesk.ui.case.area import FormArea
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.conflict import ConflictDialog, Contest
from mdtdesk.ui.tasks import Failure

if TYPE_CHECKING:  # the work holds its refusals
    from mdtdesk.ui.case.work import CaseWork

Decided = tuple[tuple[Contest, bool], ...]


class Refusals(QObject):
    """Takes the refusals of one case's amendments."""

    def __init__(self, desk: Desk, work: CaseWork, area: FormArea, window: QWidget) -> None:
        super().__init__(work)
        self._desk, self._work, self._area, self._window = desk, work, area, window
        work.amendments.refused.connect(self._take)

    def _take(self, refusal: Refusal) -> None:
        """Bring refused values back into their fields as typed text, and say why."""
        work = self._work
        raws = {p: self._area.raw(p) for p in refusal.amendment.changes} if work.live else {}
        typed = {path: raw for path, raw in raws.items() if raw is not None}
        for path, raw in typed.items():
            work.journal.note(path, raw)
            work.remember_seen(path, refusal.amendment.seen.get(path))
        work.journal.flush()
        if not work.live:
            self._desk.refuse(refusal.failure)
        elif isinstance(refusal.failure, Conflict):
            if not refusal.amendment.changes:  # a command on the whole case: nothing to contest
                self._desk.refuse(refusal.failure)
            self._ask_for_theirs(refusal, typed)
        else:
            self._area.load(work.document)
            self._area.restore(typed, {})
            self.say(refusal.failure)
            work.changed.emit()

    def say(self, failure: Failure) -> None:
        """Say what the record refused at the fields it names; the window says the rest."""
        if not isinstance(failure, Rejected):
            self._desk.refuse(failure)
            return
        case = self._work.document
        problems = [
            Problem(paths.by_id(each.path, case), each.code, each.values)
            for each in failure.problems
        ]
        self._area.build_all()
        self._area.show_problems(problems)
        if not any(self._area.has(each.path) for each in problems):
            self._desk.refuse(failure)

    def _ask_for_theirs(self, refusal: Refusal, typed: Mapping[str, str]) -> None:
        def show(record: CaseRecord) -> None:
            if self._work.live:
                self._work.show_record(record)
                self._area.restore(typed, {})
                self._ask_who(refusal.amendment.changes, refusal.failure)
                self._work.changed.emit()

        self._desk.ask(cases.get, self._work.case_id, done=show)

    def _ask_who(self, changes: Changes, failure: Failure) -> None:
        """Ask who changed what both changed, then which value holds."""
        fought = failure.paths if isinstance(failure, Conflict) else ()

        def known(last: tuple[LastChange, ...]) -> None:
            if self._work.live:
                self._contest(changes, fought, {each.path: each for each in last})

        self._desk.ask(cases.last_changes, self._work.case_id, fought, done=known)

    def _contest(
        self, changes: Changes, fought: tuple[str, ...], last: Mapping[str, LastChange]
    ) -> None:
        mine = {path: changes[path] for path in changes if path not in fought}
        contests = [self._contested(path, changes.get(path), last.get(path)) for path in fought]
        if not contests:
            self._again(mine)
            return
        dialog = ConflictDialog(self._desk, contests, self._window)
        dialog.decided.connect(lambda made: self._decide(mine, made))
        dialog.open()

    def _contested(self, path: str, value: Value | None, last: LastChange | None) -> Contest:
        translate, case = self._desk.translate, self._work.document
        theirs = words.value(path, get(case, path), case, translate)
        mine = words.value(path, value, case, translate)
        by = ""
        if last is not None:
            at = dates.show_moment(last.at, translate)
            by = translate("conflict.by", person=last.person, at=at)
        return Contest(path, paths.where(path, case, translate), theirs, mine, value, by)

    def _decide(self, mine: Mapping[str, Value | None], made: Decided) -> None:
        kept = {**mine, **{contest.path: contest.value for contest, is_mine in made if is_mine}}
        for contest, is_mine in made:
            self._work.forget_seen(contest.path)
            if not is_mine:
                self._work.journal.discard([contest.path])
                self._area.forget(contest.path)
        self._again(kept)

    def _again(self, changes: Mapping[str, Value | None]) -> None:
        for path in changes:
            self._area.forget(path)
        if changes:
            self._work.amendments.amend(changes)
