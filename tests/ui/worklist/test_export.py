# SPDX-License-Identifier: MIT
"""The de-identified export from the window: all cases, or those that are selected."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel

from builders import documents
from desktop import Desktop
from mdtdesk.ui.pages.cases import CasesPage

Opened = Callable[..., Desktop]


def exported(desktop: Desktop, path: Path) -> list[dict[str, object]]:
    """Export by the menu to a file and return its cases."""
    desktop.bot.waitUntil(desktop.find(QAction, "export_deidentified").isEnabled)
    desktop.do("export_deidentified")
    dialog = desktop.window.findChildren(QFileDialog)[-1]
    said = [one.text() for one in dialog.findChildren(QLabel)]
    assert not [words for words in said if words.isascii() and words.strip()]
    dialog.fileSelected.emit(str(path))
    dialog.close()
    desktop.wait()
    found: list[dict[str, object]] = json.loads(path.read_text("utf-8"))
    return found


def test_all_cases_or_the_selected_ones_leave_without_names(
    opened: Opened, ward: Path, tmp_path: Path
) -> None:
    desktop = opened(ward)
    every = exported(desktop, tmp_path / "all.json")
    assert len(every) == len(documents("invented"))
    text = (tmp_path / "all.json").read_text("utf-8")
    assert not [c for c in documents("invented") if c["patient"]["mrn"] in text]
    page = desktop.window.findChild(CasesPage)
    assert page is not None
    page.list.view.selectAll()
    chosen = exported(desktop, tmp_path / "chosen.json")
    assert chosen == every
    said = " ".join(desktop.desk.translate("export.done", count=16, file="chosen.json").split())
    assert "16" in said
