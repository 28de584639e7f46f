"""Chunks of raw records become batches of clean rows, column by column.

A column of two thousand cells is cleaned by one `map` over a memory of answers; only cells that are
odd are looked at one by one. That is why there is no function here that takes a row and returns a
row: it would be ten times as slow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import repeat

from desktop_app.domain.extract import (
    Batch,
    Columns,
    Entity,
    FileLook,
    LineShift,
    Value,
    columns_of_rows,
)
from desktop_app.domain.field import FAMILY_NAMES, PERSON_NAMES
from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.extracts.checks import NationalIdCheck
from desktop_app.extracts.columns import Column, columns_at_work, style_tokens
from desktop_app.extracts.dates import settle
from desktop_app.extracts.families import FamilyGroups
from desktop_app.extracts.memory import Seen
from desktop_app.extracts.notes import Notes, Sheet
from desktop_app.extracts.places import Place, Places
from desktop_app.extracts.records import Chunk, widths_of
from desktop_app.extracts.reference import ExtractReference
from desktop_app.extracts.sifting import Sifter

_NAMES = {Entity.FAMILY: FAMILY_NAMES, Entity.PERSON: PERSON_NAMES}
_BLANK_NUMBER = frozenset({Kind.NUMBER_MISSING, Kind.NUMBER_ZERO})

# For each village column pair: the code, the name and the kecamatan, and whether it is the home.
_PLACES = (
    (Entity.FAMILY, "village_code", "village_name", "subdistrict_name", True),
    (Entity.PERSON, "id_village_code", "id_village_name", "id_subdistrict_name", False),
)


class RowCleaner:
    """Cleans the records of one file; `seen` remembers rows and cards over all files of an import."""

    def __init__(
        self,
        look: FileLook,
        file: int,
        reference: ExtractReference,
        today: date,
        seen: Seen | None = None,
    ) -> None:
        self._look = look
        self._file = file
        self._today = today
        self._entity = look.entity
        self._columns = columns_at_work(look, reference, today)
        self._by_field = {
            (column.entity, column.field): column for column in self._columns if column.field
        }
        self._extras = [column for column in self._columns if not column.field]
        name = self._column("name" if look.entity is Entity.PERSON else "head_name")
        self._sifter = Sifter(
            [column.header for column in look.columns], name.at if name is not None else None
        )
        seen = seen or Seen()
        self._seen_rows = seen.rows_of([column.header for column in look.columns])
        self._groups = FamilyGroups(seen.cards) if look.is_wide else None
        self._places = [
            (entity, fields, places) for entity, *fields, places in self._places_of(look, reference)
        ]
        self._national_ids = NationalIdCheck()
        self._notes = Notes(file, look.entity, look.delimiter)
        self._shift = 0

    def titles(self, chunk: Chunk) -> Batch:
        """The records above the data, all of them ignored; the last is the header and is no record."""
        for index, record in enumerate(chunk.records[:-1]):
            kind = Kind.TITLE_ROW if any(map(str.strip, record)) else Kind.BLANK_ROW
            self._notes.row(chunk.rows[index], chunk.lines[index], kind, record)
        records = max(0, len(chunk.records) - 1)
        return Batch(self._entity, [], self._notes.taken(), records, self._shifts_of(chunk))

    def clean(self, chunk: Chunk) -> list[Batch]:
        """The batches of one chunk; the records counted are those of the chunk, once."""
        sheet = self._sifted(chunk)
        batches = self._cleaned(sheet) if sheet.records else []
        for column in self._columns:
            column.memo.trim()
        problems, count = self._notes.taken(), len(chunk.records)
        shifts = self._shifts_of(chunk)
        if not batches:
            return [Batch(self._entity, [], problems, count, shifts)]
        *others, last = batches
        return [*others, Batch(last.entity, last.columns, problems, count, shifts)]

    def finish(self) -> list[Batch]:
        """What was still held back when the file ended."""
        if self._groups is None:
            return []
        rows = self._groups.flush()
        return [Batch(Entity.FAMILY, columns_of_rows(rows), [], 0)] if rows else []

    def _shifts_of(self, chunk: Chunk) -> tuple[LineShift, ...]:
        """Where the lines of this chunk come to stand further from its rows than before."""
        if not chunk.rows or chunk.lines[-1] - chunk.rows[-1] == self._shift:
            return ()
        shifts = []
        for row, line in zip(chunk.rows, chunk.lines, strict=True):
            if line - row != self._shift:
                self._shift = line - row
                shifts.append((self._file, row, self._shift))
        return tuple(shifts)

    # --- which records are data -----------------------------------------------------------------

    def _sifted(self, chunk: Chunk) -> Sheet:
        records, rows, lines = chunk.records, chunk.rows, chunk.lines
        repeated = self._seen_rows.repeated(chunk.hashes)
        width = len(self._columns)
        if not chunk.swallowed and not repeated and widths_of(records) <= {width}:
            return Sheet(records, rows, lines)
        again = set(repeated)
        kept: list[int] = []
        kept_records: list[list[str]] = []
        for index, record in enumerate(records):
            kind: Kind | None = Kind.ROW_SWALLOWED if index in chunk.swallowed else None
            if kind is None and (len(record) != width or index in again):
                kind = self._sifter.not_data(record)
            if kind is None and len(record) != width:
                aligned = self._sifter.aligned(record)
                if isinstance(aligned, Kind):
                    kind = aligned
                else:
                    record = aligned
            if kind is None and index in again:
                kind = Kind.ROW_REPEATED
            if kind is None:
                kept.append(index)
                kept_records.append(record)
            else:
                self._notes.row(rows[index], lines[index], kind, records[index])
        return Sheet(
            kept_records,
            [rows[index] for index in kept],
            [lines[index] for index in kept],
        )

    def _not_rows(self, sheet: Sheet) -> set[int]:
        """Records of the right width that are no data, or say neither who nor what number."""
        number = self._column("national_id") or self._column("family_card_no")
        name = self._column("name") if self._entity is Entity.PERSON else self._column("head_name")
        lead = number or name
        if lead is None:
            return set()
        suspects = lead.odd_rows(sheet.cells[lead.at])
        dropped: set[int] = set()
        for index in suspects:
            kind = self._sifter.not_data(sheet.records[index])
            if kind is None and number is not None:
                kind = self._nobody(sheet, index, number, name)
            if kind is not None:
                self._notes.row(sheet.rows[index], sheet.lines[index], kind, sheet.records[index])
                dropped.add(index)
        return dropped

    def _nobody(self, sheet: Sheet, index: int, number: Column, name: Column | None) -> Kind | None:
        record = sheet.records[index]
        if _BLANK_NUMBER.isdisjoint(number.memo.odd[record[number.at]]):
            return None
        if name is None:
            card = self._column("family_card_no")
            somebody = card is not None and card.memo[record[card.at]] is not None
        else:
            somebody = name.memo[record[name.at]] is not None
        return None if somebody else Kind.ROW_WITHOUT_NAME_AND_NUMBER

    def _column(self, field: str) -> Column | None:
        return self._by_field.get((self._entity, field))

    # --- cleaning -------------------------------------------------------------------------------

    def _cleaned(self, sheet: Sheet) -> list[Batch]:
        values = [column.values_of(sheet.cells[column.at]) for column in self._columns]
        dropped = self._not_rows(sheet)
        if dropped:
            sheet = sheet.without(dropped)
            if not sheet.records:
                return []
            values = [column.values_of(sheet.cells[column.at]) for column in self._columns]
        self._settle_dates(sheet, values)
        for column, column_values in zip(self._columns, values, strict=True):
            if column.field == "birth_date":
                continue
            self._note_cells(sheet, column, column_values)
            for index in column.translated_rows(sheet.cells[column.at], column_values):
                self._notes.keep_text(sheet, index, column)
        self._check_numbers(sheet, values)
        homes = self._settle_places(sheet, values)
        return self._batches(sheet, values, homes)

    def _note_cells(self, sheet: Sheet, column: Column, values: list[Value]) -> None:
        cells, odd = sheet.cells[column.at], column.memo.odd
        for index in column.odd_rows(cells):
            for kind in odd[cells[index]]:
                self._notes.cell(sheet, index, column, kind, values[index])

    def _settle_dates(self, sheet: Sheet, values: list[list[Value]]) -> None:
        """Ask the NIK about the dates that one cell could not settle, and note what came of it."""
        births = self._by_field.get((Entity.PERSON, "birth_date"))
        if births is None:
            return
        cells, dates, odd = sheet.cells[births.at], values[births.at], births.memo.odd
        niks = self._by_field.get((Entity.PERSON, "national_id"))
        relations = self._by_field.get((Entity.PERSON, "relationship"))
        for index in births.odd_rows(cells):
            value = dates[index]
            kinds = odd[cells[index]]
            if isinstance(value, str) and value[0] == "?":
                nik = values[niks.at][index] if niks else None
                dates[index], kinds = settle(
                    value,
                    nik if isinstance(nik, str) else None,
                    self._today,
                    values[relations.at][index] if relations else None,
                )
            for kind in kinds:
                self._notes.cell(sheet, index, births, kind, dates[index])

    def _check_numbers(self, sheet: Sheet, values: list[list[Value]]) -> None:
        column = self._by_field.get((Entity.PERSON, "national_id"))
        if column is None:
            return
        niks = values[column.at]
        check = self._national_ids
        found = [
            *check.of_births(niks, self._values(values, "birth_date"), self._values(values, "sex"))
        ]
        card = self._by_field.get((Entity.PERSON, "family_card_no"))
        if card is not None:
            found.extend(check.of_cards(niks, values[card.at]))
        for index, nik, kind in found:
            self._notes.cell(sheet, index, column, kind, nik)

    def _values(self, values: list[list[Value]], field: str) -> list[Value]:
        """The values of a field of the person; all None where the file does not have it."""
        column = self._by_field.get((Entity.PERSON, field))
        return values[column.at] if column is not None else [None] * len(values[0])

    # --- places ---------------------------------------------------------------------------------

    def _places_of(
        self, look: FileLook, reference: ExtractReference
    ) -> Iterator[tuple[Entity, Column | None, Column | None, Column | None, Places]]:
        styles = {(column.entity, column.field): column.style for column in look.columns}
        for entity, code, name, kecamatan, is_home in _PLACES:
            fields = [self._by_field.get((entity, field)) for field in (code, name, kecamatan)]
            if fields[0] is None and fields[1] is None:
                continue
            places = Places(
                reference.regions,
                look.region_system,
                style=style_tokens(styles.get((entity, name), "")),
                code_style=style_tokens(styles.get((entity, code), "")),
                has_code=fields[0] is not None,
                is_home=is_home,
            )
            yield entity, fields[0], fields[1], fields[2], places

    def _settle_places(self, sheet: Sheet, values: list[list[Value]]) -> list[str | None]:
        """The village of each row, where the file says it; notes what its code and name lack."""
        homes: list[str | None] = [None] * len(sheet.records)
        for entity, (code, name, kecamatan), places in self._places:
            triples = zip(
                *(
                    sheet.cells[column.at] if column else repeat("")
                    for column in (code, name, kecamatan)
                ),
                strict=False,
            )
            found: list[Place] = list(map(places.__getitem__, triples))
            if entity is Entity.FAMILY:
                homes = [place.village for place in found]
            if any(map(_is_odd, found)):
                self._note_places(sheet, values, found, code, name)
            if len(places) > 20_000:
                places.clear()
        return homes

    def _note_places(
        self,
        sheet: Sheet,
        values: list[list[Value]],
        found: list[Place],
        code: Column | None,
        name: Column | None,
    ) -> None:
        for index, place in enumerate(found):
            if code is not None:
                for kind in place.of_code:
                    self._notes.cell(sheet, index, code, kind, values[code.at][index])
            if name is not None and place.of_name:
                values[name.at][index] = place.name
                for kind in place.of_name:
                    self._notes.cell(sheet, index, name, kind, place.name)

    # --- rows out -------------------------------------------------------------------------------

    def _batches(
        self, sheet: Sheet, values: list[list[Value]], homes: list[str | None]
    ) -> list[Batch]:
        columns = self._stored(self._entity, sheet, values, homes)
        if self._groups is None:
            return [Batch(self._entity, columns, [], 0)]
        cards = self._values(values, "family_card_no")
        facts = zip(*self._stored(Entity.FAMILY, sheet, values, homes), strict=True)
        gathered = self._groups.gather(cards, facts)
        return [
            Batch(Entity.FAMILY, columns_of_rows(gathered), [], 0),
            Batch(Entity.PERSON, columns, [], 0),
        ]

    def _stored(
        self,
        entity: Entity,
        sheet: Sheet,
        values: list[list[Value]],
        homes: Sequence[str | None],
    ) -> Columns:
        """The columns of `entity` as they are stored; what the file does not have is nothing."""
        count = len(sheet.records)
        nothing: list[Value] = [None] * count
        raws = nothing
        if sheet.raws:
            raws = [None] * count
            for index, by_entity in sheet.raws.items():
                raw = dict(by_entity.get(entity, {}))
                if entity is self._entity:
                    raw.update(by_entity.get(None, {}))
                if raw:
                    raws[index] = json.dumps(raw, ensure_ascii=False)
        extras = nothing
        if self._extras and entity is self._entity:
            fragments = zip(*(values[column.at] for column in self._extras), strict=True)
            extras = [_json_object(row) for row in fragments]
        file: list[Value] = [self._file] * count
        columns: list[Sequence[Value]] = [file, sheet.rows, homes, raws, extras]
        for field in _NAMES[entity]:
            column = self._by_field.get((entity, field))
            columns.append(values[column.at] if column is not None else nothing)
        return columns


def _is_odd(place: Place) -> bool:
    return bool(place.of_code or place.of_name)


def _json_object(fragments: tuple[Value, ...]) -> str | None:
    pieces = [piece for piece in fragments if piece is not None]
    return "{" + ", ".join(map(str, pieces)) + "}" if pieces else None
