# SPDX-License-Identifier: MIT
"""The body map between form and scores: a region opens its lesion or adds one, by keys alone."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from builders import documents
from mdtdesk.domain import document
from mdtdesk.domain.body_map.regions import Region
from mdtdesk.domain.document import Document, get, rows, text
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.services import cases
from mdtdesk.ui.case.map_pane import MapPane
from mdtdesk.ui.dialogs.whole_map import WholeMap
from mdtdesk.ui.widgets import body_map_walk
from mdtdesk.ui.widgets.body_map import BodyMap
from mdtdesk.ui.widgets.score_list import ScoreList
from typist import CONTROL, Key, Typist

Sit = Callable[[Path], Typist]
MRN = "DEMO-26012"
EXPECTED = Path(__file__).parents[2] / "data" / "cases" / "invented-expected.json"
WANTED = (
    Region("limb", "femur", "right", "proximal"),
    Region("limb", "humerus", "left", "diaphysis"),
    Region("spine", part="S1"),
    Region("pelvis", side="left", part="II"),
)


def test_regions_are_added_by_the_keyboard_alone(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    pane = typist.page.findChild(MapPane)
    assert isinstance(pane, MapPane)
    typist.key(Key.Key_F6)
    assert typist.focus() is pane.map
    walk(typist, pane.map, Region("spine", part="T11"))
    typist.key(Key.Key_Return)
    assert typist.here() == "lesions.level_count_verified"  # the first that is not recorded
    for wanted in WANTED:
        whole = open_whole(typist)
        found = nearest(whole.map, wanted)
        walk(typist, whole.map, found)
        typist.key(Key.Key_Return)
        typist.window.activateWindow()  # which a window manager does
        typist.wait()
        assert typist.here().startswith("lesions.")
    assert [facts(row) for row in rows(typist.document(case_id), "lesions")][1:] == [
        ("spine", ("T11",)),
        ("limb", "femur", "right", ("proximal",)),
        ("limb", "humerus", "left", ("diaphysis",)),
        ("spine", ("S1",)),
        ("pelvis", "left", ("II",)),
    ]


def test_a_region_with_a_lesion_opens_it_and_an_added_one_is_undone(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    before = typist.document(case_id)
    pane = typist.page.findChild(MapPane)
    assert isinstance(pane, MapPane)
    pane.chosen.emit(Region("spine", part="L4"))
    assert typist.document(case_id) == before
    assert typist.here().startswith("lesions.")
    pane.chosen.emit(Region("spine", part="T11"))
    assert len(rows(typist.document(case_id), "lesions")) == 2
    typist.key(Key.Key_Z, CONTROL)
    assert typist.document(case_id) == before


def test_the_map_outlines_the_lesion_that_is_chosen_in_the_form(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    pane = typist.page.findChild(MapPane)
    assert isinstance(pane, MapPane)
    l4, t11 = Region("spine", part="L4"), Region("spine", part="T11")
    assert (pane.map.outlined(), pane.map.region()) == ((l4,), l4)
    pane.chosen.emit(t11)
    typist.wait()
    assert (pane.map.outlined(), pane.map.region()) == ((t11,), t11)
    first = text(rows(typist.document(case_id), "lesions")[0], "id")
    typist.go_to(f"lesions[{first}].sins.pain")
    assert (pane.map.outlined(), pane.map.region()) == ((l4,), l4)


def test_another_case_s_map_adds_to_that_case(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    first = typist.open("DEMO-26007")
    before = typist.document(first)
    second = typist.open(MRN)
    typist.section(5)
    typist.key(Key.Key_Insert)
    typist.words("1")
    typist.wait()
    assert len(rows(typist.document(second), "lesions")) == 2
    assert typist.document(first) == before


def test_the_totals_of_every_invented_case_are_shown(sit: Sit, ward: Path) -> None:
    """The table keeps a total by lesion; the two cases of one patient stand by their number."""
    expected = json.loads(EXPECTED.read_text("utf-8"))
    typist = sit(ward)
    known = {case["patient"]["mrn"] for case in documents("invented")} & {"DEMO-26007", MRN}
    seen, patients = 0, dict[str, str]()
    for case in documents("invented"):
        name = case["patient"]["mrn"] if case["patient"]["mrn"] in expected else case["number"]
        totals = expected[name]
        mrn = case["patient"]["mrn"]
        if name in known:
            case_id = cases.find(typist.context, name)
        else:
            draft = RegisterDraft(document.document(case), patients.get(mrn, ""))
            case_id = cases.register(typist.context, draft).id
        typist.desk.go("case", case_id)
        typist.bot.waitUntil(partial(is_shown, typist, case_id))
        typist.wait()
        patients[mrn] = typist.record(case_id).patient_id
        seen += check(typist, totals)
    assert seen == sum(len(each) for totals in expected.values() for each in totals.values())


def is_shown(typist: Typist, case_id: str) -> bool:
    return typist.page.case_id() == case_id


def check(typist: Typist, totals: dict[str, dict[str, int | None]]) -> int:
    column = typist.page.findChild(ScoreList)
    assert isinstance(column, ScoreList)
    lesions = rows(typist.document(), "lesions")
    shown = {key: row.line.value for key, row in column.rows().items()}
    seen = 0
    for instrument, each in totals.items():
        for at, total in each.items():
            whose = "" if at == "case" else f" {text(lesions[int(at)], 'id')}"
            value = shown.get(f"{instrument}{whose}")
            if total is None:
                assert value is None or not value.isdigit(), (instrument, at)
            else:
                assert value == str(total), (instrument, at)
            seen += 1
    return seen


def open_whole(typist: Typist) -> WholeMap:
    """Come to the picture of the whole body by F6 and Tab."""
    pane = typist.page.findChild(MapPane)
    assert isinstance(pane, MapPane)
    for _ in range(6):
        if typist.focus() is pane.map:
            break
        typist.key(Key.Key_F6)
    typist.tab()
    assert isinstance(typist.focus(), QPushButton)
    typist.key(Key.Key_Space)
    whole = typist.window.findChild(WholeMap)
    assert isinstance(whole, WholeMap)
    typist.bot.waitUntil(whole.map.hasFocus)
    return whole


def nearest(drawn: BodyMap, wanted: Region) -> Region:
    """Return the region that is drawn for one: a proximal femur is drawn by its subsites."""
    return next(
        region
        for region in drawn.regions()
        if (region.site, region.bone, region.side, region.part)
        == (wanted.site, wanted.bone, wanted.side, wanted.part)
    )


def walk(typist: Typist, drawn: BodyMap, wanted: Region) -> None:
    """Walk by arrows, breadth first over what each arrow leads to."""
    ways = {Key.Key_Up: (0, -1), Key.Key_Down: (0, 1), Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0)}
    start = drawn.region()
    assert start is not None
    paths: dict[Region, tuple[Any, ...]] = {start: ()}
    queue = deque([start])
    while queue and wanted not in paths:
        here = queue.popleft()
        for key, way in ways.items():
            there = body_map_walk.step(drawn.regions(), here, way)
            if there is not None and there not in paths:
                paths[there] = (*paths[here], key)
                queue.append(there)
    for key in paths[wanted]:
        typist.key(key)
    assert drawn.region() == wanted


def facts(row: Document) -> tuple[object, ...]:
    keys = ("site", "levels", "bone", "side", "segments", "zones")
    return tuple(get(row, key) for key in keys if get(row, key) is not None)


@pytest.mark.parametrize("width", [1366, 1920])
def test_the_map_stands_between_form_and_scores(sit: Sit, ward: Path, width: int) -> None:
    typist = sit(ward)
    typist.window.resize(width, 768)
    typist.open(MRN)
    pane = typist.page.findChild(MapPane)
    assert isinstance(pane, MapPane)
    assert pane.width() == (236 if width == 1920 else 128)
    panes = typist.page.panes()
    assert [each.x() for each in panes[:3]] == sorted(each.x() for each in panes[:3])
    assert panes[2] is pane
