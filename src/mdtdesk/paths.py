# SPDX-License-Identifier: MIT
"""Where the program's own files lie: the only code that knows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _resources() -> Path:
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a bundled file or folder, from the wheel or from the checkout."""
    return _resources().joinpath(*parts)
