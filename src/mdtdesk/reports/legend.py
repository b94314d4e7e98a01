# SPDX-License-Identifier: MIT
"""The line under scores printed without room: which way each counts, how far to trust it."""

from __future__ import annotations

from collections.abc import Iterable

from mdtdesk.domain import score_words as words
from mdtdesk.domain.instruments.results import Result
from mdtdesk.i18n import Translate


def legend(found: Iterable[Result], translate: Translate) -> str:
    """Say of each instrument named whether higher is better, and what its status means."""
    ways: dict[str, dict[str, None]] = {}
    for result in found:
        way = words.direction(result, translate)
        shown = result.total is not None or (result.lesion is not None and words.is_known(result))
        if way and result.kind == "total" and shown:
            ways.setdefault(way, {})[words.name(result, translate)] = None
    if not ways:
        return ""
    said = [
        f"{way}{translate('print.colon')}{translate('print.enum').join(names)}"
        for way, names in ways.items()
    ]
    said.append(translate("scores.reference"))
    return translate("print.stop").join(said)
