# SPDX-License-Identifier: MIT
"""The page of the store's health: its state, its backups, and what an administrator does there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mdtdesk import safekeeping, system
from mdtdesk.domain.backups import BackupRow, Health, Kept, Places, RestoreTest
from mdtdesk.domain.changes import Changes
from mdtdesk.services import backups, health
from mdtdesk.storage import faults
from mdtdesk.ui import theme
from mdtdesk.ui.administration.blocks import Blocks
from mdtdesk.ui.administration.parts import PartTabs
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.choosing import name_parts
from mdtdesk.ui.health import words
from mdtdesk.ui.health.columns import COLUMNS, Line, header, lines
from mdtdesk.ui.health.head import HealthHead
from mdtdesk.ui.health.restoring import Restoring
from mdtdesk.ui.health.working import Working
from mdtdesk.ui.models.table import TableModel, Take
from mdtdesk.ui.page import Page
from mdtdesk.ui.preview.saving import Kind, Saving
from mdtdesk.ui.widgets.empty_state import EmptyState
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.table_view import TableView

_LEAST, _FACTS = 400, 600


class HealthPage(Page):
    """Facts at the left, the list of backups at the right, buttons over both."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._health: Health | None = None
        self._lines: tuple[Line, ...] = ()
        self._test: RestoreTest | None = None
        self._offered: Path | None = None
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        translate = self.desk.translate
        self._title, self._parts = label(role="title"), PartTabs(self.desk, "health")
        self.head, self._blocks, self._area = HealthHead(), Blocks(), QScrollArea()
        self._listed = label(role="strong")
        self.restore = QPushButton()
        self._model: TableModel[Line] = TableModel(
            COLUMNS, self._fetch, translate, header=header, parent=self
        )
        self.view = TableView(self._model)
        self._none = EmptyState()
        self._none.hide()
        self.working = Working(self.desk, self)
        self.restoring = Restoring(self.desk, self.working, self)
        self.saving = Saving(self.desk, self, Kind(folder="report_folder"))

    def _lay_out(self) -> None:
        self._inside, self._side, self._panes = QWidget(), QFrame(), QWidget()
        self._rows, self._list = QVBoxLayout(self._inside), QVBoxLayout(self._side)
        self._rows.addWidget(self._blocks)
        self._rows.addStretch(1)
        self._area.setWidget(self._inside)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setProperty("role", "table")
        self._list.addWidget(self._listed)
        self._list.addWidget(self.view, 1)
        self._list.addWidget(self._none, 1)
        self._list.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        self.view.setObjectName("backups")
        self.restore.setObjectName("health_restore")
        self.restore.setAutoDefault(True)
        beside = QHBoxLayout(self._panes)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self._area, 3)
        beside.addWidget(self._side, 4)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        for part in (self._title, self._parts, self.head, self._panes):
            self._column.addWidget(part)
        self._column.setStretchFactor(self._panes, 1)
        self._measure()

    def _connect(self) -> None:
        acts: Mapping[str, Any] = {
            "back_up": self._back_up,
            "check": self._check,
            "test": self._rehearse,
            "first": partial(self._choose_place, "backups"),
            "second": partial(self._choose_place, "backups_second"),
        }
        self.head.asked.connect(lambda act: acts[act]())
        self.head.stopped.connect(self.working.stop)
        self.working.began.connect(self.head.show_busy)
        self.working.stepped.connect(self.head.show_step)
        self.working.ended.connect(self._rest)
        self.view.chosen.connect(lambda _row: self._show_restore())
        self.view.opened.connect(lambda _row: self._restore())
        self.restore.clicked.connect(self._restore)
        self.saving.chosen.connect(self._write)
        self.desk.changed.connect(self._take_changes)

    # what the window asks

    def retranslate(self) -> None:
        """Set every text anew."""
        translate = self.desk.translate
        self._title.setText(translate("administration.title"))
        self._parts.retranslate()
        self.head.retranslate(translate)
        self._listed.setText(translate("health.listed"))
        self.view.setAccessibleName(translate("health.listed"))
        self._area.setAccessibleName(translate("health.facts"))
        self.restore.setText(translate("health.restore"))
        self._none.show_words(translate("health.listed_none"))
        self._model.retranslate(translate)
        self._show()

    def enter(self, what: Any) -> None:
        """Ask for everything; ``what`` may be the path of a backup that is offered."""
        self._offered = what if isinstance(what, Path) else None
        self.reload()
        self.head.buttons["back_up"].setFocus()

    def reload(self) -> None:
        """Ask again for everything shown."""
        if self.desk.context is not None:
            self.desk.ask(health.state, self._places(), done=self._take)

    def leave(self) -> None:
        """Stop what was begun here: the page or the store is being left."""
        self.working.stop()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the buttons, the facts, the list."""
        return (self.head, self._area, self.view)

    # what is shown

    def _places(self) -> Places:
        context = self.desk.context
        path = context.store.path if context is not None else Path()
        return safekeeping.places(path, self.desk.settings)

    def _take(self, found: Health) -> None:
        self._health, self._lines = found, lines(found)
        self._model.ask()
        for part, shown in ((self.view, bool(self._lines)), (self._none, not self._lines)):
            part.setVisible(shown)
        self.restore.setVisible(bool(self._lines))
        self._show()
        at = [line.row.path for line in self._lines]
        if self._offered in at:
            self.view.select(at.index(self._offered))
            self.view.setFocus()
            self._offered = None

    def _take_changes(self, changes: Changes) -> None:
        if self.isVisible() and any(kind == "backup" for kind, _ in changes):
            self.reload()

    def _fetch(self, offset: int, limit: int, take: Take[Line]) -> None:
        take(self._lines[offset : offset + limit], len(self._lines))

    def _show(self) -> None:
        if self._health is not None:
            now = datetime.now().astimezone()
            self._blocks.show_blocks(words.blocks(self._health, now, self.desk.translate))
        self._show_restore()

    def _show_restore(self) -> None:
        self.restore.setEnabled(self._chosen() is not None and not self.working.busy)

    def _chosen(self) -> BackupRow | None:
        at = self.view.current()
        line = self._model.row(at) if at >= 0 else None
        return line.row if line is not None else None

    def _rest(self, said: str) -> None:
        self.head.show_idle(said)
        self.head.buttons["back_up"].setFocus()
        self._show_restore()
        self.reload()

    # what a person does

    def _back_up(self) -> None:
        where = self._places()
        self.working.run(
            lambda context, report: backups.back_up_now(context, where, progress=report),
            self._backed_up,
        )

    def _backed_up(self, kept: Kept) -> str:
        self.desk.changed.emit(frozenset({("backup", str(kept.commits))}))
        return words.kept(kept, self.desk.translate)

    def _check(self) -> None:
        self.working.run(
            lambda context, report: backups.check(context, progress=report), self._checked
        )

    def _checked(self, faults: tuple[str, ...]) -> str:
        translate = self.desk.translate
        if not faults:
            return translate("health.sound")
        self.desk.slots_changed.emit()
        return translate("health.not_sound", count=len(faults), first=faults[0])

    def _rehearse(self) -> None:
        newest = self._lines[0].row if self._lines else None
        row = self._chosen() or newest
        if row is None:
            self.head.show_idle(self.desk.translate("health.nothing_to_test"))
            return
        self.working.run(
            lambda context, report: health.rehearse(context, row, progress=report), self._rehearsed
        )

    def _rehearsed(self, test: RestoreTest) -> str:
        self._test = test
        self.saving.ask(self.desk.translate("health.report_name", day=test.at[:10]))
        return self.desk.translate(f"restore_test.{'passed' if test.passed else 'failed'}")

    def _write(self, path: Path) -> None:
        test, language = self._test, self.desk.language
        if test is not None:
            self.working.run(
                lambda context, _report: _written(path, health.report(context, test, language)),
                lambda _none: self.desk.translate("health.report_saved", path=path),
            )

    def _restore(self) -> None:
        row = self._chosen()
        if row is not None:
            self.restoring.ask(row)

    def _choose_place(self, setting: str) -> None:
        """Ask for a folder; none chosen leaves the place as it is."""
        dialog = QFileDialog(self, self.desk.translate(f"health.choose_{setting}"))
        name_parts(dialog, self.desk.translate)
        dialog.setObjectName("place")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.place(setting, path))
        dialog.open()

    def place(self, setting: str, path: str) -> None:
        """Take a folder for backups from now on."""
        self.desk.remember(**{setting: path})
        self.reload()

    # sizes

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._measure()
            self._show()

    def _measure(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._title.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(4))
        self._rows.setContentsMargins(theme.px(24), theme.px(8), theme.px(16), theme.px(24))
        self._list.setContentsMargins(theme.px(16), theme.px(8), theme.px(24), theme.px(16))
        self._list.setSpacing(theme.px(8))
        self._area.setMinimumWidth(theme.px(_LEAST))
        self._area.setMaximumWidth(theme.px(_FACTS))


def _written(path: Path, pdf: bytes) -> None:
    with faults.files(path):
        system.write_whole(path, pdf)
