# SPDX-License-Identifier: MIT
"""Asks where a file is to be saved; one that is there already is replaced only after a yes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.choosing import name_parts


@dataclass(frozen=True, slots=True)
class Kind:
    """What is saved: the words over the dialog, the file's ending, where the folder is kept."""

    title: str = ""
    ending: str = "pdf"
    folder: str = "print_folder"


class Saving(QObject):
    """``chosen`` carries the path; the folder is remembered for the next time."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, kind: Kind | None = None) -> None:
        super().__init__(parent)
        self._desk, self._parent, self._kind = desk, parent, kind or Kind()

    def ask(self, name: str) -> None:
        """Offer a name, in the folder that was last saved to."""
        kind = self._kind
        title = kind.title or self._desk.translate("preview.save_title")
        dialog = QFileDialog(self._parent, title)
        name_parts(dialog, self._desk.translate)
        dialog.setObjectName("save_pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Qt's own question would block the window
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setNameFilter(f"{kind.ending.upper()} (*.{kind.ending})")
        dialog.setDefaultSuffix(kind.ending)
        folder = Path(self._desk.settings.window.get(kind.folder, "") or Path.home())
        dialog.setDirectory(str(folder if folder.is_dir() else Path.home()))
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self.take(Path(path)))
        dialog.open()

    def take(self, path: Path) -> None:
        """Take a path; ask before what stands there is replaced."""
        if path.exists():
            self._ask_to_replace(path)
        else:
            self._choose(path)

    def _ask_to_replace(self, path: Path) -> None:
        translate, roles = self._desk.translate, QMessageBox.ButtonRole
        box = QMessageBox(self._parent)
        box.setObjectName("replace_pdf")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(translate("preview.replace", file=path.name))
        box.setInformativeText(translate("preview.replace_what"))
        replace = box.addButton(translate("preview.replace_do"), roles.AcceptRole)
        keep = box.addButton(translate("preview.cancel"), roles.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        replace.clicked.connect(lambda: self._choose(path))
        box.open()

    def _choose(self, path: Path) -> None:
        self._desk.remember_window(self._kind.folder, str(path.parent))
        self.chosen.emit(path)
