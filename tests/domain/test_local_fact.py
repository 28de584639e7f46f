"""Notes, contacts and places as they are typed, and as ops fold them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import fold
from desktop_app.domain.local_fact import (
    Coordinates,
    FactContent,
    FactKind,
    LocalFact,
    LocalFactDraft,
    phone_of,
)
from desktop_app.domain.op import Author, Op, OpDraft, OpType, write_op
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.errors import Code, UserError
from tests.builders import a_number
from tests.conftest import NOW

TODAY = date(2026, 11, 24)
NOTE = LocalFactDraft(FactKind.NOTE, "1", TODAY, text="  Rumah bocor. ")
CONTACT = LocalFactDraft(FactKind.CONTACT, "1", TODAY, name=" Anak  sulung", phone="0812-3456-7890")
PLACE = LocalFactDraft(FactKind.PLACE, "1", TODAY, rt="3", coordinates="-6.9712, 109.6634")
SUBJECT = Subject(
    SubjectKind.FAMILY, "1", "2", a_number(3, sequence=1), a_number(sequence=1), "SLAMET", None, ""
)
RECORDED = {
    "kind": "note",
    "subject": SUBJECT.as_data(),
    "noted_on": "2026-11-24",
    "corrects": "",
    **FactContent(text="Rumah bocor.").as_data(),
}


@pytest.mark.parametrize(
    ("draft", "content"),
    [
        (NOTE, FactContent(text="Rumah bocor.")),
        (CONTACT, FactContent(name="Anak sulung", phone="081234567890")),
        (PLACE, FactContent(rt="003", point=Coordinates(-69712000, 1096634000))),
        (
            replace(PLACE, coordinates="", rt="", text="Belakang masjid"),
            FactContent(text="Belakang masjid"),
        ),
    ],
)
def test_what_was_typed_is_tidied(draft: LocalFactDraft, content: FactContent) -> None:
    assert draft.checked(today=TODAY) == content


@pytest.mark.parametrize(
    ("draft", "code", "field"),
    [
        (replace(NOTE, text=" \n"), Code.FACT_EMPTY, "text"),
        (replace(NOTE, text="x" * 2_001), Code.NOTE_TOO_LONG, "text"),
        (replace(NOTE, noted_on=date(2026, 11, 25)), Code.DATE_IN_FUTURE, "noted_on"),
        (replace(NOTE, noted_on=date(1999, 1, 1)), Code.DATE_TOO_OLD, "noted_on"),
        (replace(CONTACT, phone=""), Code.FACT_EMPTY, "phone"),
        (replace(CONTACT, phone="pak RT"), Code.PHONE_INVALID, "phone"),
        (replace(CONTACT, phone="12"), Code.PHONE_INVALID, "phone"),
        (replace(PLACE, rt="", coordinates=""), Code.FACT_EMPTY, "rt"),
        (replace(PLACE, rw="RW 2"), Code.RT_RW_INVALID, "rw"),
        (replace(PLACE, coordinates="109.6634, -6.9712"), Code.COORDINATES_INVALID, "coordinates"),
        (replace(PLACE, coordinates="di sana"), Code.COORDINATES_INVALID, "coordinates"),
    ],
)
def test_the_first_fault_is_named_with_its_field(
    draft: LocalFactDraft, code: Code, field: str
) -> None:
    with pytest.raises(UserError) as caught:
        draft.checked(today=TODAY)
    assert (caught.value.code, caught.value.facts["field"]) == (code, field)


@pytest.mark.parametrize(
    "typed", ["0812 3456 7890", "+62 812-3456-7890", "(0812) 3456.7890", "0812/34567890"]
)
def test_a_telephone_number_is_one_however_it_is_written(typed: str) -> None:
    assert phone_of(typed) == "081234567890"


@pytest.mark.parametrize(
    "typed",
    [
        "-6.9712, 109.6634",
        "-6,9712 109,6634",
        "-6.9712,109.6634",
        "-6.9712;109.6634",
        "-6.9712° 109.6634°",
    ],
)
def test_coordinates_are_read_as_maps_and_people_write_them(typed: str) -> None:
    assert str(Coordinates.parse(typed)) == "-6.97120, 109.66340"


@given(
    st.integers(-11 * 10**5, 6 * 10**5).map(lambda n: n * 100),
    st.integers(95 * 10**5, 141 * 10**5).map(lambda n: n * 100),
)
def test_coordinates_survive_being_written_and_read(latitude: int, longitude: int) -> None:
    point = Coordinates(latitude, longitude)
    assert Coordinates.parse(str(point)) == point


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    for read in (Coordinates.parse, phone_of):
        with suppress(UserError):
            read(text)


def an_op(kind: OpType, data: Mapping[str, object], number: int = 1) -> Op:
    draft = OpDraft(kind, "f1", "33.26.13.2004", data, base="V3 2026")
    return write_op(
        draft,
        Author(f"u{number}", "d1", "inc"),
        op_id=f"op{number}",
        dep=None,
        number=number,
        at=NOW + timedelta(hours=number),
        salt="",
    )


def test_recording_and_taking_back_fold_into_a_record_that_stays_readable() -> None:
    record = fold.fold(None, an_op(OpType.LOCAL_FACT_RECORDED, RECORDED))
    assert isinstance(record, LocalFact)
    assert (record.content.text, record.subject, record.is_void) == ("Rumah bocor.", SUBJECT, False)
    for number, reason in ((2, "salah keluarga"), (3, "lain")):
        record = fold.fold(record, an_op(OpType.LOCAL_FACT_VOIDED, {"reason": reason}, number))
    assert isinstance(record, LocalFact)
    assert (record.is_void, record.void_reason, record.voided_by) == (True, "salah keluarga", "u2")
    assert record.content.text == "Rumah bocor."


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (OpType.LOCAL_FACT_VOIDED, {"reason": "x"}),
        (OpType.LOCAL_FACT_RECORDED, {**RECORDED, "kind": "photo"}),
        (OpType.LOCAL_FACT_RECORDED, {"kind": "note"}),
    ],
)
def test_what_does_not_fit_is_not_understood(kind: OpType, data: Mapping[str, object]) -> None:
    with pytest.raises(fold.NotUnderstood):
        fold.fold(None, an_op(kind, data))
