# SPDX-License-Identifier: MIT
"""Every code of a problem, and every reason why something is unavailable, has its sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from shape import Source, package_sources
from words import called, catalogue

_CODE = re.compile(r"[a-z]+(_[a-z0-9]+)*")
MAKERS = {"Problem": 1, "_problem": 1, "_refusal": 0, "Unavailable": 0}


def codes(source: Source, maker: str) -> Iterator[str]:
    """Yield the codes that a file gives to a maker of problems, as written there."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and called(node) == maker:
            place = MAKERS[maker]
            for each in ast.walk(node.args[place]) if len(node.args) > place else ():
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.value


def returned(source: Source) -> Iterator[str]:
    """Yield the codes that the check of a single value returns."""
    for function in source.functions():
        if function.name in ("_scalar", "_number"):
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and node.value is not None:
                    for each in ast.walk(node.value):
                        if isinstance(each, ast.Constant) and isinstance(each.value, str):
                            yield each.value


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_has_a_sentence(language: str) -> None:
    sources = package_sources()
    found = {c for s in sources for maker in ("Problem", "_problem") for c in codes(s, maker)}
    found |= {c for s in sources if s.place == "exchange/parsing.py" for c in codes(s, "_refusal")}
    found |= {c for s in sources if s.place == "domain/check.py" for c in returned(s)}
    wanted = {code for code in found if _CODE.fullmatch(code)}
    assert len(wanted) > 40
    known = set(catalogue(language))
    starts = {code for code in wanted if f"error.{code}" not in known}
    # the beginning of an f-string, or an operator's other string
    missing = {c for c in starts if not any(key.startswith(f"error.{c}") for key in known)}
    assert not missing


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_has_a_sentence(language: str) -> None:
    found = {code for source in package_sources() for code in codes(source, "Unavailable")}
    assert len(found) > 15
    assert not {code for code in found if f"unavailable.{code}" not in catalogue(language)}
