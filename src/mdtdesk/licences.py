# SPDX-License-Identifier: MIT
"""Under which licences the program is made: what is really inside, the Qt notice, every text.

A package carries the page as it was made for it, ``resources/licences.txt``; run from a checkout or
a wheel the same page is made of what is installed. Only the standard library: packages are built
with it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from mdtdesk import __version__
from mdtdesk.paths import resource

PROGRAM = "mdtdesk"
_MADE = "licences.txt"
_FILES = ("licen", "copying", "notice", "author", "copyright")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Part:
    """Something that lies inside; the digest is that of the archive it came in, where known."""

    name: str
    version: str
    licence: str
    purl: str = ""
    texts: tuple[str, ...] = ()
    digest: str = ""


def text() -> str:
    """Return the page: the package's own, else one made of what is installed."""
    made = resource(_MADE)
    return made.read_text("utf-8") if made.is_file() else page(installed())


def page(parts: Iterable[Part]) -> str:
    """Return what is inside, then every licence's text; the offer that the LGPL asks for first."""
    rows, texts = [], [(PROGRAM, _own())]
    for part in (*parts, *within("")):
        rows.append(f"  {part.name} {part.version}".rstrip() + f": {part.licence}")
        texts += [(part.name, each) for each in part.texts]
    for folder in ("licences", "fonts"):
        for file in sorted(resource(folder).glob("*.txt")):
            if file.stem != "offer":
                texts.append((file.stem, file.read_text("utf-8")))
    line = "=" * 80
    shown = [f"\n{line}\n{name}\n{line}\n\n{each.strip()}\n" for name, each in texts]
    offer = resource("licences", "offer.txt").read_text("utf-8").format(version=__version__)
    return "\n".join([offer, *rows, "", *shown])


def installed() -> Iterator[Part]:
    """Return what this installation needs, and what that needs in turn."""
    found: dict[str, Distribution] = {}
    wanted = [PROGRAM]
    while wanted:
        name = plain(wanted.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # what another system needs, or what is built in
            continue
        needs = found[name].requires or []
        wanted += [m[0] for each in needs if "extra ==" not in each and (m := _NAME.match(each))]
    for name in sorted(found.keys() - {PROGRAM}):
        yield from parts(found[name])


def parts(package: Distribution) -> Iterator[Part]:
    """Return a package and what it holds without saying so."""
    head = package.metadata.json
    name, version = str(head["name"]), str(head["version"])
    licence = str(head.get("license_expression") or _classified(head.get("classifier") or []))
    stated = licence or str(head.get("license") or "see its text").splitlines()[0]
    yield Part(name, version, stated, f"pkg:pypi/{plain(name)}@{version}", tuple(_texts(package)))
    yield from within(plain(name), version)


def within(of: str, version: str = "") -> Iterator[Part]:
    """Return what a package holds within, or the program itself where none is named."""
    for row in _within():
        if row["of"] == of:
            yield Part(row["name"], version if row.get("same_version") else "", row["licence"])


def plain(name: str) -> str:
    """Return a package's name as all of its spellings have it."""
    return re.sub(r"[-_.]+", "-", name).casefold()


@cache
def _within() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = tomllib.loads(
        resource("licences", "within.toml").read_text("utf-8")
    )["within"]
    return rows


def _classified(classifiers: Iterable[str]) -> str:
    named = [each for each in classifiers if each.startswith("License ::")]
    return ", ".join(each.rpartition(" :: ")[2] for each in named)


def _texts(package: Distribution) -> Iterator[str]:
    for file in sorted(package.files or []):
        named = any(word in file.name.casefold() for word in _FILES)
        path = Path(str(package.locate_file(file)))
        if named and ".dist-info" in file.parts[0] and path.is_file():
            yield path.read_text("utf-8", "replace")


def _own() -> str:
    """Return the program's own licence, from the checkout, the package or the wheel."""
    beside = resource().parent / "LICENSE"
    if beside.is_file():
        return beside.read_text("utf-8")
    try:
        package = distribution(PROGRAM)
    except PackageNotFoundError:
        return ""
    return next(_texts(package), "")
