# SPDX-License-Identifier: MIT
"""What the room sees of a case: its facts in a few words, the usual procedures, a masked name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from mdtdesk.domain import clocks, concern, sittings, wording, worklist_facts
from mdtdesk.domain.clocks import Target
from mdtdesk.domain.document import Document, flag, number, rows, text
from mdtdesk.domain.prints import Clock
from mdtdesk.domain.wording import code
from mdtdesk.domain.worklist_words import short_day
from mdtdesk.i18n import Translate

# offered by digit, in the order in which a spine or a limb surgeon thinks; the last opens the list
_SPINE = ("pvp", "pkp", "separation_surgery", "internal_fixation", "tes", "radiotherapy", "biopsy")
_LIMB = (
    *("internal_fixation", "arthroplasty", "curettage_cement", "cementoplasty"),
    *("radiotherapy", "biopsy", "observation"),
)
_CHINESE = ("\u2e80", "\U0003ffff")
_LESION_FLAGS = ("posterior_wall_broken", "soft_tissue_mass", "hypervascular")


Targets = Mapping[str, Target]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what the room should know; ``tone`` where it alarms: danger or warning."""

    label: str
    words: str
    tone: str = ""


def facts(case: Document, translate: Translate, now: datetime, targets: Targets) -> list[Fact]:
    """Return what the room should know, what weighs most first, most of it in one line each."""
    known = {f.key: f.words for f in worklist_facts.facts(case, translate, now, targets)}
    late = any(c.target and c.hours > c.target for c in _clocks(case, now, targets))
    lines = []
    if "clocks" in known:
        tone = "warning" if late else ""
        lines.append(Fact(translate("worklist.fact.clocks"), known["clocks"], tone))
    said = [("room.primary", _primary(case, translate))]
    said += [(f"worklist.fact.{key}", known.get(key, "")) for key in ("systemic", "neurology")]
    said += [
        ("worklist.fact.performance", known.get("performance", "")),
        ("room.pain", _joined(_pain(case, translate), translate)),
    ]
    lines += [Fact(translate(key), words) for key, words in said if words]
    for lesion in concern.present(case):
        lines.append(Fact(wording.lesion(lesion, translate), _lesion(lesion, translate)))
    for key in ("anticoagulants", "wishes", "imaging"):
        if known.get(key):
            lines.append(Fact(translate(f"worklist.fact.{key}"), known[key]))
    before = _before(case, translate, now)
    return [*lines, Fact(translate("room.before"), before)] if before else lines


def opinions(discussion: Document, translate: Translate) -> list[Fact]:
    """Return what was said so far, a line each."""
    said = [
        (text(row, "discipline"), text(row, "person"), text(row, "text"))
        for row in rows(discussion, "opinions")
    ]
    return [
        Fact(translate.code("discipline", code, short=True) if code else person, words)
        for code, person, words in said
        if words
    ]


def background(case: Document, translate: Translate) -> list[Fact]:
    """Return the long texts, for whoever asks for everything."""
    told = [("room.history", text(case, "history.text"))]
    return [Fact(translate(key), " ".join(words.split())) for key, words in told if words]


def _clocks(case: Document, now: datetime, targets: Targets) -> tuple[Clock, ...]:
    return clocks.against(clocks.clocks(case, now), targets)


def usual(case: Document) -> tuple[str, ...]:
    """Return the procedures that are most often decided for such lesions."""
    return _SPINE if concern.spinal(case) else _LIMB


def masked_name(name: str) -> str:
    """Return a name of which the room sees the first letter only: 张**."""
    if not name:
        return ""
    chinese = _CHINESE[0] <= name[0] <= _CHINESE[1]
    return name[0] + ("*" * max(len(name) - 1, 1) if chinese else ".")


def masked_number(number_: str) -> str:
    """Return the last digits of a case number."""
    return f"…{number_[-2:]}" if number_ else ""


def _joined(parts: Iterator[str], translate: Translate) -> str:
    return translate("worklist.and").join(part for part in parts if part)


def _primary(case: Document, translate: Translate) -> str:
    site = text(case, "primary.site")
    detail = text(case, "primary.detail") or text(case, "primary.histology")
    named = translate.code("primary_site", site) if site else ""
    state = text(case, "primary.state")
    said = (detail or named, code("primary_state", state, translate) if state else "")
    return translate("worklist.and").join(part for part in said if part)


def _pain(case: Document, translate: Translate) -> Iterator[str]:
    for key in ("rest", "loading"):
        value = number(case, f"pain.{key}")
        if value is not None:
            yield translate(f"room.pain_{key}", value=value)
    analgesic = text(case, "pain.analgesic")
    if analgesic:
        yield code("analgesic", analgesic, translate)


def _lesion(lesion: Document, translate: Translate) -> str:
    said: list[str] = []
    matrix, fracture = text(lesion, "matrix"), text(lesion, "fracture")
    if matrix:
        said.append(code("matrix", matrix, translate))
    if fracture and fracture != "none":
        spine = text(lesion, "site") == "spine"
        said.append(code("spine_fracture" if spine else "limb_fracture", fracture, translate))
    escc = text(lesion, "escc")
    if escc:
        said.append(f"ESCC {escc}")
    said += [translate(f"room.{key}") for key in _LESION_FLAGS if flag(lesion, key)]
    return translate("worklist.and").join(said)


def _before(case: Document, translate: Translate, now: datetime) -> str:
    """Say what the last discussion came to."""
    listed = sittings.lineage(case)
    if not listed:
        return ""
    last = listed[0]
    said = [short_day(last.on, now)] if last.on else []
    if last.outcome:
        said.append(translate.code("outcome", last.outcome))
    if last.deferral_reason:
        said.append(code("deferral_reason", last.deferral_reason, translate))
    said += [words for words in (last.deferral_text, last.conclusion) if words]
    if last.done:
        said.append(code("carried_out", last.done, translate))
    return translate("worklist.and").join(said)
