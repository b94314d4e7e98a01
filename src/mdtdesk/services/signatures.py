# SPDX-License-Identifier: MIT
"""Tells which decisions can be signed or added to, by the person who asks, and why not."""

from __future__ import annotations

from collections.abc import Iterator

from mdtdesk.domain import signing
from mdtdesk.domain.document import Document, group, rows, text
from mdtdesk.domain.roles import Right, allowing
from mdtdesk.domain.signing import Signable, Standing, Unsigned
from mdtdesk.services.context import Reading, query
from mdtdesk.storage import reading
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.storage.queries import signed


@query("read")
def signable(look: Reading, case_id: str) -> tuple[Signable, ...]:
    """Return, for every decision of a case, what the person who asks can do with it."""
    case = reading.load(look.connection, case_id)
    if case is None:
        return ()
    imported = dict(lookups.imported_decisions(look.connection, case_id))
    found = []
    for decision, superseded in _decisions(case):
        name = text(decision, "id")
        author = lookups.author(look.connection, name) == look.context.actor.person_id
        stands = Standing(
            decision, look.context.actor.name, author, name in imported, superseded=superseded
        )
        found.append(_signable(look.context.actor.roles, stands))
    return tuple(found)


@query("read")
def unsigned(look: Reading, meeting_id: str) -> tuple[Unsigned, ...]:
    """Return the decisions of a meeting that wait for the chair's signature."""
    return signed.unsigned(look.connection, meeting_id)


def _decisions(case: Document) -> Iterator[tuple[Document, bool]]:
    for discussion in rows(case, "discussions"):
        yield from ((one, True) for one in rows(discussion, "earlier_decisions"))
        if "decision" in discussion:
            yield group(discussion, "decision"), False


def _signable(roles: frozenset[str], stands: Standing) -> Signable:
    right = allowing(roles, "sign")
    as_chair = right is not None and right[1] is Right.YES
    wanted = ("chair", "author") if as_chair else ("author",) if right is not None else ()
    against = {meaning: stands.against(meaning) for meaning in wanted}
    open_to = tuple(meaning for meaning, code in against.items() if not code)
    return Signable(
        text(stands.decision, "id"),
        open_to,
        "" if open_to else next(iter(against.values()), ""),
        add=allowing(roles, "add") is not None and not stands.against_adding(),
        fits=stands.imported or signing.verify(stands.decision),
    )
