# SPDX-License-Identifier: MIT
"""``demo``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from mdtdesk import demo
from mdtdesk.cli.answers import DONE
from mdtdesk.cli.grammar import Call
from mdtdesk.storage import faults


def make(call: Call) -> int:
    """Make the demo store and its prints; print its people and their password."""
    folder, translate = Path(call.text("directory")), call.translate
    with faults.files(folder):
        made = demo.make(folder)
    call.speaker.tell(
        store=str(made.store),
        prints=str(made.prints),
        people=[asdict(person) for person in made.people],
        password=made.password,
    )
    call.speaker.say(
        translate("cli.demo_made", path=made.store, count=made.cases, prints=made.prints)
    )
    for person in made.people:
        roles = ", ".join(translate.code("role", role) for role in person.roles)
        words = translate("cli.demo_person", name=person.name, title=person.title, roles=roles)
        call.speaker.say(words)
    call.speaker.say(translate("cli.demo_password", password=made.password))
    return DONE
