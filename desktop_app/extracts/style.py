"""How each column of a file writes its values, decided once from a sample by counting.

A way of writing that most of a column shares is its format, and no defect; the same way of writing
in one cell of another column is one. The words for a style are kept in `ColumnLook.style`, joined
by ``|``, so that a person sees them in the preview and the reader needs nothing else.

Where a list has only a handful of rows, one cell is a large share of them and still only one cell:
besides the most usual way of writing, others are a format only if several cells share them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from desktop_app.domain.codebook import CodeBook, folded_label
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Field, FieldKind
from desktop_app.extracts.cells import INDENTED, PADDED, is_null_word, plain
from desktop_app.extracts.codes import CODE, LABEL, ZERO_ONE
from desktop_app.extracts.dates import read_date
from desktop_app.extracts.numbers import (
    decile_shape,
    is_exact_number,
    is_rounded_number,
    number_judge,
    rt_rw_shape,
)

NAME_FIELDS = frozenset({"name", "head_name", "extra_name"})
FREE_TEXT = frozenset({*NAME_FIELDS, "address", "id_address"})
STRANGE = "strange"
TEXT = "text"
REGISTRY = "registry"

_DIGITS = re.compile(r"[0-9]{1,3}(?:[.,]0+)?")
_DOTTED = re.compile(r"[0-9]{2}(?:\.[0-9]+)+")
_TIMED = re.compile(r".*\d[ T]\d{1,2}:\d\d.*")
_CATALOGUE = frozenset({*FAMILY_FIELDS, *PERSON_FIELDS})
_ENOUGH = 20
_FEW = 5
_FORMAT = 0.2
_Test = Callable[[str], bool]


class _Cells:
    """The filled cells of one column, each different text with its count."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.counts = Counter(cells)
        self.blank = self.counts.pop("", 0)
        self.filled = sum(self.counts.values())

    def count(self, holds: _Test) -> int:
        """How many cells are so."""
        return sum(count for cell, count in self.counts.items() if holds(cell))

    def is_format(self, count: int) -> bool:
        """True if so many cells are more than some cells."""
        return count > self.filled * _FORMAT and (count >= _FEW or 2 * count > self.filled)

    def are(self, holds: _Test) -> bool:
        """True if what a few cells are not is a defect of theirs."""
        others = self.filled - self.count(holds)
        return others * 5 <= self.filled or (self.filled < _ENOUGH and others * 3 <= self.filled)

    def shapes(self, shape_of: Callable[[str], str]) -> set[str]:
        """The most usual shape of the cells, and others that are a format; ``""`` is no shape."""
        shapes: Counter[str] = Counter()
        for cell, count in self.counts.items():
            shapes[shape_of(cell)] += count
        del shapes[""]
        usual = {shape for shape, count in shapes.items() if self.is_format(count)}
        return usual | {shape for shape, _ in shapes.most_common(1)}


def style_of(
    cells: Sequence[str], field: Field | None, book: CodeBook, delimiter: str
) -> frozenset[str]:
    """The style of one column; with ``"text"`` in it the column is not what its header says."""
    of = _Cells(cells)
    if not of.filled:
        return frozenset({CODE, "iso", "upper"})
    tokens = set()
    if _is_format_of_gaps(of):
        tokens.add("nulls")
    if field is None:
        return frozenset(tokens | _delimiter_style(of, delimiter))
    if field.name in NAME_FIELDS:
        return frozenset(tokens | _case_style(of) | {STRANGE})
    match field.kind:
        case FieldKind.NUMBER_ID:
            tokens |= _number_style(of)
        case FieldKind.CODE | FieldKind.YES_NO:
            # What is kept as it is anyway may be other words in a short list, too.
            enough = _ENOUGH if field in _CATALOGUE else 1
            tokens |= _code_style(of, field.codes, book, enough)
        case FieldKind.DATE:
            tokens |= _date_style(of)
        case FieldKind.DECILE:
            tokens |= of.shapes(decile_shape)
        case FieldKind.RT_RW:
            tokens |= of.shapes(rt_rw_shape)
        case FieldKind.REGION_CODE:
            tokens |= {"dotted"} if 2 * of.count(_is_dotted) >= of.filled else set()
            tokens |= {"decimals"} if 2 * of.count(_is_float) >= of.filled else set()
        case FieldKind.INTEGER:
            tokens |= {"decimals"} if 2 * of.count(_has_decimals) >= of.filled else set()
        case FieldKind.TEXT:
            if field.name not in FREE_TEXT or delimiter != ",":
                tokens |= _delimiter_style(of, delimiter)
    return frozenset(tokens)


def padding_of(cells: Sequence[str]) -> frozenset[str]:
    """With blanks on which side the column fills up its cells."""
    of = _Cells(cells)
    return frozenset(
        token
        for token, at in ((PADDED, -1), (INDENTED, 0))
        if of.is_format(of.count(lambda cell, at=at: cell[at] == " " and bool(cell.strip())))  # type: ignore[misc]  # mypy knows no defaults of lambdas
    )


def _is_format_of_gaps(of: _Cells) -> bool:
    """True if the column writes its gaps as words."""
    nulls = of.count(is_null_word)
    total = of.filled + of.blank
    return nulls > total * _FORMAT and (nulls >= _FEW or 2 * nulls > total)


def common_spellings(cells: Sequence[str], field: Field, book: CodeBook) -> tuple[str, ...]:
    """The spellings that a column of labels uses itself.

    Of a sex there is one; of a relation there may be several (*istri*, *suami*), if they are not rare
    among those of the same relation.
    """
    counted = Counter(cells)
    best: dict[int, str] = {}
    of_code: Counter[int] = Counter()
    spelled: list[tuple[str, int, int]] = []
    for cell, count in counted.most_common():
        code = book.code_of(field.codes, cell)
        if code is None:
            continue
        of_code[code] += count
        if cell == cell.strip():
            best.setdefault(code, cell)
            spelled.append((cell, code, count))
    if field.codes == "sex":
        return tuple(best.values())
    return tuple(
        cell for cell, code, count in spelled if count >= _FEW and 4 * count > of_code[code]
    )


def has_exact_numbers(columns: Sequence[tuple[Field | None, Sequence[str]]]) -> bool:
    """True if the numbers that a workbook holds as numbers have all their digits.

    Where a spreadsheet rounded them, every one ends in zero; of whole ones a tenth does.
    """
    exact = rounded = others = 0
    for field, cells in columns:
        if field is not None and field.kind is FieldKind.NUMBER_ID:
            different = set(cells) - {""}
            whole = sum(map(is_exact_number, different))
            short = sum(map(is_rounded_number, different))
            exact, rounded = exact + whole, rounded + short
            others += len(different) - whole - short
    return exact >= rounded and exact + rounded > others


def has_registry_codes(cells: Sequence[str], *, by_header: bool) -> bool:
    """True if a column of relations has the codes of the civil registry, not those of DTSEN.

    What most people of a list are tells it: children are 3 in DTSEN and 4 in the registry. Where
    there are too few to tell, the header does.
    """
    counted = Counter(plain(cell)[0].partition(".")[0] for cell in cells)
    if not any(counted[str(code)] for code in range(1, 12)):
        return False
    children = max(counted["3"], counted["4"])
    if children >= 2 * _FEW and children > 3 * min(counted["3"], counted["4"]):
        return children == counted["4"]
    return by_header


def counts_from_zero(columns: Sequence[tuple[Field | None, Sequence[str]]]) -> bool | None:
    """True if the yes-or-no columns of a file, taken together, write 0 for no; None if none says."""
    zeros = twos = 0
    for field, cells in columns:
        if field is not None and field.codes == "yes_no":
            zeros += cells.count("0")
            twos += cells.count("2")
    return zeros > 20 * twos if zeros or twos else None


def _is_dotted(cell: str) -> bool:
    return _DOTTED.fullmatch(cell) is not None


def _is_float(cell: str) -> bool:
    return cell.endswith((".0", ",0")) and cell[:-2].isdigit()


def _has_decimals(cell: str) -> bool:
    return "." in cell or "," in cell


def _case_style(of: _Cells) -> set[str]:
    """``"upper"``, ``"lower"`` or ``"title"`` where the names are written so throughout."""
    for token, holds in (
        ("upper", lambda cell: cell == cell.upper()),
        ("lower", lambda cell: cell == cell.lower()),
        ("title", lambda cell: cell not in (cell.upper(), cell.lower())),
    ):
        if of.are(holds):
            return {token}
    return set()


def _number_style(of: _Cells) -> set[str]:
    """What has to be mended in most of the cells, so that it is the column's way of writing."""
    judge = number_judge()
    mended: Counter[str] = Counter()
    for cell, count in of.counts.items():
        value, kinds = judge(cell)
        if value is not None:
            mended.update({kind.value: count for kind in kinds})
    return {kind for kind, count in mended.items() if 2 * count > of.filled}


def _delimiter_style(of: _Cells, delimiter: str) -> set[str]:
    """``"strange"`` where the delimiter is so rare inside the cells that it is no part of them."""
    having = of.count(lambda cell: delimiter in cell)
    return {STRANGE} if delimiter != "," or having <= max(3, of.filled // 100) else set()


def _code_style(of: _Cells, codes: str, book: CodeBook, enough: int) -> set[str]:
    digits = of.count(lambda cell: bool(_DIGITS.fullmatch(cell.strip())))
    spellings = book.lists[codes].spellings if codes in book.lists else {}
    labels = of.count(
        lambda cell: folded_label(cell) in spellings and not _DIGITS.fullmatch(cell.strip())
    )
    if 2 * (digits + labels) < of.filled and of.filled >= enough:
        return {TEXT}
    tokens = set()
    if of.is_format(digits) or digits >= labels:
        tokens.add(CODE)
    if of.is_format(labels) or labels > digits:
        tokens.add(LABEL)
    if LABEL in tokens and of.are(lambda cell: cell == cell.upper()):
        tokens.add("upper")
    if 2 * of.count(_is_float) > of.filled:
        tokens.add("decimals")
    zeros, twos = of.counts["0"], of.counts["2"]
    if codes == "yes_no" and zeros * 20 >= of.filled and twos * 20 < zeros:
        tokens.add(ZERO_ONE)
    return tokens


def _date_style(of: _Cells) -> set[str]:
    shapes: Counter[str] = Counter()
    timed = 0
    for cell, count in of.counts.items():
        text = plain(cell)[0]
        if _TIMED.fullmatch(text):
            timed += count
            text = re.split(r"[ T](?=\d{1,2}:)", text)[0]
        found = read_date(text)
        shapes[found.shape if found else ""] += count
    del shapes[""]
    # A date like 11-12-1990 is the same with and without leading zeros.
    for either in [shape for shape in shapes if shape.endswith("=")]:
        base = either[:-1]
        shapes[base if shapes[base] >= shapes[base + "~"] else base + "~"] += shapes.pop(either)
    tokens = {shape for shape, count in shapes.items() if of.is_format(count)}
    tokens |= {shape for shape, _ in shapes.most_common(1)}
    tokens |= {shape.rstrip("~") + "=" for shape in tokens if shape.startswith("dmy")}
    return tokens | ({"time"} if timed * 2 >= of.filled else set())
