# SPDX-License-Identifier: MIT
"""Foreign files for tests: a picture, a scan, a paper, a slice, made here and small."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from collections.abc import Mapping, Sequence
from random import Random

from PIL import Image, PngImagePlugin
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian

from mdtdesk.domain.files import PNG, ReadFile

STUDY = "1.2.826.0.1.3680043.8.498.1"
SECRET = b"Zhang San, 5 Hospital Street"


def picture(size: tuple[int, int] = (64, 48), seed: int = 1) -> Image.Image:
    """Return a picture of coloured noise."""
    return Image.frombytes("RGB", size, Random(seed).randbytes(size[0] * size[1] * 3))


def png(size: tuple[int, int] = (64, 48), seed: int = 1) -> bytes:
    """Return a PNG with a comment that names somebody."""
    made, words = io.BytesIO(), PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET.decode())
    picture(size, seed).save(made, "PNG", pnginfo=words)
    return made.getvalue()


def jpeg(size: tuple[int, int] = (64, 48), seed: int = 1) -> bytes:
    """Return a photograph taken with the camera upright, which names somebody."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x013B] = SECRET.decode()
    picture(size, seed).save(made, "JPEG", exif=exif, comment=SECRET)
    return made.getvalue()


def pdf() -> bytes:
    """Return a PDF of one page."""
    made = io.BytesIO()
    picture((200, 300)).save(made, "PDF")
    return made.getvalue()


def dicom(*, uid: str = STUDY, syntax: str = ExplicitVRLittleEndian, **more: object) -> bytes:
    """Return a DICOM file of a magnetic resonance study that names a patient."""
    return _written(more, uid=uid, syntax=syntax)


def _written(more: Mapping[str, object], *, uid: str, syntax: str) -> bytes:
    data = Dataset()
    told = {
        "StudyInstanceUID": uid,
        "Modality": "MR",
        "StudyDate": "20261103",
        "BodyPartExamined": "TSPINE",
        "PatientName": "Zhang^San",
        "PatientID": "ZY0012345",
        **more,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a value may be wrong on purpose
        for name, value in told.items():
            setattr(data, name, value)
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = UID(syntax)
    data.file_meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.1.1.4")
    data.file_meta.MediaStorageSOPInstanceUID = UID(f"{uid}.1")
    made = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data.save_as(made, enforce_file_format=True)
    return made.getvalue()


def slice_(values: Sequence[int], **more: object) -> bytes:
    """Return a DICOM image one point high, of 16-bit values with their sign."""
    pixels: dict[str, object] = {
        "Rows": 1,
        "Columns": len(values),
        "SamplesPerPixel": 1,
        "BitsAllocated": 16,
        "BitsStored": 16,
        "HighBit": 15,
        "PixelRepresentation": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "PixelData": struct.pack(f"<{len(values)}h", *values),
    }
    return _written(pixels | more, uid=STUDY, syntax=ExplicitVRLittleEndian)


ALL = {"a.png": png, "a.jpg": jpeg, "a.pdf": pdf, "a.dcm": dicom}


def read(name: str = "a.png", content: bytes = b"", small: bytes = b"small") -> ReadFile:
    """Return a file as if it had been read."""
    data = content or png()
    return ReadFile(name, hashlib.sha256(data).hexdigest(), PNG, data, small)
