# SPDX-License-Identifier: MIT
"""What a case needs before it can be listed: the table, line by line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builders import documents
from mdtdesk.domain import check_words, document, listing, workflow
from mdtdesk.domain.document import Document, change
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.paths import resource

TABLE = json.loads(resource("rules", "listing.json").read_text("utf-8"))
INVENTED = [document.document(case) for case in documents("invented")]
COMPLETE: Document = document.document(
    {
        "format": "mdtdesk-case",
        "version": 1,
        "patient": {"mrn": "1", "name": "王磊", "sex": "male", "age_years": 60},
        "referral": {
            "received_at": "2026-11-20T08:00",
            "doctor": "丁伟",
            "question": "?",
            "urgency": "routine",
        },
        "primary": {"site": "lung", "histology": "adenocarcinoma"},
        "systemic": {"visceral": [], "bone_metastases": "multiple"},
        "performance": {"kps": 70},
        "pain": {"rest": 2, "loading": 5},
        "neurology": {
            "ais": "D",
            "ambulatory": "aided",
            "bladder_bowel": False,
            "deficit_onset": "2026-11",
        },
        "lesions": [
            {
                "site": "spine",
                "matrix": "lytic",
                "fracture": "none",
                "prior_radiotherapy": False,
                "levels": ["T11"],
                "sins": {
                    "pain": "none",
                    "alignment": "normal",
                    "collapse": "none",
                    "posterolateral": "none",
                },
                "escc": "0",
            },
            {
                "site": "limb",
                "matrix": "mixed",
                "fracture": "impending",
                "prior_radiotherapy": {"dose_gy": 8},
                "bone": "femur",
                "side": "right",
                "segments": ["proximal"],
                "pain": "mild",
                "lesion_mm": 12,
            },
            {
                "site": "pelvis",
                "matrix": "lytic",
                "fracture": "none",
                "prior_radiotherapy": False,
                "side": "left",
                "zones": ["II"],
            },
            {
                "site": "chest_wall",
                "matrix": "lytic",
                "fracture": "none",
                "prior_radiotherapy": False,
                "bone": "rib",
                "side": "left",
            },
            {"site": "other", "fracture": "none", "prior_radiotherapy": False},
        ],
        "imaging": [{"modality": "mri", "date": "2026-11", "available": False}],
        "pathology": [],
    }
)


def lacking(**changes: Any) -> tuple[str, ...]:
    """Return what the complete case lacks after changes (dots written as double underscores)."""
    return listing.missing(change(COMPLETE, {k.replace("__", "."): v for k, v in changes.items()}))


def without(path: str) -> tuple[str, ...]:
    """Return what the complete case lacks without the value at a path."""
    return listing.missing(change(COMPLETE, {path: None}))


def test_of_the_demo_s_undecided_cases_two_lack_something() -> None:
    undecided = [case for case in INVENTED if workflow.undecided(case)]
    assert len(undecided) == 12
    lack = [document.text(case, "patient.mrn") for case in undecided if listing.missing(case)]
    assert lack == ["DEMO-26011", "DEMO-26012"]
    assert sum(map(listing.ready, undecided)) == 10


def test_what_the_demo_s_drafts_lack() -> None:
    lack = {document.text(c, "patient.mrn"): listing.missing(c) for c in INVENTED}
    assert lack["DEMO-26012"] == (
        "systemic.visceral",
        "performance.ecog",
        "lesions[0].fracture",
        "lesions[0].prior_radiotherapy",
        "lesions[0].sins.posterolateral",
    )
    assert len(lack["DEMO-26011"]) == 15


def test_a_complete_case_lacks_nothing() -> None:
    assert listing.missing(COMPLETE) == ()
    assert listing.ready(COMPLETE)


@pytest.mark.parametrize(
    "path",
    [
        "patient.name",
        "patient.sex",
        "referral.received_at",
        "referral.doctor",
        "referral.question",
        "referral.urgency",
        "primary.site",
        "primary.histology",
        "systemic.visceral",
        "systemic.bone_metastases",
        "pain.rest",
        "pain.loading",
        "pathology",
        "imaging",
        "neurology.ambulatory",
        "neurology.bladder_bowel",
        "neurology.deficit_onset",
        "imaging[0].date",
        "imaging[0].available",
        *(f"lesions[0].{key}" for key in ("matrix", "fracture", "prior_radiotherapy", "levels")),
        *(f"lesions[0].sins.{k}" for k in ("pain", "alignment", "collapse", "posterolateral")),
        *(f"lesions[1].{key}" for key in ("matrix", "bone", "side", "segments", "pain")),
        *(f"lesions[2].{key}" for key in ("side", "zones")),
        *(f"lesions[3].{key}" for key in ("bone", "side", "matrix")),
        "lesions[4].fracture",
    ],
)
def test_each_need_is_missed(path: str) -> None:
    assert path in without(path)


def test_of_several_the_first_is_named() -> None:
    assert without("patient.age_years") == ("patient.birth_date",)
    assert without("performance.kps") == ("performance.ecog",)
    assert without("lesions[1].lesion_mm") == ("lesions[1].size",)
    assert without("neurology.ais") == ("neurology.frankel",)
    assert listing.alternatives("lesions[1].size") == ("size", "lesion_mm")
    assert listing.alternatives("performance.ecog") == ("performance.ecog", "performance.kps")


def test_conditions() -> None:
    assert lacking(primary__site="unknown", primary__histology=None) == ()
    assert lacking(neurology__ais="E", neurology__deficit_onset=None) == ()
    assert lacking(neurology__frankel="C", neurology__ais="E", neurology__deficit_onset=None) == (
        "neurology.deficit_onset",
    )
    at = "lesions[0]."
    assert listing.missing(change(COMPLETE, {f"{at}escc": None})) == (f"{at}escc",)
    below = {f"{at}escc": None, f"{at}levels": ("L3", "Co")}
    assert listing.missing(change(COMPLETE, below)) == ()
    complete = {"lesions[1].lesion_mm": None, "lesions[1].fracture": "complete"}
    assert listing.missing(change(COMPLETE, complete)) == ()
    foot = {"lesions[1].bone": "foot", "lesions[1].segments": None, "lesions[1].lesion_mm": None}
    assert listing.missing(change(COMPLETE, foot)) == ()
    assert "lesions[4].matrix" not in listing.missing(COMPLETE)


def test_an_empty_list_is_an_answer_unless_something_must_be_in_it() -> None:
    assert lacking(systemic__visceral=()) == ()
    assert lacking(imaging=()) == ("imaging",)
    lack = lacking(lesions=())
    assert lack == ("lesions",)


def test_no_spinal_lesion_needs_no_neurology() -> None:
    limb = document.rows(COMPLETE, "lesions")[1:2]
    assert lacking(lesions=limb, neurology=None) == ()
    assert "neurology.frankel" in lacking(neurology=None)


def test_a_removed_lesion_needs_nothing() -> None:
    gone = {"removed": {"reason": "error"}, "site": "spine"}
    removed = document.freeze({"l": [gone]})
    assert isinstance(removed, type(COMPLETE))
    lesions = document.rows(removed, "l")
    assert lacking(lesions=lesions, neurology=None) == ("lesions",)


def test_neurological_is_never_refused() -> None:
    urgent = change(COMPLETE, {"referral.urgency": "neurological", "imaging": None})
    assert listing.missing(urgent) == ("imaging",)
    assert not listing.ready(urgent)
    assert listing.listable(urgent)
    assert not listing.listable(change(COMPLETE, {"imaging": None}))


def test_every_condition_of_the_table_is_known() -> None:
    rows = [*TABLE["case"], *(row for each in TABLE["each"].values() for row in each)]
    assert {row.get("when", "") for row in rows} == set(listing._CONDITIONS)
    with pytest.raises(KeyError):
        listing._need({"need": ["x"], "when": "the moon is full"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_has_words(language: str) -> None:
    translate = translator("zh" if language == "zh" else "en")
    for case in INVENTED:
        for path in listing.missing(case):
            what, where = check_words.missing(path, case, translate)
            assert what
            assert where


def test_the_words_are_those_of_a_colleague() -> None:
    case = next(c for c in INVENTED if document.text(c, "patient.mrn") == "DEMO-26012")
    zh, en = translator("zh"), translator("en")
    said = [check_words.missing(path, case, en) for path in listing.missing(case)]
    assert said == [
        ("Visceral metastases", "Systemic"),
        ("ECOG or KPS", "Performance"),
        ("Fracture", "L4"),
        ("Prior radiotherapy", "L4"),
        ("SINS posterolateral", "L4"),
    ]
    assert check_words.missing("lesions[0].sins.posterolateral", case, zh) == (
        "SINS 后外侧受累",
        "L4",
    )
    assert check_words.missing("patient.birth_date", case, zh) == ("出生日期或年龄", "患者")
