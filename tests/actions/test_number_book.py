"""One computer of an office holds the number book; real packages tell the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.actions.letter_register import letter_register, reserve_numbers
from desktop_app.actions.letters import preview_letter
from desktop_app.actions.number_book import hand_over_book, number_book, take_book
from desktop_app.actions.office import Office
from desktop_app.domain.number_book import device_code
from desktop_app.domain.register import RegisterFilter
from desktop_app.errors import Code, UserError
from tests.actions.test_letters import a_draft, text_of
from tests.conftest import MakeOffice
from tests.hubs import is_whole
from tests.pairs import Pair


@pytest.fixture
def pair(make_office: MakeOffice, hub: Office, tmp_path: Path, stick: Path) -> Pair:
    return Pair(make_office, hub, tmp_path, stick)


def refused(deed: object) -> UserError:
    assert callable(deed)
    with pytest.raises(UserError) as caught:
        deed()
    return caught.value


def test_the_first_to_issue_holds_the_book_and_the_other_makes_drafts(pair: Pair) -> None:
    assert number_book(pair.first).is_here
    assert pair.issue(pair.first) == 1
    pair.exchange()
    view = number_book(pair.second)
    own = pair.first.profile.device_id
    assert (view.holder, view.is_here, view.last) == (own, False, None)
    error = refused(lambda: pair.issue(pair.second))
    assert error.code is Code.NUMBER_BOOK_ELSEWHERE
    assert error.facts["computer"] == device_code(own)
    assert refused(lambda: reserve_numbers(pair.second, 1, "x")).code is error.code
    assert len(letter_register(pair.second)) == 1
    draft = preview_letter(pair.second, a_draft(pair.second, kind="keterangan-dtsen"))
    printed = text_of(draft.pdf)
    assert (draft.held_by, draft.number) == (device_code(own), "")
    assert "DRAF" in printed
    assert "400.9" not in printed.split("SLAMET")[0]
    assert "DRAF" not in text_of(preview_letter(pair.first, a_draft(pair.first)).pdf)
    assert pair.issue(pair.first) == 2


def test_the_book_is_handed_over_and_travels(pair: Pair) -> None:
    pair.issue(pair.first)
    pair.exchange()
    other = pair.second.profile.device_id
    assert number_book(pair.first).others == (other,)
    assert refused(lambda: hand_over_book(pair.first, "zz")).code is Code.DEVICE_UNKNOWN
    assert refused(lambda: hand_over_book(pair.second, other)).code is Code.NUMBER_BOOK_ELSEWHERE
    view = hand_over_book(pair.first, device_code(other), "pindah loket").value
    assert (view.holder, view.is_here) == (other, False)
    assert refused(lambda: pair.issue(pair.first)).code is Code.NUMBER_BOOK_ELSEWHERE
    assert not number_book(pair.second).is_here
    pair.exchange()
    assert pair.holders() == {other}
    assert pair.issue(pair.second) == 2
    assert all(is_whole(office) for office in (pair.first, pair.second, pair.hub))


def test_the_book_of_a_lost_computer_is_taken_with_a_reason_that_travels(pair: Pair) -> None:
    pair.issue(pair.first)
    pair.exchange()
    assert refused(lambda: take_book(pair.second, " ")).code is Code.REASON_MISSING
    take_book(pair.second, "PC rusak")
    assert pair.issue(pair.second) == 2
    pair.exchange()
    last = number_book(pair.first).last
    assert last is not None
    assert (last.is_taken, last.reason) == (True, "PC rusak")
    assert refused(lambda: pair.issue(pair.first)).code is Code.NUMBER_BOOK_ELSEWHERE


def test_two_hand_overs_at_once_end_the_same_everywhere_and_are_flagged(pair: Pair) -> None:
    pair.issue(pair.first)
    pair.exchange()
    other = pair.second.profile.device_id
    hand_over_book(pair.first, other)
    pair.exchange()
    take_book(pair.first, "dikira hilang")
    hand_over_book(pair.second, pair.first.profile.device_id)
    pair.exchange()
    assert not number_book(pair.first).is_contested  # both gave it to the same computer
    take_book(pair.second, "dikira hilang")
    hand_over_book(pair.first, other)
    take_book(pair.first, "ternyata di sini")
    pair.exchange()
    assert len(pair.holders()) == 1
    assert all(number_book(one).is_contested for one in (pair.first, pair.second))
    holder = pair.first if number_book(pair.first).is_here else pair.second
    take_book(holder, "sudah disepakati")
    pair.exchange()
    assert pair.holders() == {holder.profile.device_id}
    assert not number_book(pair.first).is_contested
    assert all(is_whole(office) for office in (pair.first, pair.second, pair.hub))


def test_both_at_once_before_they_know_of_each_other_are_double_and_one_holds(pair: Pair) -> None:
    assert (pair.issue(pair.first), pair.issue(pair.second)) == (1, 1)
    pair.exchange()
    assert len(letter_register(pair.first, RegisterFilter(is_double=True))) == 2
    assert pair.holders() == {pair.first.profile.device_id}


def test_kept_numbers_go_with_the_book_and_none_is_given_twice(pair: Pair) -> None:
    assert pair.issue(pair.first) == 1
    pair.exchange()
    assert list(reserve_numbers(pair.first, 3, "buku tulis tangan").value) == [2, 3, 4]
    assert pair.issue(pair.first) == 5
    hand_over_book(pair.first, device_code(pair.second.profile.device_id), "pindah loket")
    pair.exchange()
    assert pair.issue(pair.second) == 6
    assert list(reserve_numbers(pair.second, 2, "buku tulis tangan").value) == [7, 8]
    hand_over_book(pair.second, device_code(pair.first.profile.device_id), "kembali")
    pair.exchange()
    assert pair.issue(pair.first) == 9
    pair.exchange()
    for office in (pair.first, pair.second):
        assert sorted(one.line.sequence for one in letter_register(office)) == [1, 5, 6, 9]
        assert letter_register(office, RegisterFilter(is_double=True)) == []
        assert is_whole(office)
    assert is_whole(pair.hub)


def test_numbers_kept_last_stay_kept_where_the_book_is_taken(pair: Pair) -> None:
    pair.issue(pair.first)
    reserve_numbers(pair.first, 4, "buku tulis tangan")
    pair.exchange()
    take_book(pair.second, "PC loket rusak")
    assert pair.issue(pair.second) == 6
