"""Numbers that stand in more than one family of the release in use; the import flags them, this says where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.domain.family import SharedNumber
from desktop_app.domain.person import PersonSheet
from desktop_app.store.connection import Connection
from desktop_app.store.people import bearers_of, head_name_of


def shared_numbers(
    conn: Connection, family_id: str, family_card_no: str | None, members: Sequence[PersonSheet]
) -> Iterator[SharedNumber]:
    """Where else the card and the NIK of a family stand, each family once for a number."""
    if family_card_no is not None:
        rows = conn.execute(
            "SELECT id FROM extract.family WHERE family_card_no = ? AND id <> ? ORDER BY id",
            (family_card_no, int(family_id)),
        )
        for row in rows.fetchall():
            yield SharedNumber("", str(row["id"]), head_name_of(conn, str(row["id"])))
    for member in members:
        if member.national_id is None:
            continue
        others = {family: None for _, family in bearers_of(conn, member.national_id)}
        for other in others:
            if other is not None and other != family_id:
                yield SharedNumber(member.name, other, head_name_of(conn, other))
