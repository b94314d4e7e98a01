# SPDX-License-Identifier: MIT
"""Reads a decision back, says what a signature on it means, and asks for the password."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.dialogs.ask import AskDialog, Asked
from mdtdesk.ui.gate import Choice, Entry
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.password_entry import PasswordEntry
from mdtdesk.ui.widgets.read_lines import Lines, ReadLines

_WIDE, _TALL, _LEAST = 720, 660, 120


@dataclass(frozen=True, slots=True)
class ToSign:
    """A decision in words: of whom, what it says, the code that stands for it.

    meanings  with which it may be signed, the likeliest first
    many      it is one of several, and another may be asked for instead
    """

    patient: str
    lines: Lines
    digest: str
    meanings: tuple[str, ...]
    many: bool = False


class SignDialog(AskDialog):
    """``signed`` carries the meaning and the password, which is cleared when the dialog goes."""

    signed = Signal(str, str)
    skipped = Signal()
    wide = _WIDE

    def __init__(self, decision: ToSign, translate: Translate, parent: QWidget) -> None:
        words = Asked(
            translate("signing.title"),
            decision.patient,
            translate("signing.sign"),
            translate("signing.back"),
        )
        super().__init__(words, parent)
        self.setObjectName("sign_dialog")
        self._translate, self._decision = translate, decision
        self.meaning = Choice()
        self.password = PasswordEntry(translate("signing.password"), translate)
        self._put_in()

    def _put_in(self) -> None:
        translate, decision = self._translate, self._decision
        lines = ReadLines(decision.lines)
        lines.setObjectName("sign_lines")
        lines.setMinimumHeight(theme.px(_LEAST))
        lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(lines, 1)
        self.body.addWidget(label(translate("signing.means"), wraps=True))
        means = translate("signing.fixed", digest=decision.digest)
        self.body.addWidget(label(means, "muted", wraps=True))
        for code in decision.meanings:
            self.meaning.addItem(translate.code("signature_meaning", code), code)
        meaning = Entry(self.meaning)
        meaning.set_name(translate("signing.meaning"))
        meaning.setVisible(len(decision.meanings) > 1)
        self.body.addWidget(meaning)
        self.password.line.setObjectName("sign_password")
        self.body.addWidget(self.password)
        self._skip = QPushButton(translate("signing.skip"))
        self._skip.setObjectName("sign_skip")
        self._skip.setProperty("kind", "link")
        self._skip.setAutoDefault(True)
        self._skip.setVisible(decision.many)
        self._skip.clicked.connect(self._leave_out)
        self.body.addWidget(self._skip, 0, Qt.AlignmentFlag.AlignLeft)

    def sizeHint(self) -> QSize:
        """Give the decision room to be read."""
        return QSize(theme.px(_WIDE), theme.px(_TALL))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the password."""
        super().showEvent(event)
        self.password.line.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no password in a window that is locked or closed."""
        super().hideEvent(event)
        self.password.line.clear()

    def answer(self) -> None:
        """Hand over the meaning and the password; whoever takes them closes the dialog."""
        if not self.password.line.text():
            self.password.say(self._translate("signing.no_password"))
            self.password.line.setFocus()
            return
        self.hold(True)
        self.go.setText(self._translate("signing.busy"))
        self.signed.emit(str(self.meaning.currentData()), self.password.line.text())

    def _leave_out(self) -> None:
        """Go without signing this one."""
        self.done(QDialog.DialogCode.Accepted)
        self.skipped.emit()

    def refuse(self, failure: Failure) -> None:
        """Say why it was not signed."""
        self.hold(False)
        self.go.setText(self._translate("signing.sign"))
        self.password.refuse(failure)
