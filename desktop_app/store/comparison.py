"""Two releases side by side: the later one's file opened by itself, the earlier one attached as `old`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from desktop_app.domain.comparison import (
    Change,
    ChangeKind,
    Comparison,
    Counts,
    DecileMove,
    decile_move,
)
from desktop_app.domain.field import FAMILY_NAMES, PERSON_NAMES
from desktop_app.progress import Progress
from desktop_app.store.connection import Connection, as_key_text, connect, translated
from desktop_app.store.connection import Row as StoredRow
from desktop_app.store.slim import same_columns
from desktop_app.store.store import Store

_KEYS = {"family": "family_card_no", "person": "national_id"}
_FIELDS = {
    "family": tuple(name for name in FAMILY_NAMES if name != "family_card_no"),
    "person": tuple(name for name in PERSON_NAMES if name not in ("national_id", "family_card_no")),
}
_STRIDE = 5_000


@contextmanager
def side_by_side(store: Store, *, earlier: str, later: str) -> Iterator[Connection]:
    """A read-only view of two releases, for the functions of this module."""
    with (
        closing(connect(store.extract_file(later), store.key, read_only=True)) as conn,
        translated(),
    ):
        uri = f"{store.extract_file(earlier).resolve().as_uri()}?mode=ro"
        conn.execute("ATTACH ? AS old KEY ?", (uri, as_key_text(store.key)))
        for schema in ("main", "old"):
            conn.execute(f"PRAGMA {schema}.cache_size = -32000")
        yield conn


def changes(conn: Connection, progress: Progress) -> Iterator[Change]:
    """Every change, families first; one for each field, one for each coming and going."""
    for entity in ("family", "person"):
        yield from _gone(conn, entity, "old", "main", ChangeKind.LEFT)
        yield from _gone(conn, entity, "main", "old", ChangeKind.ENTERED)
        yield from _changed(conn, entity, progress)


def tally(found: Iterator[Change], conn: Connection, from_label: str, to_label: str) -> Comparison:
    """Count a stream of changes once through, each family and person once a kind."""
    seen: dict[str, dict[ChangeKind, int]] = {
        entity: dict.fromkeys(ChangeKind, 0) for entity in _KEYS
    }
    last: tuple[str, str, ChangeKind] | None = None
    for change in found:
        mark = (change.entity, change.id, change.change)
        if mark != last:
            seen[change.entity][change.change] += 1
            last = mark
    return Comparison(
        from_label=from_label,
        to_label=to_label,
        families=_counts(seen["family"]),
        persons=_counts(seen["person"]),
        decile_moves=decile_moves(conn),
    )


def decile_moves(conn: Connection) -> dict[DecileMove, int]:
    """How many families moved how far, of those in both releases."""
    moves = dict.fromkeys(DecileMove, 0)
    rows = conn.execute(
        "SELECT before.decile_national AS a, now.decile_national AS b, count(*) AS n"
        " FROM main.family now JOIN old.family before ON before.id = now.id GROUP BY 1, 2"
    )
    for row in rows:
        moves[decile_move(row["a"], row["b"])] += int(row["n"])
    return moves


def _counts(kinds: dict[ChangeKind, int]) -> Counts:
    return Counts(
        entered=kinds[ChangeKind.ENTERED],
        left=kinds[ChangeKind.LEFT],
        changed=kinds[ChangeKind.CHANGED],
        moved=kinds[ChangeKind.MOVED_FAMILY],
    )


def _gone(
    conn: Connection, entity: str, here: str, there: str, kind: ChangeKind
) -> Iterator[Change]:
    """Those that stand `here` and not `there`."""
    key = _KEYS[entity]
    rows = conn.execute(
        f"SELECT id, {key} AS key FROM {here}.{entity} one"
        f" WHERE NOT EXISTS (SELECT 1 FROM {there}.{entity} other WHERE other.id = one.id)"
    )
    for row in rows:
        own = row["key"] or ""
        new, old = (own, "") if kind is ChangeKind.ENTERED else ("", own)
        yield Change(entity, kind, str(row["id"]), new, old, "", "", "")


def _changed(conn: Connection, entity: str, progress: Progress) -> Iterator[Change]:
    names = (*_FIELDS[entity], *dict.fromkeys((_KEYS[entity], "family_card_no")))
    names = same_columns(conn, entity, names)  # a slim release has lost some
    columns = ", ".join(
        f"now.{name} AS n{at}, before.{name} AS o{at}" for at, name in enumerate(names)
    )
    differ = " OR ".join(f"now.{name} IS NOT before.{name}" for name in names)
    rows = conn.execute(
        f"SELECT now.id, {columns} FROM main.{entity} now JOIN old.{entity} before ON before.id = now.id"
        f" WHERE {differ}"
    )
    key_at = names.index(_KEYS[entity])
    for count, row in enumerate(rows):
        if count % _STRIDE == 0:
            progress.advance(0)
        yield from _fields_of(entity, row, names, key_at)


def _fields_of(
    entity: str, row: StoredRow, names: tuple[str, ...], key_at: int
) -> Iterator[Change]:
    own_id, cells = str(row[0]), row[1:]
    key, old_key = cells[2 * key_at] or "", cells[2 * key_at + 1] or ""
    later = []
    for at, name in enumerate(names):
        new, old = cells[2 * at], cells[2 * at + 1]
        if new == old:
            continue
        moved = entity == "person" and name == "family_card_no"
        kind = ChangeKind.MOVED_FAMILY if moved else ChangeKind.CHANGED
        change = Change(entity, kind, own_id, key, old_key, name, _text(old), _text(new))
        if moved:
            later.append(change)
        else:
            yield change
    yield from later


def _text(value: str | int | None) -> str:
    return "" if value is None else str(value)
