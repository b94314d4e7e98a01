# SPDX-License-Identifier: MIT
"""What saving one field costs beside the commit that makes it safe."""

from __future__ import annotations

import itertools
import secrets

from bench.measure import Pair, Place, row
from bench.stores import PASSWORD, new_store
from mdtdesk import app
from mdtdesk.domain.document import document
from mdtdesk.domain.drafts import AmendDraft, RegisterDraft
from mdtdesk.services import cases
from mdtdesk.storage import engine

CASE = document(
    {
        "patient": {"name": "赵六", "mrn": "B0000001", "sex": "male", "birth_date": "1961-04-02"},
        "referral": {"question": "T11 病变是否需要手术?", "urgency": "routine"},
    }
)


@row("save one field", against="one bare EXTRA commit of one row", goal=2.0)
def save(place: Place) -> Pair:
    """Amend one field of a case: permission, rules, write and audit in one transaction."""
    made = new_store(place.folder)
    signed = app.sign_in(made.directory, made.person_id, PASSWORD)
    case_id = cases.register(signed.context, RegisterDraft(CASE)).id
    key = secrets.token_bytes(32)
    bare = engine.connect(place.folder / "bare.db", key, reader=False, fresh=True)
    bare.execute("CREATE TABLE patient_case (id TEXT PRIMARY KEY, question TEXT) STRICT")
    bare.execute("INSERT INTO patient_case VALUES ('1', '')")
    versions = itertools.count(1)

    def amend() -> None:
        number = next(versions)
        changes = {"referral.question": f"T11 病变是否需要手术?{number}"}
        cases.amend(signed.context, AmendDraft(case_id, number, changes))

    def commit() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("UPDATE patient_case SET question = ?", (secrets.token_hex(16),))
        bare.execute("COMMIT")

    def close() -> None:
        bare.close()
        app.sign_out(signed)

    return Pair(amend, commit, rounds=101, close=close)
