# SPDX-License-Identifier: MIT
"""Holds the shape of the code: sizes, names, imports, services; every rule is shown to bite."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import shape
from shape import EVERYWHERE, PACKAGE_ONLY, Found, Source, other_sources, package_sources

HEAD = '# SPDX-License-Identifier: MIT\n"""Says what it is for."""\n'
LONG = "    x = 1\n"
Rule = Callable[[Source], Found]


def offences(rule: Rule, sources: list[Source]) -> list[str]:
    """Return what breaks the rule, as place:line what."""
    return [f"{s.place}:{line} {what}" for s in sources for line, what in rule(s)]


@pytest.mark.parametrize("rule", [*EVERYWHERE, *PACKAGE_ONLY], ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: Rule) -> None:
    assert not offences(rule, package_sources())


@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.__name__)
def test_tests_and_scripts_keep_the_rule(rule: Rule) -> None:
    assert not offences(rule, other_sources())


@pytest.mark.parametrize(
    ("rule", "place", "code"),
    [
        (shape.sizes, "ui/a.py", "x = 1\n" * 400),
        (shape.sizes, "ui/a.py", "def f() -> None:\n" + LONG * 50),
        (shape.sizes, "ui/a.py", "class A:\n" + LONG * 250),
        (shape.widget_inits, "ui/a.py", "class A:\n  def __init__(self) -> None:\n" + LONG * 16),
        (shape.parameters, "ui/a.py", "def f(a, b, *, c, d, e, g): ..."),
        (shape.blind_excepts, "ui/a.py", "try: f()\nexcept Exception: pass"),
        (shape.blind_excepts, "ui/a.py", "try: f()\nexcept (OSError, BaseException): pass"),
        (shape.blind_excepts, "ui/a.py", "try: f()\nexcept: pass"),
        (shape.blind_excepts, "ui/a.py", "try: f()\nexcept BaseException:\n  g()\n  raise"),
        (shape.names, "ui/utils.py", ""),
        (shape.names, "ui/helpers/a.py", ""),
        (shape.names, "ui/a.py", "class CaseManager: ..."),
        (shape.names, "ui/a.py", "class BasePage: ..."),
        (shape.docstrings, "ui/a.py", "def f() -> None:\n  return"),
        (shape.docstrings, "ui/a.py", 'class A:\n  """A."""\n  def f(self):\n    return'),
        (shape.imports, "ui/a.py", "from os import *"),
        (shape.imports, "ui/a.py", "def f():\n    x = 1  # why\n    import os"),
        (shape.imports, "ui/a.py", "def f():\n    import re\n    import os"),
        (shape.homes, "services/a.py", "from PySide6.QtCore import QObject"),
        (shape.homes, "ui/a.py", "def f():\n    import sqlalchemy.orm  # why"),
        (shape.homes, "reports/a.py", "import requests"),
        (shape.homes, "domain/a.py", "from mdtdesk.settings import Settings"),
        (shape.homes, "domain/a.py", "from mdtdesk import logs"),
        (shape.homes, "domain/a.py", "import mdtdesk.storage.engine"),
    ],
)
def test_a_rule_finds_what_breaks_it(rule: Rule, place: str, code: str) -> None:
    assert list(rule(Source(place, HEAD + code)))


@pytest.mark.parametrize("text", ["", '"""No licence."""\n', "# SPDX-License-Identifier: MIT\n"])
def test_a_missing_head_is_found(text: str) -> None:
    assert list(shape.spdx_and_docstring(Source("ui/a.py", text)))


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    # It costs 0.2 s.\n    import re\n    import os\n",
        "def f():\n    import os  # It costs 0.2 s.\n",
    ],
)
def test_an_explained_local_import_is_allowed(code: str) -> None:
    assert not list(shape.imports(Source("ui/a.py", HEAD + code)))


@pytest.mark.parametrize(
    ("contract", "place", "code"),
    [
        ("layers", "storage/layout.py", "from mdtdesk.services import cases"),
        ("layers", "reports/page.py", "from mdtdesk.storage import layout"),
        ("layers", "newcomer.py", "import os"),
        ("services", "services/people.py", "from mdtdesk.services import cases"),
        ("pages", "ui/pages/welcome.py", "from mdtdesk.ui.pages import sign_in"),
        ("domain", "domain/document.py", "from mdtdesk import settings"),
        ("qt", "services/people.py", "import PySide6.QtCore"),
        ("sqlalchemy", "ui/desk.py", "import sqlalchemy.orm"),
        ("driver", "services/people.py", "import sqlcipher3"),
        ("reportlab", "app.py", "from reportlab.pdfgen import canvas"),
        ("pypdfium2", "reports/page.py", "import pypdfium2"),
    ],
)
def test_a_contract_finds_what_breaks_it(
    tmp_path: Path, contract: str, place: str, code: str
) -> None:
    copy = tmp_path / "mdtdesk"
    shutil.copytree(shape.PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    with (copy / place).open("a", encoding="utf-8") as file:
        file.write(f"\n{code}\n")
    program = "from importlinter.cli import lint_imports_command as c; c()"
    options = ["--no-cache", "--no-logo", "--contract", contract]
    ended = subprocess.run(
        [sys.executable, "-c", program, *options],
        cwd=shape.ROOT,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "BROKEN" in ended.stdout, ended.stdout + ended.stderr
    assert ended.returncode == 1


def services() -> Iterator[ModuleType]:
    """Yield every module of use cases; what they share stands in context and case_writing."""
    shared = {f"mdtdesk.services.{name}" for name in ("context", "case_writing")}
    package = importlib.import_module("mdtdesk.services")
    for found in pkgutil.walk_packages(package.__path__, "mdtdesk.services."):
        if found.name not in shared:
            yield importlib.import_module(found.name)


def public_functions(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Yield the functions that a module itself offers."""
    for name, value in inspect.getmembers(module, callable):
        own = getattr(value, "__module__", "") == module.__name__
        if own and not name.startswith("_") and not inspect.isclass(value):
            yield f"{module.__name__}.{name}", value


def test_every_service_function_is_a_command_a_query_or_a_note() -> None:
    kinds = {
        name: getattr(function, "kind", None)
        for module in services()
        for name, function in public_functions(module)
    }
    assert "command" in kinds.values()
    assert {
        name for name, kind in kinds.items() if kind not in {"command", "query", "note"}
    } == set()
    notes = {name.split(".")[2] for name, kind in kinds.items() if kind == "note"}
    assert notes <= {"journal"}


def test_a_plain_function_counts_as_public() -> None:
    found = dict(public_functions(importlib.import_module(__name__)))
    assert f"{__name__}.offences" in found
