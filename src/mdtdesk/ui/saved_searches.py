# SPDX-License-Identifier: MIT
"""The searches of the worklist that a person keeps: shown as tabs, kept, renamed, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mdtdesk.domain.saved_searches import SavedSearch
from mdtdesk.domain.worklist import View
from mdtdesk.services import journal
from mdtdesk.ui.actions import Slot
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.search_name import SearchNameDialog
from mdtdesk.ui.widgets.worklist_header import WorklistHeader
from mdtdesk.ui.widgets.worklist_rows import Worklist
from mdtdesk.ui.widgets.worklist_views import ViewTabs


class SavedSearches(QObject):
    """Leads box, tabs and list together: the tab that is marked says what the list shows."""

    def __init__(
        self, desk: Desk, header: WorklistHeader, *, tabs: ViewTabs, rows: Worklist
    ) -> None:
        super().__init__(rows.view)
        self._desk, self._header, self._tabs, self._rows = desk, header, tabs, rows
        self._found: dict[str, SavedSearch] = {}
        self._view: View = "all"
        tabs.chosen.connect(self._choose_view)
        tabs.picked.connect(self._pick)
        tabs.rename_asked.connect(self._rename)
        tabs.delete_asked.connect(self._forget)
        header.box.textChanged.connect(self._mark)
        header.keep.clicked.connect(self._keep)

    def ask(self) -> None:
        """Ask for the searches that who sits here keeps."""
        if self._desk.context is not None:
            self._desk.ask(journal.searches, done=self._show)

    def slots(self) -> dict[str, Slot]:
        """Return what can be done with the search that is shown."""
        shown = self._shown()
        if shown:
            return {
                "rename_search": partial(self._rename, shown),
                "delete_search": partial(self._forget, shown),
            }
        return {"save_search": self._keep} if self._typed else {}

    @property
    def _typed(self) -> str:
        return self._header.box.text().strip()

    def _shown(self) -> str:
        """Return the name of the kept search that is shown, empty for none."""
        shown = (self._view, self._typed)
        for saved in self._found.values():
            if (saved.view, saved.search) == shown:
                return saved.name
        return ""

    def _show(self, found: tuple[SavedSearch, ...]) -> None:
        self._found = {saved.name: saved for saved in found}
        self._tabs.show_saved(found, self._desk.translate, writing=self._desk.writing)
        self._mark()

    def _mark(self) -> None:
        shown = self._shown()
        self._tabs.mark_shown(self._view, shown)
        offered = bool(self._typed) and not shown and self._desk.writing
        self._header.keep.setVisible(offered)
        self._desk.slots_changed.emit()

    # what a person does

    def _choose_view(self, view: str) -> None:
        """Show a view; the words of a kept search go with its tab, what was typed stays."""
        kept = self._shown()
        self._view = cast("View", view)
        if kept:
            self._header.box.clear()
        self._rows.show_view(view)
        self._mark()

    def _pick(self, name: str) -> None:
        saved = self._found[name]
        self._view = saved.view
        self._rows.show_view(saved.view)
        self._header.box.setText(saved.search)
        self._mark()

    def _keep(self) -> None:
        typed, view = self._typed, self._view
        if typed and self._desk.writing:
            self._name(typed, lambda name: self._write(SavedSearch(name, view, typed)))

    def _rename(self, name: str) -> None:
        saved = self._found.get(name)
        if saved is not None and self._desk.writing:
            self._name(name, lambda new: self._write(replace(saved, name=new), name), renames=True)

    def _forget(self, name: str) -> None:
        saved = self._found.get(name)
        if saved is None or not self._desk.writing:
            return

        def done(_none: None) -> None:
            self._desk.say("searches.deleted", partial(self._write, saved), name=name)
            self.ask()

        self._desk.ask(journal.forget_search, name, done=done)

    def _name(self, name: str, then: Callable[[str], object], *, renames: bool = False) -> None:
        taken = [each for each in self._found if not renames or each != name]
        dialog = SearchNameDialog(
            self._desk, self._window(), name=name, taken=taken, renames=renames
        )
        dialog.named.connect(then)
        dialog.open()

    def _window(self) -> QWidget:
        return self._rows.view.window()

    def _write(self, saved: SavedSearch, instead_of: str = "") -> None:
        self._desk.ask(journal.keep_search, saved, instead_of, done=lambda _none: self.ask())
