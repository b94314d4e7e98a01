# SPDX-License-Identifier: MIT
"""The prints of a meeting out of a real store: every word in the PDF, what was printed, when."""

from __future__ import annotations

import importlib
import pathlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

import weekly
from assembled import codes, meeting
from builders import PASSWORD, context, create
from builders import documents as invented
from mdtdesk.domain import sittings
from mdtdesk.domain.document import Document, document, rows, text
from mdtdesk.domain.drafts import AddendumDraft, AmendDraft, DecisionDraft, SignDraft
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.meeting_drafts import AttendanceDraft, MeetingStepDraft
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.imaging import pages as imaging
from mdtdesk.reports.meeting import render
from mdtdesk.services import agendas, cases, decisions, meetings, worklist
from mdtdesk.services import documents as prints
from mdtdesk.services.context import Context
from paper import bare, pdfium_pages, pdfium_text, poppler_text

SPINE, ARM, FEMUR, PELVIS = "DEMO-26007", "DEMO-26005", "DEMO-26009", "DEMO-26006"
SAID = document(
    {
        "mode": "full",
        "outcome": "decided",
        "presenter": "郑凯",
        "opinions": [
            {
                "discipline": "radiation_oncology",
                "person": "沈静",
                "title": "主任医师",
                "text": "对放疗敏感；若先手术，术后2周开始 20 Gy/5次。",
            },
            {
                "discipline": "spine_surgery",
                "person": "曹文博",
                "title": "副主任医师",
                "text": "Decompress within 24 h (ESCC 2) & fix T10–L2.",
            },
        ],
    }
)
DECIDED = document(
    {
        "conclusion": "急诊后路T12减压，T10–L2固定；同时取活检。",
        "rationale": "SINS 13，Frankel D，起病不足48小时。",
        "agreement": "majority",
        "owner": "曹文博",
        "due_on": "2026-11-27",
        "procedures": [
            {
                "id": new_id(),
                "type": "decompression",
                "levels": ["T12"],
                "timing": "24h",
                "note": "术中取活检",
            }
        ],
        "dissent": [{"person": "罗敏", "text": "担心肝功能，术前须复查。"}],
    }
)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path_factory.mktemp("prints") / "team.mdt").store as store:
        yield context(store)


@pytest.fixture(scope="module")
def meeting_id(team: Context) -> str:
    """Return a planned meeting with four cases."""
    made = weekly.weekly(team)
    weekly.listed(team, made, SPINE, ARM, FEMUR, PELVIS)
    return made


def contents(pdf: bytes) -> list[str]:
    """Return the names in a PDF's list of contents."""
    pypdfium2: Any = importlib.import_module("pypdfium2")  # it tells no types
    with pypdfium2.PdfDocument(pdf) as opened:
        return [entry.get_title() for entry in opened.get_toc()]


def agenda_words(case: Document) -> Iterator[str]:
    """Yield what was typed and stands on the agenda, but the history."""
    for path in ("patient.name", "patient.mrn", "referral.question", "referral.doctor"):
        yield text(case, path)
    for row in rows(case, "imaging"):
        yield text(row, "report")
    for row in rows(case, "treatments"):
        yield text(row, "detail")
    for row in rows(case, "history.anticoagulants"):
        yield text(row, "drug")
    yield text(case, "history.allergies")
    yield text(case, "primary.detail")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_agenda_holds_every_word(team: Context, meeting_id: str, language: Language) -> None:
    made = prints.of_meeting(team, meeting_id, "agenda", language)
    for read in (pdfium_text(made.pdf), poppler_text(made.pdf)):
        for row in agendas.get(team, meeting_id).rows:
            missing = [w for w in agenda_words(row.document) if bare(w).lower() not in read.lower()]
            assert not missing


def test_printing_the_agenda_is_known_to_the_next_one(team: Context, meeting_id: str) -> None:
    prints.of_meeting(team, meeting_id, "agenda", "zh")
    late = weekly.listed(team, meeting_id, "DEMO-26003")[0]
    agenda = agendas.get(team, meeting_id)
    assert agenda.printed_at
    assert [row.case.id for row in agenda.rows if row.new] == [late]
    made = prints.of_meeting(team, meeting_id, "agenda", "zh")
    assert "打印后新增" in pdfium_text(made.pdf)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["agenda", "preparation"])
@pytest.mark.parametrize("before", ["", "all"])
def test_a_reprint_marks_what_is_new_since_its_own_last_print(
    tmp_path: pathlib.Path, what: str, language: Language, before: str
) -> None:
    translate = translator(language)
    at = "2026-11-24 14:10"
    other = "preparation" if what == "agenda" else "agenda"
    with create(tmp_path / "team.mdt").store as store:
        morning = context(store)
        team = weekly.at(morning, f"{at.replace(' ', 'T')}+08:00")
        made = weekly.weekly(morning)
        (first,) = weekly.listed(morning, made, SPINE)
        prints.of_meeting(morning, made, other, language)  # of another print: it marks nothing
        prints.of_meeting(team, made, before or what, language)
        later = weekly.at(morning, "2026-11-24T15:00+08:00")
        weekly.listed(later, made, ARM)
        version = cases.get(later, first).version
        cases.amend(later, AmendDraft(first, version, {"history.allergies": "青霉素"}))
        marked = pdfium_text(prints.of_meeting(later, made, what, language).pdf)
    new = bare(translate("agenda.new", at=at))
    field = f"{translate.field('history')}{translate('print.colon')}"
    field += translate.field("history.allergies")
    changed = bare(translate("agenda.changed", at=at, fields=field))
    assert marked.count(new) == (1 if what == "agenda" else 3)  # on each of the three lists
    assert changed in marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sign_in_sheet_names_who_is_expected(
    team: Context, meeting_id: str, language: Language
) -> None:
    made = prints.of_meeting(team, meeting_id, "sign_in", language)
    (read,) = pdfium_pages(made.pdf)
    first, *_ = weekly.MEMBERS
    for member in weekly.MEMBERS:
        assert bare(member.person) in read
        assert bare(member.title) in read
    marked = translator(language).code("discipline", first.discipline)
    required = translator(language)("sign_in.required", discipline=marked)
    assert bare(required + first.person) in read


@pytest.mark.parametrize("language", LANGUAGES)
def test_preparation_lists_films_and_slides(
    team: Context, meeting_id: str, language: Language
) -> None:
    read = pdfium_text(prints.of_meeting(team, meeting_id, "preparation", language).pdf).lower()
    for listed in agendas.get(team, meeting_id).rows:
        films = [text(row, "report") for row in rows(listed.document, "imaging")]
        slides = [text(row, "result") for row in rows(listed.document, "pathology")]
        drugs = [text(row, "drug") for row in rows(listed.document, "history.anticoagulants")]
        told = [*films, *slides, *drugs, text(listed.document, "patient.name")]
        assert not [word for word in told if bare(word).lower() not in read]


def test_the_case_sheets_are_the_summaries(team: Context, meeting_id: str) -> None:
    read = pdfium_text(prints.of_meeting(team, meeting_id, "case_sheets", "zh").pdf)
    for listed in agendas.get(team, meeting_id).rows:
        alone = pdfium_pages(prints.summary(team, listed.case.id, "zh").pdf)[0]
        assert bare(text(listed.document, "history.text")) in read
        assert alone[:12] in read
        assert alone.partition("摘要")[2][:40] in read


def test_all_prints_are_one_file_with_a_list_of_contents(team: Context, meeting_id: str) -> None:
    pdf = prints.of_meeting(team, meeting_id, "all", "zh").pdf
    each = ("agenda", "sign_in", "preparation", "case_sheets", "minutes", "sheets")
    counts = [
        imaging.page_count(prints.of_meeting(team, meeting_id, what, "zh").pdf) for what in each
    ]
    assert imaging.page_count(pdf) == sum(counts)
    names = contents(pdf)
    assert names[0] == translator("zh")("meeting.print.agenda")
    assert "1 孙桂芳" in names


def test_the_request_asks_for_what_is_missing(team: Context) -> None:
    case_id = weekly.registered(team, "DEMO-26012")
    made = prints.request(team, case_id, "zh")
    case = cases.get(team, case_id)
    read = pdfium_text(made.pdf)
    assert bare(text(case.document, "referral.question")) in read
    assert bare(translator("zh").field("performance.ecog")) in read
    assert case.number in codes(made.pdf)[0]


# after the meeting


@pytest.fixture(scope="module")
def held_id(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Context, str]]:
    """Return a meeting that was held: one decided with opinions, one deferred, one left."""
    with create(tmp_path_factory.mktemp("held") / "team.mdt").store as store:
        team = context(store)
        made = weekly.weekly(team)
        spine, arm, _ = weekly.listed(team, made, SPINE, ARM, FEMUR)
        weekly.started(team, made)
        case = cases.get(team, spine)
        draft = DecisionDraft(case.id, case.version, SAID, DECIDED, meeting_id=made)
        decisions.record(team, draft)
        meetings.attend(team, AttendanceDraft(made, "沈静", "remote"))
        later = sittings.deferral(cases.get(team, arm), made, "imaging_missing", "补做增强MRI")
        decisions.record(team, later)
        meetings.finish(team, MeetingStepDraft(made))
        yield team, made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_minutes_hold_every_word(held_id: tuple[Context, str], language: Language) -> None:
    team, meeting_id = held_id
    made = prints.of_meeting(team, meeting_id, "minutes", language)
    told = [text(SAID, "presenter"), text(DECIDED, "conclusion"), text(DECIDED, "rationale")]
    told += [text(DECIDED, "owner"), text(DECIDED, "due_on"), "补做增强MRI"]
    for row in rows(SAID, "opinions"):
        told += [text(row, "person"), text(row, "title"), text(row, "text")]
    told += [text(row, "text") for row in rows(DECIDED, "dissent")]
    for listed in agendas.get(team, meeting_id).rows:
        row = listed.document
        told += [text(row, "referral.question"), text(row, "patient.mrn")]
    translate = translator(language)
    told += [
        translate.code("deferral_reason", "imaging_missing"),
        translate("meeting.state.carried"),
    ]
    for read in (pdfium_text(made.pdf), poppler_text(made.pdf)):
        assert not [w for w in told if bare(w).lower() not in read.lower()]


def test_presence_is_told_item_by_item(held_id: tuple[Context, str]) -> None:
    team, meeting_id = held_id
    read = pdfium_text(prints.of_meeting(team, meeting_id, "minutes", "zh").pdf)
    assert "到会：第1例；远程：第2例" in read
    assert "全部已满足" in read


def test_unsigned_minutes_are_a_draft(held_id: tuple[Context, str]) -> None:
    team, meeting_id = held_id
    unsigned = prints.of_meeting(team, meeting_id, "minutes", "en").pdf
    assert all("DRAFT" in page for page in pdfium_pages(unsigned))
    agenda = prints.of_meeting(team, meeting_id, "agenda", "en").pdf
    assert not any("DRAFT" in page for page in pdfium_pages(agenda))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_holds_all_of_its_decision(
    held_id: tuple[Context, str], language: Language
) -> None:
    team, meeting_id = held_id
    made = prints.of_meeting(team, meeting_id, "sheets", language)
    told = [text(DECIDED, key) for key in ("conclusion", "rationale", "owner", "due_on")]
    told += [text(row, key) for row in rows(DECIDED, "dissent") for key in ("person", "text")]
    told += [text(row, "note") for row in rows(DECIDED, "procedures")]
    told += [translator(language).code("timing", "24h"), "T12SINS13", SPINE]
    for read in (pdfium_text(made.pdf), poppler_text(made.pdf)):
        assert not [w for w in told if bare(w).lower() not in read.lower()]
    assert ARM not in pdfium_text(made.pdf)  # it was deferred: there is nothing to act on


def test_the_code_of_a_sheet_is_read_from_the_drawn_page(held_id: tuple[Context, str]) -> None:
    team, meeting_id = held_id
    case = next(row for row in agendas.get(team, meeting_id).rows if row.case.mrn == SPINE)
    sheets = prints.of_meeting(team, meeting_id, "sheets", "zh").pdf
    assert codes(sheets) == [f"{case.case.number}-{case.version}"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["agenda", "case_sheets", "sheets"])
def test_each_code_of_the_drawn_pages_finds_its_case(
    held_id: tuple[Context, str], what: str, language: Language
) -> None:
    team, meeting_id = held_id
    pdf = prints.of_meeting(team, meeting_id, what, language).pdf
    read = [code for page in range(imaging.page_count(pdf)) for code in codes(pdf, page)]
    signs = [code for code in dict.fromkeys(read) if code != weekly.THURSDAY]
    listed = [row.case for row in agendas.get(team, meeting_id).rows]
    wanted = [case for case in listed if what != "sheets" or case.mrn == SPINE]
    assert [found(team, code) for code in signs] == [[case.name] for case in wanted]
    assert all(re.fullmatch(r"\d{4}-\d{4}-\d+", code) for code in signs)


def test_the_code_of_the_request_finds_its_case(held_id: tuple[Context, str]) -> None:
    team, meeting_id = held_id
    for row in agendas.get(team, meeting_id).rows:
        (code,) = codes(prints.request(team, row.case.id, "zh").pdf)
        assert found(team, code) == [row.case.name]


def found(team: Context, typed: str) -> list[str]:
    """Return the names that the search box finds for what is typed or scanned."""
    return [row.name for row in worklist.find(team, typed, 10).rows]


def test_signing_takes_the_draft_away_and_stands_on_the_sheet(
    tmp_path: pathlib.Path,
) -> None:
    with create(tmp_path / "team.mdt").store as store:
        team = context(store)
        made = weekly.weekly(team)
        (case_id,) = weekly.listed(team, made, SPINE)
        weekly.started(team, made)
        decision_id = weekly.decide(team, case_id, meeting_id=made)
        assert "草稿" in pdfium_text(prints.of_meeting(team, made, "sheets", "zh").pdf)
        decisions.sign(team, SignDraft(case_id, decision_id, "author", PASSWORD))
        decisions.add(team, AddendumDraft(case_id, decision_id, "家属要求延后一周。"))
        sheets = pdfium_pages(prints.of_meeting(team, made, "sheets", "zh").pdf)
        minutes = pdfium_text(prints.of_meeting(team, made, "minutes", "zh").pdf)
        signed = rows(cases.get(team, case_id).document, "discussions[0].decision.signatures")[0]
    assert "草稿" not in "".join(sheets) + minutes
    assert text(signed, "sha256") in sheets[0]
    assert "韩立群（主持人）·作者签名" in sheets[0]
    assert "韩立群（主持人）·作者签名" in minutes
    assert "家属要求延后一周。" in sheets[1]


@pytest.mark.parametrize("where", ["name", "question", "report"])
def test_a_case_higher_than_a_page_goes_on_over_the_next(where: str) -> None:
    long = "".join(f"第{n}处；" for n in range(700))
    case = next(c for c in invented("invented") if c["patient"]["mrn"] == SPINE)
    changes: dict[str, dict[str, Any]] = {
        "name": {"patient": {**case["patient"], "name": long}},
        "question": {"referral": {**case["referral"], "question": long}},
        "report": {"imaging": [{"modality": "ct", "date": "2026-11-01", "report": long}]},
    }
    other = next(c for c in invented("invented") if c["patient"]["mrn"] == ARM)
    pdf = render("agenda", meeting([{**case, **changes[where]}, other]), translator("zh"))
    read = pdfium_pages(pdf)
    assert len(read) > 2
    whole = "".join(read)
    assert sum(f"第{n}处" in whole for n in range(700)) >= 700 - len(read)  # split by pages' ends
    named = ("2026-0001", "2026-0002")
    later = read[1:]  # a name that fills a page stands alone on it
    assert all(any(number in page for number in named) for page in later)
