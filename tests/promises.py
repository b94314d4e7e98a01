# SPDX-License-Identifier: MIT
"""The promises of tests/README.md: which test holds which, and their figures as a table at the end.

A test says ``@pytest.mark.promise("kill")`` and counts with the fixture ``figure``; a negative
control says ``@pytest.mark.promise("kill", control=True)``. Run as a program with files written by
``--figures``, it prints one table for several runs of the test runner.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
README = TESTS / "README.md"
MARK, CELLS = "promise", 5
Figure = Callable[..., None]


@dataclass
class Held:
    """What the tests of one promise came to."""

    tests: int = 0
    controls: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Return the row of the table."""
        counted = [f"{number:,} {what.replace('_', ' ')}" for what, number in self.counts.items()]
        faults = [f"{self.failed} FAILED"] * bool(self.failed)
        faults += [f"{self.skipped} skipped"] * bool(self.skipped)
        words = dict.fromkeys(self.words)  # a parametrised test says the same again and again
        told = "; ".join([*faults, *([", ".join(counted)] if counted else []), *words])
        return f"{name:<14}{self.tests:>5}{self.controls:>9}{self.seconds / 60:>8.1f}  {told}"


@dataclass(frozen=True)
class Marked:
    """A test that says it holds a promise."""

    promise: str
    file: str
    test: str
    control: bool


def rows() -> dict[str, list[str]]:
    """Return the cells of each promise's row in the README, by the promise's name."""
    found: dict[str, list[str]] = {}
    for line in README.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        match = re.fullmatch(r"`([a-z-]+)`", cells[0])
        if match and len(cells) == CELLS:
            found[match.group(1)] = cells[1:]
    return found


def marked() -> Iterator[Marked]:
    """Yield every mark in the test files, read without importing them."""
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for call in node.decorator_list:
                    if isinstance(call, ast.Call) and _is_mark(call):
                        control = any(given.arg == "control" for given in call.keywords)
                        place = path.relative_to(TESTS).as_posix()
                        name = str(ast.literal_eval(call.args[0]))
                        yield Marked(name, place, node.name, control)


def _is_mark(call: ast.Call) -> bool:
    return ast.unparse(call.func) == f"pytest.mark.{MARK}"


# ---- the test runner's side ------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --figures, the file that gets what the table is made of."""
    parser.addoption("--figures", help="append what each promise came to, one JSON line a test")


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark."""
    config.addinivalue_line("markers", "promise(name, control=False): a row of tests/README.md")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every report of a test say its promise."""
    for item in items:
        for mark in item.iter_markers(MARK):
            control = bool(mark.kwargs.get("control"))
            item.user_properties.append((MARK, [mark.args[0], control]))


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Return what a test tells its figures to: counts by name, which are summed, or words."""

    def tell(*words: str, **counts: int) -> None:
        request.node.user_properties.append(("figure", [list(words), counts]))

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table, or leave what it is made of for a table of several runs."""
    told = [*_told(terminalreporter)]
    target = terminalreporter.config.getoption("--figures")
    if target:
        with Path(target).open("a", encoding="utf-8") as stream:
            stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in told)
    elif told:
        terminalreporter.section("promises")
        terminalreporter.write_line(table(told))


def _told(reporter: pytest.TerminalReporter) -> Iterator[dict[str, object]]:
    """Yield, for each phase of each test that holds a promise, what it came to."""
    for outcome in ("passed", "failed", "skipped", "error", ""):
        for report in reporter.stats.get(outcome, []):
            given = getattr(report, "user_properties", [])
            called = getattr(report, "when", "") == "call"
            for promise, control in (value for name, value in given if name == MARK):
                yield {
                    "promise": promise,
                    "control": control,
                    "called": called,
                    "outcome": report.outcome,
                    "seconds": report.duration,
                    "figures": [v for name, v in given if name == "figure"] if called else [],
                }


# ---- the table -------------------------------------------------------------------------------


def table(told: Iterable[dict[str, object]]) -> str:
    """Return the table, in the README's order."""
    held: dict[str, Held] = {}
    for line in told:
        _add(held.setdefault(str(line["promise"]), Held()), line)
    order = [name for name in rows() if name in held]
    names = [*order, *sorted(held.keys() - set(order))]
    head = f"{'promise':<14}{'tests':>5}{'controls':>9}{'min':>8}  figure"
    minutes = sum(each.seconds for each in held.values()) / 60
    return "\n".join([head, *(held[name].line(name) for name in names), f"{minutes:36.1f}"])


def _add(held: Held, line: dict[str, object]) -> None:
    held.seconds += float(str(line["seconds"]))
    held.failed += line["outcome"] == "failed"
    held.skipped += line["outcome"] == "skipped"
    if line["called"]:
        held.controls += bool(line["control"])
        held.tests += not line["control"]
    figures = line["figures"]
    for words, counts in figures if isinstance(figures, list) else []:
        held.words += words
        for what, number in counts.items():
            held.counts[what] = held.counts.get(what, 0) + number


if __name__ == "__main__":
    lines = [line for name in sys.argv[1:] for line in Path(name).read_text("utf-8").splitlines()]
    print(table(json.loads(line) for line in lines))
