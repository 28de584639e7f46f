"""Quarters that follow one another, and work recorded under the first: for tests of what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop_app.actions.comparison import keep_comparison
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.progress import Progress
from tests.builders import REFERENCE_DATE, Family, a_release

DAY = date(2026, 8, 20)
"""When help was given: under the first quarter."""
NEXT = date(2026, 10, 1)
LATER = date(2026, 11, 1)


def a_quarter(
    office: Office,
    folder: Path,
    families: Iterable[Family],
    label: str,
    day: date = NEXT,
    *,
    is_compared: bool = True,
) -> str:
    """A release that was compared with the one before it; gives its id."""
    release = a_release(office, folder, families, label=label, reference_date=day)
    if is_compared:
        keep_comparison(office, release.release_id, Progress())
    return release.release_id


def two_quarters(
    office: Office,
    folder: Path,
    before: Iterable[Family],
    after: Iterable[Family],
    *,
    is_compared: bool = True,
) -> str:
    """``Q1`` and ``Q2``, one after the other; gives the id of the later one."""
    a_quarter(office, folder, before, "Q1", REFERENCE_DATE)
    return a_quarter(office, folder, after, "Q2", is_compared=is_compared)


def without(family: Family, at: int) -> Family:
    """The family when one of its members is not on the card any more."""
    return replace(family, members=(*family.members[:at], *family.members[at + 1 :]))


def help_for(office: Office, name: str, *, is_person: bool = False, period: str = "2026-08") -> str:
    """Help recorded for the family, or for the person, of this name; gives the id of the record."""
    hit = find_people(office, Search(name), is_typing=True)[0]
    draft = InterventionDraft(
        programme="BLT-DD",
        period=period,
        given_on=DAY,
        family_id=hit.family_id,
        person_id=hit.person_id if is_person else None,
        amount=300_000,
        reason="contoh",
    )
    return record_intervention(office, draft).value.intervention_id
