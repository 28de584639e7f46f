"""The table in which BPS counts the families of each desa by decile (``kodewil_desil.xlsx``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from desktop_app.domain.region import RegionSystem, RegionTable, Village, folded_region_name
from desktop_app.domain.totals import Bucket, ControlRow
from desktop_app.errors import Code, UserError
from desktop_app.extracts.cells import is_null_word, plain
from desktop_app.extracts.csv_file import CsvRecords
from desktop_app.extracts.places import Pair, system_of
from desktop_app.extracts.reference import ExtractReference, folded_header
from desktop_app.extracts.sniff import SAMPLE, encoding_of, kind_of
from desktop_app.extracts.workbook import Workbook

_WITHIN = 40
_MOST_ROWS = 200_000
_DELIMITERS = ";,|\t"
_DECILE = re.compile(r"(?:total_|jumlah_|jml_)?(?:d|desil|decile)_?\d.*")
_NUMBER = re.compile(r"\d+")
_WHOLE = re.compile(r"(\d+)(?:[.,]0+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_TOTAL_ROW = re.compile(r"(?:SUB ?-?|GRAND )?TOTAL\b.*|JUMLAH\b.*|JML\b.*", re.IGNORECASE)
_DESA = {"village_code", "village_name"}
_FAMILY_UNITS = frozenset(
    {"keluarga", "jumlah_keluarga", "kk", "jumlah_kk", "rumah_tangga", "ruta"}
)
_PERSON_UNITS = frozenset(
    {"individu", "jiwa", "orang", "anggota", "penduduk", "jumlah_jiwa", "art"}
)
_ONE_BY_ONE = (7, 8, 9, 10)
_LEAST_BUCKETS = 3

Columns = dict[str, int]
Records = list[list[str]]


def read_control_totals(path: Path, reference: ExtractReference) -> tuple[ControlRow, ...]:
    """The rows that name a desa, each under its Kemendagri code where the program knows it.

    A desa is known by its code, then by its name in its kecamatan; in which system the codes are is
    decided for the whole file. Raises `UserError` (`CONTROL_FILE_UNKNOWN`, `CONTROL_CELL_UNCLEAR`, and
    what opening a file raises).
    """
    for records in _sheets(path):
        for at, record in enumerate(records[:_WITHIN]):
            below = records[at + 1] if at + 1 < len(records) else []
            headers = {at + 1: record, at + 2: _joined(record, below, reference)}
            if _has_units(below):
                del headers[at + 1]
            for begin, header in headers.items():
                names, counts = _columns(header, reference)
                if len(counts) >= _LEAST_BUCKETS and names.keys() & _DESA:
                    body = list(enumerate(records[begin:], start=begin + 1))
                    return _rows(path.name, body, names, counts, reference.regions)
    raise UserError(Code.CONTROL_FILE_UNKNOWN, name=path.name)


def _sheets(path: Path) -> list[Records]:
    kind = kind_of(path)
    if kind == "csv":
        return [_text_records(path)]
    book = Workbook(path, kind)
    try:
        return [
            [record for record, _ in zip(book.records(sheet), range(_MOST_ROWS), strict=False)]
            for sheet in book.sheets
        ]
    finally:
        book.close()


def _text_records(path: Path) -> Records:
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
        file.seek(0)
        encoding = encoding_of(sample)
        head = sample[:20_000].decode(encoding, "replace")
        delimiter = max(_DELIMITERS, key=head.count)
        return list(CsvRecords(file, encoding, delimiter).skip(_MOST_ROWS).records)


def _columns(
    record: Sequence[str], reference: ExtractReference
) -> tuple[Columns, dict[int, Bucket]]:
    """Where names and codes stand, and which bucket each counting column belongs to."""
    names: Columns = {}
    counts: dict[int, Bucket] = {}
    for at, cell in enumerate(record):
        header = folded_header(cell)
        field = next(
            (name for name, all_of in reference.headers.control.items() if header in all_of), ""
        )
        if field in ("unranked", "total"):
            counts[at] = Bucket.UNRANKED if field == "unranked" else Bucket.TOTAL
        elif field:
            names.setdefault(field, at)
        elif (bucket := _bucket(header)) is not None:
            counts[at] = bucket
    return names, counts


def _joined(upper: Sequence[str], lower: Sequence[str], reference: ExtractReference) -> list[str]:
    """One header from two rows of it, in which a cell of the upper row reaches over those that follow.

    ``DESIL`` over ``1 2 3`` gives deciles; of ``KELUARGA`` and ``JIWA`` under one decile the families
    count. A cell that is merged over both rows stands in each of them, or in the upper one alone.
    """
    joined, group = [], ""
    for at in range(max(len(upper), len(lower))):
        own, low = (plain(row[at])[0] if at < len(row) else "" for row in (upper, lower))
        group = own or group
        folded = folded_header(low)
        if not low or low == own:
            joined.append(own)
        elif folded in _FAMILY_UNITS | _PERSON_UNITS:
            joined.append(group if folded in _FAMILY_UNITS else "")
        elif any(_columns([low], reference)) or "desil" not in folded_header(group):
            joined.append(low)
        else:
            joined.append(f"desil {low}")
    return joined


def _has_units(record: Sequence[str]) -> bool:
    """Whether a row only says what is counted in the columns of the header above it."""
    return len(_PERSON_UNITS.union(_FAMILY_UNITS).intersection(map(folded_header, record))) > 1


def _bucket(header: str) -> Bucket | None:
    if not _DECILE.fullmatch(header):
        return None
    numbers = [int(found) for found in _NUMBER.findall(header)]
    if len(numbers) == 1:
        if numbers[0] in _ONE_BY_ONE:
            return Bucket.D7_10
        return Bucket(str(numbers[0])) if 1 <= numbers[0] <= 6 else None
    return {(1, 4): Bucket.D1_4, (7, 10): Bucket.D7_10}.get((numbers[0], numbers[-1]))


def _rows(
    file_name: str,
    body: Sequence[tuple[int, list[str]]],
    names: Columns,
    counts: dict[int, Bucket],
    regions: RegionTable,
) -> tuple[ControlRow, ...]:
    told = []
    for row, record in body:
        desa = _cell(record, names.get("village_name"))
        kecamatan = _cell(record, names.get("subdistrict_name"))
        code = _code(record, names, regions)
        if _numbers_columns(record):
            continue
        is_sum = _TOTAL_ROW.fullmatch(desa or kecamatan or _cell(record, 0))
        if is_sum or not (desa or code) or not any(_cell(record, at) for at in counts):
            continue
        told.append((code, desa, kecamatan, _counts(file_name, row, record, counts)))
    if not told:
        raise UserError(Code.CONTROL_FILE_UNKNOWN, name=file_name)
    pairs: Counter[Pair] = Counter((code, desa, kecamatan) for code, desa, kecamatan, _ in told)
    system = system_of(pairs, regions, RegionSystem.BPS) or RegionSystem.BPS
    by_name = _ByName(regions)
    rows = []
    for code, desa, kecamatan, counted in told:
        village = regions.village_in(system, code) or by_name.village(desa, kecamatan)
        rows.append(
            ControlRow(
                village=village.code if village else "",
                bps_code=village.bps_code if village else code,
                subdistrict_name=village.subdistrict_name if village else kecamatan,
                village_name=village.local_name if village else desa,
                counts=counted,
            )
        )
    return tuple(rows)


def _numbers_columns(record: Sequence[str]) -> bool:
    """Whether it is the row ``(1) (2) (3)`` under a header."""
    numbers = [cell.strip("() ") for cell in record if cell.strip()]
    return len(numbers) > _LEAST_BUCKETS and numbers == [
        str(at) for at in range(1, len(numbers) + 1)
    ]


class _ByName:
    """Finds a desa by its name in its kecamatan, or by a name that only one desa has."""

    def __init__(self, regions: RegionTable) -> None:
        self._in_kecamatan: dict[tuple[str, str], Village] = {}
        self._namesakes: dict[str, list[Village]] = {}
        for village in regions.villages:
            for alias in village.aliases:
                place = folded_region_name(village.subdistrict_name), alias
                self._in_kecamatan[place] = village
                self._namesakes.setdefault(alias, []).append(village)

    def village(self, desa: str, kecamatan: str) -> Village | None:
        alias = folded_region_name(desa)
        if kecamatan:
            return self._in_kecamatan.get((folded_region_name(kecamatan), alias))
        namesakes = self._namesakes.get(alias, [])
        return namesakes[0] if len(namesakes) == 1 else None


def _code(record: Sequence[str], names: Columns, regions: RegionTable) -> str:
    """Ten digits, put together where kabupaten, kecamatan and desa stand in columns of their own."""
    kab, kec, desa = (
        "".join(_NUMBER.findall(_whole(_cell(record, names.get(part)))))
        for part in ("regency_code", "subdistrict_code", "village_code")
    )
    if len(desa) >= 10 or not desa:
        return desa[:10]
    regency = regions.regency.replace(".", "")
    kab = kab if len(kab) == len(regency) else regency[: max(0, len(regency) - len(kab))] + kab
    if len(desa) == 6:  # kecamatan and desa in one
        return kab + desa
    kec = kec if len(kec) == 7 else kab + kec.zfill(3)
    return kec + desa.zfill(3)


def _whole(text: str) -> str:
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text


def _cell(record: Sequence[str], at: int | None) -> str:
    if at is None or at >= len(record):
        return ""
    text = plain(record[at])[0]
    return "" if is_null_word(text) else text


def _counts(
    file_name: str, row: int, record: Sequence[str], counts: dict[int, Bucket]
) -> dict[Bucket, int | None]:
    found: dict[Bucket, int | None] = {}
    for at, bucket in counts.items():
        text = _cell(record, at)
        count: int | None = None
        if whole := _WHOLE.fullmatch(text):
            count = int(whole[1])
        elif _THOUSANDS.fullmatch(text):
            count = int(re.sub(r"\D", "", text))
        elif text:
            raise UserError(Code.CONTROL_CELL_UNCLEAR, name=file_name, row=row)
        before = found.get(bucket)
        # Deciles 7 to 10 may stand one by one.
        found[bucket] = before if count is None else count + (before or 0)
    return found
