"""Letters by the hundred: one for each row of a list, or one with everybody on it.

A run is kept before its first letter is numbered, and every few letters are kept for good together
with their place in it. So it can be stopped, killed or refused a row anywhere, and goes on from
there; no letter is written twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app import files
from desktop_app.actions.letter_making import (
    Drawn,
    IssuedFile,
    LetterDraft,
    LetterRow,
    draw,
    issue_in,
    letter_again,
)
from desktop_app.actions.letter_templates import template_in
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.letter import Paper
from desktop_app.domain.letter_run import LetterOrder, Listed, RunLine, RunRow, RunState, in_order
from desktop_app.domain.register import RegisterLine
from desktop_app.domain.roles import Right
from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.letters.compose import LetterToDraw
from desktop_app.letters.pdf_file import pages_in
from desktop_app.letters.template import LetterTemplate
from desktop_app.progress import Progress
from desktop_app.store import audit, letter_runs, letters
from desktop_app.store.connection import Connection

log = logging.getLogger(__name__)

_BATCH = 20
"""Letters that are kept together: few enough to be lost, many enough to be quick."""
_SHOWN = 100
_SAME_FOR_ALL = frozenset(
    {
        Code.RIGHT_MISSING,
        Code.RELEASE_NONE,
        Code.SIGNATORY_MISSING,
        Code.NUMBER_BOOK_ELSEWHERE,
    }
)


@dataclass(frozen=True, slots=True)
class LetterRun:
    """A run with every row and what became of it."""

    line: RunLine
    rows: tuple[RunRow, ...]

    @property
    def letter_ids(self) -> list[str]:
        """The letters that were issued, in their order."""
        return [row.letter_id for row in self.rows if row.letter_id is not None]


@dataclass(frozen=True, slots=True)
class ListLetter:
    """One letter with a list on it, and the rows of the list that nobody was found for."""

    issued: IssuedFile
    refused: tuple[Listed, ...]


@needs(Right.PRINT)
def begin_run(
    office: Office,
    draft: LetterDraft,
    listed: Sequence[Listed],
    order: LetterOrder = LetterOrder.AS_LISTED,
) -> Done[RunLine]:
    """Keep a run of letters, one for each row in this order; none is numbered before `carry_on`.

    `draft` says what all of them have in common. Raises `UserError` (`LETTER_KIND_UNKNOWN`,
    `LETTER_TAKES_NO_LIST` for a letter that goes to nobody in particular, `SUBJECT_MISSING` for an empty
    list).
    """
    with office.read() as conn:
        if not template_in(office, conn, draft.kind).is_merged:
            raise UserError(Code.LETTER_TAKES_NO_LIST)
    if not listed:
        raise UserError(Code.SUBJECT_MISSING)
    run_id = office.new_id()
    with office.write() as tx:
        letter_runs.begin(tx, run_id, draft.kind, _common(draft), in_order(listed, order))
        audit.note(tx, "letter-run-begun", run_id, kind=draft.kind, letters=len(listed))
        line = letter_runs.line_of(tx.conn, run_id)
    assert line is not None
    return Done(line, frozenset({Topic.LETTERS}))


@needs(Right.PRINT)
def carry_on(
    office: Office,
    run_id: str,
    progress: Progress,
    *,
    from_place: int = 1,
    is_again: bool = False,
) -> Done[LetterRun]:
    """Write the letters of a run that wait, from this place on; one bad row never stops the others.

    With `is_again` those that were refused are tried once more. Stopped or killed it has kept what it
    wrote; what is the same for every letter (nobody who signs, no release) stops the run and is raised.
    Raises `UserError` (`LETTER_RUN_UNKNOWN`).
    """
    with office.read() as conn:
        run = _run(conn, run_id)
        draft = _draft(run.line.kind, letter_runs.content_of(conn, run_id))
        template = template_in(office, conn, run.line.kind)
    wanted = [
        row
        for row in run.rows
        if row.place >= from_place
        and (row.state is RunState.WAITING or (is_again and row.state is RunState.REFUSED))
    ]
    try:
        progress.begin("drawing", total=len(wanted))
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            with office.write() as tx, office.read() as conn:
                for row in batch:
                    try:
                        own = _own_draft(draft, row.listed, template)
                        issued = issue_in(office, tx, conn, own)
                        letter_runs.note_issued(tx, run_id, row.place, issued.line.id)
                    except UserError as error:
                        if error.code in _SAME_FOR_ALL:
                            raise
                        letter_runs.note_refused(tx, run_id, row.place, error)
            progress.advance(len(batch))
    except Cancelled:
        log.info("letter-run-stopped letters=%d", len(wanted))
    with office.read() as conn:
        run = _run(conn, run_id)
    log.info("letter-run issued=%d refused=%d", run.line.issued, run.line.refused)
    return Done(run, frozenset({Topic.LETTERS}))


@needs(Right.PRINT)
def issue_list_letter(
    office: Office,
    draft: LetterDraft,
    listed: Sequence[Listed],
    order: LetterOrder = LetterOrder.AS_LISTED,
) -> Done[ListLetter]:
    """One letter with everybody on its list who could be found, in this order; the others are named.

    Raises `UserError` like `issue_letter`, and `LETTER_TAKES_NO_LIST`.
    """
    with office.read() as conn:
        if not template_in(office, conn, draft.kind).lists:
            raise UserError(Code.LETTER_TAKES_NO_LIST)
    refused = tuple(one for one in listed if one.error is not None)
    rows = [
        LetterRow(one.family_id, one.person_id, {**one.recorded, **one.typed})
        for one in in_order(listed, order)
        if one.error is None
    ]
    if not rows:
        raise UserError(Code.SUBJECT_MISSING)
    with office.write() as tx, office.read() as conn:
        issued = issue_in(office, tx, conn, replace(draft, rows=rows))
    log.info("list-letter-issued rows=%d refused=%d", len(rows), len(refused))
    return Done(ListLetter(issued, refused), frozenset({Topic.LETTERS}))


@needs(Right.READ)
def letter_runs_of(office: Office, *, limit: int = _SHOWN) -> list[RunLine]:
    """The newest runs of letters first."""
    with office.read() as conn:
        return letter_runs.lines(conn, limit=limit)


@needs(Right.READ)
def run_of(office: Office, run_id: str) -> LetterRun:
    """A run with all its rows; raises `UserError` (`LETTER_RUN_UNKNOWN`)."""
    with office.read() as conn:
        return _run(conn, run_id)


@needs(Right.PRINT)
def draw_together(office: Office, letter_ids: Sequence[str], progress: Progress) -> Drawn:
    """Issued letters as one PDF in this order, to be printed; those that were cancelled are left out.

    Raises `UserError` (`LETTER_UNKNOWN` if none is left, or for one whose page is not kept here).
    """
    with office.read() as conn:
        return draw(_again(conn, _lines(conn, letter_ids), progress))


@needs(Right.PRINT)
def write_run(
    office: Office,
    run_id: str,
    folder: Path,
    name: Callable[[str, str], str],
    progress: Progress,
    *,
    is_one_file: bool = False,
) -> tuple[list[Path], int]:
    """Write the letters of a run as files, each its own or all in one; the files, and how many pages.

    `name` makes a file's name from the kind and the number; of one file it is told the run's first
    number. Raises `MachineError`, and `UserError` like `draw_together` or `LETTER_RUN_UNKNOWN`.
    """
    with office.read() as conn:
        lines = _lines(conn, _run(conn, run_id).letter_ids)
        if is_one_file:
            target = folder / name(lines[0].kind, f"{lines[0].number}-{len(lines)}")
            together = draw(_again(conn, lines, progress))
            files.write_whole(target, together.pdf)
            return [target], together.pages
        progress.begin("writing-letters", total=len(lines))
        written, pages = list[Path](), 0
        for line in lines:
            target = folder / name(line.kind, line.number)
            pdf = letters.page_of(conn, line.id)
            assert pdf is not None  # a run is written here
            files.write_whole(target, pdf)
            written.append(target)
            pages += pages_in(pdf)
            progress.advance()
    return written, pages


def _run(conn: Connection, run_id: str) -> LetterRun:
    line = letter_runs.line_of(conn, run_id)
    if line is None:
        raise UserError(Code.LETTER_RUN_UNKNOWN)
    return LetterRun(line, tuple(letter_runs.rows_of(conn, run_id)))


def _lines(conn: Connection, letter_ids: Sequence[str]) -> list[RegisterLine]:
    found = [letters.line_of(conn, letter_id) for letter_id in letter_ids]
    lines = [line for line in found if line is not None and line.cancelled is None]
    if not lines:
        raise UserError(Code.LETTER_UNKNOWN)
    return lines


def _again(
    conn: Connection, lines: Sequence[RegisterLine], progress: Progress
) -> Iterator[LetterToDraw]:
    """Each letter when it is its turn, so that memory does not grow with their number."""
    progress.begin("drawing", total=len(lines))
    for line in lines:
        yield letter_again(conn, line)
        progress.advance()


def _own_draft(draft: LetterDraft, listed: Listed, template: LetterTemplate) -> LetterDraft:
    if listed.family_id is None:
        raise listed.error or UserError(Code.SUBJECT_UNKNOWN)
    # What each copy says of its own is not taken from what was typed for all of them.
    merged = {one.name for one in template.fields if one.merged_with}
    common = {name: text for name, text in draft.typed.items() if name not in merged}
    typed = {**common, **listed.typed}
    return replace(
        draft,
        family_id=listed.family_id,
        person_id=listed.person_id,
        typed=typed,
        number=listed.number,
        dated=listed.dated or draft.dated,
    )


def _common(draft: LetterDraft) -> Mapping[str, Any]:
    return {
        "typed": dict(draft.typed),
        "dated": draft.dated.isoformat(),
        "official_id": draft.official_id,
        "paper": draft.paper.code,
        "window": draft.is_for_window,
    }


def _draft(kind: str, held: Mapping[str, Any]) -> LetterDraft:
    return LetterDraft(
        kind=kind,
        family_id=None,
        dated=date.fromisoformat(held["dated"]),
        typed=held["typed"],
        official_id=held["official_id"],
        paper=Paper.of(held["paper"]),
        is_for_window=held["window"],
    )
