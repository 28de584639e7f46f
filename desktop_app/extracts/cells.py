"""Text cells: what cannot be seen is taken out, what is odd is named; and the memory of a column.

Every cleaning in this room is a *judge*: it takes the raw text of a cell and gives the value to keep
and the kinds of problems it saw. A judge sees each different text of a column about once, because a
`Memo` remembers its answers; that is what makes a million rows a matter of seconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop_app.domain.extract import Value
from desktop_app.domain.problem import ProblemKind as Kind

Judged = tuple[Value, tuple[Kind, ...]]
Judge = Callable[[str], Judged]

_MEMO_LIMIT = 50_000
_ODD_LIMIT = 5_000
_LONGEST_KEPT = 200
LONGEST_CELL = 1_000

NULL_WORDS = frozenset(
    [
        *("-", "--", "---", ".", "..", "?", "??", "NULL", "NONE", "NIL", "NA", "N/A", "NAN", "NAT"),
        *(
            "#N/A",
            "#REF!",
            "#VALUE!",
            "#NAME?",
            "#NULL!",
            "#DIV/0!",
            "KOSONG",
            "(KOSONG)",
            "(NULL)",
        ),
        *("TDK TH", "TDK TAHU", "TIDAK TAHU", "TIDAK DIKETAHUI", "TDK DIKETAHUI", "BELUM DIISI"),
        *("TIDAK ADA DATA", "\\N"),
    ]
)

_SUSPECT = re.compile(r"[^ -~]|^ | $|  ")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAK = re.compile(r"[\r\n\x0b\x0c\u2028\u2029\x85]+")
_BLANK_LIKE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_BLANKS = re.compile(r" {2,}")
_FORMULA = re.compile(r"[=@]|[+-](?![\d.,\s]*$)")
# UTF-8 that was read as a Windows file: its second bytes look like these.
_SECOND = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_GARBLED = re.compile(f"[ÃÂ][{_SECOND}]|â[€‚„][{_SECOND}]?|ï¿½|ï»¿|\ufffd|Ã\\s|Ã[A-Z][^A-Z\\s]")


class Memo(dict[str, Value]):
    """The answers of one judge for one column; `odd` has the texts with problems."""

    __slots__ = ("judge", "odd")

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge
        self.odd: dict[str, tuple[Kind, ...]] = {}

    def __missing__(self, raw: str) -> Value:
        value, kinds = self.judge(raw)
        if kinds:
            self.odd[raw] = kinds
        if len(raw) <= _LONGEST_KEPT:
            self[raw] = value
        return value

    def trim(self) -> None:
        """Forget everything if it has become much; called between chunks, so memory stays flat."""
        if len(self) > _MEMO_LIMIT or len(self.odd) > _ODD_LIMIT:
            self.clear()
            self.odd.clear()


def visible(raw: str) -> str:
    """`raw` as text that can be stored and shown: bytes that were no text are written as ``\\xNN``."""
    if "\x00" in raw:
        raw = raw.replace("\x00", "\\x00")
    if raw.isascii() or not _SURROGATE.search(raw):
        return raw
    return _SURROGATE.sub(_as_written, raw)


def plain(raw: str) -> tuple[str, tuple[Kind, ...]]:
    """`raw` without what cannot be seen, with single blanks, and what had to be taken out."""
    if not _SUSPECT.search(raw):
        return raw, ()
    kinds: list[Kind] = []
    text = raw
    if not text.isascii() and _SURROGATE.search(text):
        # The rest of the file is UTF-8: the odd bytes most likely came from a Windows program.
        text = _SURROGATE.sub(_as_windows_letter, text)
        kinds.append(Kind.UNDECODABLE_BYTES)
    if _LINE_BREAK.search(text):
        text = _LINE_BREAK.sub(" ", text)
        kinds.append(Kind.LINE_BREAK_IN_CELL)
    if _BLANK_LIKE.search(text) or _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", _BLANK_LIKE.sub(" ", text))
        kinds.append(Kind.INVISIBLE_CHARACTERS)
    single = _BLANKS.sub(" ", text).strip(" ")
    if single != text and not kinds:
        kinds.append(Kind.ODD_BLANKS)
    return single, tuple(kinds)


PADDED, INDENTED = "padded", "indented"


def unpadded(raw: str, style: frozenset[str]) -> str:
    """`raw` without the blanks by which the column makes its cells equally wide."""
    if PADDED in style:
        raw = raw.rstrip(" ")
    return raw.lstrip(" ") if INDENTED in style else raw


def _byte_of(match: re.Match[str]) -> int | None:
    """The byte that a lone surrogate stands for; None for one that stands for none."""
    number = ord(match[0])
    return number & 0xFF if 0xDC80 <= number <= 0xDCFF else None


def _as_windows_letter(match: re.Match[str]) -> str:
    byte = _byte_of(match)
    return "\ufffd" if byte is None else bytes([byte]).decode("cp1252", "replace")


def _as_written(match: re.Match[str]) -> str:
    byte = _byte_of(match)
    return "\ufffd" if byte is None else f"\\x{byte:02x}"


def is_null_word(text: str) -> bool:
    """True for ``-``, ``NULL``, ``Tidak Tahu`` and the like; `text` is plain."""
    return text.upper() in NULL_WORDS


def text_judge(*, strange: str = "", style: frozenset[str] = frozenset()) -> Judge:
    """Judge free text; `strange` are characters that are no part of this column's texts.

    `style` may hold ``"nulls"`` and ``"blanks"``: the column writes its gaps as words, as a matter of
    format, or how it is spelled is judged elsewhere.
    """
    suspect = re.compile(rf'[^ -~]|^ | $|  |^[=+@\-]|["{re.escape(strange)}]')

    def judge(raw: str) -> Judged:
        if not raw:
            return None, ()
        if not suspect.search(raw) and len(raw) <= LONGEST_CELL and not is_null_word(raw):
            return raw, ()
        text, kinds = plain(raw)
        if "blanks" in style:
            kinds = _without(kinds, Kind.ODD_BLANKS)
        if not text:
            return None, _without(kinds, Kind.ODD_BLANKS)
        if is_null_word(text):
            return None, kinds if "nulls" in style else (*kinds, Kind.NULL_WORD)
        return text, (*kinds, *odd_text(text, strange))

    return judge


def odd_text(text: str, strange: str) -> tuple[Kind, ...]:
    """What is odd about a plain text that is kept as it stands."""
    kinds: list[Kind] = []
    if len(text) > LONGEST_CELL:
        kinds.append(Kind.CELL_TOO_LONG)
    if _FORMULA.match(text):
        kinds.append(Kind.FORMULA_IN_CELL)
    if not text.isascii() and _GARBLED.search(text):
        kinds.append(Kind.TEXT_GARBLED)
    if '"' in text:
        kinds.append(Kind.QUOTE_IN_CELL)
    if strange and any(char in text for char in strange):
        kinds.append(Kind.DELIMITER_IN_CELL)
    return tuple(kinds)


def _without(kinds: tuple[Kind, ...], kind: Kind) -> tuple[Kind, ...]:
    return tuple(other for other in kinds if other is not kind)


_APOSTROPHES = re.compile("[’‘‛`´ʼʻ′＇]")
_CLEAN_NAME = re.compile(r"[A-Z]+(?:[ '.\-]{1,2}[A-Z]+)*\.?")
_DECEASED = re.compile(r"\b(?:ALM|ALMH|ALMARHUM|ALMARHUMAH)\b")
_DEGREE = re.compile(
    r", ?(?:[A-Za-z]{1,4}\.)+[A-Za-z]{0,4}|, ?(?:S[EHTI]|MM|MH|[SM]PD|SAG|AMD|[HM]UM|NERS)\b"
)
_DIGIT = re.compile(r"[0-9]")
_LETTER = re.compile(r"[^\W\d_]")


def name_judge(*, strange: str = "", style: frozenset[str] = frozenset()) -> Judge:
    """Judge the name of a person; kept in capitals, with single blanks and plain apostrophes.

    With ``"upper"`` in `style` the column writes capitals, and another case is a defect; ``"lower"``
    and ``"title"`` likewise.
    """
    may_be_capitals = style.isdisjoint(("lower", "title"))

    def judge(raw: str) -> Judged:
        if may_be_capitals and _CLEAN_NAME.fullmatch(raw) and "ALM" not in raw and "  " not in raw:
            return (None, (Kind.NAME_MISSING,)) if raw in NULL_WORDS else (raw, ())
        text, kinds = plain(raw)
        if Kind.ODD_BLANKS in kinds:
            kinds = (*_without(kinds, Kind.ODD_BLANKS), Kind.NAME_WITH_ODD_BLANKS)
        if is_null_word(text) or not _LETTER.search(text):
            return None, (*kinds, Kind.NAME_MISSING)
        kinds = (*kinds, *odd_text(_DEGREE.sub("", text), strange))
        if '"' in text:
            text = _BLANKS.sub(" ", text.replace('"', "")).strip()
        straight = _APOSTROPHES.sub("'", text)
        if straight != text:
            kinds = (*kinds, Kind.NAME_WITH_ODD_APOSTROPHE)
        capitals = straight.upper()
        if _is_in_other_case(straight, style):
            kinds = (*kinds, Kind.NAME_IN_OTHER_CASE)
        if _DIGIT.search(capitals):
            kinds = (*kinds, Kind.NAME_WITH_DIGITS)
        if _DECEASED.search(capitals):
            kinds = (*kinds, Kind.NAME_OF_DECEASED)
        return capitals, kinds

    return judge


def _is_in_other_case(text: str, style: frozenset[str]) -> bool:
    """True if a name is written in another case than the names of its column."""
    if "upper" in style:
        return text != text.upper()
    if "lower" in style:
        return text != text.lower()
    # "Siti" among others like it is not told from "A. Siti", but "SITI" and "siti" are.
    return "title" in style and len(text) > 3 and text in (text.upper(), text.lower())
