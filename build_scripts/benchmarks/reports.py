"""Every report over two quarters of a kabupaten with half as many records of help as people.

The peers do less: they are handed the same tables in plain text, only the columns that are counted, and count
four of the reports (decile profile, missed families, sums of the programmes, gap of health insurance): pandas over
all rows in memory, as an analyst would; DuckDB, if it is installed, as what could be reached at all. The program
counts encrypted tables as they lie on the disk, by desa with sums, and says whether nobody was lost.

What it said once for a million people, 330,000 families and half a million records, on two cores that others were
using too (load 4); seconds of the processor, and in brackets the second look from what is kept:

    R1 1.7 (0.02) · R2 3.3 with all that is kept for R2-R5 and R7 (0.1) · R3 0.1 · R4 0.04 · R5 0.2 · R6 1.6 (0.0) · R7 0.1
    R8 0.4 · R10 0.8 · R11 2.4 · R12 2.0 · R13 1.8 · R14 1.8 · every report in one booklet 13
    the first page of the slowest list behind a number 0.22 · a workbook of 100,000 rows 2.1, 44 MB
    pandas: reading 0.65, R1 0.24, R3 0.60, R6 1.35, R13 0.02, 398 MB
    DuckDB: reading 0.59, R1 0.09, R3 0.12, R6 0.27, R13 0.04, 325 MB
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from build_scripts.benchmarks.extracts import PASSPHRASE, USER, Office, Quarters
from build_scripts.benchmarks.measuring import Taken, measured

_CHUNK = 20_000
_LIST_ROWS = 100_000
_PROGRAMMES = ("BLT-DD", "SEMBAKO", "PKH", "PIP", "RTLH")

_PLAIN = {
    "family": "SELECT id, coalesce(village, '') AS village, coalesce(decile_national, 0) AS decile,"
    " premium_aid_national, premium_aid_regional FROM extract.family",
    "person": "SELECT id, family_id, coalesce(village, '') AS village, premium_aid_national,"
    " premium_aid_regional FROM extract.person",
    "help": "SELECT id, family_id, programme, funds, coalesce(decile, 0) AS decile, given_on, is_given,"
    " coalesce(amount, 0) AS amount, effect_key FROM intervention"
    " WHERE voided_at IS NULL AND status IN ('decreed', 'disbursed', 'received', 'ended')",
}
PEER_REPORTS = ("R1", "R3", "R6", "R13")
_PANDAS = """
import json, sys, time, pandas
began = time.perf_counter()
took = {}
def note(name):
    global began
    now = time.perf_counter()
    took[name] = now - began
    began = time.perf_counter()
family, person, help = (pandas.read_csv(path) for path in sys.argv[1:4])
note("reading")
whole = person.merge(family, left_on="family_id", right_on="id", how="left", suffixes=("", "_of"))
families = family.groupby(["village", "decile"]).size()
persons = whole.groupby(["village_of", "decile"], dropna=False).size()
note("R1")
newest = help.sort_values(["given_on", "id"]).groupby("family_id")["decile"].last()
counted = family.set_index("id")["decile"].to_frame().join(newest.rename("then"))
counted["decile"] = counted["then"].fillna(counted["decile"])
counted["village"] = family.set_index("id")["village"]
poor = counted[counted["decile"].between(1, 4)]
missed = poor[poor["then"].isna()].groupby("village").size(), poor.groupby("village").size()
note("R3")
one = help.sort_values(["is_given", "id"], ascending=[False, True]).groupby("effect_key").first()
one["quarter"] = (one["given_on"].str[5:7].astype(int) + 2) // 3
sums = one.groupby(["programme", "funds", "quarter"])[["is_given", "amount"]].agg(["size", "sum"])
note("R6")
for name in ("premium_aid_national", "premium_aid_regional"):
    whole[name] = whole[name].fillna(whole[name + "_of"])
gap = whole[whole["decile"].between(1, 5) & (whole["premium_aid_national"] == 2) & (whole["premium_aid_regional"] == 2)]
gap.groupby("village_of").size()
note("R13")
print(json.dumps(took))
"""
_DUCKDB = """
import json, sys, time, duckdb
began = time.perf_counter()
took = {}
def note(name):
    global began
    now = time.perf_counter()
    took[name] = now - began
    began = time.perf_counter()
for name, path in zip(("family", "person", "help"), sys.argv[1:4]):
    duckdb.sql(f"CREATE TABLE {name} AS FROM read_csv('{path}')")
note("reading")
duckdb.sql("SELECT village, decile, count(*) FROM family GROUP BY ALL").fetchall()
duckdb.sql("SELECT f.village, decile, count(*) FROM person p LEFT JOIN family f ON f.id = family_id GROUP BY ALL").fetchall()
note("R1")
duckdb.sql("WITH newest AS (SELECT family_id, max_by(decile, given_on || id) AS given FROM help GROUP BY 1)"
    " SELECT village, count(*), count(*) FILTER (given IS NULL) FROM family f LEFT JOIN newest ON family_id = f.id"
    " WHERE coalesce(given, decile) BETWEEN 1 AND 4 GROUP BY ALL").fetchall()
note("R3")
duckdb.sql("WITH one AS (SELECT min_by((programme, funds, quarter(given_on::DATE), is_given, amount), (1 - is_given) || id)"
    " AS won FROM help GROUP BY effect_key) SELECT won[1], won[2], won[3], count(*), sum(won[4]), sum(won[5]),"
    " sum(won[4] * won[5]) FROM one GROUP BY ALL").fetchall()
note("R6")
duckdb.sql("SELECT f.village, count(*) FROM person p JOIN family f ON f.id = family_id WHERE decile BETWEEN 1 AND 5"
    " AND coalesce(p.premium_aid_national, f.premium_aid_national) = 2"
    " AND coalesce(p.premium_aid_regional, f.premium_aid_regional) = 2 GROUP BY ALL").fetchall()
note("R13")
print(json.dumps(took))
"""


@dataclass(frozen=True, slots=True)
class ReportTaken:
    """What one report took: to count, to look at again, to list the first page behind its slowest number, to print."""

    code: str
    seconds: float
    cpu_seconds: float
    again_ms: float
    list_ms: float
    paper_seconds: float
    agrees: bool


def stocked(office: Office, quarters: Quarters) -> int:
    """Load both quarters, compare them, and keep half as many records of help as people; how many."""
    from desktop_app import bootstrap
    from desktop_app.actions.comparison import keep_comparison
    from desktop_app.progress import Progress
    from desktop_app.store import extracts

    office.load(quarters.first, 0)
    office.load(quarters.second, 1)
    opened = bootstrap.open_office(office.folder, USER, PASSPHRASE)
    try:
        with opened.read() as conn:
            newest = extracts.releases_of(conn)[0]
        keep_comparison(opened, newest.id, Progress())
        return _help(opened, quarters.persons // 2)
    finally:
        opened.close()


def taken(folder: Path) -> Iterator[ReportTaken]:
    """Every report of the office, one after the other."""
    from desktop_app import bootstrap
    from desktop_app.actions.reports import lines_behind, make_report, report_kinds, view_report
    from desktop_app.domain.giving_out import Errand
    from desktop_app.domain.report import ReportAsk, ReportFormat

    office = bootstrap.open_office(folder, USER, PASSPHRASE)
    try:
        for kind in report_kinds(office):
            began, worked = time.perf_counter(), time.process_time()
            view = view_report(office, kind.code)
            seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - worked
            again = _seconds(partial(view_report, office, kind.code))
            listed = [one.code for one in view.table.columns if one.is_listed]
            waits = [
                _seconds(partial(lines_behind, office, kind.code, ReportAsk(), "", code))
                for code in listed
                if view.table.total(code)
            ]
            errand, target = Errand("ukur", "ukur"), folder.parent / "report.pdf"
            printing = partial(make_report, office, kind.code, ReportFormat.PDF, target)
            paper = _seconds(partial(printing, errand=errand))
            yield ReportTaken(
                kind.code,
                seconds,
                cpu_seconds,
                again * 1_000,
                max(waits, default=0.0) * 1_000,
                max(0.0, paper - again),
                all(one.agrees for one in view.controls),
            )
    finally:
        office.close()


def workbook_of_a_long_list() -> Taken:
    """A workbook of a hundred thousand rows in a process of its own."""
    return measured([sys.executable, "-c", _WORKBOOK, str(_LIST_ROWS)])


def plain_tables(folder: Path, work: Path) -> list[Path]:
    """What the peers count, as text: families, people and the help that counts."""
    from desktop_app import bootstrap

    office = bootstrap.open_office(folder, USER, PASSPHRASE)
    try:
        return [_written(office, sql, work / f"{name}.csv") for name, sql in _PLAIN.items()]
    finally:
        office.close()


def with_pandas(tables: list[Path]) -> Taken:
    """Four of the reports by pandas; the answer says how long each took."""
    return measured([sys.executable, "-c", _PANDAS, *map(str, tables)])


def with_duckdb(tables: list[Path]) -> Taken | None:
    """The same by DuckDB; None where it is not installed."""
    if find_spec("duckdb") is None:
        return None
    return measured([sys.executable, "-c", _DUCKDB, *map(str, tables)])


def booklet(folder: Path) -> tuple[float, float]:
    """All reports in one booklet: seconds, and of the processor."""
    from desktop_app import bootstrap
    from desktop_app.actions.reports import make_booklet
    from desktop_app.domain.giving_out import Errand

    office = bootstrap.open_office(folder, USER, PASSPHRASE)
    try:
        began, worked = time.perf_counter(), time.process_time()
        make_booklet(office, (), folder.parent / "booklet.pdf", errand=Errand("ukur", "ukur"))
        return time.perf_counter() - began, time.process_time() - worked
    finally:
        office.close()


def _written(office: Any, sql: str, path: Path) -> Path:
    with office.read() as conn, path.open("w", encoding="utf-8", newline="") as file:
        rows = conn.execute(sql)
        writer = csv.writer(file)
        writer.writerow([column[0] for column in rows.description])
        writer.writerows(tuple(row) for row in rows)
    return path


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _help(office: Any, count: int) -> int:
    """Records straight into their table: their ops and their rules are measured elsewhere."""
    chance = random.Random(5)
    with office.read() as conn:
        families = [
            tuple(row)
            for row in conn.execute(
                "SELECT id, family_card_no, coalesce(village, ''), head_name, decile_national"
                " FROM extract.family"
            )
        ]
    fixed = {
        "subject_kind": "family", "programme_version": "ukur", "amount": 300_000, "quantity": "",
        "funds": "apbn", "agency": "ukur", "note": "", "reason": "", "warnings": "[]",
        "release_label": "Q3 2026", "recorded_by": office.account.id, "history": "",
        "is_disputed": 0, "list_id": "", "signer": "",
    }  # fmt: skip
    done = 0
    while done < count:
        rows = []
        for number in range(done, min(done + _CHUNK, count)):
            own_id, card, village, name, decile = chance.choice(families)
            day = date(2026, 1, 1) + timedelta(days=chance.randrange(260))
            status = chance.choice(("received",) * 8 + ("disbursed", "proposed"))
            rows.append(
                {
                    **fixed, "id": f"ukur{number:022d}", "family_id": own_id,
                    "family_card_no": card, "name": name or "", "village": village,
                    "programme": chance.choice(_PROGRAMMES), "period": f"{day:%Y-%m}",
                    "given_on": day.isoformat(), "status": status, "status_on": day.isoformat(),
                    "effect_key": f"ukur{number}", "decile": decile,
                    "is_given": int(status != "proposed"),
                    "recorded_at": f"{day.isoformat()}T03:00:00+00:00",
                }
            )  # fmt: skip
        names = list(rows[0])
        marks = ", ".join(f":{name}" for name in names)
        with office.write() as tx:
            tx.conn.executemany(
                f"INSERT INTO intervention ({', '.join(names)}) VALUES ({marks})", rows
            )
        done += len(rows)
    return done


_WORKBOOK = """
import sys
from datetime import UTC, date, datetime
from desktop_app.domain.report import ReportColumn, ReportKind, ReportNote, ReportTable, RowLevel
from desktop_app.reports.workbook import to_xlsx
columns = tuple(ReportColumn(f"c{at}", f"c{at}", is_number=at > 5) for at in range(12))
row, count = (*("Kedungwuni" for _ in range(6)), *range(100_000, 100_006)), int(sys.argv[1])
note = ReportNote("o", "r", "q", date(2026, 9, 30), "u", datetime(2026, 11, 24, tzinfo=UTC), "p", "r", "s")
table = ReportTable(ReportKind("L1", "l", "l"), columns, (row,) * count, (RowLevel.PLAIN,) * count)
to_xlsx(table, note)
"""
