"""The hub cuts a release for its offices; each takes its own, and nobody another's."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app import files
from desktop_app.actions.comparison import keep_comparison, what_changed
from desktop_app.actions.extracts import problem_counts_of, releases_of, say_bast
from desktop_app.actions.families import family_of
from desktop_app.actions.hub_enrolment import revoke_device
from desktop_app.actions.hub_release import cut_release, release_cuts_of
from desktop_app.actions.office import Office
from desktop_app.actions.packages import inspect_package
from desktop_app.actions.receiving import apply_package, apply_packages
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.bast import BastKind
from desktop_app.domain.comparison import ChangeKind
from desktop_app.domain.extract import Entity
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Cancelled, Code, MachineError, UserError
from desktop_app.exchange import release as release_records
from desktop_app.progress import Progress
from desktop_app.store import audit, extracts, release_cuts, renumbering
from desktop_app.store.connection import connect
from tests.actions.stopping import StopsAt, no_file_longer_than
from tests.builders import REFERENCE_DATE, Family, a_family, a_hub_release, a_release
from tests.conftest import MakeOffice
from tests.hubs import a_hub, enrol, help_for, up

LANGKAP, TOSARAN, FAR = "3326130002", "3326130011", "3326010001"
"""Two desa of Kedungwuni and one of Kandangserang, as extracts write them."""
NEXT = date(2026, 10, 1)


def moved(family: Family, village: str) -> Family:
    return replace(family, village=village, village_name="")


@pytest.fixture
def families() -> list[Family]:
    """Five families in Langkap, three in Tosaran and two far away; flawed here and there."""
    here = [
        a_family(f"SLAMET {letter}", "SITI", sequence=at, decile=at % 4 or None)
        for at, letter in enumerate("ABCDE")
    ]
    here[1] = replace(here[1], more={"jumlah_anggota_keluarga": "7"})
    there = [
        moved(a_family(f"KARTO {letter}", sequence=10 + at, decile=3), TOSARAN)
        for at, letter in enumerate("ABC")
    ]
    far = [
        moved(a_family(f"WAGIMIN {letter}", "SRI", "EKO", sequence=20 + at), FAR)
        for at, letter in enumerate("AB")
    ]
    return [*here, *there, *far]


@pytest.fixture
def desa(hub: Office, make_office: MakeOffice, stick: Path) -> Office:
    """The office of Langkap, which has joined the hub."""
    office = make_office(OfficeKind.DESA, "33.26.13.2004", "Desa Langkap", "desa")
    enrol(hub, office, stick)
    return office


def rows_of(office: Office, table: str, villages: Iterable[str] = ()) -> list[tuple[object, ...]]:
    """Everything the release in use has in a table, of these desa, as it stands."""
    assert office.store.extract_in_use is not None
    path = office.store.extract_file(office.store.extract_in_use)
    family = "id" if table == "family" else "family_id"
    within = (
        f"{family} IN (SELECT id FROM family WHERE village IN (SELECT value FROM json_each(?)))"
    )
    sql = f"SELECT * FROM {table} WHERE ? = '[]' OR {within} ORDER BY id"
    with closing(connect(path, office.store.key, read_only=True)) as conn:
        wanted = json.dumps(sorted(villages))
        return [tuple(row) for row in conn.execute(sql, (wanted, wanted))]


def given(hub: Office, stick: Path, label: str = "V3 2026", **more: str) -> dict[str, Path]:
    """The package of each office, by region."""
    cut = cut_release(hub, label, stick, Progress(), **more).value
    return {one.region: one.package.path for one in cut.packages}


@pytest.fixture
def package(
    hub: Office, joined: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> Path:
    """What the hub gives to the kecamatan."""
    a_hub_release(hub, tmp_path, families)
    return given(hub, stick)["33.26.13"]


def test_each_office_gets_the_rows_of_its_own_desa_as_they_stand_and_nobody_elses(
    hub: Office, joined: Office, desa: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    a_hub_release(hub, tmp_path, families)
    cut = cut_release(hub, "V3 2026", stick, Progress()).value
    assert [(one.region, one.families, one.persons) for one in cut.packages] == [
        ("33.26.13", 8, 13),
        ("33.26.13.2004", 5, 10),
    ]
    for office, villages in (
        (joined, {"33.26.13.2004", "33.26.13.2005"}),
        (desa, {"33.26.13.2004"}),
    ):
        (receipt,) = apply_packages(office, [stick], Progress()).value
        assert receipt.error is None
        assert receipt.release is not None
        assert receipt.release.is_current
        assert rows_of(office, "family") == rows_of(hub, "family", villages)
        assert rows_of(office, "person") == rows_of(hub, "person", villages)
        (line,) = releases_of(office)
        assert (line.label, line.reference_date, line.handover_no, line.bast_kind) == (
            "V3 2026",
            REFERENCE_DATE,
            "BAST-1",
            BastKind.USE,
        )
        assert line.counts.total == line.counts.records == line.families + line.persons
        assert line.counts.flagged == 1
        assert dict(problem_counts_of(office, line.id))
        assert [one.label for one in releases_of(office)] == ["V3 2026"]
        assert len(find_people(office, Search("slamet"), is_typing=True)) == 5
        assert not find_people(office, Search("wagimin"), is_typing=True)
        with office.read() as conn:
            assert "release-taken-in" in [one.deed for one in audit.lines_of(conn)]
    assert not find_people(desa, Search("karto"), is_typing=True)


def test_the_counts_by_decile_are_those_of_the_hub(joined: Office, package: Path) -> None:
    view = inspect_package(joined, package)
    assert view.release is not None
    assert releases_of(joined) == []
    receipt = apply_package(joined, package, Progress()).value
    assert receipt.release is not None
    assert receipt.release.by_decile == view.release.by_decile
    assert receipt.release.by_decile == {1: (1, 2), 2: (1, 2), 3: (4, 5), None: (2, 4)}
    assert receipt.release.handover.to_region == "33.26.13"


def test_rows_without_a_desa_stay_at_the_hub_and_an_office_of_nobody_is_told(
    hub: Office,
    joined: Office,
    make_office: MakeOffice,
    stick: Path,
    tmp_path: Path,
    families: list[Family],
) -> None:
    empty = make_office(OfficeKind.DESA, "33.26.13.2001", "Desa Kosong", "kosong")
    enrol(hub, empty, stick)
    lost = moved(a_family("PAIJO", sequence=40), "9999999999")
    a_hub_release(hub, tmp_path, [*families, lost])
    cut = cut_release(hub, "V3 2026", stick, Progress()).value
    assert cut.without == ("33.26.13.2001",)
    assert (cut.left_families, cut.left_persons) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (BastKind.UNSAID, Code.BAST_UNSAID),
        (BastKind.SUPERVISION, Code.PASSING_ON_FORBIDDEN),
        (BastKind.MATCHING, Code.PASSING_ON_FORBIDDEN),
    ],
)
def test_a_bast_that_forbids_passing_on_is_refused_at_the_cut(
    hub: Office,
    joined: Office,
    stick: Path,
    tmp_path: Path,
    families: list[Family],
    kind: BastKind,
    code: Code,
) -> None:
    a_hub_release(hub, tmp_path, families, bast_kind=kind)
    before = sorted(stick.rglob("*"))
    with pytest.raises(UserError) as caught:
        cut_release(hub, "V3 2026", stick, Progress())
    assert caught.value.code is code
    assert sorted(stick.rglob("*")) == before
    say_bast(hub, "V3 2026", "BAST-2", BastKind.USE)
    assert cut_release(hub, "V3 2026", stick, Progress()).value.packages


def test_only_a_hub_with_offices_cuts_a_release_that_is_there(
    hub: Office, joined: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    def code_of(office: Office, label: str, region: str = "") -> Code:
        with pytest.raises(UserError) as caught:
            cut_release(office, label, stick, Progress(), region=region)
        return caught.value.code

    a_hub_release(hub, tmp_path, families)
    assert code_of(joined, "V3 2026") is Code.RIGHT_MISSING
    assert code_of(hub, "V9 2026") is Code.RELEASE_UNKNOWN
    assert code_of(hub, "V3 2026", "33.26.01") is Code.HUB_WITHOUT_OFFICES
    revoke_device(hub, joined.profile.device_id, "laptop hilang")
    assert code_of(hub, "V3 2026") is Code.HUB_WITHOUT_OFFICES


# --- one quarter after the other ----------------------------------------------------------------------


def test_what_changed_between_two_quarters_of_the_hub_is_seen_at_the_office(
    hub: Office, joined: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    a_hub_release(hub, tmp_path, families, label="Q1")
    apply_package(joined, given(hub, stick, "Q1")["33.26.13"], Progress())
    record = help_for(joined, "SLAMET A")
    born = replace(families[2], decile=4)
    later = [families[0], born, *families[3:], a_family("PAIJO", sequence=60)]
    a_hub_release(hub, tmp_path, later, label="Q2", reference_date=NEXT)
    receipt = apply_package(joined, given(hub, stick, "Q2")["33.26.13"], Progress()).value
    assert receipt.release is not None
    keep_comparison(joined, receipt.release.release_id, Progress())
    changed = what_changed(joined, "")
    kinds = {(one.kind, one.entity): one.count for one in changed.counts}
    assert kinds[ChangeKind.ENTERED, Entity.FAMILY] == 1
    assert kinds[ChangeKind.LEFT, Entity.FAMILY] == 1
    hit = find_people(joined, Search("slamet a"), is_typing=True)[0]
    assert [one.intervention.id for one in family_of(joined, str(hit.family_id)).interventions] == [
        record
    ]


def test_an_office_that_skipped_a_quarter_lands_in_the_next(
    hub: Office, joined: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    a_hub_release(hub, tmp_path, families, label="Q1")
    apply_package(joined, given(hub, stick, "Q1")["33.26.13"], Progress())
    before = find_people(joined, Search("slamet a"), is_typing=True)[0]
    # In Q2 the NIK is corrected, in Q3 the family moves on to another card.
    head = families[0].members[0]
    corrected = replace(head, nik=head.nik[:-4] + "9777")
    second = replace(families[0], members=(corrected, *families[0].members[1:]))
    a_hub_release(hub, tmp_path, [second, *families[1:]], label="Q2", reference_date=NEXT)
    third = date(2026, 11, 1)
    a_hub_release(hub, tmp_path, [second, *families[2:]], label="Q3", reference_date=third)
    apply_package(joined, given(hub, stick, "Q3")["33.26.13"], Progress())
    after = find_people(joined, Search("slamet a"), is_typing=True)[0]
    assert (after.person_id, after.family_id) == (before.person_id, before.family_id)


def test_somebody_who_was_missing_for_a_quarter_is_the_same_when_they_come_back(
    hub: Office, joined: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    quarters = [("Q1", families), ("Q2", families[1:]), ("Q3", families)]
    for label, some in quarters:
        day = REFERENCE_DATE + timedelta(days=30 * len(releases_of(hub)))
        made = a_hub_release(hub, tmp_path, [*some, a_family("PAIJO", sequence=70 + day.day)],
                             label=label, reference_date=day)  # fmt: skip
        keep_comparison(hub, made.release_id, Progress())
        if label != "Q2":
            apply_package(joined, given(hub, stick, label)["33.26.13"], Progress())
        if label == "Q1":
            before = find_people(joined, Search("slamet a"), is_typing=True)[0]
    after = find_people(joined, Search("slamet a"), is_typing=True)[0]
    assert (after.person_id, after.family_id) == (before.person_id, before.family_id)


def test_an_office_that_imported_before_compares_with_what_it_had(
    hub: Office, joined: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    a_release(joined, tmp_path, families[:8], label="Q1")
    record = help_for(joined, "SLAMET A")
    richer = replace(families[1], decile=9)
    a_hub_release(
        hub, tmp_path, [families[0], richer, *families[3:]], label="Q2", reference_date=NEXT
    )
    apply_package(joined, given(hub, stick, "Q2")["33.26.13"], Progress())
    current = str(joined.store.extract_in_use)
    keep_comparison(joined, current, Progress())
    kinds = {(one.kind, one.entity): one.count for one in what_changed(joined, "").counts}
    assert kinds[ChangeKind.LEFT, Entity.FAMILY] == 1
    assert kinds[ChangeKind.LEFT, Entity.PERSON] == 2
    assert (ChangeKind.ENTERED, Entity.FAMILY) not in kinds
    hit = find_people(joined, Search("slamet a"), is_typing=True)[0]
    facts = family_of(joined, str(hit.family_id))
    assert [one.intervention.id for one in facts.interventions] == [record]
    assert [point.release_label for point in facts.history] == ["Q1", "Q2"]
    earlier = next(line.id for line in releases_of(joined) if line.label == "Q1")
    assert renumbering.take_ids(joined.store, earlier, current) == 0


def test_an_older_quarter_is_kept_beside_and_not_shown(
    hub: Office, joined: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    a_hub_release(hub, tmp_path, families, label="Q1")
    first = given(hub, stick, "Q1")["33.26.13"]
    a_hub_release(hub, tmp_path, families[:2], label="Q2", reference_date=NEXT)
    apply_package(joined, given(hub, stick, "Q2")["33.26.13"], Progress())
    receipt = apply_package(joined, first, Progress()).value
    assert receipt.release is not None
    assert not receipt.release.is_current
    assert [(one.label, one.is_current) for one in releases_of(joined)] == [
        ("Q2", True),
        ("Q1", False),
    ]
    assert len(find_people(joined, Search("slamet"), is_typing=True)) == 2


def test_a_release_imported_here_before_the_hub_gave_it_stays_under_another_name(
    hub: Office, joined: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    a_release(joined, tmp_path, families[:2])
    a_hub_release(hub, tmp_path, families)
    receipt = apply_package(joined, given(hub, stick)["33.26.13"], Progress()).value
    assert receipt.error is None
    shown = {one.label: one.is_current for one in releases_of(joined)}
    assert shown.pop("V3 2026")
    assert list(shown.values()) == [False]
    assert len(find_people(joined, Search("slamet"), is_typing=True)) == 5


def test_another_quarter_under_a_name_that_is_taken_is_refused(
    hub: Office, joined: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    a_release(joined, tmp_path, families[:2], reference_date=date(2026, 4, 1))
    a_hub_release(hub, tmp_path, families)
    path = given(hub, stick)["33.26.13"]
    with pytest.raises(UserError) as caught:
        apply_package(joined, path, Progress())
    assert caught.value.code is Code.RELEASE_LABEL_TAKEN
    assert_as_before(joined, releases=1)


# --- attacks ------------------------------------------------------------------------------------------


def test_replay_taking_a_release_twice_is_taking_it_once(joined: Office, package: Path) -> None:
    first = apply_package(joined, package, Progress()).value
    again = apply_package(joined, package, Progress()).value
    assert (first.was_taken_before, again.was_taken_before) == (False, True)
    assert_as_before(joined, releases=1)


def test_rollback_an_older_cut_never_replaces_a_mended_one(
    hub: Office,
    joined: Office,
    stick: Path,
    tmp_path: Path,
    families: list[Family],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_hub_release(hub, tmp_path, families)
    older = given(hub, stick)["33.26.13"]
    monkeypatch.setattr("desktop_app.actions.hub_release.revision_of", lambda *_: 1)
    newer = given(hub, stick)["33.26.13"]
    assert newer != older
    apply_package(joined, older, Progress())
    first = releases_of(joined)[0].id
    apply_package(joined, newer, Progress())
    (mended,) = releases_of(joined)
    assert mended.id != first
    assert not joined.store.extract_file(first).exists()
    assert apply_package(joined, older, Progress()).value.was_taken_before
    assert releases_of(joined) == [mended]
    assert_as_before(joined, releases=1)


def test_wrong_office_a_package_of_another_office_is_refused_unread(
    hub: Office, joined: Office, desa: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    a_hub_release(hub, tmp_path, families)
    packages = given(hub, stick)
    for office, path in ((desa, packages["33.26.13"]), (joined, packages["33.26.13.2004"])):
        with pytest.raises(UserError) as caught:
            apply_package(office, path, Progress())
        assert caught.value.code is Code.PACKAGE_NOT_FOR_US
        assert_as_before(office, releases=0)


def test_wrong_hub_a_release_of_another_kabupaten_is_of_an_unknown_signer(
    hub: Office,
    joined: Office,
    make_office: MakeOffice,
    stick: Path,
    tmp_path: Path,
    families: list[Family],
) -> None:
    other = a_hub(make_office, "other-hub")
    twin = make_office(OfficeKind.KECAMATAN, "33.26.13", "Kecamatan Kembar", "twin")
    enrol(other, twin, stick)
    a_hub_release(other, tmp_path, families)
    with pytest.raises(UserError) as caught:
        apply_package(joined, given(other, stick)["33.26.13"], Progress())
    assert caught.value.code is Code.PACKAGE_SIGNER_UNKNOWN


def test_wrong_quarter_a_release_is_no_answer_and_goes_into_no_hub(
    hub: Office, package: Path
) -> None:
    with pytest.raises(UserError) as caught:
        apply_package(hub, package, Progress())
    assert caught.value.code is Code.PACKAGE_WRONG_KIND


@pytest.mark.parametrize(
    ("tag", "old", "new"),
    [
        ("families", b'"decile_national":[null,1', b'"decile_national":[9,1'),
        ("families", b"33.26.13.2004", b"33.26.13.2003"),
        ("persons", b'"family_id"', b'"family_ib"'),
        ("persons", b'"n":10', b'"n":11'),
        ("persons", b'"file":1', b'"file":7'),
        ("persons", b'"sex"', b'"name"'),
        ("release", b'"persons":2', b'"persons":3'),
        ("release", b'"to_region":"33.26.13"', b'"to_region":"33.26.01"'),
        ("release", b"33.26.13.2005", b"33.26.01.2001"),
        ("village", b"33.26.13.2005", b"33.26.01.2001"),
        ("families", b"", b""),
        ("persons", b"", b""),
        ("village", b"", b""),
        ("release", b"", b""),
        ("roster", b"", b""),
    ],
)
def test_a_hub_that_sends_other_than_it_states_is_refused_and_nothing_is_left(
    joined: Office, package: Path, monkeypatch: pytest.MonkeyPatch, tag: str, old: bytes, new: bytes
) -> None:
    """Old and new empty: the first record of the sort is left out."""
    take = release_records.ReleaseReader.take
    touched: list[bytes] = []

    def mangled(reader: release_records.ReleaseReader, kind: str, raw: bytes) -> None:
        if kind == tag and old in raw and not (touched and not old):
            touched.append(raw)
            if not old:
                return
            raw = raw.replace(old, new, 1)
        take(reader, kind, raw)

    monkeypatch.setattr(release_records.ReleaseReader, "take", mangled)
    with pytest.raises(UserError) as caught:
        apply_package(joined, package, Progress())
    assert touched
    assert caught.value.code in (
        Code.PACKAGE_INCONSISTENT,
        Code.PACKAGE_TOTALS_DIFFER,
        Code.PACKAGE_TOO_NEW,
    )
    assert_as_before(joined, releases=0)


# --- stops, full disks --------------------------------------------------------------------------------


def assert_as_before(office: Office, *, releases: int) -> None:
    """So many releases with their files, and nothing else lies there."""
    lines = releases_of(office)
    assert len(lines) == releases
    wanted = {line.id for line in lines}
    folder = office.paths.extracts
    found = {path.name.split(".")[0] for path in folder.iterdir()} if folder.is_dir() else set()
    assert found == wanted
    with office.read() as conn:
        states = {row["state"] for row in conn.execute("SELECT state FROM release")}
    assert states <= {"ready", "dropped"}


@pytest.mark.parametrize(("phase", "step"), [("taking-in", 1), ("taking-in", 7), ("indexing", 1)])
def test_a_stop_while_it_is_taken_leaves_the_office_as_it_was(
    joined: Office, package: Path, phase: str, step: int
) -> None:
    with pytest.raises(Cancelled):
        apply_package(joined, package, StopsAt(phase, step))
    assert_as_before(joined, releases=0)
    assert apply_package(joined, package, Progress()).value.release is not None


def test_a_full_disk_while_it_is_taken_leaves_the_office_as_it_was(
    joined: Office, package: Path
) -> None:
    outcomes = set()
    for kilobytes in (4, 32, 64, 10_000):
        try:
            with no_file_longer_than(kilobytes * 1024):
                apply_package(joined, package, Progress())
            outcomes.add("taken")
        except MachineError as error:
            outcomes.add(error.code.value)
            # What a full disk did not let it write down is swept when the office is opened.
            extracts.sweep(joined.store)
            assert_as_before(joined, releases=0)
    assert "taken" in outcomes
    assert len(outcomes) > 1
    assert_as_before(joined, releases=1)


def test_a_cut_that_was_stopped_goes_on_where_it_was(
    hub: Office, joined: Office, desa: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    a_hub_release(hub, tmp_path, families)
    with pytest.raises(Cancelled):
        cut_release(hub, "V3 2026", stick, StopsAt("cutting", 13))
    first = sorted(stick.rglob("*_Q_*"))
    assert len(first) == 1
    assert not list(stick.rglob("*.part"))
    cut = cut_release(hub, "V3 2026", stick, Progress()).value
    assert [one.was_there for one in cut.packages] == [True, False]
    assert first[0] in sorted(stick.rglob("*_Q_*"))
    assert all(
        one.was_there for one in cut_release(hub, "V3 2026", stick, Progress()).value.packages
    )
    # One that was damaged on the stick is cut again.
    data = bytearray(first[0].read_bytes())
    data[len(data) // 2] ^= 1
    first[0].write_bytes(data)
    again = cut_release(hub, "V3 2026", stick, Progress()).value
    assert [one.was_there for one in again.packages] == [False, True]
    lines = release_cuts_of(hub, "V3 2026")
    assert lines[joined.profile.device_id].persons == 13
    assert len(lines) == 2


def test_a_stick_that_is_full_or_gone_ends_the_cut_and_what_is_there_is_whole(
    hub: Office,
    joined: Office,
    desa: Office,
    stick: Path,
    tmp_path: Path,
    families: list[Family],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_hub_release(hub, tmp_path, families)
    room = [1]

    def check_room(folder: Path, size: int, name: str) -> None:
        if not room:
            raise MachineError(Code.STICK_FULL, name=name, needed=size, free=0)
        room.pop()

    monkeypatch.setattr(files, "_check_room", check_room)
    with pytest.raises(MachineError) as caught:
        cut_release(hub, "V3 2026", stick, Progress())
    assert caught.value.code is Code.STICK_FULL
    (whole,) = stick.rglob("*_Q_*")
    with hub.read() as conn:
        (line,) = release_cuts.cuts_of(conn, str(hub.store.extract_in_use)).values()
    assert line.file_name == whole.name
    assert apply_package(joined, whole, Progress()).value.release is not None


def test_a_device_that_was_given_a_release_still_sends_what_it_recorded(
    hub: Office, joined: Office, stick: Path, tmp_path: Path, families: list[Family]
) -> None:
    a_hub_release(hub, tmp_path, families)
    apply_package(joined, given(hub, stick)["33.26.13"], Progress())
    help_for(joined, "SLAMET A")
    assert up(joined, hub, stick).tally.applied == 1
    hit = find_people(hub, Search("slamet a"), is_typing=True)[0]
    assert len(family_of(hub, str(hit.family_id)).interventions) == 1
