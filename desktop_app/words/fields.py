"""Every column of the extract in words: what it is called, and what its value says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.field import FAMILY_FIELDS, FINISHED, PERSON_FIELDS, Field, FieldKind
from desktop_app.language import current, mark, tr
from desktop_app.words.format import date_long, number

FAMILY_FIELD = {field.name: field for field in FAMILY_FIELDS}
PERSON_FIELD = {field.name: field for field in PERSON_FIELDS}

_LABELS = {
    "address": mark("Address"),
    "asset_air_conditioner": mark("Air conditioner"),
    "asset_bicycle": mark("Bicycle"),
    "asset_boat": mark("Boat"),
    "asset_car": mark("Car"),
    "asset_computer": mark("Computer or tablet"),
    "asset_flat_tv": mark("Flat television"),
    "asset_gas_cylinder": mark("Gas cylinder of 5.5 kg or more"),
    "asset_gold": mark("Gold or jewellery"),
    "asset_house": mark("Another house"),
    "asset_land": mark("Other land"),
    "asset_landline": mark("Landline telephone"),
    "asset_motorboat": mark("Motorboat"),
    "asset_motorcycle": mark("Motorcycle"),
    "asset_refrigerator": mark("Refrigerator"),
    "asset_smartphone": mark("Smartphone"),
    "asset_water_heater": mark("Water heater"),
    "birth_date": mark("Birth date"),
    "business_count": mark("Businesses"),
    "business_industry": mark("Line of the business"),
    "business_turnover": mark("Turnover of the business"),
    "chronic_disease": mark("Chronic disease"),
    "cooking_fuel": mark("Cooking fuel"),
    "decile_national": mark("National decile"),
    "decile_province": mark("Province decile"),
    "decile_regency": mark("Kabupaten decile"),
    "depression": mark("Sadness or depression"),
    "difficulty_behaviour": mark("Controlling behaviour"),
    "difficulty_hands": mark("Using hands and fingers"),
    "difficulty_hearing": mark("Hearing"),
    "difficulty_learning": mark("Learning"),
    "difficulty_remembering": mark("Remembering and concentrating"),
    "difficulty_seeing": mark("Seeing"),
    "difficulty_self_care": mark("Looking after oneself"),
    "difficulty_speaking": mark("Speaking"),
    "difficulty_walking": mark("Walking or climbing stairs"),
    "diploma": mark("Highest diploma"),
    "drinking_water": mark("Drinking water"),
    "education_grade": mark("Class"),
    "education_level": mark("School level"),
    "family_card_no": mark("KK number"),
    "floor_area_m2": mark("Floor area"),
    "floor_type": mark("Floor"),
    "has_assets": mark("Owns assets"),
    "has_business": mark("Has a business"),
    "head_name": mark("Head of the family"),
    "house_ownership": mark("Ownership"),
    "id_address": mark("Address on the KTP"),
    "id_education": mark("Education on the KTP"),
    "id_hamlet": mark("Hamlet on the KTP"),
    "id_occupation": mark("Occupation on the KTP"),
    "id_province_code": mark("Province code on the KTP"),
    "id_province_name": mark("Province on the KTP"),
    "id_regency_code": mark("Kabupaten code on the KTP"),
    "id_regency_name": mark("Kabupaten on the KTP"),
    "id_rt": mark("RT on the KTP"),
    "id_rw": mark("RW on the KTP"),
    "id_subdistrict_code": mark("Kecamatan code on the KTP"),
    "id_subdistrict_name": mark("Kecamatan on the KTP"),
    "id_village_code": mark("Desa code on the KTP"),
    "id_village_name": mark("Desa on the KTP"),
    "is_working": mark("Works"),
    "lighting": mark("Lighting"),
    "livestock_buffalo": mark("Buffaloes"),
    "livestock_cattle": mark("Cattle"),
    "livestock_goat_sheep": mark("Goats and sheep"),
    "livestock_horse": mark("Horses"),
    "livestock_pig": mark("Pigs"),
    "main_industry": mark("Line of work"),
    "main_job_status": mark("Position at work"),
    "marital_status": mark("Marital status"),
    "member_count": mark("Members by the card"),
    "name": mark("Name"),
    "national_id": mark("NIK"),
    "nutrition": mark("Nutrition"),
    "pln_customer_no": mark("PLN customer number"),
    "power_class": mark("Power"),
    "premium_aid_national": mark("PBI from the state"),
    "premium_aid_regional": mark("PBI from the region"),
    "province_code": mark("Province code"),
    "province_name": mark("Province"),
    "regency_code": mark("Kabupaten code"),
    "regency_name": mark("Kabupaten"),
    "relationship": mark("Relation to the head"),
    "roof_type": mark("Roof"),
    "school_status": mark("School"),
    "sewage": mark("Sewage"),
    "sex": mark("Sex"),
    "subdistrict_code": mark("Kecamatan code"),
    "subdistrict_name": mark("Kecamatan"),
    "toilet_facility": mark("Toilet"),
    "toilet_type": mark("Kind of toilet"),
    "village_code": mark("Desa code"),
    "village_name": mark("Desa"),
    "wall_type": mark("Wall"),
    "workers_paid": mark("Paid workers"),
    "workers_unpaid": mark("Unpaid workers"),
}


def label_of(name: str) -> str:
    """What a column is called; `name` is that of the field."""
    return tr(_LABELS[name])


def fact_words(
    field: Field,
    values: Mapping[str, str | int | None],
    *,
    raw: Mapping[str, str],
    extra: Mapping[str, str],
    codes: CodeBook,
) -> str:
    """What an extract says about one fact; empty where nothing is known.

    A code or a category that is in no list is shown as the file has it: it stands in `raw`, or under
    its own header in `extra` where a whole column writes other words than its list has.
    """
    words = value_words(field, values[field.name], codes)
    if words or field.kind not in (FieldKind.CODE, FieldKind.YES_NO):
        return words
    text = raw.get(field.name) or extra.get(field.header, "")
    return tr("code {n} (unknown)").format(n=text) if text.isdecimal() else text


def value_words(field: Field, value: str | int | None, codes: CodeBook) -> str:
    """What a value says; empty where nothing is known. A code no list knows is shown as it is."""
    if value is None:
        return ""
    match field.kind:
        case FieldKind.CODE | FieldKind.YES_NO:
            known = codes.label(field.codes, int(value), current())
            return known or tr("code {n} (unknown)").format(n=value)
        case FieldKind.INTEGER:
            if field.name == "education_grade" and value == FINISHED:
                return tr("Finished")
            unit = " m²" if field.name.endswith("_m2") else ""
            return number(int(value)) + unit
        case FieldKind.DATE:
            return date_long(date.fromisoformat(str(value)))
        case _:
            return str(value)
