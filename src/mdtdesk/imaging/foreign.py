# SPDX-License-Identifier: MIT
"""The child's side of reading a case's files: PNG, JPEG, PDF and DICOM, known by what they hold."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from mdtdesk.children import refusal
from mdtdesk.domain import files
from mdtdesk.imaging import dicom, documents, pictures
from mdtdesk.imaging.refused import RefusedError

_DICOM_AT = 128


def read(path: Path) -> Iterator[Mapping[str, object]]:
    """Yield one line: the type, the digest of what was read, the content if it was made anew."""
    try:
        data = path.read_bytes()
    except OSError:
        yield refusal("file_unreadable", value=path.name)
        return
    media_type = media_type_of(data)
    if not media_type:
        yield refusal("file_kind" if data else "file_empty", value=path.name)
        return
    try:
        made = READERS[media_type](path, data)
    except RefusedError as refused:
        yield refusal(refused.code, "", value=path.name, **refused.values)
        return
    yield {"media_type": media_type, "read": hashlib.sha256(data).hexdigest(), **made}


def media_type_of(data: bytes) -> str:
    """Return what a file is by its first bytes, whatever its name says; empty for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return files.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return files.JPEG
    if data[_DICOM_AT : _DICOM_AT + 4] == b"DICM":
        return files.DICOM
    # readers of PDF accept a few bytes of a mail or a scanner before the header
    return files.PDF if b"%PDF-" in data[:1024] else ""


def _picture(_path: Path, data: bytes) -> Mapping[str, object]:
    made = pictures.encoded_anew(data)
    return {"content": _spelled(made.content), "small": _spelled(made.small)}


def _pdf(_path: Path, data: bytes) -> Mapping[str, object]:
    return {"small": _spelled(documents.first_page(data))}


def _dicom(path: Path, _data: bytes) -> Mapping[str, object]:
    return {"study": dicom.study(path), "small": _spelled(dicom.small(path))}


def _spelled(data: bytes) -> str:
    return b64encode(data).decode("ascii")


READERS: Mapping[str, Callable[[Path, bytes], Mapping[str, object]]] = {
    files.PNG: _picture,
    files.JPEG: _picture,
    files.PDF: _pdf,
    files.DICOM: _dicom,
}
