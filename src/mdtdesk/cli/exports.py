# SPDX-License-Identifier: MIT
"""``export``: a JSON list of case documents; a file appears only when it is whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mdtdesk import exporting
from mdtdesk.cli import files, signing
from mdtdesk.cli.answers import DONE, Answer
from mdtdesk.cli.grammar import Call
from mdtdesk.services import cases, exports
from mdtdesk.services.context import Context


def run(call: Call) -> int:
    """Export the named cases, or all of them."""
    target = call.text("output")
    name = "" if target == files.STANDARD else Path(target).name
    make = exporting.deidentified if call.flag("deidentified") else exporting.plain
    with signing.signed_in(call) as signed:
        made = make(signed.context, _chosen(call, signed.context), name or target)
    call.speaker.tell(file=target, cases=made.cases, sha256=made.sha256, documents=None)
    if target != files.STANDARD:
        files.write(Path(target), made.text.encode())
        call.speaker.say(call.translate("cli.exported", count=made.cases, path=target))
    elif isinstance(call.speaker, Answer) and call.speaker.as_json:
        call.speaker.tell(documents=json.loads(made.text))
    else:
        sys.stdout.write(made.text)
    return DONE


def _chosen(call: Call, context: Context) -> tuple[str, ...]:
    named = call.many("case")
    if not named:
        return exports.every(context)
    return tuple(dict.fromkeys(cases.find(context, key) for key in named))
