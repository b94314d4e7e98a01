# SPDX-License-Identifier: MIT
"""What may be typed: options, verbs and the call that is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from mdtdesk.i18n import Translate

Given = str | bool | tuple[str, ...]


class UsageError(Exception):
    """What was typed cannot be understood: ``cli.usage.<code>`` says why."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Option:
    """One option; without ``value`` (a key of ``cli.value.*``) it is a plain yes."""

    name: str
    value: str = ""
    short: str = ""
    repeated: bool = False
    needed: bool = False
    choices: tuple[str, ...] = ()

    @property
    def spelled(self) -> str:
        """Return the option as it is typed."""
        return f"-{self.short}" if self.short else f"--{self.name}"


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing the program does.

    words      as typed: ``("store", "backup")``
    run        module and function in ``mdtdesk.cli``, imported when the verb is asked for
    arguments  keys of ``cli.value.*``; each is needed
    keys       the keys of its answer with ``--json``
    example    the rest of a line that shows its use
    line_keys  the keys of one line, for a verb that answers by JSON lines
    """

    words: tuple[str, ...]
    run: str
    arguments: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    keys: tuple[str, ...] = ()
    example: str = ""
    line_keys: tuple[str, ...] = ()

    @property
    def spelled(self) -> str:
        """Return the verb as it is typed."""
        return " ".join(self.words)


class Speaker(Protocol):
    """Where a verb's answers go."""

    def say(self, line: str) -> None:
        """Say one line of the answer."""

    def tell(self, **values: object) -> None:
        """Give keys of the answer."""

    def problem(self, path: str, code: str, words: str) -> None:
        """Say one problem."""


@dataclass(frozen=True, slots=True)
class Call:
    """One verb with what was typed for it."""

    verb: Verb
    given: Mapping[str, Given]
    translate: Translate
    speaker: Speaker = field(repr=False)

    def text(self, name: str) -> str:
        """Return an option's or argument's value, empty if it was not typed."""
        value = self.given.get(name, "")
        return value if isinstance(value, str) else ""

    def flag(self, name: str) -> bool:
        """Tell whether an option was typed."""
        return self.given.get(name) is True

    def many(self, name: str) -> tuple[str, ...]:
        """Return every value of an option that may be repeated."""
        value = self.given.get(name, ())
        return value if isinstance(value, tuple) else ()
