"""Bringing in a quarterly extract: look first, then load beside, then switch."""

from __future__ import annotations

import csv
import io
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from desktop_app import files
from desktop_app.actions.giving_out import leaving, note_left
from desktop_app.actions.loading import load
from desktop_app.actions.office import Office, needs
from desktop_app.actions.whole_files import digesting
from desktop_app.domain.bast import BastKind
from desktop_app.domain.cell import harmless
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.extract import ExtractLook, FileLook, TableChoices, TableKey
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.problem import ProblemAction, ProblemKind, RowProblem
from desktop_app.domain.region import RegionSystem
from desktop_app.domain.release import (
    ImportCounts,
    ReleaseDraft,
    ReleaseFile,
    ReleaseLine,
    told_apart,
)
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.extracts import ExtractReference, look_at_extract
from desktop_app.extracts.looking import look_at_sample
from desktop_app.extracts.profiles import with_saved
from desktop_app.extracts.sampling import ExtractSample, sample_extract
from desktop_app.progress import Progress
from desktop_app.reports.files import csv_origin
from desktop_app.store import audit, extracts, mappings
from desktop_app.store.extracts import ReleaseFacts

log = logging.getLogger(__name__)
_CHUNK = 1 << 20
_PROBLEM_COLUMNS = ("file", "row", "line", "column", "kind", "action", "raw")
_AFTER_THE_DAY = timedelta(days=183)
"""So long after the day that a release describes its files may have been made; nobody in it was born
later."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gave."""

    release_id: str
    label: str
    families: int
    persons: int
    counts: ImportCounts
    is_current: bool
    is_light: bool = False


@needs(Right.IMPORT)
def preview_extract(
    office: Office,
    paths: Sequence[Path],
    *,
    mapping: str | None = None,
    region_system: RegionSystem | None = None,
    progress: Progress | None = None,
) -> ExtractLook:
    """What these files are and what a sample of their rows shows; nothing is written.

    `mapping` names a layout of the program or one that the office has saved; `region_system` says whose
    desa codes the files have if it is not to be found out.
    """
    return look_at_extract(
        paths,
        _reference(office),
        mapping=mapping,
        region_system=region_system,
        today=office.today(),
        progress=progress,
    )


@needs(Right.IMPORT)
def draw_sample(
    office: Office, paths: Sequence[Path], *, progress: Progress | None = None
) -> ExtractSample:
    """Open these files once, to be judged as often as a person decides otherwise; nothing is written.

    A file whose headers nobody knows is taken too, for a person to say what they mean. Raises
    `UserError` for a file that cannot be read or has no header.
    """
    headers = _reference(office).headers
    return sample_extract(paths, headers, guesses=True, progress=progress)


@needs(Right.IMPORT)
def judge_sample(
    office: Office, sample: ExtractSample, choices: Mapping[TableKey, TableChoices]
) -> ExtractLook:
    """What the files are and what their sample shows if they are read as a person says.

    Raises `UserError` for choices that contradict each other.
    """
    return look_at_sample(sample, _reference(office), choices=choices, today=office.today())


@needs(Right.IMPORT)
def import_extract(
    office: Office,
    look: ExtractLook,
    draft: ReleaseDraft,
    progress: Progress,
    *,
    accept: str = "",
) -> Done[Imported]:
    """Load the files that were looked at as one release, and show it from then on if none is later.

    The release before stays whole and in use until the last moment; stopping, a full disk or a
    killed program leave it so. Raises `UserError` for a label that is taken, files that are loaded
    already, files that changed since the look or name nobody, and the look's own reason to stop
    unless `accept` says why to go on.
    """
    label = draft.label.strip()
    if not label:
        raise UserError(Code.RELEASE_LABEL_MISSING, field="label")
    if draft.reference_date > office.today():
        raise UserError(Code.DATE_IN_FUTURE, field="reference_date")
    if look.stop is not None and not accept.strip():
        raise UserError(look.stop, percent=round(look.unreadable_share * 100))
    nameless = next((file for file in look.files if not file.names_somebody), None)
    if nameless is not None:
        raise UserError(Code.MAPPING_NAMES_NOBODY, name=nameless.name)
    facts = ReleaseFacts(
        id=office.new_id(),
        label=label,
        reference_date=draft.reference_date,
        handover_no=draft.handover_no.strip(),
        layout="+".join(dict.fromkeys(file.layout for file in look.files)),
        region_system=look.region_system.value if look.region_system else "",
        accepted_because=accept.strip(),
        is_light=look.is_light,
        files=tuple(map(_as_kept, look.files)),
        bast_kind=draft.bast_kind,
    )
    with digesting([file.path for file in look.files]) as digest:
        with office.read() as conn:
            # Files that are there already have as many rows: only then the answer is waited for.
            is_like = extracts.has_like(conn, facts)
        if is_like:
            progress.begin("checking")
        _refuse_known(office, label, digest.result() if is_like else "")
        with office.write() as tx:
            extracts.begin(tx, facts)
        try:
            last_birth = min(look.today or office.today(), draft.reference_date + _AFTER_THE_DAY)
            loaded = load(
                office.store,
                office.reference.extracts,
                office.reference.spelling,
                replace(look, today=last_birth),
                facts.id,
                progress,
            )
            _refuse_known(office, label, digest.result())
        except BaseException:
            with office.write() as tx:
                extracts.drop(tx, facts.id)
                audit.note(tx, "extract-not-imported", facts.id)
            raise
    with office.write() as tx:
        is_current = extracts.switch_in(tx, facts.id, loaded, digest.result())
        audit.note(
            tx,
            "extract-imported",
            facts.id,
            label=label,
            handover_no=facts.handover_no,
            bast_kind=facts.bast_kind.value,
            layout=facts.layout,
            changed_columns=sum(len(file.choices.words) for file in look.files),
            families=loaded.families,
            persons=loaded.persons,
            refused=loaded.counts.refused,
            accepted_because=facts.accepted_because,
        )
    if is_current:
        office.store.use_extract(facts.id)
    log.info(
        "extract-imported families=%d persons=%d flagged=%d refused=%d",
        loaded.families,
        loaded.persons,
        loaded.counts.flagged,
        loaded.counts.refused,
    )
    return Done(
        Imported(
            facts.id,
            label,
            loaded.families,
            loaded.persons,
            loaded.counts,
            is_current,
            facts.is_light,
        ),
        frozenset({Topic.RELEASES, Topic.PEOPLE}),
    )


@needs(Right.READ)
def releases_of(office: Office) -> list[ReleaseLine]:
    """Every release that is here, the newest first."""
    with office.read() as conn:
        return extracts.releases_of(conn)


@needs(Right.READ)
def problems_of(
    office: Office,
    release_id: str,
    *,
    action: ProblemAction | None = None,
    kind: ProblemKind | None = None,
    limit: int = 1_000,
    after: int = 0,
) -> list[RowProblem]:
    """Rows of one release that were not taken exactly as they stood, in file order."""
    return extracts.problems_of(
        office.store, release_id, action=action, kind=kind, limit=limit, after=after
    )


@needs(Right.REVEAL)
def reveal_problems(office: Office, release_id: str, reason: str) -> Done[None]:
    """Write down why somebody looks at the cells of a problems list as they stood.

    Raises `UserError` (`REASON_MISSING`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        audit.note(tx, "problems-revealed", release_id, reason=reason.strip())
    return Done(None, frozenset({Topic.AUDIT}))


@needs(Right.READ)
def problem_counts_of(office: Office, release_id: str) -> list[tuple[ProblemKind, int]]:
    """How often each kind of problem stands in one release."""
    return extracts.problem_counts(office.store, release_id)


@needs(Right.EXPORT)
def export_problems(office: Office, release_id: str, target: Path, *, errand: Errand) -> Done[int]:
    """Write the problems list of one release as CSV for people; the number of lines.

    A sheet of a workbook that gave several is named behind its file: ``buku.xlsx#Data 2``.
    Cells that a spreadsheet would take for a formula are made harmless with an apostrophe. The first
    line of the file says where it comes from. Raises `UserError` (what `leaving` raises).
    """
    with office.read() as conn:
        release = next(one for one in extracts.releases_of(conn) if one.id == release_id)
        sources = told_apart(extracts.files_of(conn, release_id))
    file_names = [f"{name}#{sheet}" if sheet else name for name, sheet in sources]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_PROBLEM_COLUMNS)
    written, page = 0, 20_000
    while problems := extracts.problems_of(office.store, release_id, limit=page, after=written):
        for problem in problems:
            name = (
                file_names[problem.file]
                if problem.file < len(file_names)
                else str(problem.file + 1)
            )
            # A lone carriage return would not be quoted, and end the line for whoever reads it.
            raw = harmless(problem.raw).replace("\r\n", "\n").replace("\r", "\n")
            writer.writerow(
                [
                    name,
                    problem.row,
                    problem.line,
                    problem.column,
                    problem.kind.value,
                    problem.action.value,
                    raw,
                ]
            )
        written += len(problems)
    # A cell is quoted as it stood in the file: it may hold a number, or health.
    holds = Holding.SENSITIVE
    note = leaving(office, errand, holds=holds, rows=written, release=release)
    files.write_whole(target, (csv_origin(note) + text.getvalue()).encode("utf-8"))
    with office.write() as tx:
        columns = len(_PROBLEM_COLUMNS)
        note_left(
            tx, "problems-exported", release_id, note, holds=holds, rows=written, columns=columns
        )
    return Done(written, frozenset({Topic.AUDIT}))


@needs(Right.IMPORT)
def say_bast(office: Office, label: str, handover_no: str, kind: BastKind) -> Done[None]:
    """Write down what the hand-over record of a release is called and whether it allows passing on.

    Raises `UserError` (`RELEASE_UNKNOWN`).
    """
    with office.write() as tx:
        line = extracts.release_with(tx.conn, label=label)
        if line is None:
            raise UserError(Code.RELEASE_UNKNOWN, label=label)
        number = " ".join(handover_no.split())
        extracts.say_bast(tx, line.id, handover_no=number, kind=kind)
        audit.note(
            tx,
            "release-bast-said",
            line.id,
            label=label,
            handover_no=number,
            bast_kind=kind.value,
            before=line.bast_kind.value,
        )
    return Done(None, frozenset({Topic.RELEASES, Topic.AUDIT}))


@needs(Right.IMPORT)
def drop_release(office: Office, label: str) -> Done[None]:
    """Erase one release that is not the current one; records made under it keep what they froze.

    Raises `UserError` (`RELEASE_UNKNOWN`, `RELEASE_IN_USE`).
    """
    with office.write() as tx:
        line = next((one for one in extracts.releases_of(tx.conn) if one.label == label), None)
        if line is None:
            raise UserError(Code.RELEASE_UNKNOWN, label=label)
        if line.is_current:
            raise UserError(Code.RELEASE_IN_USE, label=label)
        extracts.drop(tx, line.id)
        audit.note(tx, "release-dropped", line.id, label=label)
    for path in office.store.files_of_release(line.id):
        files.erase(path)
    return Done(None, frozenset({Topic.RELEASES}))


def _reference(office: Office) -> ExtractReference:
    """What the program knows about files, and what this office has saved about them."""
    with office.read() as conn:
        saved = mappings.mappings_of(conn)
    return with_saved(office.reference.extracts, [one.text for one in saved])


def _refuse_known(office: Office, label: str, digest: str) -> None:
    with office.read() as conn:
        known = extracts.release_with(conn, label=label, digest=digest)
    if known is not None:
        same_label = known.label == label
        raise UserError(
            Code.RELEASE_LABEL_TAKEN if same_label else Code.EXTRACT_IMPORTED_ALREADY,
            label=known.label,
        )


def _as_kept(file: FileLook) -> ReleaseFile:
    return ReleaseFile(
        name=file.name,
        kind=file.kind,
        encoding=file.encoding,
        sheet=file.sheet,
        layout=file.layout,
        book=file.book,
        region_system=file.region_system.value if file.region_system else "",
        rows=file.rows,
    )
