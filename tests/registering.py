# SPDX-License-Identifier: MIT
"""How a case with a T11 and a right femur lesion is typed, until nothing is missing for listing."""

from __future__ import annotations

from collections.abc import Mapping

from typist import CONTROL, Key, Typist

# what is typed into a searched list, in the window's language
WORDS = {
    "zh": {"kidney": "肾", "femur": "股骨"},
    "en": {"kidney": "kidney", "femur": "femur"},
}


def register(typist: Typist, mrn: str) -> None:
    """Type the whole case by keys alone."""
    words = WORDS[typist.desk.language]
    begin(typist, mrn)
    patient_and_referral(typist)
    tumour(typist, words)
    lesions(typist, words)
    the_rest(typist)


def begin(typist: Typist, mrn: str) -> None:
    """Begin a case by its hospital number."""
    typist.key(Key.Key_N, CONTROL)
    typist.wait()
    assert typist.here() == "patient.mrn"
    typist.words(mrn)


def patient_and_referral(typist: Typist) -> None:
    """Type who it is and what is asked."""
    typist.fill("patient.name", "赵立新")
    typist.fill("patient.sex", "1")
    typist.fill("patient.birth_date", "19580312")
    typist.fill("referral.received_at", "2026-11-24 09:10")
    typist.fill("referral.urgency", "2")
    typist.fill("referral.question", "T11与右股骨，固定还是骨水泥？")
    typist.fill("referral.doctor", "郑凯")


def tumour(typist: Typist, words: Mapping[str, str]) -> None:
    """Type what is known of the disease."""
    typist.section(3)
    typist.words(words["kidney"])
    typist.fill("primary.histology", "透明细胞癌")
    typist.section(4)
    typist.words("1")
    typist.fill("systemic.bone_metastases", "2")


def lesions(typist: Typist, words: Mapping[str, str]) -> None:
    """Add T11 and the right femur."""
    typist.section(5)
    typist.words("1")
    assert typist.here() == "lesions.levels"
    typist.words("胸11")
    for path, keys in (
        *(("matrix", "1"), ("fracture", "2"), ("prior_radiotherapy", "2"), ("sins.pain", "1")),
        *(("sins.alignment", "3"), ("sins.collapse", "2"), ("sins.posterolateral", "2")),
        ("escc", "0"),
    ):
        typist.fill(f"lesions.{path}", keys)
    typist.key(Key.Key_Return, CONTROL)
    typist.words("2")
    assert typist.here() == "lesions.bone"
    typist.words(words["femur"])
    for path, keys in (
        *(("side", "2"), ("segments", "1"), ("matrix", "1"), ("fracture", "2"), ("pain", "3")),
        *(("size", "2"), ("prior_radiotherapy", "2")),
    ):
        typist.fill(f"lesions.{path}", keys)


def the_rest(typist: Typist) -> None:
    """Type the findings listing needs beside the lesions."""
    typist.section(6)
    typist.words("5")
    typist.fill("neurology.ambulatory", "1")
    typist.fill("neurology.bladder_bowel", "2")
    typist.section(7)
    typist.words("1")
    typist.fill("pain.rest", "2")
    typist.fill("pain.loading", "7")
    typist.tab_to("imaging")
    typist.key(Key.Key_Return, CONTROL)
    typist.words("MRI")
    typist.tab(2)
    typist.words("20261120")
    typist.tab(2)
    typist.words("1")
    typist.fill("pathology", "1")
    typist.tab()
