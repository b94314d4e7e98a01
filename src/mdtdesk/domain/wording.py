# SPDX-License-Identifier: MIT
"""Lesions, procedures and decisions in words, for the form, the worklist and the prints alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mdtdesk.domain import levels
from mdtdesk.domain.discussion_fields import DETAILS, PROCEDURE
from mdtdesk.domain.document import Document, Value, get, items, rows, text
from mdtdesk.domain.fields import Choice, Flag, Group, Kind, Rows
from mdtdesk.i18n import Translate

_NO_VERB = (
    "systemic", "bone_modifying_drug", "brace", "rehabilitation", "palliative", "observation",
    "further_tests",
)  # fmt: skip


def _joined(translate: Translate, key: str, parts: Iterable[str]) -> str:
    return translate(f"wording.{key}").join(part for part in parts if part)


def inside(label: str) -> str:
    """Return a label as it stands inside a sentence: small first letter, unless it is a name."""
    word = label.split(" ", 1)[0].split("-", 1)[0]
    return label[:1].lower() + label[1:] if word[1:].islower() else label


def code(vocabulary: str, value: object, translate: Translate, *, short: bool = False) -> str:
    """Say a code inside a sentence; of one whose label has brackets the short one."""
    label = translate.code(vocabulary, value, short=short)
    if "(" in label or "（" in label:
        label = translate.code(vocabulary, value, short=True)
    return inside(label)


def number(value: Value | None) -> str:
    """Say a number as it was recorded: 4.5, 5, 0.3; no float noise, no trailing zero."""
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    return str(int(value)) if isinstance(value, (int, float)) else str(value or "")


# Lesions


def lesion(of: Document, translate: Translate) -> str:
    """Say where a lesion is, as short as the worklist needs it: "T11", "R femur prox"."""
    match text(of, "site"):
        case "spine":
            said = levels.text(items(of, "levels"), translate)
        case "limb":
            said = bone(of, translate)
        case "pelvis":
            said = _zones(of, translate)
        case "chest_wall" | "skull":
            said = _flat(of, translate)
        case _:
            said = text(of, "description").split("\n", 1)[0]
    return said or translate.code("lesion_site", text(of, "site"))


def _sided(side: str, what: str, translate: Translate, *, short: bool = True) -> str:
    keys = "side" if short else "side_long"
    return translate(f"wording.{keys}.{side}", what=what) if side else what


def bone(of: Document, translate: Translate, *, short: bool = True) -> str:
    """Say side, bone and segments of a limb lesion or of a procedure on a bone; empty for none."""
    if "bone" not in of:
        return ""
    said = code("procedure_bone", of["bone"], translate)
    parts = items(of, "segments")
    keys = "segment" if short else "segment_long"
    if len(parts) == 3:
        said = translate(f"wording.{keys}.whole", bone=said)
    elif parts:
        said = _joined(
            translate, "list", [translate(f"wording.{keys}.{part}", bone=said) for part in parts]
        )
    return _sided(text(of, "side"), said, translate, short=short)


def _zones(of: Document, translate: Translate) -> str:
    said = [translate(f"wording.zone.{zone}") for zone in items(of, "zones")]
    named = _joined(translate, "list", said) or code("lesion_site", "pelvis", translate)
    return _sided(text(of, "side"), named, translate)


def _flat(of: Document, translate: Translate) -> str:
    ribs = items(of, "ribs")
    if ribs:
        named = translate("wording.ribs", ribs=_joined(translate, "list", ribs))
    elif text(of, "site") == "skull":
        named = text(of, "bone") or code("lesion_site", "skull", translate)
    else:
        named = code("chest_bone", of["bone"], translate) if "bone" in of else ""
    return _sided(text(of, "side"), named, translate) if named else ""


def lesion_in_full(of: Document, translate: Translate) -> str:
    """Say where a lesion is as a heading or a table does: "Left femur, intertrochanteric"."""
    if text(of, "site") == "limb" and (name := text(of, "bone")):
        part = text(of, "subsite")
        said = [code("subsite", part, translate)] if part else []
        said = said or [code("segment", s, translate) for s in items(of, "segments")]
        named = code("limb_bone", name, translate)
        if said:
            where = _joined(translate, "list", said)
            named = translate("wording.bone_subsite", bone=named, part=where)
        named = _sided(text(of, "side"), named, translate, short=False)
    else:
        named = lesion(of, translate)
    return named[:1].upper() + named[1:]


def sites(document: Document, translate: Translate) -> str:
    """Say where all lesions of a case are: "T11 · R femur prox"; both sides of one bone as one."""
    present = [row for row in rows(document, "lesions") if "removed" not in row]
    said: list[str] = []
    for index, row in enumerate(present):
        twin = _twin(row, present[index + 1 :])
        if _twin(row, present[:index]):
            continue
        words = lesion({**row, "side": "left_right"} if twin else row, translate)
        if words not in said:
            said.append(words)
    return _joined(translate, "sites", said)


def _twin(row: Document, others: Iterable[Document]) -> Document | None:
    """Return the lesion of the same bone and part on the other side."""
    if text(row, "site") != "limb" or text(row, "side") not in ("left", "right"):
        return None
    same = ("site", "bone", "segments")
    for other in others:
        if all(get(row, key) == get(other, key) for key in same):
            pair = {text(row, "side"), text(other, "side")}
            if pair == {"left", "right"}:
                return other
    return None


# Procedures


def target(proc: Document, translate: Translate) -> str:
    """Say what a procedure is done on: its treated levels, or side, bone and segments."""
    on_bone = bone(proc, translate, short=False)
    where = _joined(translate, "list", (levels.text(items(proc, "levels"), translate), on_bone))
    side = text(proc, "side")
    if side and not on_bone:
        where = _joined(translate, "list", (where, code("wide_side", side, translate)))
    return where


def span(proc: Document, translate: Translate) -> str:
    """Say the instrumented span; empty where there is none."""
    ends = [translate.code("level", proc[end]) for end in ("from", "to") if end in proc]
    return (
        translate("wording.range", first=ends[0], last=ends[1]) if len(ends) == 2 else "".join(ends)
    )


def name(proc: Document, translate: Translate) -> str:
    """Say which procedure it is, short: "PKP", "关节置换"."""
    return translate.code("procedure_type", text(proc, "type"), short=True)


def procedure_details(proc: Document, translate: Translate) -> str:
    """Say all of a procedure beyond name, target and timing; empty where there is nothing."""
    fixed = span(proc, translate)
    kinds: dict[str, Kind] = {**DETAILS.get(text(proc, "type"), {}), **_common_details()}
    details = proc.get("details")
    said = [translate("wording.span", levels=fixed)] if fixed else []
    if isinstance(details, Mapping):
        said += [s for key, kind in kinds.items() for s in _detail(proc, key, kind, translate)]
    return _joined(translate, "details", [*said, text(proc, "note")])


def _common_details() -> dict[str, Kind]:
    details = PROCEDURE.fields["details"]
    return dict(details.fields) if isinstance(details, Group) else {}


def _detail(proc: Document, key: str, kind: Kind, translate: Translate) -> Iterator[str]:
    value = get(proc, f"details.{key}")
    if value is None:
        return
    if isinstance(kind, Rows):
        # a level with nothing planned for it is named as the target already
        known = items(proc, "levels")
        planned = [r for r in rows(proc, f"details.{key}") if len(r) > 1 or r["level"] not in known]
        yield from (_level(row, kind, translate) for row in planned)
    else:
        yield _said(key, value, kind, translate)


def _said(key: str, value: Value, kind: Kind, translate: Translate) -> str:
    """Say one detail: what yes and no mean, or its sentence with the value in it."""
    if isinstance(kind, Flag):
        return translate(f"wording.detail.{key}.{'yes' if value else 'no'}")
    said = code(kind.vocabulary, value, translate) if isinstance(kind, Choice) else number(value)
    if value == 1 and translate.has(f"wording.detail.{key}.one"):
        return translate(f"wording.detail.{key}.one", value=said)
    return translate(f"wording.detail.{key}.value", value=said)


def _level(row: Document, kind: Rows, translate: Translate) -> str:
    """Say what is planned at one level: "L1 bilateral 4.5 mL high viscosity"."""
    said = [translate.code("level", row["level"])]
    for key, inner in kind.row.fields.items():
        if key == "level" or key not in row:
            continue
        if isinstance(inner, Choice):
            said.append(code(inner.vocabulary, row[key], translate, short=key == "approach"))
        else:
            said.append(translate("wording.cement", value=number(row[key])))
    return " ".join(said)


def procedure(proc: Document, lesions: tuple[Document, ...], translate: Translate) -> str:
    """Say a whole procedure: "L1、L3 行 PKP（L1 双侧 4.5 mL 高黏度；…）"."""
    where = target(proc, translate) or _named_sites(proc, lesions, translate)
    kind = text(proc, "type")
    head = name(proc, translate)
    if where:
        key = "wording.procedure_for" if kind in _NO_VERB else "wording.procedure_on"
        head = translate(key, name=head, target=where)
    timing = text(proc, "timing")
    when = code("timing", timing, translate) if timing else ""
    inside = _joined(translate, "details", [procedure_details(proc, translate), when])
    return (
        translate("wording.procedure_details", procedure=head, details=inside) if inside else head
    )


def _named_sites(proc: Document, lesions: tuple[Document, ...], translate: Translate) -> str:
    wanted = items(proc, "lesions")
    named = [lesion(row, translate) for row in lesions if text(row, "id") in wanted]
    return _joined(translate, "list", named)


def conclusion(decision: Document, document: Document, translate: Translate) -> str:
    """Draft the chair's summary from the procedures in their order; empty without any."""
    lesions = rows(document, "lesions")
    said = [procedure(proc, lesions, translate) for proc in rows(decision, "procedures")]
    whole = _joined(translate, "procedures", [*said[:1], *(inside(one) for one in said[1:])])
    return translate("wording.sentence", text=whole[:1].upper() + whole[1:]) if whole else ""


def read_back(decision: Document, document: Document, translate: Translate) -> tuple[str, ...]:
    """Return the lines that are read aloud before a decision is confirmed, one a procedure."""
    lesions = rows(document, "lesions")
    said = [procedure(proc, lesions, translate) for proc in rows(decision, "procedures")]
    return tuple(
        translate("wording.read_back", number=index, procedure=words)
        for index, words in enumerate(said, start=1)
    )
