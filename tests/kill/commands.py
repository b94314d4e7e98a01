# SPDX-License-Identifier: MIT
"""One kill case for every command: what must be in the store first, and the command itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builders import PASSWORD, context, create, documents
from kill import correction_commands, file_commands, meeting_commands
from kill.calls import Call
from mdtdesk.domain import document
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.drafts import (
    AddendumDraft,
    AmendDraft,
    CloseDraft,
    ConfirmDraft,
    DecisionDraft,
    PersonDraft,
    PlanDraft,
    RecoverDraft,
    RegisterDraft,
    SignDraft,
    SwitchDraft,
    SwitchOffDraft,
)
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.imports import Entry, ImportDraft
from mdtdesk.domain.people_drafts import NamedDraft, PersonStepDraft, RolesDraft
from mdtdesk.services import backups, cases, decisions, imports, instruments, people
from mdtdesk.services.context import Context, leave
from mdtdesk.storage import keys, schema
from mdtdesk.storage.store import Store

SCORE = {"instrument": "kps", "version": "1948", "band": "40", "occasion": "printed"}
SWITCHED = "katagiri_2014"
OLD = 1  # the schema that an upgrade begins with
Run = Call
DISCUSSION = document.document({"mode": "full", "outcome": "decided"})
DECISION = document.document({"conclusion": "观察", "procedures": [{"type": "observation"}]})
AGREED = document.document({"agreed": "yes"})
DONE = document.document({"state": "fully"})


@dataclass(frozen=True)
class Prepared:
    """A store on disk that is ready for the command."""

    folder: Path
    key: bytes
    command: Callable[[Context], object]

    def run(self, store: Store) -> None:
        """Run the command as a person with every role."""
        self.command(context(store, "administrator", "chair", "surgeon", "coordinator"))


def demo(mrn: str) -> document.Document:
    """Return one of the demo's documents, without the number it may name."""
    found = next(c for c in documents("invented") if c["patient"]["mrn"] == mrn)
    return document.document({k: v for k, v in found.items() if k != "number"})


def _case(team: Context) -> str:
    made = cases.register(team, RegisterDraft(demo("DEMO-26007")))
    coordinator = context(team.store, "coordinator")
    cases.amend(coordinator, AmendDraft(made.id, 1, {"performance.kps": 40}))
    return made.id


def _decided(team: Context) -> tuple[str, str]:
    case_id = _case(team)
    made = decisions.record(team, DecisionDraft(case_id, 2, DISCUSSION, DECISION))
    return case_id, made.id


def _print(team: Context, case_id: str) -> None:
    """Leave what a print leaves: its audit row, and a result that the case is to keep."""
    score = document.document({**SCORE, "at": team.now(), "by": team.actor.name})
    leave(team, "surgeon", [AuditRow("printed", case_id, "", "summary")], {case_id: [score]})


def _register(_: Context) -> Run:
    return Call(cases.register, RegisterDraft(demo("DEMO-26013")))


def _amend(team: Context) -> Run:
    case_id = _case(team)
    _print(team, case_id)
    draft = AmendDraft(
        case_id, 2, {"lesions[0].escc": "3", "performance.ecog": 4, "wishes": "回家"}
    )
    return Call(cases.amend, draft)


def _confirm(team: Context) -> Run:
    draft = ConfirmDraft(_case(team), 2)
    return Call(cases.confirm, draft)


def _close(team: Context) -> Run:
    draft = CloseDraft(_case(team), 2, "transferred", "转院")
    return Call(cases.close, draft)


def _record(team: Context) -> Run:
    draft = DecisionDraft(_case(team), 2, DISCUSSION, DECISION)
    return Call(decisions.record, draft)


def _agree(team: Context) -> Run:
    draft = PlanDraft(*_decided(team), AGREED)
    return Call(decisions.agree, draft)


def _carry_out(team: Context) -> Run:
    draft = PlanDraft(*_decided(team), DONE)
    return Call(decisions.carry_out, draft)


def _sign(team: Context) -> Run:
    draft = SignDraft(*_decided(team), "chair", PASSWORD)
    return Call(decisions.sign, draft)


def _add(team: Context) -> Run:
    case_id, decision_id = _decided(team)
    decisions.sign(team, SignDraft(case_id, decision_id, "chair", PASSWORD))
    draft = AddendumDraft(case_id, decision_id, "家属要求延后一周")
    return Call(decisions.add, draft)


def _person(_: Context) -> Run:
    return Call(people.add, PersonDraft("梁爽", ("coordinator",)))


def _second(team: Context) -> str:
    """Add another administrator, with a password of their own, and return their id."""
    draft = PersonDraft("梁爽", ("administrator",))
    people.add(team, draft)
    known = keys.NewPerson(draft.person_id, draft.name, "", PASSWORD)
    keys.add_person(team.store.path, team.store.data_key, known)
    return draft.person_id


def _amend_person(team: Context) -> Run:
    draft = NamedDraft(_second(team), "梁爽爽", "主管护师", "nursing")
    return Call(people.amend, draft)


def _set_roles(team: Context) -> Run:
    own, by = ("administrator", "surgeon"), _second(team)
    draft = RolesDraft(team.actor.person_id, own, by, PASSWORD)
    return Call(people.set_roles, draft)


def _disable(team: Context) -> Run:
    draft = PersonStepDraft(_second(team))
    return Call(people.disable, draft)


def _enable(team: Context) -> Run:
    known = _second(team)
    people.disable(team, PersonStepDraft(known))
    draft = PersonStepDraft(known)
    return Call(people.enable, draft)


def _reset(team: Context) -> Run:
    draft = PersonStepDraft(_second(team))
    return Call(people.reset, draft)


def _recover(team: Context) -> Run:
    draft = RecoverDraft(team.actor.person_id)
    return Call(people.recover, draft)


def _import(_: Context) -> Run:
    wanted = ("DEMO-26007", "DEMO-26013", "DEMO-26014")
    entries = tuple(Entry(f"cases[{i}]", demo(mrn)) for i, mrn in enumerate(wanted))
    return Call(imports.run, ImportDraft("demo.json", "0" * 64, entries))


def _upgrade(team: Context) -> Run:
    _print(team, new_id())  # of a case that today's program could not have put in
    return Call(backups.upgrade, backups.UpgradeDraft("before.mdtbackup"))


def _confirm_switch(team: Context) -> Run:
    chair = SwitchDraft("instrument", SWITCHED, _version(team), "chair")
    instruments.confirm(team, chair)
    draft = SwitchDraft("instrument", SWITCHED, _version(team), "administrator")
    return Call(instruments.confirm, draft)


def _switch_off(team: Context) -> Run:
    draft = SwitchDraft("instrument", SWITCHED, _version(team), "chair")
    instruments.confirm(team, draft)
    off = SwitchOffDraft("instrument", SWITCHED, "other", "换用另一版本")
    return Call(instruments.switch_off, off)


def _version(team: Context) -> str:
    return next(one.version for one in instruments.switches(team) if one.id == SWITCHED)


COMMANDS: dict[str, Callable[[Context], Run]] = {
    **meeting_commands.COMMANDS,
    **correction_commands.COMMANDS,
    **file_commands.COMMANDS,
    "case.register": _register,
    "case.amend": _amend,
    "case.confirm": _confirm,
    "case.close": _close,
    "decision.record": _record,
    "decision.agree": _agree,
    "decision.carry_out": _carry_out,
    "decision.sign": _sign,
    "decision.add": _add,
    "person.add": _person,
    "person.recover": _recover,
    "person.amend": _amend_person,
    "person.set_roles": _set_roles,
    "person.disable": _disable,
    "person.enable": _enable,
    "person.reset": _reset,
    "case.import": _import,
    "store.upgrade": _upgrade,
    "switch.confirm": _confirm_switch,
    "switch.off": _switch_off,
}


def prepare(folder: Path, kind: str) -> Prepared:
    """Make the store that a command is killed in."""
    with create(folder, version=OLD if kind == "store.upgrade" else schema.VERSION).store as store:
        command = COMMANDS[kind](context(store))
        return Prepared(folder, store.data_key, command)
