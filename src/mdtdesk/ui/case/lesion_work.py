# SPDX-License-Identifier: MIT
"""Adds, parts and removes the lesions of the case that is at work."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mdtdesk.domain import levels, wording
from mdtdesk.domain.body_map.regions import Region, lesion_for
from mdtdesk.domain.document import Value, get, rows, text
from mdtdesk.ui.case import lesion_changes, paths, restoring
from mdtdesk.ui.case.lesions import LesionsPanel
from mdtdesk.ui.case.plans import LESION_PATHS
from mdtdesk.ui.case.work import CaseWork
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.reason import Question, ReasonDialog


class LesionWork(QObject):
    """Does what the panel of lesions asks for, as long as its case is the one that is shown."""

    def __init__(self, desk: Desk, panel: LesionsPanel, work: CaseWork, window: QWidget) -> None:
        super().__init__(work)
        self._desk, self._panel, self._work, self._window = desk, panel, work, window
        panel.addition_wanted.connect(self._add)
        panel.parted.connect(self._part)
        panel.removal_wanted.connect(self._remove)
        panel.return_wanted.connect(self._bring_back)

    def _add(self, site: str) -> None:
        if not self._work.live:
            return
        named = self._amend_with(site)
        self._panel.focus_new(named)

    def open_region(self, region: Region) -> None:
        """Open the lesion of a region of the body map, or add one there with what it says."""
        case = self._work.document
        at = lesion_for(region, case)
        if at is not None:
            self._focus_empty(text(rows(case, "lesions")[at], "id"))
            return
        facts = {key: value for key, value in region.draft().items() if key != "site"}
        named = self._amend_with(region.site, **facts)
        said = region.name(self._desk.translate)
        self._desk.say("scores.lesion_added", undo=self._work.undo, lesion=said)
        self._focus_empty(named)

    def _focus_empty(self, named: str) -> None:
        """Put the cursor into the first field of a lesion that is not recorded."""
        row = paths.lesion(self._work.document, named)
        keys = LESION_PATHS[text(row, "site")]
        empty = (key for key in keys if get(row, key) is None)
        self._panel.focus(f"lesions[{named}].{next(empty, keys[0])}")

    def _amend_with(self, site: str, **facts: Value) -> str:
        named, changes = lesion_changes.added(site, **facts)
        self._work.amendments.amend(changes)
        if not self._work.case_id:
            row = paths.lesion(self._work.document, named)
            self._work.journal.note(*restoring.lesion_note(named, row))
        return named

    def _part(self, _named: str, groups: tuple[tuple[str, ...], ...]) -> None:
        """Make further lesions of what was typed into one lesion's field of levels."""
        if not self._work.live:
            return
        for group in groups:
            self._amend_with("spine", levels=group)
        said = [levels.text(group, self._desk.translate) for group in groups]
        listed = self._desk.translate("wording.list").join(said)
        self._desk.say("case.lesions_parted", undo=self._work.undo, levels=listed)

    def _remove(self, named: str) -> None:
        if not self._work.live:
            return
        case, translate = self._work.document, self._desk.translate
        said = wording.lesion(paths.lesion(case, named), translate)
        if not lesion_changes.is_named(case, named):
            self._work.amendments.amend(lesion_changes.deleted(case, named))
            self._work.journal.discard([f"lesions[{named}]"])
            self._desk.say("case.lesion_deleted", undo=self._work.undo, lesion=said)
            self._panel.focus_first()
            return
        question = Question(
            translate("case.remove_title", lesion=said),
            translate("case.remove_why"),
            "removal_reason",
            translate("case.remove_lesion"),
        )
        dialog = ReasonDialog(self._desk, question, self._window)
        dialog.answered.connect(lambda reason, _words: self._mark(named, reason, said))
        dialog.open()

    def _mark(self, named: str, reason: str, said: str) -> None:
        self._work.mark_removed(named, reason)
        self._desk.say("case.lesion_deleted", undo=self._work.undo, lesion=said)
        self._panel.focus_first()

    def _bring_back(self, named: str) -> None:
        if not self._work.live:
            return
        self._work.amendments.amend(lesion_changes.brought_back(named))
        self._panel.focus_first()
