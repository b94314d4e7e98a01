# SPDX-License-Identifier: MIT
"""What a package holds, told in two ways: a bill of materials and a page of licences.

Both are told of what really lies in it: the packages whose files were taken, and the libraries of
the system that came along.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import HeaderParser
from pathlib import Path

from release import HERE, ROOT, epoch, run, version

OFFER = """mdtdesk {version} is published under the MIT licence, whose text is at the end.

It uses Qt and PySide6 under the GNU Lesser General Public License, version 3. Their libraries lie
as files of their own in this program's folder: whoever wants another version of them may put it in
their place. The source of the versions used here is published by The Qt Company under the same
version numbers; for three years from the day of this version the makers of mdtdesk give the same
source, on a medium and at the cost of the copy, to anybody who asks for it. Nothing in mdtdesk's
own terms forbids changing the libraries or taking the program apart to find faults of such a
change. What others Qt itself holds is listed under "Licenses Used in Qt" in its documentation.

What this package holds:
"""
_LICENCE_FILES = ("licen", "copying", "notice", "author", "copyright")
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")


@dataclass(frozen=True)
class Part:
    """Something that lies in a package; the digest is that of the archive it came in."""

    name: str
    version: str
    licence: str
    purl: str = ""
    texts: tuple[str, ...] = ()
    digest: str = ""


# What wheels hold without saying so: in which package, its name, its licence.
WITHIN = (
    ("pyside6-essentials", "Qt", "LGPL-3.0-only"),
    ("pyside6-essentials", "ICU, in Qt", "Unicode-3.0"),
    ("pyside6-essentials", "FreeType, in Qt", "FTL"),
    ("pyside6-essentials", "HarfBuzz, in Qt", "MIT"),
    ("pyside6-essentials", "PCRE2, in Qt", "BSD-3-Clause"),
    ("pyside6-essentials", "libjpeg-turbo, in Qt", "IJG AND BSD-3-Clause"),
    ("pyside6-essentials", "libpng, in Qt", "libpng-2.0"),
    ("pyside6-essentials", "zlib, in Qt", "Zlib"),
    ("sqlcipher3", "SQLCipher, in sqlcipher3", "BSD-3-Clause"),
    ("sqlcipher3", "SQLite, in sqlcipher3", "blessing"),
    ("sqlcipher3", "OpenSSL, in sqlcipher3", "Apache-2.0"),
    ("cryptography", "OpenSSL, in cryptography", "Apache-2.0"),
    ("pypdfium2", "PDFium, in pypdfium2", "BSD-3-Clause AND Apache-2.0"),
)
FONTS = (
    Part("Noto Sans SC", "", "OFL-1.1"),
    Part("DejaVu Sans (subset)", "", "Bitstream-Vera"),
)


def packages(site: Path, taken: Iterable[Path] | None = None) -> Iterator[Part]:
    """Return the packages of a site folder: those of which files were taken, else all of them."""
    names = None if taken is None else {str(each) for each in taken}
    for folder in sorted(site.glob("*.dist-info"), key=lambda each: each.name.casefold()):
        head = HeaderParser().parsestr((folder / "METADATA").read_text("utf-8"))
        listed = (folder / "RECORD").read_text("utf-8").splitlines()
        files = {str(site / line.split(",")[0]) for line in listed if ".dist-info/" not in line}
        if names is not None and not files & names:
            continue
        name, number = str(head["Name"]), str(head["Version"])
        plain = key(name)
        words = head.get("License-Expression") or _classified(head.get_all("Classifier", []))
        licence = words or (head.get("License") or "see its text").splitlines()[0]
        yield Part(name, number, licence, f"pkg:pypi/{plain}@{number}", _texts(folder))
        for of, part, its in WITHIN:
            if of == plain:
                yield Part(part, number if part == "Qt" else "", its)


def key(name: str) -> str:
    """Return a package's name as all its spellings have it in common."""
    return re.sub(r"[-_.]+", "-", name).casefold()


def _classified(classifiers: list[str]) -> str:
    named = [each for each in classifiers if each.startswith("License ::")]
    return ", ".join(each.rpartition(" :: ")[2] for each in named)


def _texts(folder: Path) -> tuple[str, ...]:
    files = [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and any(word in file.name.casefold() for word in _LICENCE_FILES)
    ]
    return tuple(file.read_text("utf-8", "replace") for file in files)


def libraries(root: Path, names: Iterable[str]) -> Iterator[Part]:
    """Return the Debian packages that libraries, by their files' names, came from."""
    query = ["dpkg-query", f"--admindir={root}/var/lib/dpkg"]
    patterns = [f"*/{name}" for name in sorted(names)]
    found = run([*query, "-S", *patterns]) if patterns else ""
    for package in sorted({line.split(":")[0] for line in found.splitlines()}):
        shown = run([*query, "-W", "-f", "${Version}\n", package]).splitlines()[0]
        text = (root / f"usr/share/doc/{package}/copyright").read_text("utf-8", "replace")
        stated = dict.fromkeys(re.findall(r"^License:[ \t]*(\S.*)$", text, re.MULTILINE))
        purl = f"pkg:deb/debian/{package}@{shown}"
        yield Part(package, shown, ", ".join(stated) or "see its text", purl, (text,))


def page(parts: Iterable[Part]) -> str:
    """Return the page: what is inside, then every licence's text."""
    rows, texts = [], [("mdtdesk", (ROOT / "LICENSE").read_text("utf-8"))]
    for part in (*parts, *FONTS):
        rows.append(f"  {part.name} {part.version}".rstrip() + f": {part.licence}")
        texts += [(part.name, text) for text in part.texts]
    for file in (*(HERE / "licences").glob("*.txt"), *(ROOT / "resources/fonts").glob("*.txt")):
        texts.append((file.stem, file.read_text("utf-8")))
    line = "=" * 80
    shown = [f"\n{line}\n{name}\n{line}\n\n{text.strip()}\n" for name, text in texts]
    return "\n".join([OFFER.format(version=version()), *rows, "", *shown])


def bill(parts: Iterable[Part]) -> str:
    """Return the bill of materials, as CycloneDX 1.6."""
    at = datetime.fromtimestamp(int(epoch()), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    itself = Part("mdtdesk", version(), "MIT")
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": at, "component": _component(itself, "application")},
        "components": [_component(each, "library") for each in (*parts, *FONTS)],
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _component(part: Part, kind: str) -> dict[str, object]:
    licence: dict[str, object] = {"license": {"name": part.licence}}
    if _EXPRESSION.fullmatch(part.licence):
        licence = {"expression": part.licence}
    shown = {"type": kind, "bom-ref": part.purl or part.name, "name": part.name}
    shown |= {
        key: value for key, value in (("version", part.version), ("purl", part.purl)) if value
    }
    hashes = [{"alg": "SHA-256", "content": part.digest}] if part.digest else []
    return {**shown, "licenses": [licence], **({"hashes": hashes} if hashes else {})}
