# SPDX-License-Identifier: MIT
"""What is wrong with a field, in words."""

from __future__ import annotations

from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate


def sentence(problem: Problem, translate: Translate) -> str:
    """Say a fault: of typed text (its code names the catalogue's part) or of a value."""
    key = problem.code if "." in problem.code else f"error.{problem.code}"
    return translate(key, **problem.values)
