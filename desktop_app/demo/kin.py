"""Who lives together: the members of a family as roles, before they have a name or a face."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from desktop_app.demo.model import (
    CHILD,
    DIVORCED,
    FEMALE,
    GRANDCHILD,
    HEAD,
    IN_LAW,
    MALE,
    MARRIED,
    OTHER,
    PARENT,
    SERVANT,
    SPOUSE,
    UNMARRIED,
    WIDOWED,
)
from desktop_app.demo.words import Lot

_OLDEST = 94
_GROWN = 25


class Role(NamedTuple):
    """A place in a family."""

    relationship: str
    sex: str
    age: int
    marital: str


class Household(NamedTuple):
    """A family's roles, the head first, and how much its kind changes how it is off."""

    roles: list[Role]
    welfare: float


_KINDS = Lot(
    [
        ("couple", 62.0),
        ("three-generations", 13.0),
        ("widowed", 9.0),
        ("single", 13.5),
        ("others", 2.5),
    ]
)
_CHILDREN = Lot([(0, 5.0), (1, 22.0), (2, 41.0), (3, 22.0), (4, 7.0), (5, 3.0)])
_CHILDREN_BEFORE = Lot([(1, 10.0), (2, 20.0), (3, 27.0), (4, 22.0), (5, 13.0), (6, 8.0)])
"""Women born before about 1970 had more."""


def invent_household(random: Random, *, birth_control_age: int = 56) -> Household:
    """The roles of one family, by chance; women of `birth_control_age` and more had more children."""
    kind = _KINDS.draw(random.random)
    if kind == "couple":
        return Household(_couple(random, birth_control_age), 0.05)
    if kind == "three-generations":
        return Household(_three_generations(random, birth_control_age), 0.0)
    if kind == "widowed":
        return Household(_widowed(random, birth_control_age), -0.35)
    if kind == "single":
        return _single(random)
    return Household(_others(random), 0.1)


def invent_single(random: Random) -> Household:
    """A family of one."""
    return _single(random)


def _sex(random: Random) -> str:
    return MALE if random.random() < 0.512 else FEMALE


def _age(random: Random, mean: float, spread: float, youngest: int, oldest: int = _OLDEST) -> int:
    return min(max(int(random.gauss(mean, spread)), youngest), oldest)


def _head_and_spouse(random: Random, age: int) -> list[Role]:
    """A married couple; `age` is the husband's. Now and then the wife stands first on the card."""
    younger = _age(random, age - 4, 3.5, 18, min(_OLDEST, age + 3))
    if random.random() < 0.03:
        return [Role(HEAD, FEMALE, younger, MARRIED), Role(SPOUSE, MALE, age, MARRIED)]
    return [Role(HEAD, MALE, age, MARRIED), Role(SPOUSE, FEMALE, younger, MARRIED)]


def _children(
    random: Random, mother_age: int, birth_control_age: int, relationship: str = CHILD
) -> list[Role]:
    """Her children who still live at home."""
    rnd = random.random
    many = (_CHILDREN_BEFORE if mother_age >= birth_control_age else _CHILDREN).draw(rnd)
    at_birth = 19 + int(rnd() * 9)
    found = []
    for _ in range(many):
        age = mother_age - at_birth
        if age < 0 or at_birth > 44:
            break
        if age < 18 or rnd() < (0.72 if age < _GROWN else 0.16 if age < 38 else 0.03):
            marital = UNMARRIED if age < 22 or rnd() < 0.9 else DIVORCED
            found.append(Role(relationship, _sex(random), age, marital))
        at_birth += 2 + int(rnd() * 5)
    return found


def _couple(random: Random, birth_control_age: int) -> list[Role]:
    parents = _head_and_spouse(random, _age(random, 44, 13, 21, 88))
    wife = parents[1] if parents[1].sex == FEMALE else parents[0]
    roles = parents + _children(random, wife.age, birth_control_age)
    if parents[0].age > 40 and random.random() < 0.004:
        roles.append(Role(SERVANT, FEMALE, _age(random, 38, 12, 18, 60), UNMARRIED))
    return roles


def _three_generations(random: Random, birth_control_age: int) -> list[Role]:
    if random.random() < 0.42:
        # The old mother or father lives with the young family.
        roles = _couple(random, birth_control_age)
        sex = FEMALE if random.random() < 0.75 else MALE
        roles.append(
            Role(PARENT, sex, min(_OLDEST, roles[0].age + 20 + int(random.random() * 10)), WIDOWED)
        )
        return roles
    # The young family lives with the old couple, or with the one who is left.
    roles = _head_and_spouse(random, _age(random, 61, 6, 50, 80))
    if random.random() < 0.3:
        roles = [roles[1]._replace(relationship=HEAD, marital=WIDOWED)]
    oldest_child = max(18, min(one.age for one in roles) - 20 - int(random.random() * 8))
    child = Role(CHILD, _sex(random), min(oldest_child, 25 + int(random.random() * 11)), MARRIED)
    partner_sex = FEMALE if child.sex == MALE else MALE
    partner = Role(IN_LAW, partner_sex, max(18, child.age + int(random.gauss(0, 3))), MARRIED)
    wife = child if child.sex == FEMALE else partner
    roles += [child, partner, *_children(random, wife.age, 999, GRANDCHILD)[:3]]
    if child.age > 22 and random.random() < 0.45:
        roles.append(
            Role(CHILD, _sex(random), max(6, child.age - 6 - int(random.random() * 8)), UNMARRIED)
        )
    return roles


def _widowed(random: Random, birth_control_age: int) -> list[Role]:
    age = _age(random, 54, 11, 28, 80)
    sex = FEMALE if random.random() < 0.84 else MALE
    marital = DIVORCED if random.random() < max(0.1, 0.9 - age / 70) else WIDOWED
    children = _children(random, age, birth_control_age) or [
        Role(CHILD, _sex(random), max(3, age - 27), UNMARRIED)
    ]
    return [Role(HEAD, sex, age, marital), *children]


def _single(random: Random) -> Household:
    if random.random() < 0.76:
        age = _age(random, 70, 9, 52)
        sex = FEMALE if random.random() < 0.72 else MALE
        marital = WIDOWED if random.random() < 0.86 else DIVORCED
        return Household([Role(HEAD, sex, age, marital)], -0.5)
    age = _age(random, 36, 9, 22, 60)
    return Household(
        [Role(HEAD, _sex(random), age, UNMARRIED if random.random() < 0.7 else DIVORCED)], 0.1
    )


def _others(random: Random) -> list[Role]:
    """Brothers and sisters, a nephew or a niece: whoever shares the card."""
    age = _age(random, 42, 14, 22, 75)
    roles = [Role(HEAD, _sex(random), age, UNMARRIED if age < 45 else WIDOWED)]
    for _ in range(1 + int(random.random() * 2)):
        other = max(5, age - 25 + int(random.random() * 30))
        roles.append(Role(OTHER, _sex(random), other, UNMARRIED if other < 45 else WIDOWED))
    return roles
