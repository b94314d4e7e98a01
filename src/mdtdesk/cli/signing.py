# SPDX-License-Identifier: MIT
"""Which store, who, with which password; opens it for the time of one verb."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mdtdesk import app, policy, settings
from mdtdesk.app import Person, SignedIn
from mdtdesk.cli.grammar import Call, UsageError
from mdtdesk.errors import Problem, Rejected


def directory(call: Call) -> Path:
    """Return the store that is meant. Raises UsageError where none is named."""
    named = call.text("store") or os.environ.get("MDTDESK_STORE") or settings.load().store
    if not named:
        raise UsageError("no_store")
    return Path(named)


@contextmanager
def signed_in(call: Call, *, writer: bool = False, older: bool = False) -> Iterator[SignedIn]:
    """Open the store for a verb, and close it after; readers take no writer's lock."""
    place = directory(call)
    person = chosen(call, place)
    signed = app.sign_in_as(place, person.id, password(call), writer=writer, older=older)
    try:
        if signed.must_change:
            raise Rejected([Problem("", "password_to_change", {"value": person.name})])
        yield signed
    finally:
        app.sign_out(signed)


def chosen(call: Call, place: Path) -> Person:
    """Return who signs in: the one named, or the store's only person."""
    listed, name = app.people(place), call.text("as")
    if not name and len(listed) != 1:
        raise UsageError("as_needed", names=", ".join(person.name for person in listed))
    found = [person for person in listed if not name or person.name == name]
    if not found:
        raise Rejected([Problem("--as", "no_such_person", {"value": name})])
    return found[0]


def password(call: Call) -> str:
    """Return the password of who signs in: from a file, the environment, or asked for."""
    found = given_password(call)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise UsageError("no_password")
    return getpass.getpass(call.translate("cli.ask_password"))


def given_password(call: Call) -> str | None:
    """Return the password from a file or the environment, None if neither is there."""
    named = call.text("password-file")
    return read_password(named) if named else os.environ.get("MDTDESK_PASSWORD")


def new_password(call: Call) -> str | None:
    """Return a new password from its file, None without one. Raises Rejected if it is short."""
    named = call.text("new-password-file")
    if not named:
        return None
    given, least = read_password(named), policy.current().password_length
    if least and len(given) < least:
        raise Rejected([Problem("", "password_short", {"value": least})])
    return given


def read_password(named: str) -> str:
    """Return a file's first line; a byte order mark and the line's end are no part of it."""
    try:
        text = Path(named).read_text("utf-8-sig")
    except OSError:
        raise UsageError("password_missing", value=named) from None
    except UnicodeDecodeError:
        raise UsageError("password_unreadable", value=named) from None
    found = text.splitlines()[0] if text else ""
    if not found:
        raise UsageError("password_empty", value=named)
    return found
