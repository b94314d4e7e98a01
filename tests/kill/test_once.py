# SPDX-License-Identifier: MIT
"""A command sent twice acts once; sent again with anything changed it is refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from builders import context
from kill.calls import Call
from kill.commands import COMMANDS, prepare
from kill.points import content, opened
from mdtdesk.errors import MdtdeskError, Rejected
from mdtdesk.services import context as running
from mdtdesk.services.context import Context
from promises import Figure

SHORT = ("agenda.order", "case.amend", "person.add")  # all others with --long
KINDS = [pytest.param(k, marks=[pytest.mark.long] * (k not in SHORT)) for k in sorted(COMMANDS)]


def changed(draft: Any) -> Iterator[Any]:
    """Yield the draft with each thing that tells it from another changed, one at a time."""
    for field in dataclasses.fields(draft):
        if field.compare and field.name != "command_id":
            value = getattr(draft, field.name)
            yield dataclasses.replace(draft, **{field.name: another(value)})


def another(value: object) -> object:
    """Return a value of the same kind that is not this one."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str() | None:
            return f"{value}x"
        case Mapping():
            return {**value, "another": "x"}
        case _:
            assert isinstance(value, (tuple, frozenset)), value
            return (*value, "x")


def answer(call: Call, team: Context) -> object:
    """Return the outcome, or the code of the refusal."""
    try:
        return call(team)
    except Rejected as refused:
        return [problem.code for problem in refused.problems]
    except MdtdeskError as refused:
        return type(refused).__name__


@pytest.mark.promise("once")
@pytest.mark.parametrize("kind", KINDS)
def test_a_command_acts_once(tmp_path: Path, kind: str, figure: Figure) -> None:
    made = prepare(tmp_path / "ward.mdt", kind)
    assert isinstance(made.command, Call)
    with opened(made.folder, made.key) as store:
        team = context(store, "administrator", "chair", "surgeon", "coordinator")
        first = made.command(team)
        with store.read() as connection:
            done = content(connection)
        assert made.command(team) == first
        others = [dataclasses.replace(made.command, draft=d) for d in changed(made.command.draft)]
        refused = [answer(call, team) for call in others]
        with store.read() as connection:
            assert content(connection) == done
    figure(commands=1, sent_twice=1, sent_changed=len(refused))
    # the draft of "attachments.forget" says nothing, so nothing of it can differ
    assert others or kind == "attachments.forget"
    # a second person's password is proved before the store is asked
    assert not [each for each in refused if each not in (["command_reused"], "Unavailable")]


@pytest.mark.promise("once", control=True)
def test_without_looking_for_its_id_a_command_acts_twice_or_fails(tmp_path: Path) -> None:
    made = prepare(tmp_path / "ward.mdt", "case.amend")
    assert isinstance(made.command, Call)
    with opened(made.folder, made.key) as store:
        team = context(store, "surgeon")
        first = made.command(team)
        with patch.object(running, "_known", lambda *_, **__: None):
            assert answer(made.command, team) != first
