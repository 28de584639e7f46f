"""Who signs the office's letters."""

from __future__ import annotations

from datetime import date

from desktop_app.domain.letter import Capacity, Signatory
from desktop_app.domain.office_settings import Official
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction


def officials_of(conn: Connection) -> list[Official]:
    """Everybody who signs or signed, whose time began last first."""
    rows = conn.execute("SELECT * FROM official ORDER BY valid_from DESC, name")
    return [_official(row) for row in rows]


def keep(tx: Transaction, official: Official) -> None:
    """Add an official, or change the one with this id."""
    signatory = official.signatory
    tx.conn.execute(
        "INSERT INTO official (id, name, position, number, number_label, rank, capacity, superior, deputy,"
        " valid_from, valid_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " name = excluded.name, position = excluded.position, number = excluded.number,"
        " number_label = excluded.number_label, rank = excluded.rank, capacity = excluded.capacity,"
        " superior = excluded.superior, deputy = excluded.deputy, valid_from = excluded.valid_from,"
        " valid_until = excluded.valid_until",
        (
            official.id,
            signatory.name,
            signatory.position,
            signatory.number,
            signatory.number_label,
            signatory.rank,
            signatory.capacity.name,
            signatory.superior,
            signatory.deputy,
            official.valid_from.isoformat(),
            official.valid_until.isoformat() if official.valid_until else None,
        ),
    )


def _official(row: Row) -> Official:
    return Official(
        id=row["id"],
        signatory=Signatory(
            name=row["name"],
            position=row["position"],
            number=row["number"],
            number_label=row["number_label"],
            rank=row["rank"],
            capacity=Capacity[row["capacity"]],
            superior=row["superior"],
            deputy=row["deputy"],
        ),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
    )
