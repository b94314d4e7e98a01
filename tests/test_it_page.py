# SPDX-License-Identifier: MIT
"""The pages for hospital IT and the program say the same: keys, verbs, ranges, words on buttons."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from mdtdesk import crashes, policy
from mdtdesk.cli import parsing
from mdtdesk.cli.verbs import VERBS
from mdtdesk.domain.roles import ROLES
from mdtdesk.i18n import LANGUAGES, Language, translator
from shape import ROOT

PAGES: Mapping[Language, str] = {
    "en": (ROOT / "packaging" / "IT.md").read_text("utf-8"),
    "zh": (ROOT / "packaging" / "IT.zh.md").read_text("utf-8"),
}
ROW = re.compile(r"^\| `([a-z_.]+)` \| (.+?) \| (.+?) \| `(.+)` \|$", re.MULTILINE)
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def rows(page: str) -> dict[str, str]:
    """Return the example of each key in the table."""
    return {key: example for key, _, _, example in ROW.findall(page)}


def blocks(page: str, kind: str = "") -> list[str]:
    """Return what is to be typed or copied as it stands."""
    return [text for its, text in BLOCK.findall(page) if its == kind]


def commands(page: str) -> list[str]:
    """Return every line of the page that runs the program."""
    lines = [line.strip() for text in blocks(page) for line in text.splitlines()]
    return [line.removeprefix("mdtdesk ") for line in lines if line.startswith("mdtdesk ")]


def test_both_pages_have_the_same_lines_to_type() -> None:
    english, chinese = blocks(PAGES["en"]), blocks(PAGES["zh"])
    assert english == chinese
    assert rows(PAGES["en"]) == rows(PAGES["zh"])
    assert PAGES["en"].count("\n## ") == PAGES["zh"].count("\n## ")


def test_the_table_has_every_key_of_the_policy_and_no_other() -> None:
    assert list(rows(PAGES["en"])) == list(policy.KEYS)


@pytest.mark.parametrize("key", policy.KEYS)
def test_an_example_is_taken_as_it_stands(key: str) -> None:
    examples = rows(PAGES["en"])
    lines = [examples[key]]
    if key.startswith("updates."):
        lines = [examples[each] for each in examples if each.startswith("updates.")]
    assert key in policy.read("\n".join(lines), Path("policy.toml")).named


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_file_is_taken_as_it_stands(language: Language) -> None:
    given = blocks(PAGES[language], "toml")
    (whole,) = [text for text in given if "[lock]" in text]
    assert len(policy.read(whole, Path("policy.toml")).named) > 8
    assert all(set(dict(policy._flat(tomllib.loads(text)))) <= set(policy.KEYS) for text in given)


def test_ranges_codes_and_counts_hold() -> None:
    english, chinese = PAGES["en"], PAGES["zh"]
    for allowed in (policy.IDLE_MINUTES, policy.PASSWORD_LENGTH):
        assert f"whole number, {allowed[0]} to {allowed[-1]}: " in english
        assert f"{allowed[0]} 到 {allowed[-1]} 的整数" in chinese
    assert ", ".join(f"`{role}`" for role in ROLES) in english
    assert all(f"`{role}`（{translator('zh').code('role', role)}" in chinese for role in ROLES)
    assert f"the last {crashes.KEPT}" in english
    assert f"最近 {crashes.KEPT} 份" in chinese


@pytest.mark.parametrize("line", commands(PAGES["en"]))
def test_every_command_is_one_the_program_takes(line: str) -> None:
    words = re.findall(r'"[^"]*"|\S+', line)
    typed = parsing.parse([word.strip('"') for word in words])
    assert typed.verb is not None or typed.given.get("version")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verbs_that_hospital_it_needs_are_told(language: Language) -> None:
    told = {verb.spelled for verb in VERBS if f"mdtdesk {verb.spelled}" in PAGES[language]}
    needed = {"doctor", "policy check", "store create", "store check", "store upgrade"}
    needed |= {"store backup", "store restore", "store unlock", "person add", "audit verify"}
    assert needed | {"update key", "update announce", "demo", "export", "import"} <= told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "key",
    [
        *("policy.by_it", "message.copy_event", "health.act.test", "signin.forgot"),
        *("health.restore", "administration.part.health", "administration.part.people"),
        *("action.new_store", "action.settings", "action.export_deidentified"),
        *("people.reset", "message.licences"),
    ],
)
def test_words_of_the_window_stand_there_as_they_are(key: str, language: Language) -> None:
    said = translator(language)(key).replace("&", "").rstrip("…")
    assert said in " ".join(PAGES[language].split()), said
