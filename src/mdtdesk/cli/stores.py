# SPDX-License-Identifier: MIT
"""``store``: create, check, upgrade, backup, restore, unlock."""

from __future__ import annotations

from pathlib import Path

from mdtdesk import app, safekeeping, settings
from mdtdesk.app import FirstPerson, SignedIn
from mdtdesk.cli import signing
from mdtdesk.cli.answers import DONE, REFUSED
from mdtdesk.cli.grammar import Call
from mdtdesk.domain import passwords
from mdtdesk.errors import Problem, Rejected
from mdtdesk.services import backups


def create(call: Call) -> int:
    """Make a store with its first person; the recovery code is printed once."""
    name = call.text("person").strip()
    if not name:
        raise Rejected([Problem("--person", "missing", {})])
    chosen = signing.new_password(call) or signing.given_password(call)
    password = chosen or passwords.one_time()
    first = FirstPerson(name, call.text("title"), password, must_change=chosen is None)
    made = app.create_store(Path(call.text("directory")), first)
    once = "" if chosen else password
    call.speaker.tell(
        store=str(made.directory),
        person=name,
        recovery_code=made.recovery_code,
        one_time_password=once,
    )
    call.speaker.say(call.translate("cli.created", path=made.directory, name=name))
    call.speaker.say(call.translate("cli.recovery_code", code=made.recovery_code))
    if once:
        call.speaker.say(call.translate("cli.one_time_password", name=name, password=once))
    return DONE


def check(call: Call) -> int:
    """Check the whole database."""
    with signing.signed_in(call) as signed:
        faults = backups.check(signed.context)
    call.speaker.tell(store=str(signed.directory), sound=not faults, faults=faults)
    if faults:
        said = call.translate("unavailable.damaged", path=signed.directory)
        for fault in (said, *faults):
            call.speaker.problem("", "damaged", fault)
        return REFUSED
    call.speaker.say(call.translate("cli.sound", path=signed.directory))
    return DONE


def upgrade(call: Call) -> int:
    """Bring an older store to this program's schema, after a verified backup."""
    with signing.signed_in(call, writer=True, older=True) as signed:
        store, before = signed.context.store, signed.context.store.schema
        older = app.is_older(signed)
        made = str(app.upgrade(signed, _backup_folder(signed))) if older else ""
        schema = store.schema
    call.speaker.tell(
        store=str(signed.directory), schema=schema, backup=made, upgraded=schema != before
    )
    key = "cli.upgraded" if made else "cli.up_to_date"
    call.speaker.say(call.translate(key, schema=schema, path=made or signed.directory))
    return DONE


def _backup_folder(signed: SignedIn) -> Path:
    return safekeeping.folder(signed.directory, settings.load().backups)


def backup(call: Call) -> int:
    """Copy the store into a folder and prove the copy."""
    with signing.signed_in(call) as signed:
        made = backups.backup(signed.context, Path(call.text("destination")))
    facts = made.manifest.facts
    cases = facts.counts.get("cases", 0)
    call.speaker.tell(
        store=str(signed.directory), backup=str(made.path), cases=cases, audit_head=facts.audit_head
    )
    call.speaker.say(call.translate("cli.backed_up", path=made.path, count=cases))
    return DONE


def restore(call: Call) -> int:
    """Put a backup in the store's place; the replaced store is kept beside it."""
    source, target = Path(call.text("source")), signing.directory(call)
    if app.is_store(target):
        with signing.signed_in(call) as signed:
            made = safekeeping.put_back(signed, source, target)
    else:
        person = signing.chosen(call, source)
        signed = app.sign_in_to_backup(source, person, signing.password(call))
        made = safekeeping.put_back(signed, source, target)
    aside = str(made.kept_aside) if made.kept_aside else ""
    call.speaker.tell(store=str(target), backup=str(source), kept_aside=aside)
    call.speaker.say(call.translate("cli.restored", path=target, source=source))
    if aside:
        call.speaker.say(call.translate("cli.kept_aside", path=aside))
    return DONE


def unlock(call: Call) -> int:
    """Clear the lock that another computer left."""
    with signing.signed_in(call) as signed:
        left = backups.unlock(signed.context, call.text("because"))
    host, person = (left.host, left.person) if left else ("", "")
    call.speaker.tell(store=str(signed.directory), host=host, person=person)
    key = "cli.unlocked" if left else "cli.not_locked"
    values = {"host": host, "person": person} if left else {"path": signed.directory}
    call.speaker.say(call.translate(key, **values))
    return DONE
