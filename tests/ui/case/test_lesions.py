# SPDX-License-Identifier: MIT
"""Lesions on the case page: parting, adding, moving to another site, removing and bringing back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mdtdesk.domain import document, vocabulary
from mdtdesk.domain.document import get, rows, text
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.domain.lesion_fields import LESION
from mdtdesk.services import cases
from mdtdesk.ui.case.plans import SECTIONS
from mdtdesk.ui.dialogs.reason import ReasonDialog
from typist import CONTROL, Key, Typist

Sit = Callable[[Path], Typist]
MRN = "DEMO-26012"


def test_levels_parted_by_a_comma_are_lesions_of_their_own(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    first = rows(typist.document(case_id), "lesions")[0]
    typist.go_to(f"lesions[{text(first, 'id')}].levels")
    typist.key(Key.Key_A, CONTROL)
    typist.words("Ｌ４-腰5，胸11")
    typist.tab()
    found = rows(typist.document(case_id), "lesions")
    assert [get(row, "levels") for row in found] == [("L4", "L5"), ("T11",)]
    typist.key(Key.Key_Z, CONTROL)
    assert len(rows(typist.document(case_id), "lesions")) == 1


def test_a_removed_lesion_comes_back(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open("DEMO-26007")
    before = typist.document(case_id)
    typist.section(5)
    typist.key(Key.Key_Right)
    typist.key(Key.Key_Delete)
    left = rows(typist.document(case_id), "lesions")
    assert [get(row, "levels") for row in left] == [("T12",), ("L5",)]
    typist.key(Key.Key_Z, CONTROL)
    assert typist.document(case_id) == before


def test_the_index_and_the_hint_follow_to_the_chips(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open("DEMO-26007")
    hints: list[str] = []
    typist.page.desk.hinted.connect(hints.append)
    typist.section(5)
    marked = typist.page._index._list.currentIndex().row()
    assert SECTIONS[marked].id == "lesions"
    assert typist.page.area.lesions.chips.statusTip() in hints[-1]


def test_a_lesion_that_a_score_names_is_only_marked_as_removed(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    named = text(rows(typist.document(case_id), "lesions")[0], "id")
    score = document.document({"instrument": "sins", "version": "2010", "lesion": named})
    version = typist.record(case_id).version
    cases.amend(typist.context, AmendDraft(case_id, version, {"scores": (score,)}))
    typist.page.reload()
    typist.wait()
    typist.section(5)
    typist.key(Key.Key_Delete)
    dialog = typist.window.findChild(ReasonDialog)
    assert dialog is not None
    dialog.answered.emit("error", "")
    dialog.close()
    (lesion,) = rows(typist.document(case_id), "lesions")
    assert text(lesion, "removed.reason") == "error"
    assert "lesions" in typist.record(case_id).missing


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "5", "6"])
def test_a_lesion_of_every_site_can_be_added(sit: Sit, ward: Path, key: str) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.section(5)
    typist.key(Key.Key_Insert)
    typist.words(key)
    site = vocabulary.codes("lesion_site")[int(key) - 1]
    assert typist.here().startswith("lesions.")
    assert text(rows(typist.document(case_id), "lesions")[-1], "site") == site
    lesion = rows(typist.document(case_id), "lesions")[-1]
    shown = {path.rpartition("].")[2] for path in typist.page.area.lesions.forms[-1].paths()}
    keys = {path.partition(".")[0] for path in shown}
    assert keys == set(LESION.fields_for(site)) - {"id", "answers", "removed"}
    assert "removed" not in lesion


def test_a_lesion_of_another_site_keeps_what_both_have(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    before = rows(typist.document(case_id), "lesions")[0]
    typist.go_to(f"lesions[{text(before, 'id')}].site")
    typist.words("2")
    after = rows(typist.document(case_id), "lesions")[0]
    assert (text(after, "site"), text(after, "matrix")) == ("limb", text(before, "matrix"))
    assert "levels" not in after
    assert "sins" not in after
