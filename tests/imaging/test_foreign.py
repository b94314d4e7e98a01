# SPDX-License-Identifier: MIT
"""Foreign pictures, papers and slices through a real child process."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pydicom.uid import DeflatedExplicitVRLittleEndian

import samples
from mdtdesk.domain.files import DICOM, JPEG, LARGEST, PDF, PNG, ReadFile, Study
from mdtdesk.errors import Problem, Rejected
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.imaging.files import FileReader


@pytest.fixture
def reader() -> Iterator[FileReader]:
    """Return a reader whose child takes all the files."""
    with FileReader() as shared:
        yield shared


def read(reader: FileReader, folder: Path, data: bytes, name: str = "a") -> ReadFile:
    """Write a file and read it."""
    (folder / name).write_bytes(data)
    return reader.read(folder / name)


def refusal(reader: FileReader, folder: Path, data: bytes) -> Problem:
    """Return why a file is refused; it has its sentence in both languages."""
    with pytest.raises(Rejected) as caught:
        read(reader, folder, data)
    found = caught.value.problems[0]
    assert all(translator(each)(f"error.{found.code}", **found.values) for each in LANGUAGES)
    return found


def test_a_file_is_what_it_holds_and_not_what_it_is_called(
    reader: FileReader, tmp_path: Path
) -> None:
    made = {"png": PNG, "jpg": JPEG, "pdf": PDF, "dcm": DICOM}
    for name, make in samples.ALL.items():
        assert read(reader, tmp_path, make(), "x.txt").media_type == made[name[-3:]]
    assert refusal(reader, tmp_path, b"GIF89a").code == "file_kind"
    assert refusal(reader, tmp_path, b"").code == "file_empty"
    assert refusal(reader, tmp_path, b"<svg/>").code == "file_kind"


@pytest.mark.parametrize("make", [samples.png, samples.jpeg])
def test_a_picture_is_written_anew_without_what_hid_in_it(
    reader: FileReader, tmp_path: Path, make: object
) -> None:
    data = samples.png() if make is samples.png else samples.jpeg()
    assert samples.SECRET in data
    found = read(reader, tmp_path, data + b"PK\x03\x04" + samples.SECRET)
    assert samples.SECRET not in found.content
    assert b"PK\x03\x04" not in found.content
    with Image.open(io.BytesIO(found.content)) as again:
        # what the camera says of how it was held is now how the picture lies
        assert again.size == ((64, 48) if make is samples.png else (48, 64))
        assert not again.getexif()
    assert Image.open(io.BytesIO(found.small)).format == "JPEG"


def test_the_points_of_a_png_stay_as_they_are(reader: FileReader, tmp_path: Path) -> None:
    grey = Image.frombytes("I;16", (40, 30), bytes(range(240)) * 10)
    clear = Image.new("RGBA", (8, 8), (255, 0, 0, 128))
    palette = samples.picture().convert("P")
    for picture in (grey, clear, palette, samples.picture()):
        made = io.BytesIO()
        picture.save(made, "PNG")
        found = read(reader, tmp_path, made.getvalue())
        with Image.open(io.BytesIO(found.content)) as again:
            wanted = picture.convert("RGB") if picture.mode == "P" else picture
            assert again.convert(wanted.mode).tobytes() == wanted.tobytes(), picture.mode


def test_a_paper_and_a_slice_stay_byte_for_byte(reader: FileReader, tmp_path: Path) -> None:
    paper, slice_ = samples.pdf(), samples.dicom()
    found = read(reader, tmp_path, paper)
    assert (found.content, found.study) == (paper, None)
    assert Image.open(io.BytesIO(found.small)).size[1] > Image.open(io.BytesIO(found.small)).size[0]
    found = read(reader, tmp_path, slice_)
    assert found.content == slice_
    assert found.study == Study(samples.STUDY, "mri", "2026-11-03", "TSPINE")
    assert "Zhang" not in repr(found)


def test_of_a_study_only_what_can_be_kept_is_told(reader: FileReader, tmp_path: Path) -> None:
    odd = samples.dicom(uid="1.2", StudyDate="20261399", BodyPartExamined="T;1", Modality="ZZ")
    assert read(reader, tmp_path, odd).study == Study("1.2", "other", "", "")


def greys(found: ReadFile) -> list[int]:
    """Return the greys of a small picture, from the left."""
    with Image.open(io.BytesIO(found.small)) as picture:
        line = picture.convert("L")
        return list(line.tobytes()[: line.width])


def test_a_slice_is_recognised_by_a_small_picture(reader: FileReader, tmp_path: Path) -> None:
    values = [-1000] * 16 + [0] * 16 + [300] * 16
    plain = greys(read(reader, tmp_path, samples.slice_(values)))
    assert plain[8] < 10
    assert 180 < plain[24] < 210
    assert plain[40] > 245
    window = {"WindowCenter": "-800", "WindowWidth": "400", "RescaleSlope": "1"}
    narrow = samples.slice_(values, **window, RescaleIntercept="-1000")
    # -1000 to -600 after rescaling are 0 to 400 as stored
    dark, also, grey = greys(read(reader, tmp_path, narrow))[8::16]
    assert max(dark, also) < 10
    assert 180 < grey < 200
    turned = samples.slice_(values, PhotometricInterpretation="MONOCHROME1")
    assert greys(read(reader, tmp_path, turned))[8] > 245
    # fewer values than it says, none at all, or pixels that only a viewer can unpack
    for odd in ({"Rows": 2}, {"PixelData": b""}, {"BitsAllocated": 12}):
        assert read(reader, tmp_path, samples.slice_(values, **odd)).small == b""


def huge(width: int, height: int) -> bytes:
    """Return a PNG of a few kilobytes that says it is this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    points = zlib.compress(b"\0" * 1_000_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", points) + chunk(b"IEND", b"")
    )


def test_a_huge_picture_is_refused_before_it_is_decoded(reader: FileReader, tmp_path: Path) -> None:
    for size in ((30_000, 30_000), (2_000_000_000, 1), (50_001, 1000)):
        found = refusal(reader, tmp_path, huge(*size))
        assert found.code == "picture_too_large", size
        assert found.values["width"] == str(size[0])


def test_what_is_damaged_is_said_so(reader: FileReader, tmp_path: Path) -> None:
    broken = {
        "picture_broken": (samples.png()[:60], samples.jpeg()[:300], b"\xff\xd8\xff\xe0"),
        "pdf_broken": (b"%PDF-1.7\nnothing", samples.pdf()[:200]),
        "dicom_broken": (b"\0" * 128 + b"DICM", samples.dicom()[:170]),
        "dicom_deflated": (samples.dicom(syntax=DeflatedExplicitVRLittleEndian),),
    }
    for code, several in broken.items():
        for data in several:
            assert refusal(reader, tmp_path, data).code == code


def test_a_file_beyond_all_measure_is_not_even_read(reader: FileReader, tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    with pytest.raises(Rejected) as caught:
        reader.read(tmp_path / "large")
    assert caught.value.problems[0].code == "file_bytes"


@pytest.mark.promise("names")
def test_a_name_is_a_label_and_never_a_path(reader: FileReader, tmp_path: Path) -> None:
    found = read(reader, tmp_path, samples.png(), "..\\..\\a\x1b[31m.png")
    assert found.name == "..\\..\\a\x1b[31m.png"
