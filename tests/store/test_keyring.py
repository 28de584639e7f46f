"""The wrapped copies of the database key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_app.crypto import Stretching, new_recovery_code, random_bytes
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.store.keyring import KeyRing

KEY = bytes(range(32))
CODE = new_recovery_code()


@pytest.fixture
def ring(quick_stretching: Stretching) -> KeyRing:
    empty = KeyRing("office-1", "Kecamatan Contoh", random_bytes(32))
    return empty.with_account(
        "u1", "Sari", "kopi tubruk manis", KEY, quick_stretching
    ).with_recovery(CODE, KEY)


def test_the_right_name_and_passphrase_open_the_key_whatever_the_case_of_the_name(
    ring: KeyRing,
) -> None:
    assert ring.open_as(" sari ", "kopi tubruk manis") == ("u1", KEY)


@pytest.mark.parametrize(
    ("name", "passphrase"), [("sari", "kopi tubruk"), ("budi", "kopi tubruk manis")]
)
def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_answer(
    ring: KeyRing, name: str, passphrase: str
) -> None:
    with pytest.raises(UserError) as caught:
        ring.open_as(name, passphrase)
    assert caught.value.code is Code.PASSPHRASE_WRONG
    assert caught.value.facts == {}


def test_the_recovery_code_opens_the_key_and_a_mistyped_one_does_not(ring: KeyRing) -> None:
    assert ring.open_with_recovery(CODE.lower().replace("-", " ")) == KEY
    with pytest.raises(UserError) as caught:
        ring.open_with_recovery(new_recovery_code())
    assert caught.value.code is Code.RECOVERY_CODE_WRONG


def test_a_wrap_moved_to_another_office_opens_nothing(ring: KeyRing) -> None:
    other = KeyRing("office-2", ring.label, ring.name_salt, ring.wraps, ring.recovery)
    with pytest.raises(UserError):
        other.open_as("sari", "kopi tubruk manis")


def test_the_file_holds_no_name_and_reads_back_the_same(ring: KeyRing, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    ring.save(path)
    assert KeyRing.load(path) == ring
    text = path.read_text("utf-8")
    assert "sari" not in text.casefold()
    assert KEY.hex() not in text


def test_a_damaged_file_falls_back_to_the_second_generation_which_lets_nobody_in_who_was_put_out(
    ring: KeyRing, tmp_path: Path, quick_stretching: Stretching
) -> None:
    path = tmp_path / "keys.json"
    ring.save(path)
    both = ring.with_account("u2", "budi", "nasi megono enak", KEY, quick_stretching)
    both.save(path)
    path.write_text(path.read_text("utf-8")[:100], "utf-8")
    assert KeyRing.load(path) == both
    both.without_account("u2").save(path)
    path.unlink()
    assert KeyRing.load(path) == ring


def test_a_missing_file_and_one_that_is_not_whole_have_their_own_answers(tmp_path: Path) -> None:
    with pytest.raises(UserError) as missing:
        KeyRing.load(tmp_path / "keys.json")
    assert missing.value.code is Code.KEYS_MISSING
    (tmp_path / "keys.json").write_text(json.dumps({"format": 1}), "utf-8")
    with pytest.raises(MachineError) as damaged:
        KeyRing.load(tmp_path / "keys.json")
    assert damaged.value.code is Code.KEYS_DAMAGED
