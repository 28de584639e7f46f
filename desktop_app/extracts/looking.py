"""What these files are: everything that is decided once for a file, and what a sample of it shows.

The sample is drawn once (`sampling`); it is judged here, and again whenever a person decides otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

from desktop_app.domain.extract import (
    Entity,
    ExtractLook,
    FileLook,
    Row,
    TableChoices,
    TableKey,
)
from desktop_app.domain.problem import UNREADABLE_NUMBER, ProblemAction, RowProblem
from desktop_app.domain.region import RegionSystem
from desktop_app.errors import Code, UserError
from desktop_app.extracts.cells import visible
from desktop_app.extracts.mapping import choose_layout, columns_of, headers_found, with_words
from desktop_app.extracts.reference import ExtractReference, Layout
from desktop_app.extracts.rows import RowCleaner
from desktop_app.extracts.sampling import ExtractSample, TableSample, sample_extract
from desktop_app.extracts.sifting import Sifter
from desktop_app.extracts.styling import styled
from desktop_app.progress import Progress

_STYLED = 5_000
_SHOWN_PROBLEMS = 500
_SHOWN_ROWS = 20
_UNREADABLE_LIMIT = 0.02
_NUMBER_FIELDS = frozenset({"national_id", "family_card_no"})
_OTHERWISE = "office-person"
"""The layout of a file that fits none and is to be mapped by hand."""


@dataclass(frozen=True, slots=True)
class _Findings:
    """What the sampled records of one table show."""

    look: FileLook
    problems: list[RowProblem]
    rows: dict[Entity, list[Row]]
    sampled: int
    unreadable_share: float


def look_at_extract(
    paths: Sequence[Path],
    reference: ExtractReference,
    *,
    mapping: str | None = None,
    region_system: RegionSystem | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> ExtractLook:
    """What the files are and what a sample of their rows shows; nothing is written.

    A folder stands for the tables in it. `mapping` is the name of a layout (``dtsen-wide``) or of a
    family of them (``dtsen-v3``); `region_system` says whose desa codes the files have if it is not
    to be found out. Without `today` a date counts as being in the future if it is later than the file
    itself.
    Raises `UserError` for a file that cannot be read or is not recognised.
    """
    _require_layout(mapping, reference)
    sample = sample_extract(paths, reference.headers, progress=progress)
    said = TableChoices(region_system=region_system)
    choices = {table.key: said for table in sample.tables}
    look = look_at_sample(sample, reference, mapping=mapping, choices=choices, today=today)
    for path in dict.fromkeys(table.path for table in sample.tables):
        if not any(file.path == path and file.names_somebody for file in look.files):
            raise UserError(Code.EXTRACT_NOT_RECOGNISED, name=path.name)
    return look


def look_at_sample(
    sample: ExtractSample,
    reference: ExtractReference,
    *,
    mapping: str | None = None,
    choices: Mapping[TableKey, TableChoices] | None = None,
    today: date | None = None,
) -> ExtractLook:
    """The same for a sample that was drawn, with what a person decided about its tables.

    A table that says nothing about anybody is there if its file has no other, so that a person may
    say what its columns are. Raises `UserError` for choices that contradict each other.
    """
    _require_layout(mapping, reference)
    chosen = choices or {}
    layouts = _layouts_of(sample, reference, mapping, chosen)
    looks = [
        (table, _look_of(table, layout, reference, chosen.get(table.key, TableChoices())))
        for table, layout in zip(sample.tables, layouts, strict=True)
    ]
    speaking = {look.path for _, look in looks if look.names_somebody}
    kept = [one for one in looks if one[1].names_somebody or one[1].path not in speaking]
    # Families first, so that members find theirs while they are loaded.
    kept.sort(key=lambda one: one[1].entity is not Entity.FAMILY)
    findings = [
        _findings_of(table, look, at, reference, today) for at, (table, look) in enumerate(kept)
    ]
    return _looked(findings, today)


def last_day_of(file: FileLook, today: date | None) -> date:
    """The day after which a date in this file is in the future."""
    if today is not None:
        return today
    return datetime.fromtimestamp(file.path.stat().st_mtime, tz=UTC).date()


def _require_layout(mapping: str | None, reference: ExtractReference) -> None:
    if mapping is not None and not _layouts_named(mapping, reference):
        raise UserError(Code.MAPPING_UNKNOWN, mapping=mapping)


def _layouts_named(mapping: str, reference: ExtractReference) -> list[Layout]:
    wanted = mapping.casefold()
    exact = [layout for layout in reference.layouts if layout.name.casefold() == wanted]
    of_family = [layout for layout in reference.layouts if layout.name.startswith(mapping + "-")]
    return exact or of_family


def _layouts_of(
    sample: ExtractSample,
    reference: ExtractReference,
    mapping: str | None,
    choices: Mapping[TableKey, TableChoices],
) -> list[Layout]:
    """The layout of each table: the one chosen for it, else a named one that fits, else any that fits.

    A named layout that fits no table is taken for those that look most like it, and only for them: the
    other file of a pair is read as it would be.
    """
    named = _layouts_named(mapping, reference) if mapping is not None else []
    tables = sample.tables
    fitting = [choose_layout(table.header.names, reference, named) for table in tables]
    if len(named) == 1 and not any(fitting):
        shares = [
            named[0].share_in(headers_found(table.header.names, reference.headers))
            for table in tables
        ]
        fitting = [named[0] if share == max(shares) else None for share in shares]
    layouts = []
    for table, found in zip(tables, fitting, strict=True):
        wanted = choices.get(table.key, TableChoices()).layout
        layout = reference.layout(wanted) if wanted else found
        if wanted and layout is None:
            raise UserError(Code.MAPPING_UNKNOWN, mapping=wanted)
        layout = layout or choose_layout(table.header.names, reference)
        layouts.append(layout or reference.layout(_OTHERWISE) or reference.layouts[0])
    return layouts


def _look_of(
    table: TableSample, layout: Layout, reference: ExtractReference, choices: TableChoices
) -> FileLook:
    """What one table is; the style of each column and the region system of the file included."""
    layout = layout.shaped(choices.shape) if choices.shape else layout
    book = choices.book or layout.book
    if book not in reference.books:
        raise UserError(Code.CHOICE_UNKNOWN, field="book", choices=", ".join(reference.books))
    columns = columns_of(table.header.names, layout, reference.headers)
    look = FileLook(
        path=table.path,
        kind=table.kind,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        header_row=table.header.row,
        header_line=table.header_line,
        layout=layout.name,
        entity=layout.entity,
        is_wide=layout.is_wide,
        region_system=None,
        rows=table.rows,
        is_exact=table.is_exact,
        size=table.size,
        digest=table.digest,
        columns=tuple(with_words(columns, choices.words, layout)),
        sample=(),
        book=book,
        is_profile=layout.is_own,
        choices=choices,
    )
    usual = RegionSystem.BPS if layout.name.startswith("dtsen") else RegionSystem.KEMENDAGRI
    return _styled(look, table, reference, layout.regions or usual)


def _styled(
    look: FileLook, table: TableSample, reference: ExtractReference, usual: RegionSystem
) -> FileLook:
    """The look with its columns' styles, from the records that have its width or can be given it."""
    width = len(look.columns)
    sifter = Sifter([column.header for column in look.columns])
    head, elsewhere = (
        [
            record
            for chunk in chunks
            for found in chunk.records
            if isinstance(record := found if len(found) == width else sifter.aligned(found), list)
        ]
        for chunks in (table.sample, table.spread)
    )
    records = head[:_STYLED] + elsewhere[:: max(1, len(elsewhere) // _STYLED)]
    shown = tuple(tuple(map(visible, record)) for record in records[:_SHOWN_ROWS])
    return replace(styled(look, records, reference, usual), sample=shown)


def _findings_of(
    table: TableSample,
    look: FileLook,
    index: int,
    reference: ExtractReference,
    today: date | None,
) -> _Findings:
    """Clean the sampled records of one table."""
    last_day = last_day_of(look, today)
    cleaner = RowCleaner(look, index, reference, last_day)
    batches = [batch for chunk in table.sample for batch in cleaner.clean(chunk)]
    batches.extend(cleaner.finish())
    problems = [problem for batch in batches for problem in batch.problems]
    rows: dict[Entity, list[Row]] = {Entity.FAMILY: [], Entity.PERSON: []}
    for batch in batches:
        shown = rows[batch.entity]
        if len(shown) < _SHOWN_ROWS:
            shown.extend(batch.rows[: _SHOWN_ROWS - len(shown)])
    records = sum(batch.records for batch in batches)
    counted = list(problems)
    elsewhere = RowCleaner(look, index, reference, last_day)
    for chunk in table.spread:
        # The pieces do not know their rows: keep the numbers of two pieces apart.
        for batch in elsewhere.clean(chunk):
            counted.extend(
                replace(problem, row=-records - problem.row) for problem in batch.problems
            )
            records += batch.records
    return _Findings(
        look=look,
        problems=problems[:_SHOWN_PROBLEMS],
        rows=rows,
        sampled=records,
        unreadable_share=_unreadable_share(look, counted, records),
    )


def _looked(findings: Sequence[_Findings], today: date | None) -> ExtractLook:
    files = tuple(finding.look for finding in findings)
    systems = Counter(file.region_system for file in files if file.region_system)
    worst = max(finding.unreadable_share for finding in findings)
    problems = [problem for finding in findings for problem in finding.problems]
    shown = {
        entity: tuple(chain.from_iterable(finding.rows[entity] for finding in findings))
        for entity in Entity
    }
    return ExtractLook(
        files=files,
        mapping=_mapping_name(files),
        region_system=systems.most_common(1)[0][0] if systems else None,
        today=today,
        problems=tuple(problems[:_SHOWN_PROBLEMS]),
        sampled=sum(finding.sampled for finding in findings),
        unreadable_share=worst,
        stop=Code.EXTRACT_TOO_MANY_UNREADABLE_NUMBERS if worst > _UNREADABLE_LIMIT else None,
        families=shown[Entity.FAMILY][:_SHOWN_ROWS],
        persons=shown[Entity.PERSON][:_SHOWN_ROWS],
    )


def _unreadable_share(look: FileLook, problems: list[RowProblem], records: int) -> float:
    numbers = {column.header for column in look.columns if column.field in _NUMBER_FIELDS}
    unreadable = {
        problem.row
        for problem in problems
        if problem.kind in UNREADABLE_NUMBER and problem.column in numbers
    }
    apart = (ProblemAction.IGNORED, ProblemAction.REFUSED, ProblemAction.DUPLICATE)
    not_taken = {problem.row for problem in problems if problem.action in apart}
    taken = records - len(not_taken)
    return len(unreadable - not_taken) / taken if taken > 0 else 0.0


def _mapping_name(files: Sequence[FileLook]) -> str:
    """One name for the layouts of all files; ``dtsen-v3`` for its pair."""
    names = {file.layout for file in files}
    if len(names) == 1:
        return names.pop()
    stems = {name.removesuffix("-family").removesuffix("-person") for name in names}
    return "+".join(sorted(stems))
