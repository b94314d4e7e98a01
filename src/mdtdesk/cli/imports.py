# SPDX-License-Identifier: MIT
"""``import``: case documents of a file, one line of answer a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mdtdesk.cli import answers, signing
from mdtdesk.cli.answers import DONE, REFUSED
from mdtdesk.cli.grammar import Call
from mdtdesk.domain.changes import Answered
from mdtdesk.domain.importing import whole_or_nothing
from mdtdesk.domain.imports import ANSWERS, NOT_TAKEN, CaseFile, Step, draft
from mdtdesk.errors import Rejected
from mdtdesk.exchange.case_document import Reader
from mdtdesk.services import imports
from mdtdesk.services.context import Context


def run(call: Call) -> int:
    """Import a file whole or not at all; with ``--valid-only`` without what is refused."""
    update, dry = call.flag("update"), call.flag("dry-run")
    call.speaker.tell(file=call.text("file"), dry_run=dry, written=False, counts={}, documents=[])
    with signing.signed_in(call, writer=not dry) as signed:
        with Reader() as reader:
            file = reader.read(Path(call.text("file")))
        if dry:
            steps = imports.preview(signed.context, file.entries, update=update)
            return _answer(call, _answered(call, steps), steps, written=False)
        return _import(call, signed.context, file)


def _import(call: Call, context: Context, file: CaseFile) -> int:
    valid_only, update = call.flag("valid-only"), call.flag("update")
    steps: tuple[Step, ...] = ()
    if valid_only or any(entry.problems for entry in file.entries):
        steps = imports.preview(context, file.entries, update=update)
    try:
        done = imports.run(context, draft(file, update=update, valid_only=valid_only))
    except Rejected as refused:
        steps = steps or imports.preview(context, file.entries, update=update)
        if not any(step.problems for step in steps):
            raise refused  # what only the writing finds has no document to stand at
        return _answer(call, _answered(call, steps), steps, written=False)
    return _answer(call, done.answers, steps, written=True)


def _answered(call: Call, steps: Sequence[Step]) -> list[Answered]:
    whole = whole_or_nothing(steps, valid_only=call.flag("valid-only"))
    return [Answered(step.answer, step.number, step.path) for step in whole]


def _answer(
    call: Call, answered: Sequence[Answered], steps: Sequence[Step], *, written: bool
) -> int:
    for each in answered:
        call.speaker.say("\t".join((each.answer, each.number, answers.one_line(each.path))))
    counts = Counter(each.answer for each in answered)
    call.speaker.tell(
        written=written and bool(counts["created"] + counts["updated"]),
        counts={answer: counts[answer] for answer in ANSWERS},
        documents=[{"answer": a.answer, "number": a.number, "path": a.path} for a in answered],
    )
    for problem in (problem for step in steps for problem in step.problems):
        words = answers.problem(problem, call.translate)
        call.speaker.problem(problem.path, problem.code, words)
    return REFUSED if any(counts[answer] for answer in NOT_TAKEN) else DONE
