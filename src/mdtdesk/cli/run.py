# SPDX-License-Identifier: MIT
"""Runs one command line from its words to its exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence

from mdtdesk import __version__, crashes, policy, settings, system
from mdtdesk.cli import answers, helping, parsing
from mdtdesk.cli.answers import Answer
from mdtdesk.cli.grammar import Call, UsageError, Verb
from mdtdesk.errors import MdtdeskError
from mdtdesk.i18n import LANGUAGES, Language, Translate, translator

_PROGRAM = "mdtdesk"
_WITHOUT_POLICY = ("policy check", "doctor")  # what is used to find out what is wrong with it


def main(argv: Sequence[str]) -> int:
    """Do what is asked; 0 done, 1 refused, 2 wrong usage, 3 unavailable."""
    system.utf8_output()
    translate = translator(_language(argv))
    try:
        return _main(argv, translate)
    except BrokenPipeError:
        # whoever read the answer has left; the rest of it would only be a second error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return answers.DONE
    except KeyboardInterrupt:
        print(translate("cli.interrupted"), file=sys.stderr)
        return answers.INTERRUPTED


def _language(argv: Sequence[str]) -> Language:
    asked = parsing.asked_language(argv)
    known = (language for language in LANGUAGES if language == asked)
    return next(known, None) or settings.load().language


def _main(argv: Sequence[str], translate: Translate) -> int:
    answer = Answer(translate, as_json="--json" in argv)
    try:
        typed = parsing.parse(argv)
    except UsageError as fault:
        return _usage(answer, fault, translate)
    if typed.given.get("version"):
        answer.say(f"{_PROGRAM} {__version__}")
        answer.tell(version=__version__)
        answer.end("", answers.DONE)
        return answers.DONE
    if typed.given.get("help") or typed.verb is None:
        print(helping.text(typed.verb, translate))
        return answers.DONE
    return _run(Call(typed.verb, typed.given, translate, answer), answer)


def _run(call: Call, answer: Answer) -> int:
    try:
        if call.verb.spelled not in _WITHOUT_POLICY:
            policy.current()
        crashes.note(".".join(("verb", *call.verb.words)).replace("-", "_"))
        code = _function(call.verb)(call)
    except policy.Broken as broken:
        answer.problem("", "policy", call.translate("policy.broken", file=broken.path))
        for fault in broken.faults:
            answer.problem(fault.key, fault.code, policy.said(fault, call.translate))
        code = answers.UNAVAILABLE
    except UsageError as fault:
        return _usage(answer, fault, call.translate, call.verb)
    except MdtdeskError as error:
        code = answer.fail(error)
    answer.end(call.verb.spelled, code)
    return code


def _function(verb: Verb) -> Callable[[Call], int]:
    # By name: SQLAlchemy costs 0.4 s to import, and help, version and wrong usage need none.
    module, _, name = verb.run.partition(".")
    found: Callable[[Call], int] = getattr(importlib.import_module(f"mdtdesk.cli.{module}"), name)
    return found


def _usage(
    answer: Answer, fault: UsageError, translate: Translate, verb: Verb | None = None
) -> int:
    values = dict(fault.values)
    if "argument" in values:
        values["argument"] = translate(f"cli.value.{values['argument']}")
    words = translate(f"cli.usage.{fault.code}", **values)
    answer.problem("", fault.code, words)
    if not answer.as_json:
        print(helping.usage(verb, translate), file=sys.stderr)
        print(translate("cli.see_help"), file=sys.stderr)
    answer.end(verb.spelled if verb else "", answers.USAGE)
    return answers.USAGE
