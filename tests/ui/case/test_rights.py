# SPDX-License-Identifier: MIT
"""Who may do what on the page, what a coordinator typed, and what the page shows of it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mdtdesk.domain import document
from mdtdesk.domain.document import Document, get, items, rows, text
from mdtdesk.domain.drafts import PersonDraft, RegisterDraft
from mdtdesk.domain.ids import new_id
from mdtdesk.services import cases, journal, people
from mdtdesk.ui.dialogs.reason import ReasonDialog
from mdtdesk.ui.widgets.segments import Segments
from typist import CONTROL, Key, Typist

Sit = Callable[[Path], Typist]
MRN = "DEMO-26012"
MANY = 30


def become(typist: Typist, *roles: str) -> None:
    """Go on with these roles only."""
    context = typist.context
    actor = replace(context.actor, roles=frozenset(roles))
    typist.desk.sit(replace(context, actor=actor))


def press(typist: Typist, words: str) -> None:
    """Press the button with these words in the right pane."""
    found = [b for b in typist.page.findChildren(QPushButton) if b.text() == words]
    assert [b for b in found if b.isVisible()], words
    next(b for b in found if b.isVisible()).click()
    typist.wait()


def shown_words(typist: Typist) -> list[str]:
    """Return what the page's labels say."""
    return [each.text() for each in typist.page.findChildren(QLabel) if each.isVisible()]


def test_a_viewer_reads_everything_and_types_nothing(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    become(typist, "viewer")
    case_id = typist.open(MRN)
    before = typist.document(case_id)
    typist.page.area.build_all()
    assert "save" not in typist.page.slots()
    fields = typist.page.area.findChildren(QLineEdit)
    assert fields
    assert all(field.isReadOnly() or not field.isEnabled() for field in fields)
    assert not [s for s in typist.page.area.findChildren(Segments) if s.isEnabled()]
    typist.go_to("referral.doctor")
    typist.words("x")
    typist.tab()
    assert typist.document(case_id) == before


def test_what_a_coordinator_typed_is_marked_until_a_doctor_confirms(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    become(typist, "coordinator")
    case_id = typist.open(MRN)
    typist.go_to("performance.ecog")
    typist.words("2")
    typist.tab()
    assert items(typist.document(case_id), "unconfirmed") == ("performance.ecog",)
    typist.wait()
    row = typist.page.area.panels["performance"].forms[0].row("performance.ecog")
    assert row.editor.accessibleName() == "ECOG，待医师确认"

    told = "有 1 项内容由协调员录入，待医师确认"
    assert told in shown_words(typist)
    assert not typist.page.findChildren(QPushButton, "banner_confirm")

    become(typist, "surgeon")
    typist.open(MRN)
    press(typist, "全部确认")
    assert "unconfirmed" not in typist.document(case_id)
    assert told not in shown_words(typist)
    assert row.editor.accessibleName() == "ECOG"


def test_a_chair_closes_with_a_reason_and_opens_again(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    press(typist, "关闭病例…")
    dialog = typist.window.findChild(ReasonDialog)
    assert dialog is not None
    typist.bot.waitUntil(dialog.reasons.isVisible)
    dialog.reasons.setFocus()
    dialog.reasons.set_raw("died")
    dialog.reasons.edited.emit("died")
    dialog.findChildren(QPushButton)[-1].click()
    typist.wait()
    assert text(typist.document(case_id), "closed.reason") == "died"
    assert "save" not in typist.page.slots()
    press(typist, "重新打开")
    assert "closed" not in typist.document(case_id)


def test_a_laboratory_value_takes_its_sign_its_unit_and_says_low(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.section(8)
    typist.key(Key.Key_Return, CONTROL)
    typist.words("白细胞")
    typist.tab()
    typist.words("＜0.3")
    typist.tab()
    typist.key(Key.Key_A, CONTROL)
    typist.words("×10⁹/L")
    typist.tab()
    (lab,) = rows(typist.document(case_id), "labs")
    assert lab == document.document(
        {"test": "wbc", "value": 0.3, "comparator": "<", "unit": "10^9/L"}
    )
    typist.go_to("wishes")
    typist.page.retranslate()
    shown = typist.page.area.panels["labs"].findChildren(QLineEdit)
    assert "↓ 低" in [field.accessibleDescription() for field in shown]


def _links(pane: QWidget) -> list[QPushButton]:
    """Return what is there to press; Qt shows what was just made at its next turn."""
    return [one for one in pane.findChildren(QPushButton) if one.isVisible()]


def test_the_missing_links_lead_into_their_fields(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open(MRN)
    missing = typist.page.panes()[4]
    typist.bot.waitUntil(lambda: len(_links(missing)) > 4)
    typist.key(Key.Key_F6)  # the body map
    typist.key(Key.Key_F6)  # the scores
    typist.key(Key.Key_F6)
    assert missing.isAncestorOf(typist.focus())
    typist.tab(4)
    typist.key(Key.Key_Space)
    assert typist.here() == "lesions.sins.posterolateral"
    typist.words("2")
    typist.wait()
    assert len(typist.record().missing) == 4


def test_a_pane_is_entered_at_what_was_just_made(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open(MRN)
    typist.key(Key.Key_F6)  # the body map
    inside = typist.page.panes()[3].findChild(QVBoxLayout)
    made = QPushButton("neu")
    assert isinstance(inside, QVBoxLayout)
    inside.insertWidget(0, made)  # Qt shows it at its next turn
    assert not made.isVisible()
    typist.key(Key.Key_F6)
    assert typist.focus() is made


def test_language_and_theme_switch_while_it_is_shown(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open(MRN)
    typist.page.area.build_all()
    typist.do("language_en")
    typist.do("theme_dark")
    typist.wait()
    words = [b.text() for b in typist.page.findChildren(QPushButton)]
    assert "Add lesion" in words
    assert "添加病灶" not in words
    typist.do("language_zh")
    typist.do("theme_light")


def many(of: Document) -> Document:
    """Return a case with thirty lesions."""
    lesion = rows(of, "lesions")[0]
    levels = [f"T{n}" for n in range(1, 13)] + [f"L{n}" for n in range(1, 6)]
    made = [{**lesion, "id": new_id(), "levels": (levels[n % len(levels)],)} for n in range(MANY)]
    kept = {k: v for k, v in of.items() if k not in ("id", "number", "registered")}
    return document.document({**kept, "lesions": made})


def test_a_case_of_thirty_lesions_opens_at_once(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open("DEMO-26007")
    typist.page.area.build_all()
    facts = many(typist.document())
    (known,) = cases.same_patient(typist.context, "DEMO-26007")
    made = cases.register(typist.context, RegisterDraft(facts, known.id))
    typist.key(Key.Key_Escape)
    typist.wait()
    usual = len(typist.page.findChildren(QWidget))
    typist.desk.go("case", made.id)
    typist.bot.waitUntil(lambda: typist.page.case_id() == made.id)
    typist.wait()
    assert len(get(typist.document(), "lesions") or ()) == MANY  # type: ignore[arg-type]
    # one form serves every lesion: what a further one costs is its chip and its scores' rows
    more = len(typist.page.findChildren(QWidget)) - usual
    print(f"{MANY} lesions: {more} widgets more than {usual}")
    assert more < 40 * MANY


def test_others_see_that_there_is_unsaved_text_and_not_the_text(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = cases.find(typist.context, MRN)
    journal.write(typist.context, f"case:{case_id}", {"wishes": "秘密"})
    mine = typist.context
    other = people.add(mine, PersonDraft("周敏", ("surgeon",)))
    actor = replace(mine.actor, person_id=other.id, name="周敏")
    typist.desk.sit(replace(mine, actor=actor))
    typist.open(MRN)
    said = " ".join(each.text() for each in typist.page.findChildren(QLabel) if each.isVisible())
    assert "韩立群 有未保存的文字" in said
    assert "秘密" not in said
    assert typist.page.area.typed() == {}


def test_full_width_letters_find_a_level(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    typist.go_to("neurology.level")
    typist.words("Ｌ３")
    typist.tab()
    assert text(typist.document(case_id), "neurology.level") == "L3"
