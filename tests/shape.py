# SPDX-License-Identifier: MIT
"""The rules of shape and names: each reads one source file and yields what breaks it.

A rule yields ``line what``; tests/test_architecture.py runs every rule over every file and shows
that each one can fail.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "mdtdesk"
FILE_LINES = 400
FUNCTION_LINES = 50
CLASS_LINES = 250
INIT_LINES = 15
PARAMETERS = 5
BLIND_EXCEPT = {"ui/tasks.py", "__main__.py"}
EMPTY_NAMES = {"utils", "util", "misc", "helpers", "helper", "common", "tools", "stuff", "manager"}
EMPTY_WORDS = re.compile(r"Manager|Helper|Handler|Util|^Base|^Abstract")
# Where each package from outside may be imported; whatever is not named here is not a dependency.
HOMES = {
    "PySide6": {"ui"},
    "shiboken6": {"ui"},
    "sqlalchemy": {"storage", "services", "app"},
    "sqlcipher3": {"storage"},
    "alembic": {"storage"},
    "argon2": {"storage"},
    "cryptography": {"storage", "updates"},
    "reportlab": {"reports"},
    "pypdfium2": {"imaging"},
    "PIL": {"imaging"},
    "pydicom": {"imaging"},
    "pypinyin": {"storage", "services"},
    "platformdirs": {"settings", "logs", "demo"},
}
LEAVES = {"errors", "i18n", "paths", "system", "children"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Found = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Source:
    """One file: its place under src/mdtdesk, or in the repository, and its text."""

    place: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """Return the lines of the text."""
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """Return the parsed text."""
        return ast.parse(self.text)

    @property
    def layer(self) -> str:
        """Return the first part of the place, without its ending."""
        return self.place.split("/")[0].removesuffix(".py")

    def functions(self) -> Iterator[Function]:
        """Yield every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def classes(self) -> Iterator[ast.ClassDef]:
        """Yield every class."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef):
                yield node


@cache
def package_sources() -> list[Source]:
    """Return every file of the package."""
    files = sorted(PACKAGE.rglob("*.py"))
    return [Source(f.relative_to(PACKAGE).as_posix(), f.read_text("utf-8")) for f in files]


@cache
def other_sources() -> list[Source]:
    """Return the tests and the scripts beside the package."""
    files = [*sorted(ROOT.glob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]
    files += sorted((ROOT / "packaging").rglob("*.py"))
    return [Source(f.relative_to(ROOT).as_posix(), f.read_text("utf-8")) for f in files]


def _length(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def spdx_and_docstring(source: Source) -> Found:
    """Every file begins with the licence line and says what it is for."""
    if not source.lines or source.lines[0] != "# SPDX-License-Identifier: MIT":
        yield 1, "no SPDX line"
    if not ast.get_docstring(source.tree):
        yield 1, "no module docstring"


def sizes(source: Source) -> Found:
    """Files, functions and classes stay small."""
    if len(source.lines) > FILE_LINES:
        yield 1, f"{len(source.lines)} lines in the file"
    for function in source.functions():
        if _length(function) > FUNCTION_LINES:
            yield function.lineno, f"{function.name} has {_length(function)} lines"
    for each in source.classes():
        if _length(each) > CLASS_LINES:
            yield each.lineno, f"{each.name} has {_length(each)} lines"


def widget_inits(source: Source) -> Found:
    """A widget's ``__init__`` only names its parts."""
    if source.layer != "ui":
        return
    for function in source.functions():
        body = (function.end_lineno or 0) - function.body[0].lineno + 1
        if function.name == "__init__" and body > INIT_LINES:
            yield function.lineno, f"__init__ has {body} lines"


def parameters(source: Source) -> Found:
    """Few parameters."""
    for function in source.functions():
        if function.name.startswith("__") or function.name != function.name.lower():
            continue  # Python's and Qt's own signatures
        given = function.args
        all_of_them = (*given.posonlyargs, *given.args, *given.kwonlyargs)
        count = sum(each.arg not in {"self", "cls"} for each in all_of_them)
        if count > PARAMETERS:
            yield function.lineno, f"{function.name} has {count} parameters"


def blind_excepts(source: Source) -> Found:
    """A bug is caught in two places only."""
    if source.place in BLIND_EXCEPT:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            names = (
                {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
                if node.type
                else {""}
            )
            if names & {"", "Exception", "BaseException"}:
                yield node.lineno, "catches everything"


def names(source: Source) -> Found:
    """Modules and classes are named after what they are."""
    for part in source.place.removesuffix(".py").split("/"):
        if part.strip("_") in EMPTY_NAMES:
            yield 1, f"module name {part}"
    for each in source.classes():
        if EMPTY_WORDS.search(each.name):
            yield each.lineno, f"class name {each.name}"


def docstrings(source: Source) -> Found:
    """Public functions, classes and methods say what they do."""
    owners: list[ast.Module | ast.ClassDef] = [source.tree, *source.classes()]
    for owner in owners:
        if isinstance(owner, ast.ClassDef) and owner.name.startswith("_"):
            continue
        for node in owner.body:
            if isinstance(node, Function | ast.ClassDef) and not _says_enough(node):
                yield node.lineno, f"{node.name} has no docstring"


def _says_enough(node: Function | ast.ClassDef) -> bool:
    """Tell whether there is a docstring or a reason for none: private, Qt's, a mere signature."""
    if ast.get_docstring(node) or node.name.startswith("_"):
        return True
    if isinstance(node, ast.ClassDef):
        return False
    only_signature = ast.unparse(node.body[0]) == "..."
    setter = any(ast.unparse(each).endswith(".setter") for each in node.decorator_list)
    return only_signature or setter or node.name != node.name.lower()


def imports(source: Source) -> Found:
    """No star import, and none inside a function without a comment that says why."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield node.lineno, "star import"
    for function in source.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom) and not _explained(
                source, node.lineno
            ):
                yield node.lineno, "import inside a function without a comment"


def _explained(source: Source, line: int) -> bool:
    """Tell whether a comment stands in the line or above the block of imports it belongs to."""
    text = source.lines[line - 1]
    while "#" not in text and line > 1:
        line -= 1
        text = source.lines[line - 1]
        if not re.match(r"\s*(from|import|#)\b|\s*#", text):
            return False
    return "#" in text


def homes(source: Source) -> Found:
    """A package from outside is imported where it has its home; the domain needs none."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        elif isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        else:
            continue
        for module in modules:
            top = module.split(".")[0]
            if top in sys.stdlib_module_names:
                continue
            if top == "mdtdesk":
                if source.layer == "domain" and not _below_domain(node, module):
                    yield node.lineno, f"the domain imports {module}"
            elif source.layer not in HOMES.get(top, set()):
                yield node.lineno, f"{source.layer} imports {top}"


def _below_domain(node: ast.Import | ast.ImportFrom, module: str) -> bool:
    parts = module.split(".")
    if len(parts) > 1:
        return parts[1] in LEAVES | {"domain"}
    return all(alias.name in LEAVES | {"domain"} for alias in node.names)


EVERYWHERE = (spdx_and_docstring, sizes, names, imports)
PACKAGE_ONLY = (widget_inits, parameters, blind_excepts, docstrings, homes)
