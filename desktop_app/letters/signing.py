"""Places to sign: headings in one line, room for pen and stamp, names in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.letter import MM
from desktop_app.letters.blocks import Align, Signatures, Slot, SlotRow
from desktop_app.letters.lines import Line, Span
from desktop_app.letters.marks import Band, Mark
from desktop_app.letters.setting import Setting

_COLUMN = 0.47
_CENTRE = (0.2, 0.6)
_LINES_TO_SIGN = 4
_ROOM_TO_SIGN = 58.0
_SMALLEST_NAME = 10.0
_MOST_LINES = 5
_REGISTER = 55 * MM
_NAME_DOTS = "(" + "." * 42 + ")"


@dataclass(frozen=True, slots=True)
class _Column:
    """One slot, its lines broken to its width."""

    x: float
    width: float
    top: list[Line]
    heading: list[Line]
    name: list[Line]
    name_setting: Setting
    is_dotted: bool
    footing: list[Line]


def signature_bands(setting: Setting, block: Signatures) -> list[Band]:
    """One band for each row of slots."""
    tight = replace(setting, leading=min(setting.leading, 1.2))
    bands = [setting.gap(0.6).kept()]
    for at, row in enumerate(block.rows):
        if at:
            bands.append(setting.gap(0.7).kept())
        bands.append(_row(tight, row).kept())
    return [*bands[:-1], replace(bands[-1], keeps_next=False)]


def _row(setting: Setting, row: SlotRow) -> Band:
    columns = []
    for slot, start, share in (
        (row.left, 0.0, _COLUMN),
        (row.centre, *_CENTRE),
        (row.right, 1 - _COLUMN, _COLUMN),
    ):
        if slot:
            x = setting.left + setting.width * start
            columns.append(_column(setting, slot, x, setting.width * share))
    tops = max((len(column.top) for column in columns), default=0)
    headings = max((len(column.heading) for column in columns), default=0)
    name_at = (tops + headings) * setting.step + max(_LINES_TO_SIGN * setting.step, _ROOM_TO_SIGN)
    marks: list[Mark] = []
    height = name_at
    for column in columns:
        y = _stack(setting, column.top, column, 0.0, marks)
        y = _stack(setting, column.heading, column, tops * setting.step, marks)
        y = _stack(
            column.name_setting,
            column.name,
            column,
            name_at,
            marks,
            is_underlined=not column.is_dotted,
        )
        height = max(height, _stack(setting, column.footing, column, y, marks))
    return Band(height, tuple(marks))


def _column(setting: Setting, slot: Slot, x: float, width: float) -> _Column:
    values, signatory = setting.values, setting.signatory
    headings = [text.filled(values) for text in slot.heading]
    footings = [text.filled(values) for text in slot.footing]
    name = slot.name.plain(values).strip()
    if slot.is_signatory:
        headings += [((False, line),) for line in signatory.heading]
        footings += [((False, line),) for line in signatory.footing]
        name = signatory.name.strip()
    if slot.has_register:
        register = [((False, _dotted(setting, label)),) for label in ("Nomor: ", "Tanggal: ")]
        headings = [*headings[:1], *register, *headings[1:]]
    top = (
        [((False, f"{values.get('place', '')}, {values.get('date', '')}"),)]
        if slot.has_place
        else []
    )
    name_setting, lines = _name(setting, name or _NAME_DOTS, width, is_bold=bool(name))
    return _Column(
        x=x,
        width=width,
        top=_broken(setting, top, width),
        heading=_broken(setting, headings, width),
        name=lines,
        name_setting=name_setting,
        is_dotted=not name,
        footing=_broken(setting, footings, width),
    )


def _dotted(setting: Setting, label: str) -> str:
    """A label and as many dots as make all such lines equally long."""
    return label + "." * int((_REGISTER - setting.words.width(label)) // setting.words.width("."))


def _name(
    setting: Setting, name: str, width: float, *, is_bold: bool
) -> tuple[Setting, list[Line]]:
    """The name on one line if it can be made to fit, else broken over two or more at full size."""
    full = setting.words.lines([(is_bold, name)], width)
    smaller = setting
    while len(full) > 1 and smaller.size - 0.5 >= _SMALLEST_NAME:
        smaller = smaller.smaller(0.5)
        lines = smaller.words.lines([(is_bold, name)], width)
        if len(lines) == 1:
            return smaller, lines
    return setting, full[:_MOST_LINES]


def _broken(setting: Setting, texts: Sequence[Iterable[Span]], width: float) -> list[Line]:
    """Texts as lines; no more than stay on a page, whatever a field holds."""
    return [line for spans in texts for line in setting.words.lines(spans, width)[:_MOST_LINES]]


def _stack(
    setting: Setting,
    lines: list[Line],
    column: _Column,
    y: float,
    marks: list[Mark],
    *,
    is_underlined: bool = False,
) -> float:
    """Centre lines under each other from `y` on; where the next would begin."""
    for line in lines:
        marks += setting.marks(
            line,
            column.x,
            column.width,
            Align.CENTRE,
            is_underlined=is_underlined,
            y=y + setting.baseline(),
        )
        y += setting.step
    return y
