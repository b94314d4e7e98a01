# SPDX-License-Identifier: MIT
"""The restore test's report says what was done, with its figures, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mdtdesk.domain.backups import BackupRow, RestoreTest, Step
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.reports import restore_test
from mdtdesk.reports.blocks import Column, Line, table
from mdtdesk.reports.strips import text_width
from mdtdesk.reports.style import BODY, MM
from mdtdesk.storage.rehearsal import STEPS
from paper import pdfium_text

MADE = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
BACKUP = BackupRow(Path("/b/team-20261123-183000.mdtbackup"), MADE, 2_500_000, 4, "9f3c" * 16)
TEST = RestoreTest(
    *("骨转移", "0199", BACKUP, "2026-11-24T10:30:00+08:00", "韩立群", "PC-7", "0.6.0"),
    steps=tuple(Step(name, 0.25, passed=True) for name in STEPS),
    counts=(("audit", 1204, 1204), ("cases", 312, 312), ("empty", 0, 0)),
    audit_rows=1204,
)


def text(test: RestoreTest, language: Language) -> str:
    pdf = restore_test.render(test, translator(language))
    return "".join(pdfium_text(pdf).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_and_figure_is_said(language: Language) -> None:
    words, said = translator(language), text(TEST, language)
    wanted = [words(f"restore_test.step.{name}") for name in STEPS]
    wanted += [words("restore_test.passed"), BACKUP.path.name, BACKUP.audit_head, "PC-7", "312"]
    wanted += ["1,204", "2.5 MB", "0.25", "韩立群"]
    assert [each for each in wanted if "".join(each.split()) not in said] == []
    assert "empty" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_test_that_failed_says_so(language: Language) -> None:
    steps = (Step("prove", 0.1, passed=False, found="backup_damaged"), Step("remove", 0.0, True))
    words, said = translator(language), text(replace(TEST, steps=steps, counts=()), language)
    assert "".join(words("restore_test.failed").split()) in said
    assert "backup_damaged" in said
    assert "".join(words("restore_test.passed").split()) not in said


def test_heads_end_where_their_figures_do_and_a_note_begins_at_the_edge() -> None:
    columns = (
        Column("步骤", 60 * MM),
        Column("用时", 40 * MM, BODY, "right"),
        Column("结果", 80 * MM, BODY, "right"),
    )
    drawn = [
        piece
        for strip in table(columns, [Line(("核对", "0.25", "符合"), note="发现")])
        for piece in strip.pieces
    ]
    ends = {piece.text: piece.x + text_width(piece.text, piece.type) for piece in drawn}
    assert ends["用时"] == pytest.approx(ends["0.25"])
    assert ends["结果"] == pytest.approx(ends["符合"])
    assert {piece.x for piece in drawn if piece.text in ("步骤", "核对", "发现")} == {0}
