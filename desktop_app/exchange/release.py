"""What a hub sends once a quarter: the rows of the extract that an office may see, desa by desa.

First the papers and what the release is, with its control totals. Then for each desa a section, its
families, its persons, and what was noticed about them. Rows travel as columns, some hundreds side by
side: values of one sort compress to a third of what they take row by row. A column that says one thing
in all rows is said once, one that says nothing is left out, and numbers that climb are told as steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from operator import sub
from typing import Any

from desktop_app.domain.extract import Entity, Value
from desktop_app.domain.release import ReleaseFile
from desktop_app.domain.release_cut import Handover, ReleaseCut
from desktop_app.domain.report import DecileTally
from desktop_app.exchange.download import Papers, papers_records
from desktop_app.exchange.fields import Fields, Malformed, is_text, read_json, write_json
from desktop_app.exchange.record import MAX_LINE, raw_record, record, record_fields
from desktop_app.exchange.roster import Signed, read_signed

ROWS_A_LINE = 500
_CLIMBING = frozenset({"id", "family_id", "file", "row"})
_TAGS = {Entity.FAMILY: "families", Entity.PERSON: "persons"}
_ENTITIES = {tag: entity for entity, tag in _TAGS.items()}
_LONGEST = 1 << 16

Noted = Sequence[Sequence[Any]]
"""Rows of plain values: problems as the store keeps them, or pairs of doubtful people."""


def head_records(papers: Papers, cut: ReleaseCut) -> Iterator[bytes]:
    """The lines before the first section."""
    yield from papers_records(papers)
    yield record("release", _cut_fields(cut))


def village_record(village: str) -> bytes:
    """The line that begins a desa."""
    return record("village", {"code": village})


def row_records(
    entity: Entity, names: Sequence[str], columns: Sequence[Sequence[Value]]
) -> Iterator[bytes]:
    """Some rows of one entity; as many lines as they need."""
    rows = len(columns[0]) if columns else 0
    if not rows:
        return
    written = write_json(_shortened(names, columns, rows))
    if len(written) > MAX_LINE - 64 and rows > 1:
        for half in (slice(rows // 2), slice(rows // 2, None)):
            yield from row_records(entity, names, [column[half] for column in columns])
        return
    yield raw_record(_TAGS[entity], written)


def noted_records(tag: str, rows: Noted) -> Iterator[bytes]:
    """Problems (``problems``) or doubtful pairs (``doubtful``) of the people of a section."""
    for start in range(0, len(rows), ROWS_A_LINE):
        yield record(tag, [list(row) for row in rows[start : start + ROWS_A_LINE]])


def _shortened(
    names: Sequence[str], columns: Sequence[Sequence[Value]], rows: int
) -> dict[str, Any]:
    same: dict[str, Value] = {}
    each: dict[str, list[Value]] = {}
    climbing: dict[str, list[Value]] = {}
    for name, column in zip(names, columns, strict=True):
        first = column[0]
        if column.count(first) == rows:
            if first is not None:
                same[name] = first
        elif name in _CLIMBING and None not in column:
            steps: list[Any] = list(map(sub, column[1:], column))
            climbing[name] = [first, *steps]
        else:
            each[name] = list(column)
    return {"n": rows, "same": same, "each": each, "steps": climbing}


def _cut_fields(cut: ReleaseCut) -> dict[str, Any]:
    handover = cut.handover
    return {
        "id": cut.release_id,
        "revision": cut.revision,
        "label": cut.label,
        "reference_date": cut.reference_date.isoformat(),
        "layout": cut.layout,
        "regions": cut.region_system,
        "light": int(cut.is_light),
        "files": [
            {
                "name": file.name,
                "kind": file.kind,
                "encoding": file.encoding,
                "sheet": file.sheet,
                "layout": file.layout,
                "book": file.book,
                "regions": file.region_system,
                "rows": file.rows,
            }
            for file in cut.files
        ],
        "handover": {
            "number": handover.number,
            "kind": handover.kind,
            "from": handover.from_name,
            "from_region": handover.from_region,
            "to": handover.to_name,
            "to_region": handover.to_region,
        },
        "tallies": [
            {
                "village": tally.village,
                "decile": tally.decile or 0,
                "families": tally.families,
                "persons": tally.persons,
            }
            for tally in cut.tallies
        ],
    }


# --- reading -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of one entity, as columns by name; columns without any value are not in it."""

    entity: Entity
    rows: int
    columns: Mapping[str, Sequence[Value]]


class ReleaseReader:
    """Takes the records of a release package in order and hands on what they say.

    Raises `Malformed` for a record that is not what it should be or stands in the wrong place. Records
    of a kind this program does not know are passed over.
    """

    def __init__(
        self,
        take_papers: Callable[[Papers], None],
        take_cut: Callable[[ReleaseCut], None],
        take_village: Callable[[str], None],
        take_rows: Callable[[Rows], None],
        take_noted: Callable[[str, Noted], None],
    ) -> None:
        self._take_papers = take_papers
        self._take_cut = take_cut
        self._take_village = take_village
        self._take_rows = take_rows
        self._take_noted = take_noted
        self._certificate: Signed | None = None
        self._stage = _BEGUN

    def take(self, tag: str, raw: bytes) -> None:
        """The next record."""
        match tag:
            case "certificate":
                self._at(_BEGUN)
                self._certificate = read_signed(raw.decode())
            case "roster":
                self._at(_BEGUN)
                if self._certificate is None:
                    raise Malformed("papers")
                self._stage = _WITH_PAPERS
                self._take_papers(Papers(self._certificate, read_signed(raw.decode())))
            case "release":
                self._at(_WITH_PAPERS)
                self._stage = _WITH_CUT
                self._take_cut(_read_cut(record_fields(tag, raw)))
            case "village":
                self._at(_WITH_CUT, _IN_VILLAGE)
                self._stage = _IN_VILLAGE
                self._take_village(record_fields(tag, raw).text("code", most=32))
            case "families" | "persons":
                self._at(_IN_VILLAGE)
                self._take_rows(_read_rows(_ENTITIES[tag], raw))
            case "problems" | "doubtful":
                self._at(_IN_VILLAGE)
                self._take_noted(tag, _read_noted(tag, raw))

    def finished(self) -> None:
        """Nothing more comes; raises `Malformed` if it never said what it is."""
        self._at(_WITH_CUT, _IN_VILLAGE)

    def _at(self, *stages: int) -> None:
        if self._stage not in stages:
            raise Malformed("order")


_BEGUN, _WITH_PAPERS, _WITH_CUT, _IN_VILLAGE = range(4)


def _read_rows(entity: Entity, raw: bytes) -> Rows:
    tag = _TAGS[entity]
    said = read_json(raw, tag)
    try:
        rows, same, each, steps = said["n"], said["same"], said["each"], said["steps"]
        if type(rows) is not int or not 0 < rows <= _LONGEST:
            raise Malformed(f"{tag}.n")
        columns: dict[str, Sequence[Value]] = {
            **{name: [value] * rows for name, value in same.items()},
            **each,
            **{name: list(accumulate(climb)) for name, climb in steps.items()},
        }
        count = len(same) + len(each) + len(steps)
    except (TypeError, KeyError, AttributeError) as error:
        raise Malformed(tag) from error
    if count != len(columns):
        raise Malformed(f"{tag}.columns")
    for column in columns.values():
        if not isinstance(column, list) or len(column) != rows:
            raise Malformed(f"{tag}.rows")
        _check_values(tag, raw, column)
    return Rows(entity, rows, columns)


def _read_noted(tag: str, raw: bytes) -> Noted:
    said = read_json(raw, tag)
    if not isinstance(said, list) or not all(isinstance(row, list) for row in said):
        raise Malformed(tag)
    for row in said:
        _check_values(tag, raw, row)
    return said


def _check_values(tag: str, raw: bytes, values: Sequence[Any]) -> None:
    """Raise `Malformed` for what a database could not keep as it is."""
    kinds = set(map(type, values))
    if not kinds <= _VALUES:
        raise Malformed(f"{tag}.values")
    if int in kinds and not all(
        -_TOO_MUCH <= one < _TOO_MUCH for one in values if type(one) is int
    ):
        raise Malformed(f"{tag}.values")
    # Half a character can only be spelled with an escape, of which there are few.
    if str in kinds and b"\\ud" in raw.lower() and not all(map(is_text, filter(_is_str, values))):
        raise Malformed(f"{tag}.values")


def _is_str(value: object) -> bool:
    return isinstance(value, str)


_VALUES = {str, int, type(None)}
_TOO_MUCH = 1 << 63


def _read_cut(fields: Fields) -> ReleaseCut:
    handover = fields.object("handover")
    return ReleaseCut(
        release_id=fields.text("id", most=64),
        revision=fields.whole("revision"),
        label=fields.text("label", most=200),
        reference_date=_day(fields, "reference_date"),
        layout=fields.text("layout"),
        region_system=fields.text("regions", most=64),
        is_light=bool(fields.whole("light")),
        files=tuple(map(_read_file, fields.objects("files"))),
        handover=Handover(
            number=handover.text("number", most=200),
            kind=handover.text("kind", most=64),
            from_name=handover.text("from", most=200),
            from_region=handover.text("from_region", most=32),
            to_name=handover.text("to", most=200),
            to_region=handover.text("to_region", most=32),
        ),
        tallies=tuple(
            DecileTally(
                village=each.text("village", most=32),
                decile=each.whole("decile") or None,
                families=each.whole("families"),
                persons=each.whole("persons"),
            )
            for each in fields.objects("tallies")
        ),
    )


def _read_file(fields: Fields) -> ReleaseFile:
    return ReleaseFile(
        name=fields.text("name"),
        kind=fields.text("kind", most=16),
        encoding=fields.text("encoding", most=64),
        sheet=fields.text("sheet"),
        layout=fields.text("layout"),
        book=fields.text("book"),
        region_system=fields.text("regions", most=64),
        rows=fields.whole("rows"),
    )


def _day(fields: Fields, name: str) -> date:
    try:
        return date.fromisoformat(fields.text(name, most=10))
    except ValueError as error:
        raise fields.malformed(name) from error
