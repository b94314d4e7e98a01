# SPDX-License-Identifier: MIT
"""An older store is told as such, and is a store of today once it was upgraded."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from builders import PASSWORD
from mdtdesk import app
from mdtdesk.domain import clocks
from mdtdesk.domain.document import number, text
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.domain.worklist import WorklistQuery
from mdtdesk.errors import Unavailable
from mdtdesk.services import audit_trail, backups, cases, worklist
from mdtdesk.services.backups import UpgradeDraft
from released import CASES, unpack


def test_the_oldest_store_is_one_of_today_after_its_upgrade(tmp_path: Path) -> None:
    path, _ = unpack(1, tmp_path)
    person = app.people(path)[0].id
    with pytest.raises(Unavailable) as refused:
        app.sign_in_as(path, person, PASSWORD, writer=True)
    assert refused.value.reason == "older"
    old = app.sign_in_as(path, person, PASSWORD, writer=True, older=True)
    assert app.is_older(old)
    backups.upgrade(old.context, UpgradeDraft("before.mdtbackup"))
    old.context.store.announce_schema()
    app.sign_out(old)
    signed = app.sign_in_as(path, person, PASSWORD, writer=True)
    listed = worklist.page(signed.context, WorklistQuery()).rows
    assert len(listed) == CASES
    found = [cases.get(signed.context, row.id) for row in listed]
    # what is shown is derived anew, not only what was written since
    assert [(row.clock_kind, row.clock_since) for row in listed] == [
        clocks.running(case.document) for case in found
    ]
    assert any(row.clock_kind for row in listed)
    decided = next(case for case in found if number(case.document, "performance.kps") == 40)
    assert text(decided.document, "discussions[0].decision.conclusion") == "观察"
    amended = AmendDraft(decided.id, decided.version, {"performance.kps": 50})
    assert cases.amend(signed.context, amended).version == decided.version + 1
    assert audit_trail.verify(signed.context).fault == ""
    with (
        pytest.raises(DatabaseError, match="append only"),
        signed.context.store.write() as connection,
    ):
        connection.exec_driver_sql("UPDATE decisions SET conclusion = ''")
    app.sign_out(signed)
