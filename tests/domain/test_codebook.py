"""Code books: labels in two languages, other spellings, lists that differ by source."""

from __future__ import annotations

from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS
from desktop_app.paths import RESOURCES

BOOKS = RESOURCES / "mappings" / "codebooks"
DTSEN = CodeBook.from_toml((BOOKS / "dtsen.toml").read_text(encoding="utf-8"))
REGSOSEK = CodeBook.from_toml((BOOKS / "regsosek.toml").read_text(encoding="utf-8"), base=DTSEN)


def test_a_code_has_a_label_in_both_languages() -> None:
    assert DTSEN.label("roof_type", 2, "id") == "Genteng"
    assert DTSEN.label("roof_type", 2, "en") == "Roof tiles"


def test_an_unknown_code_or_list_has_no_label() -> None:
    assert DTSEN.label("roof_type", 27, "id") is None
    assert DTSEN.label("no_such_list", 1, "id") is None
    assert not DTSEN.knows("roof_type", 27)


def test_a_label_is_found_whatever_its_case_and_strokes() -> None:
    assert DTSEN.code_of("relationship", "KEPALA KELUARGA") == 1
    assert DTSEN.code_of("roof_type", "jerami / ijuk / daun-daunan / rumbia") == 7
    assert DTSEN.code_of("roof_type", "emas") is None


def test_every_list_that_a_field_names_is_in_the_book() -> None:
    for field in (*FAMILY_FIELDS, *PERSON_FIELDS):
        assert not field.codes or DTSEN.codes_of(field.codes), field.name


def test_no_two_codes_of_a_list_share_a_spelling() -> None:
    for name, codes in DTSEN.lists.items():
        assert len(set(codes.labels["id"].values())) == len(codes.labels["id"]), name
        for code, label in codes.labels["id"].items():
            assert DTSEN.code_of(name, label) == code, (name, label)


def test_regsosek_codes_lead_to_the_same_words() -> None:
    for name in ("roof_type", "cooking_fuel"):
        kept = REGSOSEK.lists[name].translation
        for code in REGSOSEK.codes_of(name):
            assert REGSOSEK.label(name, code, "id") == DTSEN.label(name, kept.get(code, code), "id")


def test_registry_relationships_lead_to_those_of_dtsen() -> None:
    kept = DTSEN.lists["dukcapil_relationship"].translation
    assert {code: kept[code] for code in (1, 2, 3, 8, 9, 10)} == {
        1: 1,
        2: 2,
        3: 2,
        8: 6,
        9: 8,
        10: 7,
    }
