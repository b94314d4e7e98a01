# SPDX-License-Identifier: MIT
"""Prints by the service: what a clock says, in a real store's PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import context, create
from mdtdesk.domain import document
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.imaging import pages
from mdtdesk.services import cases, documents
from mdtdesk.services.context import Context


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


def printed(team: Context, **facts: object) -> str:
    """Return the first page's text of a case with these facts, white space removed."""
    patient = {"mrn": "A-1", "name": "李雷"}
    case = document.document({"patient": patient, **facts})
    made = cases.register(team, RegisterDraft(case))
    pdf = documents.summary(team, made.id, "zh").pdf
    return "".join(pages.page_text(pdf, 0).split())


URGENT = {"received_at": "2026-11-23T20:30+08:00", "urgency": "neurological"}


def test_a_neurological_case_without_mri_says_how_long_and_against_what(team: Context) -> None:
    assert "没有MRI，收到至今14小时（目标24小时，NICEQS56,2023）" in printed(team, referral=URGENT)


def test_with_its_mri_nothing_is_said(team: Context) -> None:
    assert "没有MRI" not in printed(team, referral=URGENT, imaging=[{"modality": "mri"}])
