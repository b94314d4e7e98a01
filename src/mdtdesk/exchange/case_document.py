# SPDX-License-Identifier: MIT
"""Case documents as files: read by a child process with limits, written as a JSON list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mdtdesk import children
from mdtdesk.children import Parser
from mdtdesk.domain.document import Document, document, thaw
from mdtdesk.domain.imports import CaseFile, Entry


class Reader(Parser):
    """Reads files of case documents."""

    def __init__(self, *, seconds: float = children.SECONDS) -> None:
        super().__init__("cases", seconds=seconds)

    def read(self, path: Path) -> CaseFile:
        """Return a file's documents, each checked. Raises Rejected where there are none to read."""
        found = self.answers(path)
        head = next(found)
        entries: list[Entry] = []
        for line in found:
            entries.append(_entry(line, f"cases[{len(entries)}]" if head["list"] else ""))
        return CaseFile(path.name, str(head["sha256"]), tuple(entries))


def _entry(line: dict[str, Any], path: str) -> Entry:
    if "problems" in line:
        number = {"number": children.words(line["number"])} if line["number"] else {}
        found = tuple(children.problem(each) for each in line["problems"])
        return Entry(path, document(number), found)
    return Entry(path, document(line["document"]), (), tuple(line["missing"]))


def written(cases: Iterable[Document]) -> Iterator[str]:
    """Yield the text of a JSON list of case documents, piece by piece."""
    before = "[\n"
    for case in cases:
        yield before + json.dumps(thaw(case), ensure_ascii=False, indent=1)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
