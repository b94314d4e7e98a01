# SPDX-License-Identifier: MIT
"""The form is made in small pieces before a case is opened, and a key touches what it changes.

Held by the number of widgets and by which forms were filled, never by a clock.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mdtdesk.domain.document import EMPTY, rows, text
from mdtdesk.ui.forms import Form
from mdtdesk.ui.widgets.entry import Entry
from mdtdesk.ui.widgets.rows_editor import RowsEditor
from mdtdesk.ui.workplace import Workplace
from typist import Typist

Sit = Callable[[Path], Typist]
_A_PIECE = 160  # widgets: the largest section; the whole form has over a thousand


def _made(typist: Typist) -> int:
    return len(typist.page.findChildren(QWidget))


def _made_ahead(typist: Typist) -> None:
    """Wait until the page is made, with no case in it."""
    workplace = typist.window.findChild(Workplace)
    assert isinstance(workplace, Workplace)
    typist.bot.waitUntil(lambda: not workplace._ahead.isActive(), timeout=20_000)


def test_the_form_is_made_while_the_worklist_is_shown(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    _made_ahead(typist)
    panels = typist.page.area.panels
    assert not typist.page.isVisible()
    assert all(panel.built and panel.document == EMPTY for panel in panels.values())
    before = _made(typist)
    typist.open("DEMO-26007")
    first = _made(typist) - before  # the lesion's fields, its scores, its chips
    assert first < before / 3, (first, before)


def test_no_piece_is_large(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    workplace = typist.window.findChild(Workplace)
    assert isinstance(workplace, Workplace)
    workplace._ahead.stop()
    workplace._prepare()  # the page itself, without a field
    sizes = [_made(typist)]
    while typist.page.prepare():
        sizes.append(_made(typist))
    pieces = [after - before for before, after in itertools.pairwise(sizes)]
    assert max(pieces) <= _A_PIECE, pieces
    assert len(pieces) > len(typist.page.area.panels), pieces


def test_a_case_opened_before_all_is_made_is_whole(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    workplace = typist.window.findChild(Workplace)
    assert isinstance(workplace, Workplace)
    typist.open("DEMO-26007")
    assert workplace._unmade == []  # the page makes the rest itself, with what was typed
    labs = rows(typist.document(), "labs")
    typist.page.area.build_all()
    shown = typist.page.area.panels["labs"].forms[0].editor("labs").value()
    assert isinstance(shown, tuple)
    assert len(shown) == len(labs)


def test_rows_made_ahead_are_not_shown(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    _made_ahead(typist)
    typist.open("DEMO-26007")
    typist.page.area.build_all()
    typist.wait()
    editors = typist.page.area.findChildren(RowsEditor)
    assert any(editor._spare for editor in editors)
    for editor in editors:
        shown = [entry for entry in editor.findChildren(Entry) if not entry.isHidden()]
        assert set(shown) == set(editor._entries)


def test_another_case_shows_nothing_of_the_last(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open("DEMO-26007")
    typist.page.area.build_all()
    labs = typist.page.area.panels["labs"].forms[0].editor("labs")
    assert labs.value()
    typist.page.area.open(EMPTY)
    assert labs.value() is None  # at once, though its rows come later
    assert typist.page.area.panels["patient"].raw("patient.name") == ""


def test_a_key_fills_only_the_form_that_it_changes(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open("DEMO-26007")
    typist.page.area.build_all()
    typist.go_to("performance.ecog")
    typist.wait()
    before = _filled(typist)
    typist.words("2")
    changed = {form for form, held in _filled(typist).items() if held is not before[form]}
    performance = typist.page.area.panels["performance"].forms
    assert changed == set(performance)


def _filled(typist: Typist) -> dict[Form, object]:
    """Return what each form was last filled from: another object once it was filled anew."""
    panels = typist.page.area.panels.values()
    return {form: form._shown for panel in panels for form in panel.forms}


def test_a_key_leaves_the_scores_to_a_turn_of_their_own(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open("DEMO-26007")
    lesion = text(rows(typist.document(), "lesions")[0], "id")
    typist.go_to(f"lesions[{lesion}].sins.alignment")
    typist.wait()
    column = typist.page._panes.scores
    before = column.scored
    typist.words("3")
    assert column.scored is before
    typist.wait()
    assert column.scored is not before
