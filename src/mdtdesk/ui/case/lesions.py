# SPDX-License-Identifier: MIT
"""The section of lesions: a row of chips, and below it the fields of the one that is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.domain import levels, wording
from mdtdesk.domain.document import Document, Value, rows, text
from mdtdesk.domain.lesion_fields import LESION
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.case import paths
from mdtdesk.ui.case.lesion_chips import Chip, LesionChips
from mdtdesk.ui.case.panel import Panel
from mdtdesk.ui.case.plans import LESION_FIRST, LESION_PATHS, LESION_RIGHT, Section
from mdtdesk.ui.forms import Form, Plan, Ways
from mdtdesk.ui.widgets.choices import Option, of_vocabulary
from mdtdesk.ui.widgets.fields import LevelsField
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.segments import Segments

_SITES = of_vocabulary("lesion_site")


def _sites(translate: Translate) -> Sequence[Option]:
    return _SITES(translate)


class LesionsPanel(Panel):
    """Chips, fields, and what adds, parts and removes lesions.

    addition_wanted   carries a site
    removal_wanted    carries a lesion's id, so does return_wanted
    parted            carries a lesion's id and the levels that were typed as lesions of their own
    """

    addition_wanted = Signal(str)
    removal_wanted = Signal(str)
    return_wanted = Signal(str)
    parted = Signal(str, object)
    chosen = Signal()

    def __init__(self, section: Section, translate: Translate, ways: Ways) -> None:
        self.current = ""
        self._by_id: dict[str, tuple[str, Form]] = {}
        self._pending: dict[str, str] = {}
        self._states: Mapping[str, tuple[str, str]] = {}
        super().__init__(section, translate, ways)

    def make(self) -> None:
        """Make the chips and the room for the fields."""
        self.chips, self._room = LesionChips(), QWidget()
        self._stack = QVBoxLayout(self._room)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._add = QPushButton(icons.icon("plus", "accent"), "")
        self._remove = QPushButton(icons.icon("trash", "accent"), "")
        self._sites = Segments(_sites, self.translate)
        self._gone = label(role="secondary", wraps=True)
        self._back = QPushButton(icons.icon("undo", "accent"), "")
        for button in (self._add, self._remove, self._back):
            button.setProperty("kind", "link")
        self._lay_out_lesions()
        self._connect_lesions()
        self._say()

    def _lay_out_lesions(self) -> None:
        top, gone = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(self.chips)
        for part in (self._add, self._sites, self._remove):
            top.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        top.addStretch(1)
        gone.addWidget(self._gone, 1)
        gone.addWidget(self._back)
        self.column.addLayout(top)
        self.column.addLayout(gone)
        self.column.addWidget(self._room)

    def _connect_lesions(self) -> None:
        self.chips.chosen.connect(self.choose)
        self.chips.entered.connect(lambda: self.focused.emit("lesions"))
        self.chips.removal_wanted.connect(self._ask_removal)
        self.chips.addition_wanted.connect(self.ask_site)
        self._remove.clicked.connect(self._ask_removal)
        self._back.clicked.connect(lambda: self.return_wanted.emit(self.current))
        self._add.clicked.connect(self.ask_site)
        self._sites.committed.connect(self._take_site)

    # which lesion

    def choose(self, named: str) -> None:
        """Show a lesion's fields."""
        if named == self.current:
            return
        self.current = named
        self._show_current()
        self.chosen.emit()

    def _show_current(self) -> None:
        lesions = rows(self.document, "lesions")
        if self.current not in [text(row, "id") for row in lesions]:
            present = [row for row in lesions if "removed" not in row]
            self.current = text((present or list(lesions))[0], "id") if lesions else ""
        if self.current:
            shown = self._form(self.current)
            for _, form in self._by_id.values():
                form.setVisible(form is shown)
        self._room.setVisible(bool(self.current))
        self._sites.setVisible(not self.current)
        self._add.setVisible(bool(self.current) and not self.read_only)
        removed = "removed" in paths.lesion(self.document, self.current)
        self._remove.setVisible(bool(self.current) and not removed and not self.read_only)
        self._gone.setVisible(removed)
        self._back.setVisible(removed and not self.read_only)
        self._room.setEnabled(not removed)
        self._show_chips()

    def _form(self, named: str) -> Form:
        """Return the fields of a lesion, made anew when its site is another."""
        site = text(paths.lesion(self.document, named), "site")
        kept = self._by_id.get(named)
        if kept is not None and kept[0] == site:
            return kept[1]
        if kept is not None:
            self._drop(kept[1])
        plan = Plan(
            LESION,
            LESION_PATHS[site],
            prefix=f"lesions[{named}].",
            variant=site,
            right=LESION_RIGHT.get(site, ""),
            ways=self.ways,
        )
        form = self.new_form(plan)
        self._by_id[named] = (site, form)
        form.hide()
        self._stack.addWidget(form)
        self._prepare(form, named, site)
        return form

    def _prepare(self, form: Form, named: str, site: str) -> None:
        field = form.editor(f"lesions[{named}].levels") if site == "spine" else None
        if isinstance(field, LevelsField):
            field.keep_apart(levels.groups)
            field.parted.connect(lambda groups: self.parted.emit(named, groups))
        form.load(self.document)
        form.restore({p: raw for p, raw in self._pending.items() if p in form.paths()})
        form.show_needed(self._needed)
        form.show_unconfirmed(self._unconfirmed)
        self.set_read_only(self.read_only)

    def _drop(self, form: Form) -> None:
        self.forms.remove(form)
        self._stack.removeWidget(form)
        form.hide()
        form.deleteLater()

    # values

    def load(self, document: Document) -> None:
        """Show what is recorded; forms of lesions that are gone go too."""
        self.document = document
        if not self.built:
            return
        known = {text(row, "id") for row in rows(document, "lesions")}
        for named in [n for n in self._by_id if n not in known]:
            self._drop(self._by_id.pop(named)[1])
        super().load(document)
        self._show_current()
        self._say()

    def restore(self, typed: Mapping[str, str]) -> None:
        """Bring unrecorded text back, also for lesions whose fields are made later."""
        self._pending = {**self._pending, **typed}
        known = {text(row, "id") for row in rows(self.document, "lesions")}
        for named in {paths.lesion_id(path) for path in typed} & known:
            self._form(named)
        super().restore(typed)

    def forget_all(self) -> None:
        """Drop all forms: another case comes."""
        for _, form in self._by_id.values():
            self._drop(form)
        self._by_id, self._pending, self.current = {}, {}, ""

    # adding and removing

    def ask_site(self) -> None:
        """Ask for the site of a new lesion by one key."""
        self.build()
        self._add.hide()
        self._sites.show()
        self._sites.set_value(None)
        self._sites.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_site(self, site: Value | None) -> None:
        if isinstance(site, str):
            self._sites.set_value(None)
            self._sites.hide()
            self.addition_wanted.emit(site)

    def _ask_removal(self) -> None:
        if self.current and not self.read_only:
            self.removal_wanted.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add a lesion by Ctrl+Enter, as a row is added to a list."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if control and enters and not self.read_only:
            self.ask_site()
        elif event.key() == Qt.Key.Key_Escape and self.current and self._sites.hasFocus():
            self._show_current()
            self.chips.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # the cursor

    def focus(self, path: str) -> bool:
        """Choose the lesion of a path and put the cursor into the field."""
        self.build()
        named = paths.lesion_id(path)
        if named:
            self.choose(named)
            return self._form(named).focus(path)
        self.focus_first()
        return True

    def focus_new(self, named: str) -> None:
        """Put the cursor where a new lesion begins."""
        site = text(paths.lesion(self.document, named), "site")
        self.focus(f"lesions[{named}].{LESION_FIRST[site]}")

    def focus_first(self) -> None:
        """Put the cursor on the chips, or on the choice of the first lesion's site."""
        self.build()
        (self.chips if self.current else self._sites).setFocus(Qt.FocusReason.OtherFocusReason)

    # looks

    def _show_chips(self) -> None:
        self.chips.show_chips(chips(self.document, self._states, self.translate), self.current)

    def show_states(self, states: Mapping[str, tuple[str, str]]) -> None:
        """Show what is computed of each lesion, a word with its tone, by the lesion's id."""
        self._states = states
        if self.built:
            self._show_chips()

    def _say(self) -> None:
        translate = self.translate
        self._add.setText(translate("case.add_lesion"))
        self._add.setToolTip(translate("case.add_lesion_hint"))
        self._remove.setText(translate("case.remove_lesion"))
        self._back.setText(translate("case.bring_lesion_back"))
        self.chips.setAccessibleName(translate("case.lesion_chips"))
        self.chips.setStatusTip(translate("case.lesion_chips_hint"))
        self._sites.retranslate(translate)
        self._sites.setAccessibleName(translate("case.new_lesion_site"))
        reason = text(paths.lesion(self.document, self.current), "removed.reason")
        said = translate.code("removal_reason", reason) if reason else ""
        self._gone.setText(translate("case.lesion_removed", reason=said) if said else "")
        present = [r for r in rows(self.document, "lesions") if "removed" not in r]
        self.show_heading(translate("case.lesion_count", count=len(present)) if present else "")

    def set_read_only(self, read_only: bool) -> None:
        """Let lesions be read only, or typed into."""
        super().set_read_only(read_only)
        if self.built:
            self._sites.setEnabled(not read_only)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        super().retranslate(translate)
        if self.built:
            self._say()
            self._show_chips()


def chips(of: Document, states: Mapping[str, tuple[str, str]], translate: Translate) -> list[Chip]:
    """Return a chip for each lesion with its score or what it lacks, the removed ones last."""
    lacking: dict[str, int] = {}
    for path in paths.missing(of):
        named = paths.lesion_id(paths.by_id(path, of))
        lacking[named] = lacking.get(named, 0) + 1
    lesions = sorted(rows(of, "lesions"), key=lambda row: "removed" in row)
    return [
        _chip(row, lacking.get(text(row, "id"), 0), states.get(text(row, "id")), translate)
        for row in lesions
    ]


def _chip(row: Document, lacks: int, state: tuple[str, str] | None, translate: Translate) -> Chip:
    named, said = text(row, "id"), wording.lesion(row, translate)
    if "removed" in row:
        return Chip(named, said, translate("case.lesion_removed_short"))
    if state is not None and state[0]:
        return Chip(named, said, *state)
    if lacks:
        return Chip(named, said, translate("case.lesion_lacks", count=lacks), "warning")
    return Chip(named, said, translate("case.lesion_whole"), "fine")
