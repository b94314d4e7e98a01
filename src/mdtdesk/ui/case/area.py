# SPDX-License-Identifier: MIT
"""The middle of the case page: all sections below each other, made while nobody waits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mdtdesk.domain import wording
from mdtdesk.domain.document import EMPTY, Document, change, get, rows
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.case import section_kinds, tab_order
from mdtdesk.ui.case.lesions import LesionsPanel
from mdtdesk.ui.case.panel import Panel
from mdtdesk.ui.case.plans import SECTIONS, Section, section_of
from mdtdesk.ui.case.with_files import WithFiles
from mdtdesk.ui.files.pane import FilesPane
from mdtdesk.ui.forms import TWO_COLUMNS_FROM, Ways
from mdtdesk.ui.widgets.labels import hairline

# sections whose rows take their time: they show a case after the others, one by one
_LISTS = ("lesions", "labs", "imaging", "pathology", "treatments", "prognosis", "discussions")


class FormArea(QScrollArea):
    """The panels of all sections as one form."""

    edited = Signal(str, str)
    committed = Signal(str, object)
    settled = Signal(str)
    focused = Signal(str)

    def __init__(self, translate: Translate, ways: Ways) -> None:
        super().__init__()
        self._document: Document | None = None
        self._ways = section_kinds.ways_in(lambda: self._document or EMPTY, ways)
        self._typed: dict[str, str] = {}
        self._marks: Mapping[str, Problem] = {}
        self._behind: set[str] = set()
        self.panels = {each.id: self._panel(each, translate) for each in SECTIONS}
        self._builder = QTimer(self)
        self._builder.setInterval(0)
        self._builder.timeout.connect(self._build_next)
        self._lay_out()

    def _panel(self, section: Section, translate: Translate) -> Panel:
        panel = section_kinds.panel(section, translate, self._ways)
        panel.edited.connect(self.edited)
        panel.committed.connect(self.committed)
        panel.settled.connect(self.settled)
        panel.focused.connect(self.focused)
        return panel

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "surface")
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(0)
        for at, panel in enumerate(self.panels.values()):
            if at:
                self._column.addWidget(hairline())
            self._column.addWidget(panel)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._measure()

    @property
    def lesions(self) -> LesionsPanel:
        """Return the panel of the lesions."""
        panel = self.panels["lesions"]
        if not isinstance(panel, LesionsPanel):
            raise TypeError(panel)
        return panel

    @property
    def files(self) -> FilesPane:
        """Return the case's files."""
        panel = self.panels["imaging"]
        if not isinstance(panel, WithFiles):
            raise TypeError(panel)
        return panel.files

    # making

    def prepare(self) -> bool:
        """Make the next piece, before any case is there; tell whether there is one more."""
        return any(panel.prepare() for panel in self.panels.values())

    def _build_next(self) -> None:
        panel = next((each for each in self.panels.values() if self._waits(each)), None)
        if panel is None:
            self._builder.stop()
        else:
            self._build(panel)

    def _waits(self, panel: Panel) -> bool:
        """Tell whether a section is still to be made, or to show the case."""
        return not panel.built or panel.section.id in self._behind

    def _build(self, panel: Panel) -> None:
        if not self._waits(panel):
            return
        if panel.built and self._document is not None:
            panel.load(self._document)
            panel.set_read_only(panel.read_only)
        panel.build()
        self._behind.discard(panel.section.id)
        mine = {p: raw for p, raw in self._typed.items() if section_of(p) == panel.section.id}
        panel.restore(mine)
        panel.mark_unsaved({path: self._marks[path] for path in mine if path in self._marks})

    def build_to(self, section: str) -> Panel:
        """Make all sections down to one, so that it stays where it is shown."""
        for panel in self.panels.values():
            self._build(panel)
            if panel.section.id == section:
                return panel
        raise KeyError(section)

    def build_all(self) -> None:
        """Make all sections."""
        self._builder.stop()
        for panel in self.panels.values():
            self._build(panel)

    # values

    def open(self, document: Document) -> None:
        """Show another case; nothing of the last one stays."""
        self._typed, self._marks, self._document = {}, {}, document
        self.lesions.forget_all()
        for panel in self.panels.values():
            for path in panel.typed():
                panel.forget(path)
        self._behind = {each for each in _LISTS if self.panels[each].built}
        for each in tuple(self._behind):  # one that had the cursor has others made as it goes
            self.panels[each].load(EMPTY)  # nothing of the last case is shown meanwhile
        self.load(document)
        self.verticalScrollBar().setValue(0)
        self._build(self.panels["patient"])
        self._builder.start()

    def load(self, document: Document) -> None:
        """Show what is recorded; typed text stays."""
        named = self._lesion_names(self._document)
        before = section_kinds.person(self._document or EMPTY)
        self._document = document
        for panel in self.panels.values():
            if panel.section.id not in self._behind:
                panel.load(document)
        if before != section_kinds.person(document) and self.panels["labs"].built:
            self.panels["labs"].retranslate(self.panels["labs"].translate)  # high or low for whom
        treatments = self.panels["treatments"]
        if treatments.built and named != self._lesion_names(document):
            treatments.retranslate(treatments.translate)  # it offers the lesions by name

    def _lesion_names(self, of: Document | None) -> tuple[str, ...]:
        translate = self.panels["lesions"].translate
        return tuple(wording.lesion(row, translate) for row in rows(of or {}, "lesions"))

    def restore(self, typed: Mapping[str, str], marks: Mapping[str, Problem]) -> None:
        """Bring unrecorded text back, into fields that are still to be made too."""
        self._typed, self._marks = dict(typed), marks
        for panel in self.panels.values():
            if not self._waits(panel):
                mine = {p: r for p, r in typed.items() if section_of(p) == panel.section.id}
                panel.restore(mine)
                panel.mark_unsaved({p: marks[p] for p in mine if p in marks})

    def typed(self) -> dict[str, str]:
        """Return all text that is not recorded, by path."""
        unbuilt = {
            path: raw
            for path, raw in self._typed.items()
            if section_of(path) and self._waits(self.panels[section_of(path)])
        }
        return unbuilt | {
            p: raw for each in self.panels.values() for p, raw in each.typed().items()
        }

    def raw(self, path: str) -> str | None:
        """Return the text of a field."""
        found = (panel.raw(path) for panel in self.panels.values() if panel.built)
        return next((raw for raw in found if raw is not None), None)

    def forget(self, path: str) -> None:
        """Drop a field's typed text and show what is recorded."""
        self._typed.pop(path, None)
        for panel in self.panels.values():
            panel.forget(path)

    def commit(self) -> tuple[Problem, ...]:
        """Announce all that is new and valid and return what is not."""
        if self._typed:
            self.build_all()
        return tuple(p for panel in self.panels.values() if panel.built for p in panel.commit())

    def problems(self) -> tuple[Problem, ...]:
        """Return the fault of each field whose text cannot be recorded."""
        built = (panel for panel in self.panels.values() if panel.built)
        return tuple(p for panel in built for form in panel.forms for p in form.problems())

    def commit_one(self, path: str) -> None:
        """Announce a field's value if it is new and valid, while the cursor stays in it."""
        for panel in self.panels.values():
            form = panel.form_of(path)
            if form is not None:
                form.row(path).commit()

    def has(self, path: str) -> bool:
        """Tell whether a path has a field that is made."""
        return any(panel.shows(path) for panel in self.panels.values())

    # what is said at the fields

    def show_marks(self, needed: Collection[str], unconfirmed: Collection[str]) -> None:
        """Show the bar at what listing needs and the mark at what no doctor has confirmed."""
        for panel in self.panels.values():
            panel.show_marks(needed, unconfirmed)

    def show_problems(self, problems: Collection[Problem]) -> None:
        """Say faults under their fields."""
        for panel in self.panels.values():
            panel.show_problems(problems)

    def set_read_only(self, read_only: bool) -> None:
        """Let all fields be read only, or typed into."""
        for panel in self.panels.values():
            panel.set_read_only(read_only)

    # the cursor

    def focus(self, path: str) -> bool:
        """Put the cursor into the field of a path."""
        section = section_of(path)
        return bool(section) and self.build_to(section).focus(path)

    def focus_section(self, section: str) -> None:
        """Show a section from its heading on, with the cursor in it."""
        panel = self.build_to(section)
        self._column.activate()
        panel.focus_first()
        self.verticalScrollBar().setValue(panel.y())

    def stops(self) -> Iterator[QWidget]:
        """Yield what Tab stops at, from section to section."""
        for panel in self.panels.values():
            self._build(panel)
            yield from tab_order.stops(panel)

    # looks

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        for panel in self.panels.values():
            panel.retranslate(translate)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.widget() is not None:
            self._measure()

    def _measure(self) -> None:
        wide = self.window().width() >= theme.px(TWO_COLUMNS_FROM)
        side = theme.px(24 if wide else 16)
        self._column.setContentsMargins(side, theme.px(4), side, theme.px(24))


def as_typed(area: FormArea, document: Document) -> Document:
    """Return a case with each typed text that can be recorded already in its place."""
    changes = {
        path: form.editor(path).value()
        for panel in area.panels.values()
        for form in panel.forms
        for path in form.typed()
        if form.row(path).problem() is None
    }
    new = {path: value for path, value in changes.items() if value != get(document, path)}
    return change(document, new) if new else document
