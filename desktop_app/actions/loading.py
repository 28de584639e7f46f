"""Loading the rows of an extract: one process reads and cleans, one writes rows, one indexes names.

Problem: reading and cleaning a million rows takes one core about as long as encrypting, writing and
indexing them takes another. Choice: a helper reads the files and cleans them, column by column;
this process gives ids and writes the release file, on a thread that the window does not wait for; a
second helper writes the index of names. Three shares for two cores, so that neither waits for the
other. Small files are not worth a process and go through the same functions here. What would change
our mind: an interpreter without the global lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from desktop_app.actions.helper import Helper, Master, helper
from desktop_app.domain.extract import PERSON_ROW, Columns, Entity, ExtractLook, LineShift
from desktop_app.domain.marks import marks_of
from desktop_app.domain.names import Folder
from desktop_app.domain.person import HEAD
from desktop_app.domain.release import Loaded
from desktop_app.domain.spelling import SpellingRules
from desktop_app.extracts import ExtractReference, kept_look, read_extract
from desktop_app.progress import Progress
from desktop_app.store import extracts, word_index
from desktop_app.store.identities import Identities, gone_with, new_range
from desktop_app.store.loading import STEPS, ExtractFile, Part
from desktop_app.store.release_tables import ProblemRow, problem_row
from desktop_app.store.store import Store
from desktop_app.store.word_index import Entry, WordIndex

_MOST_MARKS = 50_000
_REMEMBERED = 8
"""Quarters for which somebody may be missing and still be the same person to us."""
WORTH_A_PROCESS = 20_000
"""Rows from which helpers save more than they cost to start (a quarter of a second)."""

_NAMING = tuple(
    PERSON_ROW.index(name)
    for name in ("village", "name", "id_hamlet", "id_rt", "id_rw", "relationship")
)
"""What the index of names is made of, after the id and the home."""

Naming = Sequence[Sequence[Any]]
"""Columns: ids of people, their homes, and those of `_NAMING`."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What reading gives, in plain values; see `Batch`."""

    entity: Entity
    columns: Columns
    problems: list[ProblemRow]
    records: int
    shifts: tuple[LineShift, ...]


class _Hands(Protocol):
    """Whoever reads the files and indexes the names."""

    def read(self) -> Iterator[_Read]:
        """Everything the files hold, in file order."""

    def name(self, people: Naming) -> None:
        """Take people for the index of names."""

    def all_named(self) -> None:
        """No more names will come; the index may be finished."""

    def wait(self) -> None:
        """Until the index is finished."""


def load(
    store: Store,
    reference: ExtractReference,
    rules: SpellingRules,
    look: ExtractLook,
    release_id: str,
    progress: Progress,
) -> Loaded:
    """Write the release file and its index of names; on any failure neither is left."""
    current = store.extract_in_use
    earlier = store.extract_file(current) if current else None
    words = store.words_file(release_id)
    target = ExtractFile(store.extract_file(release_id), store.key)
    try:
        target.keep_looks(kept_look(file, look.today) for file in look.files)
        hands = _elsewhere if look.rows >= WORTH_A_PROCESS else _here
        progress.begin("reading", total=look.rows)
        with hands(look, reference, partial(WordIndex, words, store.key, rules)) as helping:
            before_first = new_range()
            ids = Identities(before_first, earlier, store.key)
            ids.remember(gone_with(store, _last_releases(store)))
            for read in helping.read():
                target.add(_with_ids(read, ids, helping))
                progress.advance(read.records)
            helping.all_named()
            progress.begin("indexing", total=STEPS + 2)
            late = target.join(progress)
            corrected = target.recognise(earlier, before_first) if earlier else []
            progress.advance()
            loaded = target.finish(progress)
            helping.wait()
        word_index.mend(words, target.path, store.key, rules, corrected=corrected, late=late)
        progress.advance()
        return loaded
    except BaseException:
        target.discard()
        words.unlink(missing_ok=True)
        raise


def _last_releases(store: Store) -> list[str]:
    """The releases of the last two years, the oldest first."""
    with store.read() as conn:
        return [line.id for line in extracts.releases_of(conn)[:_REMEMBERED]][::-1]


def _with_ids(read: _Read, ids: Identities, hands: _Hands) -> Part:
    columns = read.columns
    if columns and read.entity is Entity.FAMILY:
        columns = [ids.of_families(columns), *columns]
    elif columns:
        own, families = ids.of_persons(columns)
        hands.name([own, ids.homes_of(families), *(columns[at] for at in _NAMING)])
        columns = [own, families, *columns]
    return Part(read.entity, columns, read.problems, read.records, read.shifts)


@contextmanager
def _here(
    look: ExtractLook, reference: ExtractReference, index: Callable[[], WordIndex]
) -> Iterator[_Hands]:
    yield _OwnHands(look, reference, index())


class _OwnHands:
    """Reads and indexes in this process."""

    def __init__(self, look: ExtractLook, reference: ExtractReference, index: WordIndex) -> None:
        self._look = look
        self._reference = reference
        self._index = index
        self._naming = _Naming()

    def read(self) -> Iterator[_Read]:
        for batch in read_extract(self._look, self._reference, Progress()):
            problems = list(map(problem_row, batch.problems))
            yield _Read(batch.entity, batch.columns, problems, batch.records, batch.shifts)

    def name(self, people: Naming) -> None:
        self._index.add(self._naming.of(people))

    def all_named(self) -> None:
        self._index.finish()

    def wait(self) -> None:
        """The index was finished at once."""


@contextmanager
def _elsewhere(
    look: ExtractLook, reference: ExtractReference, index: Callable[[], WordIndex]
) -> Iterator[_Hands]:
    with ExitStack() as stack:
        reader = stack.enter_context(helper(_read_for, look, reference))
        indexer = stack.enter_context(helper(_index_for, index))
        yield _Helpers(reader, indexer)


class _Helpers:
    """Lets two helpers read and index."""

    def __init__(self, reader: Helper, indexer: Helper) -> None:
        self._reader = reader
        self._indexer = indexer

    def read(self) -> Iterator[_Read]:
        for entity, *rest in self._reader.answers():
            yield _Read(Entity(entity), *rest)

    def name(self, people: Naming) -> None:
        self._indexer.say(people)

    def all_named(self) -> None:
        self._indexer.say(None)

    def wait(self) -> None:
        self._indexer.wait()


def _read_for(master: Master, look: ExtractLook, reference: ExtractReference) -> None:
    """What the reading helper does."""
    for batch in read_extract(look, reference, Progress()):
        problems = list(map(problem_row, batch.problems))
        columns = list(batch.columns)
        master.say((batch.entity.value, columns, problems, batch.records, batch.shifts))


def _index_for(master: Master, make_index: Callable[[], WordIndex]) -> None:
    """What the indexing helper does."""
    index, naming = make_index(), _Naming()
    for people in master.orders():
        index.add(naming.of(people))
    index.finish()


class _Naming:
    """Makes what the index of names holds, a column at a time."""

    def __init__(self) -> None:
        self._fold = Folder().fold
        self._marks = _Marks()

    def of(self, people: Naming) -> Iterator[Entry]:
        ids, homes, villages, names, *facts = people
        if None in homes:
            homes = [home or (village, None) for home, village in zip(homes, villages, strict=True)]
        if None in names:
            names = [name or "" for name in names]
        marks = self._marks.trimmed().__getitem__
        return zip(
            ids, map(self._fold, names), map(marks, zip(homes, *facts, strict=True)), strict=True
        )


class _Marks(dict[tuple[Any, ...], str]):
    """The marks of a home, a place in its village and a relationship; many people share them."""

    def trimmed(self) -> _Marks:
        if len(self) > _MOST_MARKS:
            self.clear()
        return self

    def __missing__(self, where: tuple[Any, ...]) -> str:
        (village, decile), hamlet, rt, rw, relationship = where
        made = self[where] = marks_of(
            village=village or "",
            decile=decile,
            hamlet=hamlet or "",
            rt=rt or "",
            rw=rw or "",
            is_head=relationship == HEAD,
        )
        return made
