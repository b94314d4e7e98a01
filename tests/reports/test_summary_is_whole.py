# SPDX-License-Identifier: MIT
"""Everything that is recorded in a case stands in its summary, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from builders import documents
from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.document import Document, change, leaves
from mdtdesk.domain.fields import Choice
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.reports.kinds import kinds
from mdtdesk.reports.review_summary import render
from paper import Full, bare, pdfium_pages, pdfium_text, poppler_text, record, running_text
from recorded import expected

# said by another word where that is recorded too (a name, ribs, a description), or required
_SAID_OTHERWISE = frozenset(
    {
        "labs.test",
        "lesions.bone",
        "lesions.site",
        "systemic.visceral.organ",
        "discussions.decision.procedures.type",
        "discussions.decision.procedures.details.per_level.level",
    }
)
_CASES = [
    pytest.param(case, id=f"{case['patient']['mrn']}-{case.get('number', '')}")
    for name in ("published", "invented")
    for case in documents(name)
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", _CASES)
def test_every_text_of_a_case_is_printed(case: dict[str, Any], language: Language) -> None:
    frozen = record(case).document
    translate = translator(language)
    pdf = render(record(case), translate)
    printed = pdfium_text(pdf)
    printed += running_text(pdfium_pages(pdf), language)
    lost = [(p, t) for p, t in expected(frozen, language) if bare(t) not in printed]
    assert not lost


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_the_tree_is_printed(language: Language) -> None:
    full = Full()
    case = full.case()
    printed = poppler_text(render(record(case), translator(language)))
    assert len(full.words) > 150
    lost = [word for word in full.words if bare(word) not in printed]
    assert not lost


def _coded(document: Document) -> Iterator[str]:
    """Yield the paths of flags, numbers and codes: what the search for words cannot find."""
    for path, value in leaves(document):
        found = kinds(path, document)
        if not isinstance(value, str) or any(isinstance(kind, Choice) for kind in found):
            yield path


@pytest.mark.parametrize("section", sorted(set(CASE.fields) - {"format", "version", "patient"}))
def test_every_flag_number_and_code_changes_the_print(section: str) -> None:
    full = Full().case()
    if section not in full:
        return
    parts = {"patient": {"mrn": "X1", "sex": "male"}, "lesions": full["lesions"]}
    for discussion in full["discussions"]:
        del discussion["earlier_decisions"]  # printed by the same code as the decision
    if section != "lesions":
        del parts["lesions"][1:]
    whole = record({**parts, section: full[section]})
    printed = render(whole, translator("zh"))
    silent = []
    for path in _coded(whole.document):
        if path.startswith(section) and re.sub(r"\[[^\]]*\]", "", path) not in _SAID_OTHERWISE:
            less = replace(whole, document=change(whole.document, {path: None}))
            if render(less, translator("zh")) == printed:
                silent.append(path)
    assert not silent
