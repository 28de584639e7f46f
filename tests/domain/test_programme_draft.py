"""What a form says of a programme, read into a version and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.programme import Ask, Component, Trait
from desktop_app.domain.programme_draft import (
    ProgrammeDraft,
    asks_of,
    parts_from,
    parts_text,
    version_of,
)
from desktop_app.domain.programme_file import catalogue_from_toml
from desktop_app.errors import UserError
from desktop_app.paths import RESOURCES

CATALOGUE = catalogue_from_toml(
    (RESOURCES / "reference" / "programmes.toml").read_text(encoding="utf-8")
)
BEGINS = date(2027, 1, 1)


@pytest.mark.parametrize("code", CATALOGUE.codes)
def test_a_form_that_is_saved_as_it_opens_changes_nothing_but_the_first_day(code: str) -> None:
    before = replace(CATALOGUE.versions_of(code)[-1], valid_until=None)
    every, several, _ = asks_of(before)
    draft = replace(
        ProgrammeDraft.of(before),
        amount=before.amount,
        components=parts_from(parts_text(before.components)),
        all_of=every,
        one_of=several,
    )
    made = version_of(draft, BEGINS, before)
    assert set(made.asks) == set(before.asks)
    assert made == replace(before, valid_from=BEGINS, asks=made.asks)


def test_what_a_form_has_no_field_for_stays() -> None:
    (before, *_) = CATALOGUE.versions_of("PIP")
    asks = (
        Ask(one_of=(Trait.ELDERLY, Trait.CHILD)),
        Ask(one_of=(Trait.DISABILITY, Trait.CHRONIC_DISEASE)),
    )
    made = version_of(ProgrammeDraft.of(before), BEGINS, replace(before, asks=asks))
    assert asks[1] in made.asks


def test_a_doubt_goes_with_the_last_word_that_something_is_not_certain() -> None:
    before = CATALOGUE.versions_of("SEMBAKO")[-1]
    draft = replace(ProgrammeDraft.of(before), amount=before.amount)
    assert version_of(draft, BEGINS, before).doubts == before.doubts
    assert version_of(replace(draft, uncertain=False), BEGINS, before).doubts == ()
    assert version_of(replace(draft, decile_max=3), BEGINS, before).doubts == ()


@pytest.mark.parametrize("text", ["a; A; A", "a; A; A; x", "a; ; A; 100", "a; A; A; 0", "a"])
def test_a_part_that_is_not_whole_is_told_by_its_field(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parts_from(text)
    assert caught.value.facts["field"] == "component"


def test_parts_are_read_line_by_line() -> None:
    assert parts_from("a; Anak; Child; Rp 900.000\n\n") == (
        Component("a", "Anak", "Child", 900_000),
    )


@pytest.mark.parametrize("name", ["quantity", "most_months_a_year", "age_from", "age_until"])
def test_a_number_that_is_none_is_told_by_its_field(name: str) -> None:
    with pytest.raises(UserError) as caught:
        version_of(ProgrammeDraft(texts={name: "sepuluh"}), BEGINS, None)
    assert caught.value.facts["field"] == name
