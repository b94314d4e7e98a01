# SPDX-License-Identifier: MIT
"""An audit entry in words: what was done, to which field, from which value to which."""

from __future__ import annotations

import json
import re

from mdtdesk.domain import ids, vocabulary
from mdtdesk.domain.audit_log import AuditEntry
from mdtdesk.domain.document import EMPTY, freeze
from mdtdesk.i18n import Translate
from mdtdesk.ui.case import words

_INDEX = re.compile(r"\[[^\]]*\]")
_OF = {"agenda": "on_agenda", "meeting": "the_meeting", "series": "the_series"}
_OF_ROLES = ("person_added", "roles_changed")
_ROLE = re.compile(rf"\b({'|'.join(vocabulary.codes('role'))})\b")
_FILE = re.compile("[0-9a-f]{12}")
_NAMED = ("worklist", "audit", "summary", "request", "record_text")


def moment(stored: str) -> str:
    """Return a stored date-time to the second, by the clock of the place it was made at."""
    return stored[:19].replace("T", " ")


def role(code: str, translate: Translate) -> str:
    """Return a role's name; none was needed where the entry has none."""
    return translate.code("role", code, short=True) if vocabulary.has("role", code) else ""


def action(code: str, translate: Translate) -> str:
    """Return what was done; an action of a newer program is named as it is."""
    known = vocabulary.has("audit_action", code)
    return translate.code("audit_action", code) if known else code


def what(entry: AuditEntry, translate: Translate) -> str:
    """Return the field, the print or the person it was about; ids say nothing to anybody."""
    return entry.concerns or path(entry.path, translate)


def path(stored: str, translate: Translate) -> str:
    """Return a stored path in words."""
    kind, colon, rest = stored.partition(":")
    if stored in _NAMED:
        return translate(f"audit.{stored}")
    if colon and kind in _OF and ids.is_id(rest[:36]):
        return translate(f"audit.{_OF[kind]}")
    if ids.is_id(stored):
        return ""
    if _FILE.fullmatch(stored):
        return translate("audit.file", digest=stored)
    if colon and translate.has(f"meeting.print.{kind}"):
        return translate(f"meeting.print.{kind}")
    plain = _INDEX.sub("", stored)
    if not translate.has(f"field.{plain}"):
        return stored
    section = plain.partition(".")[0]
    if section == plain or not translate.has(f"field.{section}"):
        return translate.field(plain)
    return translate("print.colon").join((translate.field(section), translate.field(plain)))


def value(entry: AuditEntry, translate: Translate) -> str:
    """Return what it was and what it became."""
    old, new = (_said(entry, each, translate) for each in (entry.old, entry.new))
    if old and new:
        return translate("audit.from_to", old=old, new=new)
    return translate("audit.removed", old=old) if old and entry.action == "changed" else old or new


def _said(entry: AuditEntry, stored: str, translate: Translate) -> str:
    if not stored:
        return ""
    if entry.digested:
        return translate("audit.digest", digest=stored)
    try:
        read = json.loads(stored)
    except ValueError:
        read = stored
    if isinstance(read, dict):
        if "format" in read:
            return translate("audit.whole_case")
        return translate("wording.list").join(str(v) for v in read.values() if v)
    if entry.action in _OF_ROLES:
        return _ROLE.sub(lambda found: role(found[0], translate), str(read))
    if entry.path.endswith(".basis.document"):
        return translate("audit.whole_case")
    if entry.path.endswith(".role"):
        return role(str(read), translate) or str(read)
    if entry.number and translate.has(f"field.{_INDEX.sub('', entry.path)}"):
        return words.value(entry.path, freeze(read), EMPTY, translate)
    return str(read)
