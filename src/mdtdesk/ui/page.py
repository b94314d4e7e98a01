# SPDX-License-Identifier: MIT
"""What the window asks of a page; a page overrides what it has.

A page is made once a session with the ``Desk``, and kept while another is shown or the window is
locked. The window sets its words at once, then calls ``enter`` each time it is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from mdtdesk.domain.roles import allowing
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.desk import Desk

# the pages of a window of 1000 × 700, with its rail, menu and status bar
_SMALLEST = QSize(900, 560)


class Page(QWidget):
    """One page of the stack."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def minimumSizeHint(self) -> QSize:
        """Fit a small window: a page that was tall once can be made low again."""
        return super().minimumSizeHint().boundedTo(_SMALLEST)

    def retranslate(self) -> None:
        """Set every text anew; called after construction and at each switch of language."""

    def enter(self, what: Any) -> None:
        """Show ``what`` (a case's id, or None) and put the cursor where work begins."""

    def prepare(self) -> bool:
        """Make a little of what is needed once it is shown; tell whether there is more to make."""
        return False

    def reload(self) -> None:
        """Ask again for everything shown: after an unlock others may have written."""

    def leave(self) -> None:
        """Write typed text to the journal: another page comes, the window locks or closes."""

    def slots(self) -> Slots:
        """Return action id → slot for what can be done now; emit ``slots_changed`` at a change."""
        return {}

    def topic(self) -> str:
        """Return which part of the page the cursor is in, where the guide tells of it apart."""
        return ""

    def panes(self) -> tuple[QWidget, ...]:
        """Return the widgets F6 goes through, in reading order."""
        return ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of a case, for ``Desk.go``: the case page opens with the cursor there."""

    case_id: str
    path: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its id, which ``Desk.go`` takes; its words are ``shell.place_<id>``.

    icon    what it shows in the rail; without one it has no button there
    within  the place whose button stays pressed while this page is shown
    needs   the permission without which a person has no such place
    ahead   its page is made while nobody waits, long before it is gone to
    """

    id: str
    page: Callable[[Desk], Page]
    icon: str = ""
    within: str = ""
    needs: str = ""
    ahead: bool = False

    def is_for(self, roles: frozenset[str]) -> bool:
        """Tell whether a person with these roles has this place."""
        return not self.needs or allowing(roles, self.needs) is not None
