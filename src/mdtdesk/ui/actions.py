# SPDX-License-Identifier: MIT
"""Every action of the window as one table, and the menus made from it.

An action's slot is looked up by its name: first on the page that is shown (``Page.slots()``), then
on the window. Without a slot it is disabled; ``when`` says what else must hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, settled

Menu = Literal["file", "edit", "case", "meeting", "view", "help"]
When = Literal["always", "unlocked", "writing"]
Slot = Callable[[], object]
Slots = Mapping[str, Slot]
MENUS: tuple[Menu, ...] = ("file", "edit", "case", "meeting", "view", "help")


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the table; its words are ``action.<id>``, its slot is ``slot`` or the id.

    choice   name of the group it is a checkable choice of, such as the language
    after    whether a separator stands before it
    listed   whether it stands in its menu; the rest are shortcuts only
    """

    id: str
    menu: Menu
    shortcut: str = ""
    icon: str = ""
    when: When = "unlocked"
    slot: str = ""
    choice: str = ""
    after: bool = False
    listed: bool = True


def _sections() -> tuple[Action, ...]:
    return tuple(
        Action(f"section_{n}", "case", f"Alt+{n}", listed=False, after=n == 1) for n in range(1, 9)
    )


ACTIONS: tuple[Action, ...] = (
    Action("new_store", "file", when="always"),
    Action("open_store", "file", "Ctrl+O", when="always"),
    Action("print", "file", "Ctrl+P", "print", after=True),
    Action("export_deidentified", "file"),
    Action("lock", "file", "Ctrl+L", "lock", after=True),
    Action("sign_out", "file"),
    Action("change_password", "file"),
    Action("settings", "file", when="always", after=True),
    Action("quit", "file", "Ctrl+Q", when="always", after=True),
    Action("undo", "edit", "Ctrl+Z", when="writing"),
    Action("save", "edit", "Ctrl+S", when="writing"),
    Action("copy", "edit", "Ctrl+C", after=True),
    Action("search", "edit", "Ctrl+K", "search", after=True),
    Action("new_case", "case", "Ctrl+N", "plus", when="writing"),
    Action("open_case", "case"),
    Action("decision", "case", "Ctrl+D", when="writing"),
    Action("add_files", "case", "Ctrl+Shift+F", "file", when="writing"),
    Action("paste_files", "case", "Ctrl+Shift+V", when="writing"),
    Action("copy_record", "case", "Ctrl+Shift+C", "copy", after=True),
    Action("print_request", "case", "Ctrl+Shift+P", "print"),
    Action("add_procedure", "case", "Ctrl+Return", when="writing", after=True),
    Action("read_back", "case", "F8"),
    Action("ask_chair", "case", when="writing", after=True),
    Action("withdraw_case", "case", when="writing"),
    Action("move_case", "case", when="writing"),
    Action("merge_patients", "case", when="writing"),
    Action("who_opened", "case", after=True),
    Action("sign", "case", "Ctrl+Shift+G", "lock", when="writing"),
    Action("add_to_decision", "case", "Ctrl+Shift+A", when="writing"),
    *_sections(),
    Action("new_meeting", "meeting", "Ctrl+Shift+N", "plus", when="writing"),
    Action("meeting_edit", "meeting", when="writing"),
    Action("meeting_series", "meeting", when="writing"),
    Action("meeting_next", "meeting", when="writing"),
    Action("meeting_cancel", "meeting", when="writing"),
    Action("meeting_list", "meeting", "Ctrl+Shift+L", when="writing"),
    Action("meeting_run", "meeting", "F5", "room", when="writing", after=True),
    Action("meeting_finish", "meeting", when="writing"),
    Action("defer", "meeting", "F7", when="writing", after=True),
    Action("no_change", "meeting", "F9", when="writing"),
    Action("standard_of_care", "meeting", "F11", when="writing"),
    Action("mask", "meeting", "F10"),
    Action("pictures", "meeting", "F4", "eye"),
    Action("whole_case", "meeting", "F12"),
    Action("swap_screens", "meeting", "Shift+F5"),
    Action("previous_case", "meeting", "PgUp", after=True),
    Action("next_case", "meeting", "PgDown"),
    Action("follow", "meeting", "Ctrl+Shift+T", "follow-up", after=True),
    Action("language_zh", "view", when="always", choice="language"),
    Action("language_en", "view", when="always", choice="language"),
    Action("theme_system", "view", when="always", choice="theme", after=True),
    Action("theme_light", "view", when="always", choice="theme"),
    Action("theme_dark", "view", when="always", choice="theme"),
    Action("larger", "view", "Ctrl++", when="always", after=True),
    Action("smaller", "view", "Ctrl+-", when="always"),
    Action("usual_size", "view", "Ctrl+0", when="always"),
    Action("save_search", "view", "Ctrl+Shift+K", "save", when="writing", after=True),
    Action("rename_search", "view", when="writing"),
    Action("delete_search", "view", when="writing"),
    Action("next_pane", "view", "F6", when="always", after=True),
    Action("previous_pane", "view", "Shift+F6", when="always"),
    Action("back", "view", "Esc", listed=False),
    Action("guide", "help", "F1", when="always"),
    Action("shortcuts", "help", "Shift+F1", when="always"),
    Action("about", "help", when="always", after=True),
)
# Keys that a keyboard sends instead: Ctrl+= is Ctrl++ without Shift.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "larger": ("Ctrl+=",),
    "usual_size": ("Ctrl+Num+0",),
    "save": ("Ctrl+Shift+S",),
    "add_procedure": ("Ctrl+Enter",),
}


class Actions(QObject):
    """The table's QActions in their menus, with words, icons and states kept up to date."""

    def __init__(self, bar: QMenuBar, window: QWidget, trigger: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window = window
        self._menus = {name: bar.addMenu("") for name in MENUS}
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {row.id: self._make(row, trigger) for row in ACTIONS}

    def __getitem__(self, action: str) -> QAction:
        return self._actions[action]

    def _make(self, row: Action, trigger: Callable[[str], object]) -> QAction:
        action = QAction(self)
        action.setObjectName(row.id)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if row.icon:
            action.setIcon(icons.icon(row.icon))
        keys = (row.shortcut, *_ALSO.get(row.id, ())) if row.shortcut else ()
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda: trigger(row.slot or row.id))
        if row.choice:
            action.setCheckable(True)
            self._group(row.choice).addAction(action)
        self._place(row, action)
        return action

    def _group(self, name: str) -> QActionGroup:
        return self._groups.setdefault(name, QActionGroup(self))

    def _place(self, row: Action, action: QAction) -> None:
        if row.listed:
            menu = self._menus[row.menu]
            if row.after:
                menu.addSeparator()
            menu.addAction(action)
        # the window holds it too: keys must work while the menu bar is hidden
        self._window.addAction(action)

    def retranslate(self, translate: Translate) -> None:
        """Set the words of menus and actions."""
        for name, menu in self._menus.items():
            menu.setTitle(translate(f"action.menu.{name}"))
        for row in ACTIONS:
            words = translate(f"action.{row.id}")
            taken = settled.takes(row.id)
            self._actions[row.id].setText(settled.words(words, translate) if taken else words)

    def enable(self, slots: Slots, holds: Mapping[When, bool]) -> None:
        """Enable what has a slot and whose condition holds."""
        for row in ACTIONS:
            offered = (row.slot or row.id) in slots and not settled.takes(row.id)
            self._actions[row.id].setEnabled(offered and holds[row.when])

    def choose(self, action: str) -> None:
        """Mark a choice as the one in force."""
        self._actions[action].setChecked(True)
