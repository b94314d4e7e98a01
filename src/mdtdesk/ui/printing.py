# SPDX-License-Identifier: MIT
"""What a page says when it wants a print: of which case, and where to go back to."""

from __future__ import annotations

from dataclasses import dataclass

PLACE = "print"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown and printed; ``back`` is the page it came from.

    case_id  the case, or the meeting where ``what`` is a print of a meeting
    what     the print: the review summary, or one of a meeting's
    """

    case_id: str
    back: str = "case"
    what: str = "summary"
