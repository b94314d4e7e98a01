# SPDX-License-Identifier: MIT
"""The ways to type a choice of the decision: labels, codes, pinyin, initials, customs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from mdtdesk.domain import vocabulary
from mdtdesk.i18n import Translate, labels
from mdtdesk.ui.label_spelling import chinese
from mdtdesk.ui.widgets import choices
from mdtdesk.ui.widgets.choices import Option

# beside what follows from the label: the Latin initials that surgeons type
_CUSTOMARY = {
    "arthroplasty": ("thr", "tha", "tka"),
    "internal_fixation": ("nail", "plate", "orif", "screws"),
    "tes": ("vertebrectomy",),
    "radiotherapy": ("rt", "sbrt"),
    "separation_surgery": ("ss",),
    "systemic": ("chemo", "drug"),
    "bone_modifying_drug": ("bma", "denosumab", "zoledronate"),
}


@cache
def _procedure(code: str) -> tuple[str, ...]:
    row = labels("procedure_type")[code]
    said = (row["zh"], row.get("short_zh", ""))
    spelt = [one for words in said if words for one in chinese(words)]
    english = row["en"].casefold().replace("(", "").replace(")", "").split()
    initials = "".join(word[0] for word in english)
    return tuple(
        dict.fromkeys((*spelt, row.get("short_en", ""), initials, *_CUSTOMARY.get(code, ())))
    )


def procedure_options(translate: Translate) -> Sequence[Option]:
    """Offer every type of procedure, in the vocabulary's order."""
    return tuple(_option(code, translate) for code in vocabulary.codes("procedure_type"))


def _option(code: str, translate: Translate) -> Option:
    row = labels("procedure_type")[code]
    short, full = (translate.code("procedure_type", code, short=s) for s in (True, False))
    return Option(code, short, full, (row["zh"], row["en"], *_procedure(code)))


def found(typed: str, translate: Translate) -> tuple[Option, ...]:
    """Return the types that typed words find, those whose own name or initials they are first."""
    words = typed.strip().casefold()
    listed = [o for o in procedure_options(translate) if choices.matches(o, words)]
    exact = [
        o for o in listed if words in {w.casefold() for w in (o.text, str(o.value), *o.search)}
    ]
    return (*exact, *(o for o in listed if o not in exact))


disciplines = choices.of_vocabulary("discipline", spell=chinese)
"""Offers the disciplines, found by pinyin and initials too."""
