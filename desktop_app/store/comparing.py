"""Making the comparison of two releases: a file of its own, beside that of the later one.

Problem: what changed is asked for again and again (by kind, by desa, by field), must still be answered
when the earlier release has been slimmed or dropped, and comparing a million people takes seconds.
Choice: compare once and keep what was found, one row a changed family or person, its changed fields as
bits and its old and new values packed in one cell: a quarter in which everybody grew older is then a
tenth of the size that one row a field would take. One walk over the later release finds who entered
and who changed; both files lie in the order of ids, so that walk is a merge, and the database itself
packs and writes what differs: a million rows never become objects here. Who left is a walk over the
smallest index of the earlier one. Everything else is found among what changed: cards that were
split, merged or replaced, and cards with another head, can only be those that somebody left, came
to or changed on. The file can be made again at any time, and is written beside and renamed, so that a
stop or a power cut leaves none.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from desktop_app.domain.comparison import (
    ChangeKind,
    DecileMove,
    decile_move,
    head_changed,
    regrouped,
)
from desktop_app.domain.field import FAMILY_NAMES, PERSON_NAMES
from desktop_app.domain.person import HEAD
from desktop_app.domain.release import ReleaseLine
from desktop_app.progress import Progress
from desktop_app.store.connection import Connection, DriverError, as_key_text, translated
from desktop_app.store.store import Store
from desktop_app.store.word_index import connect_for_loading

FORMAT = 1
"""Raised when the file is laid out in another way; files of another format are made again."""

FIELDS = {"family": FAMILY_NAMES, "person": PERSON_NAMES}
"""What the bits of `change.fields` stand for, from the lowest."""

_CHUNK = 20_000
_STRIDE = 100_000
_CARD = "family_card_no"
_COLUMNS = (
    "kind", "entity", "own_id", "other_id", "family_id", "old_family_id", "name", "key", "old_key",
    "village", "old_village", "grade", "step", "fields", "cells",
)  # fmt: skip
_MAKING = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE change (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, entity TEXT NOT NULL,"
    " own_id INTEGER NOT NULL, other_id INTEGER, family_id INTEGER, old_family_id INTEGER, name TEXT,"
    " key TEXT, old_key TEXT, village TEXT, old_village TEXT, grade TEXT, step INTEGER, fields INTEGER,"
    " cells TEXT)",
    "CREATE TABLE tally (kind TEXT NOT NULL, entity TEXT NOT NULL, grade TEXT, direction INTEGER,"
    " field TEXT NOT NULL, village TEXT, old_village TEXT, count INTEGER NOT NULL)",
)
# Everything that a list is narrowed and ordered by, so that only rows which are shown are read.
_INDEX = (
    "CREATE INDEX change_by_kind ON change"
    " (kind, entity, coalesce(village, old_village), number, village, old_village, grade, fields)"
)
_ADD = f"INSERT INTO change ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' for _ in _COLUMNS)})"

_Cell = str | int | None


def make(
    store: Store, *, earlier: ReleaseLine, later: ReleaseLine, path: Path, progress: Progress
) -> None:
    """Compare two releases and keep what was found at `path`, whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    conn = connect_for_loading(part, store.key)
    try:
        with translated():
            _Making(conn, store, earlier, later, progress).run()
        conn.close()
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except DriverError:
        progress.advance(0)  # a statement that was broken off because somebody wants to stop
        raise
    finally:
        conn.close()
        part.unlink(missing_ok=True)


class _Making:
    """One comparison in the making; the releases are the schemas `earlier` and `later`."""

    def __init__(
        self,
        conn: Connection,
        store: Store,
        earlier: ReleaseLine,
        later: ReleaseLine,
        progress: Progress,
    ) -> None:
        self._conn = conn
        self._sides = {"earlier": earlier, "later": later}
        self._progress = progress
        conn.row_factory = None
        for schema, line in self._sides.items():
            uri = f"{store.extract_file(line.id).resolve().as_uri()}?mode=ro"
            conn.execute(f"ATTACH ? AS {schema} KEY ?", (uri, as_key_text(store.key)))
            conn.execute(f"PRAGMA {schema}.cache_size = -32000")
        self._names = {table: self._common(table) for table in FIELDS}

    def run(self) -> None:
        """Find everything and write it down."""
        conn = self._conn
        # A walk that gives no rows for a while is stopped inside.
        conn.set_progress_handler(self._is_stopped, _STRIDE)
        for step in _MAKING:
            conn.execute(step)
        self._progress.begin("comparing", total=self._size())
        conn.execute("BEGIN")
        conn.execute(_LEFT_FAMILIES)
        self._walk("family", _compared("family", self._names["family"]))
        conn.execute(_LEFT_PERSONS)
        self._walk("person", _compared("person", self._names["person"]))
        conn.execute(_INDEX)
        self._sort_out()
        self._deciles()
        heads = self._cards()
        self._heads(heads)
        self._doubtful()
        self._write_tally()
        self._write_about()
        conn.execute("COMMIT")
        conn.set_progress_handler(None, 0)

    def _walk(self, table: str, sql: str) -> None:
        """Run a statement about a range of ids for one range after the other."""
        last = -1
        upto = (
            f"SELECT max(id), count(*) FROM (SELECT id FROM later.{table} WHERE id > ?"
            f" ORDER BY id LIMIT {_CHUNK})"
        )
        while True:
            end, count = self._conn.execute(upto, (last,)).fetchone()
            if end is None:
                return
            self._conn.execute(sql, (last, end))
            last = end
            self._progress.advance(count)

    def _sort_out(self) -> None:
        """Kinds that are a changed field: another village, NIK or card, the last being no field."""
        card, number = (1 << PERSON_NAMES.index(name) for name in (_CARD, "national_id"))
        self._repeat(
            ChangeKind.VILLAGE_MOVED, "family", "NULL",
            "change.village IS NOT change.old_village",
        )  # fmt: skip
        self._repeat(
            ChangeKind.NATIONAL_ID_CORRECTED, "person",
            "json_array(json_array(old_key, key))", f"fields & {number}",
        )  # fmt: skip
        self._repeat(
            ChangeKind.MOVED_FAMILY, "person",
            "json_array(json_array((SELECT family_card_no FROM earlier.person WHERE id = own_id),"
            " (SELECT family_card_no FROM later.person WHERE id = own_id)))",
            f"fields & {card}",
        )  # fmt: skip
        self._conn.execute(
            "DELETE FROM change WHERE kind = 'changed' AND entity = 'person' AND fields = ?",
            (card,),
        )
        self._conn.execute(
            "DELETE FROM change WHERE kind = 'changed' AND entity = 'family' AND fields = 0"
        )

    def _repeat(self, kind: ChangeKind, entity: str, cells: str, where: str) -> None:
        self._conn.execute(
            "INSERT INTO change (kind, entity, own_id, family_id, old_family_id, name, key, old_key,"
            " village, old_village, step, fields, cells)"
            f" SELECT '{kind.value}', entity, own_id, family_id, old_family_id, name, key, old_key,"
            f" village, old_village, 0, 0, {cells} FROM change"
            f" WHERE kind = 'changed' AND entity = '{entity}' AND {where} ORDER BY number"
        )

    def _deciles(self) -> None:
        if "decile_national" not in self._names["family"]:
            return
        bit = 1 << FAMILY_NAMES.index("decile_national")
        moved = self._conn.execute(
            "SELECT change.own_id, change.name, change.key, change.old_key, change.village,"
            " change.old_village, before.decile_national, now.decile_national"
            " FROM change JOIN later.family now ON now.id = change.own_id"
            " JOIN earlier.family before ON before.id = change.own_id"
            f" WHERE kind = 'changed' AND entity = 'family' AND fields & {bit} ORDER BY number"
        ).fetchall()
        self._add(
            _row(ChangeKind.DECILE_MOVED, "family", own_id, family_id=own_id, old_family_id=own_id,
                 name=name, key=key, old_key=old_key, village=village, old_village=old_village,
                 grade=decile_move(old, new).value,
                 step=0 if old is None or new is None else new - old, cells=_packed([[old, new]]))
            for own_id, name, key, old_key, village, old_village, old, new in moved
        )  # fmt: skip

    # What follows from who moved

    def _cards(self) -> dict[int, int]:
        """Cards split, merged and replaced; gives the family now of each family before whose card was replaced."""
        conn = self._conn
        conn.execute("CREATE TEMP TABLE touched (card TEXT PRIMARY KEY) WITHOUT ROWID")
        conn.execute(
            "INSERT OR IGNORE INTO touched SELECT cell.value FROM change, json_tree(change.cells) cell"
            f" WHERE kind = '{ChangeKind.MOVED_FAMILY.value}' AND entity = 'person'"
            " AND cell.atom IS NOT NULL"
        )
        links = conn.execute(_LINKS).fetchall()
        found = regrouped((before, now) for _, before, now in links)
        for before, targets in found.split.items():
            self._add(self._card_row(ChangeKind.SPLIT, "earlier", before, targets))
        for now, sources in found.merged.items():
            self._add(self._card_row(ChangeKind.MERGED, "later", now, sources))
        families = {}
        for before, now in found.replaced.items():
            if not self._stands(before, "later") and not self._stands(now, "earlier"):
                for row in self._replaced_row(before, now):
                    families[row[_OLD_FAMILY]] = row[_FAMILY]
                    self._add([row])
        conn.execute("DROP TABLE touched")
        return families  # type: ignore[return-value]  # ids, as `_replaced_row` makes them

    def _card_row(
        self, kind: ChangeKind, schema: str, card: str, members: Mapping[str, int]
    ) -> Iterator[tuple[_Cell, ...]]:
        own = self._family_with(card, schema)
        if own is None:
            return  # people without a family row: nothing that a page could be opened of
        own_id, name, village = own
        other = self._family_with(card, "later" if schema == "earlier" else "earlier")
        sides = [(own_id, card, village), (None, None, None)]
        if other is not None:
            sides[1] = (other[0], card, other[2])
        now, before = sides if schema == "later" else reversed(sides)
        cells = _packed(sorted(members.items(), key=lambda one: (-one[1], one[0])))
        yield _row(kind, "family", own_id, family_id=now[0], old_family_id=before[0], name=name,
                   key=now[1], old_key=before[1], village=now[2], old_village=before[2],
                   cells=cells)  # fmt: skip

    def _replaced_row(self, before: str, now: str) -> Iterator[tuple[_Cell, ...]]:
        then, today = self._family_with(before, "earlier"), self._family_with(now, "later")
        if then is not None and today is not None:
            yield _row(ChangeKind.CARD_CHANGED, "family", today[0], family_id=today[0],
                       old_family_id=then[0], name=today[1], key=now, old_key=before,
                       village=today[2], old_village=then[2],
                       cells=_packed([[before, now]]))  # fmt: skip

    def _family_with(self, card: str, schema: str) -> tuple[int, _Cell, _Cell] | None:
        row: tuple[int, _Cell, _Cell] | None = self._conn.execute(
            f"SELECT id, head_name, village FROM {schema}.family WHERE family_card_no = ?"
            " ORDER BY id LIMIT 1",
            (card,),
        ).fetchone()
        return row

    def _stands(self, card: str, schema: str) -> bool:
        row = self._conn.execute(
            f"SELECT 1 FROM {schema}.family WHERE family_card_no = ?1 UNION ALL"
            f" SELECT 1 FROM {schema}.person WHERE family_id IS NULL AND family_card_no = ?1 LIMIT 1",
            (card,),
        ).fetchone()
        return row is not None

    def _heads(self, replaced: Mapping[int, int]) -> None:
        relationship = 1 << PERSON_NAMES.index("relationship")
        stayed = self._conn.execute(
            "SELECT family_id AS id FROM change WHERE entity = 'person' AND family_id IS NOT NULL"
            f" AND (kind IN ('entered', 'moved_family') OR kind = 'changed' AND fields & {relationship})"
            " UNION SELECT old_family_id FROM change WHERE entity = 'person'"
            " AND old_family_id IS NOT NULL AND kind IN ('left', 'moved_family') ORDER BY id"
        ).fetchall()
        pairs = {one: one for (one,) in stayed} | dict(replaced)
        for before_id, now_id in pairs.items():
            before, now = self._heads_of(before_id, "earlier"), self._heads_of(now_id, "later")
            if head_changed(before, now):
                self._add(self._head_row(before_id, now_id, before, now))

    def _heads_of(self, family_id: int, schema: str) -> dict[int, str]:
        rows = self._conn.execute(
            f"SELECT id, name FROM {schema}.person WHERE family_id = ? AND relationship = ?",
            (family_id, HEAD),
        )
        return {own_id: name or "" for own_id, name in rows}

    def _head_row(
        self, before_id: int, now_id: int, before: Mapping[int, str], now: Mapping[int, str]
    ) -> Iterator[tuple[_Cell, ...]]:
        rows = self._conn.execute(
            "SELECT now.head_name, now.family_card_no, before.family_card_no, now.village,"
            " before.village FROM later.family now, earlier.family before"
            " WHERE now.id = ? AND before.id = ?",
            (now_id, before_id),
        ).fetchall()
        names = _packed([[", ".join(before.values()), ", ".join(now.values())]])
        for name, card, old_card, village, old_village in rows:
            yield _row(ChangeKind.HEAD_CHANGED, "family", now_id, family_id=now_id,
                       old_family_id=before_id, name=name, key=card, old_key=old_card,
                       village=village, old_village=old_village, cells=names)  # fmt: skip

    # Doubtful pairs

    def _doubtful(self) -> None:
        """Pairs noticed when the later of the two was loaded after the other, or the other way round."""
        seen: set[tuple[_Cell, _Cell]] = set()
        for schema, now_id, before_id in (
            ("later", "person_id", "earlier_id"),
            ("earlier", "earlier_id", "person_id"),
        ):
            if not self._columns(schema, "doubtful"):
                continue
            rows = self._conn.execute(
                f"SELECT now.id, now.family_id, {_village_of('now', 'later')}, {_TWIN.format('now')},"
                f" before.id, before.family_id, {_village_of('before', 'earlier')},"
                f" {_TWIN.format('before')}"
                f" FROM {schema}.doubtful pair JOIN later.person now ON now.id = pair.{now_id}"
                f" JOIN earlier.person before ON before.id = pair.{before_id}"
                " WHERE NOT EXISTS (SELECT 1 FROM later.person WHERE id = before.id)"
                " AND NOT EXISTS (SELECT 1 FROM earlier.person WHERE id = now.id)"
            ).fetchall()
            width = len(rows[0]) // 2 if rows else 0
            for row in rows:
                now, before = row[:width], row[width:]
                if (now[0], before[0]) in seen:
                    continue
                seen.add((now[0], before[0]))
                self._add([
                    _row(ChangeKind.DOUBTFUL, "person", now[0], other_id=before[0],
                         family_id=now[1], old_family_id=before[1], name=now[3], key=now[4],
                         old_key=before[4], village=now[2], old_village=before[2],
                         cells=_packed([before[3:], now[3:]]))
                ])  # fmt: skip

    # Writing

    def _add(self, rows: Iterable[tuple[_Cell, ...]]) -> None:
        self._conn.executemany(_ADD, rows)

    def _write_tally(self) -> None:
        tally: Counter[tuple[_Cell, ...]] = Counter()
        rows = self._conn.execute(
            "SELECT kind, entity, grade, sign(step), village, old_village, fields, count(*)"
            " FROM change GROUP BY 1, 2, 3, 4, 5, 6, 7"
        )
        for kind, entity, grade, direction, village, old_village, mask, count in rows:
            tally[kind, entity, grade, direction, "", village, old_village] += count
            for bit, name in enumerate(FIELDS[entity] if mask else ()):
                if mask >> bit & 1 and (entity, name) != ("person", _CARD):
                    tally[kind, entity, grade, direction, name, village, old_village] += count
        # Families that did not move are only counted.
        same = self._conn.execute(
            "SELECT now.village, before.village, count(*) FROM later.family now"
            " JOIN earlier.family before ON before.id = now.id"
            " WHERE now.decile_national IS before.decile_national GROUP BY 1, 2"
            if "decile_national" in self._names["family"]
            else "SELECT NULL, NULL, 0 WHERE 0"
        )
        for village, old_village, count in same:
            kind, grade = ChangeKind.DECILE_MOVED.value, DecileMove.SAME.value
            tally[kind, "family", grade, 0, "", village, old_village] += count
        self._conn.executemany(
            "INSERT INTO tally (kind, entity, grade, direction, field, village, old_village, count)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(*key, count) for key, count in tally.items()],
        )

    def _write_about(self) -> None:
        facts: dict[str, object] = {
            "format": FORMAT,
            "fields": FIELDS,
            "missing": [
                name
                for table, names in FIELDS.items()
                for name in names
                if name not in self._names[table]
            ],
        }
        for schema, line in self._sides.items():
            facts[schema] = {
                "id": line.id,
                "label": line.label,
                "reference_date": line.reference_date.isoformat(),
                "families": line.families,
                "persons": line.persons,
            }
        self._conn.executemany(
            "INSERT INTO about (name, value) VALUES (?, ?)",
            [(name, json.dumps(value)) for name, value in facts.items()],
        )

    # Asking

    def _size(self) -> int:
        return sum(
            int(self._conn.execute(f"SELECT count(*) FROM later.{table}").fetchone()[0])
            for table in ("family", "person")
        )

    def _is_stopped(self) -> int:
        try:
            self._progress.advance(0)
        except BaseException:  # noqa: BLE001  # raised again by `make`, outside of the driver
            return 1
        return 0

    def _common(self, table: str) -> tuple[str, ...]:
        """The fields that both releases have: an older one may have been slimmed."""
        both = self._columns("earlier", table) & self._columns("later", table)
        return tuple(name for name in FIELDS[table] if name in both)

    def _columns(self, schema: str, table: str) -> set[str]:
        return {row[1] for row in self._conn.execute(f"PRAGMA {schema}.table_info({table})")}


def _row(kind: ChangeKind, entity: str, own_id: _Cell, **facts: _Cell) -> tuple[_Cell, ...]:
    whole = {"step": 0, "fields": 0, **facts}
    return (kind.value, entity, own_id, *map(whole.get, _COLUMNS[3:]))


_FAMILY, _OLD_FAMILY = _COLUMNS.index("family_id"), _COLUMNS.index("old_family_id")


def _packed(cells: object) -> str:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def _village_of(person: str, schema: str) -> str:
    """Where a person stands: where the family does, or what their own row says."""
    return (
        f"coalesce((SELECT family.village FROM {schema}.family"
        f" WHERE family.id = {person}.family_id), {person}.village)"
    )


def _compared(entity: str, names: tuple[str, ...]) -> str:
    """The statement that keeps who entered and who changed, of those whose id is in a range."""
    is_family = entity == "family"
    all_bits = {name: bit for bit, name in enumerate(FIELDS[entity])}
    differs = {name: f"now.{name} IS NOT before.{name}" for name in names}
    mask = " | ".join(f"(({differs[name]}) << {all_bits[name]})" for name in names)
    # The card of a person is no field but where they are: it has a bit and no cell.
    cells = ", ".join(
        f"CASE WHEN {differs[name]} THEN json_array(before.{name}, now.{name}) END"
        for name in names
        if is_family or name != _CARD
    )
    values = {
        "kind": "CASE WHEN before.id IS NULL THEN 'entered' ELSE 'changed' END",
        "entity": f"'{entity}'",
        "own_id": "now.id",
        "family_id": "now.id" if is_family else "now.family_id",
        "old_family_id": "before.id" if is_family else "before.family_id",
        "name": "now.head_name" if is_family else "now.name",
        "key": "now.family_card_no" if is_family else "now.national_id",
        "old_key": "before.family_card_no" if is_family else "before.national_id",
        "village": "now.village" if is_family else _village_of("now", "later"),
        "old_village": "before.village" if is_family else _village_of("before", "earlier"),
        "step": "0",
        "fields": f"CASE WHEN before.id IS NULL THEN 0 ELSE {mask} END",
        "cells": f"CASE WHEN before.id IS NOT NULL THEN '[' || concat_ws(',', {cells}) || ']' END",
    }
    somewhere = ["now.village IS NOT before.village"] if is_family else []
    return (
        f"INSERT INTO change ({', '.join(values)}) SELECT {', '.join(values.values())}"
        f" FROM later.{entity} now LEFT JOIN earlier.{entity} before ON before.id = now.id"
        " WHERE now.id > ? AND now.id <= ?"
        f" AND (before.id IS NULL OR {' OR '.join([*differs.values(), *somewhere])}) ORDER BY now.id"
    )


_LEFT_FAMILIES = (
    "INSERT INTO change (kind, entity, own_id, old_family_id, name, old_key, old_village, step, fields)"
    " SELECT 'left', 'family', id, id, head_name, family_card_no, village, 0, 0"
    " FROM earlier.family one"
    " WHERE NOT EXISTS (SELECT 1 FROM later.family other WHERE other.id = one.id)"
)
_LEFT_PERSONS = (
    "INSERT INTO change (kind, entity, own_id, old_family_id, name, old_key, old_village, step, fields)"
    " SELECT 'left', 'person', id, family_id, name, national_id,"
    f" {_village_of('one', 'earlier')}, 0, 0 FROM earlier.person one"
    " WHERE NOT EXISTS (SELECT 1 FROM later.person other WHERE other.id = one.id)"
)
_TWIN = "{0}.name, {0}.national_id, {0}.family_card_no, {0}.birth_date, {0}.sex, {0}.relationship"


def _links(here: str, there: str) -> str:
    """Everybody on a touched card of one release who is in the other: id, card before, card now."""
    return (
        "SELECT person.id, {before}.family_card_no, {now}.family_card_no FROM touched {where}"
        f" JOIN {there}.person other ON other.id = person.id"
        " WHERE person.family_card_no IS NOT NULL AND other.family_card_no IS NOT NULL"
    ).format(
        before="person" if here == "earlier" else "other",
        now="person" if here == "later" else "other",
        where="{where}",
    )


_LINKS = " UNION ".join(
    _links(here, there).format(where=where.format(here=here))
    for here, there in (("earlier", "later"), ("later", "earlier"))
    for where in (
        "JOIN {here}.family ON family.family_card_no = touched.card"
        " JOIN {here}.person ON person.family_id = family.id",
        "JOIN {here}.person ON person.family_id IS NULL AND person.family_card_no = touched.card",
    )
)
