# SPDX-License-Identifier: MIT
"""Who was there for which item, and whether that made the quorum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mdtdesk.domain.agenda import Attendee, MinutesItem, MinutesRecord
from mdtdesk.i18n import Translate
from mdtdesk.reports.blocks import Column, Labelled, Line, Strips, gap, labelled, paragraph, section
from mdtdesk.reports.blocks import table as ruled
from mdtdesk.reports.strips import Strip, beside, stacked
from mdtdesk.reports.style import BODY, MM, SECONDARY, TEXT_WIDTH

_HALF, _GAP = 88 * MM, 4 * MM
_LONG = 24  # people: from here on one table, which can go on over a page


def attendance(minutes: MinutesRecord, translate: Translate) -> Strips:
    """Return everybody's presence, item by item where it changed, and the quorum."""
    lines = [_line(person, minutes.items, translate) for person in minutes.people]
    body: Strips = []
    if not lines:
        body = paragraph(translate("minutes.nobody"), TEXT_WIDTH, SECONDARY.muted())
    elif len(lines) > _LONG:
        body = ruled(_columns(translate, (40, 34, 40, 66)), lines)
    else:
        first = (len(lines) + 1) // 2
        left, right = lines[:first], lines[first:]
        body = [beside(_half(left, translate, 0), _half(right, translate, _HALF + _GAP))]
    held = [item for item in minutes.items if item.row.state != "open" and item.discussion]
    if held:
        said = Labelled(translate("minutes.quorum"), _quorum(held, translate), BODY.strong())
        body += [gap(4), *labelled([said], TEXT_WIDTH, 16 * MM)]
    note = translate("minutes.attendance_note")
    return section(translate("minutes.attendance"), TEXT_WIDTH, body, note=note)


def _half(lines: Sequence[Line], translate: Translate, x: float) -> Strip:
    made = stacked(ruled(_columns(translate, (20, 20, 24, 24)), lines)) if lines else Strip(0)
    return stacked([made], x=x)


def _columns(translate: Translate, widths: Sequence[float]) -> tuple[Column, ...]:
    names = ("name", "person_title", "discipline", "presence")
    types = (BODY.strong(), BODY, BODY, SECONDARY)
    return tuple(
        Column(translate(f"minutes.{name}"), width * MM, kind)
        for name, width, kind in zip(names, widths, types, strict=True)
    )


def _line(person: Attendee, items: Sequence[MinutesItem], translate: Translate) -> Line:
    discipline = translate.code("discipline", person.discipline) if person.discipline else ""
    return Line((person.person, person.title, discipline, presence(person, items, translate)))


def presence(person: Attendee, items: Sequence[MinutesItem], translate: Translate) -> str:
    """Say how a person attended: one word where it was the same throughout, else item by item."""
    found: dict[str, list[int]] = {}
    for item in items:
        if item.attendance:
            there = next((a.presence for a in item.attendance if a.person == person.person), "")
            found.setdefault(there, []).append(item.row.position)
    found = found or {person.presence: []}
    said = [_word(code, numbers, len(found) > 1, translate) for code, numbers in found.items()]
    if person.late:
        said.append(translate("minutes.arrived", at=person.arrived_at[11:16]))
    return translate("print.stop").join(said)


def _word(code: str, numbers: Sequence[int], several: bool, translate: Translate) -> str:
    word = translate.code("presence", code) if code else translate("minutes.absent")
    if not several:
        return word
    return translate("minutes.present_at", presence=word, items=named(numbers, translate))


def named(numbers: Iterable[int], translate: Translate) -> str:
    """Say item numbers with runs drawn together: "1–3、5"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = (
        translate("minutes.run", first=run[0], last=run[-1]) if len(run) > 1 else str(run[0])
        for run in runs
    )
    return translate("minutes.items_named", numbers=translate("print.enum").join(said))


def _quorum(items: Sequence[MinutesItem], translate: Translate) -> str:
    found: dict[tuple[str, ...] | None, list[int]] = {}
    for item in items:
        quorum = item.quorum
        key = None if quorum is None else (() if quorum.met else (*quorum.missing, ""))
        found.setdefault(key, []).append(item.row.position)
    said = []
    for key, numbers in found.items():
        where = named(numbers, translate) if len(found) > 1 else translate("minutes.all_items")
        if key is None:
            said.append(translate("minutes.quorum_unknown", items=where))
        elif key == ():
            said.append(translate("minutes.quorum_met", items=where))
        else:
            lacks = (translate.code("discipline", code) for code in key if code)
            words = translate("print.enum").join(lacks)
            said.append(translate("minutes.quorum_lacks", items=where, disciplines=words))
    return translate("print.stop").join(said)
