# SPDX-License-Identifier: MIT
"""One decision: conclusion, procedures, and everything that hangs on them."""

from __future__ import annotations

from mdtdesk.domain import basis, check_words, corrections, vocabulary
from mdtdesk.domain.document import Document, get, items, rows, text
from mdtdesk.reports.blocks import Labelled, Strips, gap, labelled, lead, paragraph, section
from mdtdesk.reports.kinds import code, lowered, shown_moment
from mdtdesk.reports.review_summary.identity import shortened
from mdtdesk.reports.review_summary.procedures import procedures
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.style import SECONDARY, TEXT_WIDTH


def decision(reading: Reading, path: str) -> Strips:
    """Return a decision with what was said, agreed and done about it."""
    found = get(reading.document, path)
    if found is None or isinstance(found, (str, int, float, tuple)):
        return []
    body: Strips = []
    origin = reading.imported(path)
    if origin:
        body += paragraph(origin, TEXT_WIDTH, SECONDARY.strong())
    body += other_name(reading, found)
    if text(found, "conclusion"):
        body += [*lead(reading.say(f"{path}.conclusion"), TEXT_WIDTH), gap(4)]
    elif get(found, "procedures"):
        body += [*paragraph(reading.t("no_conclusion"), TEXT_WIDTH, SECONDARY.muted()), gap(2)]
    steps = procedures(reading, path)
    body += [*steps, gap(6)] if steps else []
    lines = [Labelled(reading.t(f"row.{key}"), words) for key, words in rest(reading, path, found)]
    body += labelled([line for line in lines if line.text], TEXT_WIDTH, reading.label_width)
    note = reading.joined(
        (
            reading.t("version", version=found["version"]) if "version" in found else "",
            reading.say(f"{path}.intents"),
            reading.say(f"{path}.agreement"),
        )
    )
    earlier = "earlier_decisions" in path
    name = reading.t("earlier_conclusion" if earlier else "conclusion")
    return section(name, TEXT_WIDTH, body, note=note)


def other_name(reading: Reading, found: Document) -> Strips:
    """Say under which name and number it was decided, where the case has another patient now."""
    held = text(found, "basis.document")
    was = corrections.signed_as(reading.document, basis.case_of(held)) if held else None
    if was is None:
        return []
    key = "signed_as" if rows(found, "signatures") else "decided_as"
    words = reading.t(key, name=was[0] or reading.translate("print.dash"), mrn=was[1])
    return paragraph(words, TEXT_WIDTH, SECONDARY.strong())


def rest(reading: Reading, path: str, found: Document) -> list[tuple[str, str]]:
    """Return what hangs on a decision as (row of ``summary.row``, words)."""
    rows_: list[tuple[str, str]] = [
        ("alternative", reading.say(f"{path}.alternative")),
        ("rationale", reading.say(f"{path}.rationale")),
    ]
    rows_ += [("dissent", _dissent(reading, row)) for row in rows(found, "dissent")]
    rows_ += [("overridden", _override(reading, row)) for row in rows(found, "overridden_checks")]
    if get(found, "dissent") == ():
        rows_.append(("dissent", reading.translate("print.none")))
    rows_ += [
        ("owner", _owner(reading, path)),
        ("patient_plan", reading.facts(f"{path}.patient_plan", ("agreed", "by", "at", "text"))),
        ("carried_out", reading.facts(f"{path}.carried_out", ("state", "reason", "at", "text"))),
        ("ratified", _ratified(reading, path, found)),
    ]
    rows_ += [
        ("signature", signature(reading, path, i)) for i in range(len(rows(found, "signatures")))
    ]
    rows_ += [
        ("addendum", _said_by(reading, row, text(row, "text"))) for row in rows(found, "addenda")
    ]
    rows_.append(("recorder", reading.facts(path, ("recorder", "recorded_at"))))
    rows_.append(("basis", _basis(reading, found)))
    return rows_


def signature(reading: Reading, path: str, index: int) -> str:
    """Say who signed a decision, as what, in which role, and when."""
    at = f"{path}.signatures[{index}]"
    role = text(reading.document, f"{at}.role")
    known = reading.translate.code("role", role) if vocabulary.has("role", role) else role
    who = reading.say(f"{at}.person") + reading.bracketed(known)
    return reading.joined((who, reading.facts(at, ("meaning", "at"))))


def _owner(reading: Reading, path: str) -> str:
    told = reading.facts(f"{path}.informs", ("person", "by"), "list")
    owner = reading.facts(path, ("owner", "due_on"), "list")
    return reading.joined((owner, reading.t("informs", words=told) if told else ""), "stop")


def _dissent(reading: Reading, row: Document) -> str:
    person = text(row, "person")
    return (
        f"{person}{reading.translate('print.colon')}{text(row, 'text')}"
        if person
        else text(row, "text")
    )


def _override(reading: Reading, row: Document) -> str:
    """Return the check, what it was about, and the reason that was given."""
    name = check_words.title(text(row, "check"), reading.translate)
    about = reading.lesion_by_id(text(row, "lesion")) if text(row, "lesion") else ""
    reason = (
        lowered(reading.translate, code(reading.translate, "override_reason", text(row, "reason")))
        if text(row, "reason")
        else ""
    )
    why = reading.joined((reason, text(row, "text")), "list")
    words = name + reading.bracketed(about)
    if why:
        words += reading.translate("print.colon") + why
    return _said_by(reading, row, words)


def _said_by(reading: Reading, row: Document, words: str) -> str:
    who = reading.joined((text(row, "person"), shown_moment(text(row, "at"))), "list")
    return words + reading.bracketed(who)


def _ratified(reading: Reading, path: str, found: Document) -> str:
    if get(found, "ratified") is None:
        return ""
    meeting = reading.facts(
        f"{path}.ratified.meeting", ("title", "date", "starts_at", "room"), "list"
    )
    return reading.joined((meeting, reading.facts(f"{path}.ratified", ("by", "at"))), "stop")


def _basis(reading: Reading, found: Document) -> str:
    digest = text(found, "basis.sha256")
    if not digest:
        return ""
    return reading.joined(
        (f"SHA-256 {digest[:16]}…", shown_moment(text(found, "basis.at"))), "list"
    )


def named(reading: Reading, path: str) -> tuple[tuple[str, str, str], ...]:
    """Return who signs: recorder, chair and owner, as far as they are known."""
    sign, date = reading.t("sign.here"), reading.t("sign.date")
    names = {
        "recorder": shortened(text(reading.document, f"{path}.recorder")) if path else "",
        "chair": "",
        "owner": shortened(text(reading.document, f"{path}.owner")) if path else "",
    }
    return tuple(
        (reading.t(f"sign.{who}", name=name).strip(), sign, date) for who, name in names.items()
    )


def asked(reading: Reading) -> list[str]:
    """Return the disciplines whose opinion is asked for, for lines to write on."""
    codes = items(reading.document, "referral.requested_disciplines")
    return [code(reading.translate, "discipline", one) for one in codes]
