"""Finding people by what somebody at the counter says."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.identity import grouped
from desktop_app.domain.person import MatchReason
from desktop_app.store import audit
from tests.builders import Family, a_family, a_release

SLAMET = a_family("SLAMET RAHARJO", "SITI NUR AISYAH", "SLAMET WIDODO")
SOEPARNO = a_family("SOEPARNO", decile=5)
KAJEN = Family(
    SOEPARNO.card[:-1] + "9",
    (a_family("SLAMET").head,),
    village="3326130024",
    village_name="PEKAJANGAN",
)


@pytest.fixture
def searched(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [SLAMET, SOEPARNO, KAJEN])
    return office


def names(office: Office, text: str, **more: object) -> list[str]:
    return [hit.name for hit in find_people(office, Search(text, **more))]  # type: ignore[arg-type]


def test_a_name_is_found_by_its_start_and_by_its_words_in_any_order(searched: Office) -> None:
    assert names(searched, "slam") == ["SLAMET", "SLAMET RAHARJO", "SLAMET WIDODO"]
    assert names(searched, "aisyah siti") == ["SITI NUR AISYAH"]
    assert names(searched, "ra sla") == ["SLAMET RAHARJO"]


def test_the_whole_name_comes_before_one_that_only_begins_so(searched: Office) -> None:
    first, second, *_ = find_people(searched, Search("slamet"))
    assert (first.name, first.reason) == ("SLAMET", MatchReason.WHOLE_NAME)
    assert second.reason is MatchReason.START_OF_NAME


def test_old_and_new_spelling_meet(searched: Office) -> None:
    assert names(searched, "suparno") == ["SOEPARNO"]


def test_numbers_are_found_whole_and_by_their_beginning_with_blanks_and_dots(
    searched: Office,
) -> None:
    head = SLAMET.head
    (hit,) = find_people(searched, Search(grouped(head.nik)))
    assert (hit.name, hit.reason, hit.score) == (head.name, MatchReason.WHOLE_NUMBER, 100)
    assert names(searched, SLAMET.card) == [member.name for member in SLAMET.members]
    assert set(names(searched, "3326.13")) >= {"SLAMET RAHARJO", "SOEPARNO"}


def test_a_village_is_found_alone_and_after_a_name(searched: Office) -> None:
    assert names(searched, "pekajangan") == ["SLAMET"]
    assert names(searched, "slamet desa pekajangan")[0] == "SLAMET"
    assert names(searched, "slamet pekajangan") == ["SLAMET"]


def test_a_search_can_be_narrowed(searched: Office) -> None:
    assert names(searched, "s", village="33.26.13.1013") == ["SLAMET"]
    assert names(searched, "s", decile_min=5, decile_max=6) == ["SOEPARNO"]
    assert len(names(searched, "s", limit=2)) == 2


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "'", '"', "* AND (", "zzz", "%", "slamet\x00", "9" * 40]
)
def test_odd_text_is_answered_calmly(searched: Office, text: str) -> None:
    assert names(searched, text) in ([], ["SLAMET", "SLAMET RAHARJO", "SLAMET WIDODO"])


def test_before_the_first_import_nothing_is_found(office: Office) -> None:
    assert find_people(office, Search("slamet")) == []


def test_the_audit_knows_that_somebody_searched_and_not_for_what(searched: Office) -> None:
    find_people(searched, Search("slam"), is_typing=True)
    find_people(searched, Search("slamet"))
    with searched.read() as conn:
        lines = [line for line in audit.lines_of(conn) if line.deed == "searched"]
    assert [dict(line.facts) for line in lines] == [{"kind": "name", "found": 3}]
