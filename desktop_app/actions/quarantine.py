"""Refused rows: looked at, mended by hand, admitted into their release, and taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.problem import ProblemKind
from desktop_app.domain.quarantine import Admission, Deed, Judged, Mending, Opinion, RefusedRow
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.extracts import Mender
from desktop_app.store import admissions, audit, comparison, extracts, quarantine, settling

_TOPICS = frozenset({Topic.RELEASES, Topic.PEOPLE, Topic.AUDIT})
_MOST_ROWS = 50
"""More rows than anybody mends by hand in one refused text."""

Cells = Sequence[Sequence[str]]
"""The cells of each row that one refused row is mended into."""


@dataclass(frozen=True, slots=True)
class AdmittedRow:
    """What admitting gave: rows that people can find from now on."""

    admission: Admission
    problems: tuple[ProblemKind, ...]


@needs(Right.IMPORT)
def refused_rows_of(
    office: Office, label: str, *, limit: int = 1_000, after: int = 0
) -> list[RefusedRow]:
    """The refused rows of a release in file order, and what was made of each.

    Raises `UserError` (`RELEASE_UNKNOWN`, `RELEASE_IS_SLIM`).
    """
    line = _whole_release(office, label)
    return quarantine.refused_rows(office.store, line.id, limit=limit, after=after)


@needs(Right.IMPORT)
def open_refused_row(office: Office, label: str, file: int, row: int) -> Mending:
    """One refused row with the columns of its file, to be mended; opening it is in the audit.

    Raises `UserError` (`RELEASE_UNKNOWN`, `RELEASE_IS_SLIM`, `RELEASE_WITHOUT_LOOK`, `ROW_UNKNOWN`).
    """
    line = _whole_release(office, label)
    refused = _refused(office, line, file, row)
    mender = _mender(office, line, file)
    cells = _cells_of(mender, refused)
    with office.write() as tx:
        audit.note(tx, "refused-row-opened", line.id, file=file, row=row)
    return Mending(
        refused, mender.headers, cells, tuple(_opinions(office, line, mender, refused, cells))
    )


@needs(Right.IMPORT)
def split_refused_text(office: Office, label: str, file: int, text: str) -> Cells:
    """The rows that an edited raw text holds, under the columns of the file as well as they fit."""
    mender = _mender(office, _whole_release(office, label), file)
    return mender.rows_in(text)[:_MOST_ROWS]


@needs(Right.IMPORT)
def judge_mended_rows(
    office: Office, label: str, file: int, row: int, cells: Cells
) -> tuple[Opinion, ...]:
    """What the importer says of mended rows, and what they would meet; nothing is written."""
    line = _whole_release(office, label)
    refused = _refused(office, line, file, row)
    return tuple(_opinions(office, line, _mender(office, line, file), refused, cells))


@needs(Right.IMPORT)
def admit_row(
    office: Office, label: str, file: int, row: int, cells: Cells, *, reason: str
) -> Done[AdmittedRow]:
    """Write the mended rows into the release beside the refused one, which stays as it was.

    All of them or none, in one durable transaction; people can find them at once. Raises `UserError`
    (`REASON_MISSING`, `ROW_STILL_REFUSED`, `ROW_THERE_ALREADY`, `ROW_ADMITTED_ALREADY`, and what
    `open_refused_row` raises).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    line = _whole_release(office, label)
    refused = _refused(office, line, file, row)
    if refused.admission is not None:
        raise UserError(Code.ROW_ADMITTED_ALREADY)
    opinions = list(_opinions(office, line, _mender(office, line, file), refused, cells))
    judged = [_fit(opinion) for opinion in opinions]
    if not judged:
        raise UserError(Code.ROW_STILL_REFUSED, kind=refused.problem.kind.value)
    wanted = admissions.Wanted(
        id=office.new_id(),
        problem=refused.problem,
        judged=judged,
        admitted=Deed(office.now(), office.account.name, reason.strip()),
    )
    _forget_comparisons(office, line)
    with office.write() as tx:
        settling.begin(tx, office.store, line.id, settling.ADMITTED, wanted.id)
    try:
        admission = admissions.admit(
            office.store, line.id, wanted, _others(office, line), office.reference.spelling
        )
    finally:
        _settle(office, line)
    problems = tuple(dict.fromkeys(one.kind for each in judged for one in each.problems))
    return Done(AdmittedRow(admission, problems), _TOPICS)


@needs(Right.IMPORT)
def withdraw_row(
    office: Office, label: str, file: int, row: int, *, reason: str
) -> Done[Admission]:
    """Take an admitted row out of the release again; the refused one and what was typed stay.

    Raises `UserError` (`REASON_MISSING`, `ROW_NOT_ADMITTED`, and what `open_refused_row` raises).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    line = _whole_release(office, label)
    admission = _refused(office, line, file, row).admission
    if admission is None:
        raise UserError(Code.ROW_NOT_ADMITTED)
    deed = Deed(office.now(), office.account.name, reason.strip())
    _forget_comparisons(office, line)
    with office.write() as tx:
        settling.begin(tx, office.store, line.id, settling.WITHDRAWN, admission.id)
    try:
        withdrawn = admissions.withdraw(
            office.store, line.id, admission.id, deed, office.reference.spelling
        )
    finally:
        _settle(office, line)
    return Done(withdrawn, _TOPICS)


def _settle(office: Office, line: ReleaseLine) -> None:
    with office.write() as tx:
        settling.settle(tx, office.store, line.id)


def _forget_comparisons(office: Office, line: ReleaseLine) -> None:
    """Have what was compared with this release compared again when somebody asks.

    Where the other side was dropped or made slim, what is kept says more than could be found now.
    """
    with office.read() as conn:
        whole = {one.id for one in extracts.releases_of(conn) if not one.is_slim}
    for later in whole:
        path = office.store.changes_file(later)
        sides = comparison.sides_of(office.store, path)
        both = {sides.earlier.id, sides.later.id} if sides is not None else set()
        if line.id in both and both <= whole:
            path.unlink(missing_ok=True)


def _whole_release(office: Office, label: str) -> ReleaseLine:
    with office.read() as conn:
        line = extracts.release_with(conn, label=label)
    if line is None:
        raise UserError(Code.RELEASE_UNKNOWN, label=label)
    if line.is_slim:
        raise UserError(Code.RELEASE_IS_SLIM, label=label)
    return line


def _refused(office: Office, line: ReleaseLine, file: int, row: int) -> RefusedRow:
    found = quarantine.refused_rows(office.store, line.id, file=file, row=row, limit=1)
    if not found:
        raise UserError(Code.ROW_UNKNOWN, row=row)
    return found[0]


def _mender(office: Office, line: ReleaseLine, file: int) -> Mender:
    kept = quarantine.look_of(office.store, line.id, file)
    if kept is None:
        raise UserError(Code.RELEASE_WITHOUT_LOOK, label=line.label)
    return Mender(kept, file, office.reference.extracts)


def _cells_of(mender: Mender, refused: RefusedRow) -> tuple[tuple[str, ...], ...]:
    """What was made of the row the last time, else what its text holds; at least one row."""
    if refused.admissions:
        return refused.admissions[-1].mended
    rows = mender.rows_in(refused.problem.raw)[:_MOST_ROWS]
    return tuple(map(tuple, rows)) or (("",) * len(mender.headers),)


def _opinions(
    office: Office, line: ReleaseLine, mender: Mender, refused: RefusedRow, cells: Cells
) -> list[Opinion]:
    place = refused.problem
    opinions = []
    for row in cells:
        judged = mender.judged(row, place.row, place.line)
        around = quarantine.surroundings(office.store, line.id, judged)
        opinions.append(Opinion(judged, around))
    return opinions


def _fit(opinion: Opinion) -> Judged:
    if opinion.judged.refused is not None:
        raise UserError(Code.ROW_STILL_REFUSED, kind=opinion.judged.refused.value)
    if opinion.around.is_there_already:
        raise UserError(Code.ROW_THERE_ALREADY)
    return opinion.judged


def _others(office: Office, line: ReleaseLine) -> list[Path]:
    """The files of the other releases: the earlier ones from the newest, then the later ones."""
    with office.read() as conn:
        others = [one for one in extracts.releases_of(conn) if one.id != line.id]
    before = [one for one in others if one.reference_date <= line.reference_date]
    after = [one for one in reversed(others) if one.reference_date > line.reference_date]
    paths = [office.store.extract_file(one.id) for one in (*before, *after)]
    return [path for path in paths if path.is_file()]
