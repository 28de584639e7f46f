"""How often the right person is among the first ten, for every way in which a name can be said."""

from __future__ import annotations

import random

from build_scripts.benchmarks.queries import WAYS, everybody, queries
from desktop_app.actions.demo import DemoWish, fill_with_demo
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.progress import Progress

PERSONS, QUERIES, RECALL = 4_000, 60, 0.97


def test_the_right_person_is_among_the_first_ten_in_every_way_of_asking(office: Office) -> None:
    fill_with_demo(office, DemoWish(persons=PERSONS, interventions=1, seed=7), Progress())
    people, chance = everybody(office), random.Random(20261124)
    found = {}
    for way in WAYS:
        asked = queries(people, way, QUERIES, chance)
        assert len(asked) == QUERIES, way.__name__
        shares = [
            one.share(find_people(office, Search(one.text, limit=10), is_typing=True))
            for one in asked
        ]
        found[way.__name__] = sum(shares) / len(shares)
    assert {name: round(share, 3) for name, share in found.items() if share < RECALL} == {}
