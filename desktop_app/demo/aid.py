"""Invents what programmes did for some invented families: data only, to be recorded by the real action."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from desktop_app.demo.model import CHILD, GRANDCHILD, NO, InventedFamily, InventedPerson
from desktop_app.domain.period import Period, PeriodKind

_MOST_COMPONENTS = 4
_DECREED_BY_VILLAGE = "Ditetapkan dalam musyawarah desa"
_PUPIL = "2"
_PRIMARY, _LOWER, _UPPER = ("3", "4"), ("6", "8", "9"), ("11", "13", "14", "15")


@dataclass(frozen=True, slots=True)
class InventedAid:
    """One record to be made; `national_id` names the member where help is for one person.

    `reason` is there where the rules will ask why it is recorded all the same.
    """

    programme: str
    period: str
    given_on: date
    amount: int | None
    family_card_no: str
    national_id: str | None = None
    quantity: str = ""
    note: str = ""
    reason: str = ""


def invent_interventions(
    families: Iterable[InventedFamily], *, seed: int, count: int, today: date
) -> list[InventedAid]:
    """About `count` records of the last two quarters for some of `families`; mostly the poor.

    Deterministic by seed; families are looked at once and only those that get something are kept.
    Includes a few of what offices meet: a family outside the limits, and village cash beside PKH with the
    reason that makes it right.
    """
    random = Random(f"aid:{seed}")
    chosen = _sample(random, families, count)
    found: list[InventedAid] = []
    for at, family in enumerate(chosen):
        if len(found) >= count:
            break
        offered = _offered(family, today)
        first = offered[int(random.random() * len(offered))]
        found.append(first(random, family, today))
        if first is _pkh and at % 3 == 0:
            found.append(_sembako(random, family, today))
        if first is _pkh and at % 11 == 0:
            found.append(_village_cash(random, family, today, reason=_DECREED_BY_VILLAGE))
    return found[:count]


def _sample(random: Random, families: Iterable[InventedFamily], count: int) -> list[InventedFamily]:
    """`count` of the families in one pass, those of low deciles five times as likely (reservoir)."""
    kept: list[tuple[float, int, InventedFamily]] = []
    for at, family in enumerate(families):
        weight = 5.0 if family.deciles.national in ("1", "2", "3", "4") else 1.0
        key = random.random() ** (1 / weight)
        if len(kept) < count:
            heapq.heappush(kept, (key, at, family))
        elif kept and key > kept[0][0]:
            heapq.heapreplace(kept, (key, at, family))
    return [family for _, _, family in sorted(kept, key=lambda one: one[1])]


_Giving = Callable[[Random, InventedFamily, date], InventedAid]


def _offered(family: InventedFamily, today: date) -> list[_Giving]:
    """What could plausibly have reached this family."""
    decile = int(family.deciles.national or 5)
    offered: list[_Giving] = [_rice, _relief]
    if decile <= 4 and _components(family, today):
        offered += [_pkh, _pkh, _pkh]
    elif decile <= 5:
        offered += [_sembako, _sembako]
    if decile <= 2:
        offered.append(_village_cash)
    if decile <= 5 and any(_scholarship(person) for person in family.members):
        offered += [_pip, _pip]
    if decile <= 4 and (family.housing.floor in ("6", "8") or family.housing.wall in ("4", "6")):
        offered.append(_house)
    if family.premium[1] != NO:
        offered.append(_regency_premium)
    if decile <= 6:
        offered.append(_capital)
    return offered


# --- One programme each


def _pkh(random: Random, family: InventedFamily, today: date) -> InventedAid:
    period, day = _paid(random, PeriodKind.QUARTER, today)
    return InventedAid("PKH", period, day, sum(_components(family, today)), family.card)


def _sembako(random: Random, family: InventedFamily, today: date) -> InventedAid:
    period, day = _paid(random, PeriodKind.QUARTER, today)
    return InventedAid("SEMBAKO", period, day, 600_000, family.card)


def _village_cash(
    random: Random, family: InventedFamily, today: date, reason: str = ""
) -> InventedAid:
    period, day = _paid(random, PeriodKind.MONTH, today)
    return InventedAid("BLT-DD", period, day, 300_000, family.card, reason=reason)


def _rice(random: Random, family: InventedFamily, today: date) -> InventedAid:
    period, day = _paid(random, PeriodKind.MONTH, today)
    return InventedAid("PANGAN", period, day, None, family.card, quantity="10 kg beras")


def _relief(random: Random, family: InventedFamily, today: date) -> InventedAid:
    period, day = _paid(random, PeriodKind.MONTH, today)
    amount = (300_000, 500_000, 500_000, 1_000_000)[int(random.random() * 4)]
    return InventedAid("KAJEN-PEDULI", period, day, amount, family.card, note="Santunan")


def _pip(random: Random, family: InventedFamily, today: date) -> InventedAid:
    _, day = _paid(random, PeriodKind.MONTH, today)
    pupil, amount = next((one, paid) for one in family.members if (paid := _scholarship(one)))
    return InventedAid("PIP", str(day.year), day, amount, family.card, pupil.national_id)


def _house(random: Random, family: InventedFamily, today: date) -> InventedAid:
    _, day = _paid(random, PeriodKind.MONTH, today)
    return InventedAid("RTLH", f"{day.year}-T1", day, 10_000_000, family.card)


def _regency_premium(random: Random, family: InventedFamily, today: date) -> InventedAid:
    period, day = _paid(random, PeriodKind.MONTH, today)
    head = family.members[0].national_id
    return InventedAid("PBI-APBD", period, day, 42_000, family.card, head)


def _capital(random: Random, family: InventedFamily, today: date) -> InventedAid:
    _, day = _paid(random, PeriodKind.MONTH, today)
    head = family.members[0].national_id
    return InventedAid(
        "KAJEN-MAKMUR", str(day.year), day, 3_000_000, family.card, head, note="Modal usaha"
    )


def _paid(random: Random, kind: PeriodKind, today: date) -> tuple[str, date]:
    """A period within about the last half year, and a day in it on which it was paid."""
    period = Period.around(today - timedelta(days=int(random.random() * 170)), kind)
    last = min(period.last_day, today)
    length = (last - period.first_day).days
    return str(period), period.first_day + timedelta(days=int(random.random() * (length + 1)))


def _components(family: InventedFamily, today: date) -> list[int]:
    """What a quarter of PKH is worth for the members it counts, at most four (amounts of 2025)."""
    worth = []
    for person in family.members:
        if person.school.status == _PUPIL:
            worth.append(_scholarship_of(person, 225_000, 375_000, 500_000))
        elif not person.school.status and person.relationship in (CHILD, GRANDCHILD):
            worth.append(750_000)
        elif person.age_on(today) >= 70:
            worth.append(600_000)
    return sorted(filter(None, worth), reverse=True)[:_MOST_COMPONENTS]


def _scholarship(person: InventedPerson) -> int:
    """What a pupil gets in a year; 0 for everybody else."""
    if person.school.status != _PUPIL:
        return 0
    return _scholarship_of(person, 450_000, 750_000, 1_800_000)


def _scholarship_of(person: InventedPerson, primary: int, lower: int, upper: int) -> int:
    """The amount for the kind of school a pupil attends; 0 for a student."""
    level = person.school.level
    for levels, amount in ((_PRIMARY, primary), (_LOWER, lower), (_UPPER, upper)):
        if level in levels:
            return amount
    return 0
