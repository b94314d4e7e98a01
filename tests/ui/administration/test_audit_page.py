# SPDX-License-Identifier: MIT
"""The audit page in a real window: narrowed, for the auditor alone, exported, verified."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from desktop import Desktop
from mdtdesk import policy, system
from mdtdesk.domain import audit, vocabulary
from mdtdesk.domain.audit_log import AuditEntry, AuditQuery
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.i18n import translator
from mdtdesk.services import audit_log, cases
from mdtdesk.services.context import Context
from mdtdesk.storage import audit as chain
from mdtdesk.ui.audit import words
from mdtdesk.ui.dialogs.opened_by import OpenedByDialog
from mdtdesk.ui.pages.audit import AuditLogPage

Sit = Callable[..., Desktop]


def page(here: Desktop) -> AuditLogPage:
    """Go to the audit page and return it."""
    here.desk.go("audit")
    here.wait()
    found = here.window.findChild(AuditLogPage)
    assert isinstance(found, AuditLogPage)
    return found


def store(here: Desktop) -> Context:
    """Return the store as who sits here has it."""
    assert here.desk.context is not None
    return here.desk.context


def shown(of: AuditLogPage, column: int) -> list[str]:
    """Return the words of a column of the list."""
    model = of.view.model()
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]


def said(of: AuditLogPage) -> str:
    """Return what the page's labels say."""
    return "\n".join(one.text() for one in of.findChildren(QLabel) if one.isVisible())


def narrow(here: Desktop, name: str, typed: str) -> None:
    """Type into a field of the filter and wait until the list has answered."""
    field = here.find(QLineEdit, f"audit_{name}")
    field.clear()
    QTest.keyClicks(field, typed)
    here.bot.wait(400)
    here.wait()


def verified(here: Desktop, anchor: str = "") -> str:
    """Verify the chain by the button and return what is said."""
    here.find(QLineEdit, "audit_verify_anchor").setText(anchor)
    go = here.find(QPushButton, "audit_verify_go")
    QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    here.bot.waitUntil(go.isEnabled, timeout=20_000)
    here.wait()
    return here.find(QLabel, "audit_verify_said").text()


def test_the_list_is_narrowed_by_everything_there_is(sit: Sit) -> None:
    here = sit()
    case_id = cases.find(store(here), "DEMO-26012")
    cases.amend(store(here), AmendDraft(case_id, 1, {"performance.ecog": 2}))
    audits = page(here)
    assert set(shown(audits, 3)) >= {"登记病例", "修改", "建立数据库"}
    narrow(here, "about", "hexiaomei")
    assert set(shown(audits, 5)) == {"何小梅"}
    assert shown(audits, 6)[0] == "体能与耐受：ECOG"
    narrow(here, "about", "nobody at all")
    assert shown(audits, 3) == []
    narrow(here, "about", "")
    box = here.find(QComboBox, "audit_action")
    box.setCurrentIndex(box.findText("修改"))
    here.bot.wait(400)
    here.wait()
    assert set(shown(audits, 3)) == {"修改"}
    narrow(here, "since", "2099")
    assert shown(audits, 3) == []
    narrow(here, "since", "2099-13")
    assert "“2099-13”不是存在的日期" in said(audits)
    narrow(here, "since", "2026")
    assert "不是存在的日期" not in said(audits)
    QTest.mouseClick(audits.filter.clear, Qt.MouseButton.LeftButton)
    here.bot.wait(400)
    here.wait()
    assert len(shown(audits, 3)) > 2


def test_who_is_only_auditor_starts_here_and_sees_digests(sit: Sit) -> None:
    here = sit("auditor")
    here.wait()
    assert here.desk.places == {"audit"}
    audits = page(here)
    narrow(here, "about", "2026-0002")
    words = [w for column in range(8) for w in shown(audits, column)]
    assert "2026-0002" in words
    assert not [w for w in words if "何小梅" in w or "DEMO" in w or "宫颈" in w]
    assert [w for w in words if re.fullmatch("摘要 [0-9a-f]{16}", w)]
    assert not [a for a in ("save", "new_case") if here.find(QAction, a).isEnabled()]


def test_a_chair_verifies_and_sees_no_list(sit: Sit) -> None:
    here = sit("chair")
    audits = page(here)
    assert not audits.view.isVisible()
    assert "审计链完整" in verified(here)


def test_a_policy_that_lets_nothing_out_greys_the_exports(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = policy.read("output.export = false", Path("policy.toml"))
    monkeypatch.setattr(policy, "current", lambda: settled)
    here = sit()
    audits = page(here)
    assert len(shown(audits, 3)) > 2
    for button in audits.exports.values():
        assert not button.isEnabled()
        assert here.desk.translate("policy.by_it") in button.toolTip()


def test_an_export_is_written_and_is_itself_in_the_audit(sit: Sit, tmp_path: Path) -> None:
    here = sit()
    audits = page(here)
    for kind in ("csv", "json"):
        audits._savings[kind].take(tmp_path / f"a.{kind}")
        here.wait()
    text = (tmp_path / "a.csv").read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert len(rows) - 1 == len(json.loads((tmp_path / "a.json").read_text("utf-8"))) > 2
    case_id = cases.find(store(here), "DEMO-26012")
    cases.amend(store(here), AmendDraft(case_id, 1, {"performance.ecog": 2}))
    found = audit_log.page(store(here), AuditQuery(action="exported"))
    assert len(found.rows) == 2


def test_the_chain_is_verified_with_the_head_of_a_print(sit: Sit) -> None:
    here = sit()
    page(here)
    with store(here).store.read() as connection:
        head = chain.head(connection)[1]
    said = verified(here, audit.short(head))
    assert "审计链完整" in said
    assert "含填入的链尾" in said
    assert "没有这个锚点" in verified(here, "0123 4567 89ab")
    assert "0123 4567 89ab" in here.find(QLabel, "audit_verify_said").text()


def test_tampering_is_named_by_its_row_and_kind(sit: Sit) -> None:
    here = sit()
    page(here)
    with store(here).store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit SET person = '他人' WHERE sequence = 2")
    assert verified(here) == "审计链已断：第 2 条被改过。"
    assert here.find(QLabel, "audit_verify_said").property("role") == "danger"


def test_who_opened_a_patient_stands_in_the_case_menu(sit: Sit) -> None:
    here = sit("surgeon", "chair", "administrator")
    case_id = cases.find(store(here), "DEMO-26012")
    here.desk.go("case", case_id)
    here.wait()
    here.bot.wait(0)
    here.wait()
    here.do("who_opened")
    here.wait()
    dialog = here.window.findChild(OpenedByDialog)
    assert dialog is not None
    model = dialog.view.model()
    words = {str(model.index(0, column).data()) for column in range(6)}
    assert {"韩立群", "查看", "2026-0002"} <= words
    dialog.accept()


def test_both_languages_and_looks_say_everything(sit: Sit) -> None:
    here = sit()
    audits = page(here)
    here.do("language_en")
    here.do("theme_dark")
    here.wait()
    labels = [w.text() for w in audits.findChildren(QLabel) if w.isVisible()]
    assert not [words for words in labels if re.search("[一-鿿]", words)]
    assert isinstance(audits, QWidget)
    here.do("language_zh")
    here.do("theme_light")


def test_every_action_of_the_program_has_its_words() -> None:
    source = Path(system.__file__).parent
    said = re.compile(
        r'(?:AuditRow\(\s*|_row\(\s*|audited\(|action=|"action": )"([a-z_]+)"', re.MULTILINE
    )
    found = {
        action
        for folder in ("services", "storage", ".")
        for file in (source / folder).glob("*.py")
        for action in said.findall(file.read_text("utf-8"))
    }
    assert len(found) > 40
    assert not {action for action in found if not vocabulary.has("audit_action", action)}


def test_codes_are_said_in_words() -> None:
    cases = {
        "decision.signatures[b].role": ("chair", "主持人", "Chair"),
        "decision.basis.document": ('{"case":{}}', "整份病例资料", "The whole case"),
        "quorum.missing[0]": ("radiology", "放射诊断科", "Radiology"),
        "decision.procedures[c].levels[0]": ("T12", "T12", "T12"),
    }
    for at, language in enumerate(("zh", "en"), 1):
        says = translator("en" if language == "en" else "zh")
        for field, said in cases.items():
            new = json.dumps(said[0])
            path = f"discussions[a].{field}"
            entry = AuditEntry(1, "", "", "", "", "changed", "1", "", path, "", new, "", False)
            assert words.value(entry, says) == said[at]
        assert words.path("49b6689f88ee", says) == f"{('文件', 'File')[at - 1]} 49b6689f88ee"
