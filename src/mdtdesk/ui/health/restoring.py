# SPDX-License-Identifier: MIT
"""Restores a backup: proved and compared first, asked, done; then everybody signs in anew."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from mdtdesk import safekeeping
from mdtdesk.app import Progress, SignedIn
from mdtdesk.domain.backups import BackupRow, Preview
from mdtdesk.services import health
from mdtdesk.services.context import Context
from mdtdesk.storage.restore import Restored
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.restoring import RestoreDialog
from mdtdesk.ui.health.words import lost, moment
from mdtdesk.ui.health.working import Working
from mdtdesk.ui.tasks import Failure


class Restoring:
    """One window's way back to a backup."""

    def __init__(self, desk: Desk, working: Working, page: QWidget) -> None:
        self._desk, self._working, self._page = desk, working, page

    def ask(self, row: BackupRow) -> None:
        """Prove the backup, then say what would be lost and ask."""
        self._working.run(
            lambda context, report: health.preview(context, row, progress=report), self._previewed
        )

    def _previewed(self, found: Preview) -> str:
        translate, window = self._desk.translate, self._page.window()
        title = translate("health.restore_title", at=moment(found.backup.made_at))
        dialog = RestoreDialog(self._desk, title, lost(found, translate), window)
        dialog.confirmed.connect(lambda: self._restore(found.backup))
        dialog.open()
        return translate("health.proved", name=found.backup.path.name)

    def _restore(self, row: BackupRow) -> None:
        def put_back(context: Context, _report: Progress) -> Restored:
            path = context.store.path
            return safekeeping.put_back(SignedIn(path, context), row.path, path)

        # in the lane of the commands: none of them meets a store that is being replaced
        self._working.run(put_back, self._done, lane="store", failed=self._failed)

    def _done(self, made: Restored) -> str:
        translate, window = self._desk.translate, self._page.window()
        said = translate("health.restored", at=moment(made.manifest.made_at))
        aside = str(made.kept_aside) if made.kept_aside is not None else ""
        self._desk.leave()
        box = QMessageBox(window)
        box.setObjectName("restored")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(said)
        box.setInformativeText(translate("health.kept_aside", path=aside))
        box.addButton(translate("message.close"), QMessageBox.ButtonRole.AcceptRole)
        box.open()
        return said

    def _failed(self, failure: Failure) -> None:
        """Show why; a store that was closed for it is opened again by signing in."""
        context = self._desk.context
        if context is not None and not context.store.is_writer:
            self._desk.leave()
        self._desk.refuse(failure)
