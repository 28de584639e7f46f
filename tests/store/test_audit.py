"""The audit chain: every way to tamper with one line is found."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.actions.office import Office
from desktop_app.paths import OfficePaths
from desktop_app.store import audit
from desktop_app.store.connection import Connection, DriverError, connect
from desktop_app.store.store import Transaction


def _fill(office: Office, lines: int) -> None:
    for number in range(lines):
        with office.write() as tx:
            audit.note(tx, "tested", f"thing:{number}", count=number)


def _verdict(office: Office) -> audit.AuditVerdict:
    with office.read() as conn:
        return audit.verify(conn, office.audit_key)


def _without_triggers(conn: Connection) -> None:
    conn.execute("DROP TRIGGER audit_is_never_changed")
    conn.execute("DROP TRIGGER audit_is_never_shortened")


def test_a_new_office_has_a_sound_chain_that_says_how_it_began(office: Office) -> None:
    verdict = _verdict(office)
    assert verdict.is_ok
    with office.read() as conn:
        assert [line.deed for line in audit.lines_of(conn)] == ["office-opened", "office-created"]


def test_a_line_cannot_be_changed_or_removed_through_the_database(office: Office) -> None:
    _fill(office, 2)
    for attack in (
        "UPDATE audit SET deed = 'x' WHERE number = 1",
        "DELETE FROM audit WHERE number = 1",
    ):
        with pytest.raises(DriverError), office.write() as tx:
            tx.conn.execute(attack)
    assert _verdict(office).is_ok


def test_a_loss_of_power_takes_looks_back_whole_and_the_log_raises_no_alarm(
    office: Office, tmp_path: Path
) -> None:
    wal = office.paths.database.with_name("office.db-wal")
    _fill(office, 3)
    kept, forced = _verdict(office).entries, wal.stat().st_size
    for number in range(12):
        office.note_look("searched", kind="name", found=number)
    with office.write() as tx:
        pragma = tx.conn.execute("PRAGMA synchronous").fetchone()[0]
    assert pragma == 2, "whatever is typed waits for the disk again"
    everything = _verdict(office).entries
    whole = wal.read_bytes()
    assert everything == kept + 12
    assert len(whole) > forced
    seen = set()
    # Cut anywhere behind what was forced; and blocks of the tail that never came to the disk.
    cuts = [whole[:end] for end in range(forced, len(whole) + 1, 1373)] + [whole]
    holes = [
        whole[:at] + bytes(512) + whole[at + 512 :] for at in range(forced, len(whole) - 512, 4096)
    ]
    for left in cuts + holes:
        copy = OfficePaths(tmp_path / "after")
        shutil.copytree(office.paths.folder, copy.folder)
        copy.database.with_name("office.db-wal").write_bytes(left)
        with closing(connect(copy.database, office.store.key)) as conn:
            verdict = audit.verify(conn, office.audit_key)
        assert verdict.is_ok
        assert kept <= verdict.entries <= everything
        seen.add(verdict.entries)
        shutil.rmtree(copy.folder)
    assert len(seen) > 6


ATTACKS = (
    "UPDATE audit SET deed = 'other' WHERE number = {n}",
    "UPDATE audit SET facts = '[]' WHERE number = {n}",
    "UPDATE audit SET user_id = 'someone' WHERE number = {n}",
    "UPDATE audit SET subject = 'thing:9' WHERE number = {n}",
    "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE number = {n}",
    "UPDATE audit SET hash = 'z' || substr(hash, 2) WHERE number = {n}",
    "UPDATE audit SET mac = 'z' || substr(mac, 2) WHERE number = {n}",
    "DELETE FROM audit WHERE number = {n}",
    "UPDATE audit SET number = 400 WHERE number = {n}",
    # One more, made of the one that stands there: as it is, and moved in before it.
    "INSERT INTO audit SELECT 1000, at, user_id, deed, subject, facts, hash, mac FROM audit"
    " WHERE number = {n}",
    "INSERT INTO audit SELECT 0, at, user_id, deed, subject, facts, hash, mac FROM audit"
    " WHERE number = {n}",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_whichever_line_is_tampered_with_it_is_found_where_it_stands(
    office: Office, attack: str
) -> None:
    _fill(office, 4)
    count = _verdict(office).entries
    for number in range(1, count + 1):
        where = {"SELECT 1000": count + 1, "SELECT 0": 1}
        wanted = next((at for part, at in where.items() if part in attack), number)
        assert first_bad_after(office, attack.format(n=number)) == wanted, number
    assert _verdict(office).is_ok


def first_bad_after(office: Office, attack: str) -> int | None:
    """What is found after an attack, which is then taken back."""

    def attempt() -> None:
        with office.write() as tx:
            _without_triggers(tx.conn)
            tx.conn.execute(attack)
            raise _Seen(audit.verify(tx.conn, office.audit_key))

    with pytest.raises(_Seen) as seen:
        attempt()
    return seen.value.verdict.first_bad


class _Seen(Exception):
    def __init__(self, verdict: audit.AuditVerdict) -> None:
        self.verdict = verdict


@pytest.mark.parametrize("attack", ["DELETE FROM audit_end", "UPDATE audit_end SET number = 1"])
def test_where_it_ends_cannot_be_said_otherwise(office: Office, attack: str) -> None:
    _fill(office, 2)
    with office.write() as tx:
        tx.conn.execute(attack)
    assert not _verdict(office).is_ok


def test_a_chain_made_anew_without_the_key_is_found(office: Office) -> None:
    _fill(office, 3)
    with office.write() as tx:
        _without_triggers(tx.conn)
        rows = tx.conn.execute("SELECT * FROM audit ORDER BY number").fetchall()
        tx.conn.execute("DELETE FROM audit")
        forger = Transaction(
            conn=tx.conn, author=tx.author, at=tx.at, new_id=tx.new_id, audit_key=bytes(32)
        )
        for row in rows:
            audit.note(forger, row["deed"], row["subject"])
    assert _verdict(office).first_bad == 1


def test_a_line_is_lost_with_the_transaction_it_belongs_to(office: Office) -> None:
    before = _verdict(office).entries

    def note_and_fail() -> None:
        with office.write() as tx:
            audit.note(tx, "tested")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        note_and_fail()
    assert _verdict(office).entries == before
