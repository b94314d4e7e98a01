# SPDX-License-Identifier: MIT
"""One catalogue for window, prints and command line: key or code in, words out, without Qt.

Sentences stand in ``resources/i18n/<language>/<part>.toml``; the part is the key's first word,
so ``case.title`` is ``title`` in ``case.toml``. Labels of codes stand beside the codes, in
``resources/vocabularies``. A part is read when its first key is asked for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from mdtdesk.paths import resource

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_INDEX = re.compile(r"\[[^\]]*\]")
_MNEMONIC = re.compile(r"\s*\(&\w\)|&")


@cache
def _part(language: Language, part: str) -> dict[str, str]:
    path = resource("i18n", language, f"{part}.toml")
    if not path.exists():
        return {}
    return dict(_flat(tomllib.loads(path.read_text("utf-8"))))


def _flat(table: Mapping[str, object], before: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            rows += _flat(value, f"{before}{key}.")
        else:
            rows.append((before + key, str(value)))
    return rows


def _by_file(vocabulary: str) -> list[dict[str, object]]:
    """Return a vocabulary that grows by files, as instruments do: each file is a code."""
    found = [
        tomllib.loads(file.read_text("utf-8")) for file in resource(f"{vocabulary}s").iterdir()
    ]
    found.sort(key=lambda table: int(table["place"]))
    return [
        {
            "code": table["id"],
            **table["name"],
            **{f"short_{language}": words for language, words in table["short"].items()},
        }
        for table in found
    ]


@cache
def labels(vocabulary: str) -> dict[str, dict[str, str]]:
    """Return code → ``{"zh": …, "en": …, "short_zh": …}`` of one vocabulary, in its order."""
    file = resource("vocabularies", f"{vocabulary}.toml")
    rows = tomllib.loads(file.read_text("utf-8"))["code"] if file.exists() else _by_file(vocabulary)
    return {str(r["code"]): {k: v for k, v in r.items() if isinstance(v, str)} for r in rows}


class Translate:
    """Says keys, codes and fields in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of ``part.key`` with its named placeholders filled."""
        part, _, rest = key.partition(".")
        text = _part(self.language, part)[rest]
        return text.format_map(values) if values else text

    def has(self, key: str) -> bool:
        """Tell whether the catalogue holds the key."""
        part, _, rest = key.partition(".")
        return rest in _part(self.language, part)

    def code(self, vocabulary: str, code: object, *, short: bool = False) -> str:
        """Return a code's label; ``short`` asks for the one that fits a segment."""
        row = labels(vocabulary)[str(code)]
        return row.get(f"short_{self.language}" if short else self.language) or row[self.language]

    def field(self, path: str) -> str:
        """Return the label of a document's field; indexes and ids in brackets do not matter.

        An earlier decision's fields are called as those of a decision.
        """
        plain = _INDEX.sub("", path).replace("earlier_decisions.", "decision.")
        return self("field." + plain)


@cache
def translator(language: Language) -> Translate:
    """Return the one translator of a language."""
    return Translate(language)


def unmarked(label: str) -> str:
    """Return a label of a menu without the letter that goes with Alt."""
    return _MNEMONIC.sub("", label)
