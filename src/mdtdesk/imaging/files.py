# SPDX-License-Identifier: MIT
"""Reads files that are to be added to a case, each in the child process with its limits."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from pathlib import Path

from mdtdesk import children
from mdtdesk.children import Answer, Parser
from mdtdesk.domain.files import LARGEST, ReadFile, Study
from mdtdesk.errors import Problem, Rejected

_MEGABYTE = 1_000_000


class FileReader(Parser):
    """Reads PNG, JPEG, PDF and DICOM files."""

    def __init__(self, *, seconds: float = children.SECONDS) -> None:
        super().__init__("files", seconds=seconds)

    def read(self, path: Path) -> ReadFile:
        """Return what is kept of a file. Raises Rejected with the reason."""
        path = path.absolute()
        if path.is_file() and path.stat().st_size > LARGEST:
            most = LARGEST // _MEGABYTE
            raise Rejected([Problem("", "file_bytes", {"value": path.name, "most": most})])
        answers = list(self.answers(path))
        return _read(path, answers[0])


def _read(path: Path, told: Answer) -> ReadFile:
    if "content" in told:
        content = b64decode(told["content"])
        digest = hashlib.sha256(content).hexdigest()
    else:
        content = _as_it_was(path, str(told["read"]))
        digest = str(told["read"])
    study = Study(**told["study"]) if told.get("study") else None
    small = b64decode(told.get("small", ""))
    return ReadFile(path.name, digest, str(told["media_type"]), content, small, study)


def _as_it_was(path: Path, digest: str) -> bytes:
    """Return the bytes that the child looked at, and no others that lie there now."""
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise Rejected([Problem("", "file_unreadable", {"value": path.name})])
    return content
