# SPDX-License-Identifier: MIT
"""Puts together what the sheet shows of an instrument or of a department's rule."""

from __future__ import annotations

from mdtdesk.domain import checks_department
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.switches import Rescored, Switch
from mdtdesk.i18n import Translate
from mdtdesk.ui.administration.sheet import Shown
from mdtdesk.ui.administration.table_words import Block, blocks

_STATUS = {
    "ready": "ready",
    "department must confirm": "confirm",
    "record only": "record",
}


def name(of: Switch, translate: Translate) -> str:
    """Return the name of an instrument or a rule."""
    whose = checks_department.load()[of.id] if of.kind == "rule" else tables.of(of.id)
    return whose.name[translate.language]


def shown(
    of: Switch, rescored: Rescored | None, roles: frozenset[str], translate: Translate
) -> Shown:
    """Return what the sheet shows; ``roles`` are those the person may turn switches as."""
    if of.kind == "rule":
        return _rule(of, roles, translate)
    table = tables.of(of.id)
    status = translate(f"switch.status.{_STATUS[table.status]}")
    subtitle = translate("switch.subtitle", status=status, version=table.version)
    bands = {band.id: band.label[translate.language] for band in table.bands}
    whole = tuple(blocks(table, translate))
    return Shown(of, table.name[translate.language], subtitle, whole, roles, rescored, bands)


def _rule(of: Switch, roles: frozenset[str], translate: Translate) -> Shown:
    rule, language = checks_department.load()[of.id], translate.language
    status = translate("switch.status.confirm")
    subtitle = translate("switch.subtitle", status=status, version=rule.version)
    about = [
        Block(translate("switch.condition"), (rule.text[language],)),
        Block(translate("switch.looks_at"), (_procedures(rule.types, translate),)),
    ]
    if rule.without:
        about.append(Block(translate("switch.silent"), (_procedures(rule.without, translate),)))
    about.append(Block(translate("switch.source"), (rule.source[language],)))
    return Shown(of, rule.name[language], subtitle, tuple(about), roles)


def _procedures(types: tuple[str, ...], translate: Translate) -> str:
    return translate("wording.list").join(translate.code("procedure_type", code) for code in types)
