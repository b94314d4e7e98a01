# SPDX-License-Identifier: MIT
"""Shows the recovery code the one time it is known; it goes when it is said to be written down."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeyEvent, QShowEvent, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.clipboard import Clipboard
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.gate import button
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.tick_box import TickBox

_CODE_PT = 15


class RecoveryCodeDialog(QDialog):
    """A code, its reason, copy and print, and a tick without which nothing goes on."""

    heading, why = "welcome.recovery.heading", "welcome.recovery.why"

    def __init__(self, desk: Desk, code: str, written_for: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._code, self._written_for = desk, code, written_for
        self._clipboard = Clipboard(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("recovery_code")
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _make_widgets(self) -> None:
        self._heading = label(role="section")
        self._why = label(role="muted", wraps=True)
        self._shown = label(_in_two_lines(self._code))
        self._shown.setObjectName("recovery_shown")
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(_CODE_PT * theme.current().scale / 100)
        self._shown.setFont(fixed)
        self._copy, self._print, self._go_on = button(), button(), button("primary")
        self._written = TickBox()
        self._copied = label(role="secondary", wraps=True)
        self._go_on.setObjectName("recovery_continue")
        self._written.setObjectName("recovery_written")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.px(24)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(12))
        row = QHBoxLayout()
        for each in (self._copy, self._print):
            row.addWidget(each)
        row.addWidget(self._copied, 1)
        column.addWidget(self._heading)
        column.addWidget(self._why)
        column.addSpacing(theme.px(8))
        column.addWidget(self._shown)
        column.addSpacing(theme.px(8))
        column.addLayout(row)
        for widget in (self._written, self._go_on):
            column.addWidget(widget)
        self._go_on.setEnabled(False)
        self._written.setFocus()

    def _connect(self) -> None:
        self._copy.clicked.connect(self._take)
        self._print.clicked.connect(self._put_on_paper)
        self._written.toggled.connect(self._confirm)
        self._go_on.clicked.connect(self.accept)
        self._desk.language_changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self._desk.translate
        self.setWindowTitle(translate(self.heading))
        self._heading.setText(translate(self.heading))
        self._why.setText(translate(self.why))
        self._copy.setText(translate("welcome.recovery.copy"))
        self._print.setText(translate("welcome.recovery.print"))
        self._written.setText(translate("welcome.recovery.confirm"))
        self._go_on.setText(translate("welcome.recovery.continue"))
        self._fit()

    def _fit(self) -> None:
        """Be as high as the wrapped lines need at this width."""
        layout, wide = self.layout(), theme.px(480)
        if layout is not None:
            self.ensurePolished()
            self.setFixedSize(wide, layout.totalHeightForWidth(wide))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once the style sheet's type is known."""
        super().showEvent(event)
        self._fit()

    def _confirm(self, written: bool) -> None:
        self._go_on.setEnabled(written)
        if written:
            self._go_on.setDefault(True)
            self._go_on.setFocus()

    def _take(self) -> None:
        self._clipboard.copy(self._code)
        self._copied.setText(self._desk.translate("welcome.recovery.copied"))

    def _put_on_paper(self) -> None:
        # Imported here: the printing of Qt is needed by few and costs the start of all.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._page().print_(printer))
        dialog.setModal(True)
        dialog.show()

    def _page(self) -> QTextDocument:
        translate = self._desk.translate
        page = QTextDocument(self)
        page.setDefaultFont(theme.font(12))
        lines = (
            translate("shell.title"), translate(self.heading), self._written_for, "",
            _in_two_lines(self._code), "", translate(self.why),
        )  # fmt: skip
        page.setPlainText("\n".join(lines))
        return page

    def reject(self) -> None:
        """Stay until it is written down: it cannot be shown again."""
        if self._written.isChecked():
            super().reject()

    def done(self, result: int) -> None:
        """Take the code off the clipboard with the dialog."""
        self._clipboard.clear()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter on the tick set it, so that the keyboard needs no Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._written.hasFocus():
            self._written.setChecked(True)
        else:
            super().keyPressEvent(event)


class ReplacedCodeDialog(RecoveryCodeDialog):
    """A code that replaces another once it is said to be written down; until then one may go."""

    heading, why = "signin.recovery.new_heading", "signin.recovery.new_why"

    def reject(self) -> None:
        """Leave the old code as it is."""
        self.done(QDialog.DialogCode.Rejected)


def _in_two_lines(code: str) -> str:
    groups = code.split("-")
    half = (len(groups) + 1) // 2
    return "\n".join("-".join(part) for part in (groups[:half], groups[half:]))
