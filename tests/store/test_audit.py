"""The audit chain: every way to tamper with one line is found."""

from __future__ import annotations

import pytest

from desktop_app.actions.office import Office
from desktop_app.store import audit
from desktop_app.store.connection import Connection, DriverError
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


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit SET deed = 'other' WHERE number = 4",
        "UPDATE audit SET facts = '{}' WHERE number = 4",
        "UPDATE audit SET user_id = 'someone' WHERE number = 4",
        "UPDATE audit SET subject = 'thing:9' WHERE number = 4",
        "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE number = 4",
        "UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE number = 4",
        "UPDATE audit SET mac = replace(mac, substr(mac, 1, 1), 'z') WHERE number = 4",
        "DELETE FROM audit WHERE number = 4",
        "UPDATE audit SET number = 400 WHERE number = 4",
    ],
)
def test_every_tampered_line_is_found_where_it_stands(office: Office, attack: str) -> None:
    _fill(office, 6)
    with office.write() as tx:
        _without_triggers(tx.conn)
        tx.conn.execute(attack)
    verdict = _verdict(office)
    assert not verdict.is_ok
    assert verdict.first_bad == 4


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
