"""A file either has the shape of a whole package or is refused with a reason a person understands."""

from __future__ import annotations

import io
import random
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import Code, UserError
from desktop_app.exchange.container import END, MAGIC, MAX_HEADER, check_signature, read_container
from tests.exchange.parties import DEVICE, HUB, STRANGER, a_package, contained, opened, some_records

PACKAGE = a_package(some_records(3))
SPLICES = 50_000
DECLARED = {
    Code.PACKAGE_NOT_A_PACKAGE,
    Code.PACKAGE_CUT_SHORT,
    Code.PACKAGE_DAMAGED,
    Code.PACKAGE_TOO_BIG,
    Code.PACKAGE_TOO_NEW,
    Code.PACKAGE_SIGNER_UNKNOWN,
    Code.PACKAGE_WRONG_KIND,
}


def checked(data: bytes) -> None:
    """Everything that is looked at before anything is decrypted."""
    check_signature(contained(data), DEVICE.public)


def refused(data: bytes) -> Code:
    with pytest.raises(UserError) as caught:
        checked(data)
    assert caught.value.facts["name"] == "a.tukar"
    return caught.value.code


def test_the_header_is_read_without_any_key() -> None:
    header = contained(PACKAGE).header
    assert header.sender == DEVICE.sender
    assert header.recipients == (HUB.device_id,)
    assert header.signer == DEVICE.public
    assert header.records == 3


def test_a_genuine_package_passes() -> None:
    checked(PACKAGE)


def test_every_prefix_is_refused_as_cut_short() -> None:
    for length in range(len(PACKAGE)):
        assert refused(PACKAGE[:length]) is Code.PACKAGE_CUT_SHORT


def test_every_single_flipped_bit_is_refused_with_a_declared_error() -> None:
    codes = set()
    for bit in range(len(PACKAGE) * 8):
        changed = bytearray(PACKAGE)
        changed[bit // 8] ^= 1 << bit % 8
        codes.add(refused(bytes(changed)))
    assert codes <= DECLARED
    assert Code.PACKAGE_DAMAGED in codes


@given(st.integers(0, len(PACKAGE)), st.integers(0, len(PACKAGE)), st.binary(max_size=40))
def test_a_package_with_a_piece_replaced_is_refused(start: int, end: int, piece: bytes) -> None:
    changed = PACKAGE[: min(start, end)] + piece + PACKAGE[max(start, end) :]
    if changed != PACKAGE:
        assert refused(changed) in DECLARED


def test_fifty_thousand_splices_are_refused() -> None:
    """Pieces of one package, and of another with the same keys, in any order and any place."""
    other = a_package(some_records(9))
    draw = random.Random(17)
    genuine = {PACKAGE, other}
    tried = 0
    while tried < SPLICES:
        parts = []
        for _ in range(draw.randrange(2, 4)):
            source = draw.choice((PACKAGE, other))
            start = draw.randrange(len(source))
            parts.append(source[start : start + draw.randrange(1, len(source))])
        whole = draw.choice((b"", PACKAGE[: draw.randrange(len(PACKAGE))])) + b"".join(parts)
        if whole not in genuine:
            assert refused(whole) in DECLARED
            tried += 1


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused(data: bytes) -> None:
    assert refused(data) in DECLARED
    assert refused(MAGIC + data) in DECLARED
    assert refused(MAGIC + data + END) in DECLARED


def test_bytes_after_the_end_are_refused() -> None:
    assert refused(PACKAGE + b"\0") is Code.PACKAGE_CUT_SHORT
    assert refused(PACKAGE + PACKAGE) in DECLARED


def test_a_copy_made_as_text_is_damaged_and_not_unknown() -> None:
    assert refused(PACKAGE.replace(b"\r\n", b"\n")) is Code.PACKAGE_DAMAGED


def test_a_newer_format_says_so() -> None:
    assert refused(PACKAGE[:8] + struct.pack(">H", 2) + PACKAGE[10:]) is Code.PACKAGE_TOO_NEW


def test_a_header_over_its_limit_is_refused_unread() -> None:
    data = MAGIC + struct.pack(">HHI", 1, 0, MAX_HEADER + 1) + bytes(100)
    assert refused(data) is Code.PACKAGE_TOO_BIG


def test_a_package_signed_by_somebody_else_is_of_an_unknown_signer() -> None:
    assert refused(a_package(sender=STRANGER)) is Code.PACKAGE_SIGNER_UNKNOWN


def test_a_stick_that_gives_other_bytes_the_second_time_is_found_out() -> None:
    other = a_package(some_records(3))

    class Deceiving(io.BytesIO):
        """Turns into another file once the signature was checked."""

        def turn(self) -> None:
            start = len(contained(PACKAGE).head)
            self.seek(start)
            self.write(other[start:-72][: len(PACKAGE) - start - 72])

    file = Deceiving(PACKAGE)
    container = read_container(file, "a.tukar")
    check_signature(container, DEVICE.public)
    file.turn()
    with pytest.raises(UserError) as caught:
        opened(container)
    assert caught.value.code is Code.PACKAGE_DAMAGED


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"format":"dtsen-luring"}',
        b'{"format":"other"}',
        b"[" * 5000,
        b"\xff",
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
    ],
)
def test_a_header_that_is_none_is_damaged(header: bytes) -> None:
    data = MAGIC + struct.pack(">HHI", 1, 0, len(header)) + header + bytes(64) + END
    assert refused(data) is Code.PACKAGE_DAMAGED
