# SPDX-License-Identifier: MIT
"""The tables that make the worklist and its search quick, and the view that defines them.

``case_place`` derives a case's place from what is recorded. Reading it for every case would walk
all sections of all cases, so ``search.index`` keeps its answer in ``worklist``, one narrow row a
case, in the transaction that writes the case; a test holds the two against each other.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, text

from mdtdesk.domain import vocabulary
from mdtdesk.domain.worklist import STAGES
from mdtdesk.storage.columns import quoted, strict_table
from mdtdesk.storage.shapes import link

_STATUSES = quoted(vocabulary.codes("worklist_status"))

WORKLIST = strict_table(
    "worklist",
    # the worklist's order in one number, see search.place: the first rows are the first pages
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("case_id", Text, link("cases"), nullable=False, unique=True),
    Column("patient_id", Text, link("patients"), nullable=False),
    Column("number", Text, nullable=False, unique=True),
    Column("mrn", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("sex", Text, nullable=False),
    Column("birth_date", Text, nullable=False),
    Column("age_years", Integer),
    Column("died_on", Text, nullable=False),
    Column("urgency", Text, nullable=False),
    Column("sites_zh", Text, nullable=False),
    Column("sites_en", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("primary_site", Text, nullable=False),
    Column("status", Text, CheckConstraint(f"status IN ({_STATUSES})"), nullable=False),
    Column("stage", Text, CheckConstraint(f"stage IN ({quoted(STAGES)})"), nullable=False),
    Column("missing", Integer, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("due_on", Text),
    Column("ended_at", Text, nullable=False),
    Column("meets_at", Text, nullable=False),
    Column("clock_kind", Text, nullable=False, server_default=""),
    Column("clock_since", Text, nullable=False, server_default=""),
    Column("words", Text, nullable=False),  # digest of the words in search_words
    Index("ix_worklist_patient", "patient_id"),
    Index("ix_worklist_place", "place"),
    Index("ix_worklist_stage", "stage", "place"),
    Index("ix_worklist_name", "name_key", "place"),
    Index("ix_worklist_received", "received_at", "place"),
    Index("ix_worklist_due", "due_on", sqlite_where=text("due_on IS NOT NULL")),
    Index("ix_worklist_meets", "place", sqlite_where=text("meets_at <> ''")),
)
COUNTS = strict_table(
    "worklist_counts",
    Column("stage", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)
# One document of words a case, its rowid the case's place: so the index itself answers in the
# worklist's order and stops after a page. The words come ready (search_words.py), the tokenizer
# only parts them at spaces; nothing but the index is kept.
SEARCH_WORDS = """CREATE VIRTUAL TABLE search_words USING fts5(
    words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize='ascii'
)"""
CASE_PLACE = """CREATE VIEW case_place AS
WITH last AS (
    SELECT case_id, id, deferral_reason, outcome, max(ordinal) FROM discussions GROUP BY case_id
), decision AS (
    SELECT owner_id, id, due_on, max(ordinal) FROM decisions WHERE NOT earlier GROUP BY owner_id
), done AS (
    SELECT owner_id, state, at, max(ordinal) FROM decisions_carried_out GROUP BY owner_id
), agenda AS (
    SELECT agenda_items.case_id, carried, decision_id, starts_at
    FROM agenda_items LEFT JOIN meetings ON meetings.id = agenda_items.meeting_id
    WHERE ended IS NULL
), facts AS (
    SELECT
        cases.id AS case_id, cases.number, cases.closed_at,
        ifnull(referral.urgency, '') AS urgency,
        coalesce(referral.received_at, cases.registered_at, '9999') AS since,
        (SELECT count(*) FROM cases_missing WHERE case_id = cases.id) AS missing,
        decision.due_on, done.at AS done_at, ifnull(agenda.starts_at, '') AS meets_at,
        CASE
            WHEN cases.closed_reason IS NOT NULL THEN 'closed'
            WHEN agenda.carried > 0 AND agenda.decision_id IS NULL THEN 'carried_over'
            WHEN agenda.carried = 0 AND agenda.decision_id IS NULL THEN 'listed'
            WHEN done.state = 'fully' THEN 'done'
            WHEN done.state = 'partly' THEN 'partly'
            WHEN done.state = 'no' THEN 'not_done'
            WHEN decision.id IS NOT NULL THEN 'decided'
            WHEN last.deferral_reason IS NOT NULL OR last.outcome = 'deferred' THEN 'deferred'
            WHEN last.outcome = 'more_tests' THEN 'awaiting_tests'
            WHEN last.outcome IS NOT NULL THEN 'discussed'
            WHEN referral.urgency = 'neurological' THEN 'ready'
            WHEN EXISTS (SELECT 1 FROM cases_missing WHERE case_id = cases.id) THEN 'draft'
            ELSE 'ready'
        END AS status
    FROM cases
    LEFT JOIN referral ON referral.case_id = cases.id
    LEFT JOIN last ON last.case_id = cases.id
    LEFT JOIN decision ON decision.owner_id = last.id
    LEFT JOIN done ON done.owner_id = decision.id
    LEFT JOIN agenda ON agenda.case_id = cases.id
)
SELECT
    case_id, number, status, urgency, missing, since,
    4 * CASE
        WHEN status = 'closed' THEN 2
        WHEN status IN (
            'draft', 'ready', 'listed', 'carried_over', 'deferred', 'awaiting_tests'
        ) THEN 0
        ELSE 1
    END + CASE urgency
        WHEN 'neurological' THEN 0 WHEN 'impending_fracture' THEN 1 WHEN '' THEN 2 ELSE 3
    END AS rank,
    CASE WHEN status IN ('decided', 'partly') THEN due_on END AS due_on,
    CASE status WHEN 'closed' THEN closed_at WHEN 'done' THEN done_at END AS ended_at,
    meets_at
FROM facts"""
EXTRA = (SEARCH_WORDS, CASE_PLACE)
