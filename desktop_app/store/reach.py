"""Counts and lists of the families that help reaches and misses; what both mean is in `domain/reach.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop_app.domain.reach import ReachTally, Slice, StrayTally
from desktop_app.domain.report import ReportAsk
from desktop_app.store.aid_within import Part, counted_aid, in_region
from desktop_app.store.connection import Connection

_EVERYWHERE = ""
_OUTSIDER = "coalesce(family_card_no, national_id, name || ' ' || village)"


def tallies(conn: Connection, ask: ReportAsk) -> list[ReachTally]:
    """Every family of the release in use, counted once, whatever region is asked."""
    reach = _reach(replace(ask, region=_EVERYWHERE))
    rows = conn.execute(
        f"{reach.sql} SELECT village, decile, programmes, count(*) AS families FROM reach"
        " GROUP BY village, decile, programmes ORDER BY village, decile, programmes",
        reach.values,
    )
    return [
        ReachTally(row["village"], row["decile"], row["programmes"], row["families"])
        for row in rows
    ]


def strays(conn: Connection, ask: ReportAsk) -> list[StrayTally]:
    """Who is reached without standing in the release, by the desa of the record, each counted once."""
    reach = _reach(ask)
    area = in_region(ask.region)
    rows = conn.execute(
        f"{reach.sql} SELECT village, count(DISTINCT outsider) AS recipients FROM placed"
        f" WHERE family IS NULL AND {area.sql} GROUP BY village ORDER BY village",
        {**reach.values, **area.values},
    )
    return [StrayTally(row["village"], row["recipients"]) for row in rows]


def pairs(conn: Connection, ask: ReportAsk) -> dict[tuple[str, str], int]:
    """How many families two programmes both reach; of a programme with itself, how many it reaches."""
    reach = _reach(ask)
    rows = conn.execute(
        f"{reach.sql}, has AS MATERIALIZED (SELECT DISTINCT family, programme FROM placed"
        " WHERE family IN (SELECT id FROM known))"
        " SELECT one.programme AS one, other.programme AS other, count(*) AS families"
        " FROM has AS one JOIN has AS other USING (family) GROUP BY 1, 2",
        reach.values,
    )
    return {(row["one"], row["other"]): row["families"] for row in rows}


def families_in(
    conn: Connection, ask: ReportAsk, wanted: Slice, *, start: int = 0, count: int | None = None
) -> list[tuple[int, int]]:
    """The families of a slice by their ids, each with the decile it is counted with, by desa and id.

    `count` of them from the place `start` on, all that are left if it is not given.
    """
    if wanted.is_by_release:
        area = in_region(ask.region)
        reach = Part(
            "WITH reach AS (SELECT id, village, coalesce(decile_national, 0) AS decile, 0 AS programmes"
            f" FROM extract.family INDEXED BY family_by_village WHERE {area.sql})",
            area.values,
        )
    else:
        reach = _reach(ask)
    rows = conn.execute(
        f"{reach.sql} SELECT id, decile FROM reach WHERE decile IN ({_listed(wanted.deciles)})"
        " AND programmes BETWEEN :fewest AND :most ORDER BY village, id LIMIT :count OFFSET :start",
        {
            **reach.values,
            "fewest": wanted.fewest,
            "most": 1_000_000 if wanted.most is None else wanted.most,
            "count": -1 if count is None else count,
            "start": start,
        },
    )
    return [(row["id"], row["decile"]) for row in rows]


def _reach(ask: ReportAsk) -> Part:
    """`placed`, every record that counts with its family; `known`, the families; `reach`, both together.

    A record finds its family by our id; where the release does not know it, by the person's, else by the
    card of the snapshot: an office that changed from an extract of its own to the hub's numbers anew.
    """
    aid, area = counted_aid(ask), in_region(ask.region)
    # All but these two stand in one index, so that the wide records themselves are not read.
    glance = "" if ask.agency or ask.funds else "INDEXED BY intervention_at_a_glance"
    return Part(
        "WITH known AS MATERIALIZED (SELECT id, coalesce(village, '') AS village,"
        " coalesce(decile_national, 0) AS decile FROM extract.family INDEXED BY family_by_village),"
        " aid AS MATERIALIZED (SELECT id, family_id, family_card_no, programme, decile, given_on, village,"
        f" {_OUTSIDER} AS outsider FROM main.intervention {glance} WHERE {aid.sql}),"
        " placed AS MATERIALIZED (SELECT aid.id, aid.programme, aid.decile, aid.given_on, aid.village,"
        " aid.outsider, CASE WHEN known.id IS NOT NULL THEN known.id ELSE coalesce("
        "(SELECT person.family_id FROM main.intervention AS own JOIN extract.person"
        " ON person.id = own.person_id WHERE own.id = aid.id),"
        " (SELECT min(id) FROM extract.family WHERE family.family_card_no = aid.family_card_no)) END"
        " AS family FROM aid LEFT JOIN known ON known.id = aid.family_id),"
        # One pass puts both together: of the rows of a family, the newest says which decile counts.
        " reach AS (SELECT id, group_concat(village, '') AS village, count(DISTINCT programme) AS programmes,"
        " decile, max(at) AS at FROM ("
        "SELECT id, village, NULL AS programme, decile, '' AS at FROM known"
        f" WHERE {area.sql} UNION ALL"
        " SELECT family, NULL, programme, coalesce(decile, 0), given_on || id FROM placed"
        " WHERE family IS NOT NULL) GROUP BY id HAVING count(village) = 1)",
        {**aid.values, **area.values},
    )


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(one)) for one in sorted(numbers))
