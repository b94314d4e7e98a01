# SPDX-License-Identifier: MIT
"""The kill cases of a case's files: add, remove, forget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import samples
import weekly
from kill.calls import Call
from mdtdesk.domain.files import AddFilesDraft, ForgetDraft, RemoveFileDraft, Study
from mdtdesk.services import attachments
from mdtdesk.services.context import Context

SPINE = "DEMO-26007"


def _with_files(team: Context) -> tuple[str, str]:
    case_id = weekly.registered(team, SPINE)
    file = samples.read()
    attachments.add(team, AddFilesDraft(case_id, (file,)))
    return case_id, file.digest


def _add(team: Context) -> Call:
    case_id = weekly.registered(team, SPINE)
    slice_ = samples.read("a.dcm", samples.dicom())
    study = Study(samples.STUDY, "mri", "2026-11-03", "TSPINE")
    slice_ = replace(slice_, study=study)
    return Call(attachments.add, AddFilesDraft(case_id, (samples.read(), slice_)))


def _remove(team: Context) -> Call:
    return Call(attachments.remove, RemoveFileDraft(*_with_files(team)))


def _forget(team: Context) -> Call:
    attachments.remove(team, RemoveFileDraft(*_with_files(team)))
    return Call(attachments.forget, ForgetDraft())


COMMANDS: dict[str, Callable[[Context], Call]] = {
    "attachments.add": _add,
    "attachments.remove": _remove,
    "attachments.forget": _forget,
}
