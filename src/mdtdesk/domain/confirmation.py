# SPDX-License-Identifier: MIT
"""Which recorded values a doctor has yet to confirm: the clinical ones that a coordinator typed."""

from __future__ import annotations

from collections.abc import Iterable

from mdtdesk.domain.document import Document, items

# what a coordinator records in the coordinator's own right
_ADMINISTRATIVE = (
    *("format", "version", "id", "number", "source", "registered", "unconfirmed"),
    *("patient", "referral", "attachments", "discussions"),
)


def is_clinical(path: str) -> bool:
    """Tell whether a path holds a clinical fact."""
    return path.partition(".")[0].partition("[")[0] not in _ADMINISTRATIVE


def unconfirmed(case: Document, changed: Iterable[str], *, by_doctor: bool) -> tuple[str, ...]:
    """Return the case's unconfirmed paths after these were changed by a doctor or a coordinator."""
    kept = dict.fromkeys(items(case, "unconfirmed"))
    for path in changed:
        if by_doctor:
            kept.pop(path, None)
        elif is_clinical(path):
            kept[path] = None
    return tuple(kept)
