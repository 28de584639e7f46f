"""What shows only when the rows of a release stand side by side, and the count of its records.

The same statements look across a whole file after loading and, when a row is admitted later, across
the few rows it touches: the tables `family` and `person` they read are then temporary ones of the
same name, which hide those of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desktop_app.domain.extract import Entity
from desktop_app.domain.problem import ProblemAction, ProblemKind
from desktop_app.domain.release import ImportCounts, Loaded
from desktop_app.store.connection import Connection


def _flag(kind: ProblemKind, entity: Entity, rows: str) -> str:
    """A statement that flags rows: `rows` selects their file and row."""
    return (
        "INSERT INTO problem (file, row, line, entity, column_name, kind, action, raw)"
        f" SELECT file, row, row, '{entity.value}', '', '{kind.value}', '{kind.action.value}', '' FROM ({rows})"
    )


_BOTH = "EXISTS (SELECT 1 FROM main.person) AND EXISTS (SELECT 1 FROM main.family)"

# Each of these is one walk along an index; what they find is small.
_NUMBERS = (
    "CREATE TEMP TABLE repeated_number AS SELECT national_id FROM person"
    " WHERE national_id IS NOT NULL GROUP BY national_id HAVING count(*) > 1",
    _flag(
        ProblemKind.NATIONAL_ID_IN_TWO_CARDS,
        Entity.PERSON,
        "SELECT file, row FROM person WHERE national_id IN (SELECT national_id FROM person"
        " WHERE national_id IN repeated_number GROUP BY national_id"
        " HAVING count(DISTINCT coalesce(family_card_no, '')) > 1)",
    ),
    _flag(
        ProblemKind.NATIONAL_ID_OF_TWO_PEOPLE,
        Entity.PERSON,
        "SELECT file, row FROM person WHERE national_id IN (SELECT national_id FROM person"
        " WHERE national_id IN repeated_number GROUP BY national_id"
        " HAVING count(DISTINCT coalesce(family_card_no, '')) = 1)",
    ),
    "DROP TABLE temp.repeated_number",
)
_FAMILIES = (
    "CREATE TEMP TABLE repeated_card AS SELECT family_card_no FROM family"
    " WHERE family_card_no IS NOT NULL GROUP BY family_card_no HAVING count(*) > 1",
    "CREATE TEMP TABLE tally AS SELECT family_id, count(*) AS members, sum(relationship IS 1) AS heads"
    " FROM person WHERE family_id IS NOT NULL GROUP BY family_id",
    "CREATE INDEX temp.tally_by_family ON tally (family_id)",
    _flag(
        ProblemKind.FAMILY_CARD_REPEATED,
        Entity.FAMILY,
        "SELECT file, row FROM family WHERE family_card_no IN repeated_card",
    ),
    _flag(
        ProblemKind.MEMBER_WITHOUT_FAMILY,
        Entity.PERSON,
        f"SELECT file, row FROM person WHERE family_id IS NULL AND family_card_no IS NOT NULL AND {_BOTH}",
    ),
    _flag(
        ProblemKind.FAMILY_WITHOUT_MEMBERS,
        Entity.FAMILY,
        f"SELECT file, row FROM family WHERE {_BOTH} AND id NOT IN (SELECT family_id FROM tally)"
        " AND family_card_no NOT IN repeated_card",
    ),
    _flag(
        ProblemKind.TWO_HEADS,
        Entity.PERSON,
        "SELECT file, row FROM person WHERE relationship = 1"
        " AND family_id IN (SELECT family_id FROM tally WHERE heads > 1)",
    ),
    _flag(
        ProblemKind.HEAD_MISSING,
        Entity.FAMILY,
        # A list that says nothing about relations, such as one of deciles, has no heads to miss.
        "SELECT file, row FROM family WHERE id IN (SELECT family_id FROM tally WHERE heads = 0)"
        " AND EXISTS (SELECT 1 FROM main.person WHERE relationship IS NOT NULL)",
    ),
    _flag(
        ProblemKind.MEMBER_COUNT_DIFFERS,
        Entity.FAMILY,
        "SELECT family.file, family.row FROM tally JOIN family ON family.id = tally.family_id"
        " WHERE family.member_count <> tally.members",
    ),
    "DROP TABLE temp.repeated_card",
    "DROP TABLE temp.tally",
)
LOOKING = (*_NUMBERS, *_FAMILIES)
"""The statements that look across a whole file."""

_NUMBER_KINDS = (ProblemKind.NATIONAL_ID_IN_TWO_CARDS, ProblemKind.NATIONAL_ID_OF_TWO_PEOPLE)
_FAMILY_KINDS = (
    ProblemKind.FAMILY_CARD_REPEATED,
    ProblemKind.MEMBER_WITHOUT_FAMILY,
    ProblemKind.FAMILY_WITHOUT_MEMBERS,
    ProblemKind.TWO_HEADS,
    ProblemKind.HEAD_MISSING,
    ProblemKind.MEMBER_COUNT_DIFFERS,
)


@dataclass(frozen=True, slots=True)
class Touched:
    """The numbers and families that a change of a few rows can have an effect on."""

    national_ids: frozenset[str]
    cards: frozenset[str]
    family_ids: frozenset[int]


def look_again(conn: Connection, touched: Touched) -> None:
    """Make the flags of the rows around a change true again; part of the caller's transaction."""
    numbers = ",".join("?" * len(touched.national_ids))
    bearers = _Some("person", f"national_id IN ({numbers})", tuple(touched.national_ids))
    _forget(conn, _NUMBER_KINDS, bearers)
    with _hiding(conn, bearers, _Some("family")):
        for step in _NUMBERS:
            conn.execute(step)
    cards, ids = ",".join("?" * len(touched.cards)), ",".join("?" * len(touched.family_ids))
    around: tuple[str | int, ...] = (*touched.cards, *touched.family_ids)
    families = _Some("family", f"family_card_no IN ({cards}) OR id IN ({ids})", around)
    # Members of a touched family, and those who bear the card and have found no family.
    members = _Some(
        "person",
        f"(family_id IS NULL AND family_card_no IN ({cards})) OR family_id IN"
        f" (SELECT id FROM main.family WHERE {families.which})",
        (*touched.cards, *around),
    )
    _forget(conn, _FAMILY_KINDS, families)
    _forget(conn, _FAMILY_KINDS, members)
    with _hiding(conn, families, members):
        for step in _FAMILIES:
            conn.execute(step)


@dataclass(frozen=True, slots=True)
class _Some:
    """Some rows of a table; none where nothing else is said."""

    table: str
    which: str = "0"
    values: tuple[str | int, ...] = ()


def _forget(conn: Connection, kinds: Iterable[ProblemKind], some: _Some) -> None:
    listed = ", ".join(f"'{kind.value}'" for kind in kinds)
    conn.execute(
        f"DELETE FROM problem WHERE kind IN ({listed}) AND entity = '{some.table}'"
        f" AND (file, row) IN (SELECT file, row FROM main.{some.table} WHERE {some.which})",
        some.values,
    )


@contextmanager
def _hiding(conn: Connection, *tables: _Some) -> Iterator[None]:
    """Let the names of the tables mean these rows only."""
    for some in tables:
        conn.execute(
            f"CREATE TEMP TABLE {some.table} AS SELECT * FROM main.{some.table} WHERE {some.which}",
            some.values,
        )
    try:
        yield
    finally:
        for some in tables:
            conn.execute(f"DROP TABLE temp.{some.table}")


_STRENGTH = {
    ProblemAction.REFUSED: 5,
    ProblemAction.DUPLICATE: 4,
    ProblemAction.FLAGGED: 3,
    ProblemAction.REPAIRED: 2,
    ProblemAction.IGNORED: 1,
}


def counted(conn: Connection, records: int) -> Loaded:
    """What lies in a release file; each of `records` counted once, by the strongest thing done to it.

    A refused record that was admitted counts by what its mended row is: repaired, or flagged. The
    six numbers add up to the records read, before and after.
    """
    strength = " ".join(
        f"WHEN '{action.value}' THEN {value}" for action, value in _STRENGTH.items()
    )
    rows = conn.execute(
        f"SELECT worst, count(*) AS n FROM (SELECT max(CASE action {strength} END) AS worst FROM problem"
        " WHERE NOT (action = 'refused' AND EXISTS (SELECT 1 FROM admission WHERE admission.file ="
        " problem.file AND admission.row = problem.row AND admission.withdrawn_at IS NULL))"
        " GROUP BY file, row) GROUP BY worst"
    )
    by_strength = {row["worst"]: int(row["n"]) for row in rows}
    found = {action: by_strength.get(value, 0) for action, value in _STRENGTH.items()}
    return Loaded(
        families=int(conn.execute("SELECT count(*) FROM main.family").fetchone()[0]),
        persons=int(conn.execute("SELECT count(*) FROM main.person").fetchone()[0]),
        counts=ImportCounts(
            records=records,
            clean=records - sum(found.values()),
            repaired=found[ProblemAction.REPAIRED],
            flagged=found[ProblemAction.FLAGGED],
            refused=found[ProblemAction.REFUSED],
            duplicates=found[ProblemAction.DUPLICATE],
            ignored=found[ProblemAction.IGNORED],
        ),
    )
