# SPDX-License-Identifier: MIT
"""A new case by the keyboard alone, until nothing is missing; patients who are already there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from mdtdesk.domain.document import get, rows, text
from mdtdesk.domain.worklist import WorklistQuery
from mdtdesk.services import cases, journal, worklist
from mdtdesk.ui.dialogs.known_patient import KnownPatientDialog
from registering import begin, register
from typist import CONTROL, Key, Typist

Sit = Callable[[Path], Typist]
MOST_KEYS = 420


def dialog(typist: Typist) -> KnownPatientDialog:
    """Return the question whose case it is."""
    typist.wait()
    found = typist.window.findChild(KnownPatientDialog)
    assert found is not None, "nobody asked"
    return found


def say_another(typist: Typist) -> None:
    """Say that it is another person, as the last button does."""
    dialog(typist).findChildren(QPushButton)[-1].click()
    typist.wait()
    typist.window.activateWindow()  # no window manager does it here
    typist.bot.waitUntil(typist.window.isActiveWindow)
    typist.wait()


def count(typist: Typist) -> int:
    """Return how many cases there are."""
    return worklist.page(typist.context, WorklistQuery()).total


def test_a_case_is_registered_by_keys_alone_until_nothing_is_missing(
    sit: Sit, ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typist = sit(ward)
    typist.keys = 0
    register(typist, "M-7001")
    typist.key(Key.Key_S, CONTROL)
    record = typist.record()
    assert record.missing == ()
    spine, limb = rows(record.document, "lesions")
    assert (get(spine, "levels"), text(spine, "escc")) == (("T11",), "0")
    assert (text(limb, "bone"), text(limb, "side"), text(limb, "size")) == (
        *("femur", "right"),
        "1_3_to_2_3",
    )
    assert text(record.document, "referral.question") == "T11与右股骨，固定还是骨水泥？"
    assert journal.forms(typist.context) == ()
    with capsys.disabled():
        print(f" {typist.keys} keys ", end="")
    assert typist.keys <= MOST_KEYS


def test_a_known_number_is_shown_before_anything_is_saved(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    begin(typist, "DEMO-26007")
    typist.tab()
    asked = dialog(typist)
    assert count(typist) == 2
    begun = QApplication.focusWidget()
    assert isinstance(begun, QPushButton)
    assert asked.isAncestorOf(begun)
    typist.key(Key.Key_Return)
    record = typist.record()
    assert text(record.document, "patient.name") == "孙桂芳"
    assert count(typist) == 3
    (known,) = cases.same_patient(typist.context, "DEMO-26007")
    assert (record.patient_id, len(known.cases)) == (known.id, 2)


def test_a_known_number_of_another_person_is_asked_again(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    begin(typist, "DEMO-26007")
    typist.tab()
    say_another(typist)
    typist.wait()
    assert count(typist) == 2
    assert typist.here() == "patient.mrn"
    row = typist.page.area.panels["patient"].forms[0].row("patient.mrn")
    assert "DEMO-26007" in row.said()


def test_a_known_name_and_birth_date_is_shown_before_anything_is_saved(
    sit: Sit, ward: Path
) -> None:
    typist = sit(ward)
    begin(typist, "M-7002")
    typist.fill("patient.name", "孙桂芳")
    typist.fill("patient.birth_date", "1956-06-21")
    typist.tab()
    dialog(typist)
    assert count(typist) == 2
    say_another(typist)
    assert text(typist.document(), "patient.mrn") == "M-7002"
    assert count(typist) == 3


def test_leaving_the_patient_registers(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    begin(typist, "M-7003")
    typist.tab()
    typist.wait()
    assert not typist.page.case_id()
    typist.section(2)
    typist.wait()
    assert text(typist.document(), "patient.mrn") == "M-7003"


def test_a_new_case_comes_back_with_its_lesions(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.key(Key.Key_N, CONTROL)
    typist.wait()
    typist.fill("patient.name", "钱一")
    typist.section(5)
    typist.words("1")
    typist.words("L3")
    typist.tab()
    typist.key(Qt.Key.Key_Escape)
    typist.wait()
    assert count(typist) == 2
    typist.key(Key.Key_N, CONTROL)
    typist.wait()
    typist.page.area.build_all()
    assert typist.here() == "patient.mrn"
    typist.words("M-7004")
    typist.key(Key.Key_S, CONTROL)
    made = typist.document()
    assert text(made, "patient.name") == "钱一"
    assert get(rows(made, "lesions")[0], "levels") == ("L3",)
