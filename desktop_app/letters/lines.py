"""Breaks text into lines of a given width, and sets a line at the left, right, middle or both."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop_app.letters import arabic
from desktop_app.letters.blocks import Align
from desktop_app.letters.fonts import Face
from desktop_app.letters.marks import Words

Measure = Callable[[Face, str], float]
"""The width of a text in a face, in thousandths of the font size."""

Piece = tuple[Face, str]
Word = tuple[Piece, ...]
Span = tuple[bool, str]  # (is bold, text), as Text.filled gives it

_REMEMBERED = 150
"""Texts of which a size remembers the lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words that fit into one line, the same as `pieces` to be shown, their width without extra space,
    and whether a line follows in the same paragraph."""

    words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    width: float
    is_last: bool


def clean(text: str) -> str:
    """Composed characters, line ends as ``\\n``, and nothing that cannot be printed."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    return "".join(
        c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )


class LineBreaker:
    """Sets text at one size; `at` gives another size.

    What was broken once is remembered: most words of a letter are the same in the next one, and a
    letter that does not fit is set again with the lines closer together.
    """

    def __init__(
        self, measure: Measure, size: float, *, sizes: dict[float, LineBreaker] | None = None
    ) -> None:
        self._measure = measure
        self.size = size
        self._space = measure(Face.REGULAR, " ") * size / 1000
        self._sizes = {} if sizes is None else sizes
        self._sizes[size] = self
        self._broken: dict[tuple[tuple[Span, ...], float, float], list[Line]] = {}

    def at(self, size: float) -> LineBreaker:
        """The same at another size."""
        return self._sizes.get(size) or LineBreaker(self._measure, size, sizes=self._sizes)

    def width(self, text: str, face: Face = Face.REGULAR) -> float:
        """The width of `text` in points."""
        return self._measure(face, text) * self.size / 1000

    def lines(self, spans: Iterable[Span], width: float, *, indent: float = 0.0) -> list[Line]:
        """Break spans into lines of at most `width`, the first shorter by `indent`.

        A word wider than a line is cut, so nothing ever leaves the column.
        """
        key = (tuple(spans), width, indent)
        lines = self._broken.get(key)
        if lines is None:
            if len(self._broken) > _REMEMBERED:
                self._broken.clear()
            lines = self._broken[key] = []
            for paragraph in _paragraphs(key[0]):
                self._fill(paragraph, width, indent if not lines else 0.0, lines)
        return lines

    def _fill(self, words: Sequence[Word], width: float, indent: float, lines: list[Line]) -> None:
        taken: list[Word] = []
        used, room = 0.0, width - indent
        for word in self._cut_to(words, width - indent):
            wide = self._word_width(word)
            if taken and used + self._space + wide > room:
                lines.append(Line(tuple(taken), _joined(taken), used, is_last=False))
                taken, used, room = [], 0.0, width
            used += wide + (self._space if taken else 0.0)
            taken.append(word)
        lines.append(Line(tuple(taken), _joined(taken), used, is_last=True))

    def _word_width(self, word: Word) -> float:
        if len(word) == 1:  # nearly always, and this is where the time goes
            return self._measure(*word[0]) * self.size / 1000
        return sum(self._measure(face, text) for face, text in word) * self.size / 1000

    def _cut_to(self, words: Sequence[Word], width: float) -> Iterable[Word]:
        for word in words:
            if self._word_width(word) <= width:
                yield word
            else:
                yield from self._cut(word, width)

    def _cut(self, word: Word, width: float) -> Iterable[Word]:
        part: list[Piece] = []
        used = 0.0
        for face, char in ((face, char) for face, text in word for char in text):
            wide = self.width(char, face)
            if part and used + wide > width:
                yield tuple(part)
                part, used = [], 0.0
            if part and part[-1][0] is face:
                part[-1] = (face, part[-1][1] + char)
            else:
                part.append((face, char))
            used += wide
        yield tuple(part)

    def set(self, line: Line, x: float, y: float, width: float, align: Align) -> Words:
        """The line in a column that starts at `x`."""
        gap = 0.0
        match align:
            case Align.RIGHT:
                x += width - line.width
            case Align.CENTRE:
                x += (width - line.width) / 2
            case Align.JUSTIFY if not line.is_last and len(line.words) > 1:
                gap = (width - line.width) / (len(line.words) - 1)
        return Words(x, y, self.size, line.pieces, gap)

    def plain(self, text: str, x: float, y: float, face: Face = Face.REGULAR) -> Words:
        """A short text that needs no breaking."""
        return Words(x, y, self.size, ((face, text),))


def _paragraphs(spans: Iterable[Span]) -> Iterable[list[Word]]:
    """Words of each line that somebody ended on purpose; a word may change its face inside."""
    words: list[Word] = []
    word: list[Piece] = []
    for is_bold, text in spans:
        face = Face.BOLD if is_bold else Face.REGULAR
        for at_break, paragraph in enumerate(clean(text).split("\n")):
            if at_break:
                if word:
                    words.append(tuple(word))
                yield words
                words, word = [], []
            for at_space, part in enumerate(_seen(paragraph).split(" ")):
                if at_space and word:
                    words.append(tuple(word))
                    word = []
                if part.isascii():
                    if part:
                        word.append((face, part))
                else:
                    word += [
                        (Face.ARABIC if is_arabic else face, piece)
                        for is_arabic, piece in arabic.pieces(part)
                    ]
    if word:
        words.append(tuple(word))
    yield words


def _seen(text: str) -> str:
    return text if text.isascii() else arabic.visual(text)


def _joined(words: Sequence[Word]) -> tuple[Piece, ...]:
    """Words with single spaces between them, as few pieces as possible."""
    pieces: list[list[str]] = []
    faces: list[Face] = []
    for at, word in enumerate(words):
        for inner, (face, text) in enumerate(word):
            space = " " if at and not inner else ""
            if faces and faces[-1] is face:
                pieces[-1].append(space + text)
            elif space and faces:
                pieces[-1].append(space)  # the space keeps the face before it
                faces.append(face)
                pieces.append([text])
            else:
                faces.append(face)
                pieces.append([text])
    return tuple((face, "".join(texts)) for face, texts in zip(faces, pieces, strict=True))
