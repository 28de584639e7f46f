"""Every column of the extract in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app import language
from desktop_app.actions.reference import Reference
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Field
from desktop_app.paths import RESOURCES
from desktop_app.words.fields import (
    FAMILY_FIELD,
    PERSON_FIELD,
    fact_words,
    label_of,
    value_words,
)

EVERY = [*FAMILY_FIELDS, *PERSON_FIELDS]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("id")


@pytest.fixture(scope="module")
def codes() -> CodeBook:
    return Reference(RESOURCES).codes


@pytest.mark.parametrize("field", EVERY, ids=[field.name for field in EVERY])
def test_every_column_has_a_name(field: Field) -> None:
    assert label_of(field.name)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (FAMILY_FIELD["floor_type"], 8, "Earth"),
        (FAMILY_FIELD["floor_type"], 27, "code 27 (unknown)"),
        (FAMILY_FIELD["floor_type"], None, ""),
        (FAMILY_FIELD["asset_car"], 2, "No"),
        (FAMILY_FIELD["floor_area_m2"], 48, "48 m²"),
        (FAMILY_FIELD["livestock_cattle"], 0, "0"),
        (PERSON_FIELD["birth_date"], "1980-01-02", "2 January 1980"),
        (PERSON_FIELD["education_grade"], 8, "Finished"),
        (PERSON_FIELD["id_rt"], "001", "001"),
    ],
)
def test_a_value_says_what_it_means(
    field: Field, value: str | int | None, words: str, codes: CodeBook
) -> None:
    assert value_words(field, value, codes) == words


@pytest.mark.parametrize(
    ("raw", "extra", "words"),
    [
        ({"roof_type": "0"}, {}, "code 0 (unknown)"),
        ({"roof_type": "Asbes/seng"}, {}, "Asbes/seng"),
        ({}, {"jenis_atap_terluas": "Asbes/seng"}, "Asbes/seng"),
        ({}, {}, ""),
    ],
)
def test_a_category_that_is_in_no_list_is_shown_as_the_file_has_it(
    raw: dict[str, str], extra: dict[str, str], words: str, codes: CodeBook
) -> None:
    values = {"roof_type": None}
    said = fact_words(FAMILY_FIELD["roof_type"], values, raw=raw, extra=extra, codes=codes)
    assert said == words
