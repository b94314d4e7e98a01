# SPDX-License-Identifier: MIT
"""What hospital IT has settled for everybody on this machine: ``policy.toml``, before settings.

A policy that cannot be read whole stops the program: half of it would be worse than none, since
nobody would see what is not in force. Every fault names its line and its key.
"""

from __future__ import annotations

import base64
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from mdtdesk.errors import MdtdeskError
from mdtdesk.i18n import LANGUAGES, Language, Translate
from mdtdesk.paths import resource
from mdtdesk.system import machine_folder

FILE = "policy.toml"
IDLE_MINUTES = range(1, 16)  # shorter than one nobody can work, longer than fifteen nobody should
PASSWORD_LENGTH = range(8, 65)
_KEY_BYTES = 32  # of an Ed25519 public key


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its line (0 if none can be named), its key, the code of its sentence."""

    line: int
    key: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class Broken(MdtdeskError):
    """The file is there and cannot be taken as it is."""

    def __init__(self, path: Path, faults: tuple[Fault, ...]) -> None:
        self.path = path
        self.faults = faults
        super().__init__(f"{path}: {', '.join(each.key or each.code for each in faults)}")


@dataclass(frozen=True, slots=True)
class Policy:
    """What is settled; an empty string or None is left to each person.

    store           directory of the store that is opened at start
    backups         first and second directory for backups
    idle_minutes    without a key before the window locks, 1–15
    password_length least number of characters of a new password, 8–64
    apart           sets of roles that nobody may hold together
    export          whether case documents, lists and texts may leave as files or by the clipboard
    pdf             whether prints may be saved as PDF files, or go to a printer only
    announcement    file in a share that names a newer version, with the key that signs it
    named           the keys that the file holds, as ``backup.first``
    """

    store: str = ""
    language: Language | None = None
    backups: str = ""
    backups_second: str = ""
    hospital: str = ""
    department: str = ""
    idle_minutes: int | None = None
    password_length: int | None = None
    apart: tuple[frozenset[str], ...] = ()
    export: bool = True
    pdf: bool = True
    announcement: str = ""
    announcement_key: str = ""
    named: frozenset[str] = frozenset()


def _folder(value: object) -> str:
    if not isinstance(value, str) or not Path(value).is_absolute():
        raise _Wrong("not_a_place")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or "\n" in value:
        raise _Wrong("not_text")
    return value.strip()


def _language(value: object) -> Language:
    for language in LANGUAGES:
        if value == language:
            return language
    raise _Wrong("not_in_list", options=", ".join(LANGUAGES))


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("not_yes_or_no")
    return value


def _number(allowed: range) -> Callable[[object], int]:
    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
            raise _Wrong("not_in_range", lowest=allowed[0], highest=allowed[-1])
        return value

    return read


def _public_key(value: object) -> str:
    try:
        raw = base64.b64decode(_text(value), validate=True)
    except ValueError as error:
        raise _Wrong("not_a_key") from error
    if len(raw) != _KEY_BYTES:
        raise _Wrong("not_a_key")
    return _text(value)


@cache
def _roles() -> frozenset[str]:
    table = tomllib.loads(resource("vocabularies", "role.toml").read_text("utf-8"))
    return frozenset(row["code"] for row in table["code"])


def _role_sets(value: object) -> tuple[frozenset[str], ...]:
    rows = value if isinstance(value, list) else []
    if not rows or not all(_is_set(row) for row in rows):
        raise _Wrong("not_role_sets")
    for role in (role for row in rows for role in row):
        if role not in _roles():
            raise _Wrong("not_in_list", options=", ".join(sorted(_roles())))
    return tuple(frozenset(row) for row in rows)


def _is_set(row: object) -> bool:
    """Tell whether these are two words or more, none twice: one role alone is apart from itself."""
    if not isinstance(row, list) or not all(isinstance(each, str) for each in row):
        return False
    return len(row) == len(set(row)) > 1


# key of the file → field of Policy and how its value is read
KEYS: Mapping[str, tuple[str, Callable[[object], object]]] = {
    "store": ("store", _folder),
    "language": ("language", _language),
    "backup.first": ("backups", _folder),
    "backup.second": ("backups_second", _folder),
    "letterhead.hospital": ("hospital", _text),
    "letterhead.department": ("department", _text),
    "lock.idle_minutes": ("idle_minutes", _number(IDLE_MINUTES)),
    "password.least_length": ("password_length", _number(PASSWORD_LENGTH)),
    "roles.apart": ("apart", _role_sets),
    "output.export": ("export", _yes_or_no),
    "output.pdf": ("pdf", _yes_or_no),
    "updates.announcement": ("announcement", _folder),
    "updates.public_key": ("announcement_key", _public_key),
}
_PAIRED = ("updates.announcement", "updates.public_key")


class _Wrong(ValueError):
    """A value that its key does not take."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


def place() -> Path:
    """Return where this machine's policy lies, there or not."""
    return machine_folder() / FILE


@cache
def current() -> Policy:
    """Return the policy in force, read once. Raises Broken."""
    return load(place())


def load(path: Path) -> Policy:
    """Read a policy; none there settles nothing. Raises Broken."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Policy()
    except (OSError, UnicodeDecodeError) as error:
        raise Broken(path, (Fault(0, "", "not_readable"),)) from error
    return read(text, path)


def read(text: str, path: Path) -> Policy:
    """Return what a policy's text settles. Raises Broken with all its faults."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise Broken(path, (Fault(line, "", "not_toml"),)) from error
    found: dict[str, object] = {}
    faults: list[Fault] = []
    given = dict(_flat(table))
    for key, value in given.items():
        if key not in KEYS:
            faults.append(Fault(_line(text, key), key, "unknown"))
            continue
        name, reader = KEYS[key]
        try:
            found[name] = reader(value)
        except _Wrong as wrong:
            values = {"value": str(value), **wrong.values}
            faults.append(Fault(_line(text, key), key, wrong.code, values))
    if len(alone := [key for key in _PAIRED if key in given]) == 1:
        faults.append(Fault(_line(text, alone[0]), alone[0], "needs_its_pair"))
    if faults:
        raise Broken(path, tuple(sorted(faults, key=lambda fault: fault.line)))
    return Policy(**found, named=frozenset(given))  # type: ignore[arg-type]


def said(fault: Fault, translate: Translate) -> str:
    """Return one fault in words, with its line where it is known."""
    words = translate(f"policy.fault.{fault.code}", **fault.values)
    if not fault.line:
        return words
    return translate("policy.at_line", line=fault.line, words=words)


def told(broken: Broken, translate: Translate) -> str:
    """Return why the program does not start, all faults below it."""
    lines = [f"{each.key}: {said(each, translate)}".removeprefix(": ") for each in broken.faults]
    return "\n".join([translate("policy.broken", file=broken.path), *lines])


def _flat(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _line(text: str, key: str) -> int:
    """Return the line on which a key stands, under its table or with its whole name."""
    table, _, last = key.rpartition(".")
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([\w.\"'-]+)\s*\]+", line):
            here = header[1]
        elif found := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            named = found[1].replace('"', "").replace("'", "")
            if (here, named) == (table, last) or f"{here}.{named}".lstrip(".") == key:
                return number
    return 0
