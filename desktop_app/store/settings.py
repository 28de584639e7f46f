"""What an office has set, as JSON values by name; and its accounts."""

from __future__ import annotations

import json
from typing import Any

from desktop_app.domain.office import Account, OfficeProfile
from desktop_app.domain.roles import OfficeKind, Role
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction


def get(conn: Connection, name: str, default: Any = None) -> Any:
    """The value of a setting, or `default` where it was never set."""
    row = conn.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return default if row is None else json.loads(row["value"])


def put(tx: Transaction, name: str, value: Any) -> None:
    """Set a value; anything JSON can hold."""
    tx.conn.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, json.dumps(value, ensure_ascii=False)),
    )


def profile_of(conn: Connection) -> OfficeProfile:
    """What this office is."""
    held = get(conn, "profile")
    return OfficeProfile(
        office_id=held["office_id"],
        device_id=held["device_id"],
        incarnation=held["incarnation"],
        kind=OfficeKind(held["kind"]),
        region=held["region"],
        name=held["name"],
    )


def put_profile(tx: Transaction, profile: OfficeProfile) -> None:
    """Write what this office is."""
    put(
        tx,
        "profile",
        {
            "office_id": profile.office_id,
            "device_id": profile.device_id,
            "incarnation": profile.incarnation,
            "kind": profile.kind.value,
            "region": profile.region,
            "name": profile.name,
        },
    )


def add_account(tx: Transaction, account: Account) -> None:
    """Add a person who may open the office; the key wrap is made beside it."""
    tx.conn.execute(
        "INSERT INTO user (id, name, full_name, role, is_active, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            account.id,
            account.name,
            account.full_name,
            account.role.value,
            int(account.is_active),
            tx.at.isoformat(timespec="seconds"),
        ),
    )


def change_account(tx: Transaction, account: Account) -> None:
    """Write anew what role a person has and whether they may open the office."""
    tx.conn.execute(
        "UPDATE user SET full_name = ?, role = ?, is_active = ? WHERE id = ?",
        (account.full_name, account.role.value, int(account.is_active), account.id),
    )


def account_of(conn: Connection, user_id: str) -> Account | None:
    """The account with this id."""
    row = conn.execute("SELECT * FROM user WHERE id = ?", (user_id,)).fetchone()
    return None if row is None else _account(row)


def accounts_of(conn: Connection) -> list[Account]:
    """Every account, by name."""
    return [_account(row) for row in conn.execute("SELECT * FROM user ORDER BY name")]


def _account(row: Any) -> Account:
    return Account(
        row["id"], row["name"], row["full_name"], Role(row["role"]), bool(row["is_active"])
    )
