# SPDX-License-Identifier: MIT
"""Failures in words: one sentence for a line below a field, or a quiet dialog with two."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from mdtdesk import __version__, crashes
from mdtdesk.errors import Conflict, Denied, Problem, Rejected, Unavailable
from mdtdesk.i18n import Translate
from mdtdesk.ui.tasks import Broken, Failure, broken

# what a person can mend and then save again
_PASSES = frozenset(("disk_full", "no_permission", "io_error", "missing", "busy"))


def problem(translate: Translate, found: Problem) -> str:
    """Say one problem."""
    return translate(f"error.{found.code}", **found.values)


def sentence(translate: Translate, failure: Failure) -> str:
    """Say a failure in one sentence."""
    if isinstance(failure, Rejected):
        return "\n".join(problem(translate, each) for each in failure.problems)
    if isinstance(failure, Unavailable):
        return translate(f"unavailable.{failure.reason}", **failure.values)
    if isinstance(failure, Broken):
        return translate("message.broken", event=failure.event)
    return translate("message.conflict" if isinstance(failure, Conflict) else "message.denied")


def _what_then(translate: Translate, failure: Failure) -> str:
    """Say what was kept and what to do now."""
    if isinstance(failure, Broken):
        return "\n\n".join((translate("message.broken_what"), *_report(translate, failure)))
    if isinstance(failure, Conflict):
        return translate("message.conflict_what")
    if isinstance(failure, Unavailable) and failure.reason in _PASSES:
        return translate("message.typed_what")
    return translate("message.denied_what") if isinstance(failure, Denied) else ""


def tell(parent: QWidget, translate: Translate, failure: Failure) -> QMessageBox:
    """Show a failure in a dialog that blocks nothing but the window; the same one only once."""
    said, kind = sentence(translate, failure), _kind(failure)
    boxes = parent.findChildren(QMessageBox, "failure")
    shown = next((box for box in boxes if box.isVisible() and box.property("kind") == kind), None)
    if shown is not None:
        return shown
    heading = translate("message.rejected") if isinstance(failure, Rejected) else said
    more = said if isinstance(failure, Rejected) else _what_then(translate, failure)
    box = _box(parent, translate, heading, more)
    box.setProperty("kind", kind)
    if isinstance(failure, Broken):
        _offer_copy(box, translate, failure)
    box.open()
    return box


def tell_crashed(parent: QWidget, translate: Translate, event: str) -> QMessageBox:
    """Say that the window ended by a crash the last time, under which event and where it lies."""
    failure = Broken(event)
    more = (translate("message.crashed_what"), *_report(translate, failure))
    box = _box(parent, translate, translate("message.crashed", event=event), "\n\n".join(more))
    _offer_copy(box, translate, failure)
    box.open()
    return box


def _box(parent: QWidget, translate: Translate, heading: str, more: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setObjectName("failure")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(heading)
    box.setInformativeText(more)
    box.addButton(translate("message.close"), QMessageBox.ButtonRole.AcceptRole)
    return box


def _report(translate: Translate, failure: Broken) -> tuple[str, ...]:
    """Say where the report lies, if it could be written."""
    found = crashes.place(failure.event)
    return (translate("message.report_at", path=found),) if found is not None else ()


def _offer_copy(box: QMessageBox, translate: Translate, failure: Broken) -> None:
    """Add a button that copies what IT asks for, and leaves the dialog open."""
    facts = (f"mdtdesk {__version__}", failure.event, str(crashes.place(failure.event) or ""))
    copy = box.addButton(translate("message.copy_event"), QMessageBox.ButtonRole.ActionRole)
    copy.setObjectName("copy_event")
    copy.clicked.disconnect()  # from the box, which would close at any button
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(facts)))


def _kind(failure: Failure) -> str:
    """Return by what a failure is known to be the same again: a full disk refuses every write."""
    if isinstance(failure, Unavailable):
        return failure.reason
    return failure.event if isinstance(failure, Broken) else repr(failure)


def catch_bugs(show: Callable[[Broken], object]) -> None:
    """Log what a slot lets through, in place of Qt's trace on a terminal, and show its event id."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            show(broken(error))

    sys.excepthook = hook
