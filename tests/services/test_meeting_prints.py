# SPDX-License-Identifier: MIT
"""The prints of a meeting out of a real store: every word in the PDF, what was printed, when."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import weekly
from builders import context, create
from mdtdesk.domain.document import Document, rows, text
from mdtdesk.i18n import LANGUAGES, Language
from mdtdesk.services import agendas
from mdtdesk.services import documents as prints
from mdtdesk.services.context import Context
from paper import bare, pdfium_text, poppler_text

SPINE, ARM, FEMUR, PELVIS = "DEMO-26007", "DEMO-26005", "DEMO-26009", "DEMO-26006"


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
