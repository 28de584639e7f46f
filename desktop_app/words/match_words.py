"""Matched lists in words: outcomes, evidence, what columns are."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.domain.match_list import ListFact, MatchFilter
from desktop_app.domain.matching import Evidence, MatchOutcome
from desktop_app.domain.problem import ProblemKind
from desktop_app.language import mark, tr
from desktop_app.words.problems import kind_words

OUTCOMES = {
    MatchOutcome.FOUND_BY_NUMBER: mark("found by NIK"),
    MatchOutcome.FOUND_BY_NAME: mark("found by name, birth date and place"),
    MatchOutcome.DOUBTFUL: mark("doubtful"),
    MatchOutcome.NOT_FOUND: mark("not in DTSEN"),
}
EVIDENCE = {
    Evidence.NUMBER_SAME: mark("NIK is the same"),
    Evidence.NUMBER_SLIP: mark("NIK differs in one digit"),
    Evidence.NUMBER_OTHER: mark("another NIK"),
    Evidence.NUMBER_TWICE: mark("several people in DTSEN have this NIK"),
    Evidence.NAME_SAME: mark("name is the same"),
    Evidence.NAME_ALIKE: mark("name is spelled otherwise"),
    Evidence.NAME_NEARLY: mark("name is nearly the same"),
    Evidence.NAME_PART: mark("one name is part of the other"),
    Evidence.NAME_OTHER: mark("another name"),
    Evidence.BIRTH_SAME: mark("birth date is the same"),
    Evidence.BIRTH_SWAPPED: mark("day and month of birth changed places"),
    Evidence.BIRTH_NEARLY: mark("birth date differs in one part"),
    Evidence.BIRTH_OTHER: mark("another birth date"),
    Evidence.SEX_OTHER: mark("another sex"),
    Evidence.CARD_SAME: mark("KK is the same"),
    Evidence.CARD_OTHER: mark("another KK"),
    Evidence.VILLAGE_SAME: mark("same desa"),
    Evidence.SUBDISTRICT_SAME: mark("same kecamatan"),
    Evidence.PLACE_OTHER: mark("lives elsewhere"),
}
FACTS = {
    ListFact.NATIONAL_ID: mark("NIK"),
    ListFact.FAMILY_CARD_NO: mark("KK"),
    ListFact.NAME: mark("Name"),
    ListFact.BIRTH_DATE: mark("Birth date"),
    ListFact.SEX: mark("Sex"),
    ListFact.VILLAGE: mark("Desa (name)"),
    ListFact.VILLAGE_CODE: mark("Desa (code)"),
    ListFact.SUBDISTRICT: mark("Kecamatan (name)"),
}
FILTERS = {
    MatchFilter.ALL: mark("All rows"),
    MatchFilter.WAITING: mark("To decide"),
    MatchFilter.FOUND_BY_NUMBER: mark("Found by NIK"),
    MatchFilter.FOUND_BY_NAME: mark("Found by name"),
    MatchFilter.DOUBTFUL: mark("Doubtful"),
    MatchFilter.NOT_FOUND: mark("Not in DTSEN"),
    MatchFilter.TWICE: mark("Twice in the list"),
}


def everything_said() -> dict[StrEnum, str]:
    """Outcomes, evidence and faults in the language in use, for a file that says them all."""
    said: dict[StrEnum, str] = {one: tr(words) for one, words in OUTCOMES.items()}
    said.update({one: tr(words) for one, words in EVIDENCE.items()})
    said.update({kind: kind_words(kind) for kind in ProblemKind})
    return said
