# SPDX-License-Identifier: MIT
"""What a person types comes out of the printed summary as it was typed, whatever it is."""

from __future__ import annotations

import contextlib
import random
import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from builders import documents
from mdtdesk.i18n import LANGUAGES, Language, labels, translator
from mdtdesk.reports import strips
from mdtdesk.reports.review_summary import render
from paper import Full, pdfium_pages, pdfium_text, poppler_pages, record, running_text
from promises import Figure
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


def wanted(text: str) -> str:
    """Return a pattern of a text without its white space: a rare character may be spelt as a code.

    Written here anew: a character that the program drops must not be dropped from what is looked
    for as well.
    """
    signs = "".join(unicodedata.normalize("NFC", text).split())
    return "".join(
        re.escape(sign)
        if sign.isascii() or "\u4e00" <= sign <= "\u9fa5"
        else rf"(?:{re.escape(sign)}|\[U\+{ord(sign):04X}\])"
        for sign in signs
    )


def printed_and_lost(seed: int) -> tuple[int, int]:
    """Print a case of random texts; return how many there were and how many did not come out."""
    chance = random.Random(seed)
    typed: list[str] = []

    def words() -> Iterator[str]:
        while True:
            typed.append(clinical(chance))
            yield typed[-1]

    case = _case(words())
    language = LANGUAGES[seed % 2]
    pdf = render(record(case), translator(language))
    lost: set[str] = set()
    for texts in (poppler_pages(pdf), pdfium_pages(pdf)):
        printed = running_text(texts, language) + "".join(texts)
        lost |= {text for text in typed if not re.search(wanted(text), printed)}
    return len(typed), len(lost)


@pytest.mark.promise("pdf-text")
@pytest.mark.parametrize("seed", range(10))
def test_random_texts_come_out_equal(seed: int, figure: Figure) -> None:
    typed, lost = printed_and_lost(seed)
    figure(texts=typed, lost=lost)
    assert typed >= 32  # ten seeds make more than three hundred
    assert not lost


@pytest.mark.long
@pytest.mark.promise("pdf-text")
def test_five_thousand_random_texts_come_out_equal(figure: Figure) -> None:
    found = [printed_and_lost(seed) for seed in range(10, 160)]
    typed, lost = (sum(numbers) for numbers in zip(*found, strict=True))
    figure(texts=typed, lost=lost)
    assert typed > 4_700
    assert not lost


@pytest.mark.promise("pdf-text", control=True)
def test_a_character_that_is_dropped_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strips, "_spelt", lambda _: "")
    assert printed_and_lost(0)[1]


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


ALLOWED = (".ttf", ".toml")


@contextlib.contextmanager
def watched(opened: list[str]) -> Iterator[None]:
    """Note what is opened, listed, connected to or started meanwhile."""
    watching = [True]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching[0] and event in ("open", "os.listdir", "socket.connect", "subprocess.Popen"):
            opened.append(f"{event} {arguments[0]}")

    sys.addaudithook(watch)
    try:
        yield
    finally:
        watching[0] = False


@pytest.mark.promise("pdf-reads")
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_but_fonts_and_words_is_opened(language: Language, figure: Figure) -> None:
    opened: list[str] = []
    records = [record(case) for case in documents("invented")]
    # once a process: code is loaded, and the folder of words that stand in files is listed
    render(records[0], translator(language))
    labels("instrument")
    with watched(opened):
        for one in records:
            render(one, translator(language))
    figure(prints=len(records))
    assert not [name for name in opened if not name.endswith(ALLOWED)]


@pytest.mark.promise("pdf-reads", control=True)
def test_a_picture_named_by_a_text_would_be_noticed() -> None:
    opened: list[str] = []
    with watched(opened), contextlib.suppress(OSError):
        Paragraph("<img src='/etc/passwd'/>", ParagraphStyle("plain"))
    assert [name for name in opened if not name.endswith(ALLOWED)]


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
