"""Damaged files of an office: found at the start or by the full check, read as far as they can be, never written."""

from __future__ import annotations

import inspect
import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from desktop_app import bootstrap, bootstrap_rescue
from desktop_app.actions.accounts import renew_recovery_code
from desktop_app.actions.audit import audit_lines, verify_audit
from desktop_app.actions.backups import make_daily_backup
from desktop_app.actions.families import family_of, reveal_family
from desktop_app.actions.health import check_office, check_weekly, last_check
from desktop_app.actions.intervention_export import export_interventions
from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.office import Office
from desktop_app.actions.packages import write_package
from desktop_app.actions.receiving import apply_package
from desktop_app.actions.rescue import Saved, save_what_is_left
from desktop_app.actions.search import Search, find_people
from desktop_app.crypto import Stretching
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.roles import IN_RESCUE, Role
from desktop_app.errors import Cancelled, Code, MachineError, UserError
from desktop_app.paths import OfficePaths
from desktop_app.progress import Progress
from desktop_app.store import audit, integrity
from desktop_app.words.aid import status_names
from tests.architecture.test_rights import ACTIONS
from tests.builders import a_family, a_release
from tests.conftest import ADMIN, NOW, PASSPHRASE
from tests.damage import PAGE, damage, flip, flip_page
from tests.hubs import answer, help_for

SMALL = 64 << 10
FAMILIES = [a_family("SLAMET", "SITI"), a_family("KARTO"), a_family("WAGIMIN")]


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Path:
    """A closed office with a release and a little work in it."""
    a_release(office, tmp_path, FAMILIES)
    for name in ("SLAMET", "KARTO"):
        help_for(office, name)
    office.close()
    return office.paths.folder


def opened(folder: Path, at: timedelta = timedelta()) -> Office:
    return bootstrap.open_office(folder, ADMIN, PASSPHRASE, clock=lambda: NOW + at)


def refused(deed: Callable[[], object]) -> bool:
    with pytest.raises(MachineError) as caught:
        deed()
    return caught.value.code is Code.OFFICE_IN_RESCUE


def test_whichever_page_is_damaged_it_is_found_and_nothing_is_written(
    folder: Path, tmp_path: Path
) -> None:
    pages = OfficePaths(folder).database.stat().st_size // PAGE
    ways: dict[str, int] = {}
    for page in range(1, pages + 1):
        copy = tmp_path / "damaged"
        shutil.copytree(folder, copy)
        paths = OfficePaths(copy)
        flip_page(paths.database, page)
        before = paths.database.read_bytes()
        try:
            office = opened(copy)
        except MachineError as error:
            ways[error.code.value] = ways.get(error.code.value, 0) + 1
        else:
            if office.is_in_rescue:
                assert refused(partial(help_for, office, "SLAMET"))
            was_in_rescue = office.is_in_rescue
            way = "rescue" if was_in_rescue else "unused"
            ways[way] = ways.get(way, 0) + 1
            office.close()
            if not was_in_rescue:  # the page holds nothing: what is not used is not damaged
                shutil.rmtree(copy)
                continue
        assert paths.database.read_bytes() == before
        shutil.rmtree(copy)
    assert ways.pop("rescue") > pages // 2
    assert ways.pop("unused", 0) < pages // 5
    assert set(ways) == {Code.DATABASE_DAMAGED.value}


def test_whichever_page_is_damaged_the_recovery_code_leads_into_rescue_mode(
    office: Office, quick_stretching: Stretching, tmp_path: Path
) -> None:
    a_release(office, tmp_path, FAMILIES)
    help_for(office, "SLAMET")
    code = renew_recovery_code(office).value
    office.close()
    folder = office.paths.folder
    pages = OfficePaths(folder).database.stat().st_size // PAGE
    ways: dict[str, int] = {}
    for page in range(1, pages + 1):
        copy = tmp_path / "damaged"
        shutil.copytree(folder, copy)
        paths = OfficePaths(copy)
        flip_page(paths.database, page)
        before, keys = paths.database.read_bytes(), paths.keys.read_bytes()
        try:
            again = bootstrap_rescue.recover_office(
                copy,
                code,
                ADMIN,
                "nasi megono hangat pagi",
                stretching=quick_stretching,
                clock=lambda: NOW,
            )
        except MachineError as error:
            way = error.code.value
            # The code in the envelope stays good: nobody was shown another.
            assert paths.keys.read_bytes() == keys
        else:
            way = "rescue" if again.office.is_in_rescue else "unused"
            if again.office.is_in_rescue:
                with again.office.write() as tx:
                    said = [line.deed for line in audit.lines_of(tx.conn)]
                assert said == ["rescue-opened", "office-recovered"]
            again.office.close()
            if way == "rescue":
                later = bootstrap.open_office(copy, ADMIN, "nasi megono hangat pagi")
                assert later.is_in_rescue
                later.close()
        if way != "unused":
            assert paths.database.read_bytes() == before
        ways[way] = ways.get(way, 0) + 1
        shutil.rmtree(copy)
    assert ways.pop("rescue") > pages // 2
    assert ways.pop("unused", 0) < pages // 5
    assert set(ways) == {Code.DATABASE_DAMAGED.value}


@pytest.mark.parametrize("left", [0.0, 0.001, 0.5, 0.9])
def test_a_cut_database_is_not_taken_for_a_new_one(folder: Path, left: float) -> None:
    database = OfficePaths(folder).database
    whole = database.read_bytes()
    database.write_bytes(whole[: int(len(whole) * left)])
    before = database.read_bytes()
    with pytest.raises(MachineError) as caught:
        opened(folder)
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert database.read_bytes() == before


def test_a_damaged_log_of_sqlite_costs_what_was_in_it_and_nothing_else(
    folder: Path, tmp_path: Path
) -> None:
    office = opened(folder)
    help_for(office, "WAGIMIN")
    running = tmp_path / "running"
    shutil.copytree(folder, running)  # as a power cut leaves it: the log is not in the database yet
    office.close()
    log = running / "office.db-wal"
    length = log.stat().st_size
    assert length > 10 * PAGE
    for at in range(100, length, length // 12):
        copy = tmp_path / "cut"
        shutil.copytree(running, copy)
        flip(copy / "office.db-wal", at)
        (copy / "office.db-shm").unlink(missing_ok=True)
        with closing(opened(copy)) as again:
            assert not again.is_in_rescue
            assert len(interventions_of(again)) in (2, 3)
            assert all(check.is_ok for check in check_office(again))
        shutil.rmtree(copy)


def test_in_rescue_everything_that_writes_is_refused(folder: Path) -> None:
    damage(folder, "form_draft")
    with closing(opened(folder)) as office:
        assert office.is_in_rescue
        office.account = replace(office.account, role=Role.HUB_DECIDER)  # may do everything
        for name, action in ACTIONS.items():
            right = getattr(action, "right", None)
            if right is None or right in IN_RESCUE:
                continue
            parameters = list(inspect.signature(action).parameters)[1:]
            with pytest.raises(MachineError) as caught:
                action(office, **dict.fromkeys(parameters))
            assert caught.value.code is Code.OFFICE_IN_RESCUE, name
        with office.read() as conn:
            tables = [
                row["name"]
                for row in conn.execute(
                    "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'audit%'"
                    " AND name NOT LIKE 'sqlite_%'"
                )
            ]
        assert len(tables) > 30
        for table in tables:
            assert refused(partial(run, office, f"DELETE FROM {table}")), table
        assert refused(partial(run, office, "UPDATE setting SET value = ''"))
        assert "searched" not in rescue_deeds(office)


def run(office: Office, statement: str) -> None:
    """A deed, and another statement in one transaction with it."""
    with office.write() as tx:
        audit.note(tx, "searched")
        tx.conn.execute(statement)


def rescue_deeds(office: Office) -> list[str]:
    with office.write() as tx:
        return [
            row["deed"] for row in tx.conn.execute("SELECT deed FROM main.audit ORDER BY number")
        ]


def test_in_rescue_people_are_found_looked_at_and_taken_along_and_all_of_it_is_noted(
    folder: Path, tmp_path: Path
) -> None:
    damage(folder, "form_draft")
    target = tmp_path / "bantuan.xlsx"
    with closing(opened(folder)) as office:
        (hit,) = find_people(office, Search("slamet"))
        assert family_of(office, FAMILIES[0].card).sheet.id == hit.family_id
        reveal_family(office, hit.family_id, "warga di loket")
        export_interventions(
            office, target, errand=Errand("rapat", "Bappeda"), statuses=status_names()
        )
        assert target.is_file()
        noted = rescue_deeds(office)
        assert noted[0] == "rescue-opened"
        assert {"searched", "family-revealed", "interventions-exported"} <= set(noted)
        assert make_daily_backup(office, Progress()).value is None
        assert check_weekly(office, Progress()).value == []
        failed = {check.name for check in check_office(office) if not check.is_ok}
        assert "database" in failed


def test_what_was_not_sent_yet_reaches_the_hub_out_of_a_damaged_office(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    (download,) = answer(hub, stick, disk)
    busy.close()
    folder = busy.paths.folder
    damage(folder, "form_draft")
    with closing(opened(folder)) as office:
        assert office.is_in_rescue
        first = write_package(office, stick, Progress()).value
        again = write_package(office, stick, Progress()).value
        assert first.path.is_file()
        with pytest.raises(MachineError) as caught:
            apply_package(office, download, Progress())
        assert caught.value.code is Code.OFFICE_IN_RESCUE
    receipt = apply_package(hub, again.path, Progress()).value
    assert receipt.error is None
    assert len(interventions_of(hub)) == 3


def test_a_database_that_cannot_be_written_is_read_and_backed_up_whole(
    folder: Path, disk: Path, tmp_path: Path
) -> None:
    office = opened(folder)
    running = tmp_path / "running"
    log = running / "office.db-wal"
    while not log.exists() or log.stat().st_size < 3 * SMALL:
        find_people(office, Search("slamet"))
        shutil.copytree(folder, running, dirs_exist_ok=True)
    office.close()
    # Whatever is longer cannot grow any more, as on a disk that is full.
    with writable_up_to(SMALL):
        office = opened(running)
        assert office.trouble in (Code.DISK_FULL, Code.DISK_FAILING)
        assert refused(partial(help_for, office, "WAGIMIN"))
        assert len(interventions_of(office)) == 2
        assert rescue_deeds(office) == ["rescue-opened"]
    saved = save_what_is_left(office, disk, Progress()).value
    office.close()
    assert saved.is_whole
    back = bootstrap_rescue.restore_office(
        saved.path, tmp_path / "new", ADMIN, PASSPHRASE, Progress(), clock=lambda: NOW
    )
    assert len(interventions_of(back.office)) == 2
    assert all(check.is_ok for check in check_office(back.office))
    back.office.close()
    with closing(opened(running)) as again:
        assert not again.is_in_rescue
        assert "rescue-opened" in {line.deed for line in audit_lines(again)}


@contextmanager
def writable_up_to(size: int) -> Iterator[None]:
    """No file can be written beyond this length."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, old)


def test_where_a_table_is_damaged_the_files_are_copied_as_they_are(
    folder: Path, disk: Path
) -> None:
    damage(folder, "form_draft")
    with closing(opened(folder)) as office:
        saved: Saved = save_what_is_left(office, disk, Progress()).value
        assert not saved.is_whole
        assert "rescue-copy-made" in rescue_deeds(office)
        for name in ("office.db", "keys.json"):
            assert (saved.path / name).read_bytes() == (folder / name).read_bytes()
        assert any(path.suffix == ".db" for path in (saved.path / "extracts").iterdir())
        with pytest.raises(UserError) as caught:
            save_what_is_left(office, disk / "nowhere", Progress())
        assert caught.value.code is Code.BACKUP_FOLDER_MISSING
    with closing(opened(saved.path)) as copied:
        assert copied.is_in_rescue


def test_what_was_done_in_rescue_is_taken_over_when_the_database_is_whole_again(
    folder: Path,
) -> None:
    database = OfficePaths(folder).database
    whole = database.read_bytes()
    damage(folder, "form_draft")
    with closing(opened(folder, timedelta(hours=1))) as office:
        find_people(office, Search("slamet"))
    database.write_bytes(whole)
    with closing(opened(folder, timedelta(hours=2))) as office:
        assert not office.is_in_rescue
        lines = list(reversed(audit_lines(office, newest=4)))
        assert [line.deed for line in lines] == [
            "rescue-opened",
            "searched",
            "rescue-log-taken-over",
            "office-opened",
        ]
        assert lines[1].at == NOW + timedelta(hours=1)
        assert lines[2].facts == {"lines": 2, "whole": "yes"}
        assert verify_audit(office).is_ok
        assert not office.paths.rescue_log.exists()


def test_a_damaged_release_keeps_nobody_from_their_own_work(folder: Path) -> None:
    (extract,) = (one for one in OfficePaths(folder).extracts.glob("*.db") if "." not in one.stem)
    whole = extract.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], bytes([whole[0] ^ 1]) + whole[1:]):
        extract.write_bytes(damaged)
        with closing(opened(folder)) as office:
            assert not office.is_in_rescue
            assert len(interventions_of(office)) == 2
            with pytest.raises(MachineError) as caught:
                find_people(office, Search("slamet"))
            assert caught.value.code is Code.EXTRACT_FILE_MISSING
    extract.write_bytes(whole)
    flip(extract, len(whole) - 1000)
    with closing(opened(folder)) as office:
        failed = {check.name for check in check_office(office) if not check.is_ok}
        assert failed == {"release:V3 2026"}


def test_a_damaged_index_of_names_is_made_again(folder: Path) -> None:
    (words,) = OfficePaths(folder).extracts.glob("*.words.db")
    words.write_bytes(words.read_bytes()[:5000])
    with closing(opened(folder)) as office:
        assert find_people(office, Search("slamet"))


def test_the_full_check_is_made_once_a_week_and_its_day_is_kept(folder: Path) -> None:
    with closing(opened(folder)) as office:
        assert last_check(office) is None
        assert check_weekly(office, Progress()).value
        kept = last_check(office)
        assert kept is not None
        assert (kept.at, kept.failed) == (NOW, 0)
        assert check_weekly(office, Progress()).value == []
        office.clock = lambda: NOW + timedelta(days=7)
        assert check_weekly(office, Progress()).value
        office.clock = lambda: NOW  # a clock that was set back must not put it off
        assert check_weekly(office, Progress()).value
        assert [line.deed for line in audit_lines(office)].count("office-checked") == 3


def test_the_full_check_can_be_stopped_in_the_middle_of_a_file(folder: Path) -> None:
    with closing(opened(folder)) as office:
        progress = Progress()
        progress.begin("checking")
        progress.ask_to_stop()
        with pytest.raises(Cancelled):
            integrity.is_whole(office.paths.database, office.store.key, progress)
        assert integrity.is_whole(office.paths.database, office.store.key, Progress())
        with pytest.raises(Cancelled):
            check_weekly(office, progress)
        assert last_check(office) is None
