"""Unfinished forms, each of one person on this device; they never travel."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desktop_app.domain.form_draft import FormDraft
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction


def drafts_of(conn: Connection, user_id: str, form: str) -> list[FormDraft]:
    """What a person left unfinished in a form, the last touched first."""
    rows = conn.execute(
        "SELECT subject, body, kept_at FROM form_draft WHERE user_id = ? AND form = ?"
        " ORDER BY kept_at DESC, subject",
        (user_id, form),
    )
    return [
        FormDraft(
            form,
            row["subject"],
            json.loads(row["body"]),
            datetime.fromisoformat(row["kept_at"]),
        )
        for row in rows
    ]


def keep(tx: Transaction, form: str, subject: str, body: Mapping[str, Any]) -> None:
    """Keep what stands in a form now, instead of what stood there before."""
    tx.conn.execute(
        "INSERT INTO form_draft (user_id, form, subject, body, kept_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (user_id, form, subject)"
        " DO UPDATE SET body = excluded.body, kept_at = excluded.kept_at",
        (
            tx.author.user_id,
            form,
            subject,
            json.dumps(body, ensure_ascii=False),
            tx.at.isoformat(timespec="seconds"),
        ),
    )


def drop(tx: Transaction, form: str, subject: str) -> None:
    """Forget an unfinished form, if there is one."""
    tx.conn.execute(
        "DELETE FROM form_draft WHERE user_id = ? AND form = ? AND subject = ?",
        (tx.author.user_id, form, subject),
    )
