"""Refused rows: mended by hand, admitted, and taken out again."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.actions.comparison import keep_comparison, what_changed
from desktop_app.actions.extracts import problem_counts_of, problems_of, releases_of
from desktop_app.actions.families import family_of
from desktop_app.actions.office import Office
from desktop_app.actions.quarantine import (
    admit_row,
    judge_mended_rows,
    open_refused_row,
    refused_rows_of,
    split_refused_text,
    withdraw_row,
)
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.comparison import ChangeKind
from desktop_app.domain.problem import ProblemAction, ProblemKind
from desktop_app.domain.quarantine import Mending
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit, word_index
from desktop_app.store.connection import connect
from tests.actions.stopping import no_file_longer_than
from tests.builders import a_family, a_release
from tests.conftest import ADMIN, PASSPHRASE
from tests.refused import FAMILIES_FILE, MEMBERS_FILE, Spoilt, a_spoilt_release

WHY = "disalin dari berkas kertas"


@pytest.fixture
def spoilt(office: Office, tmp_path: Path) -> Spoilt:
    return a_spoilt_release(office, tmp_path)


def member(office: Office, row: int) -> Mending:
    return open_refused_row(office, "Q1", MEMBERS_FILE, row)


def kinds_of(office: Office) -> dict[str, int]:
    (line,) = releases_of(office)
    return {kind.value: n for kind, n in problem_counts_of(office, line.id)}


def everything(office: Office) -> list[list[tuple[object, ...]]]:
    """Rows, names and problems of the current release, in no order that writing could change."""
    (line,) = releases_of(office)
    store = office.store
    with closing(connect(store.extract_file(line.id), store.key, read_only=True)) as conn:
        tables = [
            sorted(map(repr, map(tuple, conn.execute(f"SELECT * FROM {table}"))))
            for table in ("family", "person", "problem")
        ]
    with closing(connect(store.words_file(line.id), store.key, read_only=True)) as conn:
        tables += [
            sorted(map(repr, map(tuple, conn.execute(f"SELECT * FROM {what}"))))
            for what in (
                "word",
                "(SELECT name.id, folded, marks FROM name JOIN place ON place.id = place)",
            )
        ]
    return [*tables, [(line.counts, line.families, line.persons)]]  # type: ignore[list-item]  # compared only


def test_refused_rows_are_listed_with_what_is_wrong(office: Office, spoilt: Spoilt) -> None:
    refused = refused_rows_of(office, "Q1")
    assert [(one.problem.file, one.problem.row, one.problem.kind) for one in refused] == [
        (FAMILIES_FILE, spoilt.long_family, ProblemKind.ROW_TOO_LONG),
        (MEMBERS_FILE, spoilt.short_member, ProblemKind.ROW_TOO_SHORT),
        (MEMBERS_FILE, spoilt.open_quote, ProblemKind.ROW_SWALLOWED),
    ]
    assert [one.file_name for one in refused] == ["keluarga_q1.csv", *["anggota_q1.csv"] * 2]
    assert all(one.admission is None for one in refused)


def test_cells_are_put_under_the_columns_they_fit(office: Office, spoilt: Spoilt) -> None:
    for row in (spoilt.short_member, spoilt.open_quote):
        mending = member(office, row)
        (cells,) = mending.cells
        assert len(cells) == len(mending.headers)
        of = dict(zip(mending.headers, cells, strict=True))
        assert of["nomor_induk_kependudukan"] in {
            one.nik for f in spoilt.families for one in f.members
        }
        assert of["pekerjaan_ktp"] == "BURUH HARIAN LEPAS"
        assert mending.opinions[0].judged.refused is None
    family = open_refused_row(office, "Q1", FAMILIES_FILE, spoilt.long_family)
    of = dict(zip(family.headers, family.cells[0], strict=True))
    assert of["alamat"] == "DK. KRAJAN|RT 001/RW 002"
    assert of["nomor_kartu_keluarga"] == spoilt.families[1].card


def test_an_admitted_member_is_found_and_stands_in_the_family(
    office: Office, spoilt: Spoilt
) -> None:
    assert find_people(office, Search("siti")) == []
    mending = member(office, spoilt.short_member)
    done = admit_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, mending.cells, reason=WHY)
    (hit,) = find_people(office, Search("siti"))
    assert hit.person_id == done.value.admission.person_ids[0]
    assert [one.name for one in find_people(office, Search(spoilt.families[0].members[1].nik))]
    sheet = family_of(office, hit.family_id or "").sheet
    assert [one.name for one in sheet.members] == ["SLAMET", "SITI"]
    kinds = {problem.kind for problem in sheet.problems}
    assert ProblemKind.ROW_MENDED_BY_HAND in kinds
    assert ProblemKind.MEMBER_COUNT_DIFFERS not in kinds


def test_counts_stay_true_and_the_refused_row_stays_on_record(
    office: Office, spoilt: Spoilt
) -> None:
    before = releases_of(office)[0].counts
    mending = member(office, spoilt.short_member)
    admit_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, mending.cells, reason=WHY)
    line = releases_of(office)[0]
    assert line.counts.total == line.counts.records == before.records
    assert line.counts.refused == before.refused - 1
    assert line.persons == spoilt.imported.persons + 1
    (kept,) = [one for one in refused_rows_of(office, "Q1") if one.admission]
    assert kept.problem.raw == mending.refused.problem.raw
    assert kept.admission is not None
    assert (kept.admission.admitted.reason, kept.admission.admitted.by) == (
        WHY,
        office.account.name,
    )
    listed = problems_of(office, line.id, action=ProblemAction.REFUSED)
    assert [one.is_admitted for one in listed] == [False, True, False]
    with office.read() as conn:
        newest = audit.lines_of(conn)[0]
    assert (newest.deed, newest.facts["row"]) == ("row-admitted", spoilt.short_member)


def test_what_shows_across_rows_is_made_true_again(office: Office, spoilt: Spoilt) -> None:
    before = kinds_of(office)
    # The refused family left KARTO without a family, and two families lack a member.
    assert before["member-without-family"] == 1
    assert before["member-count-differs"] == 1
    family = open_refused_row(office, "Q1", FAMILIES_FILE, spoilt.long_family)
    admit_row(office, "Q1", FAMILIES_FILE, spoilt.long_family, family.cells, reason=WHY)
    after = kinds_of(office)
    assert "member-without-family" not in after
    assert after["member-count-differs"] == 2
    (karto,) = find_people(office, Search("karto"))
    assert karto.family_id is not None
    for row in (spoilt.short_member, spoilt.open_quote):
        admit_row(office, "Q1", MEMBERS_FILE, row, member(office, row).cells, reason=WHY)
    assert "member-count-differs" not in kinds_of(office)
    assert [one.name for one in family_of(office, karto.family_id).sheet.members] == [
        "KARTO",
        "WATI",
    ]


def test_a_number_that_is_there_twice_is_flagged_on_both_rows(
    office: Office, spoilt: Spoilt
) -> None:
    mending = member(office, spoilt.short_member)
    cells = list(mending.cells[0])
    cells[0] = spoilt.families[2].head.nik
    opinion = judge_mended_rows(office, "Q1", MEMBERS_FILE, spoilt.short_member, [cells])[0]
    assert opinion.around.is_number_taken
    admit_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, [cells], reason=WHY)
    assert kinds_of(office)["national-id-in-two-cards"] == 2
    withdraw_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, reason=WHY)
    assert "national-id-in-two-cards" not in kinds_of(office)


def test_taking_a_row_out_again_leaves_everything_as_before(office: Office, spoilt: Spoilt) -> None:
    before = everything(office)
    places = [
        (FAMILIES_FILE, spoilt.long_family),
        (MEMBERS_FILE, spoilt.short_member),
        (MEMBERS_FILE, spoilt.open_quote),
    ]
    for file, row in places:
        admit_row(
            office, "Q1", file, row, open_refused_row(office, "Q1", file, row).cells, reason=WHY
        )
    assert everything(office) != before
    assert releases_of(office)[0].counts.refused == 0
    for file, row in places:
        withdraw_row(office, "Q1", file, row, reason="salah orang")
    assert everything(office) == before
    assert find_people(office, Search("siti")) == []
    for refused in refused_rows_of(office, "Q1"):
        (made,) = refused.admissions
        assert made.withdrawn is not None
        assert made.withdrawn.reason == "salah orang"
    for file, row in places:  # and in again
        admit_row(
            office, "Q1", file, row, open_refused_row(office, "Q1", file, row).cells, reason=WHY
        )
    assert len(find_people(office, Search("siti"))) == 1


def test_the_index_is_what_would_be_made_of_the_release_anew(
    office: Office, spoilt: Spoilt
) -> None:
    cells = member(office, spoilt.short_member).cells
    admit_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, cells, reason=WHY)
    before = everything(office)
    (line,) = releases_of(office)
    store = office.store
    word_index.make_again(
        store.extract_file(line.id),
        store.words_file(line.id),
        store.key,
        office.reference.spelling,
    )
    assert everything(office) == before


def test_who_is_known_from_another_release_keeps_the_id(office: Office, tmp_path: Path) -> None:
    families = (
        a_family("SLAMET", "SITI", sequence=1),
        a_family("KARTO", "WATI", sequence=2),
        a_family("PAIJO", sequence=3),
    )
    a_release(office, tmp_path, families, label="Q0")
    known = {
        hit.name: hit for name in ("siti", "karto") for hit in find_people(office, Search(name))
    }
    spoilt = a_spoilt_release(office, tmp_path, families=families)
    for file, row in ((MEMBERS_FILE, spoilt.short_member), (FAMILIES_FILE, spoilt.long_family)):
        cells = open_refused_row(office, "Q1", file, row).cells
        admit_row(office, "Q1", file, row, cells, reason=WHY)
    (siti,) = find_people(office, Search("siti"))
    (karto,) = find_people(office, Search("karto"))
    assert (siti.person_id, siti.family_id) == (known["SITI"].person_id, known["SITI"].family_id)
    assert karto.family_id == known["KARTO"].family_id


def test_what_was_compared_before_a_row_was_admitted_is_compared_again(
    office: Office, tmp_path: Path
) -> None:
    families = (
        a_family("SLAMET", "SITI", sequence=1),
        a_family("KARTO", "WATI", sequence=2),
        a_family("PAIJO", sequence=3),
    )
    a_release(office, tmp_path, families, label="Q0", reference_date=date(2026, 4, 10))
    spoilt = a_spoilt_release(office, tmp_path, families=families)
    release_id = spoilt.imported.release_id
    keep_comparison(office, release_id, Progress())

    def who_left() -> int:
        counts = what_changed(office, release_id).counts
        return sum(one.count for one in counts if one.kind is ChangeKind.LEFT and not one.field)

    before = who_left()
    cells = member(office, spoilt.short_member).cells
    admit_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, cells, reason=WHY)
    assert what_changed(office, release_id).sides is None
    keep_comparison(office, release_id, Progress())
    assert who_left() == before - 1


def test_a_text_with_two_rows_becomes_two_people(office: Office, spoilt: Spoilt) -> None:
    raw = member(office, spoilt.open_quote).refused.problem.raw
    second = raw.replace("WATI", "TUTI").replace(
        spoilt.families[1].members[1].nik, "3326134201809777"
    )
    cells = split_refused_text(office, "Q1", MEMBERS_FILE, f"{raw}\n{second}\n")
    assert len(cells) == 2
    done = admit_row(office, "Q1", MEMBERS_FILE, spoilt.open_quote, cells, reason=WHY)
    assert len(done.value.admission.person_ids) == 2
    assert len(find_people(office, Search("tuti"))) == 1
    line = releases_of(office)[0]
    assert line.counts.total == line.counts.records
    assert line.counts.refused == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda cells: [""] * len(cells), Code.ROW_STILL_REFUSED),
        (lambda cells: cells[:4], Code.ROW_STILL_REFUSED),
        (lambda cells: [*cells, "x"], Code.ROW_STILL_REFUSED),
    ],
)
def test_what_is_still_no_row_is_not_admitted(
    office: Office, spoilt: Spoilt, change: object, code: Code
) -> None:
    before = everything(office)
    cells = list(member(office, spoilt.short_member).cells[0])
    assert callable(change)
    with pytest.raises(UserError) as caught:
        admit_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, [change(cells)], reason=WHY)
    assert caught.value.code is code
    assert everything(office) == before


def test_a_row_that_is_there_already_and_a_second_admission_are_refused(
    office: Office, spoilt: Spoilt
) -> None:
    cells = member(office, spoilt.short_member).cells
    admit_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, cells, reason=WHY)
    with pytest.raises(UserError) as caught:
        admit_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, cells, reason=WHY)
    assert caught.value.code is Code.ROW_ADMITTED_ALREADY
    with pytest.raises(UserError) as caught:
        admit_row(office, "Q1", MEMBERS_FILE, spoilt.open_quote, cells, reason=WHY)
    assert caught.value.code is Code.ROW_THERE_ALREADY
    with pytest.raises(UserError) as caught:
        withdraw_row(office, "Q1", MEMBERS_FILE, spoilt.open_quote, reason=WHY)
    assert caught.value.code is Code.ROW_NOT_ADMITTED
    with pytest.raises(UserError) as caught:
        admit_row(office, "Q1", MEMBERS_FILE, spoilt.open_quote, cells, reason=" ")
    assert caught.value.code is Code.REASON_MISSING
    with pytest.raises(UserError) as caught:
        open_refused_row(office, "Q1", MEMBERS_FILE, 2)
    assert caught.value.code is Code.ROW_UNKNOWN


def test_a_row_can_be_mended_after_a_restart_without_the_files(
    office: Office, spoilt: Spoilt, tmp_path: Path
) -> None:
    for path in (tmp_path / "Q1").iterdir():
        path.unlink()
    folder = office.paths.folder
    office.close()
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as again:
        cells = member(again, spoilt.short_member).cells
        admit_row(again, "Q1", MEMBERS_FILE, spoilt.short_member, cells, reason=WHY)
        assert len(find_people(again, Search("siti"))) == 1
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as again:
        assert len(find_people(again, Search("siti"))) == 1


def test_a_full_disk_leaves_the_row_out_or_in_and_nothing_between(
    office: Office, spoilt: Spoilt
) -> None:
    before = everything(office)
    cells = member(office, spoilt.short_member).cells
    outcomes = set()
    for kilobytes in (4, 8, 16, 32, 64, 100, 130, 160, 200, 260, 320, 400, 10_000):
        try:
            with no_file_longer_than(kilobytes * 1024):
                admit_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, cells, reason=WHY)
            outcomes.add("admitted")
        except MachineError as error:
            outcomes.add(error.code)
        is_in = any(one.admission for one in refused_rows_of(office, "Q1"))
        assert bool(find_people(office, Search("siti"))) is is_in
        if is_in:
            withdraw_row(office, "Q1", MEMBERS_FILE, spoilt.short_member, reason=WHY)
        assert everything(office) == before
    assert outcomes <= {"admitted", Code.DISK_FULL, Code.DISK_FAILING}
    assert len(outcomes) > 1
