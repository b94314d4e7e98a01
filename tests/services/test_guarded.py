# SPDX-License-Identifier: MIT
"""Which permission guards which function: said here a second time, apart from the program.

``test_roles`` asks each function for its permission and tries every role; this holds the permission
itself, so that a function that is guarded by too little is noticed.
"""

from __future__ import annotations

import pytest

from services.test_roles import functions

GUARDED = {
    "add": "decisions.add",
    "administer": """
        backups.back_up_now backups.backup backups.restored backups.unlock
        backups.upgrade health.preview health.rehearse health.report health.state
        people.add people.amend people.disable people.enable people.recover
        people.reset people.set_roles
    """,
    "ask": "corrections.ask",
    "audit": "audit_log.actions audit_log.export audit_log.page",
    "close": """
        cases.close corrections.decline corrections.merge corrections.move
        corrections.unmerge corrections.withdraw
    """,
    "confirm": "cases.confirm",
    "decide": "decisions.agree decisions.carry_out decisions.record",
    "export": """
        exports.deidentified_step exports.every exports.leave_audit exports.step
        worklist.copied
    """,
    "import": "imports.preview imports.run",
    "list_incomplete": "agendas.list_incomplete",
    "meet": """
        agendas.list_case agendas.order agendas.unlist meetings.attend meetings.cancel
        meetings.change meetings.change_series meetings.finish meetings.make
        meetings.make_next meetings.make_series meetings.start
    """,
    "print": """
        documents.of_meeting documents.request documents.summary exports.record_text
    """,
    "ratify": "decisions.ratify",
    "read": """
        agendas.get agendas.minutes_of agendas.of_case agendas.tasks
        attachments.content attachments.listed attachments.small cases.find cases.get
        cases.last_changes cases.same_patient corrections.asked corrections.patients
        corrections.preview journal.forget_search journal.keep_search journal.searches
        meetings.all_series meetings.get meetings.rows meetings.upcoming
        signatures.signable signatures.unsigned worklist.counts worklist.find
        worklist.locate worklist.page
    """,
    "register": """
        attachments.add attachments.forget attachments.forgotten attachments.remove
        cases.amend cases.register
    """,
    "session": """
        backups.keep backups.note_restored health.is_behind instruments.enabled
        instruments.enabled_rules people.listed people.myself
    """,
    "sign": "decisions.sign",
    "switch": """
        instruments.confirm instruments.open_cases instruments.rescored
        instruments.switch_off instruments.switches instruments.touched
    """,
    "type": "journal.discard journal.forms journal.latest journal.read journal.write",
    "verify": "audit_trail.verify backups.check",
    "who_opened": "audit_log.who_opened",
}


@pytest.mark.promise("roles")
def test_each_function_is_guarded_by_its_permission() -> None:
    wanted = {name: permission for permission, names in GUARDED.items() for name in names.split()}
    assert {name: function.permission for name, function in functions()} == wanted
