"""Houses that an extract hints at as unfit, by who owns them, and those that were helped."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.gap import OWNED, HouseHelp, HouseTally
from desktop_app.domain.indication import IndicationRules
from desktop_app.store import hints
from desktop_app.store.aid_within import REACHES
from desktop_app.store.connection import Connection

_MEMBERS = "(SELECT count(*) FROM extract.person WHERE person.family_id = family.id)"
_FAMILIES = (
    "SELECT family.id AS id, coalesce(family.village, '') AS village,"
    " coalesce(family.decile_national, 0) AS decile, family.house_ownership AS ownership,"
    " coalesce({unfit}, 0) <> 0 AS unfit, {helped} AS helped"
    " FROM extract.family {source} WHERE {inside}"
)
# Whom they helped: by our own ids and by the card of the snapshot, for an office that has changed from an
# extract of its own to the hub's numbers families anew.
_HELPED = (
    "WITH aid AS MATERIALIZED (SELECT person_id, family_id, family_card_no FROM main.intervention"
    " INDEXED BY intervention_at_a_glance WHERE {given}), helped AS MATERIALIZED ("
    "SELECT family_id AS id FROM aid WHERE family_id IS NOT NULL UNION"
    " SELECT person.family_id FROM aid CROSS JOIN extract.person ON person.id = aid.person_id"
    " WHERE aid.person_id IS NOT NULL AND person.family_id IS NOT NULL UNION"
    " SELECT family.id FROM (SELECT DISTINCT family_card_no FROM aid"
    " WHERE family_card_no IS NOT NULL) AS known"
    " CROSS JOIN extract.family ON family.family_card_no = known.family_card_no)"
)
# The same of one family, for a page of a list: a page has few, and most of them are near its beginning.
_IS_HELPED = " OR ".join(
    f"EXISTS (SELECT 1 FROM main.intervention INDEXED BY {index} WHERE {same} AND {{given}})"
    for index, same in (
        ("intervention_by_family", "family_id = family.id"),
        ("intervention_by_family_card_no", "intervention.family_card_no = family.family_card_no"),
        (
            "intervention_by_person",
            "person_id IN (SELECT person.id FROM extract.person WHERE person.family_id = family.id)",
        ),
    )
)


def tallies(
    conn: Connection, region: str, programmes: Sequence[str], rules: IndicationRules
) -> list[HouseTally]:
    """Every family within a region, counted once; `programmes` are those that help houses."""
    condition, values = _given(programmes)
    helped = "family.id IN (SELECT id FROM helped)"
    sql = _families(region, rules, "NOT INDEXED", helped)
    rows = conn.execute(
        f"{_HELPED.format(given=condition)} SELECT village, decile, ownership, unfit, helped, count(*) AS n"
        f" FROM ({sql}) GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5",
        {**values, "region": region},
    )
    return [
        HouseTally(
            row["village"],
            row["decile"],
            row["ownership"],
            bool(row["unfit"]),
            bool(row["helped"]),
            row["n"],
        )
        for row in rows
    ]


def families_of(
    conn: Connection,
    region: str,
    programmes: Sequence[str],
    rules: IndicationRules,
    *,
    deciles: frozenset[int],
    is_owned: bool | None = None,
    ownership: int | None = None,
    not_among: Sequence[int] = (),
    is_helped: bool | None = None,
    start: int = 0,
    count: int | None = None,
) -> list[tuple[int, int]]:
    """The families whose house is unfit, by id and decile, in the order of desa and decile.

    Of this `ownership`, or of one that is `not_among` some or not known.
    """
    condition, values = _given(programmes)
    others = f"coalesce(ownership, 0) NOT IN ({hints.listed(not_among)})" if not_among else "1"
    helped = "0" if is_helped is None else f"({_IS_HELPED.format(given=condition)})"
    sql = _families(region, rules, "INDEXED BY family_by_village", helped)
    rows = conn.execute(
        f"SELECT id, decile FROM ({sql} ORDER BY family.village, family.decile_national, family.id)"
        f" WHERE unfit AND decile IN ({hints.listed(deciles)})"
        f" AND (:owned IS NULL OR (ownership IS {OWNED}) = :owned)"
        " AND (:ownership IS NULL OR ownership = :ownership)"
        f" AND {others} AND (:helped IS NULL OR helped = :helped)"
        " LIMIT :count OFFSET :start",
        {
            **values,
            "region": region,
            "owned": is_owned,
            "ownership": ownership,
            "helped": is_helped,
            "count": -1 if count is None else count,
            "start": start,
        },
    )
    return [(row["id"], row["decile"]) for row in rows]


def helped(conn: Connection, region: str, programmes: Sequence[str]) -> list[HouseHelp]:
    """How many houses were helped by year and source of money, each counted once in both."""
    condition, values = _given(programmes)
    rows = conn.execute(
        "SELECT CAST(substr(given_on, 1, 4) AS INTEGER) AS year, funds,"
        " count(DISTINCT coalesce(family_card_no, national_id, name || ' ' || village)) AS n"
        " FROM main.intervention INDEXED BY intervention_at_a_glance"
        f" WHERE {condition} AND {hints.inside(region, 'village')}"
        " GROUP BY 1, 2 ORDER BY 1, 2",
        {**values, "region": region},
    )
    return [HouseHelp(row["year"], row["funds"], row["n"]) for row in rows]


def _families(region: str, rules: IndicationRules, source: str, helped: str) -> str:
    return _FAMILIES.format(
        source=source,
        helped=helped,
        unfit=hints.is_unfit(rules, _MEMBERS),
        inside=hints.inside(region, "family.village"),
    )


def _given(programmes: Sequence[str]) -> tuple[str, dict[str, object]]:
    names = {f"programme{at}": code for at, code in enumerate(programmes)}
    marks = ", ".join(f":{name}" for name in names)
    return f"{REACHES} AND programme IN ({marks})", dict(names)
