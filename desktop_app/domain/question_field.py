"""What a question can be asked about: the columns of the extract that name nobody, and what follows from them.

Names, numbers, addresses and dates of birth are no fields: a question counts, and a list says who it
is. `family.` and `person.` say whom a field belongs to; the names stand in saved questions and are
never changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Access, Field, FieldKind
from desktop_app.domain.field_labels import FIELD_LABELS
from desktop_app.domain.proposal import ProposalKind
from desktop_app.language import mark


class Unit(StrEnum):
    """What is counted."""

    FAMILY = "family"
    PERSON = "person"


class AskType(StrEnum):
    """How a field is compared and in what it is counted."""

    PLACE = "place"  # a code with dots, of a desa or of anything larger
    CODE = "code"  # one of a list
    DECILE = "decile"  # 1 to 10, or none
    NUMBER = "number"
    PROGRAMME = "programme"  # several may be true of one family
    PROPOSAL = "proposal"  # several as well


@dataclass(frozen=True, slots=True)
class AskField:
    """One thing to ask about. `label` is an English word for `tr`, `codes` the list its values are from.

    `column` is the column of the extract, empty for what follows from several. `bands` are the
    numbers at which the groups of a number begin; without them it cannot be grouped by.
    """

    name: str
    unit: Unit
    type: AskType
    label: str
    column: str = ""
    codes: str = ""
    access: Access = Access.QUASI
    bands: tuple[int, ...] = ()

    @property
    def may_group(self) -> bool:
        """Whether everybody falls into exactly one group of it."""
        return bool(self.bands) or self.type in (AskType.PLACE, AskType.CODE, AskType.DECILE)

    @property
    def is_sensitive(self) -> bool:
        """True for health: only for whoever may reveal."""
        return self.access is Access.SENSITIVE

    @property
    def needs_aid(self) -> bool:
        """True if records of help say it."""
        return self.name in _OF_AID


PLACE = AskField("family.village", Unit.FAMILY, AskType.PLACE, mark("Desa/kelurahan"))
SUBDISTRICT = AskField("family.subdistrict", Unit.FAMILY, AskType.PLACE, mark("Kecamatan"))
DECILE = AskField("family.decile", Unit.FAMILY, AskType.DECILE, mark("Decile"), "decile_national")
SIZE = AskField(
    "family.size",
    Unit.FAMILY,
    AskType.NUMBER,
    mark("Members of the family"),
    bands=(1, 2, 3, 4, 5, 6, 7),
)
AIDED = AskField(
    "aid.programmes",
    Unit.FAMILY,
    AskType.NUMBER,
    mark("Number of programmes received"),
    bands=(0, 1, 2, 3, 4),
)
AID_DECILE = AskField(
    "aid.decile", Unit.FAMILY, AskType.DECILE, mark("Decile on the day of the help")
)
PROGRAMME = AskField("aid.programme", Unit.FAMILY, AskType.PROGRAMME, mark("Programme received"))
PROPOSAL = AskField("proposal.kind", Unit.FAMILY, AskType.PROPOSAL, mark("Proposal that is open"))
AGE = AskField(
    "person.age",
    Unit.PERSON,
    AskType.NUMBER,
    mark("Age"),
    bands=(0, 7, 13, 16, 19, 60, 70),
)
_OF_AID = frozenset({AIDED.name, AID_DECILE.name, PROGRAMME.name})

_TYPES = {
    FieldKind.CODE: AskType.CODE,
    FieldKind.YES_NO: AskType.CODE,
    FieldKind.INTEGER: AskType.NUMBER,
    FieldKind.DECILE: AskType.DECILE,
}
_BANDS = {"floor_area_m2": (0, 10, 20, 40, 60, 100), "business_count": (0, 1, 2)}
_HERDS = (0, 1, 3, 6)
# What is written there is counted instead: it is what the list of members says.
_LEFT_OUT = frozenset({"member_count", "decile_national"})


def _of_column(unit: Unit, field: Field) -> AskField:
    herd = _HERDS if field.name.startswith("livestock_") else ()
    return AskField(
        name=f"{unit.value}.{field.name}",
        unit=unit,
        type=_TYPES[field.kind],
        label=FIELD_LABELS[field.name],
        column=field.name,
        codes=field.codes,
        access=field.access,
        bands=_BANDS.get(field.name, herd),
    )


def _columns(unit: Unit, fields: tuple[Field, ...]) -> tuple[AskField, ...]:
    return tuple(
        _of_column(unit, field)
        for field in fields
        if field.kind in _TYPES
        and field.access in (Access.QUASI, Access.SENSITIVE)
        and field.name not in _LEFT_OUT
    )


_PREMIUM = {
    "person.premium_aid_national": mark("PBI from the state, by the member's row"),
    "person.premium_aid_regional": mark("PBI from the region, by the member's row"),
}
ASK_FIELDS: tuple[AskField, ...] = (
    PLACE,
    SUBDISTRICT,
    DECILE,
    SIZE,
    AIDED,
    PROGRAMME,
    AID_DECILE,
    PROPOSAL,
    *_columns(Unit.FAMILY, FAMILY_FIELDS),
    AGE,
    *(
        replace(one, label=_PREMIUM.get(one.name, one.label))
        for one in _columns(Unit.PERSON, PERSON_FIELDS)
    ),
)
"""Every field, in the order in which they are offered."""
FIELD_NAMED = {field.name: field for field in ASK_FIELDS}
PROPOSALS = tuple(kind.value for kind in ProposalKind if kind is not ProposalKind.NEW_FAMILY)
"""The kinds of proposals that may be open for a family of the release."""
