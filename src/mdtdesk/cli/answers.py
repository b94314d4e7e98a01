# SPDX-License-Identifier: MIT
"""How the program answers: lines, or one JSON object; problems one line each on standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping

from mdtdesk.errors import Conflict, Denied, MdtdeskError, Problem, Rejected, Unavailable
from mdtdesk.i18n import Translate

DONE, REFUSED, USAGE, UNAVAILABLE, INTERRUPTED = 0, 1, 2, 3, 130
_SHOWN = 200
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Answer:
    """One run's answer. With ``as_json`` nothing but one object goes to standard output."""

    def __init__(self, translate: Translate, *, as_json: bool) -> None:
        self._translate = translate
        self._json = as_json
        self._values: dict[str, object] = {}
        self._problems: list[dict[str, str]] = []

    @property
    def as_json(self) -> bool:
        """Tell whether a machine reads the answer."""
        return self._json

    def say(self, line: str) -> None:
        """Print one line, unless the answer is an object."""
        if not self._json:
            print(line)

    def tell(self, **values: object) -> None:
        """Give keys of the object."""
        self._values |= values

    def problem(self, path: str, code: str, words: str) -> None:
        """Say one problem, on one line of standard error."""
        self._problems.append({"path": path, "code": code, "message": words})
        print(one_line(f"{path}: {words}" if path else words), file=sys.stderr)

    def fail(self, error: MdtdeskError) -> int:
        """Say why something was not done; return the exit code."""
        for path, code, words in said(error, self._translate):
            self.problem(path, code, words)
        return UNAVAILABLE if isinstance(error, Unavailable) else REFUSED

    def end(self, verb: str, code: int) -> None:
        """Print the object, if the answer is one."""
        if self._json:
            whole = {"verb": verb, "exit": code, "problems": self._problems} | self._values
            print(json.dumps(whole, ensure_ascii=False, default=str))
        sys.stdout.flush()


def said(error: MdtdeskError, translate: Translate) -> list[tuple[str, str, str]]:
    """Return path, code and words of each thing that an error says."""
    if isinstance(error, Rejected):
        return [(p.path, p.code, problem(p, translate)) for p in error.problems]
    if isinstance(error, Denied):
        return [("", "denied", translate("cli.denied"))]
    if isinstance(error, Conflict):
        paths = error.paths or ("",)
        return [(path, "conflict", translate("cli.conflict")) for path in paths]
    if isinstance(error, Unavailable):
        return [("", error.reason, translate(f"unavailable.{error.reason}", **error.values))]
    raise error


def problem(found: Problem, translate: Translate) -> str:
    """Return a problem's sentence; a value is shortened, so that the line stays one."""
    return translate(f"error.{found.code}", **_shortened(found.values))


def _shortened(values: Mapping[str, object]) -> dict[str, object]:
    return {key: one_line(str(value))[:_SHOWN] for key, value in values.items()}


def one_line(words: str) -> str:
    """Return words without anything that would end the line or move a terminal's cursor."""
    return _CONTROLS.sub(" ", words)
