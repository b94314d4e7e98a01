# SPDX-License-Identifier: MIT
"""Search as one types, the list itself, and how both grow with the number of cases."""

from __future__ import annotations

from bench.measure import Pair, Place, row
from bench.stores import filled
from mdtdesk import app
from mdtdesk.domain.worklist import WorklistQuery
from mdtdesk.services import worklist
from mdtdesk.services.context import Context
from mdtdesk.storage import engine, search_words
from mdtdesk.storage.queries.worklist import COUNTED

# number, Chinese names, initials, pinyin, primary, site, several of them
TYPED = ("2026-0", "王磊", "王", "zs", "zhangw", "wanglei", "breast", "t11", "femur", "zs t11")
ROWS = 50
BARE = (
    "SELECT w.case_id, w.number, w.name, w.mrn, w.sex, w.birth_date, w.age_years, w.died_on,"
    " w.urgency, w.sites_zh, w.sites_en, w.question, w.primary_site, w.status, w.missing,"
    " w.received_at, w.due_on, w.ended_at"
    " FROM search_words AS s CROSS JOIN worklist AS w ON w.place = s.rowid"
    " WHERE s.search_words MATCH ? ORDER BY s.rowid LIMIT 50"
)
COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM search_words AS s WHERE s.search_words MATCH ? LIMIT ?)"
)
UNSAVED = "SELECT form, min(at) FROM journal WHERE person_id = ? GROUP BY form"


def searched(context: Context) -> None:
    """Ask for the first rows of each search."""
    for typed in TYPED:
        worklist.page(context, WorklistQuery(search=typed, limit=ROWS))


def by_hand(signed: app.SignedIn) -> Pair:
    """Pair every search with the same answer by SQL on a bare connection."""
    store = signed.context.store
    bare = engine.connect(store.database, store.data_key, reader=True)
    person = signed.context.actor.person_id
    questions = [search_words.question(typed) for typed in TYPED]

    def ask() -> None:
        for question in questions:
            bare.execute("BEGIN")
            bare.execute(BARE, (question,)).fetchall()
            bare.execute(COUNT, (question, COUNTED + 1)).fetchall()
            bare.execute(UNSAVED, (person,)).fetchall()
            bare.execute("COMMIT")

    def close() -> None:
        bare.close()
        app.sign_out(signed)

    return Pair(lambda: searched(signed.context), ask, rounds=101, close=close)


@row(
    "ten searches among 100,000 cases, first 50 rows each",
    against="the same answers by hand-written SQL through sqlcipher3",
    goal=1.5,
)
def search(place: Place) -> Pair:
    """Search by number, names, pinyin, initials, primary and site."""
    return by_hand(filled(place.shared, 100_000))


@row(
    "the same ten searches among the most cases (100,000; 1,000,000 with --full)",
    against="among 1,000 cases; log would be 1.7, and 2.0",
    goal=2.0,
)
def growth(place: Place) -> Pair:
    """Search a large store and a small one."""
    few = filled(place.shared, 1_000)
    many = filled(place.shared, 1_000_000 if place.full else 100_000)

    def close() -> None:
        app.sign_out(few)
        app.sign_out(many)

    return Pair(
        lambda: searched(many.context), lambda: searched(few.context), rounds=101, close=close
    )
