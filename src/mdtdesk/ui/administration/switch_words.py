# SPDX-License-Identifier: MIT
"""How a switch stands, in words: its state, who confirmed it, who switched it off and why."""

from __future__ import annotations

from collections.abc import Iterator

from mdtdesk.domain import dates
from mdtdesk.domain.switches import ROLES, Moved, Switch
from mdtdesk.i18n import Translate


def state(of: Switch, translate: Translate) -> str:
    """Say the state."""
    return translate(f"switch.state.{of.state}")


def standing(of: Switch, translate: Translate) -> Iterator[str]:
    """Say, line by line, whose confirmations hold and what came before."""
    if of.free:
        yield translate("switch.needs_nobody")
        return
    for role in ROLES:
        turn = of.confirmed_by(role)
        named = translate.code("role", role)
        if turn is None:
            yield translate("switch.not_confirmed", role=named)
        else:
            at = dates.show_moment(turn.at, translate)
            yield translate("switch.confirmed", role=named, person=turn.person, at=at)
    if of.outdated:
        yield translate("switch.outdated", old=of.outdated, new=of.version)
    if of.off and not of.chair and not of.administrator:
        at = dates.show_moment(of.off.at, translate)
        reason = translate.code("switch_off_reason", of.off.reason)
        yield translate("switch.switched_off", person=of.off.person, at=at, reason=reason)
        if of.off.words:
            yield of.off.words


def moved(of: Moved, bands: dict[str, str], translate: Translate) -> str:
    """Say what a corrected table makes of one kept result."""
    unknown = translate("switch.no_band")
    old, new = (bands.get(band, band) or unknown for band in (of.old_band, of.band))
    totals = ("–" if total is None else str(total) for total in (of.old_total, of.total))
    old_total, total = totals
    return translate("switch.moved", old=old, old_total=old_total, new=new, total=total)
