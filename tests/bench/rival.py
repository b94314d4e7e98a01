# SPDX-License-Identifier: MIT
"""Run by the bench's own environment: makes one PDF with another program and says how long it took.

Called as ``rival.py TOOL INPUT OUTPUT``. A library makes it twice and times the second, warm; a
program that starts anew for each document is timed with its start.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def weasyprint(source: Path, out: Path) -> None:
    """Lay out HTML with WeasyPrint."""
    library: Any = importlib.import_module("weasyprint")
    library.HTML(filename=str(source)).write_pdf(str(out))


def typst(source: Path, out: Path) -> None:
    """Compile a Typst document."""
    library: Any = importlib.import_module("typst")
    fonts = json.loads((source.parent / "pages.json").read_text("utf-8"))["fonts"]
    folders = {str(Path(file).parent) for file in fonts.values()}
    out.write_bytes(library.compile(str(source), font_paths=sorted(folders)))


def fpdf2(source: Path, out: Path) -> None:
    """Draw lines, words and maps at their places with fpdf2."""
    library: Any = importlib.import_module("fpdf")
    svg: Any = importlib.import_module("fpdf.svg")
    held = json.loads(source.read_text("utf-8"))
    paper = library.FPDF(orientation="landscape", unit="pt", format="A4")
    paper.set_auto_page_break(False)
    for name, file in held["fonts"].items():
        paper.add_font(name, fname=file)
    maps: dict[str, Any] = {}
    for page in held["pages"]:
        paper.add_page()
        for x, y, length, width in page["rules"]:
            paper.set_line_width(width)
            paper.line(x, y, x + length, y)
        for file, x, y, _, _ in page["maps"]:
            maps.setdefault(file, svg.SVGObject.from_file(file))
            maps[file].draw_to_page(paper, x, y)
        for x, y, font, size, words in page["words"]:
            paper.set_font(font, size=size)
            paper.text(x, y, words)
    paper.output(str(out))


def libreoffice(source: Path, out: Path) -> None:
    """Convert HTML with LibreOffice, without a window."""
    profile = f"-env:UserInstallation=file://{out.parent}/office"
    done = ["soffice", profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export"]
    subprocess.run(
        [*done, "--outdir", str(out.parent), str(source)], check=True, capture_output=True
    )
    (out.parent / f"{source.stem}.pdf").rename(out)


TOOLS: dict[str, Callable[[Path, Path], None]] = {
    "weasyprint": weasyprint,
    "typst": typst,
    "fpdf2": fpdf2,
    "libreoffice": libreoffice,
}


def main(tool: str, source: str, out: str) -> None:
    """Make it, and print the seconds."""
    make = TOOLS[tool]
    make(Path(source), Path(out))
    began = time.perf_counter()
    make(Path(source), Path(out))
    sys.stdout.write(f"{time.perf_counter() - began}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
