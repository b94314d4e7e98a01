# SPDX-License-Identifier: MIT
"""``doctor``: what IT asks first, without a password and without a patient: versions, places,
rights, fonts, the store's lock, the last backup, the policy in force.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mdtdesk import (
    __version__,
    app,
    crashes,
    logs,
    paths,
    policy,
    remote_folder,
    safekeeping,
    settings,
    system,
    updates,
)
from mdtdesk.cli.answers import DONE, REFUSED, said
from mdtdesk.cli.grammar import Call
from mdtdesk.errors import MdtdeskError
from mdtdesk.i18n import Translate
from mdtdesk.storage import key_file, layout

PARTS = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "cryptography")
FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, what was found, whether it is as it should be."""

    name: str
    found: str
    fine: bool = True


def run(call: Call) -> int:
    """Say what was found; exit 1 if anything is not as it should be."""
    named = call.text("store") or os.environ.get("MDTDESK_STORE") or settings.load().store
    findings = [*_program(call.translate), *_store(named, call.translate)]
    for each in findings:
        mark = call.translate("doctor.fine" if each.fine else "doctor.wrong")
        call.speaker.say(f"{mark}  {call.translate(f'doctor.{each.name}')}: {each.found}")
    call.speaker.tell(findings=[asdict(each) for each in findings])
    return DONE if all(each.fine for each in findings) else REFUSED


def _program(translate: Translate) -> Iterator[Finding]:
    system_name = f"{platform.system()} {platform.release()} {platform.machine()}"
    python = platform.python_version()
    yield Finding("program", f"mdtdesk {__version__}, Python {python}, {system_name}")
    yield Finding("parts", ", ".join(f"{name} {_version(name)}" for name in PARTS))
    yield Finding("installed", str(Path(sys.executable).resolve().parent))
    yield _written("settings", settings.directory(), translate)
    yield _written("log", logs.directory(), translate)
    yield _crashes(translate)
    yield _fonts(translate)
    yield from _policy(translate)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


def _written(name: str, folder: Path, translate: Translate) -> Finding:
    """Try to write, in the folder or in the nearest one above that is there."""
    try:
        there = next(each for each in (folder, *folder.parents) if each.is_dir())
        with tempfile.TemporaryFile(dir=there):
            return Finding(name, str(folder))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Finding(
            name, translate("doctor.not_written", place=folder, reason=reason), fine=False
        )


def _crashes(translate: Translate) -> Finding:
    reports = crashes.reports()
    if not reports:
        return Finding("crashes", translate("doctor.no_crashes"))
    return Finding("crashes", translate("doctor.crashed", count=len(reports), newest=reports[-1]))


def _fonts(translate: Translate) -> Finding:
    missing = [name for name in FONTS if not paths.resource("fonts", name).is_file()]
    if missing:
        words = translate("doctor.fonts_missing", names=", ".join(missing))
        return Finding("fonts", words, fine=False)
    return Finding("fonts", ", ".join(FONTS))


def _policy(translate: Translate) -> Iterator[Finding]:
    try:
        read = policy.load(policy.place())
    except policy.Broken as broken:
        for fault in broken.faults:
            words = f"{fault.key} {policy.said(fault, translate)}".strip()
            yield Finding("policy", f"{broken.path}: {words}", fine=False)
        return
    found = ", ".join(sorted(read.named)) or translate("doctor.none")
    yield Finding("policy", f"{policy.place()}: {found}")
    if read.announcement:
        yield _update(read, translate)


def _update(read: policy.Policy, translate: Translate) -> Finding:
    told = updates.look_within(read)
    values = {"file": read.announcement, "version": told.version, "place": told.place or "–"}
    words = translate(f"announcement.state.{told.state}", **values)
    return Finding("update", words, fine=told.state in ("current", "newer"))


def _store(named: str, translate: Translate) -> Iterator[Finding]:
    if not named:
        yield Finding("store", translate("doctor.no_store"))
        return
    directory = Path(named)
    if not app.is_store(directory):
        words = translate("doctor.not_a_store", place=directory)
        yield Finding("store", words, fine=False)
        return
    here = layout.of(directory)
    try:
        found = key_file.read(here.directory)
    except MdtdeskError as error:
        words = " ".join(words for _, _, words in said(error, translate))
        yield Finding("store", f"{here.directory}: {words}", fine=False)
        return
    yield Finding("store", translate("doctor.schema", place=here.directory, schema=found.schema))
    if remote_folder.is_remote_folder(here.directory):
        yield Finding("place", translate("doctor.remote"), fine=False)
    yield _written("store_rights", here.directory, translate)
    yield _lock(here, translate)
    yield from _backups(directory, translate)


def _lock(here: layout.Layout, translate: Translate) -> Finding:
    holder = system.FileLock(here.lock).holder()
    if holder is None:
        return Finding("lock", translate("doctor.free"))
    values = {"person": holder.person, "host": holder.host, "process": holder.process}
    return Finding("lock", translate("doctor.held", **values))


def _backups(directory: Path, translate: Translate) -> Iterator[Finding]:
    for place in safekeeping.look(directory, safekeeping.places(directory, settings.load())):
        if place.missing:
            yield Finding("backup", translate("doctor.missing", place=place.folder), fine=False)
        elif place.newest is None:
            words = translate("doctor.no_backup", place=place.folder)
            yield Finding("backup", words, fine=False)
        else:
            at = place.newest.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
            words = translate("doctor.backup_of", place=place.folder, at=at)
            yield Finding("backup", words)
