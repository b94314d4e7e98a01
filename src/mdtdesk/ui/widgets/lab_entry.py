# SPDX-License-Identifier: MIT
"""A laboratory value: "<0.1" in one field, the test's units, a slip of unit asked back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from mdtdesk.domain import labs, typed
from mdtdesk.domain.document import Value
from mdtdesk.domain.fields import Kind
from mdtdesk.i18n import Translate
from mdtdesk.ui.widgets.captioned import Captioned
from mdtdesk.ui.widgets.editors import Ways
from mdtdesk.ui.widgets.entry import Entry
from mdtdesk.ui.widgets.fields import LineField, NumberField, TextField, show_number

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


def compared(text: str) -> Value:
    """Read a number with its sign of comparison. Raises TypingError."""
    return typed.compared(text)


def show_compared(value: Value) -> str:
    """Return a sign and a number as one writes them: <0.1."""
    sign, amount = value if isinstance(value, tuple) else ("", value)
    return f"{sign}{show_number(amount)}"


def unit_code(text: str) -> Value:
    """Return a typed unit in the document's spelling."""
    # before plain(): to NFKC a superscript 9 is a 9, and 10⁹/L would become 109/L
    return typed.plain(text.replace("⁹", "^9")).replace("μ", "u").replace("×10", "10")


class UnitField(LineField):
    """A unit; up and down go through those of the test."""

    def __init__(self) -> None:
        super().__init__(unit_code, width=96)
        self.units: tuple[str, ...] = ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the next unit of the test, announced on leaving like typed text."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self.units:
            super().keyPressEvent(event)
            return
        at = self.units.index(self.text()) + step if self.text() in self.units else 0
        self.setText(self.units[at % len(self.units)])
        self.edited.emit(self.raw())


class LabEntry(Entry):
    """One laboratory value."""

    def cell(self, key: str, kind: Kind, ways: Ways) -> Captioned:
        """Make the field of a key; the value's takes its sign of comparison too."""
        self._person = ways.person
        made = super().cell(key, kind, ways)
        if key == "value":
            made.replace(NumberField(compared, show_compared, width=112))
        elif key == "unit":
            made.replace(UnitField())
        elif key == "name":
            made.replace(TextField(width=144))
        return made

    def keys(self) -> frozenset[str]:
        """Return the keys that the fields stand for."""
        return super().keys() | {"comparator"}

    def parted(self, row: Mapping[str, Value]) -> dict[str, Value | None]:
        """Return each field's value of a recorded object."""
        values = super().parted(row)
        if "value" in row:
            values["value"] = (row.get("comparator", ""), row["value"])
        self._offer_units(str(row.get("test", "")))
        return values

    def joined(self, values: dict[str, Value]) -> dict[str, Value]:
        """Return the object's keys from the fields' values."""
        value = values.get("value")
        if not isinstance(value, tuple):
            return values
        sign, amount = value
        return {**values, "value": amount, **({"comparator": sign} if sign else {})}

    def changed(self, key: str) -> None:
        """Offer a newly chosen test's usual unit, to be seen and changed."""
        unit, test = self.cells["unit"].editor, self.cells["test"].editor.value()
        if key != "test" or not isinstance(unit, UnitField) or not test:
            return
        self._offer_units(str(test))
        if unit.units and unit.text() not in unit.units:
            unit.set_raw(unit.units[0])
            unit.edited.emit(unit.raw())

    def warning(self) -> str:
        """Ask back a value that no person is likely to have in this unit."""
        made = self.object() or {}
        test, value, unit = made.get("test"), made.get("value"), made.get("unit")
        if not test or not unit or isinstance(value, bool) or not isinstance(value, int | float):
            return ""
        bounds = labs.plausibility(str(test), value, str(unit))
        if bounds is None:
            return ""
        low, high = map(show_number, bounds)
        named = {"value": show_number(value), "unit": str(unit), "low": low, "high": high}
        return self.translate("widget.implausible", **named)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        super().retranslate(translate)
        self._mark_height()

    def _show_applying(self) -> None:
        super()._show_applying()
        self._mark_height()

    def _mark_height(self) -> None:
        """Say inside the field that a value is high or low for this patient."""
        value, made = self.cells["value"].editor, self.object()
        flag = None
        if made is not None and self._person is not None and made.get("test"):
            flag = labs.flag(made, *self._person())
        if isinstance(value, LineField):
            value.set_unit(self.translate(f"widget.lab_{flag}") if flag else "")

    def _offer_units(self, test: str) -> None:
        unit = self.cells["unit"].editor
        if isinstance(unit, UnitField):
            unit.units = labs.units(test) if test else ()
