"""What an invented family is, and how it looks as rows of the two DTSEN files.

Named tuples instead of the dataclasses used elsewhere: a kabupaten has a million people and a frozen
dataclass takes more than twice as long to make. Columns that are asked together stay together as one tuple
of texts, so that the many people without a handicap share one.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from desktop_app.domain.region import Village

MALE, FEMALE = "1", "2"
YES, NO = "1", "2"

HEAD, SPOUSE, CHILD, IN_LAW, GRANDCHILD, PARENT, SERVANT, OTHER = "12345678"
"""Relationship to the head, as DTSEN codes it (list M)."""

UNMARRIED, MARRIED, DIVORCED, WIDOWED = "1234"
"""Marital status, as DTSEN codes it (list N)."""


class School(NamedTuple):
    """Schooling as asked from five years on; the diploma from thirteen."""

    status: str = ""
    level: str = ""
    grade: str = ""
    diploma: str = ""


class Work(NamedTuple):
    """Work as asked from five years on; the business only of those who have one."""

    is_working: str = ""
    industry: str = ""
    status: str = ""
    has_business: str = ""
    business_count: str = ""
    business_industry: str = ""
    workers_paid: str = ""
    workers_unpaid: str = ""
    turnover: str = ""


class Health(NamedTuple):
    """Nutrition under five years; difficulties and depression from two years on; disease always."""

    nutrition: str = ""
    seeing: str = ""
    hearing: str = ""
    walking: str = ""
    hands: str = ""
    learning: str = ""
    behaviour: str = ""
    speaking: str = ""
    self_care: str = ""
    remembering: str = ""
    depression: str = ""
    chronic_disease: str = "1"


class IdPlace(NamedTuple):
    """Where the identity card says somebody lives."""

    province_code: str
    province_name: str
    regency_code: str
    regency_name: str
    subdistrict_code: str
    subdistrict_name: str
    village_code: str
    village_name: str
    rt: str
    rw: str
    hamlet: str
    address: str


class Housing(NamedTuple):
    """The house, as DTSEN codes it."""

    ownership: str
    floor: str
    floor_area: str
    wall: str
    roof: str
    water: str
    lighting: str
    power: str
    fuel: str
    toilet: str
    toilet_type: str
    sewage: str


class Deciles(NamedTuple):
    """Invented ranks in the nation, the province and the regency; empty where not ranked."""

    national: str = ""
    province: str = ""
    regency: str = ""


class InventedPerson(NamedTuple):
    """One member of a family."""

    national_id: str
    name: str
    born: date
    sex: str
    relationship: str
    premium: tuple[str, str]
    marital: str
    school: School
    work: Work
    health: Health
    id_place: IdPlace
    occupation: str
    id_education: str

    def row(self, card: str) -> tuple[str, ...]:
        """The 48 columns of the member file."""
        return (
            self.national_id,
            card,
            self.name,
            self.born.isoformat(),
            self.sex,
            self.relationship,
            *self.premium,
            self.marital,
            *self.school,
            *self.work,
            *self.health,
            *self.id_place,
            self.occupation,
            self.id_education,
        )

    def age_on(self, day: date) -> int:
        """Completed years."""
        born = self.born
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class InventedFamily(NamedTuple):
    """One family with its members, the head first; `welfare` is the score only its inventor knows."""

    village: Village
    place: tuple[str, ...]  # the first eight columns
    address: str
    card: str
    members: tuple[InventedPerson, ...]
    deciles: Deciles
    premium: tuple[str, str]
    pln_customer_no: str
    housing: Housing
    assets: tuple[str, ...]  # whether any, then the sixteen of them
    livestock: tuple[str, ...]
    welfare: float

    def row(self) -> tuple[str, ...]:
        """The 52 columns of the family file."""
        return (
            *self.place,
            self.address,
            self.card,
            str(len(self.members)),
            self.members[0].name,
            self.deciles.national,
            *self.premium,
            self.pln_customer_no,
            *self.housing,
            *self.assets,
            *self.livestock,
            self.deciles.province,
            self.deciles.regency,
        )
