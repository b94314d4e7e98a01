# SPDX-License-Identifier: MIT
"""The page of licences names all that is inside, with its text and the offer of Qt's source."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from mdtdesk import licences, paths
from mdtdesk.licences import Part
from shape import ROOT

# needed by another system than this one
ELSEWHERE = {"colorama", "tzdata"}


def locked() -> set[str]:
    """Return the names of what the program is locked to."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    return set(re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE)) - ELSEWHERE


def test_everything_that_is_locked_is_named_and_nothing_else() -> None:
    named = {licences.plain(part.name): part for part in licences.installed() if part.purl}
    assert named.keys() == locked()
    assert not [
        part for part in named.values() if part.licence == "see its text" and not part.texts
    ]


def test_the_page_has_the_offer_the_fonts_and_every_text() -> None:
    page = licences.text()
    head, _, _ = page.partition("=" * 80)
    assert "GNU Lesser General Public License, version 3" in head
    assert "for three years" in head
    rows = [row.strip() for row in head.splitlines() if row.startswith("  ")]
    assert any(re.match(r"Qt 6\.\d+\.\d+: LGPL-3.0-only", row) for row in rows)
    for name in ("SQLCipher", "OpenSSL", "PDFium", "Noto Sans SC", "DejaVu Sans", "reportlab"):
        assert any(row.startswith(name) for row in rows), name
    for text in (
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "GNU GENERAL PUBLIC LICENSE",
        "SIL OPEN FONT LICENSE",
        "Bitstream Vera",
        (ROOT / "LICENSE").read_text("utf-8").strip(),
    ):
        assert text in page, text[:40]
    assert str(ROOT) not in page


def test_what_lies_within_names_packages_that_are_locked() -> None:
    rows = tomllib.loads(paths.resource("licences", "within.toml").read_text("utf-8"))["within"]
    assert {row["of"] for row in rows} - {""} <= locked()


def test_a_package_shows_the_page_made_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "licences.txt").write_text("as packed", "utf-8")
    monkeypatch.setattr(licences, "resource", tmp_path.joinpath)
    assert licences.text() == "as packed"


def test_the_packages_make_their_page_by_it() -> None:
    code = "import inside; print(inside.page([inside.Part('Boats', '3', 'MIT', texts=('row',))]))"
    command = [sys.executable, "-c", code]
    made = subprocess.run(
        command, cwd=ROOT / "packaging", capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert "  Boats 3: MIT" in made
    assert made.strip() == licences.page([Part("Boats", "3", "MIT", texts=("row",))]).strip()
