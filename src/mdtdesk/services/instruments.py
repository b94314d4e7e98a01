# SPDX-License-Identifier: MIT
"""What a department switches on: instruments it must confirm, and its own rules.

A switch is on once both the chair and an administrator have confirmed the table as it stands. Who
may not read cases is told how many are touched, not which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mdtdesk.domain import audit as audits
from mdtdesk.domain import switchable, vocabulary
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.drafts import SwitchDraft, SwitchOffDraft
from mdtdesk.domain.instruments import scoring, tables
from mdtdesk.domain.roles import allowing
from mdtdesk.domain.switches import Kind, Moved, Rescored, Role, Switch, Touched, Turn
from mdtdesk.errors import Denied, Problem, Rejected
from mdtdesk.services.context import Reading, Work, command, leave, query
from mdtdesk.storage import reading, switched
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.storage.queries import kept

STEP = 50


@query("session")
def enabled(look: Reading) -> frozenset[str]:
    """Return the instruments whose results are shown: those that need nobody and those on."""
    return switchable.enabled(switched.turns(look.connection))


@query("session")
def enabled_rules(look: Reading) -> frozenset[str]:
    """Return the department's rules that are on."""
    return switchable.enabled(switched.turns(look.connection), "rule")


@query("switch")
def switches(look: Reading) -> tuple[Switch, ...]:
    """Return every instrument and rule with its state and who confirmed it."""
    return switchable.switches(switched.turns(look.connection))


@query("switch")
def open_cases(look: Reading) -> int:
    """Return how many cases a switch may touch: those that are not closed."""
    return len(lookups.open_ids(look.connection))


@query("switch")
def touched(look: Reading, kind: Kind, subject: str, first: int) -> Touched:
    """Return what an instrument or a rule applies to among ``STEP`` open cases from ``first`` on.

    A few at a time, so that no commit waits for a long reading.
    """
    found = []
    for case_id in lookups.open_ids(look.connection)[first : first + STEP]:
        case = reading.load(look.connection, case_id)
        if case is not None and switchable.touches(kind, subject, case):
            found.append((case_id, str(case.get("number", ""))))
    return Touched(len(found), tuple(found) if _may_read(look) else ())


@query("switch")
def rescored(look: Reading) -> tuple[Rescored, ...]:
    """Return the instruments whose corrected table moves the band of results kept before it."""
    versions = {one.id: one.version for one in tables.load().values()}
    outdated = kept.outdated(look.connection, versions)
    moved = tuple(_moved(outdated, versions))
    shown = moved if _may_read(look) else ()
    by_instrument = {
        m.instrument: [x for x in moved if x.instrument == m.instrument] for m in moved
    }
    return tuple(
        Rescored(name, versions[name], len(found), tuple(m for m in found if m in shown))
        for name, found in by_instrument.items()
    )


@command("switch.confirm", "switch")
def confirm(work: Work, draft: SwitchDraft) -> Outcome:
    """Confirm, as the chair or as an administrator, the table or rule that was shown."""
    if draft.role not in work.actor.roles:
        leave(work.context, "", [AuditRow("refused", path=f"switch {draft.role}")])
        raise Denied("switch")
    work.role = draft.role  # of several roles, the one that this confirmation stands for
    before = _switch(work, draft.kind, draft.subject)
    if draft.version != before.version:
        raise _rejected("table_changed", before.version)
    if before.confirmed_by(draft.role):
        raise _rejected("already_confirmed", draft.subject)
    made = _turn(work, before, draft.role, on=True)
    return _turned(work, draft, before=before, made=made)


@command("switch.off", "switch")
def switch_off(work: Work, draft: SwitchOffDraft) -> Outcome:
    """Switch an instrument or a rule off, for a reason; a confirmation that waits falls with it."""
    if not vocabulary.has("switch_off_reason", draft.reason):
        raise Rejected([Problem("reason", "missing", {})])
    before = _switch(work, draft.kind, draft.subject)
    if before.state == "off":
        raise _rejected("is_off", draft.subject)
    role: Role = "chair" if work.role == "chair" else "administrator"
    made = _turn(work, before, role, on=False)
    made = replace(made, reason=draft.reason, words=draft.words.strip())
    return _turned(work, draft, before=before, made=made)


def _may_read(look: Reading) -> bool:
    return allowing(look.context.actor.roles, "read") is not None


def _moved(outdated: Iterable[kept.Kept], versions: dict[str, str]) -> Iterator[Moved]:
    for row in outdated:
        today = scoring.answered(row.instrument, row.answers)
        band = today.band or ""
        if band != row.band:
            yield Moved(
                row.case_id,
                row.number,
                row.instrument,
                row.lesion,
                row.at,
                row.version,
                versions[row.instrument],
                row.total,
                today.total,
                row.band,
                band,
            )


def _switch(work: Work, kind: Kind, subject: str) -> Switch:
    found = switchable.switches(switched.turns(work.connection))
    one = next((one for one in found if (one.kind, one.id) == (kind, subject)), None)
    if one is None or one.free:
        raise _rejected("needs_no_switch" if one else "nothing_to_switch", subject)
    return one


def _turn(work: Work, of: Switch, role: Role, *, on: bool) -> Turn:
    who = work.actor
    return Turn(of.kind, of.id, of.version, on, role, who.person_id, who.name, work.at)


def _turned(
    work: Work, draft: SwitchDraft | SwitchOffDraft, *, before: Switch, made: Turn
) -> Outcome:
    switched.turn(work.connection, made)
    after = _switch(work, draft.kind, draft.subject)
    action = "switch_confirmed" if made.on else "switched_off"
    told = {"state": after.state, "version": after.version}
    if not made.on:
        told |= {"reason": made.reason, "words": made.words}
    row = AuditRow(
        action,
        path=f"{draft.kind}:{draft.subject}",
        old=audits.spelled(before.state),
        new=audits.spelled({name: value for name, value in told.items() if value}),
    )
    work.rows.append(row)
    return Outcome(draft.subject, frozenset({("switch", draft.subject)}))


def _rejected(code: str, value: str) -> Rejected:
    return Rejected([Problem("", code, {"value": value})])
