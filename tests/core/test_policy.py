# SPDX-License-Identifier: MIT
"""A machine's policy: every key is read, every fault names its line and its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdtdesk import policy
from mdtdesk.i18n import translator

WHOLE = """
store = "/srv/mdt/bone.mdt"
language = "en"

[backup]
first = "/srv/backups"
second = "/mnt/nas"

[letterhead]
hospital = "某某肿瘤医院"
department = "骨与软组织外科"

[lock]
idle_minutes = 3

[password]
least_length = 12

[roles]
apart = [["administrator", "chair"], ["auditor", "surgeon"]]

[output]
export = false
pdf = false

[updates]
announcement = "/mnt/it/mdtdesk.json"
public_key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
"""
PLACE = Path("policy.toml")


def faults(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(policy.Broken) as broken:
        policy.read(text, PLACE)
    return [(fault.line, fault.key, fault.code) for fault in broken.value.faults]


def test_every_key_is_read() -> None:
    read = policy.read(WHOLE, PLACE)
    assert read.named == set(policy.KEYS)
    assert (read.store, read.language) == ("/srv/mdt/bone.mdt", "en")
    assert (read.backups, read.backups_second) == ("/srv/backups", "/mnt/nas")
    assert (read.hospital, read.department) == ("某某肿瘤医院", "骨与软组织外科")
    assert (read.idle_minutes, read.password_length) == (3, 12)
    assert (read.export, read.pdf) == (False, False)
    assert frozenset(("administrator", "chair")) in read.apart
    assert read.announcement == "/mnt/it/mdtdesk.json"


def test_no_file_settles_nothing(tmp_path: Path) -> None:
    assert policy.load(tmp_path / "policy.toml") == policy.Policy()


@pytest.mark.parametrize(
    ("line", "key", "code"),
    [
        ('stroe = "/a"', "stroe", "unknown"),
        ('store = "bone.mdt"', "store", "not_a_place"),
        ('language = "fr"', "language", "not_in_list"),
        ("lock.idle_minutes = 16", "lock.idle_minutes", "not_in_range"),
        ("lock.idle_minutes = true", "lock.idle_minutes", "not_in_range"),
        ("password.least_length = 7", "password.least_length", "not_in_range"),
        ('letterhead.hospital = ""', "letterhead.hospital", "not_text"),
        ('roles.apart = ["chair"]', "roles.apart", "not_role_sets"),
        ('roles.apart = [["chair", "chair"]]', "roles.apart", "not_role_sets"),
        ('roles.apart = [["chair", ["auditor"]]]', "roles.apart", "not_role_sets"),
        ('roles.apart = [["chair", {}]]', "roles.apart", "not_role_sets"),
        ('roles.apart = [["chair", "boss"]]', "roles.apart", "not_in_list"),
        ('output.export = "no"', "output.export", "not_yes_or_no"),
        ('updates.announcement = "/a"', "updates.announcement", "needs_its_pair"),
        ('updates.public_key = "abc"', "updates.public_key", "not_a_key"),
    ],
)
def test_a_fault_names_its_line_and_its_key(line: str, key: str, code: str) -> None:
    assert (3, key, code) in faults(f"# of the ward\n\n{line}\n")


def test_all_faults_are_named_at_once() -> None:
    text = 'store = "x"\n[lock]\nidle_minutes = 0\n[backup]\nthird = "/a"\n'
    assert [fault[:2] for fault in faults(text)] == [
        (1, "store"),
        (3, "lock.idle_minutes"),
        (5, "backup.third"),
    ]


def test_what_is_no_toml_names_its_line() -> None:
    assert faults('language = "zh"\nstore = C:\\mdt\n')[0][::2] == (2, "not_toml")


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_bytes("language = '中'".encode("gb18030"))
    with pytest.raises(policy.Broken):
        policy.load(file)


def test_every_fault_has_its_words() -> None:
    values = {"value": "x", "options": "a", "lowest": 1, "highest": 2}
    for language in ("zh", "en"):
        for code in ("not_readable", "not_toml", "needs_its_pair", "unknown", "not_role_sets"):
            assert translator(language)(f"policy.fault.{code}", **values)
