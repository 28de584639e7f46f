"""Every report over two quarters of a kabupaten with half as many records of help as people.

The peers do less: pandas reads the two text files as an analyst would and counts two of the reports (the decile
profile, the gap of health insurance) over all rows in memory; DuckDB, if it is installed, counts the same from
the same files. The program counts encrypted tables, by desa with sums, and says whether nobody was lost.
"""

from __future__ import annotations

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

_PANDAS = """
import sys, pandas
family, person = (pandas.read_csv(path, sep="|", dtype=str, usecols=list(columns)) for path, columns in (
    (sys.argv[1], ("nomor_kartu_keluarga", "kode_kelurahan_desa", "desil_nasional")),
    (sys.argv[2], ("nomor_kartu_keluarga", "pbi_nas", "pbi_pemda"))))
whole = person.merge(family, on="nomor_kartu_keluarga", how="left")
by = ["kode_kelurahan_desa", "desil_nasional"]
profile = family.groupby(by, dropna=False).size(), whole.groupby(by, dropna=False).size()
poor = whole[whole["desil_nasional"].isin(list("12345"))]
gap = poor[(poor["pbi_nas"] == "2") & (poor["pbi_pemda"] == "2")].groupby("kode_kelurahan_desa").size()
"""
_DUCKDB = """
import sys, duckdb
family, person = (f"read_csv('{path}', delim='|', all_varchar=true)" for path in sys.argv[1:3])
sql = f"FROM {person} p LEFT JOIN {family} f USING (nomor_kartu_keluarga)"
duckdb.sql(f"SELECT kode_kelurahan_desa, desil_nasional, count(*) FROM {family} GROUP BY ALL").fetchall()
duckdb.sql(f"SELECT kode_kelurahan_desa, desil_nasional, count(*) {sql} GROUP BY ALL").fetchall()
duckdb.sql(f"SELECT kode_kelurahan_desa, count(*) {sql} WHERE desil_nasional IN ('1','2','3','4','5')"
           " AND p.pbi_nas = '2' AND p.pbi_pemda = '2' GROUP BY ALL").fetchall()
"""


@dataclass(frozen=True, slots=True)
class ReportTaken:
    """What one report took: to count, to list the first page behind its slowest number, to print."""

    code: str
    seconds: float
    cpu_seconds: float
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
                max(waits, default=0.0) * 1_000,
                max(0.0, paper - seconds),
                all(one.agrees for one in view.controls),
            )
    finally:
        office.close()


def workbook_of_a_long_list() -> Taken:
    """A workbook of a hundred thousand rows in a process of its own."""
    return measured([sys.executable, "-c", _WORKBOOK, str(_LIST_ROWS)])


def with_pandas(quarters: Quarters) -> Taken:
    """Two of the reports by pandas from the text files."""
    return measured([sys.executable, "-c", _PANDAS, *map(str, quarters.second)])


def with_duckdb(quarters: Quarters) -> Taken | None:
    """The same by DuckDB; None where it is not installed."""
    if find_spec("duckdb") is None:
        return None
    return measured([sys.executable, "-c", _DUCKDB, *map(str, quarters.second)])


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
