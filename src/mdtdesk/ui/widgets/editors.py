# SPDX-License-Identifier: MIT
"""Which widget edits which kind of the field tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mdtdesk.domain import dates, levels, vocabulary
from mdtdesk.domain.document import Value
from mdtdesk.domain.fields import (
    Choice,
    Day,
    DayOrMoment,
    Flag,
    FlagOr,
    Group,
    Items,
    Kind,
    Moment,
    Number,
    Rows,
    Text,
    Whole,
)
from mdtdesk.i18n import Translate
from mdtdesk.ui.widgets import choices
from mdtdesk.ui.widgets.chip_box import ChipBox
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.choices import Options, Spell
from mdtdesk.ui.widgets.fields import (
    DateField,
    LevelsField,
    LineField,
    MomentField,
    NumberField,
    TextField,
    WholeField,
)
from mdtdesk.ui.widgets.segments import Segments
from mdtdesk.ui.widgets.text_area import TextArea

_MOST_SEGMENTS = 6
_MOST_CHIPS = 12
_LEVEL = "level"
# asked as "is there", not as "is it so"
PRESENT = frozenset(
    {
        "posterior_wall_broken",
        "soft_tissue_mass",
        "joint_involved",
        "prior_radiotherapy",
        "prior_surgery",
        "previous_chemotherapy",
        "bladder_bowel",
        "anaemia",
        "chronic_lung",
        "coagulopathy",
        "electrolyte",
        "pulmonary_circulation",
        "renal_failure",
        "malnutrition",
    }
)


_COLUMNS: Mapping[str, Sequence[str]] = {
    "labs": ("test", "name", "value", "unit", "taken_on"),
    "imaging": ("modality", "region", "date", "place", "available", "report"),
}


@dataclass(frozen=True, slots=True)
class Ways:
    """How a form's editors differ from the usual.

    spell    pinyin and initials of a label, for searching long lists
    today    lets a moment be typed without its year or day
    columns  which keys of a list's objects are shown, by the list's path; the others are kept
    options  what a path offers instead of its vocabulary, or a text field's list
    person   sex and ages of the patient, for which a laboratory value is high or low
    """

    spell: Spell | None = None
    today: Callable[[], date] | None = None
    columns: Mapping[str, Sequence[str]] = field(default_factory=lambda: _COLUMNS)
    options: Mapping[str, Options] = field(default_factory=dict)
    person: Callable[[], tuple[str | None, tuple[int, int] | None]] | None = None


Widget = Segments | ChoiceBox | ChipBox | LineField | TextArea


def single(path: str, kind: Kind, translate: Translate, ways: Ways) -> Widget:
    """Return the editor of one value or of a list of single values. Raises TypeError."""
    if path in ways.options:
        if isinstance(kind, Items):
            return ChipBox(ways.options[path], translate)
        return ChoiceBox(ways.options[path], translate)
    match kind:
        case Items():
            return _several(kind, translate, ways)
        case Choice() | Flag() | Whole():
            offered = few(path, kind, ways)
            return Segments(offered, translate) if offered else _many(kind, translate, ways)
        case _:
            return _typed(kind, ways)


def is_wide(kind: Kind) -> bool:
    """Tell whether an editor of the kind takes a form's whole width."""
    return isinstance(kind, Rows) or (isinstance(kind, Text) and kind.multiline)


def few(path: str, kind: Kind, ways: Ways) -> Options | None:
    """Return the choices if there are so few that all can be seen."""
    if isinstance(kind, Flag):
        return flag_options(path)
    if isinstance(kind, Choice) and len(vocabulary.codes(kind.vocabulary)) <= _MOST_SEGMENTS:
        return choices.of_vocabulary(kind.vocabulary, spell=ways.spell)
    if isinstance(kind, Whole) and kind.high is not None:
        count = (kind.high - kind.low) // kind.step + 1
        return (
            choices.numbers(kind.low, kind.high, kind.step) if count <= _MOST_SEGMENTS + 1 else None
        )
    return None


def flag_options(path: str) -> Options:
    """Return yes and no in the words that suit the question."""
    if path.rsplit(".", 1)[-1] in PRESENT:
        return choices.yes_no("widget.present", "widget.absent")
    return choices.yes_no()


def kind_at(group: Group, path: str, *, variant: str = "") -> Kind:
    """Return the kind of a path inside a group, for one value of its variant key."""
    key, _, rest = path.partition(".")
    kind = group.fields_for(variant).get(key) or group.all_fields()[key][0]
    if not rest:
        return kind
    inner = kind.group if isinstance(kind, FlagOr) else kind
    if not isinstance(inner, Group):
        raise TypeError(path)
    return kind_at(inner, rest)


def _many(kind: Kind, translate: Translate, ways: Ways) -> Widget:
    if isinstance(kind, Choice):
        return ChoiceBox(choices.of_vocabulary(kind.vocabulary, spell=ways.spell), translate)
    return WholeField(width=96)


def _several(kind: Items, translate: Translate, ways: Ways) -> Widget:
    item = kind.item
    if isinstance(item, Whole) and item.high is not None:
        return Segments(choices.numbers(item.low, item.high), translate, several=True)
    if not isinstance(item, Choice):
        raise TypeError(kind)
    if item.vocabulary == _LEVEL:
        return LevelsField(_several_levels, show_levels)
    options = choices.of_vocabulary(item.vocabulary, spell=ways.spell)
    if len(vocabulary.codes(item.vocabulary)) <= _MOST_CHIPS:
        return Segments(options, translate, several=True)
    return ChipBox(options, translate)


def _typed(kind: Kind, ways: Ways) -> Widget:
    match kind:
        case Text(multiline=True):
            return TextArea()
        case Text():
            return TextField()
        case Number():
            return NumberField()
        case Day():
            return DateField(dates.parse_day)
        case Moment():
            return MomentField(lambda text: dates.parse_moment(text, _today(ways)))
        case DayOrMoment():
            return MomentField(lambda text: dates.parse_day_or_moment(text, _today(ways)))
        case _:
            raise TypeError(kind)


def _today(ways: Ways) -> date | None:
    return ways.today() if ways.today else None


def _several_levels(text: str) -> Value:
    return levels.parse(text)


def show_levels(value: Value) -> str:
    """Return levels as they are typed; the next reading of them is the same list."""
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
