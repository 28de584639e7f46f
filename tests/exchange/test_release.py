"""Rows of a release travel as columns and come back as they were; anything else is refused."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.extract import Entity, Value
from desktop_app.domain.release import ReleaseFile
from desktop_app.domain.release_cut import Handover, ReleaseCut
from desktop_app.domain.report import DecileTally
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.record import MAX_LINE, record, split_record
from desktop_app.exchange.release import (
    Noted,
    ReleaseReader,
    Rows,
    noted_records,
    row_records,
    village_record,
)
from desktop_app.exchange.release import _cut_fields as written

NAMES = ("id", "family_id", "row", "name", "sex")
CUT = ReleaseCut(
    release_id="r1",
    revision=2,
    label="V3 2026",
    reference_date=date(2026, 7, 10),
    layout="dtsen-v3",
    region_system="bps",
    is_light=False,
    files=(ReleaseFile("keluarga.csv", "csv", "utf-8", "", "dtsen-v3", "dtsen", "bps", 3),),
    handover=Handover("BAST-1", "pemanfaatan", "Dinsos", "33.26", "Desa", "33.26.13.2004"),
    tallies=(DecileTally("33.26.13.2004", None, 1, 2), DecileTally("33.26.13.2004", 2, 3, 4)),
)


class Read:
    """A reader inside a desa, and what it handed on."""

    def __init__(self) -> None:
        self.rows: list[Rows] = []
        self.noted: list[tuple[str, Noted]] = []
        self.cuts: list[ReleaseCut] = []
        self.reader = ReleaseReader(
            lambda _: None,
            self.cuts.append,
            lambda _: None,
            self.rows.append,
            lambda tag, some: self.noted.append((tag, some)),
        )
        self.reader._stage = 1  # the papers have been read
        self.take(record("release", written(CUT)), village_record("33.26.13.2004"))

    def take(self, *lines: bytes) -> None:
        for line in lines:
            self.reader.take(*split_record(line))


whole = st.integers(-(2**62), 2**62)
ROW = st.tuples(
    whole, st.none() | whole, whole, st.none() | st.text(), st.sampled_from([None, 1, 2])
)


@given(st.lists(ROW, min_size=1, max_size=30))
def test_rows_come_back_as_they_were(rows: list[tuple[Value, ...]]) -> None:
    columns = list(zip(*rows, strict=True))
    read = Read()
    read.take(*row_records(Entity.PERSON, NAMES, columns))
    (found,) = read.rows
    gap = [None] * len(rows)
    assert [list(found.columns.get(name, gap)) for name in NAMES] == [list(one) for one in columns]


def test_rows_too_long_for_one_line_come_in_several() -> None:
    names = ["x" * 50_000 + str(number) for number in range(60)]
    lines = list(row_records(Entity.PERSON, ("id", "name"), [list(range(60)), names]))
    assert len(lines) > 2
    assert max(map(len, lines)) <= MAX_LINE
    read = Read()
    read.take(*lines)
    assert [name for some in read.rows for name in some.columns["name"]] == names
    assert [own_id for some in read.rows for own_id in some.columns["id"]] == list(range(60))


def test_what_it_says_of_itself_comes_back() -> None:
    assert Read().cuts == [CUT]
    assert (CUT.families, CUT.persons, CUT.villages) == (4, 6, ("33.26.13.2004",))
    assert list(CUT.by_decile) == [2, None]


def test_what_was_noted_comes_back() -> None:
    rows = [
        (0, number, number, "person", "sex", "code-unknown", "flagged", "7")
        for number in range(1_200)
    ]
    read = Read()
    read.take(*noted_records("problems", rows))
    assert [tuple(row) for _, some in read.noted for row in some] == rows


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
TAGS = st.sampled_from(
    ["certificate", "roster", "release", "village", "families", "persons", "problems", "doubtful"]
)


@given(TAGS, json_values)
def test_any_json_is_taken_or_malformed(tag: str, value: object) -> None:
    read = Read()
    try:
        read.reader.take(tag, json.dumps(value).encode())
    except Malformed:
        return
    assert tag in ("village", "problems", "doubtful")


@pytest.mark.parametrize(
    "said",
    [
        {"n": 0, "same": {}, "each": {}, "steps": {}},
        {"n": 2, "same": {}, "each": {"name": ["A"]}, "steps": {}},
        {"n": 1, "same": {"name": "A"}, "each": {"name": ["A"]}, "steps": {}},
        {"n": 1, "same": {"name": 1.5}, "each": {}, "steps": {}},
        {"n": 1, "same": {"sex": True}, "each": {}, "steps": {}},
        {"n": 1, "same": {"name": ["A"]}, "each": {}, "steps": {}},
        {"n": 1, "same": {"id": 2**63}, "each": {}, "steps": {}},
        {"n": 2, "same": {}, "each": {}, "steps": {"id": [2**62, 2**62]}},
        {"n": 1, "same": {"name": "\ud800"}, "each": {}, "steps": {}},
        {"n": 10**9, "same": {"name": "A"}, "each": {}, "steps": {}},
        {"n": True, "same": {}, "each": {}, "steps": {}},
        {"n": 1, "same": {}, "each": {}},
    ],
)
def test_rows_that_no_database_could_keep_are_malformed(said: object) -> None:
    with pytest.raises(Malformed):
        Read().reader.take("persons", json.dumps(said).encode())


def test_a_row_before_its_desa_and_a_second_release_stand_in_the_wrong_place() -> None:
    read = Read()
    with pytest.raises(Malformed):
        read.take(record("release", written(CUT)))
    with pytest.raises(Malformed):
        ReleaseReader(*[lambda *_: None] * 5).take("persons", b"{}")
    with pytest.raises(Malformed):
        ReleaseReader(*[lambda *_: None] * 5).finished()
