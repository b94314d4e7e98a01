# SPDX-License-Identifier: MIT
"""The table of verbs, and the options that all of them share."""

from __future__ import annotations

from mdtdesk.cli.grammar import Option, Verb
from mdtdesk.domain.roles import ROLES
from mdtdesk.domain.worklist import VIEWS
from mdtdesk.i18n import LANGUAGES

COMMON = (
    Option("store", "directory"),
    Option("as", "name"),
    Option("password-file", "file"),
    Option("language", "language", choices=LANGUAGES),
    Option("json"),
    Option("version"),
    Option("help", short="h"),
)
_NEW_PASSWORD = Option("new-password-file", "file")
_CASES = Option("case", "number", repeated=True)
_CASE = Option("case", "number", needed=True)
_MEETING = Option("meeting", "meeting", needed=True)
_OUTPUT = Option("output", "file", short="o", needed=True)
_OF_A_MEETING = (
    *("agenda", "sign-in", "preparation", "case-sheets"),
    *("minutes", "sheets", "all"),
)

ANY_ANSWER = ("verb", "exit", "problems")
SCORE_KEYS = (
    *("ref", "instrument", "version", "status", "lesion", "applicable", "reason", "answers"),
    *("points", "total", "band", "missing", "ask", "not_scorable", "reasons", "range"),
    *("overridden", "value", "flags", "problems"),
)
VERBS = (
    Verb(
        ("demo",),
        "demos.make",
        ("directory",),
        (),
        ("store", "prints", "people", "password"),
        "./demo",
    ),
    Verb(
        ("store", "create"),
        "stores.create",
        ("directory",),
        (Option("person", "name", needed=True), Option("title", "text"), _NEW_PASSWORD),
        ("store", "person", "recovery_code", "one_time_password"),
        "team.mdt --person HAN",
    ),
    Verb(("store", "check"), "stores.check", (), (), ("store", "sound", "faults"), ""),
    Verb(
        ("store", "upgrade"),
        "stores.upgrade",
        (),
        (),
        ("store", "schema", "backup", "upgraded"),
        "",
    ),
    Verb(
        ("store", "backup"),
        "stores.backup",
        ("destination",),
        (),
        ("store", "backup", "cases", "audit_head"),
        "/media/backups",
    ),
    Verb(
        ("store", "restore"),
        "stores.restore",
        ("source",),
        (),
        ("store", "backup", "kept_aside"),
        "/media/backups/team-20261124-183000.mdtbackup",
    ),
    Verb(
        ("store", "unlock"),
        "stores.unlock",
        (),
        (Option("because", "text", needed=True),),
        ("store", "host", "person"),
        '--because "ward PC broken"',
    ),
    Verb(
        ("person", "add"),
        "persons.add",
        (),
        (
            Option("name", "name", needed=True),
            Option("title", "text"),
            Option("role", "role", repeated=True, needed=True, choices=ROLES),
            _NEW_PASSWORD,
        ),
        ("person", "roles", "one_time_password"),
        "--name LIANG --role coordinator --new-password-file liang.txt",
    ),
    Verb(
        ("import",),
        "imports.run",
        ("file",),
        (Option("dry-run"), Option("valid-only"), Option("update")),
        ("file", "dry_run", "written", "counts", "documents"),
        "cases.json --dry-run",
    ),
    Verb(
        ("export",),
        "exports.run",
        (),
        (_CASES, _OUTPUT, Option("deidentified")),
        ("file", "cases", "sha256", "documents"),
        "--case 2026-0001 -o case.json",
    ),
    Verb(
        ("list",),
        "lists.run",
        (),
        (Option("view", "view", choices=VIEWS), Option("search", "text")),
        ("total", "cases"),
        '--view ready --search "zs t11"',
    ),
    Verb(
        ("print", "summary"),
        "prints.summary",
        (),
        (_CASE, _OUTPUT),
        ("file", "case", "language", "sha256", "audited"),
        "--case 2026-0001 -o summary.pdf --language en",
    ),
    Verb(
        ("print", "request"),
        "prints.request",
        (),
        (_CASE, _OUTPUT),
        ("file", "case", "language", "sha256", "audited"),
        "--case 2026-0001 -o request.pdf",
    ),
    *(
        Verb(
            ("print", name),
            "prints.of_meeting",
            (),
            (_MEETING, _OUTPUT),
            ("file", "meeting", "language", "sha256", "audited"),
            f"--meeting 2026-11-26 -o {name}.pdf",
        )
        for name in _OF_A_MEETING
    ),
    Verb(
        ("score",),
        "score.run",
        (),
        (),
        ("results",),
        "< cases.jsonl",
        SCORE_KEYS,
    ),
    Verb(
        ("doctor",),
        "doctors.run",
        (),
        (),
        ("findings",),
        "--json",
    ),
    Verb(
        ("policy", "check"),
        "policies.check",
        ("file",),
        (),
        ("file", "keys"),
        "policy.toml",
    ),
    Verb(
        ("update", "key"),
        "updating.key",
        ("file",),
        (),
        ("file", "public_key"),
        "update-key.pem",
    ),
    Verb(
        ("update", "announce"),
        "updating.announce",
        ("release",),
        (Option("key", "file", needed=True), Option("place", "text"), _OUTPUT),
        ("file", "release"),
        "0.2.0 --key update-key.pem -o announcement.toml",
    ),
    Verb(
        ("audit", "verify"),
        "audits.verify",
        (),
        (Option("anchor", "head"),),
        ("holds", "rows", "head", "fault", "at", "waiting", "case", "decision"),
        '--anchor "9f3c 21b7 5e08"',
    ),
)
