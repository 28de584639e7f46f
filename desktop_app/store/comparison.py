"""Reading a kept comparison: the file that `comparing` made of two releases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.domain.comparison import (
    ChangeCount,
    ChangeKind,
    ChangeLine,
    ChangeWish,
    ComparedSides,
    Comparison,
    Counts,
    DecileMove,
    Direction,
    FieldChange,
    Side,
    Twin,
)
from desktop_app.domain.extract import Entity
from desktop_app.store.comparing import FORMAT
from desktop_app.store.connection import Connection, connect, translated
from desktop_app.store.connection import Row as StoredRow
from desktop_app.store.store import Store

_CARD = "family_card_no"
_HOUSEHOLDS = (ChangeKind.SPLIT, ChangeKind.MERGED)
_ONE_FIELD = {
    ChangeKind.DECILE_MOVED: "decile_national",
    ChangeKind.MOVED_FAMILY: _CARD,
    ChangeKind.CARD_CHANGED: _CARD,
    ChangeKind.NATIONAL_ID_CORRECTED: "national_id",
    ChangeKind.HEAD_CHANGED: "head_name",
}
"""The field whose old and new value a row of this kind holds."""


_CSV_KINDS = (
    ChangeKind.LEFT,
    ChangeKind.ENTERED,
    ChangeKind.CHANGED,
    ChangeKind.MOVED_FAMILY,
)
_NOTHING = ((None, None),)

CsvRow = tuple[str, str, str, str, str, str, str]
"""entity, change, key, old key, field, old, new; values as stored, empty for nothing."""


@contextmanager
def opened(store: Store, path: Path) -> Iterator[Connection]:
    """A read-only view of one comparison, for the functions of this module."""
    with closing(connect(path, store.key, read_only=True)) as conn, translated():
        yield conn


def sides_of(store: Store, path: Path) -> ComparedSides | None:
    """Which releases the comparison at `path` is of; None if there is none that this program reads."""
    if not path.is_file():
        return None
    with opened(store, path) as conn:
        facts = _about(conn)
    if facts.get("format") != FORMAT:
        return None
    return ComparedSides(_side(facts["earlier"]), _side(facts["later"]), tuple(facts["missing"]))


def counts_of(conn: Connection, village: str = "") -> list[ChangeCount]:
    """How many changes of each sort there are, within one desa or kecamatan if named."""
    where, values = _within(village)
    rows = conn.execute(
        "SELECT kind, entity, grade, field, sum(count) AS n,"
        " sum(CASE WHEN direction > 0 THEN count ELSE 0 END) AS up,"
        " sum(CASE WHEN direction < 0 THEN count ELSE 0 END) AS down"
        f" FROM tally WHERE {where} GROUP BY kind, entity, grade, field",
        values,
    )
    return [
        ChangeCount(
            kind=ChangeKind(row["kind"]),
            entity=Entity(row["entity"]),
            grade=DecileMove(row["grade"]) if row["grade"] else None,
            field=row["field"],
            count=int(row["n"]),
            up=int(row["up"]),
            down=int(row["down"]),
        )
        for row in rows
    ]


def page_of(conn: Connection, wish: ChangeWish, *, limit: int, after: int = 0) -> list[ChangeLine]:
    """Some of the changes that are wanted, by village; `after` is how many to leave out."""
    fields = _fields(conn)
    rows = conn.execute(*_listed(wish, fields, limit, after))
    return [_line(row, fields) for row in rows]


def lines_of(conn: Connection, wish: ChangeWish) -> Iterator[ChangeLine]:
    """All changes that are wanted, one at a time, in the order of `page_of`."""
    fields = _fields(conn)
    for row in conn.execute(*_listed(wish, fields, -1, 0)):
        yield _line(row, fields)


def comparison_of(conn: Connection) -> Comparison:
    """The counts that ``extract compare`` shows."""
    facts = _about(conn)
    counts: dict[tuple[Entity, ChangeKind], int] = {}
    moves = dict.fromkeys(DecileMove, 0)
    for one in counts_of(conn):
        if one.field:
            continue
        if one.grade is not None:
            moves[one.grade] += one.count
        key = (one.entity, one.kind)
        counts[key] = counts.get(key, 0) + one.count
    return Comparison(
        from_label=facts["earlier"]["label"],
        to_label=facts["later"]["label"],
        families=_counts(counts, Entity.FAMILY),
        persons=_counts(counts, Entity.PERSON),
        decile_moves=moves,
    )


def csv_rows(conn: Connection) -> Iterator[CsvRow]:
    """Every line of the changes CSV, families first; one for each field, one for each coming and going.

    Plain tuples in the order of the file: a quarter of a kabupaten has a million of them.
    """
    fields = _fields(conn)
    for entity in Entity:
        names = fields[entity.value]
        by_mask: dict[int, list[str]] = {0: [""]}
        for kind in _CSV_KINDS:
            # In the order of the file and not by an index, which would jump about in it.
            rows = conn.execute(
                "SELECT coalesce(key, ''), coalesce(old_key, ''), fields, cells FROM change NOT INDEXED"
                " WHERE kind = ? AND entity = ? ORDER BY number",
                (kind.value, entity.value),
            )
            for key, old_key, mask, cells in rows:
                told = by_mask.get(mask)
                if told is None:
                    told = by_mask[mask] = _names_in(mask, names, entity)
                if kind is ChangeKind.MOVED_FAMILY:
                    told = [_CARD]
                pairs = json.loads(cells) if cells else _NOTHING
                for name, (old, new) in zip(told, pairs, strict=True):
                    yield (entity.value, kind.value, key, old_key, name, _text(old), _text(new))


def csv_rows_of_line(line: ChangeLine, field: str = "") -> Iterator[CsvRow]:
    """One change as rows of a CSV, of one field alone if named."""
    fields: Iterable[FieldChange] = line.fields
    if line.cards:
        fields = [
            FieldChange(_CARD, line.old_key, card)
            if line.kind is ChangeKind.SPLIT
            else FieldChange(_CARD, card, line.key)
            for card in line.cards
        ]
    told = [one for one in fields if field in ("", one.name)] or [FieldChange("", None, None)]
    head = (line.entity.value, line.kind.value, line.key, line.old_key)
    for one in told:
        yield (*head, one.name, _text(one.old), _text(one.new))


def card_before(conn: Connection, family_id: str) -> str | None:
    """The family of the earlier release that this one is, under its old card."""
    row = conn.execute(
        "SELECT old_family_id FROM change WHERE kind = ? AND entity = 'family' AND family_id = ?",
        (ChangeKind.CARD_CHANGED.value, int(family_id)),
    ).fetchone()
    return None if row is None else str(row["old_family_id"])


def cards_after(conn: Connection) -> dict[str, str]:
    """The families of the earlier release that stand under another card in the later one, both by id."""
    rows = conn.execute(
        "SELECT old_family_id, family_id FROM change WHERE kind = ? AND entity = 'family'",
        (ChangeKind.CARD_CHANGED.value,),
    )
    return {str(row["old_family_id"]): str(row["family_id"]) for row in rows}


def _listed(
    wish: ChangeWish, fields: dict[str, list[str]], limit: int, after: int
) -> tuple[str, tuple[str | int, ...]]:
    where = ["kind = ?", "entity = ?"]
    values: list[str | int] = [wish.kind.value, wish.entity.value]
    if wish.grade is not None:
        where.append("grade = ?")
        values.append(wish.grade.value)
    if wish.field:
        names = fields[wish.entity.value]
        where.append("fields & ?")
        values.append(1 << names.index(wish.field) if wish.field in names else 0)
    if wish.direction is not None:
        where.append("step > 0" if wish.direction is Direction.UP else "step < 0")
    within, codes = _within(wish.village)
    sql = (
        f"SELECT * FROM change WHERE {' AND '.join(where)} AND {within}"
        " ORDER BY coalesce(village, old_village), number LIMIT ? OFFSET ?"
    )
    return sql, (*values, *codes, limit, after)


def _within(village: str) -> tuple[str, tuple[str, ...]]:
    if not village:
        return "1 = 1", ()
    one = "(village = ? OR village LIKE ? || '.%')"
    return f"({one} OR {one.replace('village', 'old_village')})", (village,) * 4


def _counts(counts: dict[tuple[Entity, ChangeKind], int], entity: Entity) -> Counts:
    return Counts(
        entered=counts.get((entity, ChangeKind.ENTERED), 0),
        left=counts.get((entity, ChangeKind.LEFT), 0),
        changed=counts.get((entity, ChangeKind.CHANGED), 0),
        moved=counts.get((entity, ChangeKind.MOVED_FAMILY), 0),
    )


def _about(conn: Connection) -> dict[str, Any]:
    return {row["name"]: json.loads(row["value"]) for row in conn.execute("SELECT * FROM about")}


def _fields(conn: Connection) -> dict[str, list[str]]:
    """The names of the fields when the comparison was made, in the order of their bits."""
    row = conn.execute("SELECT value FROM about WHERE name = 'fields'").fetchone()
    fields: dict[str, list[str]] = json.loads(row["value"])
    return fields


def _side(facts: dict[str, Any]) -> Side:
    return Side(
        id=facts["id"],
        label=facts["label"],
        reference_date=date.fromisoformat(facts["reference_date"]),
        families=facts["families"],
        persons=facts["persons"],
    )


def _line(row: StoredRow, fields: dict[str, list[str]]) -> ChangeLine:
    kind, entity = ChangeKind(row["kind"]), Entity(row["entity"])
    cells = json.loads(row["cells"]) if row["cells"] else []
    changed: tuple[FieldChange, ...] = ()
    if kind is ChangeKind.CHANGED:
        names = _names_in(row["fields"], fields[entity.value], entity)
        changed = tuple(
            FieldChange(name, old, new) for name, (old, new) in zip(names, cells, strict=True)
        )
    elif kind in _ONE_FIELD:
        changed = tuple(FieldChange(_ONE_FIELD[kind], old, new) for old, new in cells)
    return ChangeLine(
        number=row["number"],
        kind=kind,
        entity=entity,
        id=str(row["own_id"]),
        family_id=_id(row["family_id"]),
        old_family_id=_id(row["old_family_id"]),
        name=row["name"] or "",
        key=row["key"] or "",
        old_key=row["old_key"] or "",
        village=row["village"] or "",
        old_village=row["old_village"] or "",
        grade=DecileMove(row["grade"]) if row["grade"] else None,
        step=row["step"],
        fields=changed,
        cards=dict(cells) if kind in _HOUSEHOLDS else {},
        pair=_pair(row, cells) if kind is ChangeKind.DOUBTFUL else None,
    )


def _names_in(mask: int, names: list[str], entity: Entity) -> list[str]:
    """The fields whose values a changed row holds; the card of a person is none of them."""
    return [
        name
        for bit, name in enumerate(names)
        if mask >> bit & 1 and (entity is Entity.FAMILY or name != _CARD)
    ]


def _pair(row: StoredRow, cells: list[list[Any]]) -> tuple[Twin, Twin]:
    before, now = cells
    return (
        Twin(str(row["other_id"]), _id(row["old_family_id"]), before[0] or "", *before[1:]),
        Twin(str(row["own_id"]), _id(row["family_id"]), now[0] or "", *now[1:]),
    )


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)


def _text(value: str | int | None) -> str:
    return "" if value is None else str(value)
