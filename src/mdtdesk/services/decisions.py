# SPDX-License-Identifier: MIT
"""Records what a meeting decided; a decision is never changed, only followed by a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mdtdesk.domain import audit as audits
from mdtdesk.domain import basis, check, document, listing, signing
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.document import Document, Value
from mdtdesk.domain.drafts import AddendumDraft, DecisionDraft, PlanDraft, SignDraft
from mdtdesk.domain.identify import identified
from mdtdesk.domain.meeting_drafts import RatifyDraft
from mdtdesk.domain.roles import Right
from mdtdesk.domain.sittings import confirmed, still_holds, told
from mdtdesk.errors import Conflict, Denied, Problem, Rejected, Unavailable
from mdtdesk.services.context import Context, Work, command, leave
from mdtdesk.storage import case_rows, journal, lockout, reading, sittings
from mdtdesk.storage import kept as kept_scores
from mdtdesk.storage.queries import cases as lookups

# what the form of a discussion holds: where a draft names any of these, the others it does not name
# are no longer recorded
_FORM = ("mode", "outcome", "deferral", "opinions")
# what comes to a decision later stands in tables of its own and is no part of what is recorded
_LATER = ("id", "version", "supersedes", "recorder", "recorded_at", "basis", *signing.APPENDED)


@command("decision.record", "decide")
def record(work: Work, draft: DecisionDraft) -> Outcome:
    """Record a decision, or its next version, with the case as it stands as its basis.

    A discussion that decided nothing (deferred, more tests first) comes with an empty decision: it
    is recorded without one. Raises Conflict if the case changed since the form was opened.
    """
    row = lookups.head(work.connection, draft.case_id)
    case = reading.load(work.connection, draft.case_id)
    if row is None or case is None:
        raise Rejected([Problem("id", "no_such_case", {"value": draft.case_id})])
    if int(row.revision) != draft.version:
        raise Conflict(case, ("discussions",))
    known = document.get(case, f"discussions[{draft.discussion.get('id')}]")
    before = known if isinstance(known, Mapping) else document.EMPTY
    seat = sittings.seat(work.connection, draft)
    discussion = _discussion(work, draft, before=before, case=case)
    discussion = sittings.seated(seat, discussion, work.at)
    new = identified(_placed(case, discussion, known=bool(before)))
    found = check.problems(new)
    if found:
        raise Rejected(found)
    on_agenda = sittings.settle(
        work.connection, draft.case_id, seat, discussion, (work.at, work.actor.name)
    )
    author = work.actor.person_id if work.right is Right.YES else None
    origin = case_rows.Origin(author_id=author)
    patient_id, version = case_rows.update_case(
        work.connection, draft.case_id, old=case, new=new, origin=origin
    )
    lookups.keep_missing(work.connection, draft.case_id, listing.missing(new))
    if draft.form:
        journal.discard(work.connection, work.actor.person_id, form=draft.form)
    where = {"case_id": draft.case_id, "patient_id": patient_id}
    work.rows += audits.changed(document.differences(case, new), **where)
    if draft.decision or draft.confirms:
        kept_scores.keep(work.connection, new, "decided", at=work.at, by=work.actor.name)
    made = document.text(discussion, "decision.id") or document.text(discussion, "id")
    changes = frozenset({("case", draft.case_id), *on_agenda})
    return Outcome(made, changes, version, str(row.number))


@command("decision.agree", "decide")
def agree(work: Work, draft: PlanDraft) -> Outcome:
    """Append what the patient agreed to."""
    return _append(work, draft, key="patient_plan")


@command("decision.carry_out", "decide")
def carry_out(work: Work, draft: PlanDraft) -> Outcome:
    """Append whether the decision was carried out."""
    return _append(work, draft, key="carried_out")


@command("decision.ratify", "ratify")
def ratify(work: Work, draft: RatifyDraft) -> Outcome:
    """Append a meeting's yes to an urgent decision that was made outside of it."""
    meeting = sittings.ratified(work.connection, draft, work.at)
    facts = document.document({"meeting": told(meeting), "by": work.actor.name})
    plan = PlanDraft(draft.case_id, draft.decision_id, facts, command_id=draft.command_id)
    done = _append(work, plan, key="ratified")
    return replace(done, changes=done.changes | {("meeting", meeting.id)})


def _prove(context: Context, role: str, draft: SignDraft) -> None:
    """Check the password again; what was typed goes nowhere else."""
    try:
        lockout.sign_in(
            context.store.path, context.actor.person_id, draft.password, context.clock()
        )
    except Unavailable:
        leave(context, role, [AuditRow("sign_refused", draft.case_id, path=draft.decision_id)])
        raise


@command("decision.sign", "sign", prove=_prove)
def sign(work: Work, draft: SignDraft) -> Outcome:
    """Append a signature to a decision and keep the results it was signed on.

    What a coordinator recorded has no author, and nobody can be named for it: the author's
    signature stands for "I made this", which only an own sign-in can say. The chair signs it as
    chair; a surgeon who wants to stand for it records it again, as a version of their own.

    Raises Unavailable for a wrong password, counted as at sign-in.
    """
    case, path = _found(work, draft.case_id, draft.decision_id)
    decision = document.group(case, path)
    author = lookups.author(work.connection, draft.decision_id) == work.actor.person_id
    if work.right is Right.OWN and not (author and draft.meaning == "author"):
        leave(work.context, work.role, [AuditRow("refused", draft.case_id, path="sign")])
        raise Denied("sign")
    stands = signing.Standing(
        decision,
        work.actor.name,
        author=author,
        imported=_came_by_import(work, draft.case_id, draft.decision_id),
        superseded=not path.endswith(".decision"),
    )
    found = stands.against(draft.meaning)
    if found:
        raise Rejected([Problem(path, found, {"value": draft.meaning})])
    row = {
        "person": work.actor.name,
        "role": work.role,
        "meaning": draft.meaning,
        "at": work.at,
        "sha256": signing.digest(decision),
    }
    done, new = _add_row(work, case, f"{path}.signatures", document.document(row), action="signed")
    kept_scores.keep(work.connection, new, "signed", at=work.at, by=work.actor.name)
    return replace(done, id=draft.decision_id)


@command("decision.add", "add")
def add(work: Work, draft: AddendumDraft) -> Outcome:
    """Append words to a signed decision, with their own SHA-256."""
    case, path = _found(work, draft.case_id, draft.decision_id)
    decision = document.group(case, path)
    imported = _came_by_import(work, draft.case_id, draft.decision_id)
    found = signing.Standing(decision, work.actor.name, imported=imported).against_adding()
    if found:
        raise Rejected([Problem(path, found, {})])
    if not draft.words.strip():
        raise Rejected([Problem("text", "missing", {})])
    said = {"text": draft.words.strip(), "person": work.actor.name, "at": work.at}
    # with the words as they will be read: the store normalises text
    words = document.document(said)
    row = document.document({**words, "sha256": signing.addendum_digest(decision, words)})
    done, _ = _add_row(work, case, f"{path}.addenda", row, action="added")
    return replace(done, id=draft.decision_id)


def _found(work: Work, case_id: str, decision_id: str) -> tuple[Document, str]:
    case = reading.load(work.connection, case_id)
    if case is None:
        raise Rejected([Problem("id", "no_such_case", {"value": case_id})])
    return case, _path_of(case, decision_id)


def _came_by_import(work: Work, case_id: str, decision_id: str) -> bool:
    return decision_id in dict(lookups.imported_decisions(work.connection, case_id))


def _add_row(
    work: Work, case: Document, path: str, row: Document, *, action: str
) -> tuple[Outcome, Document]:
    """Append a row to one of a decision's lists; return the case with it."""
    audited = AuditRow(action, document.text(case, "id"), "", path, None, audits.spelled(row))
    return _write(work, case, {path: (*document.rows(case, path), row)}, audited)


def _write(
    work: Work, case: Document, changes: Mapping[str, Value], row: AuditRow
) -> tuple[Outcome, Document]:
    """Write what comes to a recorded decision, audited by a row; return the case with it."""
    new = document.change(case, changes)
    found = check.problems(new)
    if found:
        raise Rejected(found)
    patient_id, version = case_rows.update_case(work.connection, row.case_id, old=case, new=new)
    work.rows.append(replace(row, patient_id=patient_id))
    return Outcome(row.case_id, frozenset({("case", row.case_id)}), version), new


def _discussion(work: Work, draft: DecisionDraft, *, before: Document, case: Document) -> Document:
    """Return the discussion with the new decision, the one before it among the earlier ones."""
    earlier = document.rows(before, "earlier_decisions")
    last = before.get("decision")
    if isinstance(last, Mapping):
        earlier = (*earlier, last)
    form = _FORM if any(key in draft.discussion for key in _FORM) else ()
    aside = ("decision", "earlier_decisions", *form)
    kept = {k: v for k, v in before.items() if k not in aside}
    facts: dict[str, Value] = {**kept, **draft.discussion}
    if not draft.decision and not draft.confirms and not earlier:
        return _identified_discussion(facts)
    results = kept_scores.today(work.connection, case, "decided", at=work.at, by=work.actor.name)
    frozen = basis.frozen(case, without=str(facts.get("id", "")), results=results)
    decision = _decision(draft, case)
    decision["version"] = len(earlier) + 1
    decision |= {"recorder": work.actor.name, "recorded_at": work.at}
    if isinstance(last, Mapping):
        decision["supersedes"] = last["id"]
    decision["basis"] = document.document(
        {"sha256": basis.digest(frozen), "at": work.at, "document": frozen}
    )
    if earlier:
        facts["earlier_decisions"] = earlier
    facts["decision"] = document.document(decision)
    return _identified_discussion(facts)


def _decision(draft: DecisionDraft, case: Document) -> dict[str, Value]:
    """Return what is decided: as typed, or as the decision that is confirmed."""
    if not draft.confirms:
        return {k: v for k, v in draft.decision.items() if k not in _LATER}
    again = confirmed(case, draft.confirms)
    if not again:
        raise Rejected([Problem("discussions", "no_such_decision", {"value": draft.confirms})])
    return {**again, **still_holds(case, draft.confirms)}


def _identified_discussion(facts: Mapping[str, Value]) -> Document:
    """Return a discussion with the ids it lacks."""
    whole = identified(document.document({"discussions": (facts,)}))
    return document.rows(whole, "discussions")[0]


def _placed(case: Document, discussion: Document, *, known: bool) -> Document:
    where = f"discussions[{discussion['id'] if known else '+'}]"
    return document.change(case, {where: discussion})


def _append(work: Work, draft: PlanDraft, *, key: str) -> Outcome:
    case, path = _found(work, draft.case_id, draft.decision_id)
    where, value = f"{path}.{key}", document.document({"at": work.at, **draft.facts})
    if draft.form:
        journal.discard(work.connection, work.actor.person_id, form=draft.form, paths=draft.journal)
    old, new = audits.spelled(document.get(case, where)), audits.spelled(value)
    row = AuditRow("appended", draft.case_id, "", where, old, new)
    done, _ = _write(work, case, {where: value}, row)
    return replace(done, id=draft.decision_id)


def _path_of(case: Document, decision_id: str) -> str:
    for index, discussion in enumerate(document.rows(case, "discussions")):
        if document.text(discussion, "decision.id") == decision_id:
            return f"discussions[{index}].decision"
        for earlier, decision in enumerate(document.rows(discussion, "earlier_decisions")):
            if decision.get("id") == decision_id:
                return f"discussions[{index}].earlier_decisions[{earlier}]"
    raise Rejected([Problem("discussions", "no_such_decision", {"value": decision_id})])
