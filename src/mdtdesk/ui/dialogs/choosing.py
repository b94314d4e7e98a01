# SPDX-License-Identifier: MIT
"""Words that Qt's own file dialog has in English only."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog

from mdtdesk.i18n import Translate

_LABELS = {
    QFileDialog.DialogLabel.LookIn: "message.look_in",
    QFileDialog.DialogLabel.FileType: "message.file_type",
}


def name_parts(dialog: QFileDialog, translate: Translate) -> None:
    """Say them in the language that is on."""
    for part, key in _LABELS.items():
        dialog.setLabelText(part, translate(key))
