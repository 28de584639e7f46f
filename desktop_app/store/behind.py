"""Whom a number of a report stands for, as rows to be shown."""

from __future__ import annotations

import json
from collections.abc import Sequence

from desktop_app.domain.report import Behind, BehindLine
from desktop_app.store.aid_within import REACHES
from desktop_app.store.connection import Connection

# The head as everywhere: who is called head, else whom the family's row names.
_LINES = (
    "SELECT wanted.key AS place, family.id AS family_id, family.family_card_no, family.village,"
    " person.id AS person_id, coalesce(person.national_id, '') AS national_id,"
    " coalesce(person.name, family.head_name, '') AS name,"
    " (SELECT count(*) FROM extract.person AS member WHERE member.family_id = family.id) AS members,"
    " (SELECT group_concat(DISTINCT programme) FROM main.intervention WHERE family_id = family.id"
    f" AND {REACHES}) AS programmes"
    " FROM json_each(?) AS wanted JOIN extract.family ON family.id = wanted.value ->> 0"
    " LEFT JOIN extract.person ON person.id = coalesce(wanted.value ->> 1, (SELECT min(head.id)"
    " FROM extract.person AS head WHERE head.family_id = family.id AND head.relationship = 1))"
    " ORDER BY wanted.key"
)


def lines_of(conn: Connection, wanted: Sequence[Behind]) -> list[BehindLine]:
    """These families and people as a list shows them, in this order."""
    asked = json.dumps([(one.family_id, one.person_id) for one in wanted])
    return [
        BehindLine(
            family_id=str(row["family_id"]),
            person_id=None if one.person_id is None else str(one.person_id),
            name=row["name"],
            family_card_no=row["family_card_no"],
            national_id=row["national_id"] or None,
            village=row["village"] or "",
            decile=one.decile or None,
            members=row["members"],
            programmes=tuple(sorted((row["programmes"] or "").split(",")))
            if row["programmes"]
            else (),
            before=one.before,
        )
        for row in conn.execute(_LINES, (asked,))
        for one in (wanted[row["place"]],)
    ]
