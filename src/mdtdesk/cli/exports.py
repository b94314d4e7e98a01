# SPDX-License-Identifier: MIT
"""``export``: a JSON list of case documents; a file appears only when it is whole."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from mdtdesk.cli import files, signing
from mdtdesk.cli.answers import DONE, Answer
from mdtdesk.cli.grammar import Call
from mdtdesk.domain.document import Document
from mdtdesk.errors import Problem, Rejected
from mdtdesk.exchange.case_document import written
from mdtdesk.services import cases, exports
from mdtdesk.services.context import Context
from mdtdesk.services.exports import STEP, Exported


def run(call: Call) -> int:
    """Export the named cases, or all of them."""
    if call.flag("deidentified"):
        raise Rejected([Problem("--deidentified", "not_yet", {})])
    target = call.text("output")
    with signing.signed_in(call) as signed:
        chosen = _chosen(call, signed.context)
        text = "".join(written(_read(signed.context, chosen)))
        data = text.encode()
        digest = hashlib.sha256(data).hexdigest()
        name = "" if target == files.STANDARD else Path(target).name
        exports.leave_audit(signed.context, Exported(name or target, digest, chosen))
    call.speaker.tell(file=target, cases=len(chosen), sha256=digest, documents=None)
    if target != files.STANDARD:
        files.write(Path(target), data)
        call.speaker.say(call.translate("cli.exported", count=len(chosen), path=target))
    elif isinstance(call.speaker, Answer) and call.speaker.as_json:
        call.speaker.tell(documents=json.loads(text))
    else:
        sys.stdout.write(text)
    return DONE


def _chosen(call: Call, context: Context) -> tuple[str, ...]:
    named = call.many("case")
    if not named:
        return exports.every(context)
    return tuple(dict.fromkeys(cases.find(context, key) for key in named))


def _read(context: Context, chosen: tuple[str, ...]) -> Iterator[Document]:
    for start in range(0, len(chosen), STEP):
        yield from exports.step(context, chosen[start : start + STEP])
