"""What a form of a proposal asks, and when: skip logic as data."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

PERSONAL = frozenset({"national_id", "family_card_no", "birth_date", "phone", "address"})
"""The contents that stay hidden until revealed: who somebody is, and where."""


class Input(StrEnum):
    """In which way a question is answered."""

    TEXT = "text"
    LONG = "long"  # several lines
    DAY = "day"
    CHOICE = "choice"  # of the question's own answers
    CODE = "code"  # of a list of the code book
    WHOLE = "whole"  # a whole number
    NIK = "nik"
    CARD = "card"
    PHONE = "phone"
    VILLAGE = "village"
    PROGRAMME = "programme"

    @property
    def is_number(self) -> bool:
        """True for sixteen digits."""
        return self in (Input.NIK, Input.CARD)


@dataclass(frozen=True, slots=True)
class Question:
    """One content of a proposal; `when` asks it only for these answers of other questions."""

    name: str
    input: Input
    choices: tuple[str, ...] = ()
    codes: str = ""
    when: Mapping[str, tuple[str, ...]] | None = None

    @classmethod
    def from_data(cls, name: str, data: Mapping[str, Any]) -> Question:
        """Read one table of the rules; raises `KeyError` or `ValueError` where it is not whole."""
        return cls(
            name=name,
            input=Input(data["input"]),
            choices=tuple(data.get("choices", ())),
            codes=data.get("codes", ""),
            when={other: tuple(answers) for other, answers in data.get("when", {}).items()},
        )

    def is_asked(self, contents: Mapping[str, str], asked: Container[str]) -> bool:
        """True if it is asked after these answers; one that hangs on a question outside `asked` is."""
        return all(
            contents.get(other, "") in answers
            for other, answers in (self.when or {}).items()
            if other in asked
        )
