# SPDX-License-Identifier: MIT
"""The lines under a case's head: withdrawn, asked of the chair, not confirmed by a doctor."""

from __future__ import annotations

from collections.abc import Iterator

from mdtdesk.domain.records import Request
from mdtdesk.i18n import Translate
from mdtdesk.ui.case.banner import Told
from mdtdesk.ui.case.overview import View, clock, unconfirmed_fields


def told(view: View, translate: Translate) -> tuple[Told, ...]:
    """Return the lines, the one that matters most first."""
    record = view.record
    requests = record.requests if record is not None else ()
    asked = tuple(_request(one, view, translate) for one in requests)
    return (*_withdrawn(view, translate), *asked, *_unconfirmed(view, translate))


def _withdrawn(view: View, translate: Translate) -> Iterator[Told]:
    found = view.record.withdrawn if view.record is not None else None
    if found is not None:
        values = {
            "reason": translate.code("correction_reason", found.reason),
            "words": found.words,
            "person": found.person,
            "at": clock(found.at),
        }
        key = "correction.withdrawn_words" if found.words else "correction.withdrawn_by"
        yield Told(translate(key, **values))


def _request(one: Request, view: View, translate: Translate) -> Told:
    what = translate.code("correction_asked", one.kind)
    words = translate(
        "correction.request", person=one.person, at=clock(one.at), what=what, words=one.words
    )
    if not view.rights.close:
        return Told(words)
    follow = (f"follow {one.kind}", translate("correction.follow"))
    return Told(words, (follow, (f"decline {one.id}", translate("correction.decline"))))


def _unconfirmed(view: View, translate: Translate) -> Iterator[Told]:
    count = len(unconfirmed_fields(view))
    if count:
        key = "case.unconfirmed_one" if count == 1 else "case.unconfirmed_many"
        may = view.rights.confirm
        button = (("confirm", translate("case.confirm")),) if may else ()
        yield Told(translate(key, count=count), button)
