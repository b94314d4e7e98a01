# SPDX-License-Identifier: MIT
"""Which panel a section of the form has, and what its fields are told of the case around them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mdtdesk.domain import dates, wording
from mdtdesk.domain.document import Document, group, rows, text
from mdtdesk.i18n import Translate
from mdtdesk.ui.case.lesions import LesionsPanel
from mdtdesk.ui.case.panel import Panel
from mdtdesk.ui.case.plans import Section
from mdtdesk.ui.case.reading import Discussions, WithLines
from mdtdesk.ui.case.with_files import WithFiles
from mdtdesk.ui.forms import Ways
from mdtdesk.ui.widgets.choices import Option

Person = tuple[str | None, tuple[int, int] | None]

_KINDS: dict[str, type[Panel]] = {
    "lesions": LesionsPanel,
    "imaging": WithFiles,
    "discussions": Discussions,
    "prognosis": WithLines,
}


def panel(section: Section, translate: Translate, ways: Ways) -> Panel:
    """Make the panel of a section."""
    return _KINDS.get(section.id, Panel)(section, translate, ways)


def person(case: Document) -> Person:
    """Return sex and age, by which a laboratory value is high or low."""
    patient = group(case, "patient")
    return text(patient, "sex") or None, dates.age(patient, datetime.now().astimezone().date())


def ways_in(case: Callable[[], Document], ways: Ways) -> Ways:
    """Return how fields are edited in a case: they offer its lesions, and know whose values."""

    def offered(translate: Translate) -> tuple[Option, ...]:
        lesions = rows(case(), "lesions")
        return tuple(Option(text(r, "id"), wording.lesion(r, translate)) for r in lesions)

    columns = {**ways.columns, "treatments": ("kind", "date", "lesions", "detail")}
    columns["imaging"] = (
        *("modality", "region", "date", "place", "available", "report"),
        *("accession_number", "study_uid"),
    )
    options = {**ways.options, "treatments.lesions": offered}
    return Ways(ways.spell, ways.today, columns, options, lambda: person(case()))
