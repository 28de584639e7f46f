"""What a letter prints about a family, a person, the office and the release, as ready text.

Letters are Indonesian whatever language the window has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from desktop_app.actions.reference import Reference
from desktop_app.domain.dates import long_date
from desktop_app.domain.family import FamilySheet
from desktop_app.domain.identity import masked
from desktop_app.domain.letter import full_address
from desktop_app.domain.money import in_words
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.office_settings import Identity
from desktop_app.domain.person import PersonSheet
from desktop_app.domain.region import RegionTable
from desktop_app.domain.release import ReleaseLine
from desktop_app.letters.template import TemplateField, table_value

UNRANKED = "belum berdesil"
_LANGUAGE = "id"


def values_for(
    reference: Reference,
    profile: OfficeProfile,
    identity: Identity,
    release: ReleaseLine,
    sheet: FamilySheet,
    person: PersonSheet | None,
) -> dict[str, str]:
    """Every fact of `domain.letter.LETTER_FACTS` that is known; unknown ones are left out."""
    values = {
        **office_values(reference, profile, identity, release, sheet.village),
        "head_name": sheet.head_name,
        "member_count": str(len(sheet.members)),
        "members": _members(reference, release.reference_date, sheet),
        **_decile(sheet),
    }
    if person is not None:
        values.update(_person(reference, release.reference_date, sheet, person))
    return {name: value for name, value in values.items() if value}


def office_values(
    reference: Reference,
    profile: OfficeProfile,
    identity: Identity,
    release: ReleaseLine,
    village: str,
) -> dict[str, str]:
    """The facts about the office and the release; those that are unknown are left out or empty."""
    return {
        "release_label": release.label,
        "reference_date": long_date(release.reference_date),
        "office_address": identity.address,
        "regency_title": f"Kabupaten {reference.regions.regency_name}",
        **titles_of(reference.regions, profile, village),
    }


def list_values(
    fields: Sequence[TemplateField], rows: Sequence[Mapping[str, str]]
) -> dict[str, str]:
    """The tables of a list, and how many stand on it; `rows` are the facts of each with what was typed."""
    numbered = [{**row, "row_no": str(at)} for at, row in enumerate(rows, 1)]
    count = f"{len(rows)} ({in_words(len(rows))})" if rows else ""
    return {
        "row_count": count,
        **{
            field.name: table_value(
                [row.get(column, "") for column in field.columns] for row in numbered
            )
            for field in fields
        },
    }


def _decile(sheet: FamilySheet) -> dict[str, str]:
    decile = sheet.deciles.national
    if decile is None:
        return {"decile": UNRANKED, "decile_in_words": UNRANKED}
    return {"decile": str(decile), "decile_in_words": f"{decile} ({in_words(decile)})"}


def titles_of(regions: RegionTable, profile: OfficeProfile, village_code: str) -> dict[str, str]:
    """``Kecamatan Kedungwuni`` and, where it is known, ``Desa Langkap``."""
    village = regions.village_by_code(village_code) or regions.village_by_code(profile.region)
    subdistrict = village.subdistrict_name if village else regions.name_of(profile.region)
    titles = {"subdistrict_title": f"Kecamatan {subdistrict}"}
    if village is not None:
        titles["village_title"] = f"{village.kind.capitalize()} {village.local_name}"
    return titles


def _person(
    reference: Reference, reference_date: date, sheet: FamilySheet, person: PersonSheet
) -> dict[str, str]:
    village = reference.regions.village_by_code(sheet.village)
    age = person.age_on(reference_date)
    return {
        "name": person.name,
        "national_id": person.national_id or "",
        "masked_id": masked(person.national_id or ""),
        "family_card_no": sheet.family_card_no or person.family_card_no or "",
        "birth_date": long_date(person.born) if person.born else "",
        "age": f"{age} tahun" if age is not None else "",
        "sex": word_of(reference, person, "sex"),
        "marital_status": word_of(reference, person, "marital_status"),
        "relationship": word_of(reference, person, "relationship"),
        "occupation": _as_written(person.text("id_occupation")),
        "education": _as_written(person.text("id_education")),
        "address": full_address(
            str(sheet.values["address"] or person.text("id_address") or ""),
            hamlet=person.text("id_hamlet") or "",
            rt=person.text("id_rt") or "",
            rw=person.text("id_rw") or "",
        ),
        "village": village.local_name if village else str(sheet.values["village_name"] or ""),
        "subdistrict": village.subdistrict_name
        if village
        else str(sheet.values["subdistrict_name"] or ""),
        "regency": reference.regions.regency_name,
    }


def _members(reference: Reference, reference_date: date, sheet: FamilySheet) -> str:
    rows = []
    for member in sheet.members:
        age = member.age_on(reference_date)
        rows.append(
            (
                member.name,
                member.national_id or "",
                word_of(reference, member, "relationship"),
                long_date(member.born) if member.born else "",
                "" if age is None else str(age),
            )
        )
    return table_value(rows)


def word_of(reference: Reference, person: PersonSheet, field: str) -> str:
    """What a coded field of a person says; empty where nothing is known."""
    value = person.values[field]
    if not isinstance(value, int):
        return ""
    return reference.codes.label(field, value, _LANGUAGE) or f"kode {value}"


def _as_written(text: str | None) -> str:
    """Capitals of the civil registry as a letter writes them; short words that are abbreviations stay."""
    if not text:
        return ""
    return text.capitalize() if text.isupper() and len(text) > 4 else text
