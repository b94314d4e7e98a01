# SPDX-License-Identifier: MIT
"""``print``: PDFs made from what is committed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from mdtdesk.cli import files, signing
from mdtdesk.cli.answers import DONE
from mdtdesk.cli.grammar import Call, UsageError
from mdtdesk.errors import Problem, Rejected
from mdtdesk.i18n import Language
from mdtdesk.services import cases, documents, meetings
from mdtdesk.services.context import Context, refuse_pdf
from mdtdesk.services.documents import Printed


def summary(call: Call) -> int:
    """Print a case's review summary in the language asked for."""
    return _of_case(call, documents.summary)


def request(call: Call) -> int:
    """Print the request that a case be discussed."""
    return _of_case(call, documents.request)


def of_meeting(call: Call) -> int:
    """Print one of a meeting's prints, named by the verb's last word."""
    what = call.verb.words[-1].replace("-", "_")
    _check(call)
    with signing.signed_in(call) as signed:
        meeting_id = _meeting(signed.context, call.text("meeting"))
        made = documents.of_meeting(signed.context, meeting_id, what, call.translate.language)
    call.speaker.tell(meeting=call.text("meeting"))
    return _write(call, made)


def _of_case(call: Call, query: Callable[[Context, str, Language], Printed]) -> int:
    _check(call)
    with signing.signed_in(call) as signed:
        case_id = cases.find(signed.context, call.text("case"))
        made = query(signed.context, case_id, call.translate.language)
    call.speaker.tell(case=call.text("case"))
    return _write(call, made)


def _meeting(context: Context, key: str) -> str:
    """Return the meeting of a day or an id. Raises Rejected where there is none, or several."""
    held = [row for row in meetings.rows(context) if row.state != "cancelled" or row.id == key]
    found = [row.id for row in held if key in (row.id, row.date)]
    if len(found) != 1:
        code = "several_meetings" if found else "no_such_meeting"
        raise Rejected([Problem("", code, {"value": key})])
    return found[0]


def _check(call: Call) -> None:
    refuse_pdf()
    if call.text("output") == files.STANDARD and call.flag("json"):
        raise UsageError("json_or_standard")


def _write(call: Call, made: Printed) -> int:
    target = call.text("output")
    call.speaker.tell(
        file=target,
        language=call.translate.language,
        sha256=made.digest,
        audited=made.audited,
    )
    if target == files.STANDARD:
        sys.stdout.buffer.write(made.pdf)
        return DONE
    files.write(Path(target), made.pdf)
    call.speaker.say(call.translate("cli.printed", path=target))
    if not made.audited:
        call.speaker.say(call.translate("cli.not_audited"))
    return DONE
