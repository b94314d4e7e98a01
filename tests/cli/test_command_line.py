# SPDX-License-Identifier: MIT
"""The command line as a script uses it: real processes on real stores."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import weekly
from builders import CASES, context, create, documents
from mdtdesk import __version__, cli
from mdtdesk.cli.verbs import ANY_ANSWER, VERBS
from mdtdesk.domain.drafts import PersonDraft
from mdtdesk.paths import resource
from mdtdesk.services import audit_trail, people
from mdtdesk.storage import key_file, schema
from mdtdesk.storage.store import Store
from shell import Shell

INVENTED = resource("demo", "cases.json")
PUBLISHED = CASES / "published.json"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Return a shell on a new store of one person."""
    create(tmp_path / "team.mdt").store.close()
    return Shell(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return the same store, open for writing by this process."""
    with create(tmp_path / "team.mdt").store as opened:
        yield opened


def lines(done: Any) -> list[list[str]]:
    """Return the cells of each line of an answer."""
    return [line.split("\t") for line in done.stdout.splitlines()]


def test_a_store_from_its_making_to_its_restoring(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    word = tmp_path / "word.txt"
    word.write_bytes("\ufeffein langes Wort 马\r\n".encode())
    made = shell.answer(
        "store", "create", "team.mdt", "--person", "韩立群", "--new-password-file", str(word)
    )
    assert made["one_time_password"] == ""
    assert len(made["recovery_code"]) > 20
    shell.environment["MDTDESK_PASSWORD"] = "wrong"
    by = ("--password-file", str(word))
    refused = shell("list")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert shell("import", str(INVENTED), *by).returncode == 0
    backup = shell.answer("store", "backup", "copies", *by)
    assert backup["cases"] == 16
    assert shell("import", str(PUBLISHED), *by).returncode == 0
    assert shell.answer("list", *by)["total"] == 29
    restored = shell.answer("store", "restore", backup["backup"], *by)
    assert Path(restored["kept_aside"]).is_dir()
    assert shell.answer("list", *by)["total"] == 16
    assert shell.answer("store", "check", *by)["sound"] is True
    # where nothing is, a backup is opened by its own people
    shell.environment["MDTDESK_STORE"] = str(tmp_path / "new.mdt")
    assert shell.answer("store", "restore", backup["backup"], *by)["kept_aside"] == ""
    verified = shell.answer("audit", "verify", "--anchor", backup["audit_head"][:12], *by)
    assert verified["holds"] is True
    assert shell("audit", "verify", "--anchor", "0" * 12, *by).returncode == 1


def test_an_older_store_is_backed_up_and_upgraded(tmp_path: Path) -> None:
    create(tmp_path / "team.mdt", version=1).store.close()
    shell = Shell(tmp_path)
    assert shell("list").returncode == 3
    shell.environment["MDTDESK_CONFIG"] = str(tmp_path / "settings")
    told = shell.answer("store", "upgrade")
    assert (told["upgraded"], told["schema"]) == (True, schema.VERSION)
    assert key_file.read(Path(told["backup"])).schema == 1
    assert shell.answer("list")["total"] == 0
    assert shell.answer("audit", "verify")["holds"] is True
    again = shell.answer("store", "upgrade")
    assert (again["upgraded"], again["backup"]) == (False, "")
    # the backup is a whole store of the older schema: restored, it is upgraded once more
    shell.answer("store", "restore", told["backup"])
    assert shell.answer("store", "upgrade")["upgraded"] is True
    shell.environment["MDTDESK_STORE"] = str(tmp_path / "new.mdt")
    shell.answer("store", "restore", told["backup"])
    assert shell.answer("store", "upgrade")["upgraded"] is True


def test_an_import_answers_one_line_a_document(shell: Shell) -> None:
    done = shell("import", str(INVENTED))
    found = lines(done)
    assert (done.returncode, done.stderr) == (0, "")
    assert [row[0] for row in found] == ["created"] * 16
    assert [row[2] for row in found] == [f"cases[{i}]" for i in range(16)]
    assert found[1][1] == "2026-0901"
    assert {row[0] for row in lines(shell("import", str(INVENTED)))} == {"unchanged"}
    assert {row[0] for row in lines(shell("import", str(INVENTED), "--dry-run"))} == {"unchanged"}


def test_an_export_imports_as_unchanged(shell: Shell) -> None:
    shell("import", str(PUBLISHED))
    shell("import", str(INVENTED))
    assert shell("export", "-o", "all.json").returncode == 0
    whole = json.loads((shell.folder / "all.json").read_text("utf-8"))
    assert len(whole) == 29
    assert json.loads(shell("export", "-o", "-").stdout) == whole
    one = shell("export", "--case", "2026-0901", "--case", "DEMO-26001", "-o", "-").stdout
    assert [c["patient"]["mrn"] for c in json.loads(one)] == ["DEMO-26002", "DEMO-26001"]
    assert {row[0] for row in lines(shell("import", "all.json"))} == {"unchanged"}
    assert not [path for path in shell.folder.iterdir() if path.name.startswith(".")]


def test_every_bad_document_is_refused_and_nothing_written(shell: Shell) -> None:
    bad = documents("bad")
    file = shell.folder / "bad.json"
    file.write_text(json.dumps([each["document"] for each in bad]), "utf-8")
    for dry in ((), ("--dry-run",)):
        done = shell("import", "bad.json", *dry)
        assert done.returncode == 1
        assert {row[0] for row in lines(done)} == {"refused"}
        for index, each in enumerate(bad):
            assert f"\ncases[{index}].{each['path']}: " in "\n" + done.stderr, each["why"]
    assert shell.answer("list")["total"] == 0
    assert json.loads(shell("export", "-o", "-").stdout) == []


def test_one_bad_document_keeps_the_others_out_unless_asked(shell: Shell) -> None:
    good = json.loads(PUBLISHED.read_text("utf-8"))[:2]
    mixed = [good[0], documents("bad")[0]["document"], good[1]]
    (shell.folder / "mixed.json").write_text(json.dumps(mixed), "utf-8")
    refused = shell.answer("import", "mixed.json", code=1)
    assert (refused["written"], refused["counts"]["created"]) == (False, 0)
    assert shell.answer("list")["total"] == 0
    taken = shell.answer("import", "mixed.json", "--valid-only", code=1)
    assert (taken["written"], taken["counts"]["created"], taken["counts"]["refused"]) == (
        True,
        2,
        1,
    )
    assert [p["path"] for p in taken["problems"]] == ["cases[1].format"]
    assert shell.answer("list")["total"] == 2


def test_a_conflict_names_its_keys_and_is_amended_on_demand(shell: Shell) -> None:
    case = json.loads(PUBLISHED.read_text("utf-8"))[0]
    file = shell.folder / "case.json"
    file.write_text(json.dumps(case), "utf-8")
    shell("import", "case.json")
    file.write_text(json.dumps(case | {"wishes": "想回家"}), "utf-8")
    refused = shell("import", "case.json")
    assert (refused.returncode, lines(refused)[0][0], lines(refused)[0][2]) == (
        1,
        "conflict",
        "wishes",
    )
    assert refused.stderr.startswith("wishes: ")
    assert "想回家" in refused.stderr
    assert lines(shell("import", "case.json", "--update"))[0][0] == "updated"
    assert lines(shell("import", "case.json"))[0][0] == "unchanged"


def test_readers_read_beside_a_writer_and_writers_wait(store: Store, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    team = context(store)
    (tmp_path / "none.json").write_text("[]", "utf-8")
    for words in (
        ("list",),
        ("export", "-o", "x.json"),
        ("audit", "verify"),
        ("import", str(INVENTED), "--dry-run"),
        ("store", "check"),
        ("store", "backup", "copies"),
    ):
        assert shell(*words).returncode == 0, words
    refused = shell("import", "none.json")
    assert refused.returncode == 3
    assert "韩立群" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    waiting = audit_trail.verify(team).waiting
    assert waiting >= 8  # six sign-ins, an export, a backup
    people.add(team, PersonDraft("梁爽", ("coordinator",)))
    found = audit_trail.verify(team)
    assert (found.waiting, found.fault) == (0, "")


def test_a_case_is_printed_in_both_languages(shell: Shell) -> None:
    shell("import", str(INVENTED))
    for language in ("zh", "en"):
        done = shell("print", "summary", "--case", "DEMO-26001", "-o", "s.pdf", language=language)
        assert done.returncode == 0, done.stderr
        assert (shell.folder / "s.pdf").read_bytes().startswith(b"%PDF-")
    assert shell("print", "summary", "--case", "DEMO-26002", "-o", "t.pdf").returncode == 1
    assert not (shell.folder / "t.pdf").exists()


def test_the_prints_of_a_meeting_are_named_by_their_verbs(store: Store, tmp_path: Path) -> None:
    shell, team = Shell(tmp_path), context(store)
    weekly.listed(team, weekly.weekly(team), "DEMO-26007")
    where = ("--meeting", weekly.THURSDAY, "-o")
    for verb in VERBS:
        if verb.run == "prints.of_meeting":
            found = shell.answer(*verb.words, *where, "x.pdf")
            assert found["sha256"] == sha256((shell.folder / "x.pdf").read_bytes()).hexdigest()
    asked = shell("print", "request", "--case", "DEMO-26007", "-o", "r.pdf", language="zh")
    assert (asked.returncode, asked.stderr) == (0, "")
    wrong = shell("print", "agenda", "--meeting", "2020-01-01", "-o", "none.pdf")
    assert (wrong.returncode, (shell.folder / "none.pdf").exists()) == (1, False)
    assert "2020-01-01" in wrong.stderr


def test_a_person_is_added_and_rights_hold(shell: Shell) -> None:
    once = shell.answer("person", "add", "--name", "梁爽", "--role", "coordinator")
    done = shell("list", "--as", "梁爽", MDTDESK_PASSWORD=once["one_time_password"])
    assert (done.returncode, "one-time" in done.stderr) == (1, True)
    (shell.folder / "word").write_text("another long word\n", "utf-8")
    added = shell(
        *("person", "add", "--name", "审计", "--role", "auditor", "--role", "viewer"),
        *("--new-password-file", "word", "--as", "韩立群"),
    )
    assert (added.returncode, added.stdout) == (0, "Added 审计 (Auditor, Viewer).\n")
    by = ("--as", "审计", "--password-file", "word")
    assert shell("list", *by).returncode == 0
    denied = shell("import", str(INVENTED), *by)
    assert (denied.returncode, denied.stdout) == (1, "")
    assert shell("list").returncode == 2  # three people: who?
    assert shell("list", "--as", "nobody").returncode == 1


def test_the_demo_is_made_and_replaced_but_nothing_else(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    for _ in range(2):
        made = shell.answer("demo", "there")
        printed = [path.name for path in (tmp_path / "there" / "prints").iterdir()]
        # a summary of each case, six prints of the meeting, a request, in both languages
        assert len(printed) == 2 * (16 + 6 + 1)
    keys = next(verb.keys for verb in VERBS if verb.words == ("demo",))
    assert set(made) == {*ANY_ANSWER, *keys}
    by = {"MDTDESK_PASSWORD": made["password"], "MDTDESK_STORE": made["store"]}
    names = [person["name"] for person in made["people"]]
    assert {"韩立群", "曹文博", "梁爽"} < set(names)
    assert len(lines(shell("list", "--as", names[1], **by))) == 16
    (tmp_path / "there" / "mine.txt").write_text("x", "utf-8")
    assert shell("demo", "there").returncode == 3
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("x", "utf-8")
    assert shell("demo", "other").returncode == 3
    assert (tmp_path / "other" / "mine.txt").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--version",), 0),
        (("--help",), 0),
        (("store", "backup", "--help"), 0),
        ((), 2),
        (("nothing",), 2),
        (("store",), 2),
        (("list", "--nothing"), 2),
        (("list", "extra"), 2),
        (("list", "--view"), 2),
        (("list", "--view", "nothing"), 2),
        (("list", "--json=x"), 2),
        (("import",), 2),
        (("export",), 2),
        (("list", "--store", "nowhere.mdt"), 3),
        (("list", "--password-file", "none.txt"), 2),
        (("import", "none.json"), 1),
        (("export", "--case", "2020-0001", "-o", "x.json"), 1),
        (("export", "--deidentified", "-o", "nowhere/x.json"), 3),
        (("export", "-o", "nowhere/x.json"), 3),
        (("export", "-o", "."), 3),
        (("store", "restore", "."), 3),
        (("store", "unlock", "--because", "x"), 0),
        (("store", "upgrade"), 0),
    ],
)
def test_exit_codes(shell: Shell, words: tuple[str, ...], code: int) -> None:
    done = shell(*words)
    assert done.returncode == code, done.stderr
    assert bool(done.stderr) is (code != 0)
    assert bool(done.stdout) is (code == 0)
    assert not (shell.folder / "x.json").exists()


def test_a_deidentified_export_is_a_list_of_nobody(shell: Shell) -> None:
    shell("import", str(INVENTED))
    told = shell.answer("export", "--deidentified", "-o", "study.json")
    data = (shell.folder / "study.json").read_bytes()
    assert (told["cases"], told["sha256"]) == (16, sha256(data).hexdigest())
    found = json.loads(data)
    assert {case["format"] for case in found} == {"mdtdesk-deidentified"}
    for case in documents("invented"):
        assert case["patient"]["mrn"].encode() not in data
        assert case["patient"].get("name", "无名").encode() not in data
    assert shell.answer("export", "--deidentified", "-o", "-")["documents"] == found


def test_without_a_password_nobody_waits_for_one(shell: Shell) -> None:
    del shell.environment["MDTDESK_PASSWORD"]
    assert shell("list").returncode == 2


def test_common_options_stand_before_or_after(shell: Shell) -> None:
    del shell.environment["MDTDESK_STORE"]
    for words in (
        ("--store", "team.mdt", "store", "check", "--json"),
        ("store", "--json", "check", "--store=team.mdt"),
        ("store", "check", "--store", "team.mdt", "--json"),
    ):
        assert json.loads(shell(*words).stdout)["sound"] is True
    assert shell("list").returncode == 2


def test_the_keys_of_every_answer_are_those_of_the_help(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every verb, in this process: most are tried in one of their own above."""
    for name, value in shell.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(shell.folder)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    (shell.folder / "policy.toml").touch()
    told = shell("--help").stdout
    copies = shell.answer("store", "backup", "copies")["backup"]
    calls: dict[tuple[str, ...], tuple[str, ...]] = {
        ("store", "create"): ("new.mdt", "--person", "A"),
        ("store", "backup"): ("copies",),
        ("store", "restore"): (copies,),
        ("store", "unlock"): ("--because", "x"),
        ("person", "add"): ("--name", "B", "--role", "viewer"),
        ("import",): (str(INVENTED),),
        ("export",): ("-o", "-"),
        ("print", "summary"): ("--case", "2026-0901", "-o", "x.pdf"),
        ("print", "request"): ("--case", "2026-0901", "-o", "x.pdf"),
        ("policy", "check"): ("policy.toml",),
        ("update", "key"): ("key.pem",),
        ("update", "announce"): ("9.9", "--key", "key.pem", "-o", "announcement.toml"),
    }
    held = ("prints.of_meeting", "demos.make")  # above
    asked = [verb for verb in VERBS if verb.run not in held]
    for verb in sorted(asked, key=lambda each: each.words == ("person", "add")):
        # where the settings look there is no backup yet, which the doctor names
        code = 1 if verb.words == ("doctor",) else 0
        capfd.readouterr()
        assert cli.main(["--json", *verb.words, *calls.get(verb.words, ())]) == code
        found = json.loads(capfd.readouterr().out)
        assert found["exit"] == code
        assert set(found) == {*ANY_ANSWER, *verb.keys}, verb.spelled
    for verb in VERBS:
        assert f"{verb.spelled}: {', '.join(verb.keys)}" in told
    assert f"mdtdesk {__version__}\n" == shell("--version").stdout


def test_a_damaged_store_is_said_in_words(shell: Shell) -> None:
    database = shell.store / "store.db"
    pages = bytearray(database.read_bytes())
    pages[-2000] ^= 1
    database.write_bytes(pages)
    done = shell("store", "check")
    assert done.returncode == 1
    assert "restores the newest backup" in done.stderr
    assert "page" in done.stderr


def test_text_is_utf8_in_any_locale(shell: Shell) -> None:
    shell("import", str(INVENTED))
    listed = shell("list", "--search", "周𬭎", language="zh").stdout
    assert "周𬭎" in listed
    assert len(listed.splitlines()) == 1
