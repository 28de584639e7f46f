"""The index of names of one release, in a file of its own beside it.

`name` has each person's folded name, `place` the marks that many people share (see `domain/marks`),
`name_words` finds people by the words of their name and by their marks, and `word` lists
every word once with its sound and how many people bear it: what is spelled otherwise or mistyped is
looked for among some ten thousand words, never among a million people.

It is made of the release and can be made again from it, so a program with better rules for names
makes a new one without touching a row of the extract. While a release is loaded another process
can write it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from desktop_app.domain.marks import marks_of
from desktop_app.domain.names import fold
from desktop_app.domain.person import HEAD
from desktop_app.domain.spelling import SpellingRules
from desktop_app.errors import Code, MachineError
from desktop_app.store.connection import Connection, Row, as_key_text, connect, translated

_VERSION = 4
"""Of the rules and tables here; an index of another version is made again when the office is opened."""

_MAKING = (
    "CREATE TABLE place (id INTEGER PRIMARY KEY, marks TEXT NOT NULL)",
    "CREATE TABLE name (id INTEGER PRIMARY KEY, folded TEXT NOT NULL, place INTEGER NOT NULL)",
    "CREATE VIRTUAL TABLE name_words USING fts5"
    " (words, content='', columnsize=0, detail=none, tokenize=\"ascii tokenchars '_'\","
    " prefix='1 2 3')",
)
_INDEX_ONE = "INSERT INTO name_words (rowid, words) VALUES (?, ?)"
_FORGET_WORDS = "INSERT INTO name_words (name_words) VALUES ('delete-all')"
_INDEX_ALL = (
    "INSERT INTO name_words (rowid, words) SELECT name.id, folded || ' ' || marks FROM name"
    " CROSS JOIN place ON place.id = name.place ORDER BY name.id"
)
_FINISHING = (
    "CREATE INDEX name_by_folded ON name (folded)",
    "INSERT INTO name_words (name_words) VALUES ('optimize')",
    "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, name_words, row)",
    "CREATE TABLE word (term TEXT PRIMARY KEY, sound TEXT NOT NULL, people INTEGER NOT NULL)"
    " WITHOUT ROWID",
    "INSERT INTO word (term, sound, people) SELECT upper(term), sound_of(upper(term)), doc"
    " FROM temp.vocabulary WHERE substr(term, 1, 1) <> '_'",
    "DROP TABLE temp.vocabulary",
    "CREATE INDEX word_by_sound ON word (sound, people)",
    "ANALYZE",
    f"PRAGMA user_version = {_VERSION}",
)
_NAMED = (
    "SELECT person.id, person.name, coalesce(family.village, person.village, '') AS village,"
    " family.decile_national AS decile, id_hamlet, id_rt, id_rw, relationship"
    " FROM main.person LEFT JOIN main.family ON family.id = person.family_id"
)
"""The people of a release as the index sees them."""

Entry = tuple[int, str, str]
"""A person's id, folded name and marks."""


class WordIndex:
    """An index being written; `finish` makes it fit to be searched."""

    def __init__(self, path: Path, key: bytes, rules: SpellingRules) -> None:
        self._path = path
        self._conn = connect_for_loading(path, key)
        self._conn.create_function("sound_of", 1, rules.sound, deterministic=True)
        self._places = _Places()
        self._last: int | None = 0
        with translated():
            for step in _MAKING:
                self._conn.execute(step)
            # One transaction to the end: every commit would write the words known so far apart.
            self._conn.execute("BEGIN")

    def add(self, names: Iterable[Entry]) -> None:
        """Take ids with their folded names and their marks.

        Their words are indexed at once as long as ids only grow, as they do in a first release; in
        any other order that would take many times as long as doing it in the end, by id.
        """
        entries, known = list(names), len(self._places)
        rows = [(own_id, folded, self._places[marks]) for own_id, folded, marks in entries]
        if self._last is not None and not self._grows(entries):
            self._last = None
            with translated():
                self._conn.execute(_FORGET_WORDS)
        new = islice(self._places.items(), known, None)
        with translated():
            self._conn.executemany("INSERT INTO place (marks, id) VALUES (?, ?)", new)
            self._conn.executemany("INSERT INTO name (id, folded, place) VALUES (?, ?, ?)", rows)
            if self._last is not None:
                words = [(own_id, f"{folded} {marks}") for own_id, folded, marks in entries]
                self._conn.executemany(_INDEX_ONE, words)

    def finish(self) -> None:
        """Index what was added, force it to the disk and close the file."""
        with translated():
            self._conn.execute("COMMIT")
            if self._last is None:
                self._conn.execute(_INDEX_ALL)
            for step in _FINISHING:
                self._conn.execute(step)
        self._conn.close()
        with self._path.open("rb+") as file:
            os.fsync(file.fileno())

    def close(self) -> None:
        """Let go of the file, whatever is in it."""
        self._conn.close()

    def _grows(self, entries: Sequence[Entry]) -> bool:
        assert self._last is not None
        for own_id, _, _ in entries:
            if own_id <= self._last:
                return False
            self._last = own_id
        return True


class _Places(dict[str, int]):
    """The number of every set of marks, in the order in which they came."""

    def __missing__(self, marks: str) -> int:
        number = self[marks] = len(self) + 1
        return number


def make_again(extract: Path, path: Path, key: bytes, rules: SpellingRules) -> None:
    """Make the index of a finished release anew, whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    index = WordIndex(part, key, rules)
    with closing(connect(extract, key, read_only=True)) as conn, translated():
        index.add(map(_entry, conn.execute(f"{_NAMED} ORDER BY person.id")))
    index.finish()
    part.replace(path)


def is_of_today(path: Path, key: bytes) -> bool:
    """True if there is a whole index that was finished by these rules."""
    if not path.is_file():
        return False
    try:
        with closing(connect(path, key, read_only=True)) as conn, translated():
            return bool(conn.execute("PRAGMA user_version").fetchone()[0] == _VERSION)
    except MachineError as error:
        if error.code is Code.DATABASE_DAMAGED:
            return False
        raise


def mend(
    path: Path,
    extract: Path,
    key: bytes,
    rules: SpellingRules,
    *,
    corrected: Sequence[tuple[int, int]],
    late: Sequence[int],
) -> None:
    """Make a finished index true that was written while the release was still being loaded.

    `corrected` has people who bear another id now (the one in the index, the one they keep), `late`
    those whose family came after them, by the id in the index.
    """
    if not corrected and not late:
        return
    with closing(connect(extract, key)) as conn, translated():
        conn.execute("ATTACH ? AS words KEY ?", (path.resolve().as_uri(), as_key_text(key)))
        conn.execute("PRAGMA words.journal_mode = OFF").fetchone()
        conn.execute("BEGIN")
        kept = dict(corrected)
        forget(conn, kept)
        learn(conn, {kept.get(own_id, own_id) for own_id in (*kept, *late)}, rules)
        conn.execute("COMMIT")


def learn(conn: Connection, person_ids: Iterable[int], rules: SpellingRules) -> None:
    """Take people as they now stand in the release into its index, which is attached as `words`."""
    for person_id in person_ids:
        forget(conn, [person_id])
        entry = _entry(conn.execute(f"{_NAMED} WHERE person.id = ?", (person_id,)).fetchone())
        _put(conn, entry)
        conn.executemany(
            "INSERT INTO words.word (term, sound, people) VALUES (?, ?, 1)"
            " ON CONFLICT (term) DO UPDATE SET people = people + 1",
            [(word, rules.sound(word)) for word in set(entry[1].split())],
        )


def forget(conn: Connection, person_ids: Iterable[int]) -> None:
    """Take people out of the index, which is attached as `words`; whoever is not there stays so."""
    for person_id in person_ids:
        row = conn.execute(
            "SELECT name.id, folded, marks FROM words.name JOIN words.place ON place.id = name.place"
            " WHERE name.id = ?",
            (person_id,),
        ).fetchone()
        if row is not None:
            _drop(conn, (row["id"], row["folded"], row["marks"]))
            conn.executemany(
                "UPDATE words.word SET people = people - 1 WHERE term = ?",
                [(word,) for word in set(row["folded"].split())],
            )
    conn.execute("DELETE FROM words.word WHERE people < 1")


def _entry(row: Row) -> Entry:
    """What the index holds of a person; a row of `_NAMED`."""
    marks = marks_of(
        village=row["village"],
        decile=row["decile"],
        hamlet=row["id_hamlet"] or "",
        rt=row["id_rt"] or "",
        rw=row["id_rw"] or "",
        is_head=row["relationship"] == HEAD,
    )
    return row["id"], fold(row["name"] or ""), marks


def _put(conn: Connection, entry: Entry) -> None:
    own_id, folded, marks = entry
    place = conn.execute("SELECT id FROM words.place WHERE marks = ?", (marks,)).fetchone()
    if place is None:
        conn.execute("INSERT INTO words.place (marks) VALUES (?)", (marks,))
        place = conn.execute("SELECT last_insert_rowid()").fetchone()
    conn.execute(
        "INSERT INTO words.name (id, folded, place) VALUES (?, ?, ?)", (own_id, folded, place[0])
    )
    conn.execute(
        "INSERT INTO words.name_words (rowid, words) VALUES (?, ?)", (own_id, f"{folded} {marks}")
    )


def _drop(conn: Connection, entry: Entry) -> None:
    own_id, folded, marks = entry
    # A contentless index forgets a row only if it is told what stood in it.
    conn.execute(
        "INSERT INTO words.name_words (name_words, rowid, words) VALUES ('delete', ?, ?)",
        (own_id, f"{folded} {marks}"),
    )
    conn.execute("DELETE FROM words.name WHERE id = ?", (own_id,))


def connect_for_loading(path: Path, key: bytes) -> Connection:
    """Open a file that nobody sees yet: no journal and no forcing, because it is finished or swept."""
    path.parent.mkdir(exist_ok=True)
    conn = connect(path, key)
    with translated():
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
            conn.execute(f"PRAGMA {pragma}").fetchone()
    return conn
