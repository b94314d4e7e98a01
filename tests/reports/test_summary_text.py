# SPDX-License-Identifier: MIT
"""What a person types comes out of the printed summary as it was typed, whatever it is."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from builders import documents
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.reports.review_summary import render
from paper import Full, bare, pdfium_pages, pdfium_text, poppler_pages, record, running_text
from random_texts import clinical


def _case(words: Iterator[str]) -> dict[str, Any]:
    """Return a case with thirty typed texts."""
    opinion = {"discipline": "radiology", "person": next(words), "text": next(words)}
    decision = {
        "conclusion": next(words),
        "alternative": next(words),
        "rationale": next(words),
        "owner": next(words),
        "dissent": [{"person": next(words), "text": next(words)}],
        "procedures": [
            {"type": "tes", "details": {"operation": next(words)}, "note": next(words)},
        ],
        "overridden_checks": [{"check": next(words), "text": next(words)}],
    }
    return {
        "patient": {"mrn": next(words), "name": next(words), "phone": next(words)},
        "referral": {"question": next(words), "doctor": next(words), "ward": next(words)},
        "history": {"text": next(words), "allergies": next(words)},
        "primary": {"histology": next(words), "stage": next(words)},
        "neurology": {"text": next(words)},
        "labs": [{"test": "other", "name": next(words), "value": 5, "unit": next(words)}],
        "lesions": [{"site": "other", "description": next(words)}],
        "imaging": [{"modality": "ct", "region": next(words), "report": next(words)}],
        "pathology": [{"specimen": next(words), "result": next(words)}],
        "treatments": [{"kind": "other", "detail": next(words)}],
        "wishes": next(words),
        "discussions": [{"opinions": [opinion], "outcome": "decided", "decision": decision}],
    }


@pytest.mark.parametrize("seed", range(10))
def test_random_texts_come_out_equal(seed: int) -> None:
    chance = random.Random(seed)
    typed: list[str] = []

    def words() -> Iterator[str]:
        while True:
            typed.append(clinical(chance))
            yield typed[-1]

    case = _case(words())
    language = LANGUAGES[seed % 2]
    pdf = render(record(case), translator(language))
    assert len(typed) >= 32  # ten seeds make more than three hundred
    for texts in (poppler_pages(pdf), pdfium_pages(pdf)):
        printed = running_text(texts, language) + "".join(texts)
        assert not [text for text in typed if bare(text) not in printed]


def test_texts_longer_than_a_page_stay_on_the_paper() -> None:
    times = 400
    full = Full(times)
    pdf = render(record(full.case()), translator("zh"))
    printed = pdfium_text(pdf)  # the text within each page's edges only
    words = [word for word in full.words if word.startswith("词")]
    repeated = "".join(re.findall(r"词\d+Wd", printed))
    for word in words:
        # a word that a page's end divides is lost to this count, never to the reader
        assert repeated.count(word) > times * 0.9, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_but_fonts_and_words_is_opened(language: Language) -> None:
    opened: list[str] = []
    watching = [True]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching[0] and event in ("open", "os.listdir", "socket.connect", "subprocess.Popen"):
            opened.append(f"{event} {arguments[0]}")

    records = [record(case) for case in documents("invented")]
    sys.addaudithook(watch)
    try:
        for one in records:
            render(one, translator(language))
    finally:
        watching[0] = False
    allowed = (".ttf", ".toml")
    assert not [name for name in opened if not name.endswith(allowed)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_record_gives_the_same_bytes(language: Language) -> None:
    for case in documents("invented")[-3:]:
        first = render(record(case), translator(language))
        assert render(record(case), translator(language)) == first


def test_fonts_are_embedded_and_the_title_names_no_patient() -> None:
    pdf = render(record(documents("invented")[0]), translator("zh"))
    assert pdf.count(b"/FontFile2") >= 2
    assert b"/Title" in pdf
    assert "郭志明".encode("utf-16-be") not in pdf
