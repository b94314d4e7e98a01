# SPDX-License-Identifier: MIT
"""A case in a meeting: what its discussion keeps of the meeting, and the short ways to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mdtdesk.domain import meetings
from mdtdesk.domain.agenda import Earlier, MeetingRecord
from mdtdesk.domain.document import EMPTY, Document, Value, document, group, number, rows, text
from mdtdesk.domain.drafts import DecisionDraft
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.records import CaseRecord
from mdtdesk.errors import Problem, Rejected

# what came to a decision that is confirmed goes on holding
_STILL_HOLDS = ("patient_plan", "carried_out")
_NOT_COPIED = (
    *("id", "version", "supersedes", "recorder", "recorded_at", "basis"),
    *("signatures", "addenda", "ratified", *_STILL_HOLDS),
)


def facts(meeting: MeetingRecord, at: str) -> Document:
    """Return what a discussion keeps of its meeting: who was there is frozen with it."""
    return document(
        {
            "meeting": told(meeting),
            "attendance": meetings.frozen(meeting.attendance),
            "quorum": meetings.frozen_quorum(meeting.quorum),
            "ended_at": at,
        }
    )


def told(meeting: MeetingRecord) -> Document:
    """Return a meeting as a case document names it."""
    names = ("id", "title", "date", "starts_at", "room")
    held = {name: getattr(meeting, name) for name in names}
    return document({name: value for name, value in held.items() if value})


def outside(discussion: Document) -> bool:
    """Tell whether a decision was made urgently outside a meeting: it asks to be ratified."""
    urgent = text(discussion, "mode") == "urgent" and "meeting" not in discussion
    return urgent and "decision" in discussion


def last_decision(case: Document) -> Document:
    """Return the decision that stands: of the last discussion that made one."""
    made = [group(row, "decision") for row in rows(case, "discussions") if "decision" in row]
    return made[-1] if made else EMPTY


def confirmed(case: Document, decision_id: str) -> Document:
    """Return an earlier decision as a new one that says the same; empty if there is none.

    Its procedures are new rows, so what points at them points at the new ones.
    """
    found = [d for d in _decisions(case) if d.get("id") == decision_id]
    if not found:
        return EMPTY
    old = found[0]
    ids = {text(row, "id"): new_id() for row in rows(old, "procedures")}
    new: dict[str, Value] = {k: v for k, v in old.items() if k not in _NOT_COPIED}
    for key in ("procedures", "overridden_checks"):
        if key in old:
            new[key] = tuple(_pointed(row, ids) for row in rows(old, key))
    new["supersedes"] = decision_id
    return document(new)


def still_holds(case: Document, decision_id: str) -> Document:
    """Return what was appended to a decision and holds for the one that confirms it."""
    found = [d for d in _decisions(case) if d.get("id") == decision_id]
    return document({k: v for d in found for k, v in d.items() if k in _STILL_HOLDS})


def _pointed(row: Document, ids: Mapping[str, str]) -> Document:
    keys = {k: ids.get(text(row, k)) for k in ("id", "procedure")}
    return document({**row, **{k: v for k, v in keys.items() if v}})


def _decisions(case: Document) -> Iterator[Document]:
    for discussion in rows(case, "discussions"):
        yield from rows(discussion, "earlier_decisions")
        if "decision" in discussion:
            yield group(discussion, "decision")


# the short ways


def deferral(
    case: CaseRecord, meeting_id: str, reason: str, words: str = "", form: str = ""
) -> DecisionDraft:
    """Return what defers a case: it returns on the next agenda by itself."""
    why = {"reason": reason, "text": words} if words else {"reason": reason}
    discussion = document({"outcome": "deferred", "deferral": why})
    return DecisionDraft(case.id, case.version, discussion, EMPTY, form, meeting_id=meeting_id)


def standard_of_care(
    case: CaseRecord, meeting_id: str, decision: Document, form: str = ""
) -> DecisionDraft:
    """Return what decides a case by the standard of care without a discussion."""
    discussion = document({"mode": "standard_of_care", "outcome": "decided"})
    return DecisionDraft(case.id, case.version, discussion, decision, form, meeting_id=meeting_id)


def no_change(case: CaseRecord, meeting_id: str, form: str = "") -> DecisionDraft:
    """Return what confirms the decision that stands as it was. Raises Rejected without one."""
    standing = text(last_decision(case.document), "id")
    if not standing:
        raise Rejected([Problem("discussions", "nothing_to_confirm", {"value": case.number})])
    discussion = document({"mode": "full", "outcome": "decided"})
    return DecisionDraft(
        case.id,
        case.version,
        discussion,
        EMPTY,
        form,
        meeting_id=meeting_id,
        confirms=standing,
    )


# lineage


def lineage(case: Document, but: str = "") -> tuple[Earlier, ...]:
    """Return the discussions of a case but one, the latest first."""
    found = [_earlier(row) for row in rows(case, "discussions") if not but or row.get("id") != but]
    return tuple(reversed(found))


def _earlier(discussion: Document) -> Earlier:
    decision = group(discussion, "decision")
    on = text(discussion, "meeting.date") or text(discussion, "started_at")[:10]
    return Earlier(
        discussion_id=text(discussion, "id"),
        on=on or text(decision, "recorded_at")[:10],
        outcome=text(discussion, "outcome"),
        mode=text(discussion, "mode"),
        deferral_reason=text(discussion, "deferral.reason"),
        deferral_text=text(discussion, "deferral.text"),
        decision_id=text(decision, "id"),
        version=int(number(decision, "version") or 0),
        conclusion=text(decision, "conclusion"),
        procedures=rows(decision, "procedures"),
        owner=text(decision, "owner"),
        due_on=text(decision, "due_on"),
        agreed=text(decision, "patient_plan.agreed"),
        agreed_by=text(decision, "patient_plan.by"),
        done=text(decision, "carried_out.state"),
        not_done_reason=text(decision, "carried_out.reason"),
        ratified="ratified" in decision,
        signed=bool(rows(decision, "signatures")),
    )
