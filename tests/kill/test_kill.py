# SPDX-License-Identifier: MIT
"""A process killed at any statement of any command: what was answered is kept, nothing is torn."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from kill.commands import COMMANDS
from kill.killing import counted, killed
from mdtdesk import services
from promises import Figure

HERE = Path(__file__).parent
LONG = {
    "case.import",
    "case.move",
    "patient.merge",
    "patient.unmerge",
}  # at every 20th statement, all of them with --long
# at every 12th statement, all of them with --long: three dozen commands would take ten minutes
SAMPLED = (
    "meeting.",
    "agenda.",
    "person.",
    "switch.",
    "attachments.",
    "decision.sign",
    "decision.add",
    "decision.ratify",
    *("case.withdraw", "case.ask", "case.decline", "case.confirm"),
)


@pytest.mark.promise("kill")
@pytest.mark.parametrize("kind", sorted(COMMANDS))
def test_killed_anywhere_it_is_whole(
    folder: Path, kind: str, request: pytest.FixtureRequest, figure: Figure
) -> None:
    step = 20 if kind in LONG else 12 if kind.startswith(SAMPLED) else 1
    every = 0 if request.config.getoption("--long") else step
    points = killed(folder, kind, every=every)
    counted(figure, points, commands=1)
    assert not [p for p in points if p["held"] == "torn" or p["damaged"]]
    assert not [p for p in points if p["answered"] and p["held"] != "new"]
    assert {p["held"] for p in points} == {"old", "new"}
    assert any(p["held"] == "new" and not p["answered"] for p in points)
    assert points[-1]["answered"]


@pytest.mark.promise("kill")
def test_a_store_whose_making_is_killed_is_none_or_whole(
    folder: Path, request: pytest.FixtureRequest, figure: Figure
) -> None:
    points = killed(folder, "create", every=1 if request.config.getoption("--long") else 20)
    counted(figure, points, commands=1)
    assert len(points) > 10
    assert {p["held"] for p in points} == {"old", "new"}
    assert not [p for p in points if p["damaged"] or (p["answered"] and p["held"] != "new")]


@pytest.mark.promise("kill")
def test_a_password_set_by_the_recovery_code_is_killed(folder: Path, figure: Figure) -> None:
    points = killed(folder, "recover")
    counted(figure, points, commands=1)
    assert len(points) > 10
    assert {p["held"] for p in points} == {"old", "new"}
    assert not [p for p in points if p["damaged"] or (p["answered"] and p["held"] != "new")]


def test_every_command_has_a_kill_case() -> None:
    found = set()
    for module in pkgutil.iter_modules(services.__path__, "mdtdesk.services."):
        for _, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            if getattr(function, "kind", "") == "command":
                found.add(getattr(function, "name", ""))
    assert found == set(COMMANDS)


@pytest.mark.promise("kill", control=True)
def test_an_audit_outside_the_transaction_is_noticed(folder: Path) -> None:
    points = killed(folder, "case.amend", "control")
    assert any(p["held"] == "torn" for p in points)
