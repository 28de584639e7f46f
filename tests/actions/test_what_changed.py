"""The kept comparison: what a release brought since the one before, and how long that is known."""

from __future__ import annotations

import csv
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.actions.comparison import (
    LISTED_COLUMNS,
    changes_of,
    compare_releases,
    export_changes,
    export_listed_changes,
    keep_comparison,
    what_changed,
)
from desktop_app.actions.demo import DemoWish, fill_with_demo
from desktop_app.actions.extracts import drop_release, releases_of
from desktop_app.actions.office import Office
from desktop_app.domain.comparison import ChangeKind, ChangeLine, ChangeWish, DecileMove
from desktop_app.domain.extract import Entity
from desktop_app.domain.giving_out import Errand
from desktop_app.errors import Cancelled, Code, MachineError, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit, comparing, comparison
from desktop_app.store.connection import connect
from tests.builders import Family, a_family, a_number, a_release
from tests.quarters import LATER, NEXT, two_quarters, without


def listed(
    office: Office,
    release_id: str,
    kind: ChangeKind,
    entity: Entity = Entity.FAMILY,
    *,
    field: str = "",
    village: str = "",
) -> list[ChangeLine]:
    return changes_of(office, release_id, ChangeWish(kind, entity, field=field, village=village))


def counted(office: Office, release_id: str, village: str = "") -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for one in what_changed(office, release_id, village).counts:
        if not one.field and one.grade is not DecileMove.SAME:
            key = (one.entity.value, one.kind.value)
            found[key] = found.get(key, 0) + one.count
    return found


def test_the_first_release_has_nothing_to_be_compared_with(office: Office, tmp_path: Path) -> None:
    first = a_release(office, tmp_path, [a_family()], label="Q1").release_id
    assert keep_comparison(office, first, Progress()).value is None
    found = what_changed(office, first)
    assert (found.earlier, found.sides, found.counts) == (None, None, ())
    assert not office.store.changes_file(first).exists()


def test_without_a_release_there_is_nothing_to_tell(office: Office) -> None:
    with pytest.raises(UserError) as caught:
        what_changed(office, "")
    assert caught.value.code is Code.RELEASE_NONE


def test_what_changed_is_told_of_the_release_in_use_unless_another_is_named(
    office: Office, tmp_path: Path
) -> None:
    later = two_quarters(office, tmp_path, [a_family("SLAMET")], [a_family("KARTO")])
    found = what_changed(office, "")
    assert found.release.id == later
    assert found.sides is not None
    assert (found.sides.earlier.label, found.sides.later.label) == ("Q1", "Q2")
    assert counted(office, later) == {
        ("family", "entered"): 1,
        ("family", "left"): 1,
        ("person", "entered"): 1,
        ("person", "left"): 1,
    }


def test_a_child_with_a_card_of_its_own_splits_the_card(office: Office, tmp_path: Path) -> None:
    family = a_family("SLAMET", "SITI", "BUDI")
    own = Family(a_number(8, sequence=700), (replace(family.members[2], relationship=1),), 3)
    later = two_quarters(office, tmp_path, [family], [without(family, 2), own])
    (split,) = listed(office, later, ChangeKind.SPLIT)
    assert (split.key, split.old_key, split.cards) == (
        family.card,
        family.card,
        {family.card: 2, own.card: 1},
    )
    assert split.family_id == split.old_family_id == split.id
    assert listed(office, later, ChangeKind.MERGED) == []
    assert listed(office, later, ChangeKind.CARD_CHANGED) == []
    (moved,) = listed(office, later, ChangeKind.MOVED_FAMILY, Entity.PERSON)
    assert (moved.name, moved.fields[0].old, moved.fields[0].new) == (
        "BUDI",
        family.card,
        own.card,
    )


def test_a_wedding_merges_members_of_two_cards(office: Office, tmp_path: Path) -> None:
    his, hers = a_family("SLAMET", "SITI", "BUDI"), a_family("KARTO", "TINI", "RINI")
    couple = Family(
        a_number(8, sequence=701),
        (
            replace(his.members[2], relationship=1),
            replace(hers.members[2], relationship=2),
        ),
    )
    later = two_quarters(office, tmp_path, [his, hers], [without(his, 2), without(hers, 2), couple])
    (merged,) = listed(office, later, ChangeKind.MERGED)
    assert (merged.key, merged.old_key, merged.old_family_id) == (couple.card, "", None)
    assert merged.cards == {his.card: 1, hers.card: 1}
    assert len(listed(office, later, ChangeKind.SPLIT)) == 2


def test_the_same_people_under_another_card_are_one_household(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("SLAMET", "SITI", "BUDI")
    # The head died; his wife heads the new card.
    renewed = Family(
        a_number(8, sequence=702), (replace(family.members[1], relationship=1), family.members[2])
    )
    later = two_quarters(office, tmp_path, [family], [renewed])
    (line,) = listed(office, later, ChangeKind.CARD_CHANGED)
    assert (line.old_key, line.key, line.name) == (family.card, renewed.card, "SITI")
    (head,) = listed(office, later, ChangeKind.HEAD_CHANGED)
    assert (head.fields[0].old, head.fields[0].new) == ("SLAMET", "SITI")
    assert listed(office, later, ChangeKind.SPLIT) == listed(office, later, ChangeKind.MERGED) == []
    # For the changes CSV the card is what counts, as it always was.
    assert counted(office, later)["family", "left"] == 1


def test_another_head_on_the_same_card_is_told_with_both_names(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("SLAMET", "SITI", "BUDI")
    swapped = replace(
        family,
        members=(
            replace(family.members[0], relationship=3),
            replace(family.members[1], relationship=1),
            family.members[2],
        ),
    )
    later = two_quarters(office, tmp_path, [family], [swapped])
    (line,) = listed(office, later, ChangeKind.HEAD_CHANGED)
    assert (line.key, line.fields[0].old, line.fields[0].new) == (family.card, "SLAMET", "SITI")


def test_a_corrected_number_is_told_and_a_doubtful_pair_is_only_listed(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("SLAMET", "SITI", "BUDI")
    sure = replace(family.members[1], nik=a_number(45, sequence=703))
    doubtful = replace(family.members[2], nik=a_number(9, sequence=704), name="BUDI SANTOSO")
    later = two_quarters(
        office,
        tmp_path,
        [family],
        [replace(family, members=(family.members[0], sure, doubtful))],
    )
    (corrected,) = listed(office, later, ChangeKind.NATIONAL_ID_CORRECTED, Entity.PERSON)
    assert (corrected.old_key, corrected.key) == (family.members[1].nik, sure.nik)
    (pair,) = listed(office, later, ChangeKind.DOUBTFUL, Entity.PERSON)
    assert pair.pair is not None
    before, now = pair.pair
    assert (before.name, before.national_id) == ("BUDI", family.members[2].nik)
    assert (now.name, now.national_id) == ("BUDI SANTOSO", doubtful.nik)
    assert before.person_id != now.person_id
    counts = counted(office, later)
    assert counts["person", "entered"] == counts["person", "left"] == 1


def test_decile_moves_are_graded_with_their_direction_and_counted_with_those_that_stayed(
    office: Office, tmp_path: Path
) -> None:
    deciles = [(2, 2), (2, 4), (8, 4), (1, 9), (None, 3), (3, 1)]
    before = [
        a_family(f"ORANG {at}", sequence=at, decile=old) for at, (old, _) in enumerate(deciles)
    ]
    after = [replace(family, decile=new) for family, (_, new) in zip(before, deciles, strict=True)]
    later = two_quarters(office, tmp_path, before, after)
    counts = {
        one.grade: (one.count, one.up, one.down)
        for one in what_changed(office, later).counts
        if one.kind is ChangeKind.DECILE_MOVED
    }
    assert counts == {
        DecileMove.SAME: (1, 0, 0),
        DecileMove.SMALL: (2, 1, 1),
        DecileMove.SIGNIFICANT: (1, 0, 1),
        DecileMove.EXTREME: (1, 1, 0),
        DecileMove.INCOMPLETE: (1, 0, 0),
    }
    wish = ChangeWish(ChangeKind.DECILE_MOVED, Entity.FAMILY, grade=DecileMove.EXTREME)
    (line,) = changes_of(office, later, wish)
    assert (line.name, line.step, line.fields[0].old, line.fields[0].new) == ("ORANG 3", 8, 1, 9)


def test_a_family_that_moved_is_found_under_both_desa(office: Office, tmp_path: Path) -> None:
    family, other = a_family("SLAMET", "SITI"), a_family("KARTO", decile=2)
    moved = replace(family, village="3326130024", village_name="PEKAJANGAN")
    later = two_quarters(office, tmp_path, [family, other], [moved, replace(other, decile=9)])
    (line,) = listed(office, later, ChangeKind.VILLAGE_MOVED)
    assert line.village != line.old_village
    for village in (line.village, line.old_village):
        assert counted(office, later, village)["family", "village_moved"] == 1
        assert len(listed(office, later, ChangeKind.VILLAGE_MOVED, village=village)) == 1
    assert ("family", "decile_moved") not in counted(office, later, line.village)
    assert counted(office, later, line.old_village)["family", "decile_moved"] == 1
    around = line.village.rpartition(".")[0]
    assert counted(office, later, around) == counted(office, later)
    assert counted(office, later, "33.26.01") == {}


def test_fields_are_counted_and_listed_one_by_one(office: Office, tmp_path: Path) -> None:
    families = [a_family(f"ORANG {at}", sequence=at) for at in range(5)]
    after = [
        replace(family, more={"luas_lantai": "60"} if at < 3 else {"jenis_lantai_terluas": "27"})
        for at, family in enumerate(families)
    ]
    later = two_quarters(office, tmp_path, families, after)
    fields = {
        one.field: one.count
        for one in what_changed(office, later).counts
        if one.field and one.entity is Entity.FAMILY
    }
    assert fields == {"floor_area_m2": 3, "floor_type": 2}
    lines = listed(office, later, ChangeKind.CHANGED, field="floor_type")
    assert [(one.fields[0].old, one.fields[0].new) for one in lines] == [(2, 27), (2, 27)]
    assert listed(office, later, ChangeKind.CHANGED, field="roof_type") == []


def test_a_long_list_comes_in_pages_and_nothing_is_missed(office: Office, tmp_path: Path) -> None:
    families = [a_family(f"ORANG {at}", sequence=at) for at in range(25)]
    after = [replace(family, decile=5) for family in families]
    later = two_quarters(office, tmp_path, families, after)
    wish = ChangeWish(ChangeKind.DECILE_MOVED, Entity.FAMILY)
    pages = [changes_of(office, later, wish, limit=10, after=at) for at in (0, 10, 20, 30)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({line.id for page in pages for line in page}) == 25


def test_a_person_whose_card_alone_changed_is_not_called_changed(
    office: Office, tmp_path: Path
) -> None:
    family, other = a_family("SLAMET", "SITI", "BUDI"), a_family("KARTO")
    joined = replace(other, members=(*other.members, family.members[2]))
    later = two_quarters(office, tmp_path, [family, other], [without(family, 2), joined])
    assert listed(office, later, ChangeKind.CHANGED, Entity.PERSON) == []
    assert len(listed(office, later, ChangeKind.MOVED_FAMILY, Entity.PERSON)) == 1


def test_it_is_made_once_and_again_if_its_file_is_lost(office: Office, tmp_path: Path) -> None:
    later = two_quarters(office, tmp_path, [a_family("SLAMET")], [a_family("KARTO")])
    file = office.store.changes_file(later)
    made = file.stat().st_mtime_ns
    keep_comparison(office, later, Progress())
    assert file.stat().st_mtime_ns == made
    file.unlink()
    assert what_changed(office, later).sides is None
    assert changes_of(office, later, ChangeWish(ChangeKind.LEFT, Entity.FAMILY)) == []
    keep_comparison(office, later, Progress())
    assert counted(office, later)["family", "left"] == 1


def test_it_still_answers_when_the_earlier_release_is_gone(office: Office, tmp_path: Path) -> None:
    later = two_quarters(office, tmp_path, [a_family("SLAMET")], [a_family("KARTO")])
    before = counted(office, later)
    drop_release(office, "Q1")
    found = what_changed(office, later)
    assert found.sides is not None
    assert (found.earlier, found.is_earlier_here, found.sides.earlier.label) == (None, False, "Q1")
    assert counted(office, later) == before
    assert keep_comparison(office, later, Progress()).value == found.sides
    assert compare_releases(office, "Q1", "Q2", Progress()).families.left == 1


def test_dropping_a_release_takes_its_comparison_along(office: Office, tmp_path: Path) -> None:
    families = [a_family("SLAMET")]
    two_quarters(office, tmp_path, families, [replace(families[0], decile=5)])
    richer = [replace(families[0], decile=6)]
    newest = a_release(office, tmp_path, richer, label="Q3", reference_date=LATER).release_id
    keep_comparison(office, newest, Progress())
    (middle,) = (line for line in releases_of(office) if line.label == "Q2")
    assert office.store.changes_file(middle.id).is_file()
    drop_release(office, "Q2")
    assert not office.store.changes_file(middle.id).exists()
    # What is known about Q3 since Q2 stays known.
    found = what_changed(office, newest)
    assert found.sides is not None
    assert found.sides.earlier.label == "Q2"


def test_a_release_brought_in_between_two_others_is_compared_with_both(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("SLAMET", decile=2)
    a_release(office, tmp_path, [family], label="Q1")
    last = a_release(
        office, tmp_path, [replace(family, decile=9)], label="Q3", reference_date=LATER
    ).release_id
    keep_comparison(office, last, Progress())
    between = a_release(
        office, tmp_path, [replace(family, decile=8)], label="Q2", reference_date=NEXT
    ).release_id
    assert what_changed(office, last).sides is None
    keep_comparison(office, between, Progress())
    found = [what_changed(office, one).sides for one in (between, last)]
    assert [one.earlier.label for one in found if one is not None] == ["Q1", "Q2"]
    assert compare_releases(office, "Q1", "Q3", Progress()).decile_moves[DecileMove.EXTREME] == 1
    assert not list(office.paths.extracts.glob("*.between*"))


class Impatient(Progress):
    """Somebody who presses stop as soon as the comparison has begun."""

    def begin(self, phase: str, total: int = 0, *, stoppable: bool = True) -> None:
        super().begin(phase, total, stoppable=stoppable)
        self.ask_to_stop()


def test_stopping_leaves_no_file_and_the_release_in_use(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, [a_family("SLAMET")], label="Q1")
    later = a_release(
        office, tmp_path, [a_family("KARTO")], label="Q2", reference_date=NEXT
    ).release_id
    with pytest.raises(Cancelled):
        keep_comparison(office, later, Impatient())
    assert [path.name for path in office.paths.extracts.glob("*changes*")] == []
    assert what_changed(office, "").release.id == later
    assert keep_comparison(office, later, Progress()).value is not None


def test_a_comparison_of_another_format_is_made_again(office: Office, tmp_path: Path) -> None:
    later = two_quarters(office, tmp_path, [a_family("SLAMET")], [a_family("KARTO")])
    with closing(connect(office.store.changes_file(later), office.store.key)) as conn:
        conn.execute("UPDATE about SET value = '0' WHERE name = 'format'")
    assert what_changed(office, later).sides is None
    keep_comparison(office, later, Progress())
    assert what_changed(office, later).sides is not None


def test_a_slimmed_release_is_compared_by_what_it_still_has(office: Office, tmp_path: Path) -> None:
    family = a_family("SLAMET", "SITI", decile=2)
    first = a_release(office, tmp_path, [family], label="Q1").release_id
    with closing(connect(office.store.extract_file(first), office.store.key)) as conn:
        conn.execute("ALTER TABLE family DROP COLUMN floor_area_m2")
        conn.execute("ALTER TABLE person DROP COLUMN id_hamlet")
    richer = replace(family, decile=9, more={"luas_lantai": "60"})
    later = a_release(office, tmp_path, [richer], label="Q2", reference_date=NEXT).release_id
    keep_comparison(office, later, Progress())
    found = what_changed(office, later)
    assert found.sides is not None
    assert found.sides.missing == ("floor_area_m2", "id_hamlet")
    assert {one.field for one in found.counts if one.field} == {
        "decile_national",
        "decile_province",
        "decile_regency",
    }


def test_a_release_file_that_is_lost_is_told(office: Office, tmp_path: Path) -> None:
    first = a_release(office, tmp_path, [a_family("SLAMET")], label="Q1").release_id
    later = a_release(
        office, tmp_path, [a_family("KARTO")], label="Q2", reference_date=NEXT
    ).release_id
    office.store.extract_file(first).unlink()
    with pytest.raises(MachineError) as caught:
        keep_comparison(office, later, Progress())
    assert caught.value.code is Code.EXTRACT_FILE_MISSING


def test_a_listed_export_holds_what_is_shown_and_is_in_the_audit(
    office: Office, tmp_path: Path
) -> None:
    family, other = a_family("SLAMET", "SITI", "BUDI"), a_family("=KARTO", decile=2)
    own = Family(a_number(8, sequence=710), (replace(family.members[2], relationship=1),))
    later = two_quarters(
        office, tmp_path, [family, other], [without(family, 2), own, replace(other, decile=9)]
    )
    target = tmp_path / "listed.csv"

    def exported(wish: ChangeWish) -> list[dict[str, str]]:
        written = export_listed_changes(
            office, later, wish, target, Progress(), errand=Errand("rapat", "Bappeda")
        ).value
        with target.open(encoding="utf-8", newline="") as file:
            next(file)
            reader = csv.DictReader(file)
            rows = list(reader)
            assert reader.fieldnames == list(LISTED_COLUMNS)
        assert len(rows) == written
        return rows

    split = exported(ChangeWish(ChangeKind.SPLIT, Entity.FAMILY))
    assert [(row["change"], row["old"], row["new"]) for row in split] == [
        ("split", family.card, family.card),
        ("split", family.card, own.card),
    ]
    (one,) = exported(ChangeWish(ChangeKind.CHANGED, Entity.FAMILY, field="decile_regency"))
    assert (one["field"], one["old"], one["new"]) == ("desil_kabupaten_kota", "2", "9")
    assert one["name"] == "'=KARTO"
    assert exported(ChangeWish(ChangeKind.CHANGED, Entity.FAMILY, village="33.26.01")) == []
    with office.read() as conn:
        deeds = [line for line in audit.lines_of(conn) if line.deed == "changes-exported"]
    assert [line.facts["rows"] for line in deeds] == [0, 1, 2]


def test_an_invented_quarter_adds_up_and_looks_the_same_from_the_other_side(
    office: Office, tmp_path: Path
) -> None:
    fill_with_demo(office, DemoWish(persons=1_500, interventions=0), Progress())
    later, earlier = releases_of(office)
    counts = counted(office, later.id)
    for entity, before, now in (
        ("family", earlier.families, later.families),
        ("person", earlier.persons, later.persons),
    ):
        left, entered = counts[entity, "left"], counts[entity, "entered"]
        assert left
        assert entered
        assert before - left + entered == now
    moves = compare_releases(office, earlier.label, later.label, Progress()).decile_moves
    assert sum(moves.values()) == earlier.families - counts["family", "left"]
    back = compare_releases(office, later.label, earlier.label, Progress())
    there = compare_releases(office, earlier.label, later.label, Progress())
    assert (back.families.entered, back.families.left) == (
        there.families.left,
        there.families.entered,
    )
    assert (back.persons.entered, back.persons.left) == (there.persons.left, there.persons.entered)
    assert (back.families.changed, back.persons.changed, back.persons.moved) == (
        there.families.changed,
        there.persons.changed,
        there.persons.moved,
    )
    assert back.decile_moves == there.decile_moves


def test_every_kind_has_its_counterpart_the_other_way_round(office: Office, tmp_path: Path) -> None:
    fill_with_demo(office, DemoWish(persons=2_500, interventions=0), Progress())
    later, earlier = releases_of(office)
    there = counted(office, later.id)
    # Compared by hand the other way round, at a place of its own.
    path = tmp_path / "back.db"
    comparing.make(office.store, earlier=later, later=earlier, path=path, progress=Progress())
    with comparison.opened(office.store, path) as conn:
        back: dict[tuple[str, str], int] = {}
        for one in comparison.counts_of(conn):
            if not one.field and one.grade is not DecileMove.SAME:
                key = (one.entity.value, one.kind.value)
                back[key] = back.get(key, 0) + one.count
    assert there["family", "split"] == back["family", "merged"]
    assert there["family", "merged"] == back["family", "split"]
    for kind in ("card_changed", "head_changed", "decile_moved", "changed"):
        assert there.get(("family", kind), 0) == back.get(("family", kind), 0)
    assert there["person", "moved_family"] == back["person", "moved_family"]


def test_the_changes_csv_is_the_same_kept_or_made_for_the_asking(
    office: Office, tmp_path: Path
) -> None:
    fill_with_demo(office, DemoWish(persons=1_000, interventions=0), Progress())
    later, earlier = releases_of(office)
    kept, fresh = tmp_path / "kept.csv", tmp_path / "fresh.csv"
    export_changes(
        office, earlier.label, later.label, kept, Progress(), errand=Errand("rapat", "Bappeda")
    )
    office.store.changes_file(later.id).unlink()
    export_changes(
        office, earlier.label, later.label, fresh, Progress(), errand=Errand("rapat", "Bappeda")
    )
    # Each says at its head where it comes from, under a serial of its own.
    assert kept.read_bytes().partition(b"\n")[2] == fresh.read_bytes().partition(b"\n")[2]
    assert kept.read_text("utf-8").count("\n") > 100
