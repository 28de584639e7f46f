"""Older releases made slim: what stays, what goes, and that nothing else is touched."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from desktop_app.actions.comparison import (
    compare_releases,
    export_changes,
    keep_comparison,
    what_changed,
)
from desktop_app.actions.extracts import (
    drop_release,
    import_extract,
    preview_extract,
    problem_counts_of,
    problems_of,
    releases_of,
)
from desktop_app.actions.families import family_of
from desktop_app.actions.office import Office
from desktop_app.actions.quarantine import admit_row, open_refused_row, refused_rows_of
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.slimming import (
    kept_whole,
    set_kept_whole,
    slim_older_releases,
    slim_release,
    slimming_of,
)
from desktop_app.domain.comparison import Comparison
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.release import ReleaseDraft
from desktop_app.errors import Cancelled, Code, MachineError, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit
from desktop_app.store.connection import connect
from tests.actions.stopping import StopsAt, no_file_longer_than
from tests.builders import Family, Member, a_family, a_release
from tests.conftest import MakeOffice
from tests.refused import MEMBERS_FILE, a_spoilt_release

QUARTERS = [date(2026, 1, 10), date(2026, 4, 10), date(2026, 7, 10), date(2026, 10, 10)]
STAYS = a_family("SLAMET", "SITI", sequence=31)
OTHERS = [a_family(f"ORANG {n}", "ISTRI", sequence=n) for n in range(1, 20)]


def quarter(office: Office, folder: Path, number: int, family: Family, *more: Family) -> None:
    a_release(
        office,
        folder,
        [family, *more, *OTHERS[number:]],
        label=f"Q{number + 1}",
        reference_date=QUARTERS[number],
    )


def moved(decile: int, head: str = "SLAMET") -> Family:
    """The family that stays, with this decile and a head of this name."""
    members = (Member(STAYS.head.nik, head), *STAYS.members[1:])
    return Family(STAYS.card, members, decile)


@pytest.fixture
def three(office: Office, tmp_path: Path) -> Office:
    """Three quarters; the family climbs from decile 2 to 4 and its head changes his name."""
    quarter(office, tmp_path, 0, moved(2))
    quarter(office, tmp_path, 1, moved(3))
    quarter(office, tmp_path, 2, moved(4, "SLAMET RAHARJO"))
    return office


def tables_of(office: Office, label: str) -> dict[str, list[str]]:
    (line,) = [one for one in releases_of(office) if one.label == label]
    with closing(
        connect(office.store.extract_file(line.id), office.store.key, read_only=True)
    ) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        names = conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name[0]: [row["name"] for row in conn.execute(f"PRAGMA table_info({name[0]})")]
            for name in names
            if not name[0].startswith("sqlite_")
        }


def test_a_slim_release_holds_no_more_than_it_must(three: Office) -> None:
    done = slim_release(three, "Q1", Progress()).value
    assert done.labels == ("Q1",)
    assert done.freed_bytes > 0
    assert tables_of(three, "Q1") == {
        "family": [
            "id",
            "village",
            "family_card_no",
            "decile_national",
            "decile_province",
            "decile_regency",
            "member_count",
            "head_name",
        ],
        "person": ["id", "family_id", "national_id", "family_card_no"],
        "noticed": ["kind", "n"],
    }
    assert {line.label: line.is_slim for line in releases_of(three)} == {
        "Q1": True,
        "Q2": False,
        "Q3": False,
    }
    (line,) = [one for one in releases_of(three) if one.is_slim]
    names = sorted(path.name for path in three.paths.extracts.glob(f"{line.id}*"))
    assert names == [f"{line.id}.db"]
    with three.read() as conn:
        assert audit.lines_of(conn)[0].deed == "release-slimmed"


def test_the_history_of_a_household_stays_over_slim_and_whole_releases(three: Office) -> None:
    (before,) = find_people(three, Search("slamet"))
    history = family_of(three, before.family_id or "").history
    assert [(p.release_label, p.decile, p.village, p.members, p.head_name) for p in history] == [
        ("Q1", 2, "33.26.13.2004", 2, "SLAMET"),
        ("Q2", 3, "33.26.13.2004", 2, "SLAMET"),
        ("Q3", 4, "33.26.13.2004", 2, "SLAMET RAHARJO"),
    ]
    slim_release(three, "Q1", Progress())
    slim_release(three, "Q2", Progress())
    assert family_of(three, before.family_id or "").history == history


def test_a_release_that_is_slim_is_still_compared_by_what_it_has(
    three: Office, tmp_path: Path
) -> None:
    def compared(label: str) -> Comparison:
        return compare_releases(three, label, "Q3", Progress())

    whole = compared("Q1")
    slim_release(three, "Q1", Progress())
    now = compared("Q1")
    assert now.decile_moves == whole.decile_moves
    for mine, theirs in ((now.families, whole.families), (now.persons, whole.persons)):
        assert (mine.entered, mine.left) == (theirs.entered, theirs.left)
    target = tmp_path / "changes.csv"
    export_changes(three, "Q1", "Q3", target, Progress(), errand=Errand("rapat", "Bappeda"))
    text = target.read_text("utf-8")
    assert "desil_nasional,2,4" in text
    # What the slim release no longer has is no change.
    assert ",nama," not in text
    assert ",tanggal_lahir," not in text


def test_a_comparison_that_was_kept_stays_when_the_earlier_one_is_made_slim(three: Office) -> None:
    (second,) = [one for one in releases_of(three) if one.label == "Q2"]
    keep_comparison(three, second.id, Progress())
    before = what_changed(three, second.id)
    assert before.counts
    slim_release(three, "Q1", Progress())
    assert what_changed(three, second.id).counts == before.counts


def test_what_was_noticed_is_counted_and_the_rows_are_gone(office: Office, tmp_path: Path) -> None:
    spoilt = a_spoilt_release(office, tmp_path, label="Q1")
    cells = open_refused_row(office, "Q1", MEMBERS_FILE, spoilt.short_member).cells
    admit_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, cells, reason="contoh")
    a_release(office, tmp_path, OTHERS, label="Q2")
    (line,) = [one for one in releases_of(office) if one.label == "Q1"]
    before = problem_counts_of(office, line.id)
    slim_release(office, "Q1", Progress())
    assert problem_counts_of(office, line.id) == before
    assert problems_of(office, line.id) == []
    with pytest.raises(UserError) as caught:
        refused_rows_of(office, "Q1")
    assert caught.value.code is Code.RELEASE_IS_SLIM


def test_the_next_release_knows_everybody_after_the_others_were_made_slim(
    three: Office, tmp_path: Path
) -> None:
    known = {hit.person_id for hit in find_people(three, Search("istri"))}
    (siti,) = find_people(three, Search("siti"))
    slim_release(three, "Q1", Progress())
    slim_release(three, "Q2", Progress())
    quarter(three, tmp_path, 3, moved(5))
    (again,) = find_people(three, Search("siti"))
    assert (again.person_id, again.family_id) == (siti.person_id, siti.family_id)
    stayed = {hit.person_id for hit in find_people(three, Search("istri"))}
    assert len(stayed) == len(known) - 1
    assert stayed < known
    drop_release(three, "Q1")


def test_the_setting_keeps_the_release_in_use_and_the_one_before(three: Office) -> None:
    assert kept_whole(three) == 2
    assert slim_older_releases(three, Progress()).value.labels == ("Q1",)
    assert slim_older_releases(three, Progress()).value.labels == ()
    set_kept_whole(three, 1)
    assert slim_older_releases(three, Progress()).value.labels == ("Q2",)
    set_kept_whole(three, None)
    assert slim_older_releases(three, Progress()).value.labels == ()
    for wrong in (0, -1, 1_000):
        with pytest.raises(UserError) as caught:
            set_kept_whole(three, wrong)
        assert caught.value.code is Code.KEPT_WHOLE_INVALID


def test_a_list_of_deciles_is_none_of_the_newest_and_cannot_be_made_slim(
    three: Office, tmp_path: Path
) -> None:
    listed = tmp_path / "Pemeringkatan Desil.csv"
    lines = [f"{STAYS.card};{member.nik};4" for member in STAYS.members]
    listed.write_text("\n".join(["NOMOR KK;NIK;DESIL", *lines]), encoding="utf-8")
    look = preview_extract(three, [listed])
    import_extract(three, look, ReleaseDraft("SIKS-NG", QUARTERS[2] + timedelta(30)), Progress())
    assert slim_older_releases(three, Progress()).value.labels == ("Q1",)
    with pytest.raises(UserError) as caught:
        slimming_of(three, "SIKS-NG")
    assert caught.value.code is Code.RELEASE_IS_LIGHT


def test_the_release_that_came_last_stays_whole_though_it_is_the_oldest(
    make_office: MakeOffice, clock: Callable[[], datetime], tmp_path: Path
) -> None:
    office = make_office(folder="later")
    for days, number in enumerate((1, 2, 0, 3)):
        moment = clock() + timedelta(days)
        later = replace(office, clock=partial(datetime.fromisoformat, moment.isoformat()))
        quarter(later, tmp_path, number, moved(2))
        slimmed = slim_older_releases(later, Progress()).value.labels
        assert slimmed == {2: (), 3: ("Q2", "Q1")}.get(days, ())


def test_what_it_frees_is_said_before_and_is_about_what_it_frees(
    office: Office, tmp_path: Path
) -> None:
    many = [a_family(f"ORANG {n}", "ISTRI", "ANAK", sequence=n % 150) for n in range(1_500)]
    a_release(office, tmp_path, many, label="Q1")
    a_release(office, tmp_path, OTHERS, label="Q2")
    said = slimming_of(office, "Q1")
    freed = slim_release(office, "Q1", Progress()).value.freed_bytes
    assert abs(said.frees_bytes - freed) < 0.2 * said.has_bytes
    assert freed > 0.5 * said.has_bytes


def test_the_release_in_use_and_one_that_is_slim_are_refused(three: Office) -> None:
    slim_release(three, "Q1", Progress())
    for label, code in (
        ("Q3", Code.RELEASE_STAYS_WHOLE),
        ("Q1", Code.RELEASE_IS_SLIM),
        ("Q9", Code.RELEASE_UNKNOWN),
    ):
        with pytest.raises(UserError) as caught:
            slim_release(three, label, Progress())
        assert caught.value.code is code


@pytest.mark.parametrize("step", [1, 20, 56, 60])
def test_stopping_leaves_the_release_whole(three: Office, step: int) -> None:
    before = tables_of(three, "Q1")
    with pytest.raises(Cancelled):
        slim_release(three, "Q1", StopsAt("slimming", step))
    assert tables_of(three, "Q1") == before
    assert not list(three.paths.extracts.glob("*.part"))
    assert slim_release(three, "Q1", Progress()).value.labels == ("Q1",)


def test_a_full_disk_leaves_the_release_whole(three: Office) -> None:
    before = tables_of(three, "Q1")

    def slimmed() -> None:
        with no_file_longer_than(12 * 1024):
            slim_release(three, "Q1", Progress())

    with pytest.raises(MachineError) as caught:
        slimmed()
    assert caught.value.code in (Code.DISK_FULL, Code.DISK_FAILING)
    assert tables_of(three, "Q1") == before
    assert not list(three.paths.extracts.glob("*.part"))
