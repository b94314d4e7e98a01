# SPDX-License-Identifier: MIT
"""The case document holds everything that the store records about a case, column by column."""

from __future__ import annotations

from mdtdesk.domain import fields as f
from mdtdesk.storage import schema
from mdtdesk.storage.columns import METADATA
from mdtdesk.storage.shapes import CASE, PATIENT, Shape

# columns that place a row, look something up or say where it came from: no fact of the case
ASIDE = {
    *("id", "owner_id", "ordinal", "case_id", "patient_id", "revision", "earlier"),
    *("registered_by_id", "referring_doctor_id", "author_id", "imported_from", "imported_at"),
}
# tables that hang on no case, or that are derived from one and made anew with it
TABLES_ASIDE = {
    *("meetings", "people", "people_roles", "commands", "audit", "journal", "store_settings"),
    *("case_numbers", "cases_missing", "switches", "stored_files"),
    # a meeting's own: what it said of a case stands in the case's discussions
    *("meeting_series", "meeting_series_members", "meeting_series_required", "meeting_plans"),
    *("meeting_plans_required", "meeting_attendance", "agenda_items"),
    # how the register was set right; a withdrawn case is closed in its document
    *("case_withdrawals", "case_moves", "patient_merges", "case_requests"),
}


def carried(shape: Shape) -> set[str]:
    """Return the columns of a shape's own table that the document carries."""
    lists = {listed.none for listed in shape.listed} | {nested.none for nested in shape.nested}
    return {plain.column for plain in shape.plain} | lists


def test_every_column_is_in_the_document() -> None:
    shapes = [*CASE.shapes(), *PATIENT.shapes()]
    left = {
        f"{shape.name}.{column.name}"
        for shape in shapes
        for column in shape.table.columns
        if column.name not in ASIDE | carried(shape)
    }
    assert not left


def test_every_table_is_of_the_document_or_named_here() -> None:
    assert len(schema.statements()) > len(METADATA.tables)  # every table's module is imported
    of_cases = {table.name for root in (CASE, PATIENT) for table in root.tables()}
    derived = {name for name in METADATA.tables if name.startswith(("search", "worklist"))}
    assert set(METADATA.tables) - of_cases - derived == TABLES_ASIDE


def test_every_key_of_the_tree_has_its_place() -> None:
    for shape in [*CASE.shapes(), *PATIENT.shapes()]:
        placed = {p.keys[0] for p in shape.plain}
        placed |= {listed.keys[0] for listed in shape.listed}
        placed |= {nested.keys[0] for nested in shape.nested}
        constant = {k for k, kind in shape.group.fields.items() if isinstance(kind, f.Constant)}
        apart = {"id", "patient", "earlier_decisions"}
        assert set(shape.group.all_fields()) - placed - constant - apart == set(), shape.name
