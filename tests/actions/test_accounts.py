"""Who may open the office: codes for one time, passphrases of their own, roles, and the last admin."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app import bootstrap, bootstrap_rescue, crypto
from desktop_app.actions.accounts import (
    accounts_of,
    add_account,
    change_passphrase,
    checked_passphrase,
    disable_account,
    renew_recovery_code,
    reset_account,
    set_role,
    suggested_passphrase,
)
from desktop_app.actions.audit import audit_lines
from desktop_app.actions.health import office_info
from desktop_app.actions.office import Office
from desktop_app.crypto import Stretching
from desktop_app.domain.office import OfficeDraft
from desktop_app.domain.roles import OfficeKind, Role
from desktop_app.errors import Code, LuringError, UserError
from tests.conftest import ADMIN, NOW, PASSPHRASE, MakeOffice

OWN = "ombak memeluk karang sore"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, quick_stretching: Stretching) -> None:
    """Stretching costs what it must when somebody measures it, not in every test."""
    monkeypatch.setattr(crypto, "calibrated_stretching", lambda: quick_stretching)


def opened(folder: Path, name: str, secret: str, at: datetime = NOW) -> Office:
    return bootstrap.open_office(folder, name, secret, clock=lambda: at)


def refused(folder: Path, name: str, secret: str, at: datetime = NOW) -> LuringError:
    with pytest.raises(UserError) as caught:
        opened(folder, name, secret, at).close()
    return caught.value


def test_a_new_person_comes_in_once_with_a_code_and_then_with_their_own(office: Office) -> None:
    access = add_account(office, "budi", "Budi Contoh", Role.OPERATOR).value
    assert access.code not in repr(access)
    folder = office.paths.folder
    office.close()
    budi = opened(folder, "Budi", f" {access.code.upper().replace(' ', '-')} ")
    assert budi.must_choose_passphrase
    with pytest.raises(UserError) as caught:
        office_info(budi)
    assert caught.value.code is Code.PASSPHRASE_ONE_TIME
    change_passphrase(budi, access.code, OWN)
    assert office_info(budi).ops_own == 0
    budi.close()
    assert refused(folder, "budi", access.code).code is Code.PASSPHRASE_WRONG
    again = opened(folder, "budi", OWN)
    assert (again.account.role, again.must_choose_passphrase) == (Role.OPERATOR, False)
    again.close()


def test_somebody_who_is_kept_out_is_let_in_with_a_new_code_only(office: Office) -> None:
    access = add_account(office, "budi", "", Role.OPERATOR).value
    disable_account(office, "BUDI")
    assert not next(one for one in accounts_of(office) if one.name == "budi").is_active
    folder = office.paths.folder
    office.close()
    for keys in (office.paths.keys, office.paths.keys.with_name("keys.json.previous")):
        assert len(json.loads(keys.read_text("utf-8"))["wraps"]) == 1
    assert refused(folder, "budi", access.code).code is Code.PASSPHRASE_WRONG
    admin = opened(folder, ADMIN, PASSPHRASE)
    fresh = reset_account(admin, "budi").value
    admin.close()
    opened(folder, "budi", fresh.code).close()


def test_the_last_who_looks_after_users_stays(office: Office) -> None:
    with pytest.raises(UserError) as kept_in:
        disable_account(office, ADMIN)
    with pytest.raises(UserError) as kept_up:
        set_role(office, ADMIN, Role.OPERATOR)
    assert {kept_in.value.code, kept_up.value.code} == {Code.USER_IS_LAST_ADMIN}
    assert accounts_of(office)[0].role is Role.DEVICE_ADMIN
    add_account(office, "budi", "", Role.DEVICE_ADMIN)
    assert set_role(office, ADMIN, Role.AUDITOR).value.role is Role.AUDITOR
    facts = next(line.facts for line in audit_lines(office) if line.deed == "user-role-set")
    assert facts == {"old": "device-admin", "new": "auditor"}


def test_faults_change_nothing(office: Office) -> None:
    before = office.paths.keys.read_bytes()
    for name, role, code in (
        (ADMIN.upper(), Role.OPERATOR, Code.USER_KNOWN_ALREADY),
        ("x", Role.OPERATOR, Code.USER_NAME_INVALID),
        ("budi", Role.HUB_DECIDER, Code.ROLE_NOT_HERE),
    ):
        with pytest.raises(UserError) as caught:
            add_account(office, name, "", role)
        assert caught.value.code is code
    for deed in (disable_account, reset_account):
        with pytest.raises(UserError) as caught:
            deed(office, "siapa")
        assert caught.value.code is Code.USER_UNKNOWN
    assert office.paths.keys.read_bytes() == before
    assert len(accounts_of(office)) == 1


def test_a_hub_has_roles_of_its_own(make_office: MakeOffice) -> None:
    hub = make_office(OfficeKind.HUB, "33.26", "Dinas Sosial")
    assert add_account(hub, "budi", "", Role.HUB_OPERATOR).value.account.role is Role.HUB_OPERATOR


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("salah sama sekali", OWN, Code.PASSPHRASE_WRONG),
        (PASSPHRASE, PASSPHRASE, Code.PASSPHRASE_SAME),
        (PASSPHRASE, "pendek", Code.PASSPHRASE_TOO_SHORT),
        (PASSPHRASE, "Kecamatan Contoh 2026!", Code.PASSPHRASE_TOO_COMMON),
    ],
)
def test_a_passphrase_that_cannot_be_leaves_the_old_one(
    office: Office, old: str, new: str, code: Code
) -> None:
    with pytest.raises(UserError) as caught:
        change_passphrase(office, old, new)
    assert caught.value.code is code
    office.close()
    opened(office.paths.folder, ADMIN, PASSPHRASE).close()


@pytest.mark.parametrize(
    "guess",
    [
        "passwordpassword",
        "Bismillah12345",
        "111122223333",
        "qwerty123456",
        "admin.kecamatan.2026",
        "Pekalongan-2026",
        "abababababab",
        "sari.sari.sari",
    ],
)
def test_what_is_guessed_first_is_refused(guess: str) -> None:
    with pytest.raises(UserError) as caught:
        checked_passphrase(guess, "sari")
    assert caught.value.code is Code.PASSPHRASE_TOO_COMMON


def test_what_the_program_suggests_is_taken(office: Office) -> None:
    words = office.reference.passphrase_words
    assert len(words) == len(set(words)) > 1_300
    suggested = {suggested_passphrase(words) for _ in range(40)}
    assert len(suggested) == 40
    for one in suggested:
        assert len(one.split()) == 4
        checked_passphrase(one, "sari", "Kecamatan Contoh")


def test_wrong_ones_wait_longer_each_time_however_often_the_program_was_closed(
    office: Office,
) -> None:
    folder = office.paths.folder
    office.close()
    waits = []
    at = NOW
    for _ in range(8):
        wrong = refused(folder, ADMIN, "salah sama sekali", at)
        waits.append(wrong.facts.get("wait", 0))
        at += timedelta(minutes=2)
    assert waits == [0, 0, 5, 10, 20, 40, 60, 60]
    early = refused(folder, ADMIN, PASSPHRASE, at - timedelta(minutes=2) + timedelta(seconds=20))
    assert (early.code, early.facts) == (Code.PASSPHRASE_WAIT, {"seconds": 40})
    back = refused(folder, ADMIN, PASSPHRASE, NOW - timedelta(days=400))
    assert back.facts == {"seconds": 60}
    admin = opened(folder, ADMIN, PASSPHRASE, at)
    noted = next(line for line in audit_lines(admin) if line.deed == "passphrases-wrong")
    assert noted.facts == {"times": 8}
    admin.close()
    assert refused(folder, ADMIN, "salah sama sekali", at).facts == {}


def test_a_file_of_tries_that_says_nonsense_keeps_nobody_out(office: Office) -> None:
    office.close()
    for text in ("{", '{"wrong": "x", "last": 3}', '{"wrong": 9, "last": "2026-01-01"}'):
        office.paths.tries.write_text(text, "utf-8")
        opened(office.paths.folder, ADMIN, PASSPHRASE).close()


@pytest.fixture
def with_code(
    tmp_path: Path, quick_stretching: Stretching, clock: Callable[[], datetime]
) -> bootstrap.NewOffice:
    draft = OfficeDraft(OfficeKind.DESA, "33.26.13.2012", "Desa Contoh", ADMIN)
    new = bootstrap.create_office(
        tmp_path / "o", draft, PASSPHRASE, stretching=quick_stretching, clock=clock
    )
    add_account(new.office, "budi", "", Role.OPERATOR)
    new.office.close()
    return new


def test_the_recovery_code_opens_once_and_is_replaced(
    with_code: bootstrap.NewOffice, quick_stretching: Stretching
) -> None:
    folder = with_code.office.paths.folder

    def recover(code: str, name: str = ADMIN, passphrase: str = OWN) -> bootstrap.NewOffice:
        return bootstrap_rescue.recover_office(
            folder, code, name, passphrase, stretching=quick_stretching, clock=lambda: NOW
        )

    for arguments, code in (
        ((crypto.new_recovery_code(),), Code.RECOVERY_CODE_WRONG),
        ((with_code.recovery_code, "budi"), Code.USER_UNKNOWN),
        ((with_code.recovery_code, "siapa"), Code.USER_UNKNOWN),
        ((with_code.recovery_code, ADMIN, "pendek"), Code.PASSPHRASE_TOO_SHORT),
    ):
        with pytest.raises(UserError) as caught:
            recover(*arguments)
        assert caught.value.code is code
    again = recover(with_code.recovery_code)
    assert audit_lines(again.office)[0].deed == "office-recovered"
    again.office.close()
    assert refused(folder, ADMIN, PASSPHRASE).code is Code.PASSPHRASE_WRONG
    with pytest.raises(UserError) as caught:
        recover(with_code.recovery_code)
    assert caught.value.code is Code.RECOVERY_CODE_WRONG
    opened(folder, ADMIN, OWN).close()
    recover(again.recovery_code).office.close()


def test_a_renewed_recovery_code_takes_the_place_of_the_old(
    with_code: bootstrap.NewOffice,
) -> None:
    folder = with_code.office.paths.folder
    admin = opened(folder, ADMIN, PASSPHRASE)
    fresh = renew_recovery_code(admin).value
    admin.close()
    with pytest.raises(UserError) as caught:
        bootstrap_rescue.recover_office(
            folder, with_code.recovery_code, ADMIN, OWN, clock=lambda: NOW
        )
    assert caught.value.code is Code.RECOVERY_CODE_WRONG
    bootstrap_rescue.recover_office(folder, fresh, ADMIN, OWN, clock=lambda: NOW).office.close()
