"""What the programmes decided and gave, summed; the same help counts once, as everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from desktop_app.domain.aid_sum import AidSum
from desktop_app.domain.report import ReportAsk
from desktop_app.store.aid_within import counted_aid
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction


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


def place_of(conn: Connection) -> int | None:
    """How many changes of records were noted so far; None while nobody notes them (`kept_reach`)."""
    if conn.execute("SELECT 1 FROM reach_kept").fetchone() is None:
        return None
    row = conn.execute("SELECT seq FROM main.sqlite_sequence WHERE name = 'reach_stale'").fetchone()
    return 0 if row is None else int(row["seq"])


def kept_sums(conn: Connection, place: int) -> list[AidSum]:
    """The sums of the whole office as they were kept at this place; none if they were not."""
    rows = conn.execute(
        "SELECT programme, funds, quarter, decreed, given, decreed_rupiah, given_rupiah"
        " FROM aid_sum_kept WHERE place = ? ORDER BY programme, funds, quarter",
        (place,),
    )
    return [AidSum(**dict(row)) for row in rows]


def keep_sums(tx: Transaction, place: int, found: Sequence[AidSum]) -> None:
    """Keep them for this place, and for no other."""
    tx.conn.execute("DELETE FROM aid_sum_kept")
    tx.conn.executemany(
        "INSERT INTO aid_sum_kept (place, programme, funds, quarter, decreed, given, decreed_rupiah,"
        f" given_rupiah) VALUES ({place:d}, :programme, :funds, :quarter, :decreed, :given,"
        " :decreed_rupiah, :given_rupiah)",
        [asdict(one) for one in found],
    )


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
