# SPDX-License-Identifier: MIT
"""Files of a case: what was read of one, its row in the case document, what its study says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mdtdesk.domain.document import Document, Value, change, document, number, rows, text
from mdtdesk.domain.ids import new_id

PNG, JPEG, PDF, DICOM = "image/png", "image/jpeg", "application/pdf", "application/dicom"
PICTURES = (PNG, JPEG)
ENDINGS = {PNG: ".png", JPEG: ".jpg", PDF: ".pdf", DICOM: ".dcm"}
LARGEST = 200_000_000
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Study:
    """What a DICOM file says of its study; nothing of it tells who the patient is."""

    uid: str = ""
    modality: str = ""
    date: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A foreign file that was read: pictures anew encoded, others as they came.

    digest   SHA-256 of ``content``
    small    a JPEG to show it by, empty where there is none
    """

    name: str
    digest: str
    media_type: str
    content: bytes = field(repr=False, compare=False)
    small: bytes = field(default=b"", repr=False, compare=False)
    study: Study | None = None


@dataclass(frozen=True, slots=True)
class AddFilesDraft:
    """Files that are added to a case, of a lesion if one is named."""

    case_id: str
    files: tuple[ReadFile, ...]
    lesion: str = ""
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class RemoveFileDraft:
    """A file that is taken out of a case; its bytes go once nothing names them any more."""

    case_id: str
    digest: str
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class ForgetDraft:
    """The bytes that nothing names any more."""

    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a case as it is listed; ``held`` tells whether this store has its bytes."""

    name: str
    digest: str
    media_type: str
    bytes: int
    lesion: str
    added_at: str
    added_by: str
    held: bool

    @property
    def is_picture(self) -> bool:
        """Tell whether it can be shown here."""
        return self.held and self.media_type in PICTURES


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


def named(name: str) -> str:
    """Return a file's own name as it is kept: a label, never a path."""
    plain = "".join(sign if sign.isprintable() else " " for sign in name)
    plain = " ".join(plain.replace("/", " ").replace("\\", " ").split())
    return plain[-LONGEST_NAME:] or "?"


def listed(case: Document, held: Iterable[str]) -> tuple[FileRow, ...]:
    """Return the files of a case in their order."""
    here = frozenset(held)
    return tuple(
        FileRow(
            text(row, "name"),
            text(row, "digest"),
            text(row, "media_type"),
            int(number(row, "bytes") or 0),
            text(row, "lesion"),
            text(row, "added_at"),
            text(row, "added_by"),
            text(row, "digest") in here,
        )
        for row in rows(case, "attachments")
    )


def has_pictures(case: Document) -> bool:
    """Tell whether a case names pictures."""
    return any(text(row, "media_type") in PICTURES for row in rows(case, "attachments"))


def new_ones(case: Document, files: Iterable[ReadFile]) -> tuple[ReadFile, ...]:
    """Return the files that the case does not have yet, each once."""
    known = {text(row, "digest") for row in rows(case, "attachments")}
    found = {each.digest: each for each in files if each.digest not in known}
    return tuple(found.values())


def with_files(
    case: Document, files: Sequence[ReadFile], *, lesion: str, at: str, by: str
) -> Document:
    """Return the case with these files, and with the studies that they are of."""
    kept: list[Value] = [*rows(case, "attachments")]
    for each in files:
        row = {
            "name": named(each.name),
            "digest": each.digest,
            "media_type": each.media_type,
            "bytes": len(each.content),
            "lesion": lesion,
            "added_at": at,
            "added_by": by,
        }
        kept.append(document({key: value for key, value in row.items() if value != ""}))
    changed = change(case, {"attachments": tuple(kept)})
    return change(changed, _with_studies(case, files))


def _with_studies(case: Document, files: Sequence[ReadFile]) -> dict[str, Value | None]:
    """Return the row of imaging that each study still lacks, so that it is typed by nobody."""
    found = rows(case, "imaging")
    known = {text(row, "study_uid") for row in found}
    made: list[Value] = [*found]
    for each in files:
        study = each.study
        if study is None or not study.uid or study.uid in known:
            continue
        known.add(study.uid)
        row = {
            "modality": study.modality or "other",
            "region": study.region,
            "date": study.date,
            "available": True,
            "study_uid": study.uid,
        }
        made.append(document({key: value for key, value in row.items() if value != ""}))
    return {"imaging": tuple(made)} if len(made) > len(found) else {}


def without_file(case: Document, digest: str) -> Document:
    """Return the case without a file; its study stays, somebody may have completed it."""
    found = rows(case, "attachments")
    left = tuple(row for row in found if text(row, "digest") != digest)
    if len(left) == len(found):
        return case
    return change(case, {"attachments": left or None})
