# SPDX-License-Identifier: MIT
"""The administration page by keyboard: tables seen whole, confirmed, switched off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from desktop import Desktop
from mdtdesk.domain import checks_department, document
from mdtdesk.domain.instruments import tables
from mdtdesk.services import instruments
from mdtdesk.storage import kept, reading
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.ui.administration.sheet import Sheet
from mdtdesk.ui.administration.switch_list import SwitchList
from mdtdesk.ui.dialogs.reason import ReasonDialog
from mdtdesk.ui.pages.administration import AdministrationPage
from mdtdesk.ui.pages.case import CasePage

Open = Callable[..., Desktop]
KATAGIRI = "katagiri_2014"


def wait(desktop: Desktop) -> None:
    """Wait until the store has answered and what follows from it is answered too."""
    for _ in range(4):
        desktop.wait()
        desktop.bot.wait(0)


def found(desktop: Desktop) -> AdministrationPage:
    """Return the page."""
    page = desktop.window.findChild(AdministrationPage)
    assert page is not None
    return page


def administration(desktop: Desktop) -> AdministrationPage:
    """Go to the page by its button in the rail."""
    button = desktop.find(QToolButton, "rail_administration")
    button.setFocus()
    desktop.press(Qt.Key.Key_Space)
    wait(desktop)
    return found(desktop)


def words(page: AdministrationPage) -> str:
    """Return all that the sheet says."""
    labels = page.sheet.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(page.sheet))


def offered(page: AdministrationPage) -> list[str]:
    """Return the buttons that are offered, by their names in code."""
    names = ("confirm_chair", "confirm_administrator", "switch_off")
    found = [page.sheet.findChild(QPushButton, name) for name in names]
    return [one.objectName() for one in found if one is not None and not one.isHidden()]


def keep_another_band(desktop: Desktop) -> str:
    """Keep results of a version before with another band for both cases; return the first's id."""
    context = desktop.desk.context
    assert context is not None
    answers = {item.id: item.options[0].id for item in tables.of(KATAGIRI).items}
    score = {"instrument": KATAGIRI, "version": "before", "band": "another", "answers": answers}
    with context.store.write() as connection:
        ids = lookups.open_ids(connection)
        for case_id in ids:
            case = reading.load(connection, case_id) or document.EMPTY
            lesions = [{"lesion": row["id"]} for row in document.rows(case, "lesions")]
            rows = [document.document({**score, **of}) for of in ({}, *lesions)]
            kept.append(connection, case_id, rows)
    return ids[0]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_whole_table_is_shown(sit: Open, language: str) -> None:
    desktop = sit()
    desktop.do(f"language_{language}")
    page = administration(desktop)
    said, table = words(page), tables.of(KATAGIRI)
    for item in table.items:
        assert item.label[language] in said
        assert all(option.label[language] in said for option in item.options)
    assert all(band.label[language] in said for band in table.bands)
    assert table.citation in said
    assert "2" in said


def test_both_confirm_by_keyboard_and_switch_off_with_a_reason(sit: Open) -> None:
    desktop = sit()
    page = administration(desktop)
    assert isinstance(desktop.focus(), SwitchList)
    assert page.list.switch is not None
    assert page.list.switch.id == KATAGIRI
    context = desktop.desk.context
    assert context is not None
    for left in (["confirm_administrator", "switch_off"], ["switch_off"]):
        desktop.press(Qt.Key.Key_Tab)
        desktop.press(Qt.Key.Key_Space)
        wait(desktop)
        assert offered(page) == left
    assert KATAGIRI in instruments.enabled(context)
    desktop.press(Qt.Key.Key_Tab)
    desktop.press(Qt.Key.Key_Space)
    desktop.bot.waitUntil(lambda: bool(desktop.window.findChildren(ReasonDialog)))
    dialog = desktop.window.findChildren(ReasonDialog)[0]
    desktop.bot.waitUntil(dialog.reasons.isVisible)
    dialog.reasons.set_raw("table_in_doubt")
    dialog.reasons.edited.emit("table_in_doubt")
    dialog.words.setText("与原文不符")
    named = desktop.desk.translate("switch.off_button")
    next(b for b in dialog.findChildren(QPushButton) if b.text() == named).click()
    wait(desktop)
    assert KATAGIRI not in instruments.enabled(context)
    assert "与原文不符" in words(page)
    assert offered(page) == ["confirm_chair", "confirm_administrator"]


def test_the_chair_sees_which_cases_it_touches(sit: Open) -> None:
    page = administration(sit("chair", "surgeon"))
    links = [b.text() for b in page.sheet.findChildren(QPushButton) if b.text()[:2] == "20"]
    assert len(links) == 2
    assert offered(page) == ["confirm_chair"]


def test_an_administrator_sees_counts_and_no_case(sit: Open) -> None:
    desktop = sit("administrator")
    wait(desktop)
    page = found(desktop)
    assert "2" in words(page)
    assert not [b for b in page.sheet.findChildren(QPushButton) if b.text()[:2] == "20"]
    assert offered(page) == ["confirm_administrator"]
    assert desktop.window.findChild(QToolButton, "rail_cases") is None


def test_others_have_no_such_place(sit: Open) -> None:
    desktop = sit("surgeon", "coordinator")
    assert desktop.window.findChild(QToolButton, "rail_administration") is None


def test_what_needs_nobody_offers_nothing(sit: Open) -> None:
    desktop = sit()
    page = administration(desktop)
    page.list.choose("sins")
    wait(desktop)
    assert offered(page) == []
    assert tables.of("sins").citation in words(page)


def test_every_part_is_named_for_who_cannot_see(sit: Open) -> None:
    page = administration(sit())
    names = [page.list.accessibleName(), page.sheet.area.accessibleName()]
    assert all(names)
    rows = QAccessible.queryAccessibleInterface(page.list)
    said = {rows.child(n).text(QAccessible.Text.Name) for n in range(rows.childCount())}
    assert any(tables.of(KATAGIRI).name["zh"] in one for one in said)


def test_cases_whose_band_changed_are_listed_and_lead_to_the_case(sit: Open) -> None:
    desktop = sit()
    case_id, table = keep_another_band(desktop), tables.of(KATAGIRI)
    page = administration(desktop)
    assert desktop.desk.translate("switch.moved_title") in words(page)
    new = next(b for b in table.bands if b.lowest <= 0 <= b.highest).label["zh"]
    links = [b for b in page.sheet.findChildren(QPushButton) if new in b.text()]
    assert len(links) > 2
    assert "another" in links[0].text()
    links[0].click()
    wait(desktop)
    shown = desktop.window.findChild(CasePage)
    assert shown is not None
    assert shown.case_id() == case_id


def test_the_table_scrolls_by_keys(sit: Open) -> None:
    desktop = sit()
    page = administration(desktop)
    bar = page.sheet.area.verticalScrollBar()
    page.sheet.area.setFocus()
    desktop.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    assert isinstance(page.sheet, Sheet)


@pytest.mark.parametrize("wide", [1000, 1900])
def test_no_line_of_the_table_is_cut(sit: Open, wide: int) -> None:
    desktop = sit()
    keep_another_band(desktop)
    desktop.window.resize(wide, 700)
    page = administration(desktop)
    for named in tables.load():
        page.list.choose(named)
        wait(desktop)
        desktop.bot.waitUntil(lambda: not cut(page), timeout=2_000)


def cut(page: AdministrationPage) -> list[str]:
    """Return the lines of the table that have less height than their words need."""
    lines = [one for one in page.sheet.area.findChildren(QLabel) if one.isVisible()]
    assert lines
    return [one.text() for one in lines if one.height() < one.heightForWidth(one.width())]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_rule_says_its_condition_and_source_and_is_switched_on(sit: Open, language: str) -> None:
    desktop = sit()
    desktop.do(f"language_{language}")
    page = administration(desktop)
    rule = next(iter(checks_department.load().values()))
    page.list.choose(rule.id)
    wait(desktop)
    said = words(page)
    assert all(text[language] in said for text in (rule.name, rule.text, rule.source))
    for button in page.sheet.confirm.values():
        button.click()
        wait(desktop)
    assert desktop.desk.context is not None
    assert instruments.enabled_rules(desktop.desk.context) == frozenset({rule.id})
    assert page.list.switch is not None
    assert page.list.switch.state == "on"
