"""Everybody whom a search means, in the order of their names, however many there are.

`find_people` gives the best hundred; this gives the count, how many live in which desa, and every page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_app.actions.office import Office, needs
from desktop_app.actions.search import Search, is_number
from desktop_app.domain.marks import HEAD_MARK
from desktop_app.domain.person import PersonLine
from desktop_app.domain.roles import Right
from desktop_app.domain.search_text import SearchReading, readings_of
from desktop_app.progress import Progress
from desktop_app.store import people
from desktop_app.store.connection import Connection
from desktop_app.store.name_list import NameKey, NameList
from desktop_app.store.within import Term

PAGE = 100
"""People on one page."""


@dataclass(frozen=True, slots=True)
class Everybody:
    """How many people a search means, and the places where their pages begin."""

    names: NameList
    count: int
    places: Sequence[NameKey]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.count // PAGE)


@needs(Right.READ)
def count_people(office: Office, search: Search) -> int | None:
    """How many people have the words of this search in their names, or live where it says.

    Everybody inside its limits for a blank text. None for a number, of which only the best are known.
    Names that are merely like it are not counted.
    """
    names = _names(office, search)
    if names is None:
        return None
    with office.read() as conn:
        return names.count(conn)


@needs(Right.READ)
def everybody(office: Office, search: Search) -> Everybody:
    """The list of all of them; nobody for a number. Takes a moment for a million people, once."""
    names = _names(office, search)
    if names is None:
        return Everybody(NameList((), search.within), 0, ())
    with office.read() as conn:
        count = names.count(conn)
        places = names.places(conn, PAGE, count) if count > PAGE else [NameKey()]
    office.note_look("searched", kind="list", found=count)
    return Everybody(names, count, places)


@needs(Right.READ)
def page_of(office: Office, found: Everybody, page: int) -> list[PersonLine]:
    """One page of a list, by name; the first is 0, and none costs more than another."""
    with office.read() as conn:
        return _page(conn, found, page)


def people_at(
    conn: Connection, found: Everybody, places: Sequence[range], progress: Progress | None = None
) -> list[PersonLine]:
    """The people who stand at these places of a list, each once and in its order, from an open view."""
    wanted = sorted({place for some in places for place in some})
    if progress is not None:
        progress.begin("searching", total=len(wanted))
    chosen = list[PersonLine]()
    for page, group in groupby(wanted, key=lambda place: place // PAGE):
        lines = _page(conn, found, page)
        here = [lines[place % PAGE] for place in group]
        chosen += here
        if progress is not None:
            progress.advance(len(here))
    return chosen


@needs(Right.READ)
def count_by_village(office: Office, search: Search) -> list[tuple[str, int]]:
    """The same people by the desa they live in: its code and how many, most first; no empty ones."""
    names = _names(office, search)
    if names is None:
        return []
    area = office.reference.regions.villages_within(search.village or office.profile.region)
    with office.read() as conn:
        found = names.villages(conn, [village.code for village in area], names.count(conn))
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))


def _page(conn: Connection, found: Everybody, page: int) -> list[PersonLine]:
    keys = found.names.page(conn, found.places[page], PAGE, found.count)
    lines = {int(line.person_id): line for line in people.lines_of(conn, [key.id for key in keys])}
    return [lines[key.id] for key in keys]


def _names(office: Office, search: Search) -> NameList | None:
    if office.store.extract_in_use is None or is_number(search.text):
        return None
    villages = office.reference.regions.villages_within(office.profile.region)
    text = search.text.strip()
    readings = readings_of(text, villages) if text else []
    if text and not readings:
        return None
    return NameList([_terms(reading) for reading in readings], search.within)


def _terms(reading: SearchReading) -> list[list[Term]]:
    """The words as beginnings; a place alone means the heads of its families."""
    words = [[Term(word, is_start=True)] for word in reading.words] or [[Term(HEAD_MARK)]]
    return [*words, *([Term(mark)] for mark in reading.marks)]
