# SPDX-License-Identifier: MIT
"""One item of the minutes: whose, what was asked, what each said, what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mdtdesk.domain import dates, wording
from mdtdesk.domain.agenda import MinutesItem
from mdtdesk.domain.body_map.drawing import SMALL_PANEL, Seen, draw
from mdtdesk.domain.document import Document, group, rows, text
from mdtdesk.i18n import Translate
from mdtdesk.reports.agenda.case import Case, capital
from mdtdesk.reports.agenda.facts import neurology, primary, state
from mdtdesk.reports.agenda.scores import flags, lesions, totals
from mdtdesk.reports.blocks import Section, Strips, gap, paragraph
from mdtdesk.reports.body_map import strip as picture
from mdtdesk.reports.review_summary.decision import decision
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import (
    Cell,
    Rule,
    Span,
    Strip,
    beside,
    compose,
    height,
    stacked,
    text_width,
)
from mdtdesk.reports.style import (
    BODY,
    INK,
    LEAD,
    MM,
    NAME,
    RULE_TITLE,
    SECONDARY,
    SECTION,
    TEXT_WIDTH,
)

_INDENT, _TEXT = 8 * MM, 82 * MM
_BETWEEN = 6.0
_OVER = 20 * MM


@dataclass(frozen=True, slots=True)
class Discussed:
    """An item with its case today and as it stood when it was decided."""

    item: MinutesItem
    now: Reading
    then: Reading

    @property
    def translate(self) -> Translate:
        """Return the catalogue."""
        return self.now.translate

    def t(self, key: str, **values: object) -> str:
        """Return a sentence of the minutes' own part of the catalogue."""
        return self.translate(f"minutes.{key}", **values)

    @property
    def path(self) -> str:
        """Return where the discussion stands in today's document, empty without one."""
        wanted = self.item.row.discussion_id
        for index, row in enumerate(rows(self.now.document, "discussions")):
            if wanted and row.get("id") == wanted:
                return f"discussions[{index}]"
        return ""

    @property
    def decision_path(self) -> str:
        """Return where the decision made or ratified stands, empty without one."""
        wanted = self.item.decision.get("id")
        for index, row in enumerate(rows(self.now.document, "discussions")):
            at = f"discussions[{index}]"
            if wanted and group(row, "decision").get("id") == wanted:
                return f"{at}.decision"
            for number, earlier in enumerate(rows(row, "earlier_decisions")):
                if wanted and earlier.get("id") == wanted:
                    return f"{at}.earlier_decisions[{number}]"
        return ""


def item(of: Discussed) -> Strips:
    """Return an item; where it goes on over a page its number and name are said again."""
    head = _head(of)
    body = _body(of)
    if of.decision_path:
        body += [gap(8), *decision(of.now, of.decision_path)]
    again = of.t("again", number=of.item.row.position, name=_name(of))
    repeated = tuple(paragraph(again, TEXT_WIDTH, SECONDARY.strong()))
    kept = [replace(strip, keep=True) for strip in head]
    return kept + [
        strip if strip.gap else replace(strip, head=(*repeated, *strip.head)) for strip in body
    ]


def _name(of: Discussed) -> str:
    return text(of.now.document, "patient.name")


def _head(of: Discussed) -> Strips:
    """Return number, name, identifiers and outcome under a rule; namesakes below."""
    now, outcome = of.now, capital(outcome_words(of))
    wide = min(text_width(outcome, SECTION) + 1, TEXT_WIDTH / 3)
    quiet = f"\u2003{now.joined(_identifiers(of))}"
    spans = (Span(_name(of), NAME), Span(quiet, SECONDARY.muted()))
    cells = [
        Cell(0, _INDENT, (Span(str(of.item.row.position), NAME),)),
        Cell(_INDENT, TEXT_WIDTH - _INDENT - wide - 4 * MM, spans),
        Cell(TEXT_WIDTH - wide, wide, (Span(outcome, SECTION),), "right"),
    ]
    strips = compose(cells, above=3, below=2)
    strips[0] = replace(strips[0], rules=(Rule(0, 0, TEXT_WIDTH, RULE_TITLE, INK),))
    for other in now.record.namesakes:
        words = now.t("namesake", birth=other.birth, mrn=other.mrn)
        strips += paragraph(words, TEXT_WIDTH, SECONDARY.strong(), x=_INDENT)
    return strips


def _identifiers(of: Discussed) -> Iterator[str]:
    now = of.now
    ages = dates.age(group(now.document, "patient"), now.record.today)
    yield now.spaced((now.say("patient.sex"), dates.show_age(ages, of.translate)))
    yield now.say("patient.birth_date")
    yield now.say("patient.mrn")
    yield now.record.number
    ward, bed = text(now.document, "referral.ward"), text(now.document, "referral.bed")
    yield now.t("ward_and_bed", ward=ward, bed=bed) if ward and bed else ward or bed
    presenter = text(of.item.discussion, "presenter")
    yield of.t("presents", person=presenter) if presenter else ""
    times = [text(of.item.discussion, key)[11:16] for key in ("started_at", "ended_at")]
    yield of.translate("minutes.run", first=times[0], last=times[1]) if all(times) else max(times)


def outcome_words(of: Discussed) -> str:
    """Say what came of an item: its outcome with the reason of a deferral, or where it stands."""
    translate, discussion = of.translate, of.item.discussion
    outcome = text(discussion, "outcome")
    if not outcome or of.item.row.state == "ratified":
        return translate(f"meeting.state.{of.item.row.state}")
    words = translate.code("outcome", outcome)
    reason = text(discussion, "deferral.reason")
    why = wording.code("deferral_reason", reason, translate) if reason else ""
    return words + (translate("print.colon") + why if why else "")


def _body(of: Discussed) -> Strips:
    """Return question, facts and opinions: beside the map as far as it reaches, the rest below."""
    blocks = list(_blocks(of))
    if not of.item.decision:
        return _joined([block(TEXT_WIDTH - _INDENT) for block in blocks], _INDENT)
    left: list[Strips] = []
    while blocks:
        after = [*left, blocks[0](_TEXT)]
        if height(_joined(after, 0)) > SMALL_PANEL.height * MM + (_OVER if not left else 0):
            break
        left = after
        blocks.pop(0)
    seen = Seen(of.item.case, of.then.record.results, of.item.decision)
    drawn = picture(draw(seen, SMALL_PANEL, of.translate), TEXT_WIDTH - SMALL_PANEL.width * MM)
    first = beside(stacked(_joined(left, _INDENT)), drawn)
    below = _joined([block(TEXT_WIDTH - _INDENT) for block in blocks], _INDENT)
    return [first, gap(_BETWEEN), *below] if below else [first]


def _joined(made: list[Strips], x: float) -> Strips:
    strips: Strips = []
    for block in made:
        strips += [gap(_BETWEEN)] if strips and block else []
        strips += [_moved(strip, x) for strip in block]
    return strips


def _moved(strip: Strip, x: float) -> Strip:
    made = stacked([strip], x=x)
    return replace(made, keep=strip.keep, head=strip.head, gap=strip.gap)


def _blocks(of: Discussed) -> Iterator[Section]:
    question = of.then.say("referral.question")
    if question:
        yield _told(of.t("question"), [(question, True)])
    facts = of.now.joined(filter(None, _facts(of)), "stop")
    if facts and of.item.discussion:
        yield _told(of.t("facts"), [(facts, False)])
    deferral = of.now.facts(f"{of.path}.deferral", ("reason", "text"), "stop") if of.path else ""
    if deferral:
        yield _told(of.t("deferral"), [(capital(deferral), True)])
    label = of.t("opinions")
    for row in rows(of.item.discussion, "opinions"):
        yield _opinion(of, row, label)
        label = ""


def _told(label: str, said: list[tuple[str, bool]]) -> Section:
    def make(width: float) -> Strips:
        strips = _label(label, width)
        for words, loud in said:
            strips += paragraph(words, width, replace(LEAD, size=10.2) if loud else BODY)
        return strips

    return make


def _label(label: str, width: float) -> Strips:
    made = paragraph(label, width, SECONDARY.muted()) if label else []
    return [replace(strip, keep=True) for strip in made]


def _opinion(of: Discussed, row: Document, label: str) -> Section:
    code = text(row, "discipline")
    discipline = of.translate.code("discipline", code) if code else ""
    at = text(row, "at")[11:16]
    who = of.now.spaced((discipline, text(row, "person"), text(row, "title"), at))

    def make(width: float) -> Strips:
        name = [replace(s, keep=True) for s in paragraph(who, width, BODY.strong()) if who]
        return [*_label(label, width), *name, *paragraph(text(row, "text"), width)]

    return make


def _facts(of: Discussed) -> Iterator[str]:
    """Yield what the discussion rested on, as it was then."""
    case = Case(of.item.row, of.then)
    yield capital(primary(of.then))
    yield neurology(of.then)
    yield from state(case)
    for _, said in (*flags(case), *lesions(case)):
        yield of.then.joined(said)
    yield of.then.joined(totals(case))
