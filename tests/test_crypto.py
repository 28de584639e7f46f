"""What the rest of the program may rely on from `desktop_app.crypto`."""

from __future__ import annotations

import io
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import crypto

KEY = bytes(range(32))
CHEAP = crypto.Stretching(memory_kib=1024, passes=1, salt=bytes(16))


class Failing(io.BytesIO):
    """A file whose disk is full after some bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self._room = room

    def write(self, data: object, /) -> int:
        assert isinstance(data, bytes)
        self._room -= len(data)
        if self._room < 0:
            raise OSError(28, "No space left on device")
        return super().write(data)


def encrypted(data: bytes, *recipients: str) -> bytes:
    sink = io.BytesIO()
    crypto.encrypt_stream(io.BytesIO(data), sink, recipients)
    return sink.getvalue()


def decrypted(data: bytes, *identities: str) -> bytes:
    sink = io.BytesIO()
    crypto.decrypt_stream(io.BytesIO(data), sink, identities)
    return sink.getvalue()


def test_a_keyed_digest_depends_on_key_data_and_context() -> None:
    made = {
        crypto.keyed_digest(KEY, b"data", context="one"),
        crypto.keyed_digest(KEY, b"data", context="two"),
        crypto.keyed_digest(KEY, b"other", context="one"),
        crypto.keyed_digest(bytes(32), b"data", context="one"),
    }
    assert len(made) == 4
    assert all(len(each) == 32 for each in made)


@pytest.mark.parametrize("context", ["", "seventeen-letters"])
def test_a_context_that_would_be_cut_is_refused(context: str) -> None:
    with pytest.raises(ValueError, match="context"):
        crypto.keyed_digest(KEY, b"", context=context)


def test_a_passphrase_typed_on_another_keyboard_gives_the_same_key() -> None:
    assert crypto.stretch("ﬁle caf\u00e9", CHEAP) == crypto.stretch("file cafe\u0301", CHEAP)


def test_every_part_of_the_stretching_changes_the_key() -> None:
    made = {
        crypto.stretch("passphrase", CHEAP),
        crypto.stretch("passphrasf", CHEAP),
        crypto.stretch("passphrase", crypto.Stretching(1024, 1, bytes([1]) * 16)),
        crypto.stretch("passphrase", crypto.Stretching(2048, 1, bytes(16))),
        crypto.stretch("passphrase", crypto.Stretching(1024, 2, bytes(16))),
    }
    assert len(made) == 5


def test_the_calibrated_cost_is_within_its_bounds_and_bearable() -> None:
    chosen = crypto.calibrated_stretching()
    assert 19 * 1024 <= chosen.memory_kib <= 64 * 1024
    assert 2 <= chosen.passes <= 32
    assert len(chosen.salt) == 16
    began = time.perf_counter()
    crypto.stretch("kata sandi yang panjang", chosen)
    assert time.perf_counter() - began < 10


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_a_sealed_secret_opens_to_the_same_bytes(secret: bytes, context: bytes) -> None:
    assert (
        crypto.open_secret(KEY, crypto.seal_secret(KEY, secret, context=context), context=context)
        == secret
    )


def test_a_box_with_any_byte_changed_or_cut_off_stays_shut() -> None:
    box = crypto.seal_secret(KEY, b"secret", context=b"here")
    for at in range(len(box)):
        changed = box[:at] + bytes([box[at] ^ 1]) + box[at + 1 :]
        with pytest.raises(crypto.WrongKey):
            crypto.open_secret(KEY, changed, context=b"here")
        with pytest.raises(crypto.WrongKey):
            crypto.open_secret(KEY, box[:at], context=b"here")


def test_a_box_opens_with_no_other_key_and_in_no_other_context() -> None:
    box = crypto.seal_secret(KEY, b"secret", context=b"here")
    with pytest.raises(crypto.WrongKey):
        crypto.open_secret(bytes(32), box, context=b"here")
    with pytest.raises(crypto.WrongKey):
        crypto.open_secret(KEY, box, context=b"there")


def test_a_signature_holds_for_its_key_context_and_data_only() -> None:
    seed = crypto.new_signing_seed()
    public = crypto.public_of(seed)
    signature = crypto.sign(seed, "paket-v1", b"data")
    assert crypto.verified(public, "paket-v1", b"data", signature)
    assert not crypto.verified(public, "root-v1", b"data", signature)
    assert not crypto.verified(public, "paket-v1", b"datb", signature)
    assert not crypto.verified(
        crypto.public_of(crypto.new_signing_seed()), "paket-v1", b"data", signature
    )


def test_no_bit_of_a_signature_may_change() -> None:
    seed = crypto.new_signing_seed()
    public, signature = crypto.public_of(seed), crypto.sign(seed, "c", b"data")
    for bit in range(len(signature) * 8):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << bit % 8
        assert not crypto.verified(public, "c", b"data", bytes(changed))


@pytest.mark.parametrize("public", [b"", bytes(32), bytes(31), bytes(33)])
def test_nonsense_in_place_of_a_public_key_verifies_nothing(public: bytes) -> None:
    signature = crypto.sign(crypto.new_signing_seed(), "c", b"data")
    assert not crypto.verified(public, "c", b"data", signature)
    assert not crypto.verified(public, "c", b"data", bytes(64))
    assert not crypto.verified(public, "c", b"data", b"")


def test_no_context_is_the_beginning_of_another() -> None:
    seed = crypto.new_signing_seed()
    signature = crypto.sign(seed, "paket", b"-v1data")
    assert not crypto.verified(crypto.public_of(seed), "paket-v1", b"data", signature)


def test_each_recipient_alone_reads_an_age_file_and_nobody_else() -> None:
    ours, theirs, strangers = (crypto.new_identity() for _ in range(3))
    made = encrypted(b"hello" * 50_000, crypto.recipient_of(ours), crypto.recipient_of(theirs))
    assert decrypted(made, ours) == b"hello" * 50_000
    assert decrypted(made, strangers, theirs) == b"hello" * 50_000
    with pytest.raises(crypto.Undecryptable):
        decrypted(made, strangers)


def test_a_damaged_or_cut_age_file_is_undecryptable() -> None:
    identity = crypto.new_identity()
    made = encrypted(b"hello", crypto.recipient_of(identity))
    for at in range(0, len(made), 3):
        with pytest.raises(crypto.Undecryptable):
            decrypted(made[:at], identity)
        with pytest.raises(crypto.Undecryptable):
            decrypted(made[:at] + bytes([made[at] ^ 4]) + made[at + 1 :], identity)
    with pytest.raises(crypto.Undecryptable):
        decrypted(b"", identity)


def test_an_error_of_the_disk_stays_what_it_was() -> None:
    identity = crypto.new_identity()
    recipient = crypto.recipient_of(identity)
    with pytest.raises(OSError, match="No space left") as caught:
        crypto.encrypt_stream(io.BytesIO(bytes(300_000)), Failing(100_000), [recipient])
    assert caught.value.errno == 28
    made = encrypted(bytes(300_000), recipient)
    with pytest.raises(OSError, match="No space left"):
        crypto.decrypt_stream(io.BytesIO(made), Failing(100_000), [identity])


def test_only_a_recipient_is_taken_for_one() -> None:
    identity = crypto.new_identity()
    assert crypto.is_recipient(crypto.recipient_of(identity))
    assert not crypto.is_recipient(identity)
    assert not crypto.is_recipient("age1nonsense")


@given(st.binary(min_size=16, max_size=16))
def test_a_written_recovery_code_gives_its_secret_back(secret: bytes) -> None:
    code = crypto.written_recovery_code(secret)
    assert crypto.parse_recovery_code(code) == secret
    assert (
        crypto.parse_recovery_code(
            code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
        )
        == secret
    )


def test_a_new_recovery_code_is_seven_groups_of_four() -> None:
    code = crypto.new_recovery_code()
    assert [len(group) for group in code.split("-")] == [4] * 7
    assert len(crypto.parse_recovery_code(code)) == 16
    assert code != crypto.new_recovery_code()


def test_a_mistyped_letter_or_two_swapped_ones_are_noticed() -> None:
    code = crypto.written_recovery_code(bytes(range(16)))
    noticed = tried = 0
    plain = code.replace("-", "")
    for at in range(len(plain)):
        for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            if letter == plain[at]:
                continue
            tried += 1
            try:
                crypto.parse_recovery_code(plain[:at] + letter + plain[at + 1 :])
            except crypto.RecoveryCodeMistyped:
                noticed += 1
    assert noticed >= tried * 0.995
    for wrong in ("", "ABC", code + "0", code[:-1], code[:-1] + "U", code[:-1] + "é"):
        with pytest.raises(crypto.RecoveryCodeMistyped):
            crypto.parse_recovery_code(wrong)


def test_importing_it_needs_no_other_library_than_the_two() -> None:
    script = "import sys, desktop_app.crypto; print('cryptography' in sys.modules, 'PySide6' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]
