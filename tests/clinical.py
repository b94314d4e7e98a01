# SPDX-License-Identifier: MIT
"""Lesions, procedures and cases for tests of the level and side checks, in few words."""

from __future__ import annotations

from typing import Any

from mdtdesk.domain import checks, document
from mdtdesk.domain.document import Document


def spine(*at: str, **more: Any) -> dict[str, Any]:
    """Return a spinal lesion."""
    return {"site": "spine", **({"levels": list(at)} if at else {}), **more}


def limb(bone: str, side: str = "", **more: Any) -> dict[str, Any]:
    """Return a limb lesion."""
    return {"site": "limb", "bone": bone, **({"side": side} if side else {}), **more}


def proc(kind: str, *at: str, **more: Any) -> dict[str, Any]:
    """Return a procedure; ``span`` is its from and to."""
    ends = dict(zip(("from", "to"), more.pop("span", ()), strict=False))
    return {"type": kind, **({"levels": list(at)} if at else {}), **ends, **more}


def case(*lesions: dict[str, Any], question: str = "", urgency: str = "routine") -> Document:
    """Return a case with these lesions."""
    referral = {"urgency": urgency} | ({"question": question} if question else {})
    return document.document({"referral": referral, "lesions": list(lesions)})


def found(of: Document, *procedures: dict[str, Any], **more: Any) -> list[str]:
    """Return the ids of the checks that a decision with these procedures does not pass."""
    decision = document.document({"procedures": list(procedures), **more})
    return [check.id for check in checks.checks(of, decision)]
