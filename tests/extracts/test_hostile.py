"""Whatever stands in a file: every record is counted once, and nothing but our own errors comes out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_app.domain.problem import ProblemAction
from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.errors import UserError
from desktop_app.extracts.cells import Judge, name_judge, plain, text_judge
from desktop_app.extracts.codes import code_judge
from desktop_app.extracts.dates import date_judge, settle
from desktop_app.extracts.numbers import (
    decile_judge,
    integer_judge,
    number_judge,
    region_code_judge,
    rt_rw_judge,
)
from desktop_app.extracts.reference import load_reference
from desktop_app.paths import RESOURCES
from tests.extracts.conftest import TODAY, Read

BOOK = load_reference(RESOURCES).code_book
JUDGES: list[Judge] = [
    text_judge(strange="|"),
    name_judge(style=frozenset({"upper"})),
    number_judge(),
    number_judge(typed=True),
    integer_judge(),
    decile_judge(),
    rt_rw_judge(),
    region_code_judge(),
    date_judge(TODAY, style=frozenset({"iso"})),
    code_judge(BOOK, "sex", style=frozenset({"code"})),
    code_judge(BOOK, "yes_no", style=frozenset({"code", "zero-one"})),
    code_judge(BOOK, "relationship", style=frozenset({"label", "upper"}), common=("ISTRI",)),
]
HEADER = [
    "NIK",
    "NO KK",
    "NAMA",
    "TGL LAHIR",
    "JK",
    "DESIL",
    "KODE DESA",
    "DESA",
    "RT",
    "LANTAI",
    "LAIN",
]

# Cells that look like something, and cells that look like nothing.
likely = st.sampled_from(
    [
        *("", " ", "-", "NULL", "3326130101909001", "'3326130101909001", "3.3E+15", "0", "SITI"),
        *("Siti  Aisyah", "1990-01-01", "01/02/90", "13/13/2013", "02/29/1999", "33239", "L", "2"),
        *("Desil 2", "1-4", "11", "IV", "3326130023", "3326132012", "AMBOKEMBANG", "RT 1", "TOTAL"),
        *("NIK", "=1+1", "Keramik", "27", "\u0663\u0663"),
    ]
)
cells = likely | st.text(max_size=12)
surrogates = st.text(st.characters(categories=["L", "N", "P", "Z", "C"]), max_size=20)


@given(raw=cells | surrogates)
@example(raw="٣٣٢٦١٣٠١٠١٩٠٩٠٠١.0")
def test_no_judge_ever_raises_or_gives_anything_but_a_value(raw: str) -> None:
    for judge in JUDGES:
        value, kinds = judge(raw)
        assert value is None or isinstance(value, str | int)
        assert all(isinstance(kind, Kind) for kind in kinds)
        if isinstance(value, str) and value.startswith("?") and judge is JUDGES[8]:
            value, kinds = settle(value, "3326130101909001", TODAY)
        if isinstance(value, str):
            value.encode("utf-8")  # nothing that cannot be stored


@given(raw=cells | surrogates)
def test_plain_is_plain_the_second_time(raw: str) -> None:
    once, _ = plain(raw)
    assert plain(once) == (once, ())


@given(raw=cells | surrogates)
def test_a_number_is_sixteen_digits_or_nothing(raw: str) -> None:
    value, kinds = number_judge()(raw)
    assert value is None or (
        isinstance(value, str) and len(value) == 16 and value.isascii() and value.isdigit()
    )
    assert value is not None or kinds


@given(raw=cells | surrogates)
def test_a_decile_is_one_to_ten_or_nothing(raw: str) -> None:
    value, _ = decile_judge()(raw)
    assert value is None or value in range(1, 11)


rows = st.lists(cells, max_size=len(HEADER) + 2)


@settings(
    max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(table=st.lists(rows, min_size=1, max_size=25), delimiter=st.sampled_from("|;,\t"))
def test_any_table_is_counted_exactly(read: Read, table: list[list[str]], delimiter: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(table)
    assert_counted(read, text.getvalue().encode("utf-8", "surrogatepass"))


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    body=st.lists(
        st.text(st.sampled_from('ab1|"\n\r\t;,\x00é '), max_size=30)
        | st.just("1|2|3|4|5|6|7|8|9|10|11"),
        max_size=30,
    )
)
def test_any_text_is_counted_exactly(read: Read, body: list[str]) -> None:
    assert_counted(read, ("|".join(HEADER) + "\n" + "\n".join(body)).encode())


@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(title=st.binary(max_size=30), body=st.binary(max_size=400))
@example(title=b"\xc9|", body=b"3326130101909001\xff\x00|")
def test_any_bytes_are_counted_exactly(read: Read, title: bytes, body: bytes) -> None:
    assert_counted(read, "|".join(HEADER).encode() + b"|" + title + b"\n" + body)


def assert_counted(read: Read, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "daftar.csv"
        path.write_bytes(content)
        try:
            was = read(path)
        except UserError:
            return
    for file in was.look.files:
        for text in (
            *(column.header for column in file.columns),
            *(c for r in file.sample for c in r),
        ):
            text.encode("utf-8")
    for found in was.problems:
        (found.raw + found.column).encode("utf-8")
    outcomes = was.outcomes
    taken = outcomes.clean + outcomes.repaired + outcomes.flagged
    kept_out = outcomes.refused + outcomes.duplicates + outcomes.ignored
    assert taken + kept_out == outcomes.records == was.records
    assert taken == len(was.persons)
    out = {ProblemAction.REFUSED, ProblemAction.DUPLICATE, ProblemAction.IGNORED}
    assert {person["row"] for person in was.persons}.isdisjoint(
        found.row for found in was.problems if found.action in out
    )
    assert len({person["row"] for person in was.persons}) == len(was.persons)
    for person in (*was.persons, *was.families):
        for name in ("raw", "extra"):
            assert person[name] is None or json.loads(str(person[name]))
        for value in person.values():
            assert not isinstance(value, str) or value.encode("utf-8")
            assert value != ""
