"""The rows of a release by desa and by what an import has flagged at them; each row is looked at once."""

from __future__ import annotations

from desktop_app.domain.data_flaw import FLAW_OF, Flaw, FlawTally
from desktop_app.domain.extract import Entity
from desktop_app.domain.problem import ProblemAction
from desktop_app.store.connection import Connection

_FLAWS = tuple(Flaw)
_BIT = " ".join(
    f"WHEN '{kind.value}' THEN {1 << _FLAWS.index(flaw)}" for kind, flaw in FLAW_OF.items()
)
_ROWS = {
    Entity.FAMILY: "SELECT coalesce(family.village, '') AS village, flagged.bits AS bits,"
    " family.decile_national IS NULL AS unranked FROM extract.family NOT INDEXED {flagged}",
    # People live where their family does; whoever has none counts where they are written.
    Entity.PERSON: "SELECT coalesce(family.village, person.village, '') AS village,"
    " flagged.bits AS bits, 0 AS unranked FROM extract.person NOT INDEXED"
    " LEFT JOIN extract.family ON family.id = person.family_id {flagged}",
}


def tallies(conn: Connection) -> list[FlawTally]:
    """Every row of the release in use, families and people, counted once."""
    found = []
    for entity, rows in _ROWS.items():
        flagged = (
            f"LEFT JOIN flagged ON flagged.file = {entity.value}.file"
            f" AND flagged.row = {entity.value}.row"
        )
        # Each bit is added once: the sum of different bits is all of them.
        sql = (
            f"WITH flagged AS MATERIALIZED (SELECT file, row, sum(DISTINCT CASE kind {_BIT} END) AS bits"
            f" FROM extract.problem WHERE action = '{ProblemAction.FLAGGED.value}'"
            " AND entity = :entity GROUP BY file, row)"
            " SELECT village, coalesce(bits, 0) AS bits, count(*) AS n, sum(unranked) AS unranked"
            f" FROM ({rows.format(flagged=flagged)}) GROUP BY 1, 2 ORDER BY 1, 2"
        )
        found += [
            FlawTally(
                row["village"],
                entity is Entity.FAMILY,
                _flaws_in(row["bits"]),
                row["n"],
                row["unranked"],
            )
            for row in conn.execute(sql, {"entity": entity.value})
        ]
    return found


def _flaws_in(bits: int) -> frozenset[Flaw]:
    return frozenset(flaw for at, flaw in enumerate(_FLAWS) if bits >> at & 1)
