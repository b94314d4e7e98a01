# SPDX-License-Identifier: MIT
"""``print``: PDFs made from what is committed."""

from __future__ import annotations

import sys
from pathlib import Path

from mdtdesk.cli import files, signing
from mdtdesk.cli.answers import DONE
from mdtdesk.cli.grammar import Call, UsageError
from mdtdesk.services import cases, documents


def summary(call: Call) -> int:
    """Print a case's review summary in the language asked for."""
    target, language = call.text("output"), call.translate.language
    if target == files.STANDARD and call.flag("json"):
        raise UsageError("json_or_standard")
    with signing.signed_in(call) as signed:
        case_id = cases.find(signed.context, call.text("case"))
        made = documents.summary(signed.context, case_id, language)
    call.speaker.tell(
        file=target,
        case=call.text("case"),
        language=language,
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
