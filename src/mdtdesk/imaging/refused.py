# SPDX-License-Identifier: MIT
"""Why a foreign file is not taken: a code of the errors with what its sentence names."""

from __future__ import annotations


class RefusedError(Exception):
    """Raised in the child; the parent is told the code."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)
