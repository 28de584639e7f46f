"""Making and opening an office; every way it can be refused has its own answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.actions.health import check_office, office_info
from desktop_app.actions.office import Office
from desktop_app.crypto import Stretching
from desktop_app.domain.office import OfficeDraft
from desktop_app.domain.roles import OfficeKind, Role
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.store import migrate
from tests.conftest import ADMIN, PASSPHRASE, MakeOffice


def reopened(office: Office, passphrase: str = PASSPHRASE, name: str = ADMIN) -> Office:
    office.close()
    return bootstrap.open_office(office.paths.folder, name, passphrase)


def open_and_check(folder: Path) -> None:
    """Open an office and look through its files, as the weekly check does."""
    office = bootstrap.open_office(folder, ADMIN, PASSPHRASE)
    try:
        if any(check.name == "database" and not check.is_ok for check in check_office(office)):
            raise MachineError(Code.DATABASE_DAMAGED)
    finally:
        office.close()


def test_a_new_office_is_open_for_its_admin_and_encrypted_from_the_first_byte(
    office: Office,
) -> None:
    assert office.account.role is Role.DEVICE_ADMIN
    assert office.profile.region == "33.26.13"
    for file in office.paths.folder.rglob("*"):
        if file.is_file() and file.suffix != ".json":
            content = file.read_bytes()
            assert b"SQLite format 3" not in content
            assert b"Sari Contoh" not in content
            assert b"office-created" not in content


def test_the_recovery_code_is_given_once_and_stored_nowhere(
    tmp_path: Path, quick_stretching: Stretching, clock: Callable[[], datetime]
) -> None:
    draft = OfficeDraft(OfficeKind.DESA, "33.26.13.2012", "Desa Contoh", ADMIN)
    new = bootstrap.create_office(
        tmp_path / "o", draft, PASSPHRASE, stretching=quick_stretching, clock=clock
    )
    new.office.close()
    plain = new.recovery_code.replace("-", "").encode()
    for file in (tmp_path / "o").rglob("*"):
        if file.is_file():
            assert new.recovery_code.encode() not in file.read_bytes()
            assert plain not in file.read_bytes()


def test_an_office_opens_again_with_everything_in_it(office: Office) -> None:
    again = reopened(office)
    assert again.profile == office.profile
    assert again.account == office.account
    assert office_info(again).schema == migrate.newest_version()
    again.close()


def test_a_wrong_passphrase_is_refused_and_lets_the_next_try_in(office: Office) -> None:
    with pytest.raises(UserError) as caught:
        reopened(office, "kopi tubruk pahit sekali")
    assert caught.value.code is Code.PASSPHRASE_WRONG
    reopened(office).close()


def test_a_second_program_on_the_same_office_is_told_so(office: Office) -> None:
    script = (
        "import sys; from pathlib import Path; from desktop_app import bootstrap\n"
        f"try: bootstrap.open_office(Path(sys.argv[1]), {ADMIN!r}, {PASSPHRASE!r})\n"
        "except Exception as error: print(getattr(error, 'code', error)); sys.exit(1)"
    )
    other = subprocess.run(
        [sys.executable, "-c", script, str(office.paths.folder)],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert (other.returncode, other.stdout.strip()) == (1, "office-in-use")


def test_a_database_of_a_newer_program_is_refused_untouched(office: Office) -> None:
    with office.write() as tx:
        tx.conn.execute(f"PRAGMA user_version = {migrate.newest_version() + 1}")
    with pytest.raises(UserError) as caught:
        reopened(office)
    assert caught.value.code is Code.DATABASE_TOO_NEW


@pytest.mark.parametrize("where", [0, 5000, -3000])
def test_a_damaged_database_says_so(office: Office, where: int) -> None:
    office.close()
    content = bytearray(office.paths.database.read_bytes())
    content[where : where + 64 if where >= 0 else len(content) + where + 64] = bytes(64)
    office.paths.database.write_bytes(content)
    with pytest.raises(MachineError) as caught:
        open_and_check(office.paths.folder)
    assert caught.value.code is Code.DATABASE_DAMAGED


def test_a_folder_without_an_office_and_one_with_other_things_are_refused(
    tmp_path: Path, make_office: MakeOffice
) -> None:
    with pytest.raises(UserError) as missing:
        bootstrap.open_office(tmp_path / "nowhere", ADMIN, PASSPHRASE)
    assert missing.value.code is Code.OFFICE_MISSING
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "photo.jpg").write_bytes(b"x")
    with pytest.raises(UserError) as full:
        make_office(folder="full")
    assert full.value.code is Code.OFFICE_FOLDER_NOT_EMPTY
    make_office(folder="one").close()
    with pytest.raises(UserError) as twice:
        make_office(folder="one")
    assert twice.value.code is Code.OFFICE_EXISTS


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"region": "33.75"}, Code.REGION_UNKNOWN),
        ({"name": "  "}, Code.NAME_MISSING),
        ({"admin": "a b"}, Code.USER_NAME_INVALID),
    ],
)
def test_a_faulty_draft_leaves_nothing_behind(
    tmp_path: Path, quick_stretching: Stretching, change: dict[str, str], code: Code
) -> None:
    facts = {
        "kind": OfficeKind.DESA,
        "region": "33.26.13",
        "name": "Contoh",
        "admin": ADMIN,
        **change,
    }
    with pytest.raises(UserError) as caught:
        bootstrap.create_office(
            tmp_path / "o",
            OfficeDraft(**facts),  # type: ignore[arg-type]  # every value has its field's type
            PASSPHRASE,
            stretching=quick_stretching,
        )
    assert caught.value.code is code
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        ("", Code.PASSPHRASE_MISSING),
        ("pendek", Code.PASSPHRASE_TOO_SHORT),
        ("password1234", Code.PASSPHRASE_TOO_COMMON),
        ("aaaaaaaaaaaabb", Code.PASSPHRASE_TOO_COMMON),
    ],
)
def test_a_weak_passphrase_is_refused(
    tmp_path: Path, quick_stretching: Stretching, passphrase: str, code: Code
) -> None:
    draft = OfficeDraft(OfficeKind.DESA, "33.26.13", "Contoh", ADMIN)
    with pytest.raises(UserError) as caught:
        bootstrap.create_office(tmp_path / "o", draft, passphrase, stretching=quick_stretching)
    assert caught.value.code is code


def test_a_sound_office_passes_its_own_check(office: Office) -> None:
    assert [check.name for check in check_office(office) if not check.is_ok] == []


def test_the_name_of_an_office_can_be_read_before_it_is_opened(
    office: Office, tmp_path: Path
) -> None:
    assert bootstrap.label_of(office.paths.folder) == "Kecamatan Contoh"
    assert bootstrap.label_of(tmp_path / "nowhere") == ""
