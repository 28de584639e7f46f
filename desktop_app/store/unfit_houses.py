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
    "{aid} SELECT family.id AS id, coalesce(family.village, '') AS village,"
    " coalesce(family.decile_national, 0) AS decile, family.house_ownership AS ownership,"
    " coalesce({unfit}, 0) <> 0 AS unfit, family.id IN (SELECT id FROM helped) AS helped"
    " FROM extract.family {source} WHERE {inside}"
)


def tallies(
    conn: Connection, region: str, programmes: Sequence[str], rules: IndicationRules
) -> list[HouseTally]:
    """Every family within a region, counted once; `programmes` are those that help houses."""
    sql, values = _families(region, programmes, rules, "NOT INDEXED")
    rows = conn.execute(
        "SELECT village, decile, ownership, unfit, helped, count(*) AS n"
        f" FROM ({sql}) GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5",
        values,
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
    is_helped: bool | None = None,
    start: int = 0,
    count: int | None = None,
) -> list[tuple[int, int]]:
    """The families whose house is unfit, by id and decile, in the order of desa and decile."""
    sql, values = _families(region, programmes, rules, "INDEXED BY family_by_village")
    rows = conn.execute(
        f"SELECT id, decile FROM ({sql} ORDER BY family.village, family.decile_national, family.id)"
        f" WHERE unfit AND decile IN ({hints.listed(deciles)})"
        f" AND (:owned IS NULL OR (ownership IS {OWNED}) = :owned) AND (:helped IS NULL OR helped = :helped)"
        " LIMIT :count OFFSET :start",
        {
            **values,
            "owned": is_owned,
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
        f" FROM main.intervention WHERE {condition} AND {hints.inside(region, 'village')}"
        " GROUP BY 1, 2 ORDER BY 1, 2",
        {**values, "region": region},
    )
    return [HouseHelp(row["year"], row["funds"], row["n"]) for row in rows]


def _families(
    region: str, programmes: Sequence[str], rules: IndicationRules, source: str
) -> tuple[str, dict[str, object]]:
    condition, values = _given(programmes)
    # By our own ids and by the card of the snapshot: an office that has changed from an extract of
    # its own to the hub's numbers families anew.
    aid = (
        "WITH aid AS MATERIALIZED (SELECT person_id, family_id, family_card_no"
        f" FROM main.intervention WHERE {condition}), helped AS MATERIALIZED ("
        "SELECT family_id AS id FROM aid WHERE family_id IS NOT NULL UNION"
        " SELECT person.family_id FROM aid JOIN extract.person ON person.id = aid.person_id"
        " WHERE person.family_id IS NOT NULL UNION"
        " SELECT family.id FROM aid JOIN extract.family"
        " ON family.family_card_no = aid.family_card_no)"
    )
    sql = _FAMILIES.format(
        aid=aid,
        source=source,
        unfit=hints.is_unfit(rules, _MEMBERS),
        inside=hints.inside(region, "family.village"),
    )
    return sql, {**values, "region": region}


def _given(programmes: Sequence[str]) -> tuple[str, dict[str, object]]:
    names = {f"programme{at}": code for at, code in enumerate(programmes)}
    marks = ", ".join(f":{name}" for name in names)
    return f"{REACHES} AND programme IN ({marks})", dict(names)
