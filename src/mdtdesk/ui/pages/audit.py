# SPDX-License-Identifier: MIT
"""The audit page: what was done, by whom, to what; and the check that nobody rewrote it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, get_args

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk import safekeeping, system
from mdtdesk.domain.audit import Verified
from mdtdesk.domain.audit_log import AuditEntry, AuditPage, AuditQuery
from mdtdesk.domain.records import PersonRow
from mdtdesk.domain.roles import allowing
from mdtdesk.services import audit_log, audit_trail, people
from mdtdesk.services.audit_log import AuditExport
from mdtdesk.storage import faults
from mdtdesk.ui import settled, theme
from mdtdesk.ui.administration.parts import PartTabs
from mdtdesk.ui.audit.columns import COLUMNS, header
from mdtdesk.ui.audit.filter import AuditFilter
from mdtdesk.ui.audit.verifying import VerifyBar, found
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.health.working import Working
from mdtdesk.ui.models.table import TableModel, Take
from mdtdesk.ui.page import Page
from mdtdesk.ui.preview.saving import Kind, Saving
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.table_view import TableView

_KINDS: tuple[audit_log.Format, ...] = get_args(audit_log.Format)


class AuditLogPage(Page):
    """A filter, a list of any length, and the check of the chain above both."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        actor = desk.actor
        self._reads = actor is not None and allowing(actor.roles, "audit") is not None
        self._people: tuple[PersonRow, ...] = ()
        self._actions: tuple[str, ...] = ()
        self._page = AuditPage((), 0)
        self._verified: tuple[Verified, str] | None = None
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._title, self._parts = label(role="title"), PartTabs(self.desk, "audit")
        self.verifying, self.filter = VerifyBar(), AuditFilter()
        self._count, self._note = label(role="secondary"), label(role="secondary", wraps=True)
        self.exports = {kind: QPushButton() for kind in _KINDS}
        self._model: TableModel[AuditEntry] = TableModel(
            COLUMNS, self._fetch, self.desk.translate, header=header, parent=self
        )
        self.view = TableView(self._model)
        self.working = Working(self.desk, self)
        self._savings = {kind: self._saving(kind) for kind in _KINDS}

    def _saving(self, kind: audit_log.Format) -> Saving:
        words = self.desk.translate("audit.export_title")
        return Saving(self.desk, self, Kind(words, kind, "audit_folder"))

    def _lay_out(self) -> None:
        self._column, self._below = QVBoxLayout(self), QVBoxLayout()
        self._foot = QHBoxLayout()
        self.view.setObjectName("audit_list")
        for text in (self._count, self._note):
            self._foot.addWidget(text, 1 if text is self._note else 0)
        for kind, button in self.exports.items():
            button.setObjectName(f"audit_export_{kind}")
            theme.mark(button, kind="link")
            self._foot.addWidget(button)
        self._below.addWidget(self.verifying)
        self._below.addWidget(self.filter)
        self._below.addLayout(self._foot)
        self._column.setSpacing(0)
        self._column.addWidget(self._title)
        self._column.addWidget(self._parts)
        self._column.addLayout(self._below)
        self._column.addWidget(self.view, 1)
        for each in (self.filter, self.view, self._count, *self.exports.values()):
            each.setVisible(self._reads)
        if not self._reads:
            self._column.addStretch(1)
        self._measure()

    def _connect(self) -> None:
        self.filter.changed.connect(self._model.ask)
        self.verifying.asked.connect(self._verify)
        self.verifying.stopped.connect(self.working.stop)
        self.working.began.connect(self.verifying.show_busy)
        self.working.stepped.connect(self.verifying.show_step)
        self.working.ended.connect(self._show_ended)
        for kind, saving in self._savings.items():
            saving.chosen.connect(partial(self._export, kind))
            self.exports[kind].clicked.connect(partial(saving.ask, f"audit.{kind}"))

    # what the window asks

    def retranslate(self) -> None:
        """Set every text anew."""
        translate = self.desk.translate
        self._title.setText(translate("administration.title"))
        self._parts.retranslate()
        if not self.working.busy:
            self.verifying.retranslate(translate)
            self._show_verified()
        self.filter.retranslate(translate)
        self.filter.show_choices(self._people, self._actions, translate)
        self.view.setAccessibleName(translate("audit.list"))
        for kind, button in self.exports.items():
            button.setText(translate(f"audit.export_{kind}"))
        self._model.retranslate(translate)
        self._show_count()

    def enter(self, _what: Any) -> None:
        """Ask for everything."""
        self.reload()
        (self.filter.about if self._reads else self.verifying.go).setFocus()

    def reload(self) -> None:
        """Ask again for everything shown."""
        if self._reads and self.desk.context is not None:
            self.desk.ask(people.listed, done=self._take_people)
            self.desk.ask(audit_log.actions, done=self._take_actions)
            self._model.ask()

    def leave(self) -> None:
        """Stop what was begun here."""
        self.filter.stop()
        self.working.stop()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the check, the filter, the list."""
        return (self.verifying, self.filter, self.view)

    # the list

    def _take_people(self, found: tuple[PersonRow, ...]) -> None:
        self._people = found
        self.filter.show_choices(self._people, self._actions, self.desk.translate)

    def _take_actions(self, found: tuple[str, ...]) -> None:
        self._actions = found
        self.filter.show_choices(self._people, self._actions, self.desk.translate)

    def _query(self, offset: int, limit: int) -> AuditQuery:
        asked = self.filter.query()
        return AuditQuery(
            asked.person_id, asked.about, asked.action, asked.since, asked.until, offset, limit
        )

    def _fetch(self, offset: int, limit: int, take: Take[AuditEntry]) -> None:
        if self.desk.context is None:
            return

        def show(page: AuditPage) -> None:
            self._page = page
            take(page.rows, page.total)
            self._show_count()

        self.desk.ask(audit_log.page, self._query(offset, limit), done=show)

    def _show_count(self) -> None:
        translate, page = self.desk.translate, self._page
        if not self._reads:
            self._note.setText(translate("audit.only_verify"))
            return
        key = "waiting" if page.waiting else "count" if page.total else "none"
        self._count.setText(translate(f"audit.{key}", count=page.total, waiting=page.waiting))
        self._show_note()
        for button in self.exports.values():
            button.setEnabled(bool(page.total))
            if settled.takes("export_audit"):
                settled.grey(button, "output.export", translate)

    def _show_note(self) -> None:
        """Say which day is none, or why digests stand in the list."""
        translate, wrong = self.desk.translate, self.filter.no_day()
        theme.mark(self._note, role="error" if wrong else "secondary")
        if wrong:
            self._note.setText(translate("error.not_a_day", value=wrong))
        else:
            hidden = any(row.digested for row in self._page.rows)
            self._note.setText(translate("audit.digests") if hidden else "")

    # what a person does

    def _verify(self, anchor: str) -> None:
        context = self.desk.context
        if context is None:
            return
        where = safekeeping.places(context.store.path, self.desk.settings)

        def told(result: Verified) -> str:
            self._verified = result, anchor
            return ""

        self._verified = None
        self.working.run(
            lambda context, report: audit_trail.verify(context, anchor, where, progress=report),
            told,
        )

    def _show_ended(self, said: str) -> None:
        self.verifying.show_idle(said)
        self._show_verified()

    def _show_verified(self) -> None:
        """Say what the last walk found."""
        if self._verified is not None:
            said, holds = found(*self._verified, self.desk.translate)
            self.verifying.show_idle(said, role="muted" if holds else "danger")

    def _export(self, kind: audit_log.Format, path: Path) -> None:
        asked = self._query(0, 0)

        def done(made: AuditExport) -> None:
            key = "audit.exported_one" if made.rows == 1 else "audit.exported"
            self.desk.say(key, count=made.rows, file=path.name)

        context = self.desk.context
        if context is not None:
            self.desk.say("audit.exporting")
            self.desk.work(
                lambda _task: _written(path, audit_log.export(context, asked, kind)), done=done
            )

    # sizes

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_foot"):
            self._measure()

    def _measure(self) -> None:
        side = theme.px(24)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._title.setContentsMargins(side, theme.px(16), side, theme.px(4))
        self._below.setContentsMargins(side, theme.px(12), side, theme.px(8))
        self._below.setSpacing(theme.px(10))
        self._foot.setSpacing(theme.px(16))


def _written(path: Path, made: AuditExport) -> AuditExport:
    """Write an export; the mark at its beginning tells spreadsheets that it is UTF-8."""
    mark = "\ufeff" if path.suffix.lower() == ".csv" else ""
    with faults.files(path):
        system.write_whole(path, (mark + made.text).encode("utf-8"))
    return made
