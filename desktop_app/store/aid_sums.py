"""What the programmes decided and gave, summed; the same help counts once, as everywhere."""

from __future__ import annotations

from desktop_app.domain.aid_sum import AidSum
from desktop_app.domain.report import ReportAsk
from desktop_app.store.aid_within import counted_aid
from desktop_app.store.connection import Connection


def aid_sums(conn: Connection, ask: ReportAsk) -> list[AidSum]:
    """The decreed and given help within an ask by programme, funds and quarter of its day.

    Of the records of one help the one that is given counts, of several the one with the smallest id.
    """
    aid = counted_aid(ask, with_outsiders=True)
    rows = conn.execute(
        "SELECT programme, funds, (CAST(substr(given_on, 6, 2) AS INTEGER) + 2) / 3 AS quarter,"
        " count(*) AS decreed, sum(is_given) AS given, sum(amount) AS decreed_rupiah,"
        " sum(is_given * amount) AS given_rupiah FROM ("
        "SELECT programme, funds, given_on, is_given, coalesce(amount, 0) AS amount,"
        f" min((NOT is_given) || id) FROM main.intervention INDEXED BY intervention_at_a_glance WHERE {aid.sql} GROUP BY effect_key)"
        " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        aid.values,
    )
    return [AidSum(**dict(row)) for row in rows]


def warned(conn: Connection, ask: ReportAsk) -> list[tuple[str, str, int]]:
    """What the counted records were warned about: the warning's code, the programme, how many records."""
    aid = counted_aid(ask, with_outsiders=True)
    rows = conn.execute(
        "SELECT warning.value AS code, programme, count(*) AS records FROM main.intervention INDEXED BY intervention_warned,"
        f" json_each(warnings) AS warning WHERE warnings <> '[]' AND {aid.sql}"
        " GROUP BY 1, 2 ORDER BY 1, 2",
        aid.values,
    )
    return [(row["code"], row["programme"], row["records"]) for row in rows]
