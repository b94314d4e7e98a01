# SPDX-License-Identifier: MIT
"""What a DICOM file says of its study: uid, modality, date, part of the body; nobody's name."""

from __future__ import annotations

import re
import struct
import warnings
from collections.abc import Mapping
from pathlib import Path

from pydicom import config, dcmread
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException, InvalidDicomError
from pydicom.filereader import read_file_meta_info

from mdtdesk.domain import days
from mdtdesk.imaging import pictures, slices
from mdtdesk.imaging.refused import RefusedError

# DICOM PS3.3 C.7.3.1.1.1, the modalities that this program's vocabulary has words for
MODALITIES: Mapping[str, str] = {
    "CR": "xray",
    "DX": "xray",
    "RF": "xray",
    "RG": "xray",
    "CT": "ct",
    "MR": "mri",
    "PT": "pet_ct",
    "NM": "bone_scan",
    "US": "ultrasound",
    "XA": "angiography",
}
_DEFLATED = "1.2.840.10008.1.2.1.99"
_TAGS = ["StudyInstanceUID", "Modality", "StudyDate", "AcquisitionDate", "BodyPartExamined"]
_UID = re.compile(r"[0-9.]{1,64}")
_REGION = re.compile(r"[A-Za-z0-9 _^/-]{1,40}")
# what pydicom raises for files that are not what they say
_BROKEN = (
    *(InvalidDicomError, BytesLengthException, OSError, ValueError, TypeError, LookupError),
    *(AttributeError, NotImplementedError, EOFError, ArithmeticError, AssertionError, struct.error),
    RecursionError,
)


def study(path: Path) -> dict[str, str]:
    """Return what is known of the study. Raises RefusedError."""
    config.settings.reading_validation_mode = config.IGNORE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # The rest of a deflated file is inflated whole before anything of it is read.
            syntax = read_file_meta_info(path).get("TransferSyntaxUID", "")
            if str(syntax) == _DEFLATED:
                raise RefusedError("dicom_deflated")
            return _known(dcmread(path, stop_before_pixels=True, specific_tags=[*_TAGS]))
    except _BROKEN:
        raise RefusedError("dicom_broken") from None


def small(path: Path) -> bytes:
    """Return a small picture of the image, empty where none can be made of it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return slices.small(dcmread(path))
    except (*_BROKEN, *pictures.BROKEN):
        return b""


def _known(found: Dataset) -> dict[str, str]:
    uid, region = _text(found, "StudyInstanceUID"), _text(found, "BodyPartExamined")
    if not _UID.fullmatch(uid):
        raise RefusedError("dicom_broken")  # every image names its study (PS3.3 C.7.2.1)
    told = {
        "uid": uid,
        "modality": MODALITIES.get(_text(found, "Modality").upper(), "other"),
        "date": _day(_text(found, "StudyDate")) or _day(_text(found, "AcquisitionDate")),
        "region": region if _REGION.fullmatch(region) else "",
    }
    return {key: value for key, value in told.items() if value}


def _text(found: Dataset, name: str) -> str:
    return str(found.get(name, "") or "").strip("\0 ")


def _day(stamp: str) -> str:
    spelled = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}"
    return spelled if len(stamp) >= len("20240517") and days.is_day(spelled) else ""
