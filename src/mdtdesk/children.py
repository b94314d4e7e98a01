# SPDX-License-Identifier: MIT
"""Has foreign files read by a child process with limits, and is that child's side, too.

A request is one line of JSON, ``{"kind": …, "path": …}``. The answer is some lines and one for the
end, or one that says why the file is refused. One child takes many files; it is replaced when it
dies or exceeds a limit.
"""

from __future__ import annotations

import gc
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from mdtdesk import system
from mdtdesk.errors import Problem, Rejected

SECONDS, SECONDS_A_MEGABYTE = 10.0, 1.0
MEMORY = 1 << 30
TOO_LARGE = "file_too_large"
# The parent ends a child that takes too long over one file; this is for a child without a parent.
_SECONDS_ALONE = 3600
_MEGABYTE = 1_000_000
_GONE = b""
Answer = dict[str, Any]
Read = Callable[[Path], Iterator[Mapping[str, object]]]


class _Child:
    """One parsing process; its answers are taken from the pipe as they come, by a thread."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            system.worker_command("parse"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._take, name="parse", daemon=True)
        self._thread.start()

    @property
    def id(self) -> int:
        """Return the process id."""
        return self._process.pid

    def _take(self) -> None:
        for line in self._process.stdout or ():
            self.lines.put(line)
        self.lines.put(_GONE)

    def ask(self, request: Mapping[str, str]) -> bool:
        """Send a request; tell whether the child still takes one."""
        try:
            if self._process.stdin is not None:
                self._process.stdin.write(json.dumps(request).encode() + b"\n")
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


class Parser:
    """Asks a child about files of one kind."""

    def __init__(self, kind: str, *, seconds: float = SECONDS) -> None:
        self._kind, self._seconds = kind, seconds
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        """Give itself; the child starts with the first file."""
        return self

    @property
    def process(self) -> int:
        """Return the child's process id, 0 while there is none."""
        return self._child.id if self._child is not None else 0

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

    def answers(self, path: Path) -> Iterator[Answer]:
        """Yield what the child says of a file. Raises Rejected where it is refused."""
        path = path.absolute()
        if not path.is_file():
            raise Rejected([Problem("", "no_such_file", {"value": str(path)})])
        limit = self._seconds + SECONDS_A_MEGABYTE * path.stat().st_size / _MEGABYTE
        in_order = False
        try:
            for answer in self._asked(path, time.monotonic() + limit):
                if "refused" in answer:
                    found = problem(answer["refused"])
                    in_order = found.code != TOO_LARGE  # a child whose memory ran out ends
                    raise Rejected([found])
                if "end" in answer:
                    in_order = True
                    return
                yield answer
        finally:
            if not in_order:  # what it may still be sending is no answer to the next request
                self.close()

    def _asked(self, path: Path, deadline: float) -> Iterator[Answer]:
        request = {"kind": self._kind, "path": str(path)}
        child = self._child
        if child is None or not child.ask(request):
            self.close()
            child = self._child = _Child()
            child.ask(request)
        while True:
            yield _answer(child, deadline, path)


def _answer(child: _Child, deadline: float, path: Path) -> Answer:
    try:
        line = child.lines.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise Rejected([Problem("", "file_too_slow", {"value": path.name})]) from None
    if line == _GONE:
        raise Rejected([Problem("", "reader_died", {"value": path.name})])
    answer: Answer = json.loads(line.decode("utf-8", "surrogatepass"))
    return answer


def problem(told: list[Any]) -> Problem:
    """Return a problem as the child told it."""
    path, code, values = told
    return Problem(words(path), str(code), {k: words(v) for k, v in values.items()})


def words(value: object) -> str:
    """Return text that every terminal and file can hold."""
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")


# the child's side


def refusal(code: str, path: str = "", **values: object) -> dict[str, object]:
    """Return the answer that refuses a whole file."""
    return {"refused": [path, code, values]}


def serve(readers: Mapping[str, Read]) -> int:
    """Answer requests until there are none; give up, to be replaced, where memory ran out."""
    system.limit_child(_SECONDS_ALONE, MEMORY)
    gc.disable()  # what JSON holds has no cycles, and looking for some is a third of the time
    answers = sys.stdout.buffer
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            _answer_all(readers[request["kind"]](Path(request["path"])), answers)
        except MemoryError:
            _send(answers, refusal(TOO_LARGE))
            return 1
        answers.flush()
    return 0


def _answer_all(found: Iterator[Mapping[str, object]], answers: BinaryIO) -> None:
    for answer in found:
        _send(answers, answer)
        if "refused" in answer:
            return
    _send(answers, {"end": True})


def _send(answers: BinaryIO, answer: Mapping[str, object]) -> None:
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    answers.write(text.encode("utf-8", "surrogatepass") + b"\n")
