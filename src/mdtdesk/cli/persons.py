# SPDX-License-Identifier: MIT
"""``person add``."""

from __future__ import annotations

from mdtdesk import app
from mdtdesk.cli import signing
from mdtdesk.cli.answers import DONE
from mdtdesk.cli.grammar import Call
from mdtdesk.domain import passwords
from mdtdesk.domain.drafts import PersonDraft


def add(call: Call) -> int:
    """Add a person with roles, with the password of a file or a one-time password."""
    roles = tuple(dict.fromkeys(call.many("role")))
    draft = PersonDraft(call.text("name").strip(), roles, call.text("title"))
    chosen = signing.new_password(call)
    password = chosen or passwords.one_time()
    with signing.signed_in(call, writer=True) as signed:
        app.add_person(signed, draft, password, must_change=chosen is None)
    once = "" if chosen else password
    call.speaker.tell(person=draft.name, roles=roles, one_time_password=once)
    said = [call.translate.code("role", role) for role in roles]
    call.speaker.say(call.translate("cli.added", name=draft.name, roles=", ".join(said)))
    if once:
        call.speaker.say(call.translate("cli.one_time_password", name=draft.name, password=once))
    return DONE
