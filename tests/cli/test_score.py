# SPDX-License-Identifier: MIT
"""``mdtdesk score``: JSON lines through a real process."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from mdtdesk.cli.verbs import SCORE_KEYS

_CASE = {
    "format": "mdtdesk-case",
    "version": 1,
    "patient": {"mrn": "S1"},
    "lesions": [
        {"site": "spine", "levels": ["T12"], "matrix": "lytic"},
        {"site": "limb", "bone": "femur", "side": "left", "fracture": "complete"},
    ],
}


def _score(*lines: str, bom: bool = False) -> tuple[int, list[dict[str, Any]]]:
    typed = "\n".join(lines).encode("utf-8")
    return _run((b"\xef\xbb\xbf" if bom else b"") + typed)


def _run(typed: bytes) -> tuple[int, list[dict[str, Any]]]:
    done = subprocess.run(
        [sys.executable, "-m", "mdtdesk", "score", "--language", "en"],
        input=typed,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == b""
    return done.returncode, [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def test_answers_are_scored_and_the_reference_comes_back() -> None:
    asked = {"instrument": "mirels", "ref": {"row": 3}}
    answers = {"site": "lower", "pain": "moderate", "lesion": "lytic", "size": "gt_2_3"}
    code, (line,) = _score(json.dumps(asked | {"answers": answers}), "", bom=True)
    assert code == 0
    assert list(line) == list(SCORE_KEYS)
    assert (line["ref"], line["total"], line["band"]) == ({"row": 3}, 10, "ge9")
    assert line["points"] == {"site": 2, "pain": 2, "lesion": 3, "size": 3}


def test_the_help_lists_the_keys_of_a_line() -> None:
    for words in (("score", "--help"), ("--help",)):
        done = subprocess.run(
            [sys.executable, "-m", "mdtdesk", *words, "--language", "en"],
            capture_output=True,
            timeout=60,
            check=True,
        )
        told = done.stdout.decode("utf-8").splitlines()
        assert f"  score: {', '.join(SCORE_KEYS)}" in told
        assert "  mdtdesk score < cases.jsonl" in told


def test_a_named_instrument_says_where_it_does_not_apply() -> None:
    code, lines = _score(json.dumps({"instrument": "mirels", "case": _CASE}))
    assert code == 0
    assert [(one["lesion"], one["applicable"], one["reason"]) for one in lines] == [
        (0, False, "not_long_bone"),
        (1, False, "complete_fracture"),
    ]
    assert all(one["total"] is None and one["points"] == {} for one in lines)


def test_a_case_without_lesions_gives_one_line() -> None:
    bare = {key: value for key, value in _CASE.items() if key != "lesions"}
    _, (line,) = _score(json.dumps({"instrument": "sins", "case": bare}))
    assert (line["lesion"], line["applicable"], line["reason"]) == (None, False, "not_spine_lesion")


def test_a_case_gives_what_applies_to_it() -> None:
    code, lines = _score(json.dumps({"case": _CASE}))
    assert code == 0
    assert {one["instrument"] for one in lines} >= {"sins", "tomita", "bauer_original", "kps"}
    assert all(one["applicable"] for one in lines)
    (sins,) = [one for one in lines if one["instrument"] == "sins"]
    assert (sins["range"], sins["missing"][0]) == ([5, 18], "pain")
    (katagiri,) = [one for one in lines if one["instrument"] == "katagiri_2014"]
    assert katagiri["status"] == "department must confirm"


def test_a_refused_line_stops_nothing() -> None:
    lines = (
        "{",
        "[1]",
        '{"instrument": "nope", "answers": {}}',
        '{"instrument": "sins", "answers": {"place": "x"}}',
        '{"instrument": "sins", "answers": {"pain": "x"}}',
        '{"case": {"format": "mdtdesk-case"}}',
        '{"ref": 1}',
        '{"instrument": "tomita", "answers": {}}',
    )
    code, told = _score(*lines)
    assert code == 1
    assert len(told) == len(lines)
    assert all(list(one) == ["problems"] and one["problems"] for one in told[:6])
    assert list(told[6]) == ["ref", "problems"]
    assert told[7]["range"] == [2, 10]
    paths = [one["problems"][0]["path"] for one in told[2:6]]
    assert paths == ["instrument", "answers.place", "answers.pain", "case.version"]


@pytest.mark.parametrize(
    ("line", "path", "told"),
    [
        (b'{"ref": "\xff", "instrument": "sins", "answers": {}}', "", "is no JSON"),
        (b'{"case": {"neurology": {"frankel": "E", "frankel": "A"}}}', "frankel", "twice"),
        (b'{"instrument": "sins", "answers": null}', "answers", "not null"),
        (b'{"instrument": "sins", "answers": {"pain": null}}', "answers.pain", '"null"'),
        (b'{"instrument": "wbb", "answers": {"grade": "A"}}', "answers.grade", "no item"),
    ],
)
def test_nothing_is_guessed_from_a_line(line: bytes, path: str, told: str) -> None:
    code, (answer,) = _run(line)
    assert code == 1
    assert list(answer) == ["problems"]
    (problem,) = answer["problems"]
    assert problem["path"] == path
    assert told in problem["message"]


def test_a_list_of_grades_stays_a_list() -> None:
    _, (line,) = _score('{"instrument": "enneking_pelvis", "answers": {"grade": "I"}}')
    assert line["value"] == ["I"]


def test_ten_thousand_lines_take_seconds() -> None:
    line = json.dumps({"instrument": "sins", "case": _CASE})
    code, told = _score(*[line] * 10_000)
    assert (code, len(told)) == (0, 20_000)
