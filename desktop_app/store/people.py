"""Finding people and families in the current extract (schema `extract`) by its names (`words`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.domain.family import DecilePoint, FamilySheet
from desktop_app.domain.field import FAMILY_NAMES, PERSON_NAMES
from desktop_app.domain.person import HEAD, MatchReason, PersonLine, PersonSheet
from desktop_app.domain.release import ReleaseLine
from desktop_app.store.connection import Connection, Row
from desktop_app.store.extracts import problem_from, raw_of
from desktop_app.store.within import Term, Within, matching

_FIRST_NOT_AN_ID = 1 << 63
_WITH_FAMILY = " LEFT JOIN extract.family ON family.id = person.family_id"
_CELLS = (
    "SELECT person.id, person.family_id, person.national_id, person.family_card_no, person.name,"
    " person.birth_date, coalesce(family.village, person.village) AS village, person.relationship,"
    " family.decile_national, family.head_name,"
    " coalesce(family.address, person.id_address) AS address"
)
_LINE = f"{_CELLS} FROM extract.person{_WITH_FAMILY}"


@dataclass(frozen=True, slots=True)
class Named:
    """A person by id and folded name: enough to judge how near they are."""

    id: int
    folded: str


def is_id(text: str) -> bool:
    """True if `text` can be the id of a person or a family; anything typed may come here."""
    return text.isascii() and text.isdigit() and len(text) <= 19 and int(text) < _FIRST_NOT_AN_ID


def by_number(conn: Connection, digits: str, within: Within, limit: int) -> list[PersonLine]:
    """People whose NIK or card begins with these digits; members of a card come together."""
    clause, values = within.clause()
    upto = digits[:-1] + chr(ord(digits[-1]) + 1)
    found: dict[str, PersonLine] = {}
    for column, order in (
        ("person.national_id", "person.national_id"),
        ("family.family_card_no", "family.family_card_no, person.relationship"),
        ("person.family_card_no", "person.family_card_no"),
    ):
        # Members of a card are reached through their family; the last one is for those without.
        alone = " AND person.family_id IS NULL" if column == "person.family_card_no" else ""
        rows = conn.execute(
            f"{_LINE} WHERE {column} >= ? AND {column} < ?{alone} AND {clause} ORDER BY {order} LIMIT ?",
            (digits, upto, *values, limit),
        )
        for row in rows:
            is_whole = digits in (row["national_id"], row["family_card_no"])
            reason = MatchReason.WHOLE_NUMBER if is_whole else MatchReason.START_OF_NUMBER
            line = _person_line(row, reason, 100 if is_whole else 90)
            found.setdefault(line.person_id, line)
    return list(found.values())


def with_numbers(
    conn: Connection, numbers: Sequence[str], within: Within, *, are_cards: bool, limit: int
) -> list[PersonLine]:
    """People who bear one of these NIKs, or whose card is one of these; the reason is the caller's."""
    clause, values = within.clause()
    column = "family.family_card_no" if are_cards else "person.national_id"
    marks = ", ".join("?" for _ in numbers)
    rows = conn.execute(
        f"{_LINE} WHERE {column} IN ({marks}) AND {clause}"
        " ORDER BY family.family_card_no, person.relationship LIMIT ?",
        (*numbers, *values, limit),
    )
    return [_person_line(row, MatchReason.PART_OF_NUMBER, 0) for row in rows]


def of_customer(conn: Connection, digits: str, within: Within, limit: int) -> list[PersonLine]:
    """Heads of the families whose PLN customer number begins with these digits.

    Nobody in a release that was loaded before these numbers were indexed: reading a whole kabupaten
    for them would take a second.
    """
    schema = "SELECT 1 FROM extract.sqlite_schema WHERE name = 'family_by_customer'"
    if conn.execute(schema).fetchone() is None:
        return []
    clause, values = within.clause()
    rows = conn.execute(
        f"{_LINE} WHERE family.pln_customer_no >= ? AND family.pln_customer_no < ?"
        f" AND person.relationship = ? AND {clause} LIMIT ?",
        (digits, digits + ":", HEAD, *values, limit),
    )
    return [_person_line(row, MatchReason.PLN_CUSTOMER, 85) for row in rows]


def named_from(conn: Connection, folded: str, limit: int) -> list[Named]:
    """People whose folded name begins with this text, in alphabetical order, wherever they live."""
    return _named(
        conn,
        "SELECT id, folded FROM words.name WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT ?",
        (folded, folded + "\x7f", limit),
    )


def named_with(
    conn: Connection, groups: Sequence[Sequence[Term]], within: Within, limit: int
) -> list[Named]:
    """People who have, for each group, a word or mark that is one of its terms; in no order."""
    condition, values = within.by_aid("name.id")
    return _named(
        conn,
        "SELECT name.id, name.folded FROM words.name_words"
        " JOIN words.name ON name.id = name_words.rowid"
        f" WHERE name_words MATCH ? AND {condition} LIMIT ?",
        (matching([*groups, *within.marks()]), *values, limit),
    )


def lines_of(conn: Connection, ids: Sequence[int]) -> list[PersonLine]:
    """People by their ids, in no order; the reason and the score are the caller's to give."""
    marks = ", ".join("?" for _ in ids)
    rows = conn.execute(f"{_LINE} WHERE person.id IN ({marks})", tuple(ids))
    return [_person_line(row, MatchReason.LISTED, 0) for row in rows]


def _named(conn: Connection, sql: str, values: tuple[object, ...]) -> list[Named]:
    return [Named(row["id"], row["folded"]) for row in conn.execute(sql, values)]


def family_sheet(conn: Connection, family_id: str, release_label: str) -> FamilySheet | None:
    """Everything about one family; None if the current extract does not have it."""
    if not is_id(family_id):
        return None
    row = conn.execute("SELECT * FROM extract.family WHERE id = ?", (int(family_id),)).fetchone()
    if row is None:
        return None
    members = conn.execute(
        "SELECT * FROM extract.person WHERE family_id = ? ORDER BY relationship IS NOT 1, file, row",
        (int(family_id),),
    ).fetchall()
    problems = conn.execute(
        "SELECT problem.* FROM extract.problem JOIN (SELECT file, row FROM extract.family WHERE id = ?"
        " UNION SELECT file, row FROM extract.person WHERE family_id = ?) own"
        " ON own.file = problem.file AND own.row = problem.row WHERE action <> 'refused' ORDER BY problem.file, problem.row",
        (int(family_id), int(family_id)),
    ).fetchall()
    return FamilySheet(
        id=str(row["id"]),
        release_label=release_label,
        village=row["village"] or "",
        values=_values(row, FAMILY_NAMES),
        raw=raw_of(row["raw"]),
        extra=raw_of(row["extra"]),
        members=tuple(_person_sheet(member) for member in members),
        problems=tuple(problem_from(problem) for problem in problems),
    )


def person_sheet(conn: Connection, person_id: str) -> PersonSheet | None:
    """Everything about one person; None if the current extract does not have them."""
    if not is_id(person_id):
        return None
    row = conn.execute("SELECT * FROM extract.person WHERE id = ?", (int(person_id),)).fetchone()
    return None if row is None else _person_sheet(row)


def family_with_card(conn: Connection, family_card_no: str) -> str | None:
    """The id of the family with this card; the first of several."""
    row = conn.execute(
        "SELECT min(id) AS id FROM extract.family WHERE family_card_no = ?", (family_card_no,)
    ).fetchone()
    return None if row["id"] is None else str(row["id"])


def family_of_national_id(conn: Connection, national_id: str) -> str | None:
    """The id of the family of the person with this NIK; the first of several."""
    row = conn.execute(
        "SELECT min(family_id) AS id FROM extract.person WHERE national_id = ?", (national_id,)
    ).fetchone()
    return None if row["id"] is None else str(row["id"])


def bearers_of(conn: Connection, national_id: str) -> list[tuple[str, str | None]]:
    """Person and family of everybody with this NIK: one row, unless the extract has it twice."""
    rows = conn.execute(
        "SELECT id, family_id FROM extract.person WHERE national_id = ? ORDER BY id", (national_id,)
    )
    return [
        (str(row["id"]), None if row["family_id"] is None else str(row["family_id"]))
        for row in rows
    ]


def has_family(conn: Connection, family_id: str) -> bool:
    """True if the current extract has a family with this id."""
    sql = "SELECT 1 FROM extract.family WHERE id = ?"
    return conn.execute(sql, (int(family_id),)).fetchone() is not None


def some_families(conn: Connection, limit: int) -> list[str]:
    """The ids of a few families, spread over the release in use."""
    row = conn.execute("SELECT min(id) AS first, max(id) AS last FROM extract.family").fetchone()
    if row["first"] is None:
        return []
    step = max(1, (row["last"] - row["first"]) // limit)
    found = []
    for start in range(row["first"], row["last"] + 1, step):
        near = conn.execute(
            "SELECT id FROM extract.family WHERE id >= ? ORDER BY id LIMIT 1", (start,)
        ).fetchone()
        found.append(str(near["id"]))
    return list(dict.fromkeys(found))[:limit]


def families_of_persons(conn: Connection, person_ids: Iterable[str]) -> dict[str, int]:
    """The families in which these people stand in the current extract, with how many of them."""
    found: Counter[str] = Counter()
    for person_id in person_ids:
        row = conn.execute(
            "SELECT family_id FROM extract.person WHERE id = ?", (int(person_id),)
        ).fetchone()
        if row is not None and row["family_id"] is not None:
            found[str(row["family_id"])] += 1
    return dict(found.most_common())


def head_name_of(conn: Connection, family_id: str) -> str:
    """The head of a family as its row names them; empty if it is not there or names nobody."""
    row = conn.execute(
        "SELECT head_name FROM extract.family WHERE id = ?", (int(family_id),)
    ).fetchone()
    return "" if row is None else row["head_name"] or ""


def family_in(conn: Connection, family_id: str, release: ReleaseLine) -> DecilePoint:
    """A family as it stood in a release file opened by itself, whole or slim."""
    # A slim release knows its heads by name alone; the whole one may have them in either row.
    head = (
        "head_name"
        if release.is_slim
        else "coalesce(head_name, (SELECT name FROM person WHERE family_id = family.id"
        " AND relationship = 1))"
    )
    row = conn.execute(
        f"SELECT decile_national, village, {head} AS head_name, member_count,"
        " (SELECT count(*) FROM person WHERE family_id = family.id) AS members"
        " FROM family WHERE id = ?",
        (int(family_id),),
    ).fetchone()
    dated = release.reference_date.isoformat()
    if row is None:
        return DecilePoint(release.label, dated, None, is_present=False)
    return DecilePoint(
        release.label,
        dated,
        row["decile_national"],
        is_present=True,
        village=row["village"] or "",
        members=row["members"] or row["member_count"],
        head_name=row["head_name"] or "",
    )


def families_by_decile(conn: Connection, region: str) -> list[tuple[str, int | None, int, int]]:
    """Village, national decile, families and persons: the rows behind the decile profile."""
    rows = conn.execute(
        "SELECT coalesce(family.village, '') AS village, family.decile_national AS decile, count(*) AS families,"
        " sum((SELECT count(*) FROM extract.person WHERE person.family_id = family.id)) AS persons"
        " FROM extract.family WHERE ? = '' OR family.village = ? OR family.village LIKE ? || '.%'"
        " GROUP BY 1, 2 ORDER BY 1, 2",
        (region, region, region),
    )
    return [
        (row["village"], row["decile"], int(row["families"]), int(row["persons"])) for row in rows
    ]


def _person_line(row: Row, reason: MatchReason, score: int) -> PersonLine:
    return PersonLine(
        person_id=str(row["id"]),
        family_id=None if row["family_id"] is None else str(row["family_id"]),
        national_id=row["national_id"],
        family_card_no=row["family_card_no"],
        name=row["name"] or "",
        birth_date=row["birth_date"],
        village=row["village"] or "",
        decile=row["decile_national"],
        is_head=row["relationship"] == HEAD,
        head_name=row["head_name"] or "",
        address=row["address"] or "",
        reason=reason,
        score=score,
    )


def _person_sheet(row: Row) -> PersonSheet:
    return PersonSheet(
        id=str(row["id"]),
        family_id=None if row["family_id"] is None else str(row["family_id"]),
        village=row["village"] or "",
        values=_values(row, PERSON_NAMES),
        raw=raw_of(row["raw"]),
        extra=raw_of(row["extra"]),
    )


def _values(row: Row, names: tuple[str, ...]) -> dict[str, str | int | None]:
    """The fields of a row; None for one that an older, slimmed release no longer has."""
    known = set(row.keys())
    return {name: row[name] if name in known else None for name in names}
