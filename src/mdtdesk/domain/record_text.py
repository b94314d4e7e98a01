# SPDX-License-Identifier: MIT
"""A case and its latest discussion as plain text, to paste into the hospital's record system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from mdtdesk.domain import dates, wording
from mdtdesk.domain.document import Document, flag, group, items, rows, text
from mdtdesk.i18n import Translate

_PRESENT = ("in_room", "remote")


def of(case: Document, number: str, translate: Translate, *, today: date) -> str:
    """Return the text of a case, one fact a line; what is not recorded has no line."""
    discussions = rows(case, "discussions")
    said = [translate("record_text.title"), *_of_case(case, number, translate, today)]
    if discussions:
        said += _of_discussion(case, discussions[-1], translate)
    else:
        said.append(translate("record_text.undiscussed"))
    return "\n".join(line for line in said if line) + "\n"


def _line(label: str, words: str, translate: Translate) -> str:
    if not words.strip():
        return ""
    name = translate(f"record_text.{label}")
    return translate("record_text.line", label=name, words=words)


def _listed(translate: Translate, said: Iterable[str], by: str = "list") -> str:
    return translate(f"print.{by}").join(words for words in said if words)


def _of_case(case: Document, number: str, translate: Translate, today: date) -> Iterator[str]:
    yield _line("patient", _listed(translate, _who(case, number, translate, today)), translate)
    yield _line("diagnosis", _diagnosis(case, translate), translate)
    lesions = [wording.lesion_in_full(r, translate) for r in _present(case)]
    yield _line("lesions", _listed(translate, lesions, "stop"), translate)
    yield _line("allergies", text(case, "history.allergies"), translate)
    urgency = text(case, "referral.urgency")
    yield _line("urgency", translate.code("urgency", urgency) if urgency else "", translate)
    yield _line("question", text(case, "referral.question"), translate)


def _who(case: Document, number: str, translate: Translate, today: date) -> Iterator[str]:
    yield text(case, "patient.name")
    sex = text(case, "patient.sex")
    yield translate.code("sex", sex) if sex else ""
    yield dates.show_age(dates.age(group(case, "patient"), today), translate)
    born, mrn = text(case, "patient.birth_date"), text(case, "patient.mrn")
    yield translate("record_text.born", day=born) if born else ""
    yield translate("record_text.mrn", mrn=mrn) if mrn else ""
    yield translate("record_text.case", number=number)


def _diagnosis(case: Document, translate: Translate) -> str:
    site = text(case, "primary.site")
    named = text(case, "primary.detail") or (translate.code("primary_site", site) if site else "")
    parts = (named, text(case, "primary.histology"), text(case, "primary.stage"))
    return _listed(translate, dict.fromkeys(parts))


def _present(case: Document) -> Iterator[Document]:
    yield from (row for row in rows(case, "lesions") if "removed" not in row)


# the latest discussion


def _of_discussion(case: Document, found: Document, translate: Translate) -> Iterator[str]:
    yield _line("meeting", _when(found, translate), translate)
    there = [row for row in rows(found, "attendance") if text(row, "presence") in _PRESENT]
    people = (_person(row, translate) for row in there)
    yield _line("present", _listed(translate, people, "enum"), translate)
    yield _quorum(found, translate)
    for row in rows(found, "opinions"):
        said = translate("record_text.said", who=_person(row, translate), words=text(row, "text"))
        yield _line("opinions", said, translate)
    outcome = text(found, "outcome")
    yield _line("outcome", translate.code("outcome", outcome) if outcome else "", translate)
    reason = text(found, "deferral.reason")
    why = translate.code("deferral_reason", reason) if reason else ""
    deferred = _listed(translate, (why, text(found, "deferral.text")))
    yield _line("deferral", deferred, translate)
    if decision := group(found, "decision"):
        yield from _of_decision(case, decision, translate)


def _when(found: Document, translate: Translate) -> str:
    mode = text(found, "mode")
    day = text(found, "meeting.date") or text(found, "started_at")[:10]
    kind = translate.code("discussion_mode", mode) if mode else ""
    return _listed(translate, (day, text(found, "meeting.title"), kind))


def _person(row: Document, translate: Translate) -> str:
    code = text(row, "discipline")
    discipline = translate.code("discipline", code) if code else ""
    return " ".join(filter(None, (discipline, text(row, "person"), text(row, "title"))))


def _quorum(found: Document, translate: Translate) -> str:
    met = flag(found, "quorum.met")
    if met is None:
        return ""
    lacking = (translate.code("discipline", code) for code in items(found, "quorum.missing"))
    named = _listed(translate, lacking, "enum")
    key = "quorum_met" if met else "quorum_lacks"
    return translate(f"record_text.{key}", disciplines=named)


def _of_decision(case: Document, decision: Document, translate: Translate) -> Iterator[str]:
    yield _line("conclusion", text(decision, "conclusion"), translate)
    steps = wording.read_back(decision, case, translate)
    yield _line("procedures", " ".join(steps), translate)
    yield _line("alternative", text(decision, "alternative"), translate)
    yield _line("rationale", text(decision, "rationale"), translate)
    for row in rows(decision, "dissent"):
        yield _line("dissent", _by(row, translate), translate)
    due, told = text(decision, "due_on"), group(decision, "informs")
    owner = (text(decision, "owner"), translate("record_text.due", day=due) if due else "")
    yield _line("owner", _listed(translate, owner), translate)
    until = text(told, "by")
    informs = (text(told, "person"), translate("record_text.due", day=until) if until else "")
    yield _line("informs", _listed(translate, informs), translate)
    for row in rows(decision, "addenda"):
        yield _line("addendum", _by(row, translate), translate)
    signed = (_signature(row, translate) for row in rows(decision, "signatures"))
    names = _listed(translate, signed, "enum")
    yield _line("signatures", names, translate) or translate("record_text.draft")


def _by(row: Document, translate: Translate) -> str:
    who, words = text(row, "person"), text(row, "text")
    return translate("record_text.said", who=who, words=words) if who else words


def _signature(row: Document, translate: Translate) -> str:
    meaning, at = text(row, "meaning"), text(row, "at")[:16].replace("T", " ")
    said = translate.code("signature_meaning", meaning) if meaning else ""
    words = _listed(translate, (said, at))
    who = text(row, "person")
    return translate("record_text.signed", who=who, words=words) if words else who
