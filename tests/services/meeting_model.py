# SPDX-License-Identifier: MIT
"""A model of meetings in a few lists: what every order of commands must come to."""

from __future__ import annotations

from dataclasses import dataclass, field

RANK = {"neurological": 0, "impending_fracture": 1, "": 2, "routine": 3}


@dataclass(eq=False)
class Item:
    """A case on an agenda, open until something became of it."""

    case: str
    carried: int = 0
    ratifies: bool = False
    state: str = "open"


@dataclass(eq=False)
class Meeting:
    """A meeting some days from now; its items in their order, those taken off aside."""

    day: float
    series: bool
    state: str = "planned"
    items: list[Item] = field(default_factory=list)
    present: dict[str, str] = field(default_factory=dict)

    def open(self) -> list[Item]:
        """Return what is still to be discussed."""
        return [item for item in self.items if item.state == "open"]


@dataclass(eq=False)
class Case:
    """What is recorded of a case: its last discussion's outcome, whether it is closed."""

    urgency: str
    said: str = "ready"
    closed: bool = False
    item: Item | None = None
    deferred_by: Item | None = None

    def status(self) -> str:
        """Return the one place the worklist shows."""
        if self.closed:
            return "closed"
        if self.item and not self.item.ratifies:
            return "carried_over" if self.item.carried else "listed"
        return self.said


class Model:
    """All cases and meetings; each method tells whether the command must be accepted."""

    def __init__(self, cases: dict[str, str]) -> None:
        self.cases = {case_id: Case(urgency) for case_id, urgency in cases.items()}
        self.meetings: dict[str, Meeting] = {}
        self.waiting: list[Item] = []

    def where(self, item: Item) -> Meeting | None:
        """Return the meeting an item stands in, None while it waits."""
        return next((m for m in self.meetings.values() if item in m.items), None)

    def put(self, item: Item, meeting: Meeting | None) -> None:
        """Put an item behind the last open one that is as urgent or more."""
        case = self.cases[item.case]
        case.item = item
        if meeting is None:
            self.waiting.append(item)
            return
        rank = RANK[case.urgency]
        held = meeting.open()
        behind = [i for i, o in enumerate(held, 1) if RANK[self.cases[o.case].urgency] <= rank]
        place = behind[-1] if behind else 0
        at = meeting.items.index(held[place]) if place < len(held) else len(meeting.items)
        meeting.items.insert(at, item)

    def add(self, meeting_id: str, day: float, series: bool) -> None:
        """Make a meeting; what waits comes onto it in the order of urgency."""
        self.meetings[meeting_id] = meeting = Meeting(day, series)
        waiting = sorted(self.waiting, key=lambda i: RANK[self.cases[i.case].urgency])
        self.waiting.clear()
        for item in waiting:
            self.put(item, meeting)

    def list_case(self, case_id: str, meeting_id: str) -> bool:
        """Put a case on an agenda."""
        case, meeting = self.cases[case_id], self.meetings[meeting_id]
        waits = case.item is not None and self.where(case.item) is None
        if case.closed or meeting.state not in ("planned", "running"):
            return False
        if case.item is not None and not waits:
            return False
        if case.item is not None:
            self.waiting.remove(case.item)
        self.put(case.item or Item(case_id), meeting)
        return True

    def unlist(self, item: Item) -> bool:
        """Take an open item off its agenda."""
        if item.ratifies:
            return False
        self._take(item)
        return True

    def _take(self, item: Item) -> None:
        meeting = self.where(item)
        (meeting.items if meeting else self.waiting).remove(item)
        self.cases[item.case].item = None

    def discuss(self, case_id: str, meeting_id: str, said: str) -> bool:
        """Decide or defer a case in a meeting."""
        case, meeting = self.cases[case_id], self.meetings[meeting_id]
        item = case.item
        if meeting.state != "running" or item is None or item not in meeting.items:
            return False
        item.state = "deferred" if said == "deferred" else "discussed"
        case.said, case.item = said, None
        case.deferred_by = item if said == "deferred" else None
        return True

    def urgent(self, case_id: str) -> None:
        """Decide a case outside a meeting: it asks to be ratified at the next."""
        case = self.cases[case_id]
        case.said, case.deferred_by = "decided", None
        if case.item is not None:
            case.item.ratifies = True
            return
        ahead = [
            m
            for m in self.meetings.values()
            if m.state == "running" or (m.state == "planned" and m.day > 0)
        ]
        self.put(Item(case_id, ratifies=True), min(ahead, key=lambda m: m.day, default=None))

    def ratify(self, case_id: str, meeting_id: str) -> bool:
        """Ratify the decision that asks for it."""
        case, meeting = self.cases[case_id], self.meetings[meeting_id]
        if meeting.state != "running" or case.item is None or not case.item.ratifies:
            return False
        if case.item not in meeting.items:
            return False
        case.item.state, case.item = "ratified", None
        return True

    def close(self, case_id: str) -> None:
        """Close a case: it leaves its agenda, but for a decision that is still ratified."""
        case = self.cases[case_id]
        case.closed = True
        if case.item is not None and not case.item.ratifies:
            self._take(case.item)

    def left(self, meeting: Meeting) -> list[Item]:
        """Return what a meeting leaves, in its order."""
        cases = self.cases
        return [
            item
            for item in meeting.items
            if item.state == "open"
            or (cases[item.case].deferred_by is item and not cases[item.case].closed)
        ]

    def following(self, meeting: Meeting) -> Meeting | None:
        """Return the meeting after this one."""
        later = [
            m
            for m in self.meetings.values()
            if m.state in ("planned", "running")
            and m.day > meeting.day
            and (m.series or not meeting.series)
        ]
        return min(later, key=lambda m: m.day, default=None)

    def end(self, meeting: Meeting, state: str, target: Meeting | None) -> None:
        """Finish or cancel a meeting; what it leaves goes to the target, or waits."""
        left = self.left(meeting)
        meeting.state = state
        for item in left:
            case = self.cases[item.case]
            if item.state == "open":
                item.state, case.item = "carried", None
            case.deferred_by = None
            if case.item is not None:
                case.item.carried = item.carried + 1
            else:
                self.put(Item(item.case, item.carried + 1, item.ratifies), target)
