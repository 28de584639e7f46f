"""Matching a list of somebody else's to the release in use, and deciding what is doubtful.

The answers are kept in the office's own database, as they were for the release that was in use: doubtful
rows can be decided over days, by several people, and changed again. The list goes nowhere from here but
into a file that somebody asks for.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from desktop_app import files
from desktop_app.actions.giving_out import leaving, note_left
from desktop_app.actions.matcher import verdicts_of
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.match_list import (
    ListFact,
    ListLook,
    ListRow,
    MatchedList,
    MatchFilter,
    MatchLine,
)
from desktop_app.domain.matching import Candidate, Verdict
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import SubjectKind
from desktop_app.errors import Code, UserError
from desktop_app.extracts.lists import look_at_list, read_list
from desktop_app.progress import Progress
from desktop_app.reports import match_file
from desktop_app.store import audit, interventions, matches
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)
MOST_ROWS = 200_000
"""Rows of one list; more are a release, and are loaded as one."""


@needs(Right.EXPORT)
def preview_list(
    office: Office, path: Path, chosen: Mapping[str, ListFact | None] | None = None
) -> ListLook:
    """What a list is and what its columns were found to be, or chosen, by header; nothing is kept.

    Raises `UserError` for a file that cannot be read or has no header, and `MAPPING_FACT_TWICE`.
    """
    reference = office.reference.extracts
    return look_at_list(path, reference, chosen=chosen, today=office.today())


@needs(Right.EXPORT)
def match_list(
    office: Office, look: ListLook, progress: Progress, *, village: str = ""
) -> Done[MatchedList]:
    """Match every row of a list to the release in use, and keep the answers.

    `village` is the desa or kecamatan of rows that name none. It can be stopped until the answers are
    kept; nothing is left then. The audit has counts only. Raises `UserError` (`LIST_NAMES_NOBODY`,
    `LIST_TOO_LONG`, `RELEASE_NONE`, `REGION_UNKNOWN`, `EXTRACT_CHANGED_WHILE_READ`).
    """
    if not look.says_whom:
        raise UserError(Code.LIST_NAMES_NOBODY, name=look.name)
    place = office.reference.regions.parse(village) if village else ""
    with office.read() as conn:
        release = office.release(conn)
        rows = _rows(office, look, progress, place)
        verdicts = verdicts_of(
            conn, [row.asked for row in rows], office.reference.spelling, progress
        )
    progress.begin("keeping-list", stoppable=False)
    with office.write() as tx:
        list_id = matches.begin(tx, look.name, look.columns, release)
        matches.keep(tx, list_id, zip(rows, verdicts, _twice(verdicts), strict=True))
        matched = _list(tx.conn, list_id)
        counts = matched.counts
        audit.note(
            tx, "list-matched", list_id, release=release.id, rows=counts.rows, found=counts.found,
            doubtful=counts.doubtful, not_found=counts.not_found,
        )  # fmt: skip
    log.info(
        "list-matched rows=%d found=%d doubtful=%d not_found=%d",
        counts.rows,
        counts.found,
        counts.doubtful,
        counts.not_found,
    )
    return Done(matched, frozenset({Topic.MATCHES, Topic.AUDIT}))


@needs(Right.READ)
def matched_lists(office: Office) -> list[MatchedList]:
    """Every list that was matched and is still kept, the newest first."""
    with office.read() as conn:
        return matches.lists_of(conn)


@needs(Right.READ)
def matched_list(office: Office, list_id: str) -> MatchedList:
    """One of them; raises `UserError` (`MATCH_UNKNOWN`)."""
    with office.read() as conn:
        return _list(conn, list_id)


@needs(Right.READ)
def matched_lines(
    office: Office, list_id: str, wish: MatchFilter, *, after: int = 0, limit: int = 500
) -> list[MatchLine]:
    """Rows of a matched list behind one of them, in the order of the list, with their candidates."""
    with office.read() as conn:
        return matches.lines_of(conn, list_id, wish, after=after, limit=limit)


@needs(Right.EXPORT)
def decide_match(office: Office, list_id: str, row: int, rank: int | None) -> Done[MatchLine]:
    """Say who a row of a list stands for: the candidate of this rank from 1, or nobody in DTSEN.

    `row` is its place in the list from 1. What was decided before stays, as taken back. Raises
    `UserError` (`MATCH_UNKNOWN`, `ROW_UNKNOWN`, `CANDIDATE_UNKNOWN`).
    """
    with office.write() as tx:
        line = _line(tx, list_id, row)
        if rank is not None and not 1 <= rank <= len(line.candidates):
            raise UserError(Code.CANDIDATE_UNKNOWN)
        matches.decide(tx, list_id, row, rank)
        audit.note(tx, "match-decided", list_id, row=row, rank=rank or 0)
        decided = _line(tx, list_id, row)
    return Done(decided, frozenset({Topic.MATCHES, Topic.AUDIT}))


@needs(Right.EXPORT)
def undo_match_decision(office: Office, list_id: str, row: int) -> Done[MatchLine]:
    """Take back what was decided about a row, so that it is as the program answered it."""
    with office.write() as tx:
        _line(tx, list_id, row)
        if matches.take_back(tx, list_id, row):
            audit.note(tx, "match-decision-undone", list_id, row=row)
        line = _line(tx, list_id, row)
    return Done(line, frozenset({Topic.MATCHES, Topic.AUDIT}))


@needs(Right.EXPORT)
def export_match(
    office: Office,
    list_id: str,
    target: Path,
    *,
    errand: Errand,
    said: Mapping[StrEnum, str],
) -> Done[MatchedList]:
    """Write a matched list as a workbook, as far as it is decided; its making is in the audit.

    `said` has the words for outcomes and evidence. NIK and KK stand whole: the list is made to be
    worked with. Raises `UserError` (`MATCH_UNKNOWN`, what `leaving` raises) and `MachineError`.
    """
    with office.read() as conn:
        matched = _list(conn, list_id)
    source = (matched.release_label, matched.reference_date)
    rows = matched.counts.rows
    note = leaving(office, errand, holds=Holding.WHOLE, rows=rows, source=source)
    with office.read() as conn:
        lines = list(matches.all_lines(conn, list_id))
        received = _Received(conn, lines)
        book = match_file.to_xlsx(
            matched, lines, note, regions=office.reference.regions, said=said, received=received
        )
    files.write_whole(target, book)
    with office.write() as tx:
        note_left(
            tx,
            "match-exported",
            list_id,
            note,
            holds=Holding.WHOLE,
            rows=rows,
            columns=match_file.columns_of(matched),
        )
    return Done(matched, frozenset({Topic.AUDIT}))


@needs(Right.EXPORT)
def forget_match(office: Office, list_id: str) -> Done[None]:
    """Remove a matched list and everything decided about it; the audit keeps that it was there."""
    with office.write() as tx:
        matched = _list(tx.conn, list_id)
        matches.forget(tx, list_id)
        audit.note(tx, "match-removed", list_id, rows=matched.counts.rows)
    return Done(None, frozenset({Topic.MATCHES, Topic.AUDIT}))


class _Received:
    """The programmes that people of a list and their families received, in one question."""

    def __init__(self, conn: Connection, lines: Sequence[MatchLine]) -> None:
        people = [
            one.person
            for line in lines
            for one in ([line.person] if line.person else line.candidates if line.waits else ())
            if one is not None
        ]
        self._found = interventions.programmes_of(
            conn,
            family_ids={int(one.family_id) for one in people if one.family_id},
            person_ids={int(one.person_id) for one in people},
        )

    def __call__(self, candidate: Candidate) -> str:
        person = candidate.person
        programmes = dict(self._found.get((SubjectKind.PERSON, int(person.person_id)), {}))
        if person.family_id is not None:
            of_family = self._found.get((SubjectKind.FAMILY, int(person.family_id)), {})
            for programme, period in of_family.items():
                programmes[programme] = max(period, programmes.get(programme, ""))
        return ", ".join(f"{name} {period}" for name, period in sorted(programmes.items()))


def _rows(office: Office, look: ListLook, progress: Progress, place: str) -> list[ListRow]:
    rows = []
    reference = office.reference.extracts
    for row in read_list(look, reference, progress, today=office.today(), place=place):
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise UserError(Code.LIST_TOO_LONG, name=look.name, most=MOST_ROWS)
    return rows


def _twice(verdicts: Sequence[Verdict]) -> list[int | None]:
    """For each row the first row before it that was found to be the same person."""
    first: dict[str, int] = {}
    twice: list[int | None] = []
    for position, answer in enumerate(verdicts, start=1):
        if not answer.outcome.is_found:
            twice.append(None)
            continue
        earlier = first.setdefault(answer.candidates[0].person.person_id, position)
        twice.append(earlier if earlier != position else None)
    return twice


def _list(conn: Connection, list_id: str) -> MatchedList:
    found = matches.list_with(conn, list_id)
    if found is None:
        raise UserError(Code.MATCH_UNKNOWN)
    return found


def _line(tx: Transaction, list_id: str, row: int) -> MatchLine:
    _list(tx.conn, list_id)
    line = matches.line_at(tx.conn, list_id, row)
    if line is None:
        raise UserError(Code.ROW_UNKNOWN, row=row)
    return line
