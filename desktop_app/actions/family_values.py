"""What the printed sheet of a family says, as ready text; Indonesian whatever language the window has.

Without a reason numbers are masked and birth dates are years, of children only the age is left.
Health and disability are never printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.letter_values import UNRANKED, titles_of, word_of
from desktop_app.actions.reference import Reference
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.dates import long_date, short_date
from desktop_app.domain.field import FINISHED, Access, Field, FieldKind
from desktop_app.domain.identity import masked
from desktop_app.domain.indication import HouseLack, Indication
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.letter import full_address
from desktop_app.domain.local_fact import FactKind, LocalFact
from desktop_app.domain.money import rupiah
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.period import Period
from desktop_app.domain.person import PersonSheet
from desktop_app.domain.programme import Catalogue
from desktop_app.letters.template import table_value

_YES = 1
_ASSET = re.compile(r"^(Aset (tidak )?bergerak|Jumlah ternak) ")
_LANGUAGE = "id"
_LACKS = {
    HouseLack.FLOOR: "lantai",
    HouseLack.WALL: "dinding",
    HouseLack.ROOF: "atap",
    HouseLack.ROOM: "luas per orang",
    HouseLack.SANITATION: "sanitasi",
    HouseLack.WATER: "air minum",
}
_ABBREVIATIONS = {"nik", "kk", "ktp", "rt", "rw", "pbi", "ac", "tv", "bab", "id", "pln"}
_ABBREVIATED = {"nas": "pusat", "tv": "TV", "pemda": "daerah"}


def sheet_values(
    reference: Reference,
    catalogue: Catalogue,
    profile: OfficeProfile,
    facts: FamilyPageFacts,
    *,
    is_whole: bool,
) -> dict[str, str]:
    """Every fact that the sheet prints; those that are unknown are left out."""
    sheet, order, codes = facts.sheet, reference.keying, reference.codes
    values = {
        "head_name": sheet.head_name,
        "family_card_no": _number(sheet.family_card_no, is_whole=is_whole),
        "address": _address(facts),
        **titles_of(reference.regions, profile, sheet.village),
        "regency_title": f"Kabupaten {reference.regions.regency_name}",
        "release": f"{facts.release.label}, per {long_date(facts.release.reference_date)}",
        "decile": str(sheet.deciles.national or UNRANKED),
        "other_deciles": f"provinsi {sheet.deciles.province or '–'}, kabupaten {sheet.deciles.regency or '–'}",
        "members": table_value(_members(reference, facts, is_whole=is_whole)),
        "aid": table_value(_aid(catalogue, facts)),
        "house_facts": table_value(facts_in(order.house, sheet.values, sheet.raw, codes)),
        **_local(facts),
        **{
            one.kind.value.replace("-", "_"): _indicated(one, facts, is_whole=is_whole)
            for one in facts.indications
            if not one.kind.is_sensitive
        },
    }
    if is_whole:
        values["asset_facts"] = table_value(facts_in(order.assets, sheet.values, sheet.raw, codes))
        values["family_facts"] = table_value(facts_in(order.family, sheet.values, sheet.raw, codes))
        values["member_facts"] = table_value(_member_facts(facts, order.member, codes))
        values["member_facts_title"] = "Anggota, dalam urutan SIKS-NG"
    else:
        values["owned"] = _owned(order.assets, sheet.values)
    return {name: value for name, value in values.items() if value}


def _owned(fields: Iterable[Field], values: Mapping[str, str | int | None]) -> str:
    """What a family has, in one line: the whole list of what it has not is for typing in only."""
    had = []
    for field in fields:
        value, label = values[field.name], printed_label(field)
        if value == _YES and field.name.startswith("asset_"):
            had.append(_ASSET.sub("", label))
        elif value and field.name.startswith("livestock_"):
            had.append(f"{_ASSET.sub('', label)} {value}")
    return ", ".join(had)


def printed_label(field: Field) -> str:
    """The name of a column as a person writes it: ``Jenis lantai terluas``."""
    words = [_ABBREVIATED.get(word, word) for word in field.header.split("_")]
    text = " ".join(word.upper() if word in _ABBREVIATIONS else word for word in words)
    return text[:1].upper() + text[1:]


def facts_in(
    fields: Iterable[Field],
    values: Mapping[str, str | int | None],
    raw: Mapping[str, str],
    codes: CodeBook,
) -> list[tuple[str, str]]:
    """What an extract says about these fields: label and answer; those it says nothing about are left out."""
    rows = ((printed_label(field), answer_of(field, values, raw, codes)) for field in fields)
    return [row for row in rows if row[1]]


def answer_of(
    field: Field, values: Mapping[str, str | int | None], raw: Mapping[str, str], codes: CodeBook
) -> str:
    """What an extract says about one field, in Indonesian; empty where it says nothing."""
    value = values[field.name]
    if value is None:
        return raw.get(field.name, "") if field.kind is FieldKind.CODE else ""
    if field.codes:
        return codes.label(field.codes, int(value), _LANGUAGE) or f"kode {value}"
    if field.kind is FieldKind.DATE:
        return short_date(date.fromisoformat(str(value)))
    if field.name == "education_grade" and value == FINISHED:
        return "Tamat"
    return f"{value} m²" if field.name.endswith("_m2") else str(value)


def _member_facts(
    facts: FamilyPageFacts, fields: Iterable[Field], codes: CodeBook
) -> list[tuple[str, str, str]]:
    shown = [field for field in fields if field.access is not Access.SENSITIVE]
    rows = []
    for member in facts.sheet.members:
        for at, (label, answer) in enumerate(facts_in(shown, member.values, member.raw, codes)):
            rows.append(("" if at else member.name, label, answer))
    return rows


def _members(
    reference: Reference, facts: FamilyPageFacts, *, is_whole: bool
) -> list[tuple[str, ...]]:
    day = facts.release.reference_date
    rows: list[tuple[str, ...]] = []
    for member in facts.sheet.members:
        age = member.age_on(day)
        rows.append(
            (
                member.name,
                _number(member.national_id, is_whole=is_whole),
                word_of(reference, member, "relationship"),
                {1: "L", 2: "P"}.get(int(member.values["sex"] or 0), ""),
                _born(member, facts, is_whole=is_whole),
                "" if age is None else str(age),
            )
        )
    return rows


def _born(member: PersonSheet, facts: FamilyPageFacts, *, is_whole: bool) -> str:
    if member.born is None:
        return ""
    if is_whole:
        return short_date(member.born)
    return "" if member.is_minor_on(facts.release.reference_date) else str(member.born.year)


def _number(digits: str | None, *, is_whole: bool) -> str:
    if not digits:
        return ""
    return digits if is_whole else masked(digits)


def _address(facts: FamilyPageFacts) -> str:
    sheet = facts.sheet
    head = sheet.head

    def of_head(name: str) -> str:
        return (head.text(name) if head else None) or ""

    return full_address(
        str(sheet.values["address"] or of_head("id_address")),
        hamlet=of_head("id_hamlet"),
        rt=of_head("id_rt"),
        rw=of_head("id_rw"),
    )


def _local(facts: FamilyPageFacts) -> dict[str, str]:
    holding = [line.fact for line in facts.local_facts if not line.fact.is_void]
    return {
        "local_place": "; ".join(_place(fact) for fact in holding if fact.kind is FactKind.PLACE),
        "contacts": "; ".join(
            _joined(fact.content.name, fact.content.phone, fact.content.text)
            for fact in holding
            if fact.kind is FactKind.CONTACT
        ),
    }


def _place(fact: LocalFact) -> str:
    content = fact.content
    return _joined(
        f"RT {content.rt}" if content.rt else "",
        f"RW {content.rw}" if content.rw else "",
        str(content.point or ""),
        content.text,
    )


def _joined(*parts: str) -> str:
    return " ".join(" ".join(part.split()) for part in parts if part)


def _indicated(one: Indication, facts: FamilyPageFacts, *, is_whole: bool) -> str:
    if one.lacks:
        return ", ".join(_LACKS[lack] for lack in one.lacks)
    day = facts.release.reference_date
    seen = [member.name for member in one.members if is_whole or not member.is_minor_on(day)]
    hidden = len(one.members) - len(seen)
    return ", ".join([*seen, *([f"{hidden} anak"] if hidden else [])])


def _aid(catalogue: Catalogue, facts: FamilyPageFacts) -> list[tuple[str, str, str, str]]:
    rows = []
    for record in (line.intervention for line in facts.interventions):
        if record.is_void:
            continue
        version = catalogue.version_with(record.programme_version)
        name = version.name(_LANGUAGE) if version else record.programme
        rows.append(
            (name, Period.parse(record.period).printed, _given(record), record.subject.name)
        )
    return rows


def _given(record: Intervention) -> str:
    money = "" if record.amount is None else rupiah(record.amount, sen=False)
    return " · ".join(part for part in (money, record.quantity) if part)
