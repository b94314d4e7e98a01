# SPDX-License-Identifier: MIT
"""The kill cases of corrections: withdraw, move, merge, ask and answer."""

from __future__ import annotations

from collections.abc import Callable

import weekly
from kill.calls import Call
from mdtdesk.domain.corrections import (
    AskDraft,
    DeclineDraft,
    MergeDraft,
    MoveDraft,
    UnmergeDraft,
    WithdrawDraft,
)
from mdtdesk.services import cases, corrections
from mdtdesk.services.context import Context

Run = Call
SPINE, ARM = "DEMO-26007", "DEMO-26005"


def _asked(team: Context, kind: str) -> str:
    """Register a case and ask something about it."""
    case_id = weekly.registered(team, SPINE)
    corrections.ask(team, AskDraft(case_id, kind, "登记有误"))
    return case_id


def _two(team: Context) -> tuple[str, str, str]:
    """Register two patients; return the second's case and the ids of both."""
    kept, gone = weekly.registered(team, ARM), weekly.registered(team, SPINE)
    return gone, cases.get(team, kept).patient_id, cases.get(team, gone).patient_id


def _withdraw(team: Context) -> Run:
    draft = WithdrawDraft(_asked(team, "withdraw"), 1, "duplicate", "见另一例")
    return Call(corrections.withdraw, draft)


def _move(team: Context) -> Run:
    case_id, kept, _ = _two(team)
    draft = MoveDraft(case_id, 1, kept, "wrong_patient")
    return Call(corrections.move, draft)


def _merge(team: Context) -> Run:
    case_id, kept, gone = _two(team)
    draft = MergeDraft(kept, gone, (case_id,), "duplicate")
    return Call(corrections.merge, draft)


def _unmerge(team: Context) -> Run:
    case_id, kept, gone = _two(team)
    made = corrections.merge(team, MergeDraft(kept, gone, (case_id,), "duplicate"))
    draft = UnmergeDraft(made.id)
    return Call(corrections.unmerge, draft)


def _ask(team: Context) -> Run:
    draft = AskDraft(weekly.registered(team, SPINE), "close", "已转院")
    return Call(corrections.ask, draft)


def _decline(team: Context) -> Run:
    case_id = _asked(team, "close")
    draft = DeclineDraft(case_id, cases.get(team, case_id).requests[0].id)
    return Call(corrections.decline, draft)


COMMANDS: dict[str, Callable[[Context], Run]] = {
    "case.withdraw": _withdraw,
    "case.move": _move,
    "patient.merge": _merge,
    "patient.unmerge": _unmerge,
    "case.ask": _ask,
    "case.decline": _decline,
}
