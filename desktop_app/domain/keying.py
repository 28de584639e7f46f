"""The order in which a family is typed into SIKS-NG, as data: SIKS-NG takes no files from an office.

Nobody publishes the layout of its screens, and it changes; the order that ships is that of the DTSEN
columns by block (family, members, house, assets), and an office that sees another order changes
``resources/reference/keying.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Field


@dataclass(frozen=True, slots=True)
class KeyingOrder:
    """The fields of each block in the order of the screens."""

    family: tuple[Field, ...]
    member: tuple[Field, ...]
    house: tuple[Field, ...]
    assets: tuple[Field, ...]

    @classmethod
    def from_toml(cls, text: str) -> KeyingOrder:
        """Read the order; raises `KeyError` for a name that is no field."""
        data = tomllib.loads(text)
        return cls(
            family=_fields(data["family"], FAMILY_FIELDS),
            member=_fields(data["member"], PERSON_FIELDS),
            house=_fields(data["house"], FAMILY_FIELDS),
            assets=_fields(data["assets"], FAMILY_FIELDS),
        )


def _fields(names: Iterable[str], known: tuple[Field, ...]) -> tuple[Field, ...]:
    by_name = {field.name: field for field in known}
    return tuple(by_name[name] for name in names)
