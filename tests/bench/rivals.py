# SPDX-License-Identifier: MIT
"""A print's pages written down for other programs: the same words, fonts, lines and maps."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.drawing import Steps
from bench.measure import NotInstalled
from mdtdesk.domain.body_map.primitives import Command, Shape
from mdtdesk.paths import resource
from mdtdesk.reports import body_map, fonts
from mdtdesk.reports.body_map import Picture
from mdtdesk.reports.style import MM

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-bench" / "bin" / "python"
SOURCES = {
    "weasyprint": "pages.html",
    "typst": "pages.typ",
    "fpdf2": "pages.json",
    "libreoffice": "pages.html",
}


def seconds(tool: str, folder: Path) -> float:
    """Return how long a program takes for the pages written to a folder."""
    here = Path(__file__).parent
    command = [str(PYTHON), str(here / "rival.py"), tool]
    told = subprocess.run(
        [*command, str(folder / SOURCES[tool]), str(folder / f"{tool}.pdf")],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(told.stdout.split()[-1])


def check(tool: str) -> None:
    """Raise NotInstalled where a program is not there to be measured."""
    if tool == "libreoffice":
        if shutil.which("soffice") is None:
            raise NotInstalled("LibreOffice")
        return
    name = {"fpdf2": "fpdf"}.get(tool, tool)
    asked = [str(PYTHON), "-c", f"import {name}"]
    if not PYTHON.exists() or subprocess.run(asked, capture_output=True, check=False).returncode:
        raise NotInstalled(tool)


def write(pages: Sequence[Steps], folder: Path) -> None:
    """Write the pages for every program."""
    files = {name: str(resource("fonts", file)) for name, file in fonts._FILES.items()}
    held = [_page(page, folder, number) for number, page in enumerate(pages)]
    plain = json.dumps({"fonts": files, "pages": held}, ensure_ascii=False)
    (folder / "pages.json").write_text(plain, "utf-8")
    (folder / "pages.html").write_text("\n".join(_html(held, files)), "utf-8")
    (folder / "pages.typ").write_text("\n".join(_typst(held)), "utf-8")


def _page(page: Steps, folder: Path, number: int) -> dict[str, Any]:
    high = page["size"][1]
    maps = []
    for at, (picture, x, y) in enumerate(page["pictures"]):
        if isinstance(picture, Picture):
            file = folder / f"map-{number}-{at}.svg"
            file.write_text(_svg(picture), "utf-8")
            maps.append(
                (str(file), x, high - y, picture.layout.width * MM, picture.layout.height * MM)
            )
    return {
        "maps": maps,
        "rules": [(x, high - y, rule.length, w) for w, _, x, y, rule in page["lines"]],
        "words": [(x, high - y, p.font, p.type.size, p.text) for p, _, x, y in page["text"]],
    }


def _svg(picture: Picture) -> str:
    wide, high = picture.layout.width * MM, picture.layout.height * MM
    size = f'width="{wide}pt" height="{high}pt" viewBox="0 0 {wide} {high}"'
    shapes = "".join(_path(shape) for shape in picture.shapes)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{shapes}</svg>'


def _path(shape: Shape) -> str:
    way = "".join(_command(command) for command in shape.commands)
    tone = shape.fill or (shape.tone if shape.pattern else "")
    fill = body_map._COLOURS[tone] if tone else "none"
    stroke = ""
    if shape.stroke:
        stroke = (
            f' stroke="{body_map._COLOURS[shape.stroke]}" stroke-width="{shape.width * MM:.3f}"'
        )
    return f'<path d="{way}" fill="{fill}"{stroke}/>'


def _command(command: Command) -> str:
    return str(command[0]) + " ".join(f"{float(n) * MM:.3f}" for n in command[1:])


_LEFTS = (0, 150, 315, 431, 658, 900)


def _html(pages: Sequence[dict[str, Any]], files: dict[str, str]) -> Iterator[str]:
    """Yield a table of five columns a page, the words in their lines."""
    faces = "".join(
        f"@font-face{{font-family:'{name}';src:url('{file}')}}" for name, file in files.items()
    )
    style = "@page{size:A4 landscape;margin:12mm 15mm}td{vertical-align:top;font-size:7pt}"
    yield f"<html><head><meta charset='utf-8'><style>{faces}{style}</style></head><body>"
    for number, page in enumerate(pages):
        turn = "page-break-before:always" if number else ""
        yield f"<table style='width:100%;border-collapse:collapse;{turn}'><tr>"
        for left, right in pairwise(_LEFTS):
            yield f"<td width='{right - left}'>"
            last = None
            for x, y, font, size, words in page["words"]:
                if left <= x < right:
                    if last is not None and y != last:
                        yield "<br>"
                    last = y
                    yield f"<span style=\"font-family:'{font}';font-size:{size * 0.8}pt\">"
                    yield f"{html.escape(words)}</span>"
            if left == _LEFTS[3]:
                yield from (
                    f"<img src='{file}' width='{wide}' height='{high}'>"
                    for file, _, _, wide, high in page["maps"]
                )
            yield "</td>"
        yield "</tr></table>"
    yield "</body></html>"


def _typst(pages: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield every word, line and map at its place."""
    yield '#set page(paper: "a4", flipped: true, margin: 0pt)\n#set text(top-edge: "baseline")'
    for number, page in enumerate(pages):
        if number:
            yield "#pagebreak()"
        for x, y, length, width in page["rules"]:
            yield f"#place(dx: {x}pt, dy: {y}pt, line(length: {length}pt, stroke: {width}pt))"
        for file, x, y, wide, _ in page["maps"]:
            name = Path(file).name
            yield f'#place(dx: {x}pt, dy: {y}pt, image("{name}", width: {wide}pt))'
        for x, y, font, size, words in page["words"]:
            weight = '"bold"' if font == fonts.BOLD else '"regular"'
            told = json.dumps(words, ensure_ascii=False)
            family = 'font: "Noto Sans SC", '
            yield (
                f"#place(dx: {x}pt, dy: {y}pt, "
                f"text({family}weight: {weight}, size: {size}pt, {told}))"
            )
