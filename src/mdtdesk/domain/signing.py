# SPDX-License-Identifier: MIT
"""What a signature stands for: a decision with its basis as canonical content, and its SHA-256."""

from __future__ import annotations

from dataclasses import dataclass

from mdtdesk.domain import basis, document
from mdtdesk.domain.document import Document, rows, text

# what comes to a decision after it was recorded: none of it is part of what is signed
APPENDED = ("signatures", "addenda", "ratified", "patient_plan", "carried_out")


def content(decision: Document) -> Document:
    """Return what is signed: the decision with its basis, without what came to it later."""
    return document.document({k: v for k, v in decision.items() if k not in APPENDED})


def digest(decision: Document) -> str:
    """Return the SHA-256 of what is signed."""
    return document.digest(content(decision))


def addendum_digest(decision: Document, addendum: Document) -> str:
    """Return the SHA-256 of an addendum together with the decision it is added to."""
    words = {k: v for k, v in addendum.items() if k != "sha256"}
    return document.digest(document.document({"decision": digest(decision), "addendum": words}))


def verify(decision: Document) -> bool:
    """Tell whether basis, signatures and addenda fit what the decision says now."""
    frozen = text(decision, "basis.document")
    if frozen and basis.digest(frozen) != text(decision, "basis.sha256"):
        return False
    signed = digest(decision)
    if any(text(row, "sha256") != signed for row in rows(decision, "signatures")):
        return False
    return all(
        text(row, "sha256") == addendum_digest(decision, row) for row in rows(decision, "addenda")
    )


def has_signed(decision: Document, person: str, meaning: str) -> bool:
    """Tell whether a person has signed with this meaning already."""
    return any(
        (text(row, "person"), text(row, "meaning")) == (person, meaning)
        for row in rows(decision, "signatures")
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision, and how a person stands to it who would sign it or add to it."""

    decision: Document
    person: str
    author: bool = False
    imported: bool = False
    superseded: bool = False

    def against(self, meaning: str) -> str:
        """Return the code of what stands against a signature, empty if nothing does."""
        if self.imported:
            return "decision_not_verified"
        if self.superseded:
            return "decision_superseded"
        if has_signed(self.decision, self.person, meaning):
            return "already_signed"
        if meaning == "author" and not self.author:
            return "not_the_author"
        return "" if verify(self.decision) else "signature_does_not_fit"

    def against_adding(self) -> str:
        """Return the code of what stands against an addendum; an earlier version takes one too."""
        if self.imported:
            return "decision_not_verified"
        return "" if rows(self.decision, "signatures") else "decision_not_signed"


@dataclass(frozen=True, slots=True)
class Signable:
    """What a person can do with a decision now.

    meanings  with which the person may sign it
    against   the code of why there is none, empty where there is one
    add       whether the person may add to it
    fits      whether basis, signatures and addenda fit what it says
    """

    decision_id: str
    meanings: tuple[str, ...] = ()
    against: str = ""
    add: bool = False
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A meeting's decision that the chair has not signed."""

    case_id: str
    decision_id: str
    number: str
    name: str
    conclusion: str
