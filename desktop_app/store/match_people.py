"""The people of the current release (schemas `extract`, `words`) as a whole list asks for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice

from desktop_app.domain.matching import ListedPerson
from desktop_app.store.connection import Connection, Row

_AT_ONCE = 900
_CELLS = (
    "SELECT person.id, person.family_id, person.national_id,"
    " coalesce(family.family_card_no, person.family_card_no) AS family_card_no, person.name,"
    " name.folded, person.birth_date, person.sex,"
    " coalesce(family.village, person.village) AS village, family.decile_national, family.head_name"
    " FROM extract.person LEFT JOIN extract.family ON family.id = person.family_id"
    " LEFT JOIN words.name ON name.id = person.id"
)


def count_people(conn: Connection) -> int:
    """How many people the release has."""
    return int(conn.execute("SELECT count(*) FROM words.name").fetchone()[0])


def count_villages(conn: Connection) -> int:
    """In how many desa they live."""
    sql = "SELECT count(DISTINCT village) FROM extract.family WHERE village IS NOT NULL"
    return int(conn.execute(sql).fetchone()[0])


def everybody_by_name(conn: Connection) -> Iterator[tuple[str, list[int]]]:
    """Every folded name with the ids of those who bear it, in alphabetical order."""
    rows = conn.execute("SELECT folded, id FROM words.name ORDER BY folded")
    for folded, group in groupby(rows, key=lambda row: row[0]):
        yield folded, [row[1] for row in group]


def births_of(conn: Connection, wanted: Collection[int]) -> dict[int, str]:
    """The birth dates of these people, as far as they are known; one pass over everybody."""
    rows = conn.execute("SELECT id, birth_date FROM extract.person WHERE birth_date IS NOT NULL")
    # There are far fewer days than people: each is kept once.
    days: dict[str, str] = {}
    return {row[0]: days.setdefault(row[1], row[1]) for row in rows if row[0] in wanted}


def bearers_of_numbers(conn: Connection, numbers: Iterable[str]) -> dict[str, list[int]]:
    """The people who bear these NIKs, by NIK; a NIK that nobody bears is not there."""
    return _ids_by(
        conn, "SELECT national_id, id FROM extract.person WHERE national_id IN ({marks})", numbers
    )


def members_of_cards(conn: Connection, cards: Iterable[str]) -> dict[str, list[int]]:
    """The people on these family cards, by card."""
    return _ids_by(
        conn,
        "SELECT family.family_card_no, person.id FROM extract.family"
        " JOIN extract.person ON person.family_id = family.id"
        " WHERE family.family_card_no IN ({marks})",
        cards,
    )


def listed(conn: Connection, ids: Iterable[int]) -> dict[int, ListedPerson]:
    """People by their ids."""
    found = {}
    for part in _parts(sorted(set(ids))):
        rows = conn.execute(f"{_CELLS} WHERE person.id IN ({_marks(part)})", part)
        found.update({row["id"]: _person(row) for row in rows})
    return found


def _ids_by(conn: Connection, sql: str, keys: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for part in _parts(keys):
        for key, own_id in conn.execute(sql.format(marks=_marks(part)), part):
            found.setdefault(key, []).append(own_id)
    return found


def _parts(keys: Iterable[str | int]) -> Iterator[tuple[str | int, ...]]:
    left = iter(keys)
    while part := tuple(islice(left, _AT_ONCE)):
        yield part


def _marks(part: Sequence[str | int]) -> str:
    return ", ".join("?" for _ in part)


def _person(row: Row) -> ListedPerson:
    return ListedPerson(
        person_id=str(row["id"]),
        family_id=None if row["family_id"] is None else str(row["family_id"]),
        national_id=row["national_id"],
        family_card_no=row["family_card_no"],
        name=row["name"] or "",
        folded=row["folded"] or "",
        birth_date=row["birth_date"],
        sex="" if row["sex"] is None else str(row["sex"]),
        village=row["village"] or "",
        decile=row["decile_national"],
        head_name=row["head_name"] or "",
    )
