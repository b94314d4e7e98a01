# SPDX-License-Identifier: MIT
"""The fields of a lesion; which there are depends on its site."""

from __future__ import annotations

from mdtdesk.domain.fields import (
    Answers,
    Choice,
    Day,
    Flag,
    FlagOr,
    Group,
    Id,
    Items,
    Kind,
    Moment,
    Number,
    Text,
    Whole,
)

LEVEL = Choice("level")
_FRACTURE = Choice("limb_fracture")
_BOTH_SIDES = Choice("wide_side")

_SPINE: dict[str, Kind] = {
    "levels": Items(LEVEL),
    "level_count_verified": Flag(),
    "posterior_wall_broken": Flag(),
    "fracture": Choice("spine_fracture"),
    "sins": Group(
        {
            "pain": Choice("sins_pain"),
            "alignment": Choice("sins_alignment"),
            "collapse": Choice("sins_collapse"),
            "posterolateral": Choice("sins_posterolateral"),
        }
    ),
    "escc": Choice("escc"),
    "tomita_surgical": Whole(1, 7),
    "wbb": Group(
        {
            "zones": Items(Whole(1, 12)),
            "layers": Items(Choice("wbb_layer")),
            "side": Choice("wbb_side"),
        }
    ),
}
_LIMB: dict[str, Kind] = {
    "bone": Choice("limb_bone"),
    "side": Choice("side"),
    "segments": Items(Choice("segment")),
    "subsite": Choice("subsite"),
    "joint_involved": Flag(),
    "fracture": _FRACTURE,
    "pain": Choice("limb_pain"),
    "lesion_mm": Number(above=True, unit="mm"),
    "bone_mm": Number(above=True, unit="mm"),
    "size": Choice("mirels_size"),
    "axial_cortical_mm": Number(unit="mm"),
    "circumferential_percent": Number(high=100, unit="percent"),
}
_PELVIS: dict[str, Kind] = {
    "side": Choice("pelvis_side"),
    "zones": Items(Choice("pelvic_zone")),
    "harrington": Choice("harrington"),
    "fracture": _FRACTURE,
    "pain": Choice("limb_pain"),
}
_CHEST_WALL: dict[str, Kind] = {
    "bone": Choice("chest_bone"),
    "ribs": Items(Whole(1, 12)),
    "side": _BOTH_SIDES,
    "fracture": _FRACTURE,
}
_SKULL: dict[str, Kind] = {"bone": Text(), "side": _BOTH_SIDES, "fracture": _FRACTURE}
_OTHER: dict[str, Kind] = {"fracture": _FRACTURE}

LESION = Group(
    {
        "id": Id(),
        "site": Choice("lesion_site"),
        "description": Text(multiline=True),
        "matrix": Choice("matrix"),
        "soft_tissue_mass": Flag(),
        "hypervascular": Flag(),
        "existing_implant": Text(),
        "prior_radiotherapy": FlagOr(
            Group({"date": Day(), "dose_gy": Number(above=True, unit="gy"), "fractions": Whole(1)})
        ),
        "prior_surgery": Flag(),
        "symptomatic": Flag(),
        "answers": Answers("lesion"),
        "removed": Group(
            {"at": Moment(), "by": Text(), "reason": Choice("removal_reason")}, required=("reason",)
        ),
    },
    required=("site",),
    variant="site",
    variants={
        "spine": _SPINE,
        "limb": _LIMB,
        "pelvis": _PELVIS,
        "chest_wall": _CHEST_WALL,
        "skull": _SKULL,
        "other": _OTHER,
    },
)
