# SPDX-License-Identifier: MIT
"""Who signed a decision and what the signature covers; what was added to it, what it replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mdtdesk.domain import signing
from mdtdesk.domain.document import Document, rows, text
from mdtdesk.reports.blocks import Labelled, Strips, gap, labelled, paragraph, section
from mdtdesk.reports.kinds import shown_moment
from mdtdesk.reports.minutes.item import Discussed
from mdtdesk.reports.review_summary.decision import decision, signature
from mdtdesk.reports.strips import Cell, Rule, Span, compose, text_width
from mdtdesk.reports.style import BODY, MM, MUTED, RULE_ROW, SECONDARY, TEXT_WIDTH

_LABEL = 23 * MM
_BETWEEN = 14


def is_signed(of: Discussed) -> bool:
    """Tell whether somebody signed the decision in this store."""
    signed = rows(of.item.decision, "signatures")
    return bool(signed) and not of.now.imported(of.decision_path)


def signatures(of: Discussed) -> Strips:
    """Return who signed, as what, when, and the SHA-256 of what was signed; or that nobody did."""
    signed = rows(of.item.decision, "signatures")
    if not signed:
        return _unsigned(of)
    lines = [
        Labelled(of.translate("sheet.signature"), signature(of.now, of.decision_path, index))
        for index in range(len(signed))
    ]
    digests = dict.fromkeys(text(row, "sha256") for row in signed if text(row, "sha256"))
    lines += [Labelled("SHA-256", digest, SECONDARY) for digest in digests]
    body = labelled(lines, TEXT_WIDTH, _LABEL)
    origin = of.now.imported(of.decision_path)
    if origin:
        body += paragraph(origin, TEXT_WIDTH, SECONDARY.strong())
    elif not signing.verify(of.item.decision):
        body += paragraph(of.translate("sheet.does_not_fit"), TEXT_WIDTH, BODY.strong())
    body += paragraph(of.translate("sheet.ink"), TEXT_WIDTH, SECONDARY.muted())
    return section(of.translate("sheet.signed"), TEXT_WIDTH, body)


def _unsigned(of: Discussed) -> Strips:
    """Return that nobody has signed, and the line for the digest."""
    label = of.translate("sheet.digest_line")
    wide = text_width(label, SECONDARY) + 2
    line = 40 * MM
    left = TEXT_WIDTH - wide - line
    strips = compose(
        [
            Cell(0, left - 4 * MM, (Span(of.translate("sheet.unsigned"), BODY.strong()),)),
            Cell(left, wide, (Span(label, SECONDARY.muted()),)),
        ],
        below=2,
    )
    first = strips[0]
    rule = Rule(left + wide + 1 * MM, first.height - 3, line - 1 * MM, RULE_ROW, MUTED)
    return [replace(first, rules=(rule,)), *strips[1:]]


def later(of: Discussed) -> Strips:
    """Return what stands on pages after the signatures: addenda, and versions before this one."""
    strips = _addenda(of)
    for path in _superseded(of):
        strips += [gap(_BETWEEN), *decision(of.now, path)]
    return strips


def _addenda(of: Discussed) -> Strips:
    body: Strips = []
    for row in rows(of.item.decision, "addenda"):
        body += [gap(6), *_addendum(of, row)]
    return section(of.translate("sheet.addenda"), TEXT_WIDTH, body)


def _addendum(of: Discussed, row: Document) -> Strips:
    digest = text(row, "sha256")
    who = of.now.joined((text(row, "person"), shown_moment(text(row, "at"))))
    return [
        *paragraph(text(row, "text"), TEXT_WIDTH),
        *paragraph(
            of.now.joined((who, f"SHA-256 {digest}" if digest else "")),
            TEXT_WIDTH,
            SECONDARY.muted(),
        ),
    ]


def _superseded(of: Discussed) -> Iterator[str]:
    """Yield the paths of the versions that this one replaced, the latest first."""
    parent = of.decision_path.removesuffix(".decision")
    if parent == of.decision_path:
        return
    found = rows(of.now.document, f"{parent}.earlier_decisions")
    yield from (f"{parent}.earlier_decisions[{n}]" for n in reversed(range(len(found))))
