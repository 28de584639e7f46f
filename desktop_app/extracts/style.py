"""How each column of a file writes its values, decided once from a sample by counting.

A way of writing that most of a column shares is its format, and no defect; the same way of writing
in one cell of another column is one. The words for a style are kept in `ColumnLook.style`, joined
by ``|``, so that a person sees them in the preview and the reader needs nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from desktop_app.domain.codebook import CodeBook, folded_label
from desktop_app.domain.field import Field, FieldKind
from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.extracts.cells import is_null_word, plain
from desktop_app.extracts.codes import CODE, LABEL, ZERO_ONE
from desktop_app.extracts.dates import read_date
from desktop_app.extracts.numbers import decile_judge

NAME_FIELDS = frozenset({"name", "head_name", "extra_name"})
FREE_TEXT = frozenset({*NAME_FIELDS, "address", "id_address"})
STRANGE = "strange"
TEXT = "text"

_DIGITS = re.compile(r"[0-9]{1,3}(?:[.,]0+)?")
_DOTTED = re.compile(r"[0-9]{2}(?:\.[0-9]+)+")
_TIMED = re.compile(r".*\d[ T]\d{1,2}:\d\d.*")
_ENOUGH = 20
_FORMAT = 0.2
_Test = Callable[[str], bool]


def style_of(
    cells: Sequence[str], field: Field | None, book: CodeBook, delimiter: str
) -> frozenset[str]:
    """The style of one column; with ``"text"`` in it the column is not what its header says."""
    counted = Counter(cells)
    blank = counted.pop("", 0)
    filled = sum(counted.values())
    if not filled:
        return frozenset({CODE, "iso", "upper"})
    tokens = {
        token
        for token, share in (
            ("nulls", _share(counted, filled + blank, is_null_word)),
            ("blanks", _share(counted, filled, _has_odd_blanks)),
        )
        if share > _FORMAT
    }
    if field is None:
        return frozenset(tokens | _delimiter_style(counted, filled, delimiter))
    if field.name in NAME_FIELDS:
        upper = _share(counted, filled, lambda cell: cell == cell.upper())
        tokens |= {"upper"} if upper >= 0.9 else set()
        return frozenset(tokens | {STRANGE})
    match field.kind:
        case FieldKind.CODE | FieldKind.YES_NO:
            tokens |= _code_style(counted, filled, field.codes, book)
        case FieldKind.DATE:
            tokens |= _date_style(counted, filled)
        case FieldKind.DECILE:
            plain_share = _share(counted, filled, lambda cell: decile_judge()(cell)[1] == ())
            tokens |= {LABEL} if plain_share < 0.5 else set()
        case FieldKind.RT_RW:
            short = _share(counted, filled, lambda cell: len(plain(cell)[0]) != 3)
            tokens |= {"short"} if short > 0.3 else set()
        case FieldKind.REGION_CODE:
            dotted = _share(counted, filled, lambda cell: bool(_DOTTED.fullmatch(cell)))
            tokens |= {"dotted"} if dotted >= 0.5 else set()
        case FieldKind.INTEGER:
            decimal = _share(counted, filled, lambda cell: "." in cell or "," in cell)
            tokens |= {"decimals"} if decimal >= 0.5 else set()
        case FieldKind.TEXT:
            if field.name not in FREE_TEXT or delimiter != ",":
                tokens |= _delimiter_style(counted, filled, delimiter)
    return frozenset(tokens)


def common_spellings(cells: Sequence[str], field: Field, book: CodeBook) -> tuple[str, ...]:
    """The spellings that a column of labels uses itself.

    Of a sex there is one; of a relation there may be several (*istri*, *suami*), if they are not rare.
    """
    counted = Counter(cells)
    best: dict[int, str] = {}
    several = []
    for cell, count in counted.most_common():
        code = book.code_of(field.codes, cell)
        if code is None or cell != cell.strip():
            continue
        best.setdefault(code, cell)
        if count >= max(5, len(cells) // 100):
            several.append(cell)
    return tuple(best.values()) if field.codes == "sex" else tuple(several)


def _share(counted: Counter[str], total: int, holds: _Test) -> float:
    return sum(count for cell, count in counted.items() if holds(cell)) / total


def _has_odd_blanks(cell: str) -> bool:
    return Kind.ODD_BLANKS in plain(cell)[1]


def _delimiter_style(counted: Counter[str], filled: int, delimiter: str) -> set[str]:
    """``"strange"`` where the delimiter is so rare inside the cells that it is no part of them."""
    having = sum(count for cell, count in counted.items() if delimiter in cell)
    return {STRANGE} if delimiter != "," or having <= max(3, filled // 100) else set()


def _code_style(counted: Counter[str], filled: int, codes: str, book: CodeBook) -> set[str]:
    digits = _share(counted, filled, lambda cell: bool(_DIGITS.fullmatch(cell.strip())))
    spellings = book.lists[codes].spellings if codes in book.lists else {}
    labels = _share(
        counted,
        filled,
        lambda cell: folded_label(cell) in spellings and not _DIGITS.fullmatch(cell.strip()),
    )
    if digits + labels < 0.5 and filled >= _ENOUGH:
        return {TEXT}
    tokens = set()
    if digits >= _FORMAT or digits >= labels:
        tokens.add(CODE)
    if labels >= _FORMAT or labels > digits:
        tokens.add(LABEL)
    if LABEL in tokens and _share(counted, filled, lambda cell: cell == cell.upper()) >= 0.9:
        tokens.add("upper")
    if codes == "yes_no" and counted["0"] * 20 >= filled and counted["2"] * 20 < counted["0"]:
        tokens.add(ZERO_ONE)
    return tokens


def _date_style(counted: Counter[str], filled: int) -> set[str]:
    shapes: Counter[str] = Counter()
    timed = 0
    for cell, count in counted.items():
        text = plain(cell)[0]
        if _TIMED.fullmatch(text):
            timed += count
            text = re.split(r"[ T](?=\d{1,2}:)", text)[0]
        found = read_date(text)
        shapes[found.shape if found else ""] += count
    del shapes[""]
    tokens = {shape for shape, count in shapes.items() if count * 5 >= filled}
    tokens |= {shape for shape, _ in shapes.most_common(1)}
    # Where days and months stand without zeros, those of two digits look like the padded ones.
    tokens |= {shape.rstrip("~") for shape in tokens}
    return tokens | ({"time"} if timed * 2 >= filled else set())
