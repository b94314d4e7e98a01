# SPDX-License-Identifier: MIT
"""One section of the form: its heading and the fields of its paths, made when they are needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout

from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.document import EMPTY, Document, get
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.case.plans import WIDTHS, Section
from mdtdesk.ui.forms import Form, Plan, Ways
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.labels import SectionHeader
from mdtdesk.ui.widgets.rows_editor import RowsEditor
from mdtdesk.ui.widgets.segments import Segments

_UNBUILT_ROW = 36
_AGE = "patient.age_years"  # asked only while no birth date is known


class Panel(QFrame):
    """A section that shows nothing but its heading until ``build``.

    settled   carries a path whose typed text turned out to be what is recorded
    """

    edited = Signal(str, str)
    committed = Signal(str, object)
    settled = Signal(str)
    focused = Signal(str)

    def __init__(self, section: Section, translate: Translate, ways: Ways) -> None:
        super().__init__()
        self.section, self.translate, self.ways = section, translate, ways
        self.built = False
        self.document: Document = EMPTY
        self.read_only = False
        self._needed: Collection[str] = ()
        self._unconfirmed: Collection[str] = ()
        self._marked: dict[str, Problem] = {}
        self.forms: list[Form] = []
        self._open: list[Form] = []
        self.header = SectionHeader()
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.header)
        self._measure()
        self.show_heading()

    # making

    def build(self) -> None:
        """Make the fields and show what is recorded, once."""
        if self.built:
            return
        self.built = True
        self.make()
        self.setMinimumHeight(0)
        self._refresh()

    def prepare(self) -> bool:
        """Make the fields, then rows that lists will need; tell whether there is more to make."""
        if not self.built:
            self.build()
            theme.polish(self)
            return True
        editors = (form.editor(path) for form in self.forms for path in form.paths())
        lists = [editor for editor in editors if isinstance(editor, RowsEditor)]
        return any(each.prepare() for each in lists)

    def make(self) -> None:
        """Make what stands under the heading."""
        plan = Plan(CASE, self.section.paths, right=self.section.right, ways=self.ways)
        form = self.new_form(plan)
        for path in form.paths():
            if path in WIDTHS:
                form.row(path).narrow(WIDTHS[path])
        self.column.addWidget(form)

    def new_form(self, plan: Plan) -> Form:
        """Make a form whose signals are this panel's."""
        form = Form(plan, self.translate)
        form.edited.connect(self.edited)
        form.committed.connect(self.committed)
        form.focused.connect(self.focused)
        for path in form.paths():
            form.row(path).editor.left.connect(partial(self._left, form, path))
        self.forms.append(form)
        return form

    def _left(self, form: Form, path: str) -> None:
        """Forget text that says just what is recorded."""
        row = form.row(path)
        same = path in form.typed() and row.problem() is None and not row.unfinished()
        if same and row.editor.value() == get(self.document, path):
            form.forget(path)
            self.settled.emit(path)
        elif row.problem() is not None:
            self._marked.pop(path, None)

    def _refresh(self) -> None:
        self.load(self.document)
        self._mark()
        self.set_read_only(self.read_only)

    # values

    def load(self, document: Document) -> None:
        """Show what is recorded; typed text stays."""
        self.document = document
        born = get(document, "patient.birth_date") is not None
        for form in self.forms:
            form.load(document)
            if _AGE in form.paths() and form.row(_AGE).isHidden() != born:
                form.hide_paths({_AGE} if born else ())

    def restore(self, typed: Mapping[str, str]) -> None:
        """Bring unrecorded text back into its fields."""
        for form in self.forms:
            mine = {p: raw for p, raw in typed.items() if p in form.paths()}
            form.restore(mine)
            for path in mine:
                self._left(form, path)

    def typed(self) -> dict[str, str]:
        """Return the texts that are not recorded, by path."""
        return {path: raw for form in self.forms for path, raw in form.typed().items()}

    def forget(self, path: str) -> None:
        """Drop a field's typed text and show what is recorded."""
        for form in self.forms:
            if path in form.typed():
                form.forget(path)
                self._marked.pop(path, None)
                form.load(self.document)

    def commit(self) -> tuple[Problem, ...]:
        """Announce all that is new and valid and return what is not."""
        return tuple(problem for form in self.forms for problem in form.commit())

    def raw(self, path: str) -> str | None:
        """Return the text of a field, None if it is not here."""
        form = self.form_of(path)
        return None if form is None else form.editor(path).raw()

    def form_of(self, path: str) -> Form | None:
        """Return the form that has a field of its own for a path."""
        return next((form for form in self.forms if path in form.paths()), None)

    def shows(self, path: str) -> bool:
        """Tell whether a path, or the list or group it stands in, has a field here."""
        return any(
            path == own or path.startswith((f"{own}.", f"{own}["))
            for form in self.forms
            for own in form.paths()
        )

    # what is said at the fields

    def show_marks(self, needed: Collection[str], unconfirmed: Collection[str]) -> None:
        """Show the bar at what listing needs, and mark what no doctor has confirmed."""
        if (needed, unconfirmed) != (self._needed, self._unconfirmed):  # each key says it anew
            self._needed, self._unconfirmed = needed, unconfirmed
            self._mark()

    def _mark(self) -> None:
        for form in self.forms:
            form.show_needed(self._needed)
            form.show_unconfirmed(self._unconfirmed)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say faults under their fields."""
        for form in self.forms:
            form.show_problems(problems)

    def mark_unsaved(self, marks: Mapping[str, Problem]) -> None:
        """Say under fields that their text is not recorded."""
        self._marked = {path: mark for path, mark in marks.items() if self.form_of(path)}
        self.show_problems(self._marked.values())

    # the cursor

    def focus(self, path: str) -> bool:
        """Put the cursor into the field of a path."""
        return any(form.focus(path) for form in self.forms)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        for form in self.forms:
            if form.focus(form.paths()[0]):
                return

    # looks

    def set_read_only(self, read_only: bool) -> None:
        """Let the fields be read only, or typed into; what can be typed into is left as it is."""
        self.read_only = read_only
        closed = [form for form in self.forms if read_only or form not in self._open]
        self._open = [] if read_only else list(self.forms)
        for form in closed:
            for each in _editors(form):
                if isinstance(each, (QLineEdit, QPlainTextEdit)) and not isinstance(
                    each, ChoiceBox
                ):
                    each.setReadOnly(read_only)
                else:
                    each.setEnabled(not read_only)

    def show_heading(self, remark: str = "") -> None:
        """Show the title, a remark beside it and the shortcut."""
        number = self.section.number
        keys = self.translate("case.shortcut", number=number) if number else ""
        self.header.show_words(self.translate(f"case.section.{self.section.id}"), remark, keys)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self.translate = translate
        self.show_heading()
        for form in self.forms:
            form.retranslate(translate)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.column.setContentsMargins(0, theme.px(14), 0, theme.px(14))
        self.column.setSpacing(theme.px(10))
        if not self.built:
            rows = max(len(self.section.paths), 2)
            self.setMinimumHeight(theme.px(_UNBUILT_ROW * rows))


Editors = QLineEdit | QPlainTextEdit | Segments | QAbstractButton


def _editors(form: Form) -> Iterator[Editors]:
    for kind in (QLineEdit, QPlainTextEdit, Segments, QAbstractButton):
        yield from form.findChildren(kind)  # type: ignore[misc]
