# SPDX-License-Identifier: MIT
"""The sheet's upper half: conclusion, what it rested on, reasons; the body map at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from mdtdesk.domain import score_words as words
from mdtdesk.domain import wording
from mdtdesk.domain.body_map.drawing import Layout, Seen, draw
from mdtdesk.domain.document import items, rows, text
from mdtdesk.domain.instruments.results import Result
from mdtdesk.reports.agenda.case import SIGNS, capital
from mdtdesk.reports.agenda.facts import neurology, primary
from mdtdesk.reports.blocks import (
    Labelled,
    Section,
    Strips,
    gap,
    labelled,
    lead,
    paragraph,
    section,
)
from mdtdesk.reports.body_map import strip as picture
from mdtdesk.reports.kinds import lowered
from mdtdesk.reports.legend import legend
from mdtdesk.reports.minutes.item import Discussed
from mdtdesk.reports.strips import Cell, Span, compose, height, in_columns
from mdtdesk.reports.style import BODY, FOOTER, MM, SECONDARY, TEXT_WIDTH

_TEXT = 86 * MM
_MAP = Layout(88, 110, size=5.9)
_OVER = 24 * MM
_BETWEEN = 11
_SIGN = 3.4 * MM


def beside_map(of: Discussed) -> Strips:
    """Return sections beside the map as far as it reaches, the others below it."""
    rest: list[Section] = [partial(part, of) for part in (_conclusion, _basis, _reasons)]
    left: Strips = []
    while rest:
        made = rest[0](_TEXT)
        after = [*left, gap(_BETWEEN), *made] if left and made else [*left, *made]
        if height(after) > _MAP.height * MM + _OVER:
            break
        left = after
        rest.pop(0)
    seen = Seen(of.item.case, of.then.record.results, of.item.decision)
    drawn = picture(draw(seen, _MAP, of.translate), TEXT_WIDTH - _MAP.width * MM)
    strips = [in_columns([(0, left), (0, [drawn])])]
    for make in rest:
        made = make(TEXT_WIDTH)
        strips += [gap(_BETWEEN), *made] if made else []
    return strips


def _conclusion(of: Discussed, width: float) -> Strips:
    decision, path, now = of.item.decision, of.decision_path, of.now
    body: Strips = []
    if text(decision, "conclusion"):
        body += [*lead(now.say(f"{path}.conclusion"), width), gap(5)]
    else:
        body += paragraph(of.translate("sheet.no_conclusion"), width, SECONDARY.muted())
    intents = now.joined(
        (wording.code("intent", code, of.translate) for code in items(decision, "intents")), "enum"
    )
    lines = (
        ("intent", intents),
        ("question", of.then.say("referral.question")),
        ("diagnosis", capital(primary(of.then))),
    )
    body += labelled(
        [Labelled(of.translate(f"sheet.{key}"), said) for key, said in lines if said],
        width,
        now.label_width,
    )
    reserved = len(rows(decision, "dissent"))
    note = now.joined(
        (
            capital(now.say(f"{path}.agreement")),
            of.translate("sheet.dissenters", count=reserved) if reserved else "",
        )
    )
    return section(of.translate("sheet.conclusion"), width, body, note=note)


def _basis(of: Discussed, width: float) -> Strips:
    """Return the scores as they were, a line for each lesion, then neurology and performance."""
    results = of.then.record.results
    known = [r for r in results if words.is_known(r) and words.value(r, of.translate)]
    lesions = dict.fromkeys(r.lesion for r in known if r.lesion is not None)
    groups = [[r for r in known if r.lesion == lesion] for lesion in lesions]
    groups += [[r] for r in known if r.lesion is None and r.total is not None]
    body: Strips = []
    for found in groups:
        body += _scores(of, found, width)
    for said in (neurology(of.then), of.then.facts("performance", ("ecog", "kps", "asa"))):
        body += compose([Cell(_SIGN, width - _SIGN, (Span(said, BODY),))]) if said else []
    return section(of.translate("sheet.basis"), width, body)


def explained(of: Discussed) -> Strips:
    """Return which way the scores of the basis count, and how far to trust them."""
    known = (r for r in of.then.record.results if words.is_known(r))
    said = legend(known, of.translate)
    return paragraph(said, TEXT_WIDTH, FOOTER) if said else []


def _scores(of: Discussed, found: Sequence[Result], width: float) -> Strips:
    """Return values at the left, what they mean at the right, the first one's sign."""
    translate, now = of.translate, of.now
    where = words.place(found[0], of.item.case, translate)
    head = now.spaced((where, now.joined(_value(of, result) for result in found)))
    bands = [words.band(result, translate) for result in found]
    said = now.joined(dict.fromkeys(lowered(translate, band) for band, _ in bands), "list")
    x = width * 0.54
    sign = SIGNS.get(bands[0][1])
    return compose(
        [
            Cell(_SIGN, x - _SIGN - 2 * MM, (Span(head, BODY.strong()),), mark=sign),
            Cell(x, width - x, (Span(said, BODY),)),
        ]
    )


def _value(of: Discussed, result: Result) -> str:
    translate, most = of.translate, words.most(result)
    value = words.value(result, translate)
    shown = translate("agenda.of_total", value=value, most=most) if most else value
    status = of.now.bracketed(words.status(result, translate))
    return f"{words.name(result, translate)} {shown}{status}"


def _reasons(of: Discussed, width: float) -> Strips:
    lines = [
        Labelled(of.translate(f"sheet.{key}"), of.now.say(f"{of.decision_path}.{key}"))
        for key in ("rationale", "alternative")
        if text(of.item.decision, key)
    ]
    body = labelled(lines, width, of.now.label_width)
    return section(of.translate("sheet.reasons"), width, body)
