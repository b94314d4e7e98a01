# SPDX-License-Identifier: MIT
"""What leaves the store is left for the audit first; a print goes ahead without, and says so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import weekly
from builders import context, create, documents
from imported import run
from mdtdesk.domain import document
from mdtdesk.domain.meeting_drafts import ListDraft
from mdtdesk.domain.prints import SummaryRecord
from mdtdesk.errors import Denied, Unavailable
from mdtdesk.i18n import LANGUAGES, Language, Translate, translator
from mdtdesk.imaging import pages
from mdtdesk.reports import review_summary
from mdtdesk.services import agendas, audit_trail, cases, exports
from mdtdesk.services import documents as prints
from mdtdesk.services.context import Context
from mdtdesk.services.exports import Exported
from mdtdesk.storage import pending
from paper import bare, pdfium_pages


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store with the demo's cases."""
    with create(tmp_path / "team.mdt").store as store:
        made = context(store)
        run(made, *documents("invented"))
        yield made


def left(team: Context) -> list[dict[str, object]]:
    """Return the audit rows that wait, in their order."""
    found: list[dict[str, object]] = []
    for waiting in pending.waiting(team.store.path):
        record = pending.read(team.store.path, team.store.data_key, waiting)
        rows = record["rows"] if record else ()
        found += rows if isinstance(rows, list) else []
    return found


def break_audit(team: Context) -> None:
    """Let nothing be left: a file lies where the folder of waiting rows was."""
    folder = team.store.path / pending.FOLDER
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("x", "utf-8")


def test_an_export_names_its_cases_in_the_audit(team: Context) -> None:
    chosen = exports.every(team)[:3]
    exports.leave_audit(team, Exported("all.json", "0" * 64, chosen))
    rows = [row for row in left(team) if row["action"] == "exported"]
    assert rows[0]["path"] == "all.json"
    assert [row["case_id"] for row in rows[1:]] == list(chosen)
    assert all(row["patient_id"] for row in rows[1:])


def test_cases_come_in_the_order_of_their_numbers(team: Context) -> None:
    numbers = [case["number"] for case in exports.step(team, exports.every(team))]
    assert numbers == sorted(numbers, key=str)
    assert len(numbers) == 16


@pytest.mark.promise("left-to-audit")
def test_what_cannot_be_audited_is_not_exported(team: Context) -> None:
    break_audit(team)
    with pytest.raises(Unavailable):
        exports.leave_audit(team, Exported("all.json", "0" * 64, exports.every(team)))


def test_a_coordinator_exports_nothing(team: Context) -> None:
    with pytest.raises(Denied):
        exports.every(context(team.store, "coordinator"))


def test_a_print_leaves_its_digest_and_names_nobody(team: Context) -> None:
    case_id = cases.find(team, "DEMO-26001")
    made = prints.summary(team, case_id, "zh")
    assert made.digest == hashlib.sha256(made.pdf).hexdigest()
    assert made.audited
    last = left(team)[-1]
    assert (last["action"], last["case_id"]) == ("printed", case_id)
    assert made.digest in str(last["new"])
    assert "刘建国" not in made.name


@pytest.mark.promise("left-to-audit")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_print_that_cannot_be_audited_says_so_on_every_page(
    team: Context, language: Language
) -> None:
    case_id, meeting_id = cases.find(team, "DEMO-26001"), weekly.weekly(team)
    agendas.list_case(team, ListDraft(meeting_id, case_id))
    made: tuple[Callable[[], prints.Printed], ...] = (
        lambda: prints.summary(team, case_id, language),
        lambda: prints.request(team, case_id, language),
        lambda: prints.of_meeting(team, meeting_id, "all", language),
    )
    words = bare(translator(language)("print.not_audited"))
    for draw in made:
        assert not any(words in page for page in pdfium_pages(draw().pdf))
    break_audit(team)
    for draw in made:
        printed = draw()
        assert not printed.audited
        assert printed.digest == hashlib.sha256(printed.pdf).hexdigest()
        assert all(words in page for page in pdfium_pages(printed.pdf))


def test_an_imported_decision_is_printed_as_such(team: Context) -> None:
    made = prints.summary(team, cases.find(team, "DEMO-26013"), "en")
    whole = "".join(pages.page_text(made.pdf, i) for i in range(pages.page_count(made.pdf)))
    assert "file.json" in whole


def test_a_commit_need_not_wait_while_a_print_is_drawn(
    team: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that stayed would keep the COMMIT waiting for half a minute, then refuse it."""
    case_id, draw = cases.find(team, "DEMO-26001"), review_summary.render
    answers: list[tuple[str, str]] = []

    def meanwhile(record: SummaryRecord, translate: Translate) -> bytes:
        case = {"format": "mdtdesk-case", "version": 1, "patient": {"mrn": "A-1"}}
        answers.extend(run(team, case))
        return draw(record, translate)

    monkeypatch.setattr(review_summary, "render", meanwhile)
    assert prints.summary(team, case_id, "zh").audited
    assert answers == [("created", "2026-0015")]
    assert not audit_trail.verify(team).fault


def test_a_text_for_another_system_is_in_the_audit_before_it_is_copied(team: Context) -> None:
    case_id = exports.every(team)[0]
    case = cases.get(team, case_id)
    said = exports.record_text(team, case_id, "zh")
    assert case.number in said
    assert str(document.get(case.document, "patient.name")) in said
    row = left(team)[-1]
    assert (row["action"], row["case_id"], row["path"]) == ("exported", case_id, "record_text")
    break_audit(team)
    with pytest.raises(Unavailable):
        exports.record_text(team, case_id, "zh")
