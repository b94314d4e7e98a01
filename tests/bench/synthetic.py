# SPDX-License-Identifier: MIT
"""Invents any number of cases and puts them into a store quickly, for the bench and for tests.

The cases are made of random parts from a fixed seed: the same number gives the same cases. They go
straight through ``storage.writing.Batch``, without commands and audit.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mdtdesk.domain import vocabulary
from mdtdesk.domain.document import Document, document, group, text
from mdtdesk.domain.identify import identified
from mdtdesk.domain.ids import case_number, new_id
from mdtdesk.domain.listing import missing
from mdtdesk.storage import discussions, search
from mdtdesk.storage.shapes import CASE, PATIENT
from mdtdesk.storage.store import Store
from mdtdesk.storage.tables import MISSING
from mdtdesk.storage.writing import Batch, columns

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国志海玉红梅春生文辉力波宁贵福龙元全"
LATIN = ("Margaret Ellis", "Robert Hale", "Aigul Maimaiti", "James Okafor", "Anna Lindqvist")
QUESTIONS = (
    "{site}转移，疼痛进行性加重，是否需要手术固定",
    "{site}病变，先放疗还是先固定，骨水泥是否可行",
    "{site}转移伴下肢无力，减压固定的时机",
)
DONE_SINCE = datetime.fromisoformat("2012-01-01T08:00")
BATCH = 1_000


def cases(count: int, *, seed: int = 1) -> Iterator[Document]:
    """Yield identified cases with their numbers, the oldest first."""
    dice = random.Random(seed)
    step = timedelta(days=365 * 15) / max(count, 1)
    for index in range(count):
        at = DONE_SINCE + index * step
        yield _case(dice, index, at, open_=index > count - max(count // 20, 60))


def name(dice: random.Random) -> str:
    """Return a patient's name; one in forty is not Chinese."""
    if dice.random() < 0.025:
        return dice.choice(LATIN)
    return dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2))))


def _case(dice: random.Random, index: int, at: datetime, *, open_: bool) -> Document:
    levels = vocabulary.codes("level")
    start = dice.randrange(1, len(levels) - 3)
    facts: dict[str, object] = {
        "format": "mdtdesk-case",
        "version": 1,
        "id": new_id(),
        "number": case_number(at.year, index + 1),
        "registered": {"by": "林海", "at": f"{at.isoformat(timespec='minutes')}+08:00"},
        "patient": {
            "mrn": f"S{index:07d}",
            "name": name(dice),
            "sex": dice.choice(("male", "female")),
            "birth_date": f"{dice.randrange(1935, 2000)}-{dice.randrange(1, 13):02d}-17",
        },
        "referral": {
            "received_at": at.isoformat(timespec="minutes"),
            "question": dice.choice(QUESTIONS).format(site=levels[start]),
            **_urgency(dice),
        },
        "primary": {"site": dice.choice(vocabulary.codes("primary_site")), "state": "controlled"},
        "performance": {"ecog": dice.randrange(4), "kps": dice.randrange(3, 10) * 10},
        "neurology": {"frankel": dice.choice("CDEEE")},
        "lesions": [
            {"site": "spine", "levels": list(levels[start : start + dice.choice((1, 1, 2))])},
            *_limb(dice),
        ],
        "wishes": "希望保住行走能力",
    }
    if not open_:
        facts |= _ended(dice, at)
    return identified(document(facts))


def _urgency(dice: random.Random) -> dict[str, str]:
    codes = ("neurological", "impending_fracture", "routine", "routine", "routine", "")
    chosen = dice.choice(codes)
    return {"urgency": chosen} if chosen else {}


def _limb(dice: random.Random) -> list[dict[str, object]]:
    if dice.random() < 0.6:
        return []
    bone = dice.choice(("femur", "humerus", "tibia"))
    side, part = dice.choice(("left", "right")), dice.choice(vocabulary.codes("segment"))
    return [{"site": "limb", "bone": bone, "side": side, "segments": [part]}]


def _ended(dice: random.Random, at: datetime) -> dict[str, object]:
    day = (at + timedelta(days=9)).date().isoformat()
    state = dice.choice(("fully", "fully", "fully", "partly", "no", "pending"))
    decision = {
        "version": 1,
        "recorder": "林海",
        "conclusion": "行 PKP，术后放疗。",
        "procedures": [{"type": "pkp", "levels": ["T11"]}],
        "due_on": day,
        "carried_out": {"state": state, "at": f"{day}T17:00"},
    }
    closed = {"at": f"{day}T18:00", "reason": "treatment_complete"}
    facts: dict[str, object] = {"discussions": [{"outcome": "decided", "decision": decision}]}
    return facts | ({"closed": closed} if state == "fully" and dice.random() < 0.9 else {})


def fill(store: Store, count: int, *, seed: int = 1, whole: bool = True) -> None:
    """Put invented cases into a store, a thousand a transaction.

    Without ``whole`` only what the worklist and its search read is there, in a fraction of the
    time: the cases can be listed and found, not opened.
    """
    made = cases(count, seed=seed)
    for start in range(0, count, BATCH):
        with store.write() as connection:
            part = [next(made) for _ in range(min(BATCH, count - start))]
            _insert(connection, part, whole=whole)


def _insert(connection: Connection, documents: list[Document], *, whole: bool) -> None:
    batch, entries = Batch(), []
    for case in documents:
        patient_id, case_id = new_id(), text(case, "id")
        batch.insert_root(PATIENT, group(case, "patient"), row_id=patient_id, extra={"revision": 1})
        own = {"patient_id": patient_id, "revision": 1, "registered_by_id": None}
        own |= {"imported_from": None, "imported_at": None}
        if not whole:
            batch.add(CASE.table, {"id": case_id, **own, **columns(CASE, case)})
        else:
            batch.insert_root(CASE, case, row_id=case_id, extra=own)
        for ordinal, path in enumerate(missing(case) if whole else ()):
            batch.add(MISSING, {"case_id": case_id, "ordinal": ordinal, "path": path})
        entries.append(search.entry(case_id, patient_id, case))
    discussions.meetings(connection, batch)
    batch.flush(connection)
    search.insert_entries(connection, entries)
