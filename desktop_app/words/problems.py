"""What is wrong with a row of somebody else's file, in a sentence, and what was done about it."""

from __future__ import annotations

from desktop_app.domain.problem import ProblemAction, ProblemKind
from desktop_app.language import mark, tr

ACTIONS = {
    ProblemAction.REFUSED: mark("Refused"),
    ProblemAction.DUPLICATE: mark("Repeated"),
    ProblemAction.FLAGGED: mark("Flagged"),
    ProblemAction.REPAIRED: mark("Repaired"),
    ProblemAction.IGNORED: mark("Not data"),
}

KINDS = {
    ProblemKind.NUMBER_PUNCTUATED: mark("NIK or KK with an apostrophe, blanks, dots or dashes"),
    ProblemKind.NUMBER_WITH_DECIMALS: mark("NIK or KK that ends in .0"),
    ProblemKind.RT_RW_SPELLED_OTHERWISE: mark("RT or RW written in another way"),
    ProblemKind.DATE_IN_OTHER_FORMAT: mark("Date written unlike the others of its column"),
    ProblemKind.DATE_WITH_TIME: mark("Date with a time of day"),
    ProblemKind.DATE_AS_SERIAL: mark("Date as the number that a spreadsheet keeps"),
    ProblemKind.DATE_IN_WORDS: mark("Date with its month in words"),
    ProblemKind.DATE_WITH_SHORT_YEAR: mark("Date with a year of two digits"),
    ProblemKind.DATE_MONTH_FIRST: mark("Date with the month before the day"),
    ProblemKind.CODE_AS_DECIMAL: mark("Code with decimals, such as 1.0"),
    ProblemKind.CODE_AS_LABEL: mark("Words where the column has codes, or the other way round"),
    ProblemKind.SEX_SPELLED_OTHERWISE: mark("Sex written in another way"),
    ProblemKind.RELATIONSHIP_SPELLED_OTHERWISE: mark("Relationship written in another way"),
    ProblemKind.DECILE_SPELLED_OTHERWISE: mark("Decile written in another way"),
    ProblemKind.NUMERAL_SPELLED_OTHERWISE: mark("Count with decimals, blanks or a unit"),
    ProblemKind.NAME_WITH_ODD_BLANKS: mark("Name with blanks too many"),
    ProblemKind.NAME_IN_OTHER_CASE: mark("Name not in capitals like the others"),
    ProblemKind.NAME_WITH_ODD_APOSTROPHE: mark("Name with an unusual apostrophe"),
    ProblemKind.VILLAGE_CODE_SPELLED_OTHERWISE: mark("Desa code written in another way"),
    ProblemKind.VILLAGE_CODE_OF_OTHER_SYSTEM: mark("Desa code of the other numbering system"),
    ProblemKind.VILLAGE_NAME_SPELLED_OTHERWISE: mark("Name of the desa written in another way"),
    ProblemKind.INVISIBLE_CHARACTERS: mark("Characters that cannot be seen"),
    ProblemKind.ODD_BLANKS: mark("Blanks too many"),
    ProblemKind.LINE_BREAK_IN_CELL: mark("Line break inside a cell"),
    ProblemKind.DELIMITER_IN_CELL: mark("Separator inside a cell"),
    ProblemKind.QUOTE_IN_CELL: mark("Quotation mark inside a cell"),
    ProblemKind.NULL_WORD: mark("A dash or a word where nothing is known"),
    ProblemKind.ROW_MENDED_BY_HAND: mark("Refused row that was mended by hand and admitted"),
    ProblemKind.NUMBER_IN_SCIENTIFIC_NOTATION: mark(
        "NIK or KK turned into 3.32E+15 by a spreadsheet"
    ),
    ProblemKind.NUMBER_TOO_SHORT: mark("NIK or KK with fewer than 16 digits"),
    ProblemKind.NUMBER_TOO_LONG: mark("NIK or KK with more than 16 digits"),
    ProblemKind.NUMBER_WITH_LETTERS: mark("NIK or KK with letters in it"),
    ProblemKind.NUMBER_ZERO: mark("NIK or KK of one digit only, such as all zeros"),
    ProblemKind.NUMBER_MISSING: mark("NIK or KK missing"),
    ProblemKind.NUMBER_PRECISION_LOST: mark("Last digits of NIK or KK rounded by a spreadsheet"),
    ProblemKind.NATIONAL_ID_IMPOSSIBLE: mark("NIK that cannot exist"),
    ProblemKind.NATIONAL_ID_DATE_DIFFERS: mark("Birth date differs from the NIK"),
    ProblemKind.NATIONAL_ID_SEX_DIFFERS: mark("Sex differs from the NIK"),
    ProblemKind.NATIONAL_ID_IS_FAMILY_CARD: mark("NIK is the same as the KK number"),
    ProblemKind.DATE_IMPOSSIBLE: mark("Date that does not exist"),
    ProblemKind.DATE_AMBIGUOUS: mark("Date that can be read in two ways"),
    ProblemKind.DATE_IN_FUTURE: mark("Date in the future"),
    ProblemKind.DATE_TOO_OLD: mark("Date more than a lifetime ago"),
    ProblemKind.DATE_MISSING: mark("Birth date missing"),
    ProblemKind.SEX_MISSING: mark("Sex missing"),
    ProblemKind.NAME_MISSING: mark("Name missing"),
    ProblemKind.NAME_WITH_DIGITS: mark("Name with digits in it"),
    ProblemKind.TEXT_GARBLED: mark("Garbled letters from an earlier conversion"),
    ProblemKind.NAME_OF_DECEASED: mark("Name marked as deceased (alm.)"),
    ProblemKind.DECILE_OUT_OF_RANGE: mark("Decile that is not between 1 and 10"),
    ProblemKind.DECILE_RANGE: mark("A range instead of one decile"),
    ProblemKind.DECILE_UNREADABLE: mark("Decile that cannot be read"),
    ProblemKind.VILLAGE_CODE_MISSING: mark("Desa code missing"),
    ProblemKind.VILLAGE_CODE_UNKNOWN: mark("Desa code that is in no list"),
    ProblemKind.VILLAGE_CODE_AGAINST_NAME: mark("Desa code and desa name do not agree"),
    ProblemKind.FORMULA_IN_CELL: mark("Cell that begins like a formula"),
    ProblemKind.CELL_TOO_LONG: mark("Cell that is far too long"),
    ProblemKind.UNDECODABLE_BYTES: mark("Characters that cannot be read"),
    ProblemKind.CODE_UNKNOWN: mark("Code that is in no list"),
    ProblemKind.NUMERAL_UNREADABLE: mark("Count that cannot be read"),
    ProblemKind.RT_RW_UNREADABLE: mark("RT or RW that cannot be read"),
    ProblemKind.MEMBER_COUNT_DIFFERS: mark("Number of members differs from the member rows"),
    ProblemKind.NATIONAL_ID_IN_TWO_CARDS: mark("The same NIK in two KK"),
    ProblemKind.NATIONAL_ID_OF_TWO_PEOPLE: mark("The same NIK for two people"),
    ProblemKind.FAMILY_CARD_REPEATED: mark("The same KK twice"),
    ProblemKind.TWO_HEADS: mark("Family with two heads"),
    ProblemKind.HEAD_MISSING: mark("Family without a head"),
    ProblemKind.MEMBER_WITHOUT_FAMILY: mark("Member whose family is not in the file"),
    ProblemKind.FAMILY_WITHOUT_MEMBERS: mark("Family without members"),
    ProblemKind.ROW_TOO_SHORT: mark("Row with fewer cells than the header"),
    ProblemKind.ROW_TOO_LONG: mark("Row with more cells than the header"),
    ProblemKind.ROW_SWALLOWED: mark("Lines swallowed by an unclosed quotation mark"),
    ProblemKind.ROW_WITHOUT_NAME_AND_NUMBER: mark("Row without a name and without a number"),
    ProblemKind.ROW_REPEATED: mark("Row that was there before"),
    ProblemKind.TITLE_ROW: mark("Title above the table"),
    ProblemKind.HEADER_REPEATED: mark("Header repeated between the rows"),
    ProblemKind.TOTAL_ROW: mark("Row with totals"),
    ProblemKind.NOTE_ROW: mark("Note below the table"),
    ProblemKind.BLANK_ROW: mark("Empty row"),
}
"""Every kind has its words; a test keeps it so, in both languages."""

_MEANINGS = {
    ProblemAction.REFUSED: mark("Kept aside whole; not searchable until it is mended."),
    ProblemAction.DUPLICATE: mark("The identical row was there before; taken once."),
    ProblemAction.FLAGGED: mark("Taken, with a warning; the original text is kept."),
    ProblemAction.REPAIRED: mark("Taken, mended without guessing."),
    ProblemAction.IGNORED: mark("Titles, totals and empty rows; nothing is lost."),
}


def kind_words(kind: ProblemKind) -> str:
    """What is wrong, in a few words."""
    return tr(KINDS[kind])


def action_words(action: ProblemAction) -> str:
    """What became of the row, in one word."""
    return tr(ACTIONS[action])


def action_meaning(action: ProblemAction) -> str:
    """What that one word means for the people in the row."""
    return tr(_MEANINGS[action])
