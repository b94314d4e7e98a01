# SPDX-License-Identifier: MIT
"""The data key behind passwords and recovery code, and the count of wrong passwords."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mdtdesk.errors import Unavailable
from mdtdesk.storage import key_file, keys, lockout, recovery_code, seals
from mdtdesk.storage.keys import NewKeys, NewPerson
from tiny_store import ANN, CHEAP, process

BEN = NewPerson("01890a5d-ac96-774b-bcce-b302099a8058", "贝医生", "医师", "once", must_change=True)
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> NewKeys:
    """Return the keys of a fresh store."""
    return keys.create(tmp_path, ANN, schema=3, cost=CHEAP)


def _reason(call: object) -> str:
    assert callable(call)
    with pytest.raises(Unavailable) as caught:
        call()
    return caught.value.reason


@pytest.mark.promise("keys")
def test_password_and_recovery_code_give_the_same_key(tmp_path: Path, made: NewKeys) -> None:
    assert keys.unlock(tmp_path, ANN.id, ANN.password) == made.data_key
    assert len(made.data_key) == 32
    typed = made.recovery_code.lower().replace("-", "　")
    assert keys.unlock_with_recovery(tmp_path, typed) == made.data_key


def test_wrong_password_and_unknown_person_are_told_alike(tmp_path: Path, made: NewKeys) -> None:
    assert _reason(lambda: keys.unlock(tmp_path, ANN.id, "wrong")) == "wrong_password"
    assert _reason(lambda: keys.unlock(tmp_path, BEN.id, ANN.password)) == "wrong_password"


def test_a_password_is_the_same_however_its_accents_are_typed(tmp_path: Path) -> None:
    made = keys.create(tmp_path, replace(ANN, password="caf\u00e9"), schema=1, cost=CHEAP)
    assert keys.unlock(tmp_path, ANN.id, "cafe\u0301") == made.data_key


def test_people_come_change_and_go(tmp_path: Path, made: NewKeys) -> None:
    keys.add_person(tmp_path, made.data_key, BEN)
    assert [(row.name, row.must_change) for row in key_file.people(tmp_path)] == [
        ("安医生", False),
        ("贝医生", True),
    ]
    keys.set_password(tmp_path, made.data_key, BEN.id, "mine")
    assert keys.unlock(tmp_path, BEN.id, "mine") == made.data_key
    assert _reason(lambda: keys.unlock(tmp_path, BEN.id, "once")) == "wrong_password"
    assert not key_file.people(tmp_path)[1].must_change
    keys.rename_person(tmp_path, made.data_key, BEN.id, "贝宁", "副主任医师")
    assert key_file.people(tmp_path)[1].title == "副主任医师"
    keys.remove_person(tmp_path, made.data_key, BEN.id)
    assert _reason(lambda: keys.unlock(tmp_path, BEN.id, "mine")) == "wrong_password"
    keys.remove_person(tmp_path, made.data_key, ANN.id)
    assert [row.id for row in key_file.people(tmp_path)] == [ANN.id]


def test_a_key_moved_to_another_person_does_not_open(tmp_path: Path, made: NewKeys) -> None:
    keys.add_person(tmp_path, made.data_key, BEN)
    file = key_file.read(tmp_path)
    ann, ben = file.people
    swapped = replace(file, people=(replace(ann, wrapped=ben.wrapped), ben))
    key_file.write(tmp_path, swapped)
    assert _reason(lambda: keys.unlock(tmp_path, ANN.id, BEN.password)) == "wrong_password"


def test_only_the_right_data_key_changes_the_file(tmp_path: Path, made: NewKeys) -> None:
    before = (tmp_path / "keys.json").read_bytes()
    other = secrets.token_bytes(32)
    assert _reason(lambda: keys.add_person(tmp_path, other, BEN)) == "wrong_key"
    assert (tmp_path / "keys.json").read_bytes() == before


@pytest.mark.promise("keys")
def test_a_new_recovery_code_ends_the_old_one(tmp_path: Path, made: NewKeys) -> None:
    code = recovery_code.new()
    keys.recover(tmp_path, made.data_key, person_id=ANN.id, password="anew", code=code)
    assert keys.unlock_with_recovery(tmp_path, code) == made.data_key
    old = made.recovery_code
    assert _reason(lambda: keys.unlock_with_recovery(tmp_path, old)) == "recovery_wrong"


def test_every_slip_in_a_recovery_code_is_noticed() -> None:
    code = recovery_code.new()
    plain = recovery_code.normal(code)
    assert plain is not None
    letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    for place, right in enumerate(plain):
        wrong = letters[(letters.index(right) + 1) % 32]
        assert recovery_code.normal(plain[:place] + wrong + plain[place + 1 :]) is None
    assert recovery_code.normal(plain[1] + plain[0] + plain[2:]) in (None, plain)
    assert recovery_code.normal(plain[:-1]) is None
    assert not set("IO01") & set(code)


@pytest.mark.promise("keys")
def test_any_changed_byte_of_the_file_is_noticed(tmp_path: Path, made: NewKeys) -> None:
    path = tmp_path / "keys.json"
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        changed = bytearray(whole)
        changed[place] ^= 0x04
        path.write_bytes(changed)
        if _same_json(bytes(changed), whole):
            # the case of a hexadecimal digit's escape, or white space
            continue
        reason = _reason(lambda: key_file.read(tmp_path))
        assert reason in {"keys_damaged", "not_a_store", "newer"}, place


def _same_json(one: bytes, other: bytes) -> bool:
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100000])
def test_garbage_is_damage_and_not_a_crash(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(content)
    assert _reason(lambda: key_file.read(tmp_path)) == "keys_damaged"


def test_newer_is_told_before_any_password(tmp_path: Path, made: NewKeys) -> None:
    assert _reason(lambda: key_file.people(tmp_path, newest=2)) == "newer"
    assert key_file.people(tmp_path, newest=3)
    keys.set_schema(tmp_path, made.data_key, 9)
    assert _reason(lambda: key_file.read(tmp_path, newest=3)) == "newer"


def test_nothing_secret_is_shown(tmp_path: Path, made: NewKeys) -> None:
    shown = repr(made) + repr(ANN) + repr(key_file.read(tmp_path))
    sealed = key_file.read(tmp_path).recovery.sealed
    for secret in (repr(made.data_key), made.recovery_code, ANN.password, repr(sealed)):
        assert secret not in shown
    assert ANN.password.encode() not in (tmp_path / "keys.json").read_bytes()


def test_the_cost_of_the_first_holds_for_all(tmp_path: Path, made: NewKeys) -> None:
    keys.add_person(tmp_path, made.data_key, BEN)
    assert {row.wrapped.memory_kib for row in key_file.read(tmp_path).people} == {8}
    assert seals.COST.memory_kib >= 64 * 1024


@pytest.mark.promise("sign-in")
def test_five_wrong_passwords_lock_out_and_each_five_more_for_longer(
    tmp_path: Path, made: NewKeys
) -> None:
    def guess(word: str, now: datetime) -> str:
        return _reason(lambda: lockout.sign_in(tmp_path, ANN.id, word, now))

    assert [guess("wrong", NOW) for _ in range(5)] == ["wrong_password"] * 4 + ["locked_out"]
    # the right one does not open either, and asking does not prolong it
    assert guess(ANN.password, NOW + timedelta(minutes=14, seconds=59)) == "locked_out"
    later = NOW + timedelta(minutes=15)
    assert [guess("wrong", later) for _ in range(5)] == ["wrong_password"] * 4 + ["locked_out"]
    assert guess(ANN.password, later + timedelta(minutes=29)) == "locked_out"
    end = later + timedelta(minutes=30)
    assert lockout.sign_in(tmp_path, ANN.id, ANN.password, end) == made.data_key
    assert lockout.standing(tmp_path, ANN.id) == lockout.Standing()


@pytest.mark.promise("sign-in")
def test_the_count_survives_a_kill_in_the_middle_of_a_guess(tmp_path: Path, made: NewKeys) -> None:
    code = (
        "import os, signal, sys\nfrom datetime import datetime, UTC\nfrom pathlib import Path\n"
        "from mdtdesk.storage import keys, lockout\n"
        "keys.unlock = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "lockout.sign_in(Path(sys.argv[1]), sys.argv[2], 'x', datetime.now(UTC))\n"
    )
    for _ in range(2):
        with process(code, str(tmp_path), ANN.id) as child:
            assert child.wait() == -9
    assert lockout.standing(tmp_path, ANN.id).failures == 2


def test_how_many_tries_are_left_is_told(tmp_path: Path, made: NewKeys) -> None:
    with pytest.raises(Unavailable) as caught:
        lockout.sign_in(tmp_path, ANN.id, "wrong", NOW)
    assert caught.value.values["left"] == 4
