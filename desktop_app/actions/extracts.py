"""Bringing in a quarterly extract: look first, then load beside, then switch."""

from __future__ import annotations

import csv
import hashlib
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app import files
from desktop_app.actions.loading import load
from desktop_app.actions.office import Office, needs
from desktop_app.domain.cell import harmless
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.extract import ExtractLook
from desktop_app.domain.problem import ProblemAction, ProblemKind, RowProblem
from desktop_app.domain.release import ImportCounts, ReleaseDraft, ReleaseLine
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.extracts import look_at_extract
from desktop_app.files import machine_error
from desktop_app.progress import Progress
from desktop_app.store import audit, extracts
from desktop_app.store.extracts import ReleaseFacts

log = logging.getLogger(__name__)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gave."""

    release_id: str
    label: str
    families: int
    persons: int
    counts: ImportCounts
    is_current: bool


@needs(Right.IMPORT)
def preview_extract(
    office: Office,
    paths: Sequence[Path],
    *,
    mapping: str | None = None,
    progress: Progress | None = None,
) -> ExtractLook:
    """What these files are and what a sample of their rows shows; nothing is written."""
    return look_at_extract(
        paths,
        office.reference.extracts,
        mapping=mapping,
        today=office.today(),
        progress=progress,
    )


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
    already, files that changed since the look, and the look's own reason to stop unless `accept`
    says why to go on.
    """
    label = draft.label.strip()
    if not label:
        raise UserError(Code.RELEASE_LABEL_MISSING, field="label")
    if draft.reference_date > office.today():
        raise UserError(Code.DATE_IN_FUTURE, field="reference_date")
    if look.stop is not None and not accept.strip():
        raise UserError(look.stop, percent=round(look.unreadable_share * 100))
    digest = _digest_of([file.path for file in look.files], progress)
    with office.read() as conn:
        known = extracts.release_with(conn, label=label, digest=digest)
    if known is not None:
        same_label = known.label == label
        raise UserError(
            Code.RELEASE_LABEL_TAKEN if same_label else Code.EXTRACT_IMPORTED_ALREADY,
            label=known.label,
        )
    facts = ReleaseFacts(
        id=office.new_id(),
        label=label,
        reference_date=draft.reference_date,
        handover_no=draft.handover_no.strip(),
        layout="+".join(dict.fromkeys(file.layout for file in look.files)),
        region_system=look.region_system.value if look.region_system else "",
        content_digest=digest,
        accepted_because=accept.strip(),
        is_light=look.is_light,
    )
    with office.write() as tx:
        extracts.begin(tx, facts)
    try:
        loaded = load(
            office.store,
            office.reference.extracts,
            office.reference.spelling,
            look,
            facts.id,
            progress,
        )
    except BaseException:
        with office.write() as tx:
            extracts.drop(tx, facts.id)
            audit.note(tx, "extract-not-imported", facts.id)
        raise
    with office.write() as tx:
        is_current = extracts.switch_in(tx, facts.id, loaded)
        audit.note(
            tx,
            "extract-imported",
            facts.id,
            label=label,
            handover_no=facts.handover_no,
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
        Imported(facts.id, label, loaded.families, loaded.persons, loaded.counts, is_current),
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
def export_problems(
    office: Office, release_id: str, file_names: Sequence[str], target: Path
) -> Done[int]:
    """Write the problems list of one release as CSV for people; the number of lines.

    Cells that a spreadsheet would take for a formula are made harmless with an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "row", "line", "column", "kind", "action", "raw"])
    written, page = 0, 20_000
    while problems := extracts.problems_of(office.store, release_id, limit=page, after=written):
        for problem in problems:
            name = (
                file_names[problem.file]
                if problem.file < len(file_names)
                else str(problem.file + 1)
            )
            raw = harmless(problem.raw)
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
    files.write_whole(target, text.getvalue().encode("utf-8"))
    with office.write() as tx:
        audit.note(tx, "problems-exported", release_id, lines=written)
    return Done(written, frozenset({Topic.AUDIT}))


@needs(Right.IMPORT)
def drop_release(office: Office, label: str) -> Done[None]:
    """Delete one release that is not the current one; records made under it keep what they froze.

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
    office.store.extract_file(line.id).unlink(missing_ok=True)
    office.store.words_file(line.id).unlink(missing_ok=True)
    return Done(None, frozenset({Topic.RELEASES}))


def _digest_of(paths: Sequence[Path], progress: Progress) -> str:
    """One digest over the whole content of the files, in the order of their digests."""
    progress.begin("checking", total=sum(path.stat().st_size for path in paths))
    digests = []
    for path in paths:
        digest = hashlib.sha512()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
                    progress.advance(len(chunk))
        except OSError as error:
            raise machine_error(error, name=path.name) from error
        digests.append(digest.hexdigest())
    return hashlib.sha512("".join(sorted(digests)).encode()).hexdigest()
