# SPDX-License-Identifier: MIT
"""Review summaries for tests: records made of documents, and what a PDF's text says."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from itertools import count, takewhile
from typing import Any

import pytest

from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.document import freeze
from mdtdesk.domain.fields import (
    Answers,
    Choice,
    Constant,
    Day,
    DayOrMoment,
    Digest,
    Flag,
    FlagOr,
    Free,
    Group,
    Id,
    Items,
    Kind,
    Moment,
    Number,
    Rows,
    Whole,
)
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.prints import Letterhead, Stamp, SummaryRecord, decision_state
from mdtdesk.i18n import Language, Translate, labels, translator
from mdtdesk.imaging import pages
from mdtdesk.reports.strips import visible

STAMP = Stamp("2026-11-23 14:20", "郑凯", "1.0.0", "9f3c 21b7 5e08")
LETTERHEAD = Letterhead("示范省肿瘤医院", "骨软组织肿瘤科")


def record(document: dict[str, Any], **more: Any) -> SummaryRecord:
    """Return the record of a case document as it is printed on 23 November 2026."""
    frozen = freeze(document)
    assert isinstance(frozen, Mapping)
    values: dict[str, Any] = {
        "number": document.get("number", "2026-0007"),
        "document": frozen,
        "stamp": STAMP,
        "today": date(2026, 11, 23),
        "state": decision_state(frozen),
        "letterhead": LETTERHEAD,
        **more,
    }
    return SummaryRecord(**values)


def bare(text: str) -> str:
    """Return a text as it is compared: as paper shows it, without white space."""
    return "".join(visible(text).split())


def poppler_pages(pdf: bytes) -> list[str]:
    """Return each page's text in drawing order by pdftotext; skips the test where there is none."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed (poppler-utils)")
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return ["".join(page.split()) for page in done.stdout.decode("utf-8").split("\f")[:-1]]


def pdfium_pages(pdf: bytes) -> list[str]:
    """Return each page's text by PDFium; a hyphen that ends a line comes as U+FFFE or U+0002."""
    texts = (pages.page_text(pdf, i) for i in range(pages.page_count(pdf)))
    return ["".join(t.replace("\ufffe", "-").replace("\x02", "-").split()) for t in texts]


def poppler_text(pdf: bytes) -> str:
    """Return a PDF's whole text by pdftotext."""
    return "".join(poppler_pages(pdf))


def pdfium_text(pdf: bytes) -> str:
    """Return a PDF's whole text by PDFium."""
    return "".join(pdfium_pages(pdf))


def running_text(texts: list[str], language: Language) -> str:
    """Return the text of a summary's pages as one, without what is said again on each page."""
    translate = translator(language)
    texts = [re.sub(r"(打印|Printed)\d{4}-\d\d-\d\d\d\d:\d\d.*", "", text) for text in texts]
    paper = bare(LETTERHEAD.hospital + LETTERHEAD.department)
    purpose, title = bare(translate("summary.purpose")), bare(translate("summary.title"))
    running = first = texts[0].removeprefix(paper + purpose + title)
    for text in texts[1:]:
        rest = text.removeprefix(paper + title)
        alike = zip(first, rest, strict=False)  # the strip with the identifiers
        rest = rest[sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], alike)) :]
        for head in sorted(_again(translate), key=len, reverse=True):
            rest = rest.removeprefix(bare(head))
        running += rest
    return running


def _again(translate: Translate) -> list[str]:
    """Return what is repeated where a section or a table goes on over a page."""
    sections = (
        *("changes", "history", "history_in_full", "disease", "function", "labs", "outlook"),
        *("lesions", "findings", "opinions", "conclusion", "question"),
    )
    columns = ("site", "nature", "fracture")
    lesion = "".join(translate(f"summary.lesion.{name}") for name in columns)
    parts = ("number", "type", "where", "how", "when")
    procedure = "".join(translate(f"summary.procedure.{name}") for name in parts)
    return [
        *(translate(f"summary.{section}") for section in sections),
        lesion + "ESCC" + translate("summary.lesion.earlier"),
        procedure,
    ]


class Full:
    """A document in which every field of the tree is recorded, each text with words of its own."""

    def __init__(self, times: int = 1) -> None:
        self._numbers = count(1)
        self._times = times
        self.words: list[str] = []

    def case(self) -> dict[str, Any]:
        """Return the document; ``words`` then holds all its texts and days."""
        made: dict[str, Any] = self._group(CASE, "")
        lesions = made["lesions"]
        for place in (*made["scores"], *made["attachments"]):
            place["lesion"] = lesions[0]["id"]
        del made["patient"]["age_years"]
        return made

    def _group(self, group: Group, path: str) -> Any:
        if not group.variant:
            return {
                key: self._value(kind, f"{path}.{key}")
                for key, kind in group.fields.items()
                if key != "unconfirmed"  # paths, not words; said as labels
            }
        return [
            {key: self._value(k, f"{path}.{key}") for key, k in group.fields_for(variant).items()}
            | {group.variant: variant}
            for variant in group.variants
        ]

    def _rows(self, row: Group, path: str) -> list[Any]:
        made = self._group(row, path)
        return list(made) if isinstance(made, list) else [made]

    def _value(self, kind: Kind, path: str) -> Any:
        number = next(self._numbers)
        match kind:
            case Group():
                made = self._group(kind, path)
                return made[0] if isinstance(made, list) else made
            case Rows():
                if path.endswith("procedures"):
                    return self._procedures(kind.row, path)
                return self._rows(kind.row, path)
            case Items():
                return [self._value(kind.item, path)]
            case FlagOr():
                return self._group(kind.group, path)
            case Answers() | Free():
                return {self._word(number): self._word(number + 100_000)}
            case Choice():
                return list(labels(kind.vocabulary))[-1]
            case Flag():
                return True
            case Whole():
                return kind.high if kind.high is not None else number
            case Number():
                return (kind.high or number) if path else number
            case Day():
                return self._day(f"20{number % 90 + 10}-{number % 12 + 1:02d}")
            case Moment() | DayOrMoment():
                return self._day(
                    f"20{number % 90 + 10}-03-{number % 28 + 1:02d}T10:{number % 60:02d}"
                )
            case Id():
                return new_id()
            case Digest():
                return f"{number:064x}"
            case Constant():
                return kind.value
            case _:
                return self._word(number) if not path.endswith("basis.document") else "{}"

    def _procedures(self, row: Group, path: str) -> list[Any]:
        details = row.fields["details"]
        assert isinstance(details, Group)
        made = []
        for kind in details.variants:
            procedure = {
                key: self._value(inner, f"{path}.{key}")
                for key, inner in row.fields.items()
                if key != "details"
            }
            fields = details.fields_for(kind)
            procedure["details"] = {
                key: self._value(inner, f"{path}.details.{key}") for key, inner in fields.items()
            }
            made.append({**procedure, "type": kind})
        return made

    def _day(self, value: str) -> str:
        self.words.append(value.replace("T", " "))
        return value

    def _word(self, number: int) -> str:
        word = f"词{number}Wd"
        self.words.append(word)
        return word * self._times
