# SPDX-License-Identifier: MIT
"""Leads the files of a case that are there: shows, opens, names their lesion, removes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from mdtdesk import policy
from mdtdesk.domain import document
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.domain.files import Content, FileRow, ForgetDraft, RemoveFileDraft
from mdtdesk.domain.records import CaseRecord
from mdtdesk.domain.roles import allowing
from mdtdesk.errors import Unavailable
from mdtdesk.services import attachments, cases
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.files.adding import Adding
from mdtdesk.ui.files.opened import Opened
from mdtdesk.ui.files.pane import FilesPane
from mdtdesk.ui.files.viewer import PictureViewer


class FilesWork(QObject):
    """Stands between the pane and the store; ``case_id`` says of which case it is."""

    def __init__(
        self, desk: Desk, pane: FilesPane, case_id: Callable[[], str], page: QWidget
    ) -> None:
        super().__init__(page)
        self._desk, self._pane, self._case_id, self._page = desk, pane, case_id, page
        self._opened = Opened(desk, self)
        self.adding = Adding(desk, self._opened, self._case_to_add_to, page)
        self._connect()
        self._tidy()

    def _connect(self) -> None:
        grid = self._pane.grid
        self._pane.add_wanted.connect(self.adding.choose)
        self._pane.changed.connect(self.ask)
        grid.wanted.connect(self._fetch)
        grid.reached.connect(lambda: self._desk.hint(self._desk.translate("files.keys")))
        grid.opened.connect(self.open)
        grid.removed.connect(self.remove)
        self._pane.pasted.connect(self.adding.paste)
        grid.menu_asked.connect(self._show_menu)

    def _case_to_add_to(self) -> str:
        """Return the case that is shown if its files may be changed here, empty otherwise."""
        return self._case_id() if self._pane.button.isVisibleTo(self._pane) else ""

    def _tidy(self) -> None:
        """Forget, once a session, the files that nothing names any more."""

        def forget(count: int) -> None:
            if count:
                self._desk.do(attachments.forget, ForgetDraft())

        actor = self._desk.actor
        if self._desk.writing and actor and allowing(actor.roles, "register"):
            self._desk.ask(attachments.forgotten, done=forget)

    # showing

    def ask(self) -> None:
        """Ask which files the case has."""
        case_id = self._case_id()
        if case_id and self._desk.context is not None:

            def take(found: tuple[FileRow, ...]) -> None:
                if case_id == self._case_id():
                    self._pane.show_rows(found)

            self._desk.ask(attachments.listed, case_id, done=take)

    def _fetch(self, digests: tuple[str, ...]) -> None:
        if self._desk.context is not None:
            self._desk.ask(attachments.small, digests, done=self._pane.grid.model_.take)

    def open(self, row: FileRow) -> None:
        """Show a picture here, anything else in the platform's viewer."""
        if row.is_picture:
            pictures = tuple(each for each in self._pane.grid.model_.rows if each.is_picture)
            viewer = PictureViewer(self._desk, self._case_id(), pictures, self._page)
            viewer.open_at(pictures.index(row))
        else:
            self.open_elsewhere(row)

    def open_elsewhere(self, row: FileRow) -> None:
        """Give a private copy to the platform's viewer, from which it could be saved anywhere."""
        if not policy.current().export:
            self._desk.refuse(Unavailable("files_stay"))
            return

        def tell(shown: bool) -> None:
            self._desk.say("files.opened" if shown else "files.no_viewer", None, name=row.name)

        def give(content: Content) -> None:
            try:
                self._opened.show(row.digest, content, tell)
            except OSError:
                tell(False)

        self._desk.ask(attachments.content, self._case_id(), row.digest, done=give)

    # removing

    def remove(self, row: FileRow) -> None:
        """Take a file out of the case; it can be brought back until the window is closed."""
        case_id = self._case_to_add_to()
        if not case_id:
            return

        def take_out(record: CaseRecord) -> None:
            rows = record.document.get("attachments")

            def done(outcome: Outcome) -> None:
                draft = AmendDraft(case_id, outcome.version, {"attachments": rows})
                undo = partial(self._desk.do, cases.amend, draft)
                self._desk.say("files.removed", undo, name=row.name)

            self._desk.do(attachments.remove, RemoveFileDraft(case_id, row.digest), done=done)

        self._desk.ask(cases.get, case_id, done=take_out)

    def _show_menu(self, row: FileRow, at: QPoint) -> None:
        translate, menu = self._desk.translate, QMenu(self._page)
        if row.held:
            menu.addAction(translate("files.open"), partial(self.open, row))
            menu.addAction(translate("files.open_elsewhere"), partial(self.open_elsewhere, row))
        if self._case_to_add_to():
            self._offer_lesions(menu, row)
            menu.addAction(translate("files.remove"), partial(self.remove, row))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _offer_lesions(self, menu: QMenu, row: FileRow) -> None:
        """Offer of which lesion the file is, where the case has any."""
        translate, choices = self._desk.translate, self._pane.lesions()
        if not choices:
            return
        inner = menu.addMenu(translate("files.of_lesion"))
        for lesion, words in (*choices, ("", translate("files.of_none"))):
            action = inner.addAction(words, partial(self.assign, row, lesion))
            action.setCheckable(True)
            action.setChecked(row.lesion == lesion)

    def assign(self, row: FileRow, lesion: str) -> None:
        """Record of which lesion a file is; of none where ``lesion`` is empty."""
        case_id = self._case_id()

        def record(found: CaseRecord) -> None:
            named = document.rows(found.document, "attachments")
            at = next((n for n, r in enumerate(named) if r.get("digest") == row.digest), -1)
            if at >= 0:
                path = f"attachments[{at}].lesion"
                seen = {path: document.get(found.document, path)}
                draft = AmendDraft(case_id, found.version, {path: lesion or None}, seen)
                self._desk.do(cases.amend, draft)

        self._desk.ask(cases.get, case_id, done=record)
