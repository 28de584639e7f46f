"""People and families in words: ages, places, and why somebody was found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.identity import digits_of
from desktop_app.domain.person import MatchReason, PersonLine, PersonSheet
from desktop_app.domain.region import RegionTable
from desktop_app.language import current, mark, tr, trn

_REASONS = {
    MatchReason.WHOLE_NAME: mark("whole name"),
    MatchReason.START_OF_NAME: mark("start of the name"),
    MatchReason.WORDS_OF_NAME: mark("words of the name"),
    MatchReason.SPELLED_OTHERWISE: mark("spelled otherwise"),
    MatchReason.NEARLY: mark("nearly the same name"),
    MatchReason.PLN_CUSTOMER: mark("PLN customer number"),
    MatchReason.LIVES_THERE: mark("lives in that desa"),
}


def age_words(years: int | None) -> str:
    """``34 tahun``; a dash without a birth date."""
    return "–" if years is None else trn("{n} year", "{n} years", years).format(n=years)


def age_of(birth_date: str | None, day: date) -> int | None:
    """Completed years on `day` of somebody born on an ISO date; None without one."""
    if birth_date is None:
        return None
    born = date.fromisoformat(birth_date)
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))


def village_words(regions: RegionTable, code: str) -> str:
    """``Langkap``; a dash where the extract names no desa that is known."""
    village = regions.village_by_code(code) if code else None
    return village.local_name if village else code or "–"


def place_words(regions: RegionTable, code: str) -> str:
    """``Desa Langkap, Kec. Kedungwuni``."""
    village = regions.village_by_code(code) if code else None
    if village is None:
        return tr("Desa unknown")
    return tr("{kind} {village}, Kec. {subdistrict}").format(
        kind=village.kind.capitalize(),
        village=village.local_name,
        subdistrict=village.subdistrict_name,
    )


def region_codes(
    regions: RegionTable, code: str, values: Mapping[str, str | int | None]
) -> tuple[str, str]:
    """The codes of a family's desa by Kemendagri and by BPS; where it is unknown, the file's own.

    The file's own is said in whichever place it may stand: nobody knows whose it is.
    """
    village = regions.village_by_code(code) if code else None
    if village is not None:
        return village.code, village.bps_code
    written = str(values["village_code"] or "")
    unsure = tr("{code} in the file, not known").format(code=written) if written else "–"
    return (unsure, "–") if "." in written else ("–", unsure)


def standing_words(line: PersonLine) -> str:
    """``Kepala keluarga`` or whose family somebody belongs to."""
    if line.is_head:
        return tr("Head of the family")
    if line.head_name:
        return tr("in the family of {head}").format(head=line.head_name)
    return tr("Family unknown")


def reason_words(line: PersonLine, typed: str) -> str:
    """Why somebody was found: ``awal nama``, ``NIK cocok``; empty for one of a whole list."""
    digits = digits_of(typed)
    by_card = bool(digits) and not (line.national_id or "").startswith(digits)
    match line.reason:
        case MatchReason.WHOLE_NUMBER:
            return tr("KK matches") if by_card else tr("NIK matches")
        case MatchReason.START_OF_NUMBER:
            return tr("start of the KK") if by_card else tr("start of the NIK")
        case MatchReason.PART_OF_NUMBER:
            by_card = digits not in (line.national_id or "")
            return tr("part of the KK") if by_card else tr("part of the NIK")
        case MatchReason.LISTED:
            return ""
        case reason:
            return tr(_REASONS[reason])


def relation_words(person: PersonSheet, codes: CodeBook) -> str:
    """``Kepala keluarga``, ``Anak``; a dash where the extract does not say."""
    return _label(person, "relationship", codes)


def sex_words(person: PersonSheet, codes: CodeBook) -> str:
    """``Laki-laki``, ``Perempuan``."""
    return _label(person, "sex", codes)


def doing_words(person: PersonSheet, codes: CodeBook) -> str:
    """What somebody does: school with its level, work, or neither; a dash where nothing is known."""
    level = person.values["education_level"]
    if person.values["school_status"] == _AT_SCHOOL:
        school = codes.label("education_level", int(level), current()) if level else None
        return tr("School: {level}").format(level=school) if school else tr("At school")
    if person.values["is_working"] == _YES:
        industry = person.values["main_industry"]
        work = codes.label("industry", int(industry), current()) if industry else None
        return work or tr("Works")
    return tr("Does not work") if person.values["is_working"] is not None else "–"


def _label(person: PersonSheet, name: str, codes: CodeBook) -> str:
    code = person.values[name]
    if code is None:
        return "–"
    return codes.label(name, int(code), current()) or tr("code {n} (unknown)").format(n=code)


_AT_SCHOOL = 2
_YES = 1
