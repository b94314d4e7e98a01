# SPDX-License-Identifier: MIT
"""Finds the words of the program: the catalogue's keys, where the code asks for them, and literals.

A key is asked for by a literal, ``"case.title"``, or by an f-string, ``f"error.{code}"``. What an
f-string leaves open must be a word of the code or of its tables, so that a key nobody can ask for
is found there too.
"""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shape import ROOT, Source, package_sources

RESOURCES = ROOT / "resources"
LANGUAGES = ("zh", "en")
TRANSLATORS = {"translate", "say", "Said"}
# Calls whose words a person reads.
SPEAKING = """
    QLabel QPushButton QToolButton QCheckBox QRadioButton QGroupBox QAction QMenu QDockWidget
    setText setTitle setWindowTitle setToolTip setStatusTip setWhatsThis setPlaceholderText
    setAccessibleName setAccessibleDescription setLabelText setInformativeText setDetailedText
    setPlainText setHtml setPrefix setSuffix setSpecialValueText setTabText setHeaderLabels
    setHorizontalHeaderLabels addItem addItems addAction addMenu addTab addRow insertItem
    showMessage information warning critical question getOpenFileName getSaveFileName
    getExistingDirectory drawText drawString drawRightString drawCentredString Paragraph print
    add_argument add_parser ArgumentParser error
"""
SPOKEN_KEYWORDS = {"help", "description", "epilog", "text", "title"}
CHARACTER_TABLES = {"reports/breaking.py"}
VISIBLE_LAYERS = {"ui", "cli", "app", "reports"}
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_KEY = re.compile(r"[a-z_]+(\.[A-Za-z0-9_-]+)+")


@dataclass(frozen=True)
class Use:
    """One place where the code asks for a key; ``names`` are the values it gives, if known."""

    place: str
    pattern: re.Pattern[str]
    key: str
    names: frozenset[str] | None = None


def flat(table: Mapping[str, object], before: str = "") -> dict[str, object]:
    """Return a table of tables as one, its keys joined by dots."""
    found: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{before}{key}.")
        else:
            found[before + key] = value
    return found


@cache
def catalogue(language: str) -> dict[str, object]:
    """Return every key with its text."""
    return {
        f"{file.stem}.{key}": value
        for file in sorted((RESOURCES / "i18n" / language).glob("*.toml"))
        for key, value in flat(tomllib.loads(file.read_text("utf-8"))).items()
    }


def placeholders(text: str) -> list[str]:
    """Return the names in braces, sorted, each as often as it stands there."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def literals(tree: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Yield every string of the code but docstrings and the pieces of f-strings."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(value) for value in node.values}
            yield node
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skipped
        ):
            yield node


def uses(sources: list[Source]) -> Iterator[Use]:
    """Yield every literal and f-string that can be a key of the catalogue."""
    parts = {key.split(".")[0] for key in catalogue("en")}
    for source in sources:
        given, kinds = _given(source.tree), _kinds(source.tree)
        for node in literals(source.tree):
            if id(node) in kinds:
                continue
            pattern, key = _pattern(node)
            if key.split(".")[0] in parts and "." in key:
                place = f"{source.place}:{node.lineno}"
                yield Use(place, re.compile(pattern), key, given.get(id(node)))


def _kinds(tree: ast.AST) -> set[int]:
    """Return the strings that name a command, which look like keys and are none."""
    calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and called(n) == "command")
    return {id(argument) for call in calls for argument in call.args}


def _given(tree: ast.AST) -> dict[int, frozenset[str]]:
    """Return which values stand beside a key, where the call says so itself."""
    found: dict[int, frozenset[str]] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args or called(node) not in TRANSLATORS:
            continue
        names = {keyword.arg for keyword in node.keywords}
        if None not in names and not (called(node) == "Said" and len(node.args) > 1):
            found[id(node.args[0])] = frozenset(name for name in names if name and name != "undo")
    return found


def called(node: ast.Call) -> str:
    """Return the last name of what is called."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _pattern(node: ast.Constant | ast.JoinedStr) -> tuple[str, str]:
    """Return a pattern of the keys that a string can be, and the string with ``*`` for its gaps."""
    if isinstance(node, ast.Constant):
        text = str(node.value)
        return (re.escape(text), text) if _KEY.fullmatch(text) else ("", "")
    shown = "".join(str(v.value) if isinstance(v, ast.Constant) else "*" for v in node.values)
    return (
        (_pattern_of(node), shown)
        if re.match(r"[a-z_]+\.", shown) and " " not in shown
        else ("", "")
    )


def _pattern_of(node: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(v.value)) if isinstance(v, ast.Constant) else "(.+)" for v in node.values
    )


@cache
def known_words() -> frozenset[str]:
    """Return what an f-string's gap can be: the code's own words and those of its tables."""
    words = {
        str(node.value)
        for source in package_sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    words |= {keyword for source in package_sources() for keyword in _identifiers(source.tree)}
    for file in RESOURCES.rglob("*.toml"):
        if "i18n" not in file.parts:
            words |= set(_strings(tomllib.loads(file.read_text("utf-8"))))
    return frozenset(words)


def _identifiers(tree: ast.AST) -> Iterator[str]:
    """Yield names that code looks up by name: fields of records and keywords of calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    else:
        yield str(value)


@cache
def made_words() -> re.Pattern[str]:
    """Return a pattern of the words that f-strings of the code make, such as ``section_{n}``."""
    made = {
        _pattern_of(node)
        for source in package_sources()
        for node in literals(source.tree)
        if isinstance(node, ast.JoinedStr) and re.search(r"[a-z_]{4}", _pieces(node))
    }
    return re.compile("|".join(sorted(made)))


def asked(use: Use, key: str) -> bool:
    """Tell whether a use can be this key."""
    match = use.pattern.fullmatch(key)
    return match is not None and all(
        all(word in known_words() or made_words().fullmatch(word) for word in _split(gap))
        for gap in match.groups()
    )


def _split(gap: str) -> list[str]:
    return [gap] if gap in known_words() else gap.split(".")


def visible_literals(source: Source) -> Iterator[str]:
    """Yield words that a person would read and that no catalogue holds."""
    if source.layer not in VISIBLE_LAYERS:
        return
    for text in literals(source.tree):
        if _HAN.search(_pieces(text)) and source.place not in CHARACTER_TABLES:
            yield f"{source.place}:{text.lineno} {_pieces(text)!r}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and called(node) in SPEAKING.split():
            spoken = [*node.args] if called(node) not in {"add_argument", "add_parser"} else []
            spoken += [k.value for k in node.keywords if k.arg in SPOKEN_KEYWORDS]
            for each in spoken:
                if _WORD.search(_spoken(each)):
                    yield f"{source.place}:{each.lineno} {_spoken(each)!r}"


def _spoken(node: ast.expr) -> str:
    """Return the literal words of one argument."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        return _pieces(node)
    if isinstance(node, ast.BinOp):
        return f"{_spoken(node.left)} {_spoken(node.right)}"
    if isinstance(node, ast.IfExp):
        return f"{_spoken(node.body)} {_spoken(node.orelse)}"
    return " ".join(_spoken(e) for e in node.elts) if isinstance(node, ast.List | ast.Tuple) else ""


def _pieces(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return " ".join(str(v.value) for v in node.values if isinstance(v, ast.Constant))


def resource_files(pattern: str) -> list[Path]:
    """Return files of resources/ in their order."""
    return sorted(RESOURCES.glob(pattern))
