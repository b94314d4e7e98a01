# SPDX-License-Identifier: MIT
"""An exception as bugs throw it: wherever it can, it holds what somebody typed."""

from __future__ import annotations

from mdtdesk import i18n


def fail(typed: str) -> Exception:
    """Return an exception whose messages, note, cause and locals hold what was typed."""
    try:
        try:
            i18n.labels(typed)
        except OSError as error:
            raise ValueError(f"cannot read {typed}") from error
    except ValueError as error:
        error.add_note(typed)
        return error
    raise AssertionError
