# SPDX-License-Identifier: MIT
"""Every reason the store gives has its sentence, and gives what the sentence names."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from mdtdesk import storage
from mdtdesk.errors import Unavailable
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.storage import faults
from words import placeholders


def _raised() -> dict[tuple[str, str], set[str]]:
    """Return where and by which reason an Unavailable is made, and the values it is given."""
    found = {}
    for path in Path(storage.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Unavailable":
                given = {word.arg for word in node.keywords if word.arg}
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant):
                        found[f"{path.name}:{node.lineno}", str(part.value)] = given
    return found


def test_every_reason_has_a_sentence_and_its_values() -> None:
    raised = _raised()
    assert len(raised) > 25
    for (place, reason), given in raised.items():
        for language in LANGUAGES:
            sentence = translator(language)(f"unavailable.{reason}")
            assert set(placeholders(sentence)) <= given, place


class _DriverError(Exception):
    def __init__(self, code: int) -> None:
        self.sqlite_errorcode = code


@pytest.mark.parametrize("code", range(40))
def test_the_drivers_reasons_have_sentences(code: int) -> None:
    fault = faults.from_driver(_DriverError(code | 2 << 8), Path("a.db"))
    if isinstance(fault, Unavailable):
        sentence = translator("zh")(f"unavailable.{fault.reason}", **fault.values)
        assert "{" not in sentence
