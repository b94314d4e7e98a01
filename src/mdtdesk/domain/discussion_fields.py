# SPDX-License-Identifier: MIT
"""The fields of a discussion, its decision and the decision's procedures."""

from __future__ import annotations

from mdtdesk.domain.fields import (
    Choice,
    Day,
    Digest,
    Flag,
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
from mdtdesk.domain.lesion_fields import LEVEL

_DISCIPLINE = Choice("discipline")
_CEMENT = Number(above=True, unit="ml")

_AUGMENTATION: dict[str, Kind] = {
    "per_level": Rows(
        Group(
            {
                "level": LEVEL,
                "approach": Choice("puncture"),
                "cement_ml": _CEMENT,
                "viscosity": Choice("viscosity"),
            },
            required=("level",),
        )
    ),
    "biopsy": Flag(),
    "ablation": Choice("ablation_technique"),
}
_SPONDYLECTOMY: dict[str, Kind] = {
    "approach": Choice("spine_approach"),
    "stages": Whole(1),
    "embolisation_planned": Flag(),
    "reconstruction": Choice("reconstruction"),
}
_DECOMPRESSION: dict[str, Kind] = {"fixation": Flag(), "radiotherapy_after": Flag()}

DETAILS: dict[str, dict[str, Kind]] = {
    "pvp": _AUGMENTATION,
    "pkp": _AUGMENTATION,
    "cementoplasty": {"cement_ml": _CEMENT, "with_screws": Flag()},
    "arthroplasty": {
        "joint": Choice("joint"),
        "implant": Choice("arthroplasty_implant"),
        "cemented": Flag(),
        "margin": Text(),
    },
    "internal_fixation": {
        "implant": Choice("fixation_implant"),
        "access": Choice("access"),
        "cement_augmented": Flag(),
        "prophylactic": Flag(),
    },
    "tes": _SPONDYLECTOMY,
    "piecemeal_spondylectomy": _SPONDYLECTOMY,
    "corpectomy": _SPONDYLECTOMY,
    "separation_surgery": _DECOMPRESSION,
    "decompression": _DECOMPRESSION,
    "radiotherapy": {
        "technique": Choice("radiotherapy_technique"),
        "dose_gy": Number(above=True, unit="gy"),
        "fractions": Whole(1),
        "before_or_after_surgery": Choice("radiotherapy_order"),
    },
    "systemic": {"agent": Text()},
}

PROCEDURE = Group(
    {
        "id": Id(),
        "type": Choice("procedure_type"),
        "lesions": Items(Id(of="lesions")),
        "levels": Items(LEVEL),
        "from": LEVEL,
        "to": LEVEL,
        "bone": Choice("procedure_bone"),
        "side": Choice("wide_side"),
        "segments": Items(Choice("segment")),
        "timing": Choice("timing"),
        "details": Group({"operation": Text(multiline=True)}, variant="type", variants=DETAILS),
        "note": Text(multiline=True),
    },
    required=("type",),
)

MEETING = Group(
    {
        "id": Id(),
        "title": Text(),
        "date": Day(),
        "starts_at": Moment(),
        "room": Text(),
    }
)

DECISION = Group(
    {
        "id": Id(),
        "version": Whole(1),
        "supersedes": Id(of="decisions"),
        "recorder": Text(),
        "recorded_at": Moment(),
        "conclusion": Text(multiline=True),
        "intents": Items(Choice("intent")),
        "procedures": Rows(PROCEDURE),
        "alternative": Text(multiline=True),
        "rationale": Text(multiline=True),
        "agreement": Choice("agreement"),
        "dissent": Rows(
            Group({"person": Text(), "text": Text(multiline=True)}, required=("text",))
        ),
        "owner": Text(),
        "due_on": Day(),
        "informs": Group({"person": Text(), "by": Day()}),
        "overridden_checks": Rows(
            Group(
                {
                    "check": Text(),
                    "lesion": Id(of="lesions"),
                    "procedure": Id(of="procedures"),
                    "reason": Choice("override_reason"),
                    "text": Text(multiline=True),
                    "person": Text(),
                    "at": Moment(),
                },
                required=("check",),
            )
        ),
        "basis": Group({"sha256": Digest(), "at": Moment(), "document": Text()}),
        "signatures": Rows(
            Group(
                {
                    "person": Text(),
                    "role": Text(),
                    "meaning": Choice("signature_meaning"),
                    "at": Moment(),
                    "sha256": Digest(),
                },
                required=("person",),
            )
        ),
        "addenda": Rows(
            Group(
                {
                    "text": Text(multiline=True),
                    "person": Text(),
                    "at": Moment(),
                    "sha256": Digest(),
                },
                required=("text",),
            )
        ),
        "ratified": Group({"meeting": MEETING, "at": Moment(), "by": Text()}),
        "patient_plan": Group(
            {
                "agreed": Choice("agreed"),
                "by": Choice("agreed_by"),
                "text": Text(multiline=True),
                "at": Moment(),
            }
        ),
        "carried_out": Group(
            {
                "state": Choice("carried_out"),
                "reason": Choice("not_done_reason"),
                "text": Text(multiline=True),
                "at": Moment(),
            }
        ),
    }
)

DISCUSSION = Group(
    {
        "id": Id(),
        "meeting": MEETING,
        "mode": Choice("discussion_mode"),
        "presenter": Text(),
        "started_at": Moment(),
        "ended_at": Moment(),
        "attendance": Rows(
            Group(
                {
                    "person": Text(),
                    "title": Text(),
                    "discipline": _DISCIPLINE,
                    "presence": Choice("presence"),
                },
                required=("person",),
            )
        ),
        "quorum": Group({"met": Flag(), "missing": Items(_DISCIPLINE)}),
        "opinions": Rows(
            Group(
                {
                    "discipline": _DISCIPLINE,
                    "person": Text(),
                    "title": Text(),
                    "text": Text(multiline=True),
                    "at": Moment(),
                },
                required=("text",),
            )
        ),
        "outcome": Choice("outcome"),
        "deferral": Group(
            {"reason": Choice("deferral_reason"), "text": Text(multiline=True)},
            required=("reason",),
        ),
        "decision": DECISION,
        "earlier_decisions": Rows(DECISION),
    },
    filled=True,
)
