# SPDX-License-Identifier: MIT
"""Documents in memory: read, changed and compared by path."""

from __future__ import annotations

import pytest

from mdtdesk.domain import document
from mdtdesk.domain.document import Difference, change, differences, get

LESION = "01987000-0000-7000-8000-00000000000a"
CASE = document.document(
    {
        "patient": {"mrn": "A-1"},
        "lesions": [{"id": LESION, "site": "spine", "sins": {"pain": "none"}}, {"site": "other"}],
        "labs": [],
    }
)


def test_a_row_is_found_by_index_and_by_id() -> None:
    assert get(CASE, "lesions[0].sins.pain") == get(CASE, f"lesions[{LESION}].sins.pain") == "none"
    assert get(CASE, "lesions[2].site") is None
    assert get(CASE, "patient.mrn.x") is None


def test_changes_leave_the_old_document_as_it_was() -> None:
    new = change(CASE, {f"lesions[{LESION}].sins.pain": "mechanical", "pain.rest": 3})
    assert get(new, "lesions[0].sins.pain") == "mechanical"
    assert new["pain"] == {"rest": 3}
    assert get(CASE, "lesions[0].sins.pain") == "none"
    assert "pain" not in CASE


def test_objects_left_empty_go_and_rows_can_be_added_and_removed() -> None:
    assert "sins" not in document.rows(change(CASE, {"lesions[0].sins.pain": None}), "lesions")[0]
    longer = change(CASE, {"lesions[+]": document.document({"site": "skull"})})
    assert [row["site"] for row in document.rows(longer, "lesions")] == ["spine", "other", "skull"]
    assert len(document.rows(change(longer, {"lesions[1]": None}), "lesions")) == 2


def test_a_way_through_a_plain_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        change(CASE, {"patient.mrn.x": 1})


def test_differences_name_each_value_and_tell_one_from_true() -> None:
    new = change(CASE, {"pain.rest": 1, "patient.mrn": "A-2", "labs": None})
    assert set(differences(CASE, new)) == {
        Difference("patient.mrn", "A-1", "A-2"),
        Difference("pain.rest", None, 1),
        Difference("labs", (), None),
    }
    one, true = document.document({"a": 1}), document.document({"a": True})
    assert differences(one, true) == (Difference("a", 1, True),)


def test_the_canonical_spelling_is_one() -> None:
    decomposed = document.document({"b": "e\u0301", "a": 4.0})
    composed = document.document({"a": 4, "b": "\u00e9"})
    assert document.canonical(decomposed) == document.canonical(composed)
    assert document.canonical(composed) == '{"a":4,"b":"é"}'.encode()
