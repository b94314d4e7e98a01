# SPDX-License-Identifier: MIT
"""Every service function × role: what the matrix of roles allows is allowed, all else is denied."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy.exc import SQLAlchemyError

from builders import context, create
from mdtdesk import services
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.roles import PERMISSIONS, ROLES, Right, allowing
from mdtdesk.errors import Denied, MdtdeskError
from mdtdesk.services.context import Context
from promises import Figure

# by role, in the order of ROLES: viewer coordinator surgeon chair administrator auditor
MATRIX = {
    "read": "yyyy--",
    "register": "-yyy--",
    "type": "-yyy--",
    "clinical": "-uyy--",
    "confirm": "--yy--",
    "meet": "-yyy--",
    "list_incomplete": "---y--",
    "decide": "-ryy--",
    "sign": "--oy--",
    "ratify": "---y--",
    "add": "--yy--",
    "close": "---y--",
    "ask": "--y---",
    "print": "-yyy--",
    "export": "--yy--",
    "import": "-yyy--",
    "administer": "----y-",
    "switch": "---yy-",
    "audit": "-----y",
    "who_opened": "--oy-y",
    "verify": "---yyy",
    "session": "yyyyyy",
}
MARKS = {"y": Right.YES, "u": Right.UNCONFIRMED, "r": Right.AS_RECORDER, "o": Right.OWN}


def functions() -> list[tuple[str, Any]]:
    """Return every service function with its name."""
    found: list[tuple[str, Any]] = []
    for module in pkgutil.iter_modules(services.__path__, "mdtdesk.services."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            if function.__module__ == module.name and hasattr(function, "permission"):
                found.append((f"{module.name.rpartition('.')[2]}.{name}", function))
    return found


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
@pytest.mark.promise("roles")
def test_the_table_is_the_matrix(permission: str) -> None:
    marks = zip(ROLES, MATRIX[permission], strict=True)
    wanted = {role: MARKS[mark] for role, mark in marks if mark != "-"}
    assert dict(PERMISSIONS[permission]) == wanted


def test_of_several_roles_the_widest_right_counts() -> None:
    assert allowing(["coordinator", "surgeon"], "clinical") == ("surgeon", Right.YES)
    assert allowing(["auditor"], "read") is None


@dataclass(frozen=True)
class Nothing:
    """A draft with nothing in it: enough to see whether the door opens."""

    command_id: str = field(default_factory=new_id)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Return a context of a real store."""
    with create(tmp_path_factory.mktemp("roles") / "a.mdt").store as store:
        yield context(store)


# what a door that opened may end in, given a draft with nothing in it
NOT_DENIED = (
    *(MdtdeskError, SQLAlchemyError, AttributeError, LookupError),
    *(TypeError, ValueError, OSError),
)


def denied(function: Any, as_role: Context) -> bool:
    """Tell whether a call is refused for want of the role; any other end is not a denial."""
    try:
        if function.kind == "command":
            function(as_role, Nothing())
        else:
            needed = list(inspect.signature(function).parameters.values())[1:]
            function(as_role, *("x" for p in needed if p.default is p.empty))
    except Denied:
        return True
    except NOT_DENIED:
        return False
    return False


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "function", [f for _, f in functions()], ids=[name for name, _ in functions()]
)
@pytest.mark.promise("roles")
def test_a_role_may_do_what_the_matrix_says_and_nothing_else(
    team: Context, function: Any, role: str, figure: Figure
) -> None:
    figure(combinations=1)
    allowed = role in PERMISSIONS[function.permission]
    assert denied(function, context(team.store, role)) is not allowed


def test_a_refusal_waits_for_the_audit(team: Context) -> None:
    before = len(list((team.store.path / "pending-audit").iterdir()))
    name, function = next(f for f in functions() if f[1].permission == "administer")
    assert denied(function, context(team.store, "viewer")), name
    assert len(list((team.store.path / "pending-audit").iterdir())) == before + 1
