# SPDX-License-Identifier: MIT
"""Case documents as files: read by a child process with limits, written as a JSON list."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from mdtdesk import system
from mdtdesk.domain.document import Document, document, thaw
from mdtdesk.domain.imports import CaseFile, Entry
from mdtdesk.errors import Problem, Rejected

SECONDS, SECONDS_A_MEGABYTE = 10.0, 1.0
_MEGABYTE = 1_000_000
_GONE = b""
TOO_LARGE = "file_too_large"
Lines = queue.SimpleQueue[bytes]


class Child:
    """One parsing process; its answers are taken from the pipe as they come, by a thread."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            system.worker_command("parse"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.lines: Lines = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._take, name="parse", daemon=True)
        self._thread.start()

    def _take(self) -> None:
        for line in self._process.stdout or ():
            self.lines.put(line)
        self.lines.put(_GONE)

    def ask(self, path: Path) -> bool:
        """Send a request; tell whether the child still takes one."""
        try:
            if self._process.stdin is not None:
                self._process.stdin.write(json.dumps({"path": str(path)}).encode() + b"\n")
                self._process.stdin.flush()
        except OSError:
            return False
        return True

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # a request that nobody read


class Reader:
    """Reads files of case documents, many by one child; a child that fails is replaced."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: Child | None = None

    def __enter__(self) -> Reader:
        """Give itself; the child starts with the first file."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _: TracebackType | None,
    ) -> None:
        """End the child."""
        self.close()

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def read(self, path: Path) -> CaseFile:
        """Return a file's documents, each checked. Raises Rejected where there are none to read."""
        path = path.absolute()
        if not path.is_file():
            raise Rejected([Problem("", "no_such_file", {"value": str(path)})])
        limit = self._seconds + SECONDS_A_MEGABYTE * path.stat().st_size / _MEGABYTE
        try:
            found = self._read(path, time.monotonic() + limit)
        except BaseException:
            self.close()  # what it may still be sending is no answer to the next request
            raise
        if isinstance(found, Problem):
            if found.code == TOO_LARGE:
                self.close()  # a child whose memory ran out ends
            raise Rejected([found])
        return found

    def _read(self, path: Path, deadline: float) -> CaseFile | Problem:
        child = self._child
        if child is None or not child.ask(path):
            self.close()
            child = self._child = Child()
            child.ask(path)
        head = line = _answer(child.lines, deadline, path)
        entries: list[Entry] = []
        while "refused" not in line and "end" not in line:
            line = _answer(child.lines, deadline, path)
            if "document" in line or "problems" in line:
                entries.append(_entry(line, f"cases[{len(entries)}]" if head["list"] else ""))
        if "refused" in line:
            return _problem(line["refused"])
        return CaseFile(path.name, str(head["sha256"]), tuple(entries))


def _answer(lines: Lines, deadline: float, path: Path) -> dict[str, Any]:
    try:
        line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise Rejected([Problem("", "file_too_slow", {"value": path.name})]) from None
    if line == _GONE:
        raise Rejected([Problem("", "reader_died", {"value": path.name})])
    answer: dict[str, Any] = json.loads(line.decode("utf-8", "surrogatepass"))
    return answer


def _problem(told: list[Any]) -> Problem:
    path, code, values = told
    return Problem(_words(path), str(code), {k: _words(v) for k, v in values.items()})


def _words(value: object) -> str:
    """Return text that every terminal and file can hold."""
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")


def _entry(line: dict[str, Any], path: str) -> Entry:
    if "problems" in line:
        number = {"number": _words(line["number"])} if line["number"] else {}
        return Entry(path, document(number), tuple(_problem(each) for each in line["problems"]))
    return Entry(path, document(line["document"]), (), tuple(line["missing"]))


def written(cases: Iterable[Document]) -> Iterator[str]:
    """Yield the text of a JSON list of case documents, piece by piece."""
    before = "[\n"
    for case in cases:
        yield before + json.dumps(thaw(case), ensure_ascii=False, indent=1)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
