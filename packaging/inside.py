# SPDX-License-Identifier: MIT
"""What a package holds, told in two ways: a bill of materials and a page of licences.

Both are read from what was really installed for the package, not from a list that could age.
"""

from __future__ import annotations

import json
from email.parser import HeaderParser
from pathlib import Path

from release import HERE, ROOT, epoch, version

# What the wheels hold without saying so in their own metadata.
WITHIN = (
    ("Qt", "PySide6_Essentials", "LGPL-3.0-only", "dynamic libraries, each a file of its own"),
    ("SQLCipher", "sqlcipher3", "BSD-3-Clause", "within sqlcipher3"),
    ("SQLite", "sqlcipher3", "blessing", "within sqlcipher3"),
    ("OpenSSL", "sqlcipher3", "Apache-2.0", "within sqlcipher3 and cryptography"),
    ("PDFium", "pypdfium2", "BSD-3-Clause AND Apache-2.0", "within pypdfium2"),
    ("Noto Sans SC", "", "OFL-1.1", "resources/fonts"),
    ("DejaVu Sans (subset)", "", "Bitstream-Vera", "resources/fonts"),
)
OFFER = """mdtdesk {version} is published under the MIT licence, whose text is at the end.

It uses Qt and PySide6 under the GNU Lesser General Public License, version 3. Their libraries lie
as files of their own in this program's folder: whoever wants another version of them may put it in
their place. The source of the versions used here is published by The Qt Company under the same
version numbers; for three years from the day of this version the makers of mdtdesk give the same
source, on a medium and at the cost of the copy, to anybody who asks for it. Nothing in mdtdesk's
own terms forbids changing the libraries or taking the program apart to find faults of such a
change.

What this package holds:
"""


def installed(site: Path) -> list[tuple[str, str, str, Path]]:
    """Return name, version, licence and metadata folder of every package in a site folder."""
    found = []
    for folder in sorted(site.glob("*.dist-info"), key=lambda each: each.name.casefold()):
        head = HeaderParser().parsestr((folder / "METADATA").read_text("utf-8"))
        words = head.get("License-Expression") or _classified(head.get_all("Classifier", []))
        licence = words or (head.get("License") or "see below").splitlines()[0]
        found.append((head["Name"], head["Version"], licence, folder))
    return found


def _classified(classifiers: list[str]) -> str:
    named = [each for each in classifiers if each.startswith("License ::")]
    return ", ".join(each.rpartition(" :: ")[2] for each in named)


def licences(site: Path, used: set[str]) -> str:
    """Return the page: what is inside, then every licence's text."""
    rows, texts = [], [("mdtdesk", (ROOT / "LICENSE").read_text("utf-8"))]
    for name, number, licence, folder in installed(site):
        if name.casefold().replace("_", "-") not in used:
            continue
        rows.append(f"  {name} {number}: {licence}")
        texts += [(name, text) for text in _texts(folder)]
    rows += [f"  {name}: {licence}, {where}" for name, _, licence, where in WITHIN]
    for file in sorted((HERE / "licences").glob("*.txt")):
        texts.append((file.stem, file.read_text("utf-8")))
    for file in sorted((ROOT / "resources/fonts").glob("*.txt")):
        texts.append((file.stem, file.read_text("utf-8")))
    parts = [OFFER.format(version=version()), *rows, ""]
    parts += [f"\n{'=' * 80}\n{name}\n{'=' * 80}\n\n{text.strip()}\n" for name, text in texts]
    return "\n".join(parts)


def _texts(folder: Path) -> list[str]:
    wanted = ("licen", "copying", "notice", "author")
    files = [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and any(word in file.name.casefold() for word in wanted)
    ]
    return [file.read_text("utf-8", "replace") for file in files]


def bill(found: Path, out: Path, used: set[str]) -> None:
    """Write the CycloneDX bill: of the packages found, those used, and what they hold within."""
    made = json.loads(found.read_text("utf-8"))
    made["components"] = [
        each for each in made.get("components", []) if each["name"].casefold() in used
    ]
    kept = {each["bom-ref"] for each in made["components"]}
    made["dependencies"] = [each for each in made.get("dependencies", []) if each["ref"] in kept]
    for each in made["components"]:
        each.pop("externalReferences", None)  # where it was fetched from is this machine's matter
    made["components"] += [
        {
            "type": "library",
            "name": name,
            "description": where,
            "licenses": [{"expression": licence}],
        }
        for name, _, licence, where in WITHIN
    ]
    made["metadata"] = {
        "component": {"type": "application", "name": "mdtdesk", "version": version()},
        "properties": [{"name": "time", "value": epoch()}],
    }
    out.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", "utf-8")


def plain(components: list[dict[str, str]]) -> str:
    """Return a bill that names these components, as the tool that reads an environment does."""
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components})
