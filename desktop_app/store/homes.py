"""Where the recipients of many records live, and by which numbers their families are known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.delivery import Home
from desktop_app.domain.person import HEAD
from desktop_app.store.connection import Connection, Row


@dataclass(frozen=True, slots=True)
class Homes:
    """By our own ids, as the release in use has them."""

    of_person: dict[str, Home]
    of_family: dict[str, Home]
    national_ids: dict[str, frozenset[str]]
    """Of everybody in a family, by the family's id."""


def homes_of(conn: Connection, family_ids: Iterable[str], person_ids: Iterable[str]) -> Homes:
    """The homes of these families (by their head) and people; those that are gone are left out."""
    wanted = {str(own_id) for own_id in person_ids}
    of_person: dict[str, Home] = {}
    of_family: dict[str, Home] = {}
    numbers: dict[str, set[str]] = {}
    rows = conn.execute(
        "SELECT person.id, person.family_id, person.national_id, person.relationship, id_rt, id_rw,"
        " id_hamlet, coalesce(family.address, person.id_address) AS address"
        " FROM extract.person LEFT JOIN extract.family ON family.id = person.family_id"
        " WHERE person.family_id IN (SELECT value FROM json_each(?))"
        " OR person.id IN (SELECT value FROM json_each(?))",
        (
            json.dumps([int(one) for one in set(family_ids)]),
            json.dumps([int(one) for one in wanted]),
        ),
    )
    for row in rows:
        person_id, family_id = str(row["id"]), str(row["family_id"])
        if person_id in wanted:
            of_person[person_id] = _home(row)
        if row["relationship"] == HEAD or family_id not in of_family:
            of_family[family_id] = _home(row)
        if row["national_id"]:
            numbers.setdefault(family_id, set()).add(row["national_id"])
    return Homes(of_person, of_family, {key: frozenset(found) for key, found in numbers.items()})


def _home(row: Row) -> Home:
    return Home(
        hamlet=row["id_hamlet"] or "",
        rt=row["id_rt"] or "",
        rw=row["id_rw"] or "",
        address=row["address"] or "",
    )
