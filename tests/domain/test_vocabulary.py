# SPDX-License-Identifier: MIT
"""Vocabularies hold exactly the codes of the contract, and labels that fit a segment of a form."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builders import CASES
from mdtdesk.domain import vocabulary
from mdtdesk.i18n import LANGUAGES, labels, translator

SCHEMA = json.loads((CASES / "case-document.schema.json").read_text("utf-8"))
PLACES = {
    "#/properties/referral/properties": ("urgency", "setting"),
    "#/properties/primary/properties": ("site=primary_site", "state=primary_state"),
    "#/properties/systemic/properties": ("bone_metastases",),
    "#/properties/neurology/properties": ("frankel", "ais", "ambulatory"),
    "#/properties/pain/properties": ("analgesic",),
    "#/properties/imaging/items/properties": ("modality", "place=imaging_place"),
    "#/properties/treatments/items/properties": ("kind=treatment_kind",),
    "#/properties/scores/items/properties": ("instrument", "occasion=score_occasion"),
    "#/properties/closed/properties": ("reason=close_reason",),
    "#/$defs": ("level",),
    "#/$defs/patient/properties": ("sex",),
    "#/$defs/patient/properties/identifiers/items/properties": ("kind=identifier_kind",),
    "#/$defs/visceral/properties": ("organ", "pattern=visceral_pattern"),
    "#/$defs/lab/properties": ("test=lab_test", "comparator"),
    "#/$defs/lesion/properties": ("site=lesion_site", "matrix"),
    "#/$defs/lesion/properties/removed/properties": ("reason=removal_reason",),
    "#/$defs/lesion/allOf/0/then/properties": ("fracture=spine_fracture", "escc"),
    "#/$defs/lesion/allOf/0/then/properties/sins/properties": (
        "pain=sins_pain",
        "alignment=sins_alignment",
        "collapse=sins_collapse",
        "posterolateral=sins_posterolateral",
    ),
    "#/$defs/lesion/allOf/0/then/properties/wbb/properties": (
        "layers=wbb_layer",
        "side=wbb_side",
    ),
    "#/$defs/lesion/allOf/1/then/properties": (
        "bone=limb_bone",
        "side",
        "segments=segment",
        "subsite",
        "fracture=limb_fracture",
        "pain=limb_pain",
        "size=mirels_size",
    ),
    "#/$defs/lesion/allOf/2/then/properties": (
        "side=pelvis_side",
        "zones=pelvic_zone",
        "harrington",
    ),
    "#/$defs/lesion/allOf/3/then/properties": ("bone=chest_bone", "side=wide_side"),
    "#/$defs/procedure/properties": (
        "type=procedure_type",
        "bone=procedure_bone",
        "side=wide_side",
        "segments=segment",
        "timing",
    ),
    "#/$defs/procedure/allOf/0/then/properties/details/properties": (
        "ablation=ablation_technique",
    ),
    "#/$defs/procedure/allOf/0/then/properties/details/properties/per_level/items/properties": (
        "approach=puncture",
        "viscosity",
    ),
    "#/$defs/procedure/allOf/2/then/properties/details/properties": (
        "joint",
        "implant=arthroplasty_implant",
    ),
    "#/$defs/procedure/allOf/3/then/properties/details/properties": (
        "implant=fixation_implant",
        "access",
    ),
    "#/$defs/procedure/allOf/4/then/properties/details/properties": (
        "approach=spine_approach",
        "reconstruction",
    ),
    "#/$defs/procedure/allOf/6/then/properties/details/properties": (
        "technique=radiotherapy_technique",
        "before_or_after_surgery=radiotherapy_order",
    ),
    "#/$defs/decision/properties": ("intents=intent", "agreement"),
    "#/$defs/decision/properties/overridden_checks/items/properties": ("reason=override_reason",),
    "#/$defs/decision/properties/signatures/items/properties": ("meaning=signature_meaning",),
    "#/$defs/decision/properties/patient_plan/properties": ("agreed", "by=agreed_by"),
    "#/$defs/decision/properties/carried_out/properties": (
        "state=carried_out",
        "reason=not_done_reason",
    ),
    "#/$defs/discussion/properties": ("mode=discussion_mode", "outcome"),
    "#/$defs/discussion/properties/attendance/items/properties": ("discipline", "presence"),
    "#/$defs/discussion/properties/deferral/properties": ("reason=deferral_reason",),
}
SEGMENTS = [
    (name, code)
    for name in ("sins_pain", "sins_alignment", "sins_collapse", "spine_fracture", "matrix", "escc")
    for code in labels(name)
]


def at(place: str) -> Any:
    """Return what the schema holds at a place."""
    node = SCHEMA
    for key in place.removeprefix("#/").split("/"):
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


@pytest.mark.parametrize(
    ("place", "key", "name"),
    [
        (place, entry.partition("=")[0], entry.partition("=")[2] or entry)
        for place, entries in PLACES.items()
        for entry in entries
    ],
)
def test_the_codes_are_those_of_the_contract(place: str, key: str, name: str) -> None:
    node = at(place)[key]
    node = node.get("items", node)
    assert vocabulary.codes(name) == tuple(node["enum"])


def test_has_knows_its_codes_only() -> None:
    assert vocabulary.has("level", "T11")
    assert not vocabulary.has("level", "L7")


def test_the_checks_are_those_of_the_contract_before_a_department_s_own() -> None:
    assert vocabulary.codes("check")[:8] == (
        "level_no_lesion",
        "treated_level_no_lesion",
        "span_too_short",
        "bone_or_side",
        "lesion_unnamed",
        "do_not_wait",
        "incomplete_score",
        "side_contradiction",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "code"), SEGMENTS)
def test_a_segment_is_short(name: str, code: str, language: str) -> None:
    said = translator("zh" if language == "zh" else "en").code(name, code, short=True)
    assert len(said) <= (7 if language == "zh" else 14)
