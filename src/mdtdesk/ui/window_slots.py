# SPDX-License-Identifier: MIT
"""What the window itself can do, by the ids of the actions: everywhere, and at work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mdtdesk.ui.actions import Slot
from mdtdesk.ui.appearance import Appearance
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.workplace import Workplace

if TYPE_CHECKING:  # the window asks here
    from mdtdesk.ui.main_window import MainWindow


def everywhere(window: MainWindow, desk: Desk, appearance: Appearance) -> dict[str, Slot]:
    """Return what can be done whoever sits here, and if nobody does."""
    return {
        "quit": window.close,
        "settings": partial(_show_settings, desk, window),
        "guide": window.guide.open,
        "about": partial(_tell_about, desk, window),
        "shortcuts": partial(_tell_shortcuts, desk, window),
        "larger": partial(appearance.zoom, 1),
        "smaller": partial(appearance.zoom, -1),
        "usual_size": partial(appearance.zoom, 0),
        "language_zh": partial(desk.speak, "zh"),
        "language_en": partial(desk.speak, "en"),
        "theme_system": partial(appearance.choose, "system"),
        "theme_light": partial(appearance.choose, "light"),
        "theme_dark": partial(appearance.choose, "dark"),
    }


def signed_in(window: MainWindow) -> dict[str, Slot]:
    """Return what somebody who is signed in can do to leave."""
    return {
        "new_store": window.new_store,
        "open_store": window.open_store,
        "lock": window.lock,
        "sign_out": window.sign_out,
    }


def at_work(place: Workplace, desk: Desk) -> dict[str, Slot]:
    """Return what the shown page offers, and what leads to a page that offers it."""
    slots: dict[str, Slot] = {
        "next_pane": partial(place.next_pane, 1),
        "previous_pane": partial(place.next_pane, -1),
        "change_password": partial(_change_password, desk, place),
    }
    if place.has("cases"):
        slots["search"] = partial(_search, desk, place)
        slots["new_case"] = partial(place.on, "cases", "new_case")
    if place.has("follow"):
        slots["follow"] = partial(desk.go, "follow")
    return slots | dict(place.slots())


def _change_password(desk: Desk, place: Workplace) -> None:
    # Imported here: it brings what is imported while the password is typed.
    from mdtdesk.ui import own_password

    own_password.ask(desk, place.window())


def _show_settings(desk: Desk, window: QWidget) -> None:
    # Imported here: most starts never show it.
    from mdtdesk.ui.dialogs.settings import SettingsDialog

    SettingsDialog(desk, window).open()


def _tell_about(desk: Desk, window: QWidget) -> None:
    # Imported here: reading the versions costs every start what one look needs.
    from mdtdesk.ui.dialogs.about import AboutDialog

    AboutDialog(desk, window).open()


def _tell_shortcuts(desk: Desk, window: QWidget) -> None:
    # Imported here, as above.
    from mdtdesk.ui.dialogs.shortcuts import ShortcutsDialog

    ShortcutsDialog(desk, window).open()


def _search(desk: Desk, place: Workplace) -> None:
    # Imported here: it brings what is imported while the password is typed.
    from mdtdesk.ui.dialogs.search import SearchPalette

    SearchPalette.over(desk, place.window())
