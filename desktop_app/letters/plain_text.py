"""The list that recipients sign as plain text, for dot-matrix printers with paper that has no end.

A page has a fixed number of lines and ends with a form feed; every character is one that such a
printer has. Sums of the page, what came before and the sum of all stand as on the drawn list.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from desktop_app.domain.money import grouped
from desktop_app.letters.blocks import LINE_END, Identity, Paragraph, Receipt, Title, table_rows
from desktop_app.letters.compose import LetterToDraw, all_values

COLUMNS = 96
"""Characters of a line at twelve to the inch on F4."""
LINES = 72
"""Lines of a sheet of F4 at six to the inch, less the perforation."""
_LABEL = 20
_SIGNATURE = 28
_OF_PAGE, _CARRIED, _OF_ALL = "Jumlah halaman ini", "Jumlah pindahan", "Jumlah seluruhnya"
_PLAIN = str.maketrans({"•": "*", "–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "\u00a0": " "})


def plain_receipt(letter: LetterToDraw) -> str | None:
    """The letter as pages of text; None for a letter without a list to be signed."""
    receipt = next((one for one in letter.template.blocks if isinstance(one, Receipt)), None)
    if receipt is None:
        return None
    head = [*_head(letter), ""]
    rows = table_rows(all_values(letter).get(receipt.field, ""))
    foot = list(_foot(letter))
    pages = _Pages(receipt, head, f"Nomor: {letter.number}").of(rows, foot)
    return "\f".join("\r\n".join(line.rstrip() for line in page) for page in pages) + "\f"


def _ascii(text: str) -> str:
    """The nearest that every printer has."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return decomposed.encode("ascii", "replace").decode().replace("\r", "")


def _head(letter: LetterToDraw) -> Iterator[str]:
    values = all_values(letter)
    for line in (*letter.letterhead.authorities, letter.letterhead.address):
        if line.strip():
            yield _ascii(line).center(COLUMNS)
    yield "=" * COLUMNS
    for block in letter.template.blocks:
        match block:
            case Title():
                yield _ascii(block.text.plain(values)).center(COLUMNS)
                yield f"Nomor: {_ascii(letter.number)}".center(COLUMNS)
                yield ""
            case Identity():
                for row in block.rows:
                    said = _ascii(row.value.plain(values))
                    if said.strip() or not row.if_filled:
                        room = COLUMNS - _LABEL - 2
                        first, *rest = textwrap.wrap(said, room) or ["." * 40]
                        yield f"{_ascii(row.label)[:_LABEL]:<{_LABEL}}: {first}"
                        yield from (" " * (_LABEL + 2) + line for line in rest)
            case Receipt():
                return


def _foot(letter: LetterToDraw) -> Iterator[str]:
    """What follows the list: its paragraphs, place and date, and who signs."""
    values = all_values(letter)
    is_after = False
    for block in letter.template.blocks:
        if isinstance(block, Receipt):
            is_after = True
        elif is_after and isinstance(block, Paragraph):
            yield from textwrap.wrap(_ascii(block.text.plain(values)), COLUMNS)
    half = COLUMNS // 2
    signatory = letter.signatory
    yield ""
    where = ", ".join(filter(None, (letter.place, values["date"])))
    yield f"{'':<{half}}{_ascii(where)}"
    heading = [_ascii(line) for line in signatory.heading]
    for at, line in enumerate(heading):
        yield f"{'Petugas penyalur,' if at == 0 else '':<{half}}{line}"
    yield from ("", "", "")
    yield f"{'(' + '.' * 30 + ')':<{half}}{_ascii(signatory.name)}"
    for line in signatory.footing:
        yield f"{'':<{half}}{_ascii(line)}"


class _Pages:
    """The table, page by page."""

    def __init__(self, block: Receipt, head: Sequence[str], running: str) -> None:
        self._block = block
        self._head = head
        self._running = running
        room = COLUMNS - _SIGNATURE - (len(block.columns) + 2)
        whole = sum(column.width for column in block.columns)
        widths = [max(4, int(room * column.width / whole)) for column in block.columns]
        widths[1] += room - sum(widths)  # the name gets what is left over
        self._widths = [*widths, _SIGNATURE]
        self._rule = "+" + "+".join("-" * width for width in self._widths) + "+"

    def of(self, rows: Sequence[Sequence[str]], foot: Sequence[str]) -> list[list[str]]:
        pages: list[list[str]] = []
        page = [*self._head, *self._headings()]
        total = of_page = 0
        for at, row in enumerate(rows):
            lines = self._row(row, at)
            # The sum of the page, and with the last row the sum of all.
            if len(page) + len(lines) + 4 > LINES:
                page += self._sum(_OF_PAGE, of_page)
                pages.append(page)
                page = [self._running, *self._headings(), *self._sum(_CARRIED, total)]
                of_page = 0
            page += lines
            of_page += self._amount(row)
            total += self._amount(row)
        page += [*self._sum(_OF_PAGE, of_page), *self._sum(_OF_ALL, total)]
        if len(page) + len(foot) + 1 > LINES:
            pages.append(page)
            page = [self._running]
        pages.append([*page, "", *foot])
        return pages

    def _headings(self) -> list[str]:
        titles = [*(one.heading for one in self._block.columns), self._block.signature.heading]
        return [self._rule, *self._cells(titles), self._rule]

    def _row(self, row: Sequence[str], at: int) -> list[str]:
        cells = [*row, *[""] * len(self._block.columns)][: len(self._block.columns)]
        shown = [
            grouped(int(cell)) if column + 1 == self._block.amount and cell.isdigit() else cell
            for column, cell in enumerate(cells)
        ]
        number = row[0].strip(" .")
        is_odd = int(number) % 2 == 1 if number.isdigit() else at % 2 == 0
        sign = f"{number} {'.' * 9}"
        lines = self._cells([*shown, sign if is_odd else " " * (_SIGNATURE // 2) + sign])
        return [*lines, *self._cells([""] * len(self._widths)), self._rule]

    def _cells(self, cells: Sequence[str]) -> list[str]:
        """The lines of one row, each cell in its width."""
        parts = [
            [
                line
                for piece in _ascii(cell.replace(LINE_END, "\n")).split("\n")
                for line in (
                    [piece] if piece.startswith(" ") else textwrap.wrap(piece, width) or [""]
                )
            ]
            for cell, width in zip(cells, self._widths, strict=True)
        ]
        amount = self._block.amount
        made = []
        for down in range(max(map(len, parts))):
            line = []
            for at, (part, width) in enumerate(zip(parts, self._widths, strict=True), start=1):
                text = part[down] if down < len(part) else ""
                is_right = at == amount and text.replace(".", "").isdigit()
                line.append(f"{text:>{width}}" if is_right else f"{text[:width]:<{width}}")
            made.append("|" + "|".join(line) + "|")
        return made

    def _sum(self, label: str, amount: int) -> list[str]:
        if not self._block.amount:
            return []
        at = self._block.amount
        before = sum(self._widths[: at - 1]) + at - 2
        after = sum(self._widths[at:]) + len(self._widths) - at - 1
        shown = f"{grouped(amount):>{self._widths[at - 1]}}"
        return [f"|{label:>{before}}|{shown}|{'':<{after}}|", self._rule]

    def _amount(self, row: Sequence[str]) -> int:
        at = self._block.amount
        cell = row[at - 1] if 0 < at <= len(row) else ""
        return int(cell) if cell.isdigit() else 0
