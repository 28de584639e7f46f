"""A person as lists and pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from desktop_app.domain.identity import age_on

HEAD = 1
"""The code of *kepala keluarga* in `relationship`."""
OF_AGE = 18
KNOWN_OF_CHILD = frozenset({"national_id", "family_card_no", "name", "sex", "relationship"})
"""The fields that say who a child is; all others stay hidden until revealed, like health."""


class MatchReason(StrEnum):
    """Why a person was found; the best reason comes first."""

    WHOLE_NUMBER = "whole-number"
    WHOLE_NAME = "whole-name"
    START_OF_NUMBER = "start-of-number"
    PLN_CUSTOMER = "pln-customer"
    LISTED = "listed"  # one of a whole list: nothing was matched
    PART_OF_NUMBER = "part-of-number"
    START_OF_NAME = "start-of-name"
    WORDS_OF_NAME = "words-of-name"
    SPELLED_OTHERWISE = "spelled-otherwise"
    NEARLY = "nearly"
    LIVES_THERE = "lives-there"


class Whom(Protocol):
    """Somebody a list names, as far as something can be done for them: a family, or one of it."""

    @property
    def family_id(self) -> str | None:
        """Our id of the family; None for somebody of none."""
        ...

    @property
    def person_id(self) -> str | None:
        """Our id of the person; None where the family as a whole is named."""
        ...


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One row of a list of people.

    `village` is a Kemendagri code with dots or empty. `score` is 0 to 100, higher is nearer. Numbers
    are whole here: masking is the screen's duty, as is asking before it shows them.
    """

    person_id: str
    family_id: str | None
    national_id: str | None
    family_card_no: str | None
    name: str
    birth_date: str | None
    village: str
    decile: int | None
    is_head: bool
    head_name: str
    address: str
    reason: MatchReason
    score: int


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """Everything the extract says about one person; `values` by the names of `PERSON_FIELDS`.

    `raw` holds the text of cells whose stored value was made from something else, `extra` the
    columns of the file that the catalogue does not know.
    """

    id: str
    family_id: str | None
    village: str
    values: Mapping[str, str | int | None]
    raw: Mapping[str, str]
    extra: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name, empty if the file had none."""
        return str(self.values["name"] or "")

    @property
    def national_id(self) -> str | None:
        """The NIK, None if it could not be read."""
        return self.text("national_id")

    @property
    def family_card_no(self) -> str | None:
        """The number of the family card, None if it could not be read."""
        return self.text("family_card_no")

    @property
    def is_head(self) -> bool:
        """True for the kepala keluarga."""
        return self.values["relationship"] == HEAD

    @property
    def born(self) -> date | None:
        """The birth date, None if it could not be read."""
        text = self.text("birth_date")
        return None if text is None else date.fromisoformat(text)

    def age_on(self, day: date) -> int | None:
        """Completed years on `day`; None without a birth date."""
        return None if self.born is None else age_on(self.born, day)

    def is_minor_on(self, day: date) -> bool:
        """True under 18 (UU 35/2014): what stands about children is specific data by UU 27/2022."""
        age = self.age_on(day)
        return age is not None and age < OF_AGE

    def text(self, name: str) -> str | None:
        """A value as text, None if it is empty."""
        value = self.values[name]
        return None if value is None else str(value)
