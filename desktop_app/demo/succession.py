"""Who heads a family after deaths, and who is whose relative then."""

from __future__ import annotations

from datetime import date

from desktop_app.demo.model import (
    CHILD,
    GRANDCHILD,
    HEAD,
    IN_LAW,
    MARRIED,
    OTHER,
    SERVANT,
    SPOUSE,
    WIDOWED,
    InventedPerson,
)


def after_deaths(
    living: list[InventedPerson], old_head: InventedPerson, day: date
) -> list[InventedPerson]:
    """The family after deaths: widowed where a partner is gone, with a head; empty if nobody can be one."""
    living = _widowed(living)
    if living and living[0].national_id == old_head.national_id:
        if old_head.marital == MARRIED and not any(one.relationship == SPOUSE for one in living):
            return [living[0]._replace(marital=WIDOWED), *living[1:]]
        return living
    spouse = next((one for one in living if one.relationship == SPOUSE), None)
    if spouse is not None:
        new_head = spouse._replace(relationship=HEAD, marital=WIDOWED)
        return [new_head, *(one for one in living if one is not spouse)]
    grown = [one for one in living if one.age_on(day) >= 17 and one.relationship != SERVANT]
    if not grown:
        return []
    heir = min(grown, key=lambda one: (one.relationship != CHILD, one.born))
    has_partner = heir.relationship == CHILD and heir.marital == MARRIED

    def seen_from_heir(one: InventedPerson) -> InventedPerson:
        relationship = OTHER
        if has_partner and one.relationship == IN_LAW:
            relationship = SPOUSE
        elif has_partner and one.relationship == GRANDCHILD:
            relationship = CHILD
        elif one.relationship == SERVANT:
            relationship = SERVANT
        return one._replace(relationship=relationship)

    rest = [seen_from_heir(one) for one in living if one is not heir]
    head = heir._replace(relationship=HEAD)
    if has_partner and not any(one.relationship == SPOUSE for one in rest):
        head = head._replace(marital=WIDOWED)
    return [head, *rest]


def _widowed(living: list[InventedPerson]) -> list[InventedPerson]:
    """Married children and in-laws whose partner is gone."""
    in_laws = any(one.relationship == IN_LAW and one.marital == MARRIED for one in living)
    children = any(one.relationship == CHILD and one.marital == MARRIED for one in living)
    if in_laws == children:
        return living
    return [
        one._replace(marital=WIDOWED)
        if one.marital == MARRIED and one.relationship in (CHILD, IN_LAW)
        else one
        for one in living
    ]
