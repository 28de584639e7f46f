"""Everybody whom a search means: the count, every page once, and how many in which desa."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.demo import DemoWish, fill_with_demo
from desktop_app.actions.interventions import record_intervention, void_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.search_list import (
    PAGE,
    count_by_village,
    count_people,
    everybody,
    page_of,
)
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.names import fold
from desktop_app.domain.person import MatchReason, PersonLine
from desktop_app.progress import Progress
from desktop_app.store import audit, name_list
from tests.builders import a_family, a_release

DAY = date(2026, 8, 20)


@pytest.fixture
def crowded(office: Office) -> Office:
    """An office with a thousand invented people."""
    fill_with_demo(office, DemoWish(persons=1_000, interventions=40, seed=3), Progress())
    return office


def listed(office: Office, search: Search) -> list[PersonLine]:
    """Every page, one after the other."""
    found = everybody(office, search)
    lines = [line for page in range(found.pages) for line in page_of(office, found, page)]
    assert len(lines) == found.count == count_people(office, search)
    return lines


@pytest.mark.parametrize("few", [name_list._FEW, 0], ids=["sorted", "walked"])
@pytest.mark.parametrize(
    "search",
    [
        Search(""),
        Search("s"),
        Search("nur a"),
        Search("", decile_min=1, decile_max=4),
        Search("s", decile_min=0, decile_max=0),
        Search("a", is_unhelped=True),
        Search("", programme="PKH"),
    ],
    ids=str,
)
def test_every_page_together_is_everybody_once_by_name(
    crowded: Office, monkeypatch: pytest.MonkeyPatch, search: Search, few: int
) -> None:
    monkeypatch.setattr(name_list, "_FEW", few)
    lines = listed(crowded, search)
    names = [fold(line.name) for line in lines]
    assert names == sorted(names)
    assert len({line.person_id for line in lines}) == len(lines)
    assert {line.reason for line in lines} <= {MatchReason.LISTED}
    starts = fold(search.text).split()
    assert all(
        any(word.startswith(start) for word in name.split()) for name in names for start in starts
    )
    if search.decile_min is not None and search.decile_max is not None:
        deciles = {line.decile or 0 for line in lines}
        assert deciles <= set(range(search.decile_min, search.decile_max + 1))
    with crowded.read() as conn:
        persons = crowded.release(conn).persons
    assert len(lines) == persons if search == Search("") else 0 < len(lines) < persons


def test_there_are_several_pages_and_the_last_may_be_short(crowded: Office) -> None:
    found = everybody(crowded, Search("a"))
    assert found.pages == len(found.places) > 1
    sizes = [len(page_of(crowded, found, page)) for page in range(found.pages)]
    assert sizes[:-1] == [PAGE] * (found.pages - 1)
    assert sum(sizes) == found.count


def test_what_is_said_of_the_desa_adds_up_whichever_way_it_is_counted(
    crowded: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for search in (Search(""), Search("s"), Search("nur", decile_max=5)):
        looked_at = count_by_village(crowded, search)
        assert sum(n for _, n in looked_at) == count_people(crowded, search)
        monkeypatch.setattr(name_list, "_MANY", -1)
        assert count_by_village(crowded, search) == looked_at
        monkeypatch.undo()
        code, n = looked_at[0]
        assert n == max(n for _, n in looked_at)
        inside = Search(search.text, village=code, decile_max=search.decile_max)
        assert {line.village for line in listed(crowded, inside)} == {code}


def test_a_name_and_a_place_are_counted_as_they_are_found(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, [a_family("SITI"), a_family("LANGKAP", "SITI")])
    for text in ("siti", "siti langkap", "langkap"):
        found = find_people(office, Search(text), is_typing=True)
        assert count_people(office, Search(text)) == len(found) > 0


def test_of_a_number_only_the_best_are_known(crowded: Office) -> None:
    assert count_people(crowded, Search("3326")) is None
    assert everybody(crowded, Search("3326")).pages == 0
    assert count_by_village(crowded, Search("3326")) == []


@pytest.mark.parametrize("text", ["?", '"', "zzz", "a\x00"])
def test_odd_text_is_answered_calmly(crowded: Office, text: str) -> None:
    assert everybody(crowded, Search(text)).count == (count_people(crowded, Search(text)) or 0)


def test_whoever_was_helped_is_told_from_whoever_was_not(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, [a_family("SLAMET", "SITI"), a_family("KARTO"), a_family("PAIJO")])

    def named(**narrowed: object) -> list[str]:
        return [line.name for line in listed(office, Search("", **narrowed))]  # type: ignore[arg-type]

    def record(name: str, status: InterventionStatus) -> str:
        (hit, *_) = find_people(office, Search(name), is_typing=True)
        draft = InterventionDraft(
            programme="BLT-DD",
            period="2026-08",
            given_on=DAY,
            family_id=hit.family_id,
            amount=300_000,
            status=status,
        )
        return record_intervention(office, draft).value.intervention_id

    assert named(is_unhelped=True) == ["KARTO", "PAIJO", "SITI", "SLAMET"]
    slamet = record("slamet", InterventionStatus.RECEIVED)
    record("paijo", InterventionStatus.PROPOSED)
    assert named(is_unhelped=True) == ["KARTO", "PAIJO"]
    assert named(programme="BLT-DD") == ["SITI", "SLAMET"]
    assert named(programme="PKH") == []
    assert [
        hit.name for hit in find_people(office, Search("s", is_unhelped=True), is_typing=True)
    ] == []
    void_intervention(office, slamet, reason="salah orang")
    assert named(is_unhelped=True) == ["KARTO", "PAIJO", "SITI", "SLAMET"]


def test_a_list_is_written_to_the_audit_by_its_size_alone(crowded: Office) -> None:
    everybody(crowded, Search("siti"))
    with crowded.read() as conn:
        line = audit.lines_of(conn, newest=1)[0]
    assert line.deed == "searched"
    assert "siti" not in str(line).lower()


def test_there_is_nobody_before_the_first_release(office: Office) -> None:
    assert count_people(office, Search("siti")) is None
    assert everybody(office, Search("")).pages == 0
