"""Loading with a second process gives the same release, and breaks off as cleanly."""

from __future__ import annotations

import multiprocessing
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.actions import loading
from desktop_app.actions.extracts import import_extract, preview_extract, releases_of
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.release import ReleaseDraft
from desktop_app.errors import Cancelled, Code, MachineError, UserError
from desktop_app.progress import Progress
from desktop_app.store.connection import connect
from tests.builders import REFERENCE_DATE, a_family, a_pair, a_release
from tests.conftest import MakeOffice

FAMILIES = [a_family(f"SLAMET {word}", "SITI", "BUDI") for word in ["SATU", "DUA", "TIGA", "EMPAT"]]


class DoesAt(Progress):
    """Does something when reading has come to its first rows."""

    def __init__(self, deed: object) -> None:
        super().__init__()
        self._deed = deed

    def advance(self, steps: int = 1) -> None:
        if self.reading.phase == "reading" and self.reading.done == 0:
            self._deed()  # type: ignore[operator]  # a function without arguments
        super().advance(steps)


class StopsAtOnce(DoesAt):
    """Asks to stop when reading has come to its first rows."""

    def __init__(self) -> None:
        super().__init__(self.ask_to_stop)


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "WORTH_A_PROCESS", 0)


def rows_of(office: Office) -> list[tuple[object, ...]]:
    """Everything in the current release but the ids."""
    (line,) = releases_of(office)
    with closing(
        connect(office.store.extract_file(line.id), office.store.key, read_only=True)
    ) as conn:
        persons = conn.execute("SELECT * FROM person ORDER BY file, row").fetchall()
        families = conn.execute("SELECT * FROM family ORDER BY file, row").fetchall()
        problems = conn.execute("SELECT * FROM problem ORDER BY file, row, kind").fetchall()
    ids = ("id", "family_id")
    return [
        tuple(row[name] for name in row.keys() if name not in ids)  # noqa: SIM118  # rows are no dicts
        for row in (*families, *persons, *problems)
    ]


def test_two_processes_load_what_one_loads(
    make_office: MakeOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = make_office(folder="one"), make_office(folder="two")
    a_release(one, tmp_path / "a", FAMILIES)
    monkeypatch.setattr(loading, "WORTH_A_PROCESS", 0)
    a_release(two, tmp_path / "b", FAMILIES)
    assert rows_of(one) == rows_of(two)
    assert len(rows_of(two)) == 4 + 12
    for office in (one, two):
        assert [hit.name for hit in find_people(office, Search("slamet dua"))] == ["SLAMET DUA"]


@pytest.mark.usefixtures("two_processes")
def test_ids_are_kept_from_quarter_to_quarter(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, FAMILIES, label="Q1")
    before = find_people(office, Search("slamet dua"))[0]
    a_release(office, tmp_path, [*FAMILIES[1:], a_family("BARU")], label="Q2")
    after = find_people(office, Search("slamet dua"))[0]
    assert (after.person_id, after.family_id) == (before.person_id, before.family_id)


@pytest.mark.usefixtures("two_processes")
def test_a_refusal_in_the_other_process_comes_home_as_it_is(office: Office, tmp_path: Path) -> None:
    pair = a_pair(tmp_path / "q", FAMILIES)
    look = preview_extract(office, pair)
    with pair[1].open("a", encoding="utf-8") as file:
        file.write('"x"\n')
    with pytest.raises(UserError) as caught:
        import_extract(office, look, ReleaseDraft("Q1", REFERENCE_DATE), Progress())
    assert caught.value.code is Code.EXTRACT_CHANGED_WHILE_READ
    assert caught.value.facts == {"name": pair[1].name}
    assert list(office.paths.extracts.iterdir()) == []


@pytest.mark.usefixtures("two_processes")
def test_stopping_ends_the_other_process_too(office: Office, tmp_path: Path) -> None:
    look = preview_extract(office, a_pair(tmp_path / "q", FAMILIES))
    progress = StopsAtOnce()
    with pytest.raises(Cancelled):
        import_extract(office, look, ReleaseDraft("Q1", REFERENCE_DATE), progress)
    assert multiprocessing.active_children() == []
    assert list(office.paths.extracts.iterdir()) == []


@pytest.mark.usefixtures("two_processes")
def test_a_killed_reader_is_told_as_what_it_is_and_leaves_nothing(
    office: Office, tmp_path: Path
) -> None:
    many = [a_family(f"ORANG {number}", "ISTRI", sequence=number % 150) for number in range(4_000)]
    look = preview_extract(office, a_pair(tmp_path / "q", many))

    def kill() -> None:
        for child in multiprocessing.active_children():
            child.kill()

    with pytest.raises(MachineError) as caught:
        import_extract(
            office, look, ReleaseDraft("Q1", REFERENCE_DATE), DoesAt(kill), accept="contoh"
        )
    assert caught.value.code is Code.IMPORT_BROKEN_OFF
    assert releases_of(office) == []
    assert list(office.paths.extracts.iterdir()) == []
