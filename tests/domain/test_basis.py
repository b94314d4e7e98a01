# SPDX-License-Identifier: MIT
"""A decision's basis: the case and what the instruments said of it, read back as it was."""

from __future__ import annotations

from mdtdesk.domain import basis
from mdtdesk.domain.document import document
from mdtdesk.domain.document import rows as rows_of
from mdtdesk.domain.instruments import kept, scoring

_CASE = document(
    {
        "performance": {"kps": 80},
        "lesions": [{"id": "a1", "site": "spine", "levels": ["T12"], "matrix": "lytic"}],
        "discussions": [{"id": "old"}, {"id": "now"}],
    }
)


def test_results_are_frozen_with_the_case_and_read_back() -> None:
    rows = tuple(kept.held(result) for result in scoring.results_of("sins", _CASE))
    text = basis.frozen(_CASE, without="now", results=rows)
    (row,) = basis.results_of(text)
    assert (row["instrument"], row["version"], row["lesion"]) == ("sins", "2010", "a1")
    assert row["answers"] == {"location": "junctional", "bone_lesion": "lytic"}
    assert row["points"] == {"location": 3, "bone_lesion": 2}
    assert "total" not in row
    assert [d["id"] for d in rows_of(basis.case_of(text), "discussions")] == ["old"]


def test_a_basis_without_results_still_reads() -> None:
    for text in ('{"case":{"number":"1"},"results":[]}', '{"case":{"number":"1"}}'):
        assert basis.results_of(text) == ()
        assert basis.case_of(text) == {"number": "1"}
