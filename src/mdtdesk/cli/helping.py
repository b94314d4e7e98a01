# SPDX-License-Identifier: MIT
"""The help: usage, verbs, options, keys of the answers, examples; all of it from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdtdesk.cli.grammar import Option, Verb
from mdtdesk.cli.verbs import ANY_ANSWER, COMMON, VERBS
from mdtdesk.i18n import Translate

_PROGRAM = "mdtdesk"
_INDENT = "  "


def usage(verb: Verb | None, translate: Translate) -> str:
    """Return the one line that says what may be typed."""
    if verb is None:
        return translate("cli.usage_line", line=f"{_PROGRAM} {translate('cli.any_verb')}")
    return translate("cli.usage_line", line=f"{_PROGRAM} {_line(verb, translate)}")


def text(verb: Verb | None, translate: Translate) -> str:
    """Return the whole help, of one verb or of the program."""
    return "\n".join(_of_verb(verb, translate) if verb else _of_program(translate))


def _line(verb: Verb, translate: Translate) -> str:
    parts = [verb.spelled, *(_value(name, translate) for name in verb.arguments)]
    for option in verb.options:
        spelled = _spelled(option, translate)
        parts.append(spelled if option.needed else f"[{spelled}]")
        if option.repeated:
            parts[-1] += "…"
    return " ".join(parts)


def _value(name: str, translate: Translate) -> str:
    return translate(f"cli.value.{name}")


def _spelled(option: Option, translate: Translate) -> str:
    if not option.value:
        return option.spelled
    chosen = "|".join(option.choices)
    return f"{option.spelled} {chosen or _value(option.value, translate)}"


def _of_program(translate: Translate) -> Iterator[str]:
    yield usage(None, translate)
    yield translate("cli.about.program")
    yield ""
    yield translate("cli.heading.verbs")
    for verb in VERBS:
        yield f"{_INDENT}{_line(verb, translate)}"
        yield f"{_INDENT * 3}{_about(verb, translate)}"
    yield from _options(COMMON, translate, "cli.heading.common")
    yield ""
    yield translate("cli.heading.keys")
    yield f"{_INDENT}{translate('cli.any_verb')}: {', '.join(ANY_ANSWER)}"
    for verb in VERBS:
        yield f"{_INDENT}{verb.spelled}: {', '.join(verb.keys)}"
    for verb in VERBS:
        yield from _lines(verb, translate)
    yield from _examples(VERBS, translate)
    yield ""
    yield translate("cli.exits")


def _of_verb(verb: Verb, translate: Translate) -> Iterator[str]:
    yield usage(verb, translate)
    yield _about(verb, translate)
    yield from _options(verb.options, translate, "cli.heading.options")
    yield from _options(COMMON, translate, "cli.heading.common")
    yield ""
    yield translate("cli.heading.keys")
    yield f"{_INDENT}{', '.join((*ANY_ANSWER, *verb.keys))}"
    yield from _lines(verb, translate)
    yield from _examples((verb,), translate)
    yield ""
    yield translate("cli.exits")


def _lines(verb: Verb, translate: Translate) -> Iterator[str]:
    """Yield the keys of a line, of a verb that answers by lines."""
    if verb.line_keys:
        yield ""
        yield translate("cli.heading.line_keys")
        yield f"{_INDENT}{verb.spelled}: {', '.join(verb.line_keys)}"


def _about(verb: Verb, translate: Translate) -> str:
    return translate(f"cli.about.{'.'.join(verb.words)}")


def _options(options: Iterable[Option], translate: Translate, heading: str) -> Iterator[str]:
    listed = tuple(options)
    if listed:
        yield ""
        yield translate(heading)
    for option in listed:
        yield f"{_INDENT}{_spelled(option, translate)}"
        yield f"{_INDENT * 3}{translate(f'cli.option.{option.name}')}"


def _examples(verbs: Iterable[Verb], translate: Translate) -> Iterator[str]:
    yield ""
    yield translate("cli.heading.examples")
    for verb in verbs:
        yield f"{_INDENT}{_PROGRAM} {verb.spelled} {verb.example}".rstrip()
