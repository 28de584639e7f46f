"""The hub's escrow: a key on paper, a sealed copy at each office, and the way back for one that lost all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from desktop_app import bootstrap, bootstrap_rekey, bootstrap_reset, crypto
from desktop_app.actions.audit import audit_lines
from desktop_app.actions.escrow import EscrowState, escrow_of, seal_for_hub
from desktop_app.actions.families import family_of
from desktop_app.actions.hub_enrolment import revoke_device
from desktop_app.actions.hub_escrow import answer_reset, publish_escrow_key, show_escrow_key
from desktop_app.actions.hub_keys import hub_keys, rotate_hub_keys
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.crypto import Stretching
from desktop_app.errors import Code, UserError
from desktop_app.exchange.reset import GOOD_FOR
from desktop_app.paths import OfficePaths
from desktop_app.progress import Progress
from desktop_app.store import audit, roster
from desktop_app.store.keyring import KeyRing
from tests.conftest import ADMIN, NOW, PASSPHRASE, MakeOffice
from tests.hubs import NAMES, SECOND, SECOND_PASSPHRASE, add_second, answer, down, enrol

NEW = "nasi megono hangat pagi"


def an_escrow_key(hub: Office) -> str:
    code = show_escrow_key(hub).value
    publish_escrow_key(hub, code)
    return code


@dataclass
class Lost:
    """An office with its door shut, and the hub that can open it."""

    folder: Path
    hub: Office
    stick: Path
    code: str

    def ask(self) -> bootstrap_reset.ResetAsked:
        return bootstrap_reset.ask_reset(self.folder, self.stick, clock=lambda: NOW)

    def answered(self, asked: bootstrap_reset.ResetAsked, **changed: str) -> Path:
        given = {
            "match_code": asked.match_code,
            "escrow_code": self.code,
            "second": SECOND,
            "second_passphrase": SECOND_PASSPHRASE,
        } | changed
        return answer_reset(self.hub, asked.path, self.stick, **given).value.path

    def open(self, path: Path, stretching: Stretching) -> bootstrap.NewOffice:
        return bootstrap_reset.reset_office(
            self.folder, path, ADMIN, NEW, stretching=stretching, clock=lambda: NOW
        )


@pytest.fixture
def lost(busy: Office, hub: Office, stick: Path, disk: Path) -> Iterator[Lost]:
    """The office joined before its hub had an escrow key, and heard of it by package."""
    assert KeyRing.load(busy.paths.keys).escrow == b""
    code = an_escrow_key(hub)
    down(busy, answer(hub, stick, disk))
    busy.close()
    add_second(hub)
    again = bootstrap.open_office(hub.paths.folder, ADMIN, PASSPHRASE, clock=lambda: NOW)
    yield Lost(busy.paths.folder, again, stick, code)
    again.close()


def test_the_escrow_key_is_named_only_after_its_paper_was_typed_and_is_then_nowhere_else(
    hub: Office,
) -> None:
    code = show_escrow_key(hub).value
    assert show_escrow_key(hub).value == code
    assert not hub_keys(hub).has_escrow
    another = crypto.written_identity(crypto.new_identity())
    for wrong in (code[:-1], "QQQQ" + code[4:], another, ""):
        with pytest.raises(UserError) as caught:
            publish_escrow_key(hub, wrong)
        assert caught.value.code is Code.ESCROW_CODE_WRONG
    assert publish_escrow_key(hub, code.lower().replace("-", " ")).value == 2
    keys = hub_keys(hub)
    assert (keys.version, keys.has_escrow) == (2, True)
    with hub.read() as conn:
        assert roster.private_keys_like(conn, hub.derived_key("private-keys"), "hub-escrow") == []
    rotate_hub_keys(hub)
    assert hub_keys(hub).has_escrow


def test_an_office_that_joins_later_seals_its_key_at_once_and_a_new_escrow_key_renews_it(
    hub: Office, office: Office, stick: Path, disk: Path
) -> None:
    an_escrow_key(hub)
    enrol(hub, office, stick)
    first = KeyRing.load(office.paths.keys)
    assert first.escrow
    assert office.store.key.hex() not in office.paths.keys.read_text("utf-8")
    previous = office.paths.keys.with_name("keys.json.previous")
    assert previous.read_bytes() == office.paths.keys.read_bytes()
    an_escrow_key(hub)
    down(office, answer(hub, stick, disk))
    second = KeyRing.load(office.paths.keys)
    assert second.escrow_to != first.escrow_to
    with hub.read() as conn:
        head = audit.head_of(conn)
    down(office, answer(hub, stick, disk))
    assert KeyRing.load(office.paths.keys).escrow == second.escrow
    told = [one for one in audit_lines(office) if one.deed == "package-taken-in"]
    assert len({one.facts["hub_audit"] for one in told}) == len(told) == 2
    with hub.read() as conn:
        hashes = {row["hash"] for row in conn.execute("SELECT hash FROM audit")}
    assert {head, *(one.facts["hub_audit"] for one in told)} <= hashes


def test_keys_written_before_there_was_an_escrow_are_read(office: Office) -> None:
    held = json.loads(office.paths.keys.read_text("utf-8"))
    del held["escrow"]
    office.paths.keys.write_text(json.dumps(held), "utf-8")
    assert KeyRing.load(office.paths.keys).open_as(ADMIN, PASSPHRASE)[1] == office.store.key


def test_an_office_that_lost_every_secret_comes_back_with_all_it_holds(
    lost: Lost, quick_stretching: Stretching
) -> None:
    path = lost.answered(lost.ask())
    deed = audit_lines(lost.hub)[0]
    assert deed.deed == "reset-answered"
    new = lost.open(path, quick_stretching)
    try:
        hit = find_people(new.office, Search(NAMES[0].lower()), is_typing=True)[0]
        assert family_of(new.office, hit.family_id or "")
        assert "office-reset" in {line.deed for line in audit_lines(new.office)}
    finally:
        new.office.close()
    bootstrap.open_office(lost.folder, ADMIN, NEW, clock=lambda: NOW).close()
    with pytest.raises(UserError):
        bootstrap.open_office(lost.folder, ADMIN, PASSPHRASE, clock=lambda: NOW)
    # The answer was good once.
    with pytest.raises(UserError) as caught:
        lost.open(path, quick_stretching)
    assert caught.value.code is Code.RESET_NOT_FOR_US


def test_an_answer_to_an_older_question_or_another_office_opens_nothing(
    lost: Lost,
    make_office: MakeOffice,
    stick: Path,
    quick_stretching: Stretching,
) -> None:
    old = lost.answered(lost.ask())
    other = make_office(name="Kecamatan Lain", folder="lain")
    enrol(lost.hub, other, stick, "33.26.13")
    other.close()
    asked = bootstrap_reset.ask_reset(other.paths.folder, stick, clock=lambda: NOW)
    foreign = lost.answered(asked)
    newest = lost.answered(lost.ask())
    torn = stick / "torn.json"
    torn.write_bytes(newest.read_bytes()[:-9])
    swapped = stick / "swapped.json"
    # The envelope of the newest answer around what was sealed for another.
    mixed = json.loads(newest.read_text()) | {"sealed": json.loads(foreign.read_text())["sealed"]}
    swapped.write_text(json.dumps(mixed))
    keys = (lost.folder / "keys.json").read_bytes()
    for path, code in (
        (old, Code.RESET_NOT_FOR_US),
        (foreign, Code.RESET_NOT_FOR_US),
        (swapped, Code.RESET_NOT_FOR_US),
        (torn, Code.RESET_FILE_UNREADABLE),
        (stick / "none.json", Code.RESET_FILE_UNREADABLE),
    ):
        with pytest.raises(UserError) as caught:
            lost.open(path, quick_stretching)
        assert caught.value.code is code
    assert (lost.folder / "keys.json").read_bytes() == keys
    lost.open(newest, quick_stretching).office.close()


def test_the_hub_answers_nobody_without_two_people_the_code_and_the_paper(lost: Lost) -> None:
    asked = lost.ask()
    before = set(lost.stick.iterdir())
    another = crypto.written_identity(crypto.new_identity())
    for changed, code in (
        ({"match_code": "0000 " * 6}, Code.MATCH_CODE_WRONG),
        ({"second": ADMIN, "second_passphrase": PASSPHRASE}, Code.SECOND_PERSON_NEEDED),
        ({"second_passphrase": PASSPHRASE}, Code.PASSPHRASE_WRONG),
        ({"escrow_code": another}, Code.ESCROW_CODE_WRONG),
        ({"escrow_code": "abc"}, Code.ESCROW_CODE_WRONG),
    ):
        with pytest.raises(UserError) as caught:
            lost.answered(asked, **changed)
        assert caught.value.code is code
    # Somebody on the way puts a key of their own into the question: its code is another one.
    forged = json.loads(asked.path.read_text()) | {
        "recipient": crypto.recipient_of(crypto.new_identity())
    }
    asked.path.write_text(json.dumps(forged))
    with pytest.raises(UserError) as caught:
        lost.answered(asked)
    assert caught.value.code is Code.MATCH_CODE_WRONG
    assert set(lost.stick.iterdir()) == before


def test_a_computer_that_was_shut_out_gets_no_key(lost: Lost) -> None:
    asked = lost.ask()
    with lost.hub.read() as conn:
        (device,) = roster.devices_of(conn)
    revoke_device(lost.hub, device.device_id, "hilang")
    with pytest.raises(UserError) as caught:
        lost.answered(asked)
    assert caught.value.code is Code.DEVICE_REVOKED


def test_a_new_key_of_the_office_is_sealed_as_the_old_one_was(
    lost: Lost, quick_stretching: Stretching
) -> None:
    before = KeyRing.load(lost.folder / "keys.json")
    for_the_old_key = lost.answered(lost.ask())
    done = bootstrap_rekey.rekey_office(
        lost.folder,
        ADMIN,
        PASSPHRASE,
        Progress(),
        stretching=quick_stretching,
        clock=lambda: NOW,
    )
    key = done.office.store.key
    done.office.close()
    after = KeyRing.load(lost.folder / "keys.json")
    assert (after.escrow_to, after.escrow != before.escrow) == (before.escrow_to, True)
    with pytest.raises(UserError) as caught:
        lost.open(for_the_old_key, quick_stretching)
    assert caught.value.code is Code.RESET_NOT_FOR_US
    new = lost.open(lost.answered(lost.ask()), quick_stretching)
    assert new.office.store.key == key
    new.office.close()


def test_a_question_ends_after_two_weeks_on_both_sides_and_its_key_is_wiped(
    lost: Lost, quick_stretching: Stretching
) -> None:
    paths = OfficePaths(lost.folder)
    asked = lost.ask()
    path = lost.answered(asked)
    waiting = bootstrap_reset.waiting_question(lost.folder, clock=lambda: NOW)
    assert waiting is not None
    assert waiting.match_code == asked.match_code
    late = NOW + GOOD_FOR + timedelta(minutes=1)
    early = NOW - GOOD_FOR - timedelta(minutes=1)
    held = paths.reset.read_bytes()
    for moment in (late, early):
        paths.reset.write_bytes(held)
        with pytest.raises(UserError) as caught:
            bootstrap_reset.reset_office(
                lost.folder,
                path,
                ADMIN,
                NEW,
                stretching=quick_stretching,
                clock=partial(datetime.fromisoformat, moment.isoformat()),
            )
        assert caught.value.code is Code.RESET_TOO_OLD
        assert not paths.reset.exists()
    paths.reset.write_bytes(held)
    assert bootstrap_reset.waiting_question(lost.folder, clock=lambda: late) is None
    assert not paths.reset.exists()
    # Whoever opens the office some day with a passphrase that was found again leaves none behind.
    paths.reset.write_bytes(held)
    bootstrap.open_office(lost.folder, ADMIN, PASSPHRASE, clock=lambda: NOW).close()
    assert paths.reset.exists()
    bootstrap.open_office(lost.folder, ADMIN, PASSPHRASE, clock=lambda: late).close()
    assert not paths.reset.exists()
    paths.reset.write_bytes(held)
    lost.hub.clock = lambda: late
    with pytest.raises(UserError) as caught:
        lost.answered(asked)
    assert caught.value.code is Code.RESET_TOO_OLD
    lost.hub.clock = lambda: NOW
    paths.reset.write_text("{")
    assert bootstrap_reset.waiting_question(lost.folder, clock=lambda: NOW) is None
    assert not paths.reset.exists()


def test_an_answer_that_was_taken_leaves_no_key_behind(
    lost: Lost, quick_stretching: Stretching
) -> None:
    path = lost.answered(lost.ask())
    reset = OfficePaths(lost.folder).reset
    assert reset.exists()
    lost.open(path, quick_stretching).office.close()
    assert not reset.exists()


def test_a_copy_that_is_missing_is_sealed_when_the_office_is_opened(lost: Lost) -> None:
    keys = OfficePaths(lost.folder).keys
    KeyRing.load(keys).with_escrow("", b"").save(keys)
    office = bootstrap.open_office(lost.folder, ADMIN, PASSPHRASE, clock=lambda: NOW)
    try:
        assert escrow_of(office) == EscrowState(has_hub_key=True, is_sealed=True)
        first = KeyRing.load(keys).escrow
        assert seal_for_hub(office).value.is_sealed
        assert KeyRing.load(keys).escrow != first
        assert [line.deed for line in audit_lines(office)].count("escrow-renewed") == 3
    finally:
        office.close()


def test_an_office_whose_hub_has_no_escrow_key_cannot_seal(joined: Office, hub: Office) -> None:
    assert escrow_of(joined) == EscrowState(has_hub_key=False, is_sealed=False)
    assert escrow_of(hub) is None
    for one in (joined, hub):
        with pytest.raises(UserError) as caught:
            seal_for_hub(one)
        assert caught.value.code is Code.ESCROW_KEY_MISSING


def test_an_office_without_a_sealed_copy_says_so(joined: Office, stick: Path) -> None:
    joined.close()
    with pytest.raises(UserError) as caught:
        bootstrap_reset.ask_reset(joined.paths.folder, stick)
    assert caught.value.code is Code.ESCROW_KEY_MISSING
