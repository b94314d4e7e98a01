# SPDX-License-Identifier: MIT
"""The few facts of a case that the pane beside the worklist shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from mdtdesk.domain import clocks
from mdtdesk.domain.clocks import Target
from mdtdesk.domain.document import Document, flag, get, number, rows, text
from mdtdesk.domain.prints import Clock
from mdtdesk.domain.wording import code
from mdtdesk.domain.worklist_words import short_moment
from mdtdesk.i18n import Translate

_IMAGES, _GAP = 3, "\u2003"
_WAITED = "received"  # how long a case has waited stands in its row
_IN_DAYS = 72


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: ``worklist.fact.<key>`` is its label."""

    key: str
    words: str


def facts(
    case: Document, translate: Translate, now: datetime, targets: Mapping[str, Target] | None = None
) -> tuple[Fact, ...]:
    """Return clocks that run, neurology, performance, state, drugs, imaging and wishes."""
    running = clocks.against(clocks.clocks(case, now), targets or {})
    found = {
        "clocks": translate("worklist.parts").join(
            _clock(one, translate) for one in running if one.kind != _WAITED
        ),
        "neurology": _joined(translate, _neurology(case, translate, now)),
        "performance": _GAP.join(_performance(case, translate)),
        "systemic": _joined(translate, _systemic(case, translate), between="parts"),
        "anticoagulants": _drugs(case, translate, now),
        "imaging": _imaging(case, translate, now),
        "wishes": " ".join(text(case, "wishes").split()),
    }
    return tuple(Fact(key, words) for key, words in found.items() if words)


def _clock(clock: Clock, translate: Translate) -> str:
    """Say how long a clock has run, and whose target it has."""
    words = translate(f"summary.clock.{clock.kind}.running", time=_elapsed(clock.hours, translate))
    if clock.target is None:
        return words
    time = _elapsed(clock.target, translate)
    target = translate("summary.clock.target", time=time, source=clock.source)
    return words + translate("print.brackets", text=target)


def _elapsed(hours: float, translate: Translate) -> str:
    days = hours >= _IN_DAYS
    count = int(hours // 24 if days else hours)
    return translate("summary.clock.days" if days else "summary.clock.hours", count=count)


def _joined(translate: Translate, parts: Iterator[str], *, between: str = "and") -> str:
    return translate(f"worklist.{between}").join(part for part in parts if part)


def _neurology(case: Document, translate: Translate, now: datetime) -> Iterator[str]:
    for key, name in (("frankel", "Frankel"), ("ais", "AIS")):
        grade = text(case, f"neurology.{key}")
        if grade:
            yield f"{name} {grade}"
            break
    ambulatory = text(case, "neurology.ambulatory")
    onset = text(case, "neurology.deficit_onset")
    if onset:
        yield translate("worklist.onset", day=short_moment(onset, now))
    elif ambulatory:
        yield code("ambulatory", ambulatory, translate)


def _performance(case: Document, translate: Translate) -> Iterator[str]:
    for key in ("ecog", "kps", "asa"):
        value = number(case, f"performance.{key}")
        if value is not None:
            yield translate(f"worklist.{key}", value=value)


def _systemic(case: Document, translate: Translate) -> Iterator[str]:
    visceral = rows(case, "systemic.visceral")
    for row in visceral:
        organ = text(row, "name") or code("organ", text(row, "organ"), translate)
        said = translate("worklist.metastasis", organ=organ)
        removable = flag(row, "removable")
        if removable is not None:
            key = "removable" if removable else "not_removable"
            said = translate("worklist.and").join((said, translate(f"worklist.{key}")))
        yield said
    if not visceral and get(case, "systemic.visceral") is not None:
        yield translate("worklist.no_visceral")
    bones = text(case, "systemic.bone_metastases")
    if bones:
        yield code("bone_metastases", bones, translate)


def _drugs(case: Document, translate: Translate, now: datetime) -> str:
    listed = get(case, "history.anticoagulants")
    if listed == ():
        return translate("worklist.none_taken")
    said = []
    for row in rows(case, "history.anticoagulants"):
        last, drug = text(row, "last_dose"), text(row, "drug")
        if last:
            drug = translate("worklist.last_dose", drug=drug, day=short_moment(last, now))
        said.append(drug)
    return translate("worklist.parts").join(said)


def _imaging(case: Document, translate: Translate, now: datetime) -> str:
    """Say the latest images, those of one day together."""
    ordered = sorted(rows(case, "imaging"), key=lambda row: text(row, "date"), reverse=True)
    shown = ordered[:_IMAGES]
    said = []
    for index, row in enumerate(shown):
        modality = translate.code("modality", text(row, "modality"), short=True)
        region, day = text(row, "region"), text(row, "date")
        named = (
            translate("worklist.image", region=region, modality=modality) if region else modality
        )
        later = text(shown[index + 1], "date") if index + 1 < len(shown) else ""
        said.append(named if day == later or not day else f"{named} {short_moment(day, now)}")
    more = len(ordered) - len(shown)
    words = translate("wording.list").join(said)
    return translate("worklist.more_images", images=words, count=more) if more > 0 else words
