# SPDX-License-Identifier: MIT
"""How the objects of the case document lie in tables, made from the field tree.

Each object is a row: single values are columns, small objects are flattened into columns
(``contact_name``), lists of single values and lists of objects are tables of their own that hang
on the row. ``<list>_none`` is 1 where the document holds an empty list: looked for, none. Every
table names its root (``case_id`` or ``patient_id``), so that a case is read with one look-up a
table.

This replaces one ORM class an aggregate: the tree is already the description, and a class beside
it would be a second one to keep in step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from mdtdesk.domain import case_fields
from mdtdesk.domain import fields as f
from mdtdesk.domain.discussion_fields import DECISION, MEETING, PROCEDURE
from mdtdesk.storage.columns import column, flag_column, strict_table

Keys = tuple[str, ...]
# objects that are rows of their own: the case's sections, and what is appended to a decision
_OWN_TABLE = {
    *("referral", "history", "primary", "systemic", "performance", "neurology", "pain"),
    *("decision", "basis", "ratified", "patient_plan", "carried_out"),
}
_NAMES = {id(DECISION): "decisions", id(PROCEDURE): "procedures"}
_ASIDE = ("patient", "earlier_decisions")  # stored by the shapes of PATIENT and of ``decision``


@dataclass(frozen=True, slots=True)
class Plain:
    """One value in one column; ``keys`` leads to it inside the object."""

    keys: Keys
    column: str
    kind: f.Kind


@dataclass(frozen=True, slots=True)
class Listed:
    """Single values in a table of their own: a list, or the answers and points by item."""

    keys: Keys
    table: Table
    kind: f.Items | f.Answers | f.Free
    none: str


@dataclass(frozen=True, slots=True)
class Nested:
    """Objects in a table of their own; ``single`` if the document holds one, the last row."""

    keys: Keys
    shape: Shape
    none: str
    single: bool


@dataclass(slots=True)
class Shape:
    """How one kind of object is stored."""

    name: str
    group: f.Group
    root: str
    columns: list[Column[Any]] = field(default_factory=list)
    plain: list[Plain] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    nested: list[Nested] = field(default_factory=list)
    table: Table = field(init=False)

    @property
    def scope(self) -> str:
        """Name the column that says whose row it is."""
        return f"{self.root.removesuffix('s')}_id"

    def shapes(self) -> Iterator[Shape]:
        """Yield this shape and all that hang on it."""
        yield self
        for nested in self.nested:
            yield from nested.shape.shapes()

    def tables(self) -> Iterator[Table]:
        """Yield every table of this shape and of those that hang on it."""
        for shape in self.shapes():
            yield shape.table
            yield from (listed.table for listed in shape.listed)


def link(target: str) -> ForeignKey:
    """Return a foreign key checked at COMMIT, so that a list can be written anew."""
    return ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")


def root(name: str, group: f.Group, columns: Sequence[Column[Any]]) -> Shape:
    """Return the shape of a root (``cases``, ``patients``) with further columns of its own."""
    shape = Shape(name, group, name)
    _collect(shape, group, keys=())
    shape.table = strict_table(name, Column("id", Text, primary_key=True), *columns, *shape.columns)
    return shape


def _hanging(name: str, group: f.Group, *, owner: Shape) -> Shape:
    shape = Shape(_NAMES.get(id(group), name), group, owner.root)
    extra: list[Column[Any]] = []
    if group is DECISION:
        extra = _decision_columns()
    _collect(shape, group, keys=())
    shape.table = strict_table(
        shape.name,
        Column("id", Text, primary_key=True),
        Column(shape.scope, Text, link(owner.root), nullable=False),
        Column("owner_id", Text, link(owner.name), nullable=False),
        Column("ordinal", Integer, nullable=False),
        *extra,
        *shape.columns,
        Index(f"ix_{shape.name}_root", shape.scope),
    )
    return shape


def _decision_columns() -> list[Column[Any]]:
    return [
        Column("earlier", Integer, CheckConstraint("earlier IN (0, 1)"), nullable=False),
        Column("author_id", Text, link("people")),
        Column("imported_from", Text),
        Column("imported_at", Text),
    ]


def _collect(shape: Shape, group: f.Group, *, keys: Keys) -> None:
    for key, kinds in group.all_fields().items():
        own = key == "id" and not keys
        if not own and key not in _ASIDE and not isinstance(kinds[0], f.Constant):
            _place(shape, (*keys, key), kinds=kinds)


def _place(shape: Shape, keys: Keys, *, kinds: tuple[f.Kind, ...]) -> None:
    kind = kinds[0]
    match kind:
        case f.Group() if kind is MEETING:
            name = f"{'_'.join(keys)}_id"
            shape.columns.append(Column(name, Text, link("meetings")))
            shape.plain.append(Plain(keys, name, kind))
        case f.Group() if keys[-1] in _OWN_TABLE:
            _nest(shape, keys, group=kind, single=True)
        case f.Group():
            _collect(shape, kind, keys=keys)
        case f.Rows():
            _nest(shape, keys, group=kind.row, single=False)
        case f.Items() | f.Answers() | f.Free():
            _list(shape, keys, kind=kind)
        case _:
            _plain(shape, keys, kinds=kinds)


def _plain(shape: Shape, keys: Keys, *, kinds: tuple[f.Kind, ...]) -> None:
    name, kind = "_".join(keys), kinds[0]
    made = column(name, kinds)
    if isinstance(kind, f.Id) and kind.of == "lesions":
        made.append_foreign_key(link("lesions"))
    shape.columns.append(made)
    shape.plain.append(Plain(keys, name, kind))
    if isinstance(kind, f.FlagOr):
        _collect(shape, kind.group, keys=keys)


def _nest(shape: Shape, keys: Keys, *, group: f.Group, single: bool) -> None:
    name = "_".join(keys)
    prefix = "" if shape.name == shape.root else f"{shape.name}_"
    inner = _hanging(f"{prefix}{name}", group, owner=shape)
    none = "" if single else f"{name}_none"
    if none:
        shape.columns.append(flag_column(none))
    shape.nested.append(Nested(keys, inner, none, single))


def _list(shape: Shape, keys: Keys, *, kind: f.Items | f.Answers | f.Free) -> None:
    name = "_".join(keys)
    table = strict_table(
        f"{shape.name}_{name}",
        Column("owner_id", Text, link(shape.name), primary_key=True),
        *_list_columns(kind),
        Column(shape.scope, Text, link(shape.root), nullable=False),
        Index(f"ix_{shape.name}_{name}_root", shape.scope),
    )
    none = f"{name}_none" if isinstance(kind, f.Items) else ""
    if none:
        shape.columns.append(flag_column(none))
    shape.listed.append(Listed(keys, table, kind, none))


def _list_columns(kind: f.Items | f.Answers | f.Free) -> list[Column[Any]]:
    if isinstance(kind, f.Items):
        value = column("value", (kind.item,))
        value.nullable = False
        if isinstance(kind.item, f.Id) and kind.item.of == "lesions":
            value.append_foreign_key(link("lesions"))
        return [Column("ordinal", Integer, primary_key=True), value]
    instrument = (
        [Column("instrument", Text, primary_key=True)] if isinstance(kind, f.Answers) else []
    )
    item = Column("item", Text, primary_key=True)
    return [*instrument, item, Column("value", Text, nullable=False)]


def _root_case() -> Shape:
    return root(
        "cases",
        case_fields.CASE,
        [
            Column("patient_id", Text, link("patients"), nullable=False, index=True),
            Column("revision", Integer, CheckConstraint("revision >= 1"), nullable=False),
            Column("registered_by_id", Text, link("people")),
            Column("referring_doctor_id", Text, link("people")),
            Column("imported_from", Text),
            Column("imported_at", Text),
        ],
    )


PATIENT = root(
    "patients",
    case_fields.PATIENT,
    [Column("revision", Integer, CheckConstraint("revision >= 1"), nullable=False)],
)
CASE = _root_case()
