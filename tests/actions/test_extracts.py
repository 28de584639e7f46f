"""Bringing in a quarterly extract."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.actions.extracts import (
    drop_release,
    export_problems,
    import_extract,
    preview_extract,
    problem_counts_of,
    problems_of,
    releases_of,
    reveal_problems,
)
from desktop_app.actions.families import family_of
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.field import FAMILY_NAMES, PERSON_NAMES
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.problem import ProblemAction, ProblemKind
from desktop_app.domain.release import ReleaseDraft
from desktop_app.errors import Cancelled, Code, MachineError, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit
from desktop_app.store.connection import connect
from tests.actions.stopping import StopsAt, no_file_longer_than
from tests.builders import REFERENCE_DATE, a_family, a_number, a_pair, a_release
from tests.conftest import ADMIN, PASSPHRASE


def files_of_releases(office: Office) -> int:
    """How many releases have their two files, the rows and the index of names, and nothing besides."""
    files = sorted(path.name for path in office.paths.extracts.iterdir())
    whole = {name.removesuffix(".words.db") for name in files if name.endswith(".words.db")}
    assert files == sorted(f"{name}{ending}" for name in whole for ending in (".db", ".words.db"))
    return len(whole)


def test_both_files_become_one_release_that_people_see(office: Office, tmp_path: Path) -> None:
    imported = a_release(
        office, tmp_path, [a_family("SLAMET", "SITI"), a_family("KARTO", decile=None)]
    )
    assert (imported.families, imported.persons) == (2, 3)
    assert imported.counts.total == imported.counts.records == 5
    (line,) = releases_of(office)
    assert (line.label, line.is_current, line.handover_no) == ("V3 2026", True, "BAST-1")
    assert [hit.name for hit in find_people(office, Search("karto"))] == ["KARTO"]


def test_every_column_of_both_files_is_kept(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, [a_family("SLAMET", "SITI", decile=3)])
    sheet = family_of(office, find_people(office, Search("slamet"))[0].family_id or "").sheet
    assert set(sheet.values) == set(FAMILY_NAMES)
    assert set(sheet.members[0].values) == set(PERSON_NAMES)
    assert sheet.values["floor_area_m2"] == 48
    assert sheet.values["village_code"] == "3326130002"
    assert sheet.village == "33.26.13.2004"
    assert sheet.deciles.national == 3
    assert [member.name for member in sheet.members] == ["SLAMET", "SITI"]


def test_a_second_release_replaces_the_first_and_keeps_the_ids_of_those_who_stay(
    office: Office, tmp_path: Path
) -> None:
    stays, leaves, comes = a_family("SLAMET"), a_family("KARTO"), a_family("WAGIMIN")
    a_release(office, tmp_path, [stays, leaves], label="Q1")
    before = find_people(office, Search("slamet"))[0]
    a_release(office, tmp_path, [stays, comes], label="Q2", reference_date=date(2026, 10, 1))
    after = find_people(office, Search("slamet"))[0]
    assert (after.person_id, after.family_id) == (before.person_id, before.family_id)
    assert find_people(office, Search("karto")) == []
    assert len(find_people(office, Search("wagimin"))) == 1
    history = family_of(office, before.family_id or "").history
    assert [point.release_label for point in history] == ["Q1", "Q2"]


def test_an_older_quarter_brought_in_later_is_kept_for_comparison_and_not_shown(
    office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [a_family("SLAMET")], label="Q3")
    older = a_release(
        office, tmp_path, [a_family("KARTO")], label="Q1", reference_date=date(2026, 1, 10)
    )
    assert not older.is_current
    assert [(line.label, line.is_current) for line in releases_of(office)] == [
        ("Q3", True),
        ("Q1", False),
    ]
    assert find_people(office, Search("karto")) == []
    assert len(find_people(office, Search("slamet"))) == 1


def test_a_list_of_deciles_adds_a_point_and_takes_nobody_away(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("SLAMET", "SITI", decile=2)
    listed = tmp_path / "Pemeringkatan Desil.csv"
    lines = [f"{family.card};{member.nik};4" for member in family.members]
    listed.write_text("\n".join(["NOMOR KK;NIK;DESIL", *lines]), encoding="utf-8")
    light = preview_extract(office, [listed])
    assert light.is_light
    first = import_extract(office, light, ReleaseDraft("Awal", date(2026, 7, 1)), Progress())
    assert first.value.is_current  # better than nothing
    full = a_release(office, tmp_path, [family], label="Q2", reference_date=date(2026, 6, 30))
    assert full.is_current
    listed.write_text("\n".join(["NOMOR KK;NIK;DESIL", *lines, ";;"]), encoding="utf-8")
    look = preview_extract(office, [listed])
    newer = import_extract(office, look, ReleaseDraft("SIKS-NG", date(2026, 8, 1)), Progress())
    assert (newer.value.is_current, newer.value.families, newer.value.persons) == (False, 1, 2)
    hit = find_people(office, Search("slamet"))[0]
    history = family_of(office, hit.family_id or "").history
    assert [(one.release_label, one.decile) for one in history] == [
        ("Q2", 2),
        ("Awal", 4),
        ("SIKS-NG", 4),
    ]


@pytest.mark.parametrize(
    ("phase", "step"),
    [("reading", 1), ("reading", 4), ("indexing", 1), ("indexing", 12)],
)
def test_stopping_at_any_moment_leaves_the_old_release_whole(
    office: Office, tmp_path: Path, phase: str, step: int
) -> None:
    a_release(office, tmp_path, [a_family("SLAMET")], label="Q1")
    look = preview_extract(
        office, a_pair(tmp_path / "new", [a_family("KARTO"), a_family("WAGIMIN")])
    )
    with pytest.raises(Cancelled):
        import_extract(office, look, ReleaseDraft("Q2", REFERENCE_DATE), StopsAt(phase, step))
    assert [line.label for line in releases_of(office)] == ["Q1"]
    assert len(find_people(office, Search("slamet"))) == 1
    assert files_of_releases(office) == 1
    again = import_extract(office, look, ReleaseDraft("Q2", REFERENCE_DATE), Progress()).value
    assert again.families == 2


@pytest.mark.parametrize("kilobytes", [4, 40, 130, 190])
def test_a_disk_that_takes_no_more_leaves_the_old_release_whole(
    office: Office, tmp_path: Path, kilobytes: int
) -> None:
    a_release(office, tmp_path, [a_family("SLAMET")], label="Q1")
    many = [a_family(f"ORANG {number}", "ISTRI", sequence=number % 150) for number in range(300)]
    look = preview_extract(office, a_pair(tmp_path / "new", many))

    def load() -> None:
        with no_file_longer_than(kilobytes * 1024):
            import_extract(
                office, look, ReleaseDraft("Q2", REFERENCE_DATE), Progress(), accept="contoh"
            )

    with pytest.raises(MachineError) as caught:
        load()
    assert caught.value.code in (Code.DISK_FULL, Code.DISK_FAILING)
    assert [line.label for line in releases_of(office)] == ["Q1"]
    assert files_of_releases(office) == 1
    assert len(find_people(office, Search("slamet"))) == 1


def test_the_same_files_and_a_label_that_is_taken_are_recognised(
    office: Office, tmp_path: Path
) -> None:
    families = [a_family("SLAMET")]
    a_release(office, tmp_path, families, label="Q1")
    look = preview_extract(office, a_pair(tmp_path / "again", families, name="renamed"))
    for label, code in (("Q2", Code.EXTRACT_IMPORTED_ALREADY), ("Q1", Code.RELEASE_LABEL_TAKEN)):
        with pytest.raises(UserError) as caught:
            import_extract(office, look, ReleaseDraft(label, REFERENCE_DATE), Progress())
        assert caught.value.code is code


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (ReleaseDraft(" ", REFERENCE_DATE), Code.RELEASE_LABEL_MISSING),
        (ReleaseDraft("Q1", date(2027, 1, 1)), Code.DATE_IN_FUTURE),
    ],
)
def test_a_faulty_draft_is_refused_before_anything_is_read(
    office: Office, tmp_path: Path, draft: ReleaseDraft, code: Code
) -> None:
    look = preview_extract(office, a_pair(tmp_path / "q", [a_family()]))
    with pytest.raises(UserError) as caught:
        import_extract(office, look, draft, Progress())
    assert caught.value.code is code
    assert releases_of(office) == []


def test_what_shows_only_across_rows_is_flagged_and_every_record_is_counted_once(
    office: Office, tmp_path: Path
) -> None:
    family, other = a_family("SLAMET", "SITI"), a_family("KARTO")
    shared = a_family("PAIJO")
    pair = a_pair(tmp_path / "q", [family, other, shared])
    text = pair[1].read_text("utf-8")
    # KARTO takes the NIK of PAIJO, SITI becomes a second head, one member has no family row.
    text = text.replace(other.head.nik, shared.head.nik, 1)
    orphan = text.splitlines()[-1].replace(shared.card, a_number(9, sequence=777))
    orphan = orphan.replace(shared.head.nik, a_number(9, sequence=778))
    pair[1].write_text(text + orphan + "\n", "utf-8")
    siti = f'"{family.members[1].nik}"|"{family.card}"|"SITI"|"1980-01-02"|"2"|"2"'
    assert siti in text
    pair[1].write_text(pair[1].read_text("utf-8").replace(siti, siti[:-2] + '1"'), "utf-8")
    imported = import_extract(
        office, preview_extract(office, pair), ReleaseDraft("Q1", REFERENCE_DATE), Progress()
    ).value
    kinds = {kind for kind, _ in problem_counts_of(office, imported.release_id)}
    assert {
        ProblemKind.NATIONAL_ID_IN_TWO_CARDS,
        ProblemKind.TWO_HEADS,
        ProblemKind.MEMBER_WITHOUT_FAMILY,
    } <= kinds
    assert imported.counts.total == imported.counts.records
    assert imported.persons == 5


def test_problems_are_listed_and_exported_with_formulas_made_harmless(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("=CMD()", more={"alamat": "=1+1", "luas_lantai": "48.0"})
    imported = a_release(office, tmp_path, [family, a_family("KARTO")])
    flagged = problems_of(office, imported.release_id, action=ProblemAction.FLAGGED)
    assert {problem.kind for problem in flagged} >= {ProblemKind.FORMULA_IN_CELL}
    target = tmp_path / "problems.csv"
    lines = export_problems(
        office, imported.release_id, target, errand=Errand("rapat", "Bappeda")
    ).value
    with target.open(encoding="utf-8", newline="") as file:
        next(file)
        rows = list(csv.DictReader(file))
    assert len(rows) == lines > 0
    assert list(rows[0]) == ["file", "row", "line", "column", "kind", "action", "raw"]
    assert {row["file"] for row in rows} == {"keluarga_q1.csv", "anggota_q1.csv"}
    assert not any(row["raw"].startswith(("=", "+", "-", "@")) for row in rows)


def test_problems_are_listed_by_kind_and_their_cells_are_shown_for_a_reason(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("=CMD()", more={"luas_lantai": "48.0"})
    imported = a_release(office, tmp_path, [family, a_family("KARTO")])
    for kind, count in problem_counts_of(office, imported.release_id):
        listed = problems_of(office, imported.release_id, kind=kind)
        assert {problem.kind for problem in listed} == {kind}
        assert len(listed) == count
    with pytest.raises(UserError) as caught:
        reveal_problems(office, imported.release_id, " ")
    assert caught.value.code is Code.REASON_MISSING
    reveal_problems(office, imported.release_id, "memeriksa berkas")
    with office.read() as conn:
        assert audit.lines_of(conn)[0].deed == "problems-revealed"


def test_a_release_that_is_not_in_use_can_be_deleted_and_the_current_one_not(
    office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [a_family("SLAMET")], label="Q1")
    a_release(office, tmp_path, [a_family("KARTO")], label="Q2")
    with pytest.raises(UserError) as caught:
        drop_release(office, "Q2")
    assert caught.value.code is Code.RELEASE_IN_USE
    drop_release(office, "Q1")
    assert [line.label for line in releases_of(office)] == ["Q2"]
    assert files_of_releases(office) == 1


def test_nothing_of_an_extract_stands_in_the_clear(office: Office, tmp_path: Path) -> None:
    family = a_family("UNMISTAKABLE NAME")
    a_release(office, tmp_path, [family])
    for file in office.paths.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b"UNMISTAKABLE" not in content
            assert family.card.encode() not in content


def test_a_program_killed_in_the_middle_of_an_import_leaves_the_old_release(
    office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [a_family("SLAMET")], label="Q1")
    folder = office.paths.folder
    office.close()
    pair = a_pair(
        tmp_path / "big", [a_family(f"ORANG {number}", "ISTRI") for number in range(4_000)]
    )
    script = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from desktop_app import bootstrap; from desktop_app.actions.extracts import *\n"
        "from desktop_app.domain.release import ReleaseDraft; from desktop_app.progress import Progress\n"
        f"o = bootstrap.open_office(Path(sys.argv[1]), {ADMIN!r}, {PASSPHRASE!r})\n"
        "look = preview_extract(o, [Path(p) for p in sys.argv[2:]]); print('go', flush=True)\n"
        "import_extract(o, look, ReleaseDraft('Q2', date(2026, 7, 10)), Progress())"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", script, str(folder), *map(str, pair)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    with worker:
        assert worker.stdout is not None
        worker.stdout.readline()
        until = time.monotonic() + 20
        while len(list((folder / "extracts").iterdir())) < 4 and time.monotonic() < until:
            os.sched_yield()
        worker.send_signal(signal.SIGKILL)
    assert len(list((folder / "extracts").iterdir())) == 4
    again = bootstrap.open_office(folder, ADMIN, PASSPHRASE)
    with closing(again):
        assert [line.label for line in releases_of(again)] == ["Q1"]
        assert len(find_people(again, Search("slamet"))) == 1
        assert files_of_releases(again) == 1
        for kept in again.paths.extracts.iterdir():
            with closing(connect(kept, again.store.key, read_only=True)) as conn:
                assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
