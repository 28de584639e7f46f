"""JSON that somebody else wrote is what it should be, or it is malformed and nothing worse."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.fields import Fields, Malformed, read_json, written_bytes, written_moment
from desktop_app.exchange.header import PackageKind, read_header
from desktop_app.exchange.record import split_record
from desktop_app.exchange.roster import read_signed

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
GETTERS: list[Callable[[Fields], object]] = [
    lambda fields: fields.text("x"),
    lambda fields: fields.whole("x"),
    lambda fields: fields.moment("x"),
    lambda fields: fields.data("x", size=32),
    lambda fields: fields.keys("x"),
    lambda fields: fields.texts("x"),
    lambda fields: fields.objects("x"),
    lambda fields: fields.object("x"),
    lambda fields: fields.one_of("x", PackageKind),
]


@given(anything)
def test_whatever_stands_in_a_field_it_is_given_or_malformed(value: object) -> None:
    fields = Fields({"x": value}, "part")
    for get in GETTERS:
        with suppress(Malformed):
            get(fields)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_malformed(raw: bytes) -> None:
    for read in (lambda: read_json(raw, "x"), lambda: read_header(raw), lambda: split_record(raw)):
        with suppress(Malformed):
            read()


@given(anything)
def test_any_json_is_a_header_or_malformed(value: object) -> None:
    with pytest.raises(Malformed):
        read_header(json.dumps(value).encode())
    with pytest.raises(Malformed):
        read_signed(json.dumps(value))


@pytest.mark.parametrize(
    "value",
    [True, -1, 1.0, "1", 1 << 60, None],
)
def test_what_is_not_a_whole_number_within_reason_is_malformed(value: object) -> None:
    with pytest.raises(Malformed):
        Fields({"x": value}, "part").whole("x")


@pytest.mark.parametrize("text", ["\ud800", "x" * 5000])
def test_half_a_character_and_too_many_are_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        Fields({"x": text}, "part").text("x")


@given(st.binary(max_size=60))
def test_bytes_come_back_the_same(data: bytes) -> None:
    assert Fields({"x": written_bytes(data)}, "part").data("x") == data


def test_a_moment_comes_back_in_utc_and_needs_a_zone() -> None:
    here = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=7)))
    found = Fields({"x": written_moment(here)}, "part").moment("x")
    assert found == here
    assert found.tzinfo is UTC
    with pytest.raises(Malformed):
        Fields({"x": "2026-11-24T10:00:00"}, "part").moment("x")
    with pytest.raises(ValueError, match="zone"):
        written_moment(here.replace(tzinfo=None))


def test_deep_nesting_and_huge_numbers_are_malformed() -> None:
    for raw in (b"[" * 100_000, b"1" * 10_000):
        with pytest.raises(Malformed):
            read_json(raw, "x")
