# SPDX-License-Identifier: MIT
"""The de-identified export from the window: where to, then made and written beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mdtdesk import exporting, system
from mdtdesk.domain.roles import allowing
from mdtdesk.services import exports
from mdtdesk.storage import faults
from mdtdesk.ui.actions import Slot
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.preview.saving import Kind, Saving
from mdtdesk.ui.tasks import Task


def slots(desk: Desk, parent: QWidget, chosen: Callable[[], tuple[str, ...]]) -> Mapping[str, Slot]:
    """Return the export for who may: of what is selected if that is several cases, else of all."""
    if desk.actor is None or allowing(desk.actor.roles, "export") is None:
        return {}

    def export() -> None:
        cases = chosen()
        ask(desk, parent, cases if len(cases) > 1 else ())

    return {"export_deidentified": export}


def ask(desk: Desk, parent: QWidget, chosen: tuple[str, ...]) -> None:
    """Ask where these cases are to be written, all of them if none are named."""
    title = "export.chosen" if chosen else "export.all"
    words = desk.translate(title, count=len(chosen))
    saving = Saving(desk, parent, Kind(words, "json", "export_folder"))
    saving.chosen.connect(lambda path: _write(desk, path, chosen))
    saving.ask("deidentified.json")


def _write(desk: Desk, path: Path, chosen: tuple[str, ...]) -> None:
    context = desk.context
    if context is None:
        return

    def job(_task: Task[int]) -> int:
        made = exporting.deidentified(context, chosen or exports.every(context), path.name)
        with faults.files(path):
            system.write_whole(path, made.text.encode())
        return made.cases

    def done(count: int) -> None:
        desk.say("export.done", count=count, file=path.name)

    desk.say("export.doing")
    desk.work(job, done=done)
