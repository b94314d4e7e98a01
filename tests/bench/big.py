# SPDX-License-Identifier: MIT
"""Invents one case that has something in every section, and lesions and files at will."""

from __future__ import annotations

import hashlib
from typing import Any

from mdtdesk.domain import vocabulary
from mdtdesk.domain.document import Document, document
from mdtdesk.domain.ids import new_id

HISTORY = (
    "2022-03 右肾透明细胞癌，行根治性肾切除术；2024-08 起口服靶向药物，复查稳定。"
    "2026-09 起背痛，起坐时加重，平卧缓解，无下肢麻木无力，二便正常。"
)
LABS = (("platelets", 212, "10^9/L"), ("haemoglobin", 118, "g/L"), ("albumin", 37.5, "g/L"))


def big(lesions: int, files: int, *, mrn: str = "B0000001") -> Document:
    """Return a case that is ready to be registered."""
    rows = [_lesion(index) for index in range(lesions)]
    return document(
        {
            "patient": {"mrn": mrn, "name": "赵建国", "sex": "male", "birth_date": "1961-04-02"},
            "referral": {
                "received_at": "2026-11-02T09:30",
                "department": "泌尿外科",
                "doctor": "潘越",
                "question": "T11 病变伴机械性疼痛，固定、放疗还是骨水泥，先后如何安排？",
                "urgency": "routine",
                "setting": "inpatient",
                "requested_disciplines": ["spine_surgery", "radiation_oncology"],
            },
            "history": {
                "text": HISTORY * 8,
                "comorbidities": [{"name": "高血压", "detail": "氨氯地平 5 mg"}],
                "anticoagulants": [],
            },
            "primary": {"site": "kidney", "state": "controlled", "histology": "透明细胞癌"},
            "systemic": {"visceral": [], "bone_metastases": "multiple"},
            "performance": {"ecog": 1, "kps": 80, "asa": 2},
            "neurology": {"frankel": "E", "ais": "E"},
            "pain": {"rest": 3, "loading": 7, "analgesic": "weak_opioid"},
            "labs": [_lab(index) for index in range(len(LABS) * 4)],
            "lesions": rows,
            "imaging": [
                {"modality": "mri", "region": "胸椎", "date": "2026-10-28", "report": HISTORY},
                {"modality": "ct", "region": "胸椎", "date": "2026-10-29", "report": HISTORY},
            ],
            "wishes": "希望保住行走能力，愿意承担手术风险。",
            "attachments": [_file(index, rows) for index in range(files)],
        }
    )


def _lesion(index: int) -> dict[str, Any]:
    levels = [code for code in vocabulary.codes("level") if code.startswith("T")]
    spine = {
        "site": "spine",
        "levels": [levels[index % len(levels)]],
        "posterior_wall_broken": index % 2 == 0,
        "fracture": "none",
        "sins": {
            "pain": "mechanical",
            "alignment": "normal",
            "collapse": "lt50",
            "posterolateral": "unilateral",
        },
        "escc": "1a",
    }
    limb: dict[str, Any] = {
        "site": "limb",
        "bone": "femur",
        "side": "right",
        "segments": ["proximal"],
    }
    limb |= {"pain": "mild", "size": "1_3_to_2_3", "lesion_mm": 24.5, "bone_mm": 42}
    return {
        "id": new_id(),
        "matrix": "lytic",
        "soft_tissue_mass": False,
        "symptomatic": True,
        "prior_radiotherapy": {"date": "2025-03", "dose_gy": 30, "fractions": 10},
        **(limb if index % 3 == 2 else spine),
    }


def _lab(index: int) -> dict[str, Any]:
    test, value, unit = LABS[index % len(LABS)]
    day = f"2026-{7 + index // len(LABS):02d}-11"
    return {"test": test, "value": value + index // len(LABS), "unit": unit, "taken_on": day}


def _file(index: int, lesions: list[dict[str, Any]]) -> dict[str, Any]:
    name = f"胸椎 MRI {index + 1}.jpg"
    return {
        "name": name,
        "digest": hashlib.sha256(name.encode()).hexdigest(),
        "media_type": "image/jpeg",
        "bytes": 180_000 + index,
        "lesion": lesions[index % len(lesions)]["id"],
        "added_at": "2026-11-02T10:00",
        "added_by": "林海",
    }
