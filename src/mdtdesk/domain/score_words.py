# SPDX-License-Identifier: MIT
"""Results of instruments in words, alike on the screen and on paper: value, band, items, source."""

from __future__ import annotations

import re

from mdtdesk.domain import wording
from mdtdesk.domain.document import Document, rows
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.instruments.results import ItemResult, Result
from mdtdesk.i18n import Translate

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DOI = re.compile(r"\s*doi:\S+$")
_INDEX = re.compile(r"\[[^\]]*\]")
_READY = "ready"
_STATUSES = {
    _READY: "scores.status.ready",
    "department must confirm": "scores.status.confirm",
    "record only": "scores.status.record",
}
_NO_SUCH = ("no_", "not_")


def name(result: Result, translate: Translate) -> str:
    """Say which instrument it is, short."""
    return tables.of(result.instrument).short[translate.language]


def place(result: Result, case: Document, translate: Translate) -> str:
    """Say of which lesion it is; empty for the case."""
    found = rows(case, "lesions")
    if result.lesion is None or result.lesion >= len(found):
        return ""
    return wording.lesion(found[result.lesion], translate)


def is_known(result: Result) -> bool:
    """Tell whether a result says anything: an item, a flag, a grade or a record."""
    return bool(result.items or result.flags) or result.value is not None


def is_elsewhere(result: Result) -> bool:
    """Tell whether an instrument is for another kind of case or lesion, which nobody need read."""
    return result.reason is not None and is_place(result.reason)


def is_place(reason: str) -> bool:
    """Tell whether a reason is where the disease lies: "not a spinal lesion"."""
    return reason.startswith(_NO_SUCH)


def value(result: Result, translate: Translate) -> str:
    """Say the total, the range that it lies in, the grade, or how many limits are exceeded."""
    if result.total is not None:
        return str(result.total)
    if result.kind == "flags":
        return str(len(result.flags))
    if result.kind == "total":
        if result.lowest is None or result.reason is not None:
            return translate("scores.none")
        return translate("scores.range", lowest=result.lowest, highest=result.highest)
    if isinstance(result.value, tuple):
        return translate("scores.list").join(str(one) for one in result.value)
    return str(result.value) if isinstance(result.value, (str, int)) else ""


def most(result: Result) -> str:
    """Say the highest total there is; empty where nothing is added up."""
    table = tables.of(result.instrument)
    if result.kind == "flags":
        return str(len(table.grades))
    return "" if table.highest is None or result.kind != "total" else str(table.highest)


def band(result: Result, translate: Translate) -> tuple[str, str]:
    """Return the short word of band or grade with its tone; of what is open how much is left."""
    table, language = tables.of(result.instrument), translate.language
    if result.reason is not None:
        return not_applicable(result, translate), "muted"
    if result.band is not None:
        found = table.band(result.band)
        return found.short[language], found.tone
    if result.kind in ("total", "flags") and result.open:
        return _open(result, translate)
    if result.kind == "flags":
        met = bool(result.flags)
        return translate("scores.flags_met" if met else "scores.flags_none"), _flag_tone(met)
    grade = table.grade(str(result.value))
    if grade is None:
        return "", "muted"
    return (grade.short or grade.label)[language], grade.tone


def _flag_tone(met: bool) -> str:
    return "warning" if met else "fine"


def _open(result: Result, translate: Translate) -> tuple[str, str]:
    count = len(result.open)
    if result.in_state("not_scorable") and count == len(result.in_state("not_scorable")):
        return translate("scores.not_scorable"), "muted"
    table = tables.of(result.instrument)
    ends = {table.band_of(end) for end in (result.lowest, result.highest) if end is not None}
    settled = next(iter(ends)) if len(ends) == 1 else None
    if settled is None:
        return _left(result, translate), "not_known"
    said = table.band(settled).short[translate.language]
    return translate("scores.either_way", band=said), "not_known"


def _left(result: Result, translate: Translate) -> str:
    count = len(result.open)
    return translate("scores.left_one" if count == 1 else "scores.left", count=count)


def not_applicable(result: Result, translate: Translate) -> str:
    """Say why an instrument does not apply."""
    return translate("scores.not_applicable", reason=reason(result.reason or "", translate))


def reason(code: str, translate: Translate) -> str:
    """Say a reason or a problem."""
    return translate(f"reason.{code}")


def direction(result: Result, translate: Translate) -> str:
    """Say whether higher is better or worse; empty where it is neither."""
    said = tables.of(result.instrument).direction
    if said is None:
        return ""
    return translate("scores.higher_better" if said.endswith("better") else "scores.higher_worse")


def status(result: Result, translate: Translate) -> str:
    """Say that a department must confirm an instrument; empty for one that is ready."""
    return "" if result.status == _READY else translate(_STATUSES[result.status])


def readiness(result: Result, translate: Translate) -> str:
    """Say how far an instrument's table was checked, also of one that is ready."""
    return translate(_STATUSES[result.status])


def about(result: Result, translate: Translate) -> str:
    """Say an instrument's version, its direction and how far its table was checked, in full."""
    version = translate("scores.version", version=result.version) if result.version else ""
    checked = translate("scores.ready" if result.status == _READY else _STATUSES[result.status])
    said = (version, direction(result, translate), checked)
    return translate("scores.and").join(filter(None, said))


def spoken(result: Result, case: Document, translate: Translate) -> str:
    """Say a result to who cannot see it."""
    total, of = value(result, translate), most(result)
    left = _left(result, translate) if result.open else ""
    said = (
        " ".join(filter(None, (name(result, translate), place(result, case, translate)))),
        translate("scores.of", value=total, most=of) if of else total,
        *dict.fromkeys((band(result, translate)[0], left)),
        direction(result, translate),
        readiness(result, translate),
    )
    return translate("scores.and").join(filter(None, said))


# Items


def item_name(result: Result, item: ItemResult, translate: Translate) -> str:
    """Say what an item asks, short."""
    return _head(_item_label(result, item)[translate.language])


def _item_label(result: Result, item: ItemResult) -> tables.Words:
    table = tables.of(result.instrument)
    flag = table.grade(item.id) if result.kind == "flags" else None
    return flag.label if flag is not None else table.item(item.id).label


def option_name(result: Result, item: str, option: str, translate: Translate) -> str:
    """Say an option in full."""
    if result.kind == "flags":
        return translate(f"scores.{option}")
    found = (o for o in tables.of(result.instrument).item(item).options if o.id == option)
    return next((o.label[translate.language] for o in found), option)


def answer(result: Result, item: ItemResult, translate: Translate) -> str:
    """Say the answer of an item, short; of an open one that it is missing or asked."""
    if item.option is not None:
        return _head(option_name(result, item.id, item.option, translate))
    return translate(f"scores.state.{item.state}")


def points(result: Result, item: ItemResult, translate: Translate) -> str:
    """Say the points of an item, or between which they lie."""
    if item.points is not None:
        return str(item.points)
    if item.state == "not_scorable" or result.kind == "flags":
        return translate("scores.none")
    options = tables.of(result.instrument).item(item.id).options
    held = [one.points for one in options if one.id in item.allowed]
    if not held:
        return translate("scores.none")
    if min(held) == max(held):
        return str(held[0])
    return translate("scores.range", lowest=min(held), highest=max(held))


def origin(item: ItemResult, translate: Translate) -> str:
    """Say which fields an item was taken from, or that a person answered it."""
    if item.answered:
        return translate("scores.answered")
    said = dict.fromkeys(field_name(path, translate) for path in item.sources)
    return translate("scores.list").join(filter(None, said))


def counted(item: ItemResult, translate: Translate) -> str:
    """Say which of several tests counted, such as corrected calcium; empty where only one could."""
    tests = translate("scores.list").join(_test(test, translate) for test in item.counted)
    return translate("scores.counting", tests=tests) if tests else ""


def _test(code: str, translate: Translate) -> str:
    key = f"scores.counted.{code}"
    return translate(key) if translate.has(key) else wording.code("lab_test", code, translate)


def field_name(path: str, translate: Translate) -> str:
    """Say the field of a path without its lesion: "SINS pain"; empty for one without a name."""
    plain = _INDEX.sub("", path)
    if not translate.has(f"field.{plain}"):
        return ""
    label = translate.field(plain)
    if plain.startswith("lesions.sins."):
        whole = translate.field("lesions.sins")
        return translate("wording.of_group", group=whole, field=wording.inside(label))
    return label


def _head(label: str) -> str:
    """Return a label up to its explanation."""
    return re.split(r"[：:（(]", label, maxsplit=1)[0].strip() or label


# Sources


def citation(table: tables.Instrument) -> str:
    """Return where an instrument was published, without its address on the net."""
    return _DOI.sub("", table.citation).rstrip(".")


def reference(table: tables.Instrument) -> str:
    """Return first author and journal, as short as a print needs it."""
    authors, stop, journal = citation(table).partition(". ")
    journal = journal.removeprefix("et al. ")
    return f"{authors.split(',')[0].rsplit(' ', 1)[0]}, {journal}" if stop else authors


def author(table: tables.Instrument) -> str:
    """Return first author and year: "Fisher 2010"."""
    first = table.citation.split(",")[0].split(".")[0].rsplit(" ", 1)[0]
    years = _YEAR.findall(table.citation)
    return " ".join(filter(None, (first, years[0] if years else table.version)))
