# SPDX-License-Identifier: MIT
"""The tree of a case document, version 1: every key, its kind and its bounds.

Values that a schema ties together beyond this (a lab's unit to its test, the sacral wing only
beside another zone, birth date or age) stand in ``check``; times and references in ``rules``.
"""

from __future__ import annotations

from mdtdesk.domain.discussion_fields import DISCUSSION
from mdtdesk.domain.fields import (
    Answers,
    Choice,
    Constant,
    Day,
    DayOrMoment,
    Digest,
    Flag,
    Free,
    Group,
    Id,
    Items,
    Kind,
    Moment,
    Number,
    Rows,
    Text,
    Whole,
)
from mdtdesk.domain.lesion_fields import LESION, LEVEL

FORMAT = "mdtdesk-case"
VERSION = 1
FRAILTY_ITEMS = (
    "anaemia",
    "chronic_lung",
    "coagulopathy",
    "electrolyte",
    "pulmonary_circulation",
    "renal_failure",
    "malnutrition",
    "emergent_admission",
)

PATIENT = Group(
    {
        "mrn": Text(),
        "name": Text(),
        "sex": Choice("sex"),
        "birth_date": Day(),
        "age_years": Whole(0, 130),
        "phone": Text(),
        "contact": Group({"name": Text(), "relation": Text(), "phone": Text()}),
        "identifiers": Rows(
            Group({"kind": Choice("identifier_kind"), "value": Text()}, required=("kind", "value"))
        ),
        "death": Group({"date": Day(), "cause": Text()}),
    },
    required=("mrn",),
)
REFERRAL = Group(
    {
        "received_at": Moment(),
        "department": Text(),
        "doctor": Text(),
        "phone": Text(),
        "question": Text(multiline=True),
        "urgency": Choice("urgency"),
        "setting": Choice("setting"),
        "ward": Text(),
        "bed": Text(),
        "requested_disciplines": Items(Choice("discipline")),
    }
)
HISTORY = Group(
    {
        "text": Text(multiline=True),
        "comorbidities": Rows(Group({"name": Text(), "detail": Text()}, required=("name",))),
        "anticoagulants": Rows(
            Group({"drug": Text(), "last_dose": DayOrMoment()}, required=("drug",))
        ),
        "allergies": Text(),
        "implants": Text(),
    }
)
PRIMARY = Group(
    {
        "site": Choice("primary_site"),
        "detail": Text(),
        "histology": Text(),
        "diagnosed_on": Day(),
        "state": Choice("primary_state"),
        "stage": Text(),
        "codes": Rows(
            Group(
                {"system": Text(), "version": Text(), "code": Text(), "text": Text()},
                required=("system", "code"),
            )
        ),
        "hormone_dependent": Flag(),
        "targeted_therapy": Flag(),
        "biomarkers": Rows(
            Group({"name": Text(), "result": Text(), "date": Day()}, required=("name",))
        ),
    }
)
SYSTEMIC = Group(
    {
        "visceral": Rows(
            Group(
                {
                    "organ": Choice("organ"),
                    "name": Text(),
                    "pattern": Choice("visceral_pattern"),
                    "removable": Flag(),
                    "treatable": Flag(),
                },
                required=("organ",),
            )
        ),
        "bone_metastases": Choice("bone_metastases"),
        "extraspinal_bone_count": Whole(),
        "vertebral_count": Whole(),
        "previous_chemotherapy": Flag(),
        "assessed_on": Day(),
    }
)
PERFORMANCE = Group(
    {
        "ecog": Whole(0, 5),
        "kps": Whole(0, 100, 10),
        "asa": Whole(1, 5),
        "frailty": Group({item: Flag() for item in FRAILTY_ITEMS}),
        "assessed_on": Day(),
    }
)
NEUROLOGY = Group(
    {
        "frankel": Choice("frankel"),
        "ais": Choice("ais"),
        "level": LEVEL,
        "ambulatory": Choice("ambulatory"),
        "deficit_onset": DayOrMoment(),
        "bladder_bowel": Flag(),
        "text": Text(multiline=True),
    }
)
PAIN = Group(
    {
        "rest": Whole(0, 10),
        "loading": Whole(0, 10),
        "analgesic": Choice("analgesic"),
        "text": Text(multiline=True),
    }
)
LAB = Group(
    {
        "test": Choice("lab_test"),
        "name": Text(),
        "value": Number(low=None),
        "comparator": Choice("comparator"),
        "unit": Text(),
        "taken_on": Day(),
    },
    required=("test", "value", "unit"),
)
IMAGING = Group(
    {
        "modality": Choice("modality"),
        "region": Text(),
        "date": Day(),
        "place": Choice("imaging_place"),
        "available": Flag(),
        "report": Text(multiline=True),
        "accession_number": Text(),
        "study_uid": Text(pattern=r"[0-9.]{1,64}"),
    },
    required=("modality",),
)
PATHOLOGY = Group(
    {
        "number": Text(),
        "date": Day(),
        "specimen": Text(),
        "result": Text(multiline=True),
        "biopsy_needed": Flag(),
    },
    filled=True,
)
TREATMENT = Group(
    {
        "kind": Choice("treatment_kind"),
        "date": Day(),
        "lesions": Items(Id(of="lesions")),
        "detail": Text(multiline=True),
    },
    required=("kind",),
)
PROGNOSIS = Group(
    {
        "tool": Text(),
        "version": Text(),
        "date": Day(),
        "months": Number(unit="months"),
        "probability": Number(high=1),
        "horizon_months": Number(above=True, unit="months"),
        "person": Text(),
    },
    required=("tool",),
)
SCORE = Group(
    {
        "instrument": Choice("instrument", grows=True),
        "version": Text(),
        "lesion": Id(of="lesions"),
        "answers": Free(),
        "overridden": Items(Text()),
        "points": Free(),
        "total": Whole(low=-1_000_000),
        "band": Text(),
        "occasion": Choice("score_occasion"),
        "at": Moment(),
        "by": Text(),
    },
    required=("instrument", "version"),
)
ATTACHMENT = Group(
    {
        "name": Text(),
        "digest": Digest(),
        "media_type": Text(),
        "bytes": Whole(),
        "lesion": Id(of="lesions"),
        "added_at": Moment(),
        "added_by": Text(),
    },
    required=("name", "digest"),
)

SECTIONS: dict[str, Kind] = {
    "patient": PATIENT,
    "referral": REFERRAL,
    "history": HISTORY,
    "primary": PRIMARY,
    "systemic": SYSTEMIC,
    "performance": PERFORMANCE,
    "neurology": NEUROLOGY,
    "pain": PAIN,
    "labs": Rows(LAB),
    "lesions": Rows(LESION),
    "imaging": Rows(IMAGING),
    "pathology": Rows(PATHOLOGY),
    "treatments": Rows(TREATMENT),
    "wishes": Text(multiline=True),
    "prognosis": Rows(PROGNOSIS),
    "answers": Answers("case"),
    "scores": Rows(SCORE),
    "attachments": Rows(ATTACHMENT),
    "discussions": Rows(DISCUSSION),
    "registered": Group({"by": Text(), "at": Moment()}),
    "unconfirmed": Items(Text()),
    "closed": Group(
        {"at": Moment(), "reason": Choice("close_reason"), "text": Text(multiline=True)},
        required=("reason",),
    ),
}

CASE = Group(
    {
        "format": Constant(FORMAT),
        "version": Constant(VERSION),
        "id": Id(),
        "number": Text(pattern=r"[0-9]{4}-[0-9]{4,}"),
        "source": Text(),
        **SECTIONS,
    },
    required=("format", "version", "patient"),
)
