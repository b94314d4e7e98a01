# SPDX-License-Identifier: MIT
"""Closes a case with a reason, or opens it again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mdtdesk.domain.document import text
from mdtdesk.ui.case.work import CaseWork
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.reason import Question, ReasonDialog


def close_or_open(desk: Desk, work: CaseWork, window: QWidget) -> None:
    """Open a closed case again; ask for the reason before another is closed."""
    if text(work.document, "closed.reason"):
        work.close("", "")
        return
    translate = desk.translate
    question = Question(
        translate("case.close_title"),
        translate("case.close_why"),
        "close_reason",
        translate("case.close_do"),
        words=True,
    )
    dialog = ReasonDialog(desk, question, window)
    dialog.answered.connect(work.close)
    dialog.open()
