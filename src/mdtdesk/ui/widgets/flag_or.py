# SPDX-License-Identifier: MIT
"""Yes, no, or yes with details that open beside it (earlier radiotherapy)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdtdesk.domain.document import Value, freeze
from mdtdesk.domain.fields import FlagOr
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui.widgets import editors
from mdtdesk.ui.widgets.captioned import Captioned
from mdtdesk.ui.widgets.editors import Ways
from mdtdesk.ui.widgets.flow import Flow
from mdtdesk.ui.widgets.segments import Segments


class FlagOrEditor(QWidget):
    """A yes or no whose yes may carry details."""

    edited = Signal(str)
    committed = Signal(object)
    left = Signal()

    def __init__(self, path: str, kind: FlagOr, translate: Translate, *, ways: Ways) -> None:
        super().__init__()
        self._path, self._kind = path, kind
        self._recorded: Value | None = None
        self._flag = Segments(editors.flag_options(path), translate)
        self._details = {
            key: Captioned(f"{path}.{key}", inner, translate, ways=ways)
            for key, inner in kind.group.fields.items()
        }
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        flow = Flow(self, gap=8)
        flow.addWidget(self._flag)
        for detail in self._details.values():
            flow.addWidget(detail)
        self.setFocusProxy(self._flag)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._open()

    def _connect(self) -> None:
        for editor in (self._flag, *(detail.editor for detail in self._details.values())):
            editor.edited.connect(self._tell)
            editor.committed.connect(self._commit_changed)
            editor.left.connect(self.left.emit)

    def raw(self) -> str:
        """Return all that is typed as JSON."""
        flag = self._flag.raw()
        details = {key: part.editor.raw() for key, part in self._details.items()}
        return json.dumps({"flag": flag, **details}, ensure_ascii=False) if flag else ""

    def set_raw(self, raw: str) -> None:
        """Bring back what was typed."""
        table = json.loads(raw) if raw else {}
        self._flag.set_raw(str(table.get("flag", "")))
        for key, part in self._details.items():
            part.editor.set_raw(str(table.get(key, "")))
        self._open()

    def value(self) -> Value | None:
        """Return the details where there are any, else yes, no or None."""
        flag = self._flag.value()
        found = {key: part.editor.value() for key, part in self._details.items()}
        details = {key: value for key, value in found.items() if value is not None}
        return freeze(details) if flag is True and details else flag

    def set_value(self, value: Value | None) -> None:
        """Show a recorded value."""
        self._recorded = value
        self._flag.set_value(value if value is None or isinstance(value, bool) else True)
        details = value if isinstance(value, Mapping) else {}
        for key, part in self._details.items():
            part.editor.set_value(details.get(key))
        self._open()

    def problem(self) -> Problem | None:
        """Return the first detail's fault."""
        found = (part.editor.problem() for part in self._details.values())
        return next((problem for problem in found if problem is not None), None)

    def commit(self) -> None:
        """Announce the value if it changed and can be read."""
        value = self.value()
        if self.problem() is None and value != self._recorded:
            self._recorded = value
            self.committed.emit(value)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._flag.retranslate(translate)
        for part in self._details.values():
            part.retranslate(translate)

    def setAccessibleName(self, name: str) -> None:
        """Name the yes or no, which holds the keyboard."""
        super().setAccessibleName(name)
        self._flag.setAccessibleName(name)

    def _open(self) -> None:
        for part in self._details.values():
            part.setVisible(self._flag.value() is True)
        self.updateGeometry()

    def _tell(self) -> None:
        self._open()
        self.edited.emit(self.raw())

    def _commit_changed(self, _value: object) -> None:
        self.commit()
