# SPDX-License-Identifier: MIT
"""The request that a case be discussed: the question, the facts, what is missing, who asks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from mdtdesk.domain.document import text
from mdtdesk.domain.meeting_prints import RequestPrint, case_code
from mdtdesk.i18n import Translate
from mdtdesk.reports.blocks import Strips, gap, paragraph, signatures
from mdtdesk.reports.codes import coded
from mdtdesk.reports.page import pages as framed
from mdtdesk.reports.paint import pdf
from mdtdesk.reports.review_summary.facts import (
    disease,
    full_history,
    function,
    history,
    question,
)
from mdtdesk.reports.review_summary.findings import findings
from mdtdesk.reports.review_summary.identity import contacts, frame, shortened
from mdtdesk.reports.review_summary.labs import labs
from mdtdesk.reports.review_summary.lesions import lesions
from mdtdesk.reports.review_summary.mapped import facts
from mdtdesk.reports.review_summary.outlook import outlook
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import Strip
from mdtdesk.reports.style import BODY, TEXT_WIDTH

_BETWEEN = 12
_LONG_HISTORY = 900  # as in the summary: from here on it goes last, where it may be split


def render(record: RequestPrint, translate: Translate) -> bytes:
    """Return the request as PDF."""
    reading = Reading(record.case, translate)
    code = coded(case_code(record.case.number, record.version))
    around = replace(
        frame(reading), title=translate("request.title"), note=translate("request.note"), sign=code
    )
    body = [*contacts(reading), *_missing(reading), *_sections(reading)]
    made = framed(around, body, _foot(reading), translate)
    return pdf(made, title=translate("request.title"), language=translate.language)


def _missing(reading: Reading) -> Strips:
    """Return what listing still needs, so that it is asked for now."""
    if not reading.record.missing:
        return []
    names = reading.joined((reading.label(path) for path in reading.record.missing), "stop")
    words = reading.t("missing", fields=names)
    return [*paragraph(words, TEXT_WIDTH, BODY.strong()), gap(7)]


def _sections(reading: Reading) -> Strips:
    long = len(text(reading.document, "history.text")) > _LONG_HISTORY
    narrow = [
        partial(history, reading, told=not long),
        *(partial(part, reading) for part in (disease, function, labs, outlook)),
    ]
    strips: Strips = []
    for section in (
        question(reading),
        facts(reading, narrow),
        lesions(reading),
        findings(reading),
        full_history(reading) if long else [],
    ):
        if section:
            strips += [gap(_BETWEEN), *section] if strips else section
    return strips


def _foot(reading: Reading) -> Strip:
    translate = reading.translate
    here, when = reading.t("sign.here"), reading.t("sign.date")
    doctor = shortened(text(reading.document, "referral.doctor"))
    places = (
        translate("request.applicant", name=doctor).strip(),
        translate("request.head"),
        translate("request.office"),
    )
    return signatures([(who, here, when) for who in places])
