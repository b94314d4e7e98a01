# SPDX-License-Identifier: MIT
"""Where the case stands, in words at the head: decided or not, signed or not, changed since."""

from __future__ import annotations

from mdtdesk.domain.document import Difference, items, rows, text
from mdtdesk.reports.blocks import Column, Line, Strips, gap, notice, paragraph, section, table
from mdtdesk.reports.kinds import code, kinds, said
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.style import DANGER, MM, SECONDARY, TEXT_WIDTH, WARNING


def standing(reading: Reading) -> Strips:
    """Return the notices at the head."""
    strips = notice(_state(reading), f"  {_facts_of(reading)}", TEXT_WIDTH)
    record = reading.record
    if record.stamp.damaged_store:
        strips = [*notice(reading.t("damaged"), "", TEXT_WIDTH, DANGER), *strips]
    if text(reading.document, "closed.reason"):
        closed = reading.facts("closed", ("reason", "at", "text"))
        strips += notice(reading.t("closed", words=closed), "", TEXT_WIDTH)
    waiting = dict.fromkeys(map(reading.label, items(reading.document, "unconfirmed")))
    if waiting:
        words = reading.t("unconfirmed", count=len(waiting))
        strips += notice(words, "", TEXT_WIDTH, WARNING)
    for unsaved in record.unsaved:
        words = reading.t("unsaved", person=unsaved.person, at=unsaved.at)
        strips += notice(words, "", TEXT_WIDTH, WARNING)
    if record.missing:
        names = reading.joined((reading.label(path) for path in record.missing), "stop")
        strips += paragraph(reading.t("missing", fields=names), TEXT_WIDTH, SECONDARY, x=2.6 * MM)
    return [*strips, gap(7)]


def _state(reading: Reading) -> str:
    state = reading.record.state
    if state.progress == "none":
        return reading.t("state.incomplete" if reading.record.missing else "state.none")
    where = reading.t(
        "state.urgently" if state.mode == "urgent" else "state.at_meeting", on=state.on
    )
    if not state.on:
        where = ""
    version = reading.t("version", version=state.version) if state.version else ""
    if state.progress == "discussed":
        outcome = code(reading.translate, "outcome", state.outcome) if state.outcome else ""
        last = len(rows(reading.document, "discussions")) - 1
        reason = reading.say(f"discussions[{last}].deferral.reason")
        return reading.t("state.discussed", where=where, outcome=outcome) + reading.bracketed(
            reason
        )
    return reading.t(f"state.{state.progress}", where=where, version=reading.bracketed(version))


def _facts_of(reading: Reading) -> str:
    changed = reading.record.changed
    if changed is None:
        return reading.t("facts.today")
    return reading.t("facts.changed", count=len(changed)) if changed else reading.t("facts.same")


def changes(reading: Reading) -> Strips:
    """Return what differs from the decision's basis."""
    columns = (
        Column(reading.t("change.field"), 60 * MM),
        Column(reading.t("change.then"), 60 * MM),
        Column(reading.t("change.now"), 60 * MM),
    )
    lines = [_change(reading, difference) for difference in reading.record.changed or ()]
    body = table(columns, lines) if lines else []
    return section(reading.t("changes"), TEXT_WIDTH, body)


def _change(reading: Reading, difference: Difference) -> Line:
    found = kinds(difference.path, reading.document)
    values = (
        reading.t("change.absent") if value is None else said(reading.translate, found, value)
        for value in (difference.old, difference.new)
    )
    return Line((reading.label(difference.path), *values))
