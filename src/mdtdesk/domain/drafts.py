# SPDX-License-Identifier: MIT
"""What goes into commands.

Each carries the ``command_id`` its maker gave it: sent twice, it acts once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mdtdesk.domain.document import Document, Value
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.switches import Kind, Role


@dataclass(frozen=True, slots=True)
class RegisterDraft:
    """A new case; of a known patient if ``patient_id`` is given: then that patient's facts hold."""

    document: Document
    patient_id: str = ""
    case_id: str = field(default_factory=new_id)
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class AmendDraft:
    """Values by path (None removes), made on the version that the form was filled from.

    ``seen`` holds what the form showed at these paths: another person's change of another field is
    no conflict, one of the same field is. ``journal`` names the entries of ``form`` that this
    records; they go in the same transaction.
    """

    case_id: str
    version: int
    changes: Mapping[str, Value | None]
    seen: Mapping[str, Value | None] = field(default_factory=dict)
    form: str = ""
    journal: tuple[str, ...] = ()
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A meeting's decision on a case, or a new version of it when the discussion has one.

    ``discussion`` holds everything of the discussion but its decision; its ``id`` tells whether it
    is known. ``form`` and ``journal`` as in AmendDraft.

    meeting_id  the running meeting in which it is decided: who is there is frozen with it. Left
                empty, it is the running meeting on whose agenda the case stands, if there is one
    confirms    an earlier decision that is made again as it was; ``decision`` is empty then
    """

    case_id: str
    version: int
    discussion: Document
    decision: Document
    form: str = ""
    journal: tuple[str, ...] = ()
    meeting_id: str = ""
    confirms: str = ""
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What the patient agreed to, or what was carried out: appended to a decision.

    ``form`` and ``journal`` as in AmendDraft.
    """

    case_id: str
    decision_id: str
    facts: Document
    form: str = ""
    journal: tuple[str, ...] = ()
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class SignDraft:
    """A signature; ``meaning`` of signature_meaning.

    The password proves the person and is kept nowhere: it is not compared, so that no trace of it
    is among the arguments of the command.
    """

    case_id: str
    decision_id: str
    meaning: str
    password: str = field(repr=False, compare=False)
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class AddendumDraft:
    """Words that are added to a signed decision."""

    case_id: str
    decision_id: str
    words: str
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A new person with roles; the key is wrapped for the person outside the transaction."""

    name: str
    roles: tuple[str, ...]
    title: str = ""
    discipline: str = ""
    person_id: str = field(default_factory=new_id)
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class RecoverDraft:
    """A new password for an administrator by the recovery code, which is replaced."""

    person_id: str
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class CloseDraft:
    """A case that is closed (``reason`` of close_reason), or opened again if it is empty."""

    case_id: str
    version: int
    reason: str
    text: str = ""
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class ConfirmDraft:
    """A doctor's confirmation of all that a coordinator typed into a case."""

    case_id: str
    version: int
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class SwitchDraft:
    """A role's confirmation of an instrument or a rule, in the version that was shown."""

    kind: Kind
    subject: str
    version: str
    role: Role
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class SwitchOffDraft:
    """The switching off of an instrument or a rule; ``reason`` of switch_off_reason."""

    kind: Kind
    subject: str
    reason: str
    words: str = ""
    command_id: str = field(default_factory=new_id)
