# SPDX-License-Identifier: MIT
"""Everybody's own password, changed from the menu."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mdtdesk import admitting
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.ask import end, refusing
from mdtdesk.ui.dialogs.change_password import ChangePasswordDialog


def ask(desk: Desk, window: QWidget) -> None:
    """Ask for the old password and the new one, and write the new one."""
    actor = desk.actor
    if actor is None:
        return
    dialog = ChangePasswordDialog(actor.name, desk.translate, window)

    def done(_none: None) -> None:
        desk.say("people.own_password.done")
        end(dialog)

    failed = refusing(dialog, desk.refuse)
    dialog.chosen.connect(
        lambda old, new: desk.ask(admitting.change_password, old, new, done=done, failed=failed)
    )
    dialog.open()
