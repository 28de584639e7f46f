"""What can be wrong with a row of somebody else's file, and what was done about it.

Problem: an office must be able to say of every row what became of it. Choice: each kind of defect
has one documented name and one fixed action; a row may have several, and the strongest decides how
the row is counted. A conversion that the format of a whole column needs (dates written dd/mm/yyyy,
labels instead of codes) is no defect and has no kind. People are never dropped for a bad number:
the number becomes empty, the raw text is kept, and the row is flagged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ProblemAction(StrEnum):
    """What became of the row; from the strongest to the weakest."""

    REFUSED = "refused"  # kept aside whole; can be mended and admitted
    DUPLICATE = "duplicate"  # the identical row was there before
    FLAGGED = "flagged"  # taken, with a warning
    REPAIRED = "repaired"  # taken, mended without guessing
    IGNORED = "ignored"  # not a row of data


class ProblemKind(StrEnum):
    """Every defect that is known by name; kebab-case, never renamed once released."""

    # Repaired
    NUMBER_PUNCTUATED = "number-punctuated"
    """NIK or KK with an apostrophe, blanks, dots or dashes between its digits."""
    NUMBER_WITH_DECIMALS = "number-with-decimals"
    """NIK or KK that ends in ``.0``."""
    RT_RW_SPELLED_OTHERWISE = "rt-rw-spelled-otherwise"
    """RT or RW without its leading zeros, or with words around it."""
    DATE_IN_OTHER_FORMAT = "date-in-other-format"
    """A date that is not written as the column's other dates are."""
    DATE_WITH_TIME = "date-with-time"
    DATE_AS_SERIAL = "date-as-serial"
    """A date as the day number a spreadsheet keeps."""
    DATE_IN_WORDS = "date-in-words"
    DATE_WITH_SHORT_YEAR = "date-with-short-year"
    """A year of two digits, settled by the NIK or by the calendar."""
    DATE_MONTH_FIRST = "date-month-first"
    """mm/dd, where dd/mm is impossible and the NIK confirms."""
    CODE_AS_DECIMAL = "code-as-decimal"
    CODE_AS_LABEL = "code-as-label"
    """A label where the column has codes, or a code where it has labels."""
    SEX_SPELLED_OTHERWISE = "sex-spelled-otherwise"
    RELATIONSHIP_SPELLED_OTHERWISE = "relationship-spelled-otherwise"
    DECILE_SPELLED_OTHERWISE = "decile-spelled-otherwise"
    """``Desil 2``, ``2.0``, ``II``."""
    NUMERAL_SPELLED_OTHERWISE = "numeral-spelled-otherwise"
    """A count with decimals, blanks or a unit."""
    NAME_WITH_ODD_BLANKS = "name-with-odd-blanks"
    NAME_IN_OTHER_CASE = "name-in-other-case"
    NAME_WITH_ODD_APOSTROPHE = "name-with-odd-apostrophe"
    VILLAGE_CODE_SPELLED_OTHERWISE = "village-code-spelled-otherwise"
    """A region code with ``.0``, dots or an apostrophe where the column has none."""
    VILLAGE_CODE_OF_OTHER_SYSTEM = "village-code-of-other-system"
    """A Kemendagri code in a BPS file or the other way round, confirmed by the name."""
    VILLAGE_NAME_SPELLED_OTHERWISE = "village-name-spelled-otherwise"
    INVISIBLE_CHARACTERS = "invisible-characters"
    """Control, zero-width, right-to-left or non-breaking characters."""
    ODD_BLANKS = "odd-blanks"
    """Blanks around or doubled inside a text that is not a name."""
    LINE_BREAK_IN_CELL = "line-break-in-cell"
    DELIMITER_IN_CELL = "delimiter-in-cell"
    QUOTE_IN_CELL = "quote-in-cell"
    NULL_WORD = "null-word"
    """``-``, ``NULL``, ``Tidak Tahu`` and the like where nothing is known."""

    ROW_MENDED_BY_HAND = "row-mended-by-hand"
    """A refused row that a person mended and admitted; the refused one stays beside it."""

    # Flagged
    NUMBER_IN_SCIENTIFIC_NOTATION = "number-in-scientific-notation"
    NUMBER_TOO_SHORT = "number-too-short"
    NUMBER_TOO_LONG = "number-too-long"
    NUMBER_WITH_LETTERS = "number-with-letters"
    NUMBER_ZERO = "number-zero"
    """All zeros, or one digit sixteen times."""
    NUMBER_MISSING = "number-missing"
    NUMBER_PRECISION_LOST = "number-precision-lost"
    """Sixteen digits that a spreadsheet has rounded: the last ones are zeros."""
    NATIONAL_ID_IMPOSSIBLE = "national-id-impossible"
    NATIONAL_ID_DATE_DIFFERS = "national-id-date-differs"
    NATIONAL_ID_SEX_DIFFERS = "national-id-sex-differs"
    NATIONAL_ID_IS_FAMILY_CARD = "national-id-is-family-card"
    DATE_IMPOSSIBLE = "date-impossible"
    DATE_AMBIGUOUS = "date-ambiguous"
    """A date that can be read in two ways and that nothing settles."""
    DATE_IN_FUTURE = "date-in-future"
    DATE_TOO_OLD = "date-too-old"
    DATE_MISSING = "date-missing"
    SEX_MISSING = "sex-missing"
    NAME_MISSING = "name-missing"
    NAME_WITH_DIGITS = "name-with-digits"
    TEXT_GARBLED = "text-garbled"
    """Letters that were read in the wrong encoding somewhere before us."""
    NAME_OF_DECEASED = "name-of-deceased"
    """``ALM.`` or ``ALMH.`` with the name."""
    DECILE_OUT_OF_RANGE = "decile-out-of-range"
    DECILE_RANGE = "decile-range"
    """``1-4`` and the like; never turned into a decile."""
    DECILE_UNREADABLE = "decile-unreadable"
    VILLAGE_CODE_MISSING = "village-code-missing"
    VILLAGE_CODE_UNKNOWN = "village-code-unknown"
    VILLAGE_CODE_AGAINST_NAME = "village-code-against-name"
    FORMULA_IN_CELL = "formula-in-cell"
    CELL_TOO_LONG = "cell-too-long"
    UNDECODABLE_BYTES = "undecodable-bytes"
    CODE_UNKNOWN = "code-unknown"
    NUMERAL_UNREADABLE = "numeral-unreadable"
    RT_RW_UNREADABLE = "rt-rw-unreadable"

    # Flagged when all rows are there (found by the store after loading)
    MEMBER_COUNT_DIFFERS = "member-count-differs"
    NATIONAL_ID_IN_TWO_CARDS = "national-id-in-two-cards"
    NATIONAL_ID_OF_TWO_PEOPLE = "national-id-of-two-people"
    FAMILY_CARD_REPEATED = "family-card-repeated"
    TWO_HEADS = "two-heads"
    HEAD_MISSING = "head-missing"
    MEMBER_WITHOUT_FAMILY = "member-without-family"
    FAMILY_WITHOUT_MEMBERS = "family-without-members"

    # Refused
    ROW_TOO_SHORT = "row-too-short"
    ROW_TOO_LONG = "row-too-long"
    ROW_SWALLOWED = "row-swallowed"
    """Lines that an unclosed quote has drawn into one cell."""
    ROW_WITHOUT_NAME_AND_NUMBER = "row-without-name-and-number"

    # Duplicate
    ROW_REPEATED = "row-repeated"

    # Ignored
    TITLE_ROW = "title-row"
    HEADER_REPEATED = "header-repeated"
    TOTAL_ROW = "total-row"
    NOTE_ROW = "note-row"
    BLANK_ROW = "blank-row"

    @property
    def action(self) -> ProblemAction:
        """What is always done about this kind."""
        return _ACTIONS.get(self, ProblemAction.FLAGGED)

    @property
    def is_found_after_loading(self) -> bool:
        """True if one row alone cannot show it."""
        return self in FOUND_AFTER_LOADING


_REPAIRED = (
    ProblemKind.NUMBER_PUNCTUATED,
    ProblemKind.NUMBER_WITH_DECIMALS,
    ProblemKind.RT_RW_SPELLED_OTHERWISE,
    ProblemKind.DATE_IN_OTHER_FORMAT,
    ProblemKind.DATE_WITH_TIME,
    ProblemKind.DATE_AS_SERIAL,
    ProblemKind.DATE_IN_WORDS,
    ProblemKind.DATE_WITH_SHORT_YEAR,
    ProblemKind.DATE_MONTH_FIRST,
    ProblemKind.CODE_AS_DECIMAL,
    ProblemKind.CODE_AS_LABEL,
    ProblemKind.SEX_SPELLED_OTHERWISE,
    ProblemKind.RELATIONSHIP_SPELLED_OTHERWISE,
    ProblemKind.DECILE_SPELLED_OTHERWISE,
    ProblemKind.NUMERAL_SPELLED_OTHERWISE,
    ProblemKind.NAME_WITH_ODD_BLANKS,
    ProblemKind.NAME_IN_OTHER_CASE,
    ProblemKind.NAME_WITH_ODD_APOSTROPHE,
    ProblemKind.VILLAGE_CODE_SPELLED_OTHERWISE,
    ProblemKind.VILLAGE_CODE_OF_OTHER_SYSTEM,
    ProblemKind.VILLAGE_NAME_SPELLED_OTHERWISE,
    ProblemKind.INVISIBLE_CHARACTERS,
    ProblemKind.ODD_BLANKS,
    ProblemKind.LINE_BREAK_IN_CELL,
    ProblemKind.DELIMITER_IN_CELL,
    ProblemKind.QUOTE_IN_CELL,
    ProblemKind.NULL_WORD,
    ProblemKind.ROW_MENDED_BY_HAND,
)
_REFUSED = (
    ProblemKind.ROW_TOO_SHORT,
    ProblemKind.ROW_TOO_LONG,
    ProblemKind.ROW_SWALLOWED,
    ProblemKind.ROW_WITHOUT_NAME_AND_NUMBER,
)
_IGNORED = (
    ProblemKind.TITLE_ROW,
    ProblemKind.HEADER_REPEATED,
    ProblemKind.TOTAL_ROW,
    ProblemKind.NOTE_ROW,
    ProblemKind.BLANK_ROW,
)
_ACTIONS: dict[ProblemKind, ProblemAction] = {
    **dict.fromkeys(_REPAIRED, ProblemAction.REPAIRED),
    **dict.fromkeys(_REFUSED, ProblemAction.REFUSED),
    **dict.fromkeys(_IGNORED, ProblemAction.IGNORED),
    ProblemKind.ROW_REPEATED: ProblemAction.DUPLICATE,
}

FOUND_AFTER_LOADING = frozenset(
    {
        ProblemKind.MEMBER_COUNT_DIFFERS,
        ProblemKind.NATIONAL_ID_IN_TWO_CARDS,
        ProblemKind.NATIONAL_ID_OF_TWO_PEOPLE,
        ProblemKind.FAMILY_CARD_REPEATED,
        ProblemKind.TWO_HEADS,
        ProblemKind.HEAD_MISSING,
        ProblemKind.MEMBER_WITHOUT_FAMILY,
        ProblemKind.FAMILY_WITHOUT_MEMBERS,
    }
)
"""Kinds that need all rows side by side; the store finds them in SQL."""

UNREADABLE_NUMBER = frozenset(
    {
        ProblemKind.NUMBER_IN_SCIENTIFIC_NOTATION,
        ProblemKind.NUMBER_TOO_SHORT,
        ProblemKind.NUMBER_TOO_LONG,
        ProblemKind.NUMBER_WITH_LETTERS,
        ProblemKind.NUMBER_ZERO,
        ProblemKind.NUMBER_MISSING,
    }
)
"""Kinds that leave a NIK or KK empty; too many of them stop an import at its preview."""

_STRENGTH = {action: strength for strength, action in enumerate(reversed(ProblemAction))}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One defect of one row, as the problems list shows it.

    `file` is an index into the files of the look; `row` counts as a spreadsheet does (the first row
    of the file is 1, titles and header count); `line` is the physical line where the row begins.
    `column` is the file's own header, empty where the whole row is meant. `raw` is the cell as it
    stood, or the whole row where it was refused. `is_admitted` says of a refused row that it was
    mended by hand and stands in the release.
    """

    file: int
    row: int
    line: int
    entity: str
    column: str
    kind: ProblemKind
    action: ProblemAction
    raw: str
    is_admitted: bool = False


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the records that were read; the six always add up to `records`."""

    records: int
    clean: int
    repaired: int
    flagged: int
    refused: int
    duplicates: int
    ignored: int


def strongest(actions: Iterable[ProblemAction]) -> ProblemAction:
    """The action that decides for a row with several problems."""
    return max(actions, key=_STRENGTH.__getitem__)


def outcomes_of(records: int, problems: Iterable[RowProblem]) -> Outcomes:
    """Count each record once, by its strongest action."""
    of_row: dict[tuple[int, int], ProblemAction] = {}
    for problem in problems:
        key = (problem.file, problem.row)
        known = of_row.get(key)
        of_row[key] = problem.action if known is None else strongest((known, problem.action))
    counts = dict.fromkeys(ProblemAction, 0)
    for action in of_row.values():
        counts[action] += 1
    return Outcomes(
        records=records,
        clean=records - len(of_row),
        repaired=counts[ProblemAction.REPAIRED],
        flagged=counts[ProblemAction.FLAGGED],
        refused=counts[ProblemAction.REFUSED],
        duplicates=counts[ProblemAction.DUPLICATE],
        ignored=counts[ProblemAction.IGNORED],
    )
