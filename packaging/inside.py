# SPDX-License-Identifier: MIT
"""What a package holds, told in two ways: a bill of materials and a page of licences.

Both are told of what really lies in it: the packages whose files were taken, and the libraries of
the system that came along. The page is the program's own (``mdtdesk.licences``), which shows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import Distribution
from pathlib import Path

from mdtdesk import licences
from mdtdesk.licences import Part, page
from mdtdesk.licences import plain as key
from release import epoch, run, version

__all__ = ["Part", "bill", "key", "libraries", "packages", "page"]

_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def packages(site: Path, taken: Iterable[Path] | None = None) -> Iterator[Part]:
    """Return the packages of a site folder: those of which files were taken, else all of them."""
    names = None if taken is None else {str(each) for each in taken}
    for folder in sorted(site.glob("*.dist-info"), key=lambda each: each.name.casefold()):
        listed = (folder / "RECORD").read_text("utf-8").splitlines()
        files = {str(site / line.split(",")[0]) for line in listed if ".dist-info/" not in line}
        if names is not None and not files & names:
            continue
        yield from licences.parts(Distribution.at(folder))


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


def bill(parts: Iterable[Part]) -> str:
    """Return the bill of materials, as CycloneDX 1.6."""
    at = datetime.fromtimestamp(int(epoch()), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    itself = Part("mdtdesk", version(), "MIT")
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": at, "component": _component(itself, "application")},
        "components": [_component(each, "library") for each in (*parts, *licences.within(""))],
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
