"""What each kind of problem means, and what was done about it, in words for a person."""

from __future__ import annotations

from desktop_app.domain.problem import ProblemAction, ProblemKind
from desktop_app.language import mark, tr


def sentence_of(kind: ProblemKind) -> str:
    """One sentence that says what was found in the row."""
    return tr(_KINDS[kind])


def word_of(action: ProblemAction) -> str:
    """What became of the row, in a word or two."""
    return tr(_ACTIONS[action])


_ACTIONS: dict[ProblemAction, str] = {
    ProblemAction.REPAIRED: mark("taken and repaired"),
    ProblemAction.FLAGGED: mark("taken with a warning"),
    ProblemAction.REFUSED: mark("kept aside"),
    ProblemAction.DUPLICATE: mark("repeated"),
    ProblemAction.IGNORED: mark("not data"),
}

_KINDS: dict[ProblemKind, str] = {
    ProblemKind.NUMBER_PUNCTUATED: mark(
        "The number had apostrophes, blanks, dots or dashes; they were taken out."
    ),
    ProblemKind.NUMBER_WITH_DECIMALS: mark("The number ended in “.0”; that was taken off."),
    ProblemKind.RT_RW_SPELLED_OTHERWISE: mark(
        "RT or RW was not written with three digits; it is now."
    ),
    ProblemKind.DATE_IN_OTHER_FORMAT: mark(
        "The date was written otherwise than the rest of its column."
    ),
    ProblemKind.DATE_WITH_TIME: mark("The date had a time of day; it was taken off."),
    ProblemKind.DATE_AS_SERIAL: mark("The date was the day number of a spreadsheet."),
    ProblemKind.DATE_IN_WORDS: mark("The month was written as a word."),
    ProblemKind.DATE_WITH_SHORT_YEAR: mark(
        "The year had two digits; the NIK or the calendar settles the century."
    ),
    ProblemKind.DATE_MONTH_FIRST: mark("The month stood before the day; the NIK confirms it."),
    ProblemKind.CODE_AS_DECIMAL: mark("The code was written with decimals."),
    ProblemKind.CODE_AS_LABEL: mark(
        "A word stood where the column has codes, or a code where it has words."
    ),
    ProblemKind.SEX_SPELLED_OTHERWISE: mark(
        "The sex was written otherwise than the rest of its column."
    ),
    ProblemKind.RELATIONSHIP_SPELLED_OTHERWISE: mark(
        "The relation was written otherwise than the rest of its column."
    ),
    ProblemKind.DECILE_SPELLED_OTHERWISE: mark(
        "The decile was written with words, decimals or Roman numerals."
    ),
    ProblemKind.NUMERAL_SPELLED_OTHERWISE: mark(
        "The count was written with decimals, dots or a unit."
    ),
    ProblemKind.NAME_WITH_ODD_BLANKS: mark("The name had too many blanks."),
    ProblemKind.NAME_IN_OTHER_CASE: mark(
        "The name was not in capitals like the rest of its column."
    ),
    ProblemKind.NAME_WITH_ODD_APOSTROPHE: mark("The name had a typographic apostrophe."),
    ProblemKind.VILLAGE_CODE_SPELLED_OTHERWISE: mark(
        "The region code had dots, decimals or an apostrophe."
    ),
    ProblemKind.VILLAGE_CODE_OF_OTHER_SYSTEM: mark(
        "The desa code is of the other coding system; the name confirms it."
    ),
    ProblemKind.VILLAGE_NAME_SPELLED_OTHERWISE: mark(
        "The desa name was written in another spelling."
    ),
    ProblemKind.INVISIBLE_CHARACTERS: mark(
        "The cell had characters that cannot be seen; they were taken out."
    ),
    ProblemKind.ODD_BLANKS: mark("The text had blanks around it or too many inside."),
    ProblemKind.LINE_BREAK_IN_CELL: mark("The cell had a line break."),
    ProblemKind.DELIMITER_IN_CELL: mark("The cell holds the sign that separates the columns."),
    ProblemKind.QUOTE_IN_CELL: mark("The cell holds a quotation mark."),
    ProblemKind.NULL_WORD: mark("A word such as “-” or “NULL” stood for nothing."),
    ProblemKind.NUMBER_IN_SCIENTIFIC_NOTATION: mark(
        "A spreadsheet has turned the number into 3.32E+15; it cannot be restored. Ask for the file as text or CSV."
    ),
    ProblemKind.NUMBER_TOO_SHORT: mark("The number has fewer than 16 digits."),
    ProblemKind.NUMBER_TOO_LONG: mark("The number has more than 16 digits."),
    ProblemKind.NUMBER_WITH_LETTERS: mark("The number holds letters."),
    ProblemKind.NUMBER_ZERO: mark("The number is 0 or one digit over and over."),
    ProblemKind.NUMBER_MISSING: mark("The number is missing."),
    ProblemKind.NUMBER_PRECISION_LOST: mark(
        "A spreadsheet has rounded the number; its last digits are lost."
    ),
    ProblemKind.NATIONAL_ID_IMPOSSIBLE: mark("No NIK can have these digits."),
    ProblemKind.NATIONAL_ID_DATE_DIFFERS: mark("The NIK and the date of birth disagree."),
    ProblemKind.NATIONAL_ID_SEX_DIFFERS: mark("The NIK and the sex disagree."),
    ProblemKind.NATIONAL_ID_IS_FAMILY_CARD: mark("NIK and KK are the same number."),
    ProblemKind.DATE_IMPOSSIBLE: mark("There is no such date."),
    ProblemKind.DATE_AMBIGUOUS: mark("The date can be read in two ways."),
    ProblemKind.DATE_IN_FUTURE: mark("The date lies in the future."),
    ProblemKind.DATE_TOO_OLD: mark("The date lies before 1900."),
    ProblemKind.DATE_MISSING: mark("The date is missing."),
    ProblemKind.SEX_MISSING: mark("The sex is missing."),
    ProblemKind.NAME_MISSING: mark("The name is missing."),
    ProblemKind.NAME_WITH_DIGITS: mark("The name holds digits."),
    ProblemKind.TEXT_GARBLED: mark("The letters were garbled before the file came here."),
    ProblemKind.NAME_OF_DECEASED: mark("The name says that the person has died."),
    ProblemKind.DECILE_OUT_OF_RANGE: mark("A decile is a number from 1 to 10."),
    ProblemKind.DECILE_RANGE: mark("A range is no decile."),
    ProblemKind.DECILE_UNREADABLE: mark("The decile cannot be read."),
    ProblemKind.VILLAGE_CODE_MISSING: mark("The desa code is missing."),
    ProblemKind.VILLAGE_CODE_UNKNOWN: mark("No desa of the kabupaten has this code."),
    ProblemKind.VILLAGE_CODE_AGAINST_NAME: mark("The code and the name mean two different desa."),
    ProblemKind.FORMULA_IN_CELL: mark("The cell begins like a formula; it is kept as text."),
    ProblemKind.CELL_TOO_LONG: mark("The cell has more than 1,000 characters."),
    ProblemKind.UNDECODABLE_BYTES: mark("The cell holds bytes that are no text."),
    ProblemKind.CODE_UNKNOWN: mark("The code book does not know this code; it is kept as it is."),
    ProblemKind.NUMERAL_UNREADABLE: mark("The count cannot be read."),
    ProblemKind.RT_RW_UNREADABLE: mark("RT or RW cannot be read."),
    ProblemKind.MEMBER_COUNT_DIFFERS: mark(
        "The family has another number of member rows than it says."
    ),
    ProblemKind.NATIONAL_ID_IN_TWO_CARDS: mark("The same NIK stands in two family cards."),
    ProblemKind.NATIONAL_ID_OF_TWO_PEOPLE: mark("Two people have the same NIK."),
    ProblemKind.FAMILY_CARD_REPEATED: mark("The same family card stands on two family rows."),
    ProblemKind.TWO_HEADS: mark("The family has more than one head."),
    ProblemKind.HEAD_MISSING: mark("No member is the head of the family."),
    ProblemKind.MEMBER_WITHOUT_FAMILY: mark("The member's family is not in the file."),
    ProblemKind.FAMILY_WITHOUT_MEMBERS: mark("The family has no members in the file."),
    ProblemKind.ROW_TOO_SHORT: mark("The row has too few cells and cannot be aligned."),
    ProblemKind.ROW_TOO_LONG: mark("The row has too many cells and cannot be aligned."),
    ProblemKind.ROW_SWALLOWED: mark("A quotation mark was never closed."),
    ProblemKind.ROW_WITHOUT_NAME_AND_NUMBER: mark("The row has neither a name nor a number."),
    ProblemKind.ROW_REPEATED: mark("The same row stood there before."),
    ProblemKind.TITLE_ROW: mark("A title above the header."),
    ProblemKind.HEADER_REPEATED: mark("The header once more."),
    ProblemKind.TOTAL_ROW: mark("A row of totals."),
    ProblemKind.NOTE_ROW: mark("A note or source below the data."),
    ProblemKind.BLANK_ROW: mark("A blank row."),
}
