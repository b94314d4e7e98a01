# SPDX-License-Identifier: MIT
"""The report of a restore test for IT: what was done with which backup, how it ended, figures."""

from __future__ import annotations

from datetime import datetime

from mdtdesk.domain import audit
from mdtdesk.domain.backups import RestoreTest
from mdtdesk.domain.prints import Letterhead, Stamp
from mdtdesk.i18n import Translate
from mdtdesk.reports.blocks import (
    Column,
    Labelled,
    Line,
    Strips,
    gap,
    labelled,
    notice,
    section,
    signatures,
    table,
)
from mdtdesk.reports.page import Frame, document
from mdtdesk.reports.strips import Strip
from mdtdesk.reports.style import BODY, DANGER, FINE, MM, TEXT_WIDTH

_LABEL = 34 * MM


def render(test: RestoreTest, translate: Translate) -> bytes:
    """Return the report as PDF."""
    body = [
        *_outcome(test, translate),
        gap(12),
        *_about(test, translate),
        gap(12),
        *_steps(test, translate),
        gap(12),
        *_counts(test, translate),
    ]
    return document(_frame(test, translate), body, _foot(translate), translate)


def _frame(test: RestoreTest, translate: Translate) -> Frame:
    stamp = Stamp(shown(test.at), test.by, test.version, audit.short(test.backup.audit_head))
    return Frame(
        title=translate("restore_test.title"),
        note=translate("restore_test.note"),
        letterhead=Letterhead(test.hospital, test.department),
        stamp=stamp,
        name="",
        strip=(
            (translate("restore_test.store"), test.store),
            (translate("restore_test.day"), test.at[:10]),
            (translate("restore_test.host"), test.host),
        ),
    )


def shown(moment: str | datetime) -> str:
    """Return a moment to the minute."""
    text = moment if isinstance(moment, str) else moment.astimezone().isoformat()
    return text[:16].replace("T", " ")


def size(count: int) -> str:
    """Return bytes as megabytes."""
    return f"{count / 1e6:,.1f} MB"


def _outcome(test: RestoreTest, translate: Translate) -> Strips:
    if test.passed:
        return notice(translate("restore_test.passed"), "", TEXT_WIDTH, FINE)
    return notice(translate("restore_test.failed"), "", TEXT_WIDTH, DANGER)


def _about(test: RestoreTest, translate: Translate) -> Strips:
    made = test.backup
    rows = (
        ("backup", made.path.name),
        ("folder", str(made.path.parent)),
        ("made_at", shown(made.made_at)),
        ("size", size(made.size)),
        ("schema", str(made.schema)),
        ("head", made.audit_head),
        ("store_id", test.store_id),
        ("by", test.by),
        ("program", f"mdtdesk {test.version}"),
    )
    said = [Labelled(translate(f"restore_test.{key}"), words) for key, words in rows]
    return section(translate("restore_test.about"), TEXT_WIDTH, labelled(said, TEXT_WIDTH, _LABEL))


def _steps(test: RestoreTest, translate: Translate) -> Strips:
    columns = (
        Column(translate("restore_test.done"), 118 * MM),
        Column(translate("restore_test.seconds"), 22 * MM, BODY, "right"),
        Column(translate("restore_test.outcome"), TEXT_WIDTH - 140 * MM, BODY.strong(), "right"),
    )
    lines = [
        Line(
            (
                translate(f"restore_test.step.{step.name}"),
                f"{step.seconds:.2f}",
                translate("restore_test.good" if step.passed else "restore_test.bad"),
            ),
            note="" if step.passed else translate("restore_test.found", found=step.found),
        )
        for step in test.steps
    ]
    return section(translate("restore_test.steps"), TEXT_WIDTH, table(columns, lines))


def _counts(test: RestoreTest, translate: Translate) -> Strips:
    if not test.counts:
        return []
    columns = (
        Column(translate("restore_test.table"), 90 * MM),
        Column(translate("restore_test.told"), 45 * MM, BODY, "right"),
        Column(translate("restore_test.counted"), TEXT_WIDTH - 135 * MM, BODY, "right"),
    )
    held = [row for row in test.counts if row[1] or row[2]]
    lines = [Line((name, f"{told:,}", f"{found:,}")) for name, told, found in held]
    total = translate(
        "restore_test.total",
        tables=len(test.counts),
        rows=f"{sum(row[2] for row in test.counts):,}",
        audit=f"{test.audit_rows:,}",
    )
    return section(translate("restore_test.rows"), TEXT_WIDTH, table(columns, lines), note=total)


def _foot(translate: Translate) -> Strip:
    here, when = translate("summary.sign.here"), translate("summary.sign.date")
    return signatures([(translate("restore_test.signs"), here, when)])
