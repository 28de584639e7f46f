"""How one letter is being set: its values, its column, its size, and lines made with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.letter import Signatory
from desktop_app.letters.blocks import Align
from desktop_app.letters.lines import Line, LineBreaker, Span
from desktop_app.letters.marks import Band, Mark, Stroke

MIDDLE_OF_LINE = 0.8
"""Of the font size: from the top of the letters' box to the baseline."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything a block needs to know to become bands; `leading` is line distance over size."""

    values: Mapping[str, str]
    signatory: Signatory
    words: LineBreaker
    leading: float
    left: float
    right: float

    @property
    def size(self) -> float:
        """The font size of running text."""
        return self.words.size

    @property
    def step(self) -> float:
        """From baseline to baseline."""
        return self.words.size * self.leading

    @property
    def width(self) -> float:
        """Of the text column."""
        return self.right - self.left

    def smaller(self, less: float) -> Setting:
        """The same with a font smaller by `less` points (larger if negative)."""
        return replace(self, words=self.words.at(self.size - less))

    def is_filled(self, field: str) -> bool:
        """True if the field has something to print."""
        return bool(self.values.get(field, "").strip())

    def gap(self, steps: float) -> Band:
        """White space between blocks."""
        return Band(self.step * steps, is_gap=True)

    def baseline(self) -> float:
        """How far below the top of its band a line's baseline lies."""
        return (self.step - self.size) / 2 + self.size * MIDDLE_OF_LINE

    def bands(
        self,
        spans: Iterable[Span],
        *,
        align: Align = Align.LEFT,
        indent: float = 0.0,
        x: float | None = None,
        width: float | None = None,
        is_underlined: bool = False,
    ) -> list[Band]:
        """Text as one band for each of its lines; its first two and last two stay together."""
        x = self.left if x is None else x
        width = self.width if width is None else width
        lines = self.words.lines(spans, width, indent=indent)
        bands = []
        for at, line in enumerate(lines):
            shift = 0.0 if at else indent
            marks = self.marks(line, x + shift, width - shift, align, is_underlined=is_underlined)
            keeps_next = len(lines) > 1 and at in (0, len(lines) - 2)
            bands.append(Band(self.step, marks, keeps_next))
        return bands

    def marks(
        self,
        line: Line,
        x: float,
        width: float,
        align: Align = Align.LEFT,
        *,
        is_underlined: bool = False,
        y: float | None = None,
    ) -> tuple[Mark, ...]:
        """One line on the baseline `y`, by default that of a band."""
        y = self.baseline() if y is None else y
        words = self.words.set(line, x, y, width, align)
        if not is_underlined or not line.words:
            return (words,)
        under = y + self.size * 0.14
        return (words, Stroke(words.x, under, words.x + line.width, under, self.size / 15))


def kept_together(bands: Sequence[Band]) -> list[Band]:
    """The same bands, none of them torn from the next but the last."""
    return [band.kept() for band in bands[:-1]] + list(bands[-1:])
