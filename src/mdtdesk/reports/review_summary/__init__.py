# SPDX-License-Identifier: MIT
"""The review summary of one case: one or two pages that a surgeon hands to a colleague.

It speaks from today's facts and says what has changed since the decision's basis; it never carries
DRAFT, its heading says in words that a decision is unsigned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from mdtdesk.domain.document import text
from mdtdesk.domain.prints import SummaryRecord
from mdtdesk.i18n import Translate
from mdtdesk.reports import page
from mdtdesk.reports.blocks import Strips, gap
from mdtdesk.reports.codes import coded
from mdtdesk.reports.paint import Page, pdf
from mdtdesk.reports.review_summary.discussion import discussions, signature_foot
from mdtdesk.reports.review_summary.facts import (
    disease,
    full_history,
    function,
    history,
    question,
)
from mdtdesk.reports.review_summary.findings import findings
from mdtdesk.reports.review_summary.identity import contacts, frame
from mdtdesk.reports.review_summary.labs import labs
from mdtdesk.reports.review_summary.lesions import lesions
from mdtdesk.reports.review_summary.mapped import facts
from mdtdesk.reports.review_summary.outlook import outlook, scores
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.review_summary.remarks import remarks
from mdtdesk.reports.review_summary.scoring import scoring
from mdtdesk.reports.review_summary.standing import changes, standing
from mdtdesk.reports.strips import Strip

_BETWEEN = 9
_USUAL = 2  # pages; a third one is spared where its lines set closer fit on the second
_CLOSER = (0.92, 0.6)  # of lines and of gaps
_LONG_HISTORY = 900  # characters: from here on the history goes last, where it may be split


def render(record: SummaryRecord, translate: Translate) -> bytes:
    """Return the summary as PDF: the same bytes for the same record and language."""
    made = pages(record, translate)
    return pdf(made, title=translate("summary.title"), language=translate.language)


def pages(
    record: SummaryRecord, translate: Translate, *, bookmark: str = "", code: str = ""
) -> list[Page]:
    """Return the summary's pages, the first named ``bookmark`` in a list of contents.

    A case sheet of a meeting bears the ``code`` that finds its case again.
    """
    reading = Reading(record, translate)
    body = [*contacts(reading), *standing(reading), *_joined(_sections(reading))]
    sign = coded(code) if code else None
    framed = replace(frame(reading), bookmark=bookmark, sign=sign)
    foot = signature_foot(reading)

    def draw(strips: Sequence[Strip]) -> list[Page]:
        return page.pages(framed, strips, foot, translate)

    return page.sparing(body, draw, _CLOSER, usual=_USUAL)


def _sections(reading: Reading) -> list[Strips]:
    """Return all sections in their order: question and facts stand beside the body map."""
    long = len(text(reading.document, "history.text")) > _LONG_HISTORY
    narrow = [partial(question, reading), partial(history, reading, told=not long)]
    narrow += [partial(p, reading) for p in (disease, function, labs, outlook)]
    return [
        changes(reading),
        facts(reading, narrow),
        lesions(reading),
        findings(reading),
        scoring(reading),
        scores(reading),
        *discussions(reading),
        full_history(reading) if long else [],
        remarks(reading),
    ]


def _joined(sections: list[Strips]) -> Strips:
    strips: Strips = []
    for section in sections:
        if section:
            strips += [gap(_BETWEEN), *section] if strips else section
    return strips
