# SPDX-License-Identifier: MIT
"""The basis of a decision: the case as it stood, frozen as canonical text with its SHA-256."""

from __future__ import annotations

import hashlib
import json

from mdtdesk.domain.document import (
    Difference,
    Document,
    canonical,
    differences,
    document,
    rows,
)


def frozen(case: Document, *, without: str, results: tuple[Document, ...] = ()) -> str:
    """Return the text that is kept: the case without the discussion decided now, and the results.

    ``results`` are what the shown instruments say of the case, as rows of ``scores``.
    """
    others = tuple(d for d in rows(case, "discussions") if d.get("id") != without)
    facts = {key: value for key, value in case.items() if key != "discussions"}
    if others:
        facts["discussions"] = others
    return canonical(document({"case": facts, "results": results})).decode("utf-8")


def digest(text: str) -> str:
    """Return the SHA-256 of a basis."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def case_of(text: str) -> Document:
    """Return the case document that a basis holds."""
    held = json.loads(text)
    return document(held.get("case", held))


def results_of(text: str) -> tuple[Document, ...]:
    """Return the results that a basis holds, as rows of ``scores``."""
    held = json.loads(text).get("results", ())
    return tuple(document(row) for row in held)


def changed_since(text: str, case: Document) -> tuple[Difference, ...]:
    """Return what is recorded otherwise today than in the basis, discussions aside."""
    aside = ("discussions", "scores", "registered", "unconfirmed", "attachments")
    old = {k: v for k, v in case_of(text).items() if k not in aside}
    new = {k: v for k, v in case.items() if k not in aside}
    return differences(document(old), document(new))
