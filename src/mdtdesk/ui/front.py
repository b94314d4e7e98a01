# SPDX-License-Identifier: MIT
"""What stands before the work: welcome, the form of a new store, sign-in; one of them is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from mdtdesk import app
from mdtdesk.errors import Unavailable
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.gate import Gate
from mdtdesk.ui.pages.sign_in import SignInPage
from mdtdesk.ui.tasks import Failure

if TYPE_CHECKING:  # made when it is first shown
    from mdtdesk.ui.pages.new_store import NewStorePage
    from mdtdesk.ui.pages.recovery import RecoveryPage
    from mdtdesk.ui.pages.upgrade import UpgradePage
    from mdtdesk.ui.pages.welcome import WelcomePage

_RECENT = 8
_PAGES = ("welcome", "new_store", "sign_in", "recovery", "upgrade")
G = TypeVar("G", bound=Gate)


class Front(QStackedWidget):
    """Leads from a machine without a store to somebody signed in."""

    signed_in = Signal(object)
    store_chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._gates: list[Gate] = []

    # Each page is made when it is first shown: most starts show the sign-in page alone.

    @cached_property
    def welcome(self) -> WelcomePage:
        """Return the page of the stores there are."""
        # Imported here: most starts show the sign-in page alone.
        from mdtdesk.ui.pages.welcome import WelcomePage

        page = WelcomePage(self._desk)
        page.opened.connect(self.ask_for)
        page.demo_made.connect(self.ask_for)
        page.creation_wanted.connect(self.show_new_store)
        return self._add(page)

    @cached_property
    def new_store(self) -> NewStorePage:
        """Return the form of a new store."""
        # Imported here: few starts in a store's life show it.
        from mdtdesk.ui.pages.new_store import NewStorePage

        page = NewStorePage(self._desk)
        page.created.connect(self._show_code)
        page.left.connect(self.show_welcome)
        return self._add(page)

    @cached_property
    def sign_in(self) -> SignInPage:
        """Return the page that asks for a password."""
        page = SignInPage(self._desk)
        page.left.connect(self.show_welcome)
        page.recovery_wanted.connect(self.show_recovery)
        page.found_older.connect(self._show_older)
        page.signed_in.connect(self.signed_in)
        return self._add(page)

    @cached_property
    def recovery(self) -> RecoveryPage:
        """Return the form that sets a password by the recovery code."""
        # Imported here: few starts in a store's life show it.
        from mdtdesk.ui.pages.recovery import RecoveryPage

        page = RecoveryPage(self._desk)
        page.left.connect(self._show_sign_in)
        page.proved.connect(self._show_new_code)
        return self._add(page)

    @cached_property
    def upgrade(self) -> UpgradePage:
        """Return the page before a store of an older schema."""
        # Imported here: few starts in a store's life show it.
        from mdtdesk.ui.pages.upgrade import UpgradePage

        page = UpgradePage(self._desk)
        page.left.connect(self._show_sign_in)
        page.upgraded.connect(self._show_upgraded)
        return self._add(page)

    def _add(self, gate: G) -> G:
        self._gates.append(gate)
        self.addWidget(gate)
        return gate

    def start(self, directory: Path | None) -> None:
        """Ask for a store's people, or welcome whoever has none."""
        if directory is not None:
            self.ask_for(directory)
        else:
            self.show_welcome()

    def show_welcome(self, failure: Failure | None = None) -> None:
        """Show the stores there are and the ways to another."""
        self.welcome.refresh()
        if failure is not None:
            self.welcome.show_failure(failure)
        self.setCurrentWidget(self.welcome)
        self.welcome.focus()
        self.store_chosen.emit(None)

    def show_new_store(self) -> None:
        """Show the form that makes a store."""
        self.new_store.begin()
        self.setCurrentWidget(self.new_store)
        self.new_store.focus()

    def ask_for(self, directory: Path, locked_for: str = "") -> None:
        """Show the sign-in page of a store; ``locked_for`` is the id of who locked it."""
        try:
            self.sign_in.ask_for(directory, locked_for=locked_for)
        except Unavailable as failure:
            self.show_welcome(failure)
            return
        recent = [str(directory), *self._desk.settings.recent]
        self._desk.remember(store=str(directory), recent=tuple(dict.fromkeys(recent))[:_RECENT])
        self.setCurrentWidget(self.sign_in)
        self.sign_in.focus()
        self.store_chosen.emit(directory)

    def _show_code(self, made: app.CreatedStore) -> None:
        # Imported here: one start in a store's life shows it.
        from mdtdesk.ui.dialogs.recovery_code import RecoveryCodeDialog

        password = self.new_store.take_password()
        written_for = self._written_for(made.directory, self.new_store.person())
        dialog = RecoveryCodeDialog(self._desk, made.recovery_code, written_for, self)
        dialog.accepted.connect(lambda: self._enter(made, password))
        dialog.open()

    def _written_for(self, directory: Path, person: str) -> str:
        return self._desk.translate(
            "welcome.recovery.printed_for",
            store=app.name_of(directory),
            person=person,
            day=f"{datetime.now().astimezone():%Y-%m-%d}",
        )

    # a password by the recovery code

    def show_recovery(self, directory: Path) -> None:
        """Show the form that sets an administrator's password by the recovery code."""
        self.recovery.ask_for(directory)
        self.setCurrentWidget(self.recovery)
        self.recovery.focus()

    # a store of an older schema

    def _show_older(
        self, directory: Path, person: str, password: str, refusal: Unavailable
    ) -> None:
        # Imported here: few starts in a store's life show it.
        from mdtdesk.ui.pages.upgrade import Older

        self.upgrade.ask_for(Older(directory, person, password, refusal))
        self.setCurrentWidget(self.upgrade)
        self.upgrade.focus()

    def _show_upgraded(self, signed: app.SignedIn) -> None:
        self.setCurrentWidget(self.sign_in)
        self.sign_in.take(signed)

    def _show_sign_in(self) -> None:
        self.setCurrentWidget(self.sign_in)
        self.sign_in.focus()

    def _show_new_code(self, opened: app.Recovering, password: str) -> None:
        # Imported here: few starts in a store's life show it.
        from mdtdesk.ui.dialogs.recovery_code import ReplacedCodeDialog

        signed = opened.signed
        written_for = self._written_for(signed.directory, signed.context.actor.name)
        dialog = ReplacedCodeDialog(self._desk, opened.code, written_for, self)
        dialog.accepted.connect(lambda: self._recover(opened, password))
        dialog.rejected.connect(lambda: self._give_back(opened, self.recovery.say_unchanged))
        dialog.open()

    def _recover(self, opened: app.Recovering, password: str) -> None:
        def failed(failure: Failure) -> None:
            self._give_back(opened, lambda: self.recovery.show_failure(failure))

        self._desk.tasks.run(
            "store",
            lambda _task: app.recover(opened, password),
            done=self.signed_in.emit,
            failed=failed,
        )

    def _give_back(self, opened: app.Recovering, then: Callable[[], object]) -> None:
        self._desk.tasks.run(
            "store",
            lambda _task: app.sign_out(opened.signed),
            done=lambda _none: then(),
            failed=self._desk.refuse,
        )

    def _enter(self, made: app.CreatedStore, password: str) -> None:
        self.ask_for(made.directory)
        self._desk.tasks.run(
            "store",
            lambda _task: app.sign_in(made.directory, made.person_id, password),
            done=self.signed_in.emit,
            failed=self._desk.refuse,
        )

    def topic(self) -> str:
        """Return what is shown, for the guide: a page's name here."""
        return next(
            (name for name in _PAGES if self.__dict__.get(name) is self.currentWidget()), ""
        )

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        for gate in self._gates:
            gate.retranslate()

    def restyle(self) -> None:
        """Take the sizes of the scale that is on."""
        for gate in self._gates:
            gate.restyle()
