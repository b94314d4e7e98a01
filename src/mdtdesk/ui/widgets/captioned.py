# SPDX-License-Identifier: MIT
"""A field with a small caption above or before it, as rows of fields need it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from mdtdesk.domain.fields import Kind, Number
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.widgets import editors
from mdtdesk.ui.widgets.editors import Ways
from mdtdesk.ui.widgets.fields import LineField
from mdtdesk.ui.widgets.labels import label


class Captioned(QWidget):
    """One field of a row; ``above`` sets its caption over it."""

    def __init__(
        self, path: str, kind: Kind, translate: Translate, *, ways: Ways, above: bool = False
    ) -> None:
        super().__init__()
        self._path, self._kind = path, kind
        self.editor: editors.Widget = editors.single(path, kind, translate, ways)
        self._caption = label(role="secondary")
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._box = QBoxLayout(down if above else across, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(2 if above else 6))
        self._box.addWidget(self._caption)
        self._box.addWidget(self.editor, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.editor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.retranslate(translate)

    def replace(self, editor: editors.Widget) -> None:
        """Edit the value by another widget than the kind's usual one."""
        self._box.replaceWidget(self.editor, editor)
        self.editor.hide()
        self.editor.deleteLater()
        self.editor = editor
        self.setFocusProxy(editor)

    def show_caption(self, shown: bool) -> None:
        """Show or hide the caption; the field keeps its accessible name."""
        self._caption.setVisible(shown)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self.editor.retranslate(translate)
        name = translate.field(self._path)
        self._caption.setText(name)
        self.editor.setAccessibleName(name)
        if isinstance(self.editor, LineField):
            self.editor.set_unit(unit(self._kind, translate))


def unit(kind: Kind, translate: Translate) -> str:
    """Return the words of a number's unit, empty if it has none."""
    named = isinstance(kind, Number) and kind.unit
    return translate(f"unit.{kind.unit}") if named and isinstance(kind, Number) else ""
