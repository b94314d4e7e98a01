# SPDX-License-Identifier: MIT
"""``policy check``: read a policy file as the program would, before it is put in its place."""

from __future__ import annotations

from pathlib import Path

from mdtdesk import policy
from mdtdesk.cli.answers import DONE, REFUSED
from mdtdesk.cli.grammar import Call
from mdtdesk.errors import Problem, Rejected


def check(call: Call) -> int:
    """Say what a policy file settles, or each of its faults; exit 1 for those."""
    file = Path(call.text("file"))
    if not file.is_file():
        raise Rejected([Problem("", "no_such_file", {"value": file})])
    try:
        read = policy.load(file)
    except policy.Broken as broken:
        for fault in broken.faults:
            words = policy.said(fault, call.translate)
            call.speaker.problem(fault.key, fault.code, words)
        call.speaker.tell(file=str(file), keys=[])
        return REFUSED
    keys = sorted(read.named)
    named = {"file": file, "count": len(keys), "keys": ", ".join(keys)}
    call.speaker.say(call.translate("policy.sound" if keys else "policy.sound_empty", **named))
    call.speaker.tell(file=str(file), keys=keys)
    return DONE
