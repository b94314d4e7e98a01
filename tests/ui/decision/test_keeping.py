# SPDX-License-Identifier: MIT
"""No word of a decision is lost: conflict, restart, kill, lock, language, going back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from builders import PASSWORD
from decider import CONTROL, Decider
from hands import press
from mdtdesk.domain.document import rows, text
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.services import cases, journal

Key = Qt.Key
Open = Callable[..., Decider]


def _tab_to_cement(here: Decider) -> QWidget:
    fields = [f for f in here.page.findChildren(QWidget) if f.accessibleName() == "T11 计划骨水泥"]
    return fields[0]


def _shows_all(here: Decider) -> None:
    draft = here.page.draft
    row = rows(draft.decision, "procedures")[0]
    assert rows(row, "details.per_level")[0]["approach"] == "bilateral"
    cement = _tab_to_cement(here)
    assert getattr(cement, "text", str)() == "四毫升"
    reason = here.page.conclusion.fields["rationale"].editor
    assert reason.raw() == "疼痛明显"


def _begin(here: Decider) -> str:
    case_id = here.open("T-1")
    here.key(Key.Key_Return, CONTROL)
    here.words("pkp")
    here.key(Key.Key_Return)
    here.key(Key.Key_2)
    here.key(Key.Key_Tab)
    here.words("四毫升")
    here.tab_to("理由")
    here.words("疼痛明显")
    return case_id


def test_a_conflict_says_what_changed_and_keeps_every_word(sit: Open, ward: Path) -> None:
    here = sit(ward)
    case_id = _begin(here)
    known = cases.get(here.context, case_id)
    change = AmendDraft(case_id, known.version, {"performance.ecog": 3}, seen={})
    cases.amend(here.context, change)  # as another would: this window hears nothing of it
    cement = _tab_to_cement(here)
    cement.setFocus()
    press(cement, Key.Key_A, CONTROL)
    here.words("4")
    here.record()
    notice = here.find(QWidget, "conflict")
    assert notice.isVisibleTo(here.page)
    here.wait()
    said = " ".join(
        label.text() for label in notice.findChildren(QWidget) if hasattr(label, "text")
    )
    assert "ECOG" in said
    assert f"（{here.context.actor.name} 于 " in said
    assert here.focus().objectName() == "go_on"
    assert here.page.conclusion.fields["rationale"].editor.raw() == "疼痛明显"
    assert not rows(cases.get(here.context, case_id).document, "discussions")
    here.key(Key.Key_Space)
    here.record()
    made = here.discussion()
    assert text(made, "decision.rationale") == "疼痛明显"
    assert not here.find(QWidget, "conflict").isVisibleTo(here.page)


def test_what_is_typed_is_in_the_store_within_two_seconds(sit: Open, ward: Path) -> None:
    here = sit(ward)
    case_id = _begin(here)
    form = f"decision:{case_id}"
    here.bot.waitUntil(
        lambda: "疼痛明显" in journal.read(here.context, form).get("draft", ""), timeout=2_000
    )
    kept = json.loads(journal.read(here.context, form)["draft"])
    assert "四毫升" in kept["typed"].values()


def test_it_comes_back_after_a_restart(sit: Open, ward: Path) -> None:
    here = sit(ward)
    _begin(here)
    here.close()
    again = sit(ward)
    again.open("T-1")
    _shows_all(again)
    again.record()
    assert not rows(cases.get(again.context, again.page.draft.case_id).document, "discussions")


def test_a_draft_of_an_older_case_says_what_changed_since(sit: Open, ward: Path) -> None:
    here = sit(ward)
    case_id = _begin(here)
    here.page.leave()
    here.settle()
    known = cases.get(here.context, case_id)
    cases.amend(here.context, AmendDraft(case_id, known.version, {"performance.ecog": 3}))
    here.close()
    again = sit(ward)
    again.open("T-1")
    _shows_all(again)
    notice = again.find(QWidget, "conflict")
    assert notice.isVisibleTo(again.page)


def test_lock_language_and_going_back_keep_it(sit: Open, ward: Path) -> None:
    here = sit(ward)
    case_id = _begin(here)
    here.do("lock")
    here.wait()
    here.sign_in(PASSWORD)
    here.settle()
    _shows_all(here)
    here.do("language_en")
    assert "Kyphoplasty" in text(here.page.draft.decision, "conclusion") or "PKP" in text(
        here.page.draft.decision, "conclusion"
    )
    here.do("language_zh")
    _shows_all(here)
    here.desk.go("cases")
    here.settle()
    here.desk.go("decision", case_id)
    here.settle()
    _shows_all(here)
    here.open("DEMO-26010")
    assert not rows(here.page.draft.decision, "procedures")
    here.open("T-1")
    _shows_all(here)


def test_opening_a_case_leaves_no_text_behind(sit: Open, ward: Path) -> None:
    here = sit(ward)
    case_id = here.open("T-1")
    here.key(Key.Key_5)
    here.do("undo")
    here.page.leave()
    here.settle()
    assert not journal.read(here.context, f"decision:{case_id}")
    assert not here.find(QPushButton, "record").isEnabled()


def test_recording_empties_the_journal(sit: Open, ward: Path) -> None:
    here = sit(ward)
    case_id = here.open("T-1")
    here.key(Key.Key_Return, CONTROL)
    here.words("gc")
    here.key(Key.Key_Return)
    here.page.leave()
    here.settle()
    assert journal.read(here.context, f"decision:{case_id}")
    here.record()
    assert text(here.discussion(), "outcome") == "decided"
    assert not journal.read(here.context, f"decision:{case_id}")
