"""How the columns of one file write their values, and what only all of them together can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat

from desktop_app.domain.extract import ColumnLook, Entity, FileLook
from desktop_app.domain.field import FieldKind
from desktop_app.domain.region import RegionSystem
from desktop_app.extracts.cells import unpadded
from desktop_app.extracts.codes import ZERO_ONE
from desktop_app.extracts.columns import field_of, style_text, style_tokens
from desktop_app.extracts.mapping import FIELDS
from desktop_app.extracts.numbers import EXACT
from desktop_app.extracts.places import Pair, evidence_of, spelling_style, system_of
from desktop_app.extracts.reference import ExtractReference, folded_header
from desktop_app.extracts.style import (
    REGISTRY,
    TEXT,
    common_spellings,
    counts_from_zero,
    has_exact_numbers,
    has_registry_codes,
    padding_of,
    style_of,
)


def styled(
    look: FileLook,
    records: Sequence[Sequence[str]],
    reference: ExtractReference,
    usual: RegionSystem,
) -> FileLook:
    """The look with the style of each column and the region system of the file, after `records`."""
    cells: list[Sequence[str]] = list(zip(*records, strict=True)) or [()] * len(look.columns)
    book = reference.books[look.book]
    said = {at for at, _ in look.choices.words}
    padding = [padding_of(column_cells) for column_cells in cells]
    cells = [
        [unpadded(cell, blanks) for cell in column_cells] if blanks else column_cells
        for blanks, column_cells in zip(padding, cells, strict=True)
    ]
    look = replace(look, columns=tuple(map(_with_registry, look.columns, cells, repeat(reference))))
    fields = [field_of(column, reference) for column in look.columns]
    from_zero = counts_from_zero(list(zip(fields, cells, strict=True)))
    is_exact = look.kind != "csv" and has_exact_numbers(list(zip(fields, cells, strict=True)))
    columns: list[ColumnLook] = []
    for at, (column, field, column_cells, blanks) in enumerate(
        zip(look.columns, fields, cells, padding, strict=True)
    ):
        style = style_of(column_cells, field, book, look.delimiter or ",")
        if TEXT in style and column.field and at in said:
            # A person says what it is: what is no code of it is flagged, cell by cell.
            style -= {TEXT}
        elif TEXT in style and column.field:
            # The header promised codes, the cells are other words: keep them as they are.
            column = ColumnLook(column.header, None, "", 0)
            style = style_of(column_cells, None, book, look.delimiter or ",")
        elif field is not None and field.codes == "yes_no" and from_zero is not None:
            style = style | {ZERO_ONE} if from_zero else style - {ZERO_ONE}
        elif field is not None and field.kind is FieldKind.NUMBER_ID and is_exact:
            style |= {EXACT}
        common: tuple[str, ...] = ()
        if field is not None and field.codes in ("sex", "relationship", "dukcapil_relationship"):
            common = common_spellings(column_cells, field, book)
        columns.append(
            replace(column, style=style_text(style | blanks | style_tokens(column.style), common))
        )
    look = replace(look, columns=tuple(columns))
    return _with_places(look, cells, reference, usual)


def _with_registry(
    column: ColumnLook, cells: Sequence[str], reference: ExtractReference
) -> ColumnLook:
    """`column`, marked where its relations are in the codes of the civil registry."""
    header = folded_header(column.header)
    if column.field != "relationship" or header == FIELDS[Entity.PERSON]["relationship"].header:
        return column
    by_header = header in reference.headers.registry_codes.get("relationship", ())
    return replace(column, style=REGISTRY if has_registry_codes(cells, by_header=by_header) else "")


def _with_places(
    look: FileLook,
    cells: Sequence[Sequence[str]],
    reference: ExtractReference,
    usual: RegionSystem,
) -> FileLook:
    at = {(column.entity, column.field): index for index, column in enumerate(look.columns)}
    system, evidence = look.choices.region_system, None
    for entity, code, name in (
        (Entity.FAMILY, "village_code", "village_name"),
        (Entity.PERSON, "id_village_code", "id_village_name"),
    ):
        pairs = _pairs(cells, at.get((entity, code)), at.get((entity, name)))
        if not pairs:
            continue
        if system is None:
            system = system_of(pairs, reference.regions, usual)
        if evidence is None and (entity, code) in at:
            is_chosen = look.choices.region_system is not None
            evidence = evidence_of(pairs, reference.regions, system, is_chosen=is_chosen)
        named = at.get((entity, name))
        if named is not None:
            column = look.columns[named]
            style = spelling_style(pairs, reference.regions, system)
            columns = list(look.columns)
            columns[named] = replace(column, style="|".join(filter(None, (column.style, style))))
            look = replace(look, columns=tuple(columns))
    return replace(look, region_system=system, regions=evidence)


def _pairs(cells: Sequence[Sequence[str]], code: int | None, name: int | None) -> Counter[Pair]:
    if code is None and name is None:
        return Counter()
    codes = cells[code] if code is not None else [""] * len(cells[name or 0])
    names = cells[name] if name is not None else [""] * len(codes)
    return Counter((of_code, of_name, "") for of_code, of_name in zip(codes, names, strict=True))
