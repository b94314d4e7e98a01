# SPDX-License-Identifier: MIT
"""The state of the store in words: backups, checks, contents, the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mdtdesk.domain import audit
from mdtdesk.domain.backups import (
    COUNTED,
    OLD,
    PASSED,
    TEST_EVERY,
    Health,
    Kept,
    Noted,
    Place,
    Preview,
)
from mdtdesk.i18n import Translate
from mdtdesk.ui import settled
from mdtdesk.ui.administration.table_words import Block, Row
from mdtdesk.ui.status_line import newest_words


def size(count: int) -> str:
    """Return bytes in the unit a person would use."""
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.1f} MB"


def moment(at: datetime) -> str:
    """Return a moment to the minute, by this machine's clock."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def blocks(health: Health, now: datetime, translate: Translate) -> tuple[Block, ...]:
    """Return everything that is shown; a damaged store does not say what it cannot read."""
    return tuple(block for block in _blocks(health, now, translate) if block.rows)


def _blocks(health: Health, now: datetime, translate: Translate) -> tuple[Block, ...]:
    database, files = health.sizes
    found, known = health.schema
    rows, head = health.audit
    return (
        Block(translate("health.backups"), (), tuple(_places(health, now, translate))),
        Block(
            translate("health.checks"),
            (),
            (
                _sound(health, translate),
                _checked(health.checked, translate),
                _tested(health.tested, now, translate),
            ),
        ),
        Block(
            translate("health.contents"),
            (),
            tuple(
                Row(translate(f"health.count.{name}"), f"{health.counts[name]:,}")
                for name in COUNTED
                if name in health.counts
            ),
        ),
        Block(
            translate("health.database"),
            (str(health.path),),
            (
                Row(translate("health.size"), size(database)),
                Row(translate("health.files_size"), size(files)),
                Row(translate("health.schema"), translate("health.of", found=found, known=known)),
                *((Row(translate("health.audit_rows"), f"{rows:,}"),) if head else ()),
                *((Row(translate("health.audit_head"), audit.short(head)),) if head else ()),
                Row(translate("health.waiting"), f"{health.waiting:,}"),
            ),
        ),
    )


def _places(health: Health, now: datetime, translate: Translate) -> Iterator[Row]:
    for at, place in enumerate(health.places):
        name = translate("health.second" if at else "health.first")
        if settled.holds("backup.second" if at else "backup.first"):
            name = settled.words(name, translate)
        yield Row(f"{name}\n{place.folder}", *_newest(place, now, translate))
        if place.rows:
            total = sum(row.size for row in place.rows)
            free = size(place.free) if place.free is not None else "?"
            words = {"count": len(place.rows), "size": size(total), "free": free}
            yield Row(translate("health.kept"), translate("health.kept_of", **words))
    if len(health.places) == 1:
        yield Row(translate("health.second"), translate("health.no_second"), "warning")


def _newest(place: Place, now: datetime, translate: Translate) -> tuple[str, str]:
    if place.missing:
        return translate("health.away"), "warning"
    newest = place.newest
    if newest is None:
        return translate("shell.backup_none"), "warning"
    late = now - newest.made_at > OLD
    return newest_words(newest.made_at, translate), "warning" if late else "fine"


def _sound(health: Health, translate: Translate) -> Row:
    state = "damaged" if health.damaged else "open"
    tone = "danger" if health.damaged else "fine"
    return Row(translate("health.state"), translate(f"health.state_{state}"), tone)


def _checked(noted: Noted | None, translate: Translate) -> Row:
    name = translate("health.checked")
    if noted is None:
        return Row(name, translate("health.never"), "warning")
    faults = int(noted.words) if noted.words.isdigit() else 0
    key = "health.faults" if faults else "health.no_faults"
    words = translate(key, count=faults, at=_said(noted.at), by=noted.by)
    return Row(name, words, "danger" if faults else "fine")


def _tested(noted: Noted | None, now: datetime, translate: Translate) -> Row:
    name = translate("health.tested")
    if noted is None:
        return Row(name, translate("health.never_tested"), "warning")
    passed = noted.words == PASSED
    key = "health.test_passed" if passed else "health.test_failed"
    late = now - datetime.fromisoformat(noted.at) > TEST_EVERY
    tone = "danger" if not passed else "warning" if late else "fine"
    return Row(name, translate(key, at=_said(noted.at), by=noted.by), tone)


def _said(at: str) -> str:
    return at[:16].replace("T", " ")


def lost(preview: Preview, translate: Translate) -> tuple[str, ...]:
    """Return what a restore would undo, a line each; never nothing."""
    if not preview.readable:
        return (translate("health.lost_unknown"),)
    listed = translate("wording.list")
    lines = []
    if preview.added:
        cases = listed.join(preview.added)
        lines.append(translate("health.lost_cases", count=len(preview.added), cases=cases))
    if preview.changed:
        cases = listed.join(preview.changed)
        lines.append(translate("health.lost_changes", count=len(preview.changed), cases=cases))
    if preview.decisions:
        cases = listed.join(preview.decisions)
        count = sum(preview.decisions.values())
        lines.append(translate("health.lost_decisions", count=count, cases=cases))
    if preview.audit_rows:
        lines.append(translate("health.lost_rows", count=f"{preview.audit_rows:,}"))
    return tuple(lines) or (translate("health.lost_nothing"),)


def kept(made: Kept, translate: Translate) -> str:
    """Say where a backup was put, and what is wrong with others."""
    said = [translate("health.backed_up", path=made.row.path)]
    if made.second is not None:
        reason = made.second_fault
        said.append(
            translate(f"unavailable.{reason}", path=made.second, found="")
            if reason
            else translate("health.copied", path=made.second)
        )
    said += [translate("health.found_damaged", path=path) for path in made.damaged]
    return "\n".join(said)
