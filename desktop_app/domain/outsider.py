"""A recipient who stands in no release: a family or person outside DTSEN, a group, an institution."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.identity import digits_of, is_sixteen_digits, parse_national_id
from desktop_app.domain.region import RegionTable
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.errors import Code, UserError


@dataclass(frozen=True, slots=True)
class Outsider:
    """What a person typed; may be wrong. `responsible` is who answers for a group or an institution."""

    kind: SubjectKind
    name: str
    village: str
    national_id: str = ""
    family_card_no: str = ""
    responsible: str = ""

    def checked(self, regions: RegionTable, within: str) -> Subject:
        """Whom it names, if nothing about it is wrong; the village has to lie in the region `within`, or to be
        that region where none is given.

        Raises `UserError` (`NAME_MISSING`, `VILLAGE_NOT_OURS`, `NATIONAL_ID_INVALID`,
        `FAMILY_CARD_INVALID`, `REGION_UNKNOWN`) with the field.
        """
        name = " ".join(self.name.split())
        if not name:
            raise UserError(Code.NAME_MISSING, field="name")
        village = regions.parse(self.village.strip() or within)
        if village not in {one.code for one in regions.villages_within(within)}:
            raise UserError(Code.VILLAGE_NOT_OURS, field="village")
        national_id, card = digits_of(self.national_id), digits_of(self.family_card_no)
        if national_id and parse_national_id(national_id) is None:
            raise UserError(Code.NATIONAL_ID_INVALID, field="national_id")
        if card and not is_sixteen_digits(card):
            raise UserError(Code.FAMILY_CARD_INVALID, field="family_card_no")
        is_household = self.kind.is_household
        return Subject(
            kind=self.kind,
            family_id=None,
            person_id=None,
            family_card_no=card or None if is_household else None,
            national_id=national_id or None if is_household else None,
            name=name.upper() if is_household else name,
            birth_date=None,
            village=village,
            responsible="" if is_household else " ".join(self.responsible.split()),
        )
