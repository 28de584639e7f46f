"""Letters that came: written down, given to somebody, found, printed, and known at the other computer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.actions.incoming_letters import letters_received, record_incoming, void_incoming
from desktop_app.actions.letter_books import RegisterBook, preview_register
from desktop_app.actions.office import Office
from desktop_app.domain.incoming_letter import IncomingDraft
from desktop_app.domain.register import RegisterFilter
from desktop_app.errors import Code, UserError
from tests.actions.test_letters import text_of
from tests.conftest import MakeOffice
from tests.hubs import is_whole
from tests.pairs import Pair

DRAFT = IncomingDraft(
    received=date(2026, 11, 20),
    sender="Dinas Sosial Kabupaten Pekalongan",
    subject="Permintaan verifikasi data",
    number="400.9/0123/2026",
    dated=date(2026, 11, 18),
)


def test_a_letter_is_written_down_given_to_somebody_found_and_printed(office: Office) -> None:
    made = record_incoming(office, DRAFT).value
    record_incoming(office, replace(DRAFT, sender="BAZNAS", number="", dated=None))
    given = record_incoming(office, replace(DRAFT, disposition="Kasi Kesra"), made.id).value
    assert (given.id, given.content.disposition) == (made.id, "Kasi Kesra")
    assert [one.id for one in letters_received(office, RegisterFilter(text="kesra"))] == [made.id]
    assert letters_received(office, RegisterFilter(text="100%")) == []
    assert len(letters_received(office, RegisterFilter(since=DRAFT.received))) == 2
    assert letters_received(office, RegisterFilter(until=date(2026, 11, 19))) == []
    text = text_of(preview_register(office, RegisterBook.INCOMING, RegisterFilter()).pdf)
    for said in (
        "BUKU AGENDA SURAT MASUK",
        "BAZNAS",
        "400.9/0123/2026",
        "Kasi Kesra",
        "2 (dua) surat",
    ):
        assert said in text
    assert is_whole(office)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sender": " "}, Code.LETTER_FIELD_MISSING),
        ({"subject": ""}, Code.LETTER_FIELD_MISSING),
        ({"subject": "x" * 201}, Code.NOTE_TOO_LONG),
        ({"dated": DRAFT.received + timedelta(1)}, Code.DATE_IN_FUTURE),
        ({"received": date(2027, 1, 1)}, Code.DATE_IN_FUTURE),
    ],
)
def test_what_cannot_be_is_refused(office: Office, changes: dict[str, str], code: Code) -> None:
    with pytest.raises(UserError) as caught:
        record_incoming(office, replace(DRAFT, **changes))  # type: ignore[arg-type]  # each has its field's type
    assert caught.value.code is code
    with pytest.raises(UserError) as caught:
        record_incoming(office, DRAFT, "unknown")
    assert caught.value.code is Code.LETTER_UNKNOWN
    assert letters_received(office, RegisterFilter()) == []


def test_the_other_computer_of_the_office_knows_it(
    make_office: MakeOffice, hub: Office, tmp_path: Path, stick: Path
) -> None:
    pair = Pair(make_office, hub, tmp_path, stick)
    made = record_incoming(pair.first, DRAFT).value
    pair.exchange()
    (there,) = letters_received(pair.second, RegisterFilter())
    assert (there.id, there.content) == (made.id, DRAFT)
    record_incoming(pair.second, replace(DRAFT, disposition="Sekcam"), made.id)
    pair.exchange()
    (here,) = letters_received(pair.first, RegisterFilter())
    assert here.content.disposition == "Sekcam"
    assert all(is_whole(office) for office in (pair.first, pair.second, hub))


def test_one_entered_in_error_stays_in_its_place_with_the_reason_and_is_changed_no_more(
    office: Office,
) -> None:
    made = record_incoming(office, DRAFT).value
    with pytest.raises(UserError) as caught:
        void_incoming(office, made.id, " ")
    assert caught.value.code is Code.REASON_MISSING
    void_incoming(office, made.id, "tercatat dua kali")
    (kept,) = letters_received(office, RegisterFilter())
    assert (kept.is_void, kept.void_reason, kept.content) == (True, "tercatat dua kali", DRAFT)
    for changed in (
        lambda: void_incoming(office, made.id, "lagi"),
        lambda: record_incoming(office, replace(DRAFT, disposition="x"), made.id),
    ):
        with pytest.raises(UserError) as caught:
            changed()
        assert caught.value.code is Code.LETTER_VOID_ALREADY
    text = text_of(preview_register(office, RegisterBook.INCOMING, RegisterFilter()).pdf)
    assert "SALAH CATAT: tercatat dua kali" in text
    assert is_whole(office)


def test_taken_back_on_one_computer_and_put_right_on_the_other_it_stays_taken_back(
    make_office: MakeOffice, hub: Office, tmp_path: Path, stick: Path
) -> None:
    pair = Pair(make_office, hub, tmp_path, stick)
    made = record_incoming(pair.first, DRAFT).value
    pair.exchange()
    void_incoming(pair.first, made.id, "tercatat dua kali")
    record_incoming(pair.second, replace(DRAFT, disposition="Sekcam"), made.id)
    pair.exchange()
    pair.exchange()
    for office in (pair.first, pair.second):
        (one,) = letters_received(office, RegisterFilter())
        assert (one.is_void, one.content.disposition) == (True, "Sekcam")
        assert is_whole(office)
