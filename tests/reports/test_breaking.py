# SPDX-License-Identifier: MIT
"""Lines end where a Chinese typesetter would end them, at every width."""

from __future__ import annotations

import re

import pytest

from mdtdesk.reports.breaking import NO_END, NO_START, break_line
from mdtdesk.reports.fonts import face

TEXT = (
    "甲状腺滤泡癌T11孤立转移（L2椎体轻度压缩），SINS 12分、ESCC 1c；Frankel E，"
    "ECOG 1 · KPS 80 · ASA 2。"
    "白蛋白紫杉醇＋卡铂，20 Gy/5次，血小板 121 10^9/L，CRP <0.3 mg/dL，地舒单抗 120 mg q4w；"
    "“希望尽快止痛”——骨髓瘤对放疗敏感？ "
    "prophylactic cephalomedullary nail before radiotherapy? 术后2–3周。"
)
_SIZE = 9.25
_WIDTHS = range(40, 501, 5)
_RUN = re.compile(r"[A-Za-z0-9.,<>^/–%+-]+")


def _advances(text: str) -> list[float]:
    glyphs = face()
    return [glyphs[c].width * _SIZE / 1000 for c in text]


def _lines(text: str, width: float) -> list[str]:
    return [text[a:b] for a, b in break_line(text, _advances(text), width)]


def _wide(run: str) -> float:
    return sum(_advances(run))


def test_nothing_is_lost_and_nothing_is_too_wide() -> None:
    for width in _WIDTHS:
        lines = _lines(TEXT, width)
        assert "".join("".join(lines).split()) == "".join(TEXT.split())
        assert all(_wide(line) <= width + 0.01 for line in lines), width


def test_no_line_begins_or_ends_with_the_wrong_mark() -> None:
    for width in _WIDTHS:
        lines = _lines(TEXT, width)
        assert not [line for line in lines[1:] if line[0] in NO_START], width
        assert not [line for line in lines[:-1] if line[-1] in NO_END], width


def test_a_latin_run_that_fits_a_line_is_not_broken() -> None:
    for width in _WIDTHS:
        lines = _lines(TEXT, width)
        for run in _RUN.findall(TEXT):
            # a mark that is tied to the run must fit beside it
            if _wide(run) + 2 * _SIZE <= width:
                assert any(run in line for line in lines), (run, width)


@pytest.mark.parametrize(
    "whole", ["20 Gy/5次", "120 mg", "0.3 mg/dL", "1 ·", "80 ·", "3周", "121 10^9/L"]
)
def test_numbers_keep_their_unit_and_words_their_dot(whole: str) -> None:
    for width in _WIDTHS[8:]:
        assert any(whole in line for line in _lines(TEXT, width)), width


@pytest.mark.parametrize("width", [40, 75.5, 200])
def test_a_run_longer_than_a_line_is_broken_and_whole(width: float) -> None:
    run = "（" + "pneumonoultramicroscopicsilicovolcanoconiosis" * 4 + "）。"
    lines = _lines(run, width)
    assert "".join(lines) == run
    assert all(_wide(line) <= width + 0.01 for line in lines)
    assert lines[0] != "（"
    assert lines[-1] not in ("。", "）。")


def test_spaces_at_the_beginning_are_kept_and_at_a_break_dropped() -> None:
    assert _lines("  a b", 500) == ["  a b"]
    assert _lines("aaaa bbbb", _wide("aaaa ")) == ["aaaa", "bbbb"]
    assert _lines("", 100) == [""]
