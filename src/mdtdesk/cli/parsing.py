# SPDX-License-Identifier: MIT
"""Reads what was typed by the table of verbs; common options stand before or after the verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mdtdesk.cli.grammar import Given, Option, UsageError, Verb
from mdtdesk.cli.verbs import COMMON, VERBS

LONGEST = max(len(verb.words) for verb in VERBS)


@dataclass(slots=True)
class Typed:
    """What was typed: the verb, None if there is none, and the values by name."""

    verb: Verb | None = None
    given: dict[str, Given] = field(default_factory=dict)


def parse(argv: Sequence[str]) -> Typed:
    """Return what was typed. Raises UsageError."""
    verb, rest = _verb(argv)
    typed = Typed(verb)
    options = {**_named(COMMON), **_named(verb.options if verb else ())}
    places: list[str] = []
    words = list(rest)
    while words:
        word = words.pop(0)
        if word == "--":
            places += words
            break
        if word.startswith("-") and word != "-":
            _take(typed, options, word, words=words)
        else:
            places.append(word)
    if typed.given.get("help") or typed.given.get("version"):
        return typed
    return _completed(typed, places)


def asked_language(argv: Sequence[str]) -> str:
    """Return the language that is asked for, even where the rest cannot be understood."""
    for index, word in enumerate(argv):
        if word.startswith("--language="):
            return word.partition("=")[2]
        if word == "--language" and index + 1 < len(argv):
            return argv[index + 1]
    return ""


def _named(options: Sequence[Option]) -> dict[str, Option]:
    found = {f"--{option.name}": option for option in options}
    return found | {f"-{option.short}": option for option in options if option.short}


def _verb(argv: Sequence[str]) -> tuple[Verb | None, list[str]]:
    """Return the verb and what remains: the words of the verb need not stand first."""
    common, skipped = _named(COMMON), -1
    at: list[int] = []
    for index, word in enumerate(argv):
        if word == "--" or len(at) == LONGEST:
            break
        option = common.get(word)
        if option and option.value:
            skipped = index + 1
        elif not word.startswith("-") and index != skipped:
            at.append(index)
    for length in range(LONGEST, 0, -1):
        words = tuple(argv[i] for i in at[:length])
        found = next((verb for verb in VERBS if verb.words == words), None)
        if found:
            return found, [w for i, w in enumerate(argv) if i not in at[:length]]
    if not at:
        return None, list(argv)
    raise UsageError("unknown_verb", value=" ".join(argv[i] for i in at))


def _take(typed: Typed, options: dict[str, Option], word: str, *, words: list[str]) -> None:
    name, equals, value = word.partition("=")
    option = options.get(name)
    if option is None:
        raise UsageError("unknown_option", value=name)
    if not option.value:
        if equals:
            raise UsageError("takes_no_value", option=name)
        typed.given[option.name] = True
        return
    if not equals:
        if not words or (words[0].startswith("--")):
            raise UsageError("needs_value", option=name)
        value = words.pop(0)
    if option.choices and value not in option.choices:
        raise UsageError("no_choice", option=name, value=value, options=", ".join(option.choices))
    before = typed.given.get(option.name)
    if option.repeated:
        typed.given[option.name] = (*(before if isinstance(before, tuple) else ()), value)
    elif before is not None:
        raise UsageError("twice", option=name)
    else:
        typed.given[option.name] = value


def _completed(typed: Typed, places: Sequence[str]) -> Typed:
    verb = typed.verb
    if verb is None:
        raise UsageError("no_verb")
    if len(places) > len(verb.arguments):
        raise UsageError("too_many", value=places[len(verb.arguments)])
    if len(places) < len(verb.arguments):
        raise UsageError("too_few", argument=verb.arguments[len(places)])
    for option in verb.options:
        if option.needed and not typed.given.get(option.name):
            raise UsageError("option_needed", option=option.spelled)
    typed.given |= dict(zip(verb.arguments, places, strict=True))
    return typed
