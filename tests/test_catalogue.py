# SPDX-License-Identifier: MIT
"""Holds the two languages together: same keys and placeholders, none missing, none unused."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import label_readings
import words
from mdtdesk.domain import fields
from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.discussion_fields import DISCUSSION
from mdtdesk.i18n import Language, labels, translator
from shape import Source, package_sources
from words import LANGUAGES, asked, catalogue, placeholders, resource_files, uses

BLANK = {"print.space", "unit.lab.1"}  # the space between words, and the unit of a ratio
HEAD = '"""A page."""\n'
VOCABULARIES = resource_files("vocabularies/*.toml")


def tree(kind: fields.Kind, path: str = "") -> Iterator[tuple[str, fields.Kind]]:
    """Yield every kind of the case document with its path."""
    if path:
        yield path, kind
    inner: Mapping[str, tuple[fields.Kind, ...]] = {}
    if isinstance(kind, fields.Items):
        yield path, kind.item
    elif isinstance(kind, fields.Rows):
        inner = kind.row.all_fields()
    elif isinstance(kind, fields.FlagOr):
        inner = kind.group.all_fields()
    elif isinstance(kind, fields.Group):
        inner = kind.all_fields()
    for key, kinds in inner.items():
        for each in kinds:
            yield from tree(each, f"{path}.{key}" if path else key)


def test_both_languages_have_the_same_keys() -> None:
    assert catalogue("zh").keys() ^ catalogue("en").keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_words(language: str) -> None:
    bad = [
        key
        for key, text in catalogue(language).items()
        if not isinstance(text, str) or not (text.strip() or key in BLANK)
    ]
    assert not bad


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_shouts_or_pleads(language: str) -> None:
    shouting = re.compile(r"[!！]|\bplease\b", re.IGNORECASE)
    assert not [key for key, text in catalogue(language).items() if shouting.search(str(text))]


def test_both_languages_have_the_same_placeholders() -> None:
    chinese, english = catalogue("zh"), catalogue("en")
    different = {
        key: (placeholders(str(chinese[key])), placeholders(str(english[key])))
        for key in chinese.keys() & english.keys()
        if set(placeholders(str(chinese[key]))) != set(placeholders(str(english[key])))
    }
    assert not different


def test_placeholders_are_named() -> None:
    named = re.compile(r"[a-z_]+")
    texts = {**{f"zh {k}": v for k, v in catalogue("zh").items()}, **catalogue("en")}
    bad = [k for k, v in texts.items() if not all(map(named.fullmatch, placeholders(str(v))))]
    assert not bad


def test_no_key_is_missing() -> None:
    fields_of_a_case = {*CASE.all_fields(), *DISCUSSION.all_fields()}
    missing = []
    for use in uses(package_sources()):
        if use.key.split(".")[0] in fields_of_a_case and use.names is None:
            continue  # the path of a field that is named like a part of the catalogue
        if use.key.endswith(".toml"):
            continue  # a file's name
        if not any(use.pattern.fullmatch(key) for key in catalogue("en")):
            missing.append(f"{use.place} {use.key}")
    assert not missing


def test_no_key_is_unused() -> None:
    found = list(uses(package_sources()))
    own = {"field"}  # these are held to the tree below
    keys = [key for key in catalogue("en") if key.split(".")[0] not in own]
    assert not [key for key in keys if not any(asked(use, key) for use in found)]


def test_a_text_gets_the_values_it_names() -> None:
    wrong = []
    for use in uses(package_sources()):
        if use.names is not None and (text := catalogue("en").get(use.key)) is not None:
            wanted = set(placeholders(str(text)))
            if wanted != use.names:
                wrong.append(f"{use.place} {use.key}: {sorted(wanted)}, given {sorted(use.names)}")
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labels_are_those_of_the_fields(language: Language) -> None:
    translate = translator(language)
    missing: set[str] = set()
    for path, _ in tree(CASE):
        try:
            translate.field(path)
        except KeyError as error:
            missing.add(f"{path} {error}")
    assert not missing


def test_every_vocabulary_of_the_tree_exists() -> None:
    choices = [kind for _, kind in tree(CASE) if isinstance(kind, fields.Choice)]
    wanted = {kind.vocabulary for kind in choices if not kind.grows}
    assert len(wanted) > 40
    assert wanted - {file.stem for file in VOCABULARIES} == set()


@pytest.mark.parametrize("file", VOCABULARIES, ids=lambda file: file.stem)
def test_every_code_has_both_languages(file: Path) -> None:
    rows = tomllib.loads(file.read_text("utf-8"))["code"]
    codes = [row["code"] for row in rows]
    assert len(set(codes)) == len(codes) > 0
    assert not [row["code"] for row in rows for name in LANGUAGES if not row.get(name, "").strip()]
    half = [row["code"] for row in rows if ("short_zh" in row) and not row["short_zh"].strip()]
    assert not half
    assert list(labels(file.stem)) == [str(code) for code in codes]


def test_no_literal_is_shown_to_a_person() -> None:
    assert not [found for source in package_sources() for found in words.visible_literals(source)]


@pytest.mark.parametrize(
    "code",
    [
        'label.setText("Save the case")',
        'QLabel("保存")',
        'name = "保存"',
        'label.setText(f"{n} cases")',
        'label.setText("Saved" if done else "")',
        'parser.add_argument("--store", help="the store")',
        'print("done")',
    ],
)
def test_a_literal_is_found(code: str) -> None:
    assert list(words.visible_literals(Source("ui/a.py", HEAD + code)))


@pytest.mark.parametrize(
    "code",
    [
        'label.setText(translate("case.title"))',
        'label.setText(f"{n} · {m}")',
        'parser.add_argument("--store", help=translate("cli.store"))',
        'label.setObjectName("case title")',
    ],
)
def test_what_nobody_reads_is_no_literal(code: str) -> None:
    assert not list(words.visible_literals(Source("ui/a.py", HEAD + code)))


def test_uses_of_a_key_are_found() -> None:
    code = 'translate("start.broken", event=3)\ntranslate(f"start.{name}")\nf("start.nothing")'
    found = list(uses([Source("ui/a.py", HEAD + code)]))
    assert {use.key: use.names for use in found} == {
        "start.broken": frozenset({"event"}),
        "start.*": frozenset(),
        "start.nothing": None,
    }
    assert not asked(found[0], "start.broke")
    assert not asked(found[1], "start.no_word_of_the_code")


def test_every_character_of_a_label_has_the_readings_of_the_dictionary() -> None:
    stored = tomllib.loads(label_readings.FILE.read_text("utf-8"))
    assert stored == label_readings.readings()  # else: python tests/label_readings.py
