"""Children and pupils: who goes to school, who does not, and whom PIP has reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop_app.domain.gap import PIP, Schooling, SchoolTally
from desktop_app.store import hints
from desktop_app.store.aid_within import REACHES
from desktop_app.store.connection import Connection

# By our own ids and by the NIK of the snapshot: an office that has changed from an extract of its own to
# the hub's numbers people anew.
_HELPED = (
    "WITH aid AS MATERIALIZED (SELECT person_id, national_id FROM main.intervention"
    f" INDEXED BY intervention_at_a_glance WHERE {REACHES} AND programme = :pip),"
    " helped AS MATERIALIZED (SELECT person_id AS id FROM aid WHERE person_id IS NOT NULL UNION"
    # Few people have a record: each is looked up, instead of everybody being gone through for them.
    " SELECT person.id FROM (SELECT DISTINCT national_id FROM aid WHERE national_id IS NOT NULL) AS known"
    " CROSS JOIN extract.person ON person.national_id = known.national_id)"
)
# The same of one person, for a page of a list: most people of it are near its beginning.
_IS_HELPED = " OR ".join(
    f"EXISTS (SELECT 1 FROM main.intervention INDEXED BY {index} WHERE {same} AND {REACHES}"
    " AND programme = :pip)"
    for index, same in (
        ("intervention_by_person", "intervention.person_id = person.id"),
        ("intervention_by_national_id", "intervention.national_id = person.national_id"),
    )
)
_VILLAGE = "coalesce(family.village, person.village, '')"
_DECILE = "coalesce(family.decile_national, 0)"


def tallies(conn: Connection, region: str, day: date, bands: Sequence[range]) -> list[SchoolTally]:
    """Everybody of these ages within a region, counted once."""
    cases = " ".join(f"WHEN {hints.is_aged(band, day)} THEN {at}" for at, band in enumerate(bands))
    rows = conn.execute(
        f"{_HELPED} SELECT village, decile, band, schooling, pip, count(*) AS n FROM ("
        f"SELECT {_VILLAGE} AS village, {_DECILE} AS decile, CASE {cases} END AS band,"
        f" {hints.schooling()} AS schooling, person.id IN (SELECT id FROM helped) AS pip"
        " FROM extract.person NOT INDEXED LEFT JOIN extract.family ON family.id = person.family_id"
        f" WHERE {hints.is_aged(_all(bands), day)} AND {hints.inside(region, _VILLAGE)})"
        " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5",
        {"region": region, "pip": PIP},
    )
    return [
        SchoolTally(
            row["village"],
            row["decile"],
            bands[row["band"]],
            Schooling(row["schooling"]),
            bool(row["pip"]),
            row["n"],
        )
        for row in rows
    ]


def persons_of(
    conn: Connection,
    region: str,
    day: date,
    ages: range,
    schooling: Schooling | None,
    *,
    deciles: frozenset[int],
    has_pip: bool | None = None,
    start: int = 0,
    count: int | None = None,
) -> list[tuple[int, int, int]]:
    """Family, person and decile of the people of these ages who go to school so, whether or not for None, by desa and decile."""
    condition = "" if has_pip is None else f"AND ({_IS_HELPED}) = :has_pip"
    rows = conn.execute(
        f"SELECT family.id AS family_id, person.id AS id, {_DECILE} AS decile"
        " FROM extract.family INDEXED BY family_by_village CROSS JOIN extract.person"
        " INDEXED BY person_by_family ON person.family_id = family.id"
        f" WHERE {hints.inside(region, 'family.village')} AND {_DECILE} IN ({hints.listed(deciles)})"
        f" AND {hints.is_aged(ages, day)} AND (:schooling IS NULL OR {hints.schooling()} = :schooling)"
        f" {condition}"
        " ORDER BY family.village, family.decile_national, family.id, person.id LIMIT :count OFFSET :start",
        {
            "region": region,
            "pip": PIP,
            "schooling": schooling,
            "has_pip": has_pip,
            "count": -1 if count is None else count,
            "start": start,
        },
    )
    return [(row["family_id"], row["id"], row["decile"]) for row in rows]


def _all(bands: Sequence[range]) -> range:
    return range(bands[0].start, bands[-1].stop)
