# SPDX-License-Identifier: MIT
"""What was left in a form: how it is marked when it comes back, and what saving says of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from mdtdesk.domain import listing, vocabulary
from mdtdesk.domain.document import Document, Value, document, get
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui.case import paths, words
from mdtdesk.ui.case.area import FormArea


def lesion_note(named: str, facts: Document) -> tuple[str, str]:
    """Return the journal's entry for a lesion of a case that is not registered yet."""
    return f"lesions[{named}]", json.dumps({"site": facts.get("site")})


def lesions(typed: Mapping[str, str]) -> dict[str, Value | None]:
    """Return the changes that bring back the lesions of a case that was never registered."""
    changes: dict[str, Value | None] = {}
    for path, raw in typed.items():
        named = paths.lesion_id(path)
        if path == f"lesions[{named}]" and raw:
            site = json.loads(raw).get("site")
            if vocabulary.has("lesion_site", str(site)):
                changes[path] = document({"id": named, "site": str(site)})
    return changes


def marks(typed: Mapping[str, str], of: Document, translate: Translate) -> dict[str, Problem]:
    """Return what is said under each field whose text came back."""
    found: dict[str, Problem] = {}
    for path in typed:
        recorded = get(of, path)
        if recorded is None or isinstance(recorded, tuple):
            found[path] = Problem(path, "case.unsaved_text")
        else:
            said = words.value(path, recorded, of, translate)
            found[path] = Problem(path, "case.unsaved_beside", {"value": said})
    return found


def summary(
    area: FormArea, of: Document, translate: Translate
) -> tuple[str, dict[str, object], str]:
    """Return what saving says: its key, its values and the first field to mend."""
    faults = list(dict.fromkeys(problem.path for problem in area.problems()))
    lacking = len(listing.missing(of))
    if faults:
        named = translate("wording.list").join(paths.where(p, of, translate) for p in faults[:3])
        values: dict[str, object] = {"count": len(faults), "fields": named, "missing": lacking}
        return "case.saved_but", values, faults[0]
    if lacking:
        return "case.saved_missing", {"count": lacking}, ""
    return "case.saved_whole", {}, ""
