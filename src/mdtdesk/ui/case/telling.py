# SPDX-License-Identifier: MIT
"""The lines under a case's head: what a doctor has yet to confirm."""

from __future__ import annotations

from collections.abc import Iterator

from mdtdesk.i18n import Translate
from mdtdesk.ui.case.banner import Told
from mdtdesk.ui.case.overview import View, unconfirmed_fields


def told(view: View, translate: Translate) -> tuple[Told, ...]:
    """Return the lines, the one that matters most first."""
    return tuple(_unconfirmed(view, translate))


def _unconfirmed(view: View, translate: Translate) -> Iterator[Told]:
    count = len(unconfirmed_fields(view))
    if count:
        words = translate(
            "case.unconfirmed_one" if count == 1 else "case.unconfirmed_many", count=count
        )
        may = view.rights.confirm
        yield Told(words, (("confirm", translate("case.confirm")),) if may else ())
