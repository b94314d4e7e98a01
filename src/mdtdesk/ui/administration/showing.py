# SPDX-License-Identifier: MIT
"""Puts together what the sheet shows of an instrument or of a department's rule."""

from __future__ import annotations

from mdtdesk.domain.instruments import tables
from mdtdesk.domain.switches import Rescored, Switch
from mdtdesk.i18n import Translate
from mdtdesk.ui.administration.sheet import Shown
from mdtdesk.ui.administration.table_words import blocks

_STATUS = {
    "ready": "ready",
    "department must confirm": "confirm",
    "record only": "record",
}


def name(of: Switch, translate: Translate) -> str:
    """Return the name of an instrument or a rule."""
    return tables.of(of.id).name[translate.language]


def shown(
    of: Switch, rescored: Rescored | None, roles: frozenset[str], translate: Translate
) -> Shown:
    """Return what the sheet shows; ``roles`` are those the person may turn switches as."""
    table = tables.of(of.id)
    status = translate(f"switch.status.{_STATUS[table.status]}")
    subtitle = translate("switch.subtitle", status=status, version=table.version)
    bands = {band.id: band.label[translate.language] for band in table.bands}
    whole = tuple(blocks(table, translate))
    return Shown(of, table.name[translate.language], subtitle, whole, roles, rescored, bands)
