# SPDX-License-Identifier: MIT
"""The running program as Qt knows it, of the kind that has windows."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication


def program() -> QApplication:
    """Return it. Raises TypeError before it was made."""
    found = QApplication.instance()
    if not isinstance(found, QApplication):
        raise TypeError(found)
    return found
