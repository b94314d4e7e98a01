# SPDX-License-Identifier: MIT
"""Typed text is never lost: restart, undo, another's change, a lock, a killed process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from builders import PASSWORD
from mdtdesk import app
from mdtdesk.domain.document import Value, get, text
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.services import cases, journal
from mdtdesk.ui.dialogs.conflict import ConflictDialog
from promises import Figure
from typist import ALT, CONTROL, Key, Typist

Sit = Callable[[Path], Typist]
MRN = "DEMO-26012"


def row_says(typist: Typist, path: str) -> str:
    """Return what is said under a field."""
    typist.page.area.build_all()
    found = (panel.form_of(path) for panel in typist.page.area.panels.values())
    form = next(form for form in found if form is not None)
    return form.row(path).said()


def amended_elsewhere(typist: Typist, case_id: str, path: str, value: Value) -> None:
    """Change a field of the case without this window hearing of it."""
    record = cases.get(typist.context, case_id)
    seen = get(record.document, path)
    draft = AmendDraft(case_id, record.version, {path: value}, seen={path: seen})
    cases.amend(typist.context, draft)


def asked(typist: Typist) -> ConflictDialog:
    """Return the question whose value holds."""
    typist.bot.waitUntil(lambda: typist.window.findChild(ConflictDialog) is not None)
    found = typist.window.findChild(ConflictDialog)
    assert found is not None
    return found


def choose(typist: Typist, *, mine: bool) -> None:
    """Answer the only field of the question."""
    dialog = asked(typist)
    theirs_button, mine_button = dialog.findChildren(QRadioButton)
    (mine_button if mine else theirs_button).setChecked(True)
    dialog.findChildren(QPushButton)[-1].click()
    typist.window.activateWindow()
    typist.wait()


def test_a_field_that_is_left_is_recorded_and_its_journal_entry_goes(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.go_to("referral.doctor")
    typist.key(Key.Key_A, CONTROL)
    typist.words("王伟")
    typist.page.leave()
    typist.tab()
    assert text(typist.document(case_id), "referral.doctor") == "王伟"
    assert journal.read(typist.context, f"case:{case_id}") == {}


@pytest.mark.promise("typed-text")
def test_text_that_is_not_valid_survives_a_restart_and_is_discarded_only_on_purpose(
    sit: Sit, ward: Path
) -> None:
    first = sit(ward)
    case_id = first.open(MRN)
    first.go_to("primary.diagnosed_on")
    first.key(Key.Key_A, CONTROL)
    first.words("2025-13")
    first.tab()
    first.wait()
    assert text(first.document(case_id), "primary.diagnosed_on") == "2025-04"
    first.close()

    second = sit(ward)
    second.open(MRN)
    assert second.page.area.typed() == {"primary.diagnosed_on": "2025-13"}
    assert "2025-04" in row_says(second, "primary.diagnosed_on")
    assert second.page.area.raw("primary.diagnosed_on") == "2025-13"
    second.page.discard()
    second.wait()
    assert journal.read(second.context, f"case:{case_id}") == {}
    assert second.page.area.raw("primary.diagnosed_on") == "2025-04"


def test_text_that_was_brought_back_is_recorded_once_it_is_right(sit: Sit, ward: Path) -> None:
    first = sit(ward)
    case_id = first.open(MRN)
    first.go_to("referral.bed")
    first.words("加床")
    first.page.leave()
    first.wait()
    journal.write(first.context, f"case:{case_id}", {"referral.bed": "加床40"})
    first.close()

    second = sit(ward)
    second.open(MRN)
    second.key(Key.Key_S, CONTROL)
    assert text(second.document(case_id), "referral.bed") == "加床40"
    assert journal.forms(second.context) == ()


def test_an_input_methods_unfinished_text_is_kept(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.go_to("wishes")
    typist.words("保住")
    QCoreApplication.sendEvent(typist.focus(), QInputMethodEvent("xingzou", []))
    kept = {"wishes": "保住xingzou"}
    typist.bot.waitUntil(
        lambda: journal.read(typist.context, f"case:{case_id}") == kept, timeout=2_000
    )
    QCoreApplication.sendEvent(typist.focus(), QInputMethodEvent("", []))
    typist.tab()
    assert text(typist.document(case_id), "wishes") == "保住"


def test_undo_is_a_further_amendment(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    before = typist.record(case_id)
    typist.go_to("neurology.ambulatory")
    typist.words("3")
    typist.tab()
    assert text(typist.document(case_id), "neurology.ambulatory") == "wheelchair"
    typist.key(Key.Key_Z, CONTROL)
    after = typist.record(case_id)
    assert after.document == before.document
    assert after.version == before.version + 2
    assert typist.here() == "neurology.ambulatory"


def test_undo_reaches_through_an_untouched_text_field(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.go_to("referral.doctor")
    typist.key(Key.Key_A, CONTROL)
    typist.words("Li")
    typist.tab()
    assert text(typist.document(case_id), "referral.doctor") == "Li"
    typist.key(Key.Key_Z, CONTROL)
    assert text(typist.document(case_id), "referral.doctor") == "姚青"


def test_another_ones_change_of_the_same_field_is_asked_and_nothing_lost(
    sit: Sit, ward: Path
) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.go_to("referral.doctor")
    typist.key(Key.Key_A, CONTROL)
    amended_elsewhere(typist, case_id, "referral.doctor", "周敏")
    typist.words("王伟")
    typist.tab()
    dialog = asked(typist)
    assert [b.text() for b in dialog.findChildren(QRadioButton)] == [
        *("已记录的：周敏", "我填写的：王伟"),
    ]
    typist.wait()
    assert text(typist.document(case_id), "referral.doctor") == "周敏"
    assert journal.read(typist.context, f"case:{case_id}") == {"referral.doctor": "王伟"}
    choose(typist, mine=True)
    assert text(typist.document(case_id), "referral.doctor") == "王伟"
    assert journal.forms(typist.context) == ()


def test_the_other_ones_value_can_hold(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.go_to("referral.doctor")
    typist.key(Key.Key_A, CONTROL)
    amended_elsewhere(typist, case_id, "referral.doctor", "周敏")
    typist.words("王伟")
    typist.tab()
    choose(typist, mine=False)
    assert text(typist.document(case_id), "referral.doctor") == "周敏"
    assert typist.page.area.raw("referral.doctor") == "周敏"
    assert journal.forms(typist.context) == ()


def test_another_ones_change_of_another_field_is_taken_over(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.go_to("referral.doctor")
    typist.key(Key.Key_A, CONTROL)
    typist.words("王")
    amended_elsewhere(typist, case_id, "referral.bed", "41")
    typist.page.reload()
    typist.wait()
    assert typist.page.area.raw("referral.bed") == "41"
    assert typist.page.area.raw("referral.doctor") == "王"
    typist.tab()
    assert text(typist.document(case_id), "referral.doctor") == "王"


def test_another_ones_change_of_a_touched_field_is_asked_when_it_is_left(
    sit: Sit, ward: Path
) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.go_to("referral.doctor")
    typist.key(Key.Key_A, CONTROL)
    typist.words("王伟")
    amended_elsewhere(typist, case_id, "referral.doctor", "周敏")
    typist.page.reload()
    typist.wait()
    typist.tab()
    said = [each.text() for each in asked(typist).findChildren(QLabel)]
    assert any(words.startswith("韩立群 于 ") and words.endswith("改过") for words in said)
    assert text(typist.document(case_id), "referral.doctor") == "周敏"
    choose(typist, mine=True)
    assert text(typist.document(case_id), "referral.doctor") == "王伟"


def test_a_lock_keeps_what_was_typed(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.go_to("primary.diagnosed_on")
    typist.key(Key.Key_A, CONTROL)
    typist.words("2025-99")
    typist.do("lock")
    typist.wait()
    typist.sign_in(PASSWORD)
    typist.wait()
    assert typist.page.area.raw("primary.diagnosed_on") == "2025-99"
    assert journal.read(typist.context, f"case:{case_id}") == {"primary.diagnosed_on": "2025-99"}


def test_leaving_the_page_records_the_field_the_cursor_is_in(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.go_to("wishes")
    typist.words("回家")
    typist.key(Qt.Key.Key_Escape)
    assert text(typist.document(case_id), "wishes") == "回家"


def test_closing_the_window_records_the_field_the_cursor_is_in(sit: Sit, ward: Path) -> None:
    first = sit(ward)
    case_id = first.open(MRN)
    first.go_to("wishes")
    first.words("回家")
    first.close()
    second = sit(ward)
    assert text(second.document(case_id), "wishes") == "回家"


def test_a_fault_the_record_finds_is_said_at_its_field(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open("DEMO-26007")
    typist.go_to("neurology.deficit_onset")
    typist.key(Key.Key_A, CONTROL)
    typist.words("1950-01-01")
    typist.tab()
    typist.wait()
    assert "1956" in row_says(typist, "neurology.deficit_onset")
    assert typist.page.area.raw("neurology.deficit_onset") == "1950-01-01"
    assert text(typist.document(case_id), "neurology.deficit_onset") == "2026-11-20T21:00"


def test_tab_goes_through_the_sections_in_their_order(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open(MRN)
    typist.go_to("pain.text")
    typist.tab()
    assert typist.here() == "labs"
    typist.section(1)
    typist.key(Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert typist.here() == "patient.mrn"
    assert typist.focus().accessibleName() == "各部分"
    typist.key(Key.Key_2, ALT)
    assert typist.here() == "referral.received_at"


TYPING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from mdtdesk import settings
from mdtdesk.services import cases
from mdtdesk.ui import main

store, password, mrn = sys.argv[1:]
program = QApplication(["mdtdesk"])
window, desk, tasks = main.build(program, settings.load())
window.start(Path(store))
window.show()
step, number = [0], [0]

def tick():
    if tasks.busy:
        return
    if step[0] == 0:
        window.findChild(QLineEdit, "password").setText(password)
        window.findChild(QPushButton, "enter").click()
    elif step[0] == 1:
        desk.go("case", cases.find(desk.context, mrn))
        window.activateWindow()
    elif step[0] == 2:
        from mdtdesk.ui.pages.case import CasePage
        page = window.findChild(CasePage)
        page.area.focus("wishes")
        if QApplication.focusWidget() is None:
            window.activateWindow()
            return
    else:
        number[0] += 1
        QTest.keyClicks(QApplication.focusWidget(), f"{number[0]} ")
        print(number[0], flush=True)
        return
    step[0] += 1

timer = QTimer()
timer.timeout.connect(tick)
timer.start(150)
program.exec()
"""


@pytest.mark.promise("typed-text")
def test_what_was_typed_before_a_kill_comes_back(sit: Sit, ward: Path, figure: Figure) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", TYPING, str(ward), PASSWORD, MRN],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as child:
        assert child.stdout is not None
        typed: list[tuple[float, int]] = []
        for line in child.stdout:
            typed.append((time.monotonic(), int(line)))
            if len(typed) == 30:
                break
        child.kill()  # SIGKILL: no chance to write anything
        killed = time.monotonic()
        child.wait()
    last = max(number for at, number in typed if at <= killed - 2)
    typist = sit(ward)
    typist.open(MRN)
    kept = typist.page.area.typed()["wishes"]
    words = [int(word) for word in kept.split() if word.isdigit()]
    late = killed - next(at for at, number in typed if number == max(words))
    figure(f"form: what came back was typed {late:.1f} s before the kill")
    assert str(last) in kept.split()
    assert app.is_store(ward)


def test_a_section_asked_for_while_the_case_is_on_its_way_is_shown_once_it_is_there(
    sit: Sit, ward: Path
) -> None:
    typist = sit(ward)
    typist.open(MRN)
    other = cases.find(typist.context, "DEMO-26007")
    typist.desk.go("case", other)
    typist.section(6)  # before the store has answered
    typist.bot.waitUntil(lambda: typist.page.case_id() == other)
    typist.wait()
    assert typist.here() == "neurology.frankel"
    typist.desk.go("cases")
    typist.open(MRN)
    assert typist.here().startswith("patient.")
