"""What changed: the news that every action brings home and every page listens to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Topic(StrEnum):
    """A kind of record that pages show; an action names those it touched."""

    PEOPLE = "people"
    GROUND_CHECKS = "ground-checks"
    INTERVENTIONS = "interventions"
    EVIDENCE = "evidence"
    LETTERS = "letters"
    LOCAL_FACTS = "local-facts"
    PACKAGES = "packages"
    RELEASES = "releases"
    MAPPINGS = "mappings"
    SETTINGS = "settings"
    USERS = "users"
    PROGRAMMES = "programmes"
    PROPOSALS = "proposals"
    QUOTAS = "quotas"
    REVIEWS = "reviews"
    MATCHES = "matches"
    AUDIT = "audit"
    BOUNDARIES = "boundaries"


# Without slots: in Python 3.11 a frozen, slotted, generic class cannot be made as `Done[str](…)`.
@dataclass(frozen=True)
class Done(Generic[T_co]):
    """What an action that wrote gives back: its answer, and what whoever looks on should read again."""

    value: T_co
    topics: frozenset[Topic] = frozenset()
