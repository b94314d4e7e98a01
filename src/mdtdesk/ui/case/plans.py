# SPDX-License-Identifier: MIT
"""The sections of a case as one table: their order, their keys, their fields and columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mdtdesk.domain.case_fields import FRAILTY_ITEMS


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the form; its words are ``case.section.<id>``.

    number   digit of its Alt shortcut, 0 for none
    paths    its fields in reading order
    right    the field that begins the right one of two columns
    keys     further keys of the document that are shown here
    """

    id: str
    number: int = 0
    paths: tuple[str, ...] = ()
    right: str = ""
    keys: tuple[str, ...] = ()


def _of(key: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{key}.{name}" for name in names)


SECTIONS: tuple[Section, ...] = (
    Section(
        "patient",
        1,
        _of("patient", "mrn", "name", "sex", "birth_date", "age_years", "phone")
        + _of("patient.contact", "name", "relation", "phone")
        + _of("patient.death", "date", "cause")
        + ("patient.identifiers",),
        right="patient.phone",
    ),
    Section(
        "referral",
        2,
        _of("referral", "received_at", "urgency", "question", "department", "doctor", "phone")
        + _of("referral", "setting", "ward", "bed", "requested_disciplines"),
        right="referral.setting",
    ),
    Section(
        "history",
        0,
        _of("history", "text", "allergies", "implants", "comorbidities", "anticoagulants"),
    ),
    Section(
        "primary",
        3,
        _of("primary", "site", "detail", "histology", "diagnosed_on", "state", "stage")
        + _of("primary", "hormone_dependent", "targeted_therapy", "biomarkers", "codes"),
        right="primary.state",
    ),
    Section(
        "systemic",
        4,
        _of("systemic", "visceral", "bone_metastases", "vertebral_count")
        + _of("systemic", "extraspinal_bone_count", "previous_chemotherapy", "assessed_on"),
    ),
    Section("lesions", 5),
    Section(
        "neurology",
        6,
        _of("neurology", "frankel", "ais", "level", "ambulatory", "bladder_bowel")
        + _of("neurology", "deficit_onset", "text"),
        right="neurology.ambulatory",
    ),
    Section(
        "performance",
        7,
        _of("performance", "ecog", "kps", "asa", "assessed_on")
        + _of("performance.frailty", *FRAILTY_ITEMS),
        right="performance.frailty.coagulopathy",
    ),
    Section("pain", 0, _of("pain", "rest", "loading", "analgesic", "text"), right="pain.analgesic"),
    Section("labs", 8, ("labs",)),
    Section("imaging", 0, ("imaging",), keys=("attachments",)),
    Section("pathology", 0, ("pathology",)),
    Section("treatments", 0, ("treatments",)),
    Section("prognosis", 0, ("prognosis",), keys=("scores",)),
    Section("wishes", 0, ("wishes",)),
    Section("discussions"),
)
BY_NUMBER: Mapping[int, Section] = {s.number: s for s in SECTIONS if s.number}

# How wide fields of few words are, in pixels of the design; the others take what there is.
WIDTHS: Mapping[str, int] = {
    **dict.fromkeys(_of("patient", "mrn", "name", "phone"), 236),
    **dict.fromkeys(_of("patient.contact", "name", "relation", "phone"), 236),
    **dict.fromkeys(_of("referral", "department", "doctor", "phone", "ward"), 236),
    "referral.bed": 128,
    "primary.stage": 236,
}

LESION_COMMON = (
    "matrix",
    "symptomatic",
    "soft_tissue_mass",
    "hypervascular",
    "prior_radiotherapy",
    "prior_surgery",
    "existing_implant",
    "description",
)
_SINS = _of("sins", "pain", "alignment", "collapse", "posterolateral")
_WBB = _of("wbb", "zones", "layers", "side")
# What is asked of a lesion by its site, in the order in which it is read from the films.
LESION_PATHS: Mapping[str, tuple[str, ...]] = {
    "spine": (
        *("site", "levels", "level_count_verified", "matrix", "fracture", "posterior_wall_broken"),
        *("soft_tissue_mass", "hypervascular", "symptomatic", "prior_radiotherapy"),
        *("prior_surgery", *_SINS, "escc", "tomita_surgical", *_WBB, "existing_implant"),
        "description",
    ),
    "limb": (
        *("site", "bone", "side", "segments", "subsite", "matrix", "fracture", "pain", "size"),
        *("lesion_mm", "bone_mm", "axial_cortical_mm", "circumferential_percent"),
        *("joint_involved", *LESION_COMMON[1:]),
    ),
    "pelvis": (
        *("site", "side", "zones", "matrix", "fracture", "pain", "harrington"),
        *LESION_COMMON[1:],
    ),
    "chest_wall": ("site", "bone", "side", "ribs", "matrix", "fracture", *LESION_COMMON[1:]),
    "skull": ("site", "bone", "side", "matrix", "fracture", *LESION_COMMON[1:]),
    "other": ("site", "description", "matrix", "fracture", *LESION_COMMON[1:-1]),
}
LESION_RIGHT: Mapping[str, str] = {
    "spine": "sins.pain",
    "limb": "lesion_mm",
    "pelvis": "harrington",
}
# where the cursor goes once a lesion of this site was added
LESION_FIRST: Mapping[str, str] = {
    "spine": "levels",
    "limb": "bone",
    "pelvis": "side",
    "chest_wall": "bone",
    "skull": "bone",
    "other": "description",
}


def section_of(path: str) -> str:
    """Return the id of the section that shows a path; empty for none."""
    key = path.partition(".")[0].partition("[")[0]
    known = (s.id for s in SECTIONS if key == s.id or key in s.keys)
    return next(known, "")
