"""Counts and lists of the families that help reaches and misses; what both mean is in `domain/reach.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop_app.domain.reach import ReachTally, Slice
from desktop_app.domain.region import RegionLevel, level_of
from desktop_app.domain.report import ReportAsk
from desktop_app.store import hints
from desktop_app.store.aid_within import Part, counted_aid, in_region
from desktop_app.store.connection import Connection, Row

_EVERYWHERE = ""
_FIRST_DESA = 5
_MOST_PROGRAMMES = 1_000_000


@dataclass(frozen=True, slots=True)
class Stray:
    """A record that counts for somebody who stands in no release; `outsider` tells them apart."""

    record: str
    village: str
    outsider: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A family that is reached: its decile in the release, the one it counts with, and the programmes' codes."""

    village: str
    family: int
    own_decile: int
    decile: int
    codes: tuple[str, ...]


def recipients(conn: Connection, village: str = "") -> tuple[list[Reached], list[Stray]]:
    """Whom any help reaches: families of the release, or of one desa of it; and whoever stands in none.

    Of the latter only the whole release tells all.
    """
    placed = _placed(ReportAsk(region=village))
    rows = conn.execute(
        f"{placed.sql}, reached AS (SELECT family, group_concat(DISTINCT programme) AS codes, decile,"
        " max(given_on || id) AS at FROM placed WHERE family IS NOT NULL GROUP BY family)"
        " SELECT known.village, known.id, known.decile AS own_decile, coalesce(reached.decile, 0) AS decile,"
        " codes, NULL AS outsider FROM reached JOIN known ON known.id = reached.family"
        " UNION ALL SELECT village, id, NULL, NULL, NULL, outsider FROM placed WHERE family IS NULL",
        placed.values,
    )
    families, strays = list[Reached](), list[Stray]()
    for row in rows:
        if row["outsider"] is None:
            village, family, own_decile, decile, codes, _ = row
            families.append(
                Reached(village, family, own_decile, decile, tuple(sorted(codes.split(","))))
            )
        else:
            strays.append(Stray(row["id"], row["village"], row["outsider"]))
    return families, strays


def tallies(conn: Connection, ask: ReportAsk, village: str = "") -> list[ReachTally]:
    """Every family of the release in use, or of one desa, counted once, whatever region is asked."""
    reach = _reach(replace(ask, region=village))
    rows = conn.execute(
        f"{reach.sql} SELECT village, decile, programmes, count(*) AS families FROM reach"
        " GROUP BY village, decile, programmes ORDER BY village, decile, programmes",
        reach.values,
    )
    return [
        ReachTally(row["village"], row["decile"], row["programmes"], row["families"])
        for row in rows
    ]


def strays(conn: Connection, ask: ReportAsk) -> list[Stray]:
    """The records that count for people who stand in no release, wherever they were made."""
    # They live in no family: what is near to the families of a region would not have them.
    reach = _reach(replace(ask, region=_EVERYWHERE))
    return _strays(
        conn.execute(
            f"{reach.sql} SELECT id, village, outsider FROM placed WHERE family IS NULL ORDER BY id",
            reach.values,
        )
    )


def strays_changed(conn: Connection) -> list[Stray]:
    """The same among the records that changed since the reach was kept."""
    aid = counted_aid(ReportAsk())
    return _strays(
        conn.execute(
            f"WITH aid AS MATERIALIZED ({_OF_AID} (SELECT DISTINCT record FROM main.reach_stale)"
            f" CROSS JOIN main.intervention ON id = record WHERE {aid.sql}),"
            f" placed AS ({_PLACED_NEAR}) SELECT id, village, outsider FROM placed"
            " WHERE family IS NULL ORDER BY id",
            aid.values,
        )
    )


def desa_changed(conn: Connection) -> set[str]:
    """Where the families live whose records changed since the reach was kept; "" is no known desa."""
    rows = conn.execute(
        "WITH aid AS MATERIALIZED (SELECT DISTINCT family_id, person_id, family_card_no FROM main.reach_stale)"
        f" SELECT DISTINCT coalesce(village, '') AS village FROM extract.family WHERE id IN"
        f" (SELECT {_FAMILY_NEAR} FROM aid)"
    )
    return {row["village"] for row in rows}


def _strays(rows: Iterable[Row]) -> list[Stray]:
    return [Stray(row["id"], row["village"], row["outsider"]) for row in rows]


def sets(conn: Connection, ask: ReportAsk) -> Counter[str]:
    """How many families of the region each set of programmes reaches, its codes with commas between."""
    reach = _reach(ask, with_codes=True)
    # Families are many, the sets of programmes that reach them few.
    rows = conn.execute(
        f"{reach.sql} SELECT codes, count(*) AS families FROM reach WHERE programmes GROUP BY codes",
        reach.values,
    )
    found = Counter[str]()
    for row in rows:
        found[",".join(sorted(row["codes"].split(",")))] += row["families"]
    return found


def families_in(
    conn: Connection, ask: ReportAsk, wanted: Slice, *, start: int = 0, count: int | None = None
) -> list[tuple[int, int]]:
    """The families of a slice by their ids, each with the decile it is counted with, by desa and id.

    Those of no known desa come last. `count` of them from the place `start` on, all that are left if it
    is not given.
    """
    if count is not None and not start and not wanted.is_by_release and not is_desa(ask.region):
        # The first page is what somebody waits for: the first few desa often fill it.
        first = list[tuple[int, int]]()
        for village in _desa_in(conn, ask.region)[:_FIRST_DESA]:
            left = count - len(first)
            first += families_in(conn, replace(ask, region=village), wanted, count=left)
            if len(first) >= count:
                return first
    if wanted.is_by_release:
        area = in_region(ask.region)
        reach = Part(
            "WITH reach AS (SELECT id, coalesce(village, '') AS village,"
            " coalesce(decile_national, 0) AS decile, 0 AS programmes"
            f" FROM extract.family INDEXED BY family_by_village WHERE {area.sql})",
            area.values,
        )
    else:
        reach = _reach(ask, with_codes=bool(wanted.codes))
    bounds = bounds_of(wanted)
    rows = conn.execute(
        f"{reach.sql} SELECT id, decile FROM reach WHERE {bounds.sql}"
        " ORDER BY village = '', village, id LIMIT :count OFFSET :start",
        {
            **reach.values,
            **bounds.values,
            "count": -1 if count is None else count,
            "start": start,
        },
    )
    return [(row["id"], row["decile"]) for row in rows]


def bounds_of(wanted: Slice) -> Part:
    """A slice as a condition on columns `decile`, `programmes` and, where it names programmes, `codes`."""
    parts = [f"decile IN ({hints.listed(wanted.deciles)}) AND programmes BETWEEN :fewest AND :most"]
    values: dict[str, object] = {
        "fewest": wanted.fewest,
        "most": _MOST_PROGRAMMES if wanted.most is None else wanted.most,
    }
    for at, code in enumerate(sorted(wanted.codes)):
        parts.append(f"instr(',' || codes || ',', :code{at})")
        values[f"code{at}"] = f",{code},"
    return Part(" AND ".join(parts), values)


def _desa_in(conn: Connection, region: str) -> list[str]:
    """The known desa of the release within a region, in the order of lists."""
    area = in_region(region)
    rows = conn.execute(
        f"SELECT DISTINCT village FROM extract.family INDEXED BY family_by_village"
        f" WHERE village <> '' AND {area.sql} ORDER BY village",
        area.values,
    )
    return [row["village"] for row in rows if is_desa(row["village"])]


def is_desa(region: str) -> bool:
    """True for one desa."""
    return bool(region) and level_of(region) is RegionLevel.VILLAGE


def _reach(ask: ReportAsk, *, with_codes: bool = False) -> Part:
    """`placed` as below; `reach`, the families of the region with their records."""
    placed, area = _placed(ask), in_region(ask.region)
    codes = "group_concat(DISTINCT programme)" if with_codes else "''"
    return Part(
        f"{placed.sql},"
        # One pass puts both together: of the rows of a family, the newest says which decile counts.
        " reach AS (SELECT id, group_concat(village, '') AS village, count(DISTINCT programme) AS programmes,"
        f" {codes} AS codes, decile, max(at) AS at FROM ("
        "SELECT id, village, NULL AS programme, decile, '' AS at FROM known"
        f" WHERE {area.sql} UNION ALL"
        " SELECT family, NULL, programme, coalesce(decile, 0), given_on || id FROM placed"
        " WHERE family IS NOT NULL) GROUP BY id HAVING count(village) = 1)",
        {**placed.values, **area.values},
    )


def _placed(ask: ReportAsk) -> Part:
    """`known`, the families of the release; `placed`, every record that counts with its family.

    A record finds its family by our id; where the release does not know it, by the person's, else by the
    card of the snapshot: an office that changed from an extract of its own to the hub's numbers anew.
    """
    aid, area = counted_aid(ask), in_region(ask.region)
    if is_desa(ask.region):
        known, found, placed = f"{_KNOWN} WHERE {area.sql}", _AID_NEAR, _PLACED_NEAR
    else:
        known, found, placed = _KNOWN, _AID, _PLACED
    return Part(
        f"WITH known AS MATERIALIZED ({known}), aid AS MATERIALIZED ({found} WHERE {aid.sql}),"
        f" placed AS MATERIALIZED ({placed})",
        {**aid.values, **(area.values if is_desa(ask.region) else {})},
    )


_KNOWN = (
    "SELECT id, coalesce(village, '') AS village, coalesce(decile_national, 0) AS decile"
    " FROM extract.family INDEXED BY family_by_village"
)
_OF_AID = (
    "SELECT id, family_id, person_id, family_card_no, programme, decile, given_on, village,"
    " coalesce(family_card_no, national_id, name || ' ' || village) AS outsider FROM"
)
# Everything stands in this index, so that the wide records themselves are not read.
_AID = f"{_OF_AID} main.intervention INDEXED BY intervention_at_a_glance"
# One desa has few families: looking up what is recorded about them is quicker than reading everything.
_AID_NEAR = (
    f"{_OF_AID} (SELECT id AS record FROM main.intervention"
    " WHERE family_id IN (SELECT id FROM known)"
    " UNION SELECT id FROM main.intervention WHERE person_id IN"
    " (SELECT person.id FROM extract.person WHERE person.family_id IN (SELECT id FROM known))"
    " UNION SELECT id FROM main.intervention WHERE family_card_no IN"
    " (SELECT family_card_no FROM extract.family WHERE id IN (SELECT id FROM known)))"
    " CROSS JOIN main.intervention ON id = record"
)
_OF_PLACED = "SELECT aid.id, aid.programme, aid.decile, aid.given_on, aid.village, aid.outsider,"
_OTHERWISE = (
    "coalesce((SELECT family_id FROM extract.person WHERE person.id = aid.person_id),"
    " (SELECT min(id) FROM extract.family WHERE family.family_card_no = aid.family_card_no))"
)
_PLACED = (
    f"{_OF_PLACED} CASE WHEN known.id IS NULL THEN {_OTHERWISE} ELSE known.id END AS family"
    " FROM aid LEFT JOIN known ON known.id = aid.family_id"
)
_FAMILY_NEAR = (
    "CASE WHEN EXISTS (SELECT 1 FROM extract.family WHERE family.id = aid.family_id)"
    f" THEN aid.family_id ELSE {_OTHERWISE} END"
)
_PLACED_NEAR = f"{_OF_PLACED} {_FAMILY_NEAR} AS family FROM aid"
