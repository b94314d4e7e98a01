# SPDX-License-Identifier: MIT
"""What hospital IT has settled is greyed and named in both languages, and one's own is not."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton, QToolButton, QWidget

from desktop import Desktop
from mdtdesk import policy, settings
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.ui.dialogs.settings import ROWS, SettingsDialog
from mdtdesk.ui.health.head import HealthHead
from mdtdesk.ui.preview.bar import PreviewBar
from mdtdesk.ui.strength import in_words
from mdtdesk.ui.widgets.table_view import TableView

Start = Callable[[Path | None], Desktop]
SETTLED = """
language = "en"
backup.second = "/mnt/nas"
letterhead.hospital = "某某肿瘤医院"
lock.idle_minutes = 3
password.least_length = 12
roles.apart = [["administrator", "chair"]]
output.export = false
output.pdf = false
"""
BY_IT = {language: translator(language)("policy.by_it") for language in LANGUAGES}


def settle(monkeypatch: pytest.MonkeyPatch, text: str = SETTLED) -> policy.Policy:
    """Put a policy in force."""
    read = policy.read(text, Path("policy.toml"))
    monkeypatch.setattr(policy, "current", lambda: read)
    return read


def tip(widget: QWidget) -> str:
    """Return a tool tip as it reads."""
    return html.unescape(widget.toolTip())


def opened(here: Desktop) -> SettingsDialog:
    """Open the settings."""
    here.do("settings")
    return here.window.findChildren(SettingsDialog)[-1]


def test_the_settings_say_who_settled_what(
    desktop: Start, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = settle(monkeypatch)
    here = desktop(store)
    dialog = opened(here)
    marked = {key for key in ROWS if dialog._marks[key].text() == BY_IT["en"]}
    assert marked == given.named
    assert set(ROWS) == policy.KEYS.keys() - {"updates.public_key"}
    for key in ROWS:
        assert dialog.value(key).isEnabled() == (key not in marked), key
        assert (BY_IT["en"] in tip(dialog.value(key))) == (key in marked), key
        assert dialog._names[key].text()
    assert dialog.lines["letterhead.hospital"].text() == "某某肿瘤医院"
    assert dialog.told["lock.idle_minutes"].text() == "3 minutes"
    assert dialog.told["password.least_length"].text() == "12 characters"
    assert dialog.told["output.export"].text() == "Not allowed"
    assert dialog.told["backup.second"].text() == "/mnt/nas"
    assert str(policy.place()) in dialog._place.text()
    dialog.close()


def test_ones_own_are_kept_and_the_settled_are_not(
    desktop: Start, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, 'letterhead.hospital = "某某肿瘤医院"')
    here = desktop(store)
    dialog = opened(here)
    line = dialog.lines["letterhead.department"]
    line.setFocus()
    QTest.keyClicks(line, "Orthopaedics")
    dialog.close()
    assert settings.load().department == "Orthopaedics"
    assert settings.load().hospital == "某某肿瘤医院"
    settle(monkeypatch, "")
    assert settings.load().hospital == ""


def test_menus_and_buttons_are_greyed_with_the_reason(
    desktop: Start, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    here = desktop(store)
    for code in LANGUAGES:
        button = here.find(QPushButton, f"language_{code}")
        assert not button.isEnabled()
        assert BY_IT["en"] in tip(button)
    here.sign_in()
    for action in ("language_zh", "language_en", "export_deidentified", "copy_record", "copy"):
        found = here.find(QAction, action)
        assert not found.isEnabled(), action
        assert "set by your hospital's IT" in found.text(), action
    lock = next(each for each in here.window.findChildren(QToolButton) if "3" in each.toolTip())
    assert "Locks after 3 minutes" in lock.toolTip()
    assert here.find(QAction, "theme_dark").isEnabled()
    here.desk.speak("zh")
    assert BY_IT["zh"] in here.find(QAction, "language_en").text()
    assert BY_IT["zh"] in tip(here.find(QPushButton, "language_en"))


def test_without_a_policy_nothing_is_greyed(desktop: Start, store: Path) -> None:
    here = desktop(store)
    dialog = opened(here)
    assert not [key for key in ROWS if dialog._marks[key].text()]
    assert all(dialog.value(key).isEnabled() for key in ROWS)
    assert here.find(QPushButton, "language_en").isEnabled()
    assert BY_IT["zh"] not in here.find(QAction, "copy").text()
    dialog.close()


def test_places_passwords_and_pdfs(qtbot: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(monkeypatch)
    for language in LANGUAGES:
        translate = translator(language)
        head, bar = HealthHead(), PreviewBar()
        head.retranslate(translate)
        head.show_busy("")
        head.show_idle("")
        assert head.buttons["first"].isEnabled()
        assert not head.buttons["second"].isEnabled()
        assert BY_IT[language] in tip(head.buttons["second"])
        bar.show_words("", language, translate)
        bar.allow(True)
        assert bar.print.isEnabled()
        assert not bar.save.isEnabled()
        assert BY_IT[language] in tip(bar.save)
        assert "12" in in_words("short", translate)
        assert translate("policy.by_it_words", words="").strip() in in_words("short", translate)
        head.deleteLater()
        bar.deleteLater()


def test_rows_of_a_list_are_not_copied(
    desktop: Start, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desktop(store)
    here.sign_in()
    here.desk.go("people")
    here.wait()
    view = next(each for each in here.window.findChildren(TableView) if each.isVisible())
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Anna Berger" in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().setText("before")
    settle(monkeypatch, "output.export = false")
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"
    (box,) = here.window.findChildren(QMessageBox, "failure")
    assert box.text() == here.desk.translate("unavailable.export_off")
    box.close()
