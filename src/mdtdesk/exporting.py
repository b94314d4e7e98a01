# SPDX-License-Identifier: MIT
"""Makes the text of an export, for the window and the command line alike; left for the audit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mdtdesk.domain.document import Document, text
from mdtdesk.exchange.case_document import written
from mdtdesk.services import exports
from mdtdesk.services.context import Context
from mdtdesk.services.exports import STEP, Exported

Step = Callable[[Context, tuple[str, ...]], tuple[Document, ...]]


@dataclass(frozen=True, slots=True)
class Export:
    """A JSON list of cases, its SHA-256 and how many they are."""

    text: str = field(repr=False)
    sha256: str
    cases: int


def plain(context: Context, chosen: tuple[str, ...], file: str) -> Export:
    """Return cases as they are recorded. Raises Unavailable where the audit cannot be left."""
    return _left(context, Exported(file, "", chosen), _steps(context, chosen, exports.step))


def deidentified(context: Context, chosen: tuple[str, ...], file: str) -> Export:
    """Return what may leave the house of cases, in an order that tells nothing."""
    found = _steps(context, chosen, exports.deidentified_step)
    cases = sorted(found, key=lambda case: text(case, "case"))
    return _left(context, Exported(file, "", chosen, deidentified=True), iter(cases))


def _steps(context: Context, chosen: tuple[str, ...], step: Step) -> Iterator[Document]:
    for start in range(0, len(chosen), STEP):
        yield from step(context, chosen[start : start + STEP])


def _left(context: Context, made: Exported, cases: Iterator[Document]) -> Export:
    whole = "".join(written(cases))
    digest = hashlib.sha256(whole.encode()).hexdigest()
    told = Exported(made.file, digest, made.case_ids, made.deidentified)
    exports.leave_audit(context, told)
    return Export(whole, digest, len(made.case_ids))
