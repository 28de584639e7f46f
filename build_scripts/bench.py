"""Measure the program beside others that do the same; prints a table and writes it as JSON.

    .venv/bin/python build_scripts/bench.py extracts [--persons 50000 1000000] [--rounds 1] [--keep]
    .venv/bin/python build_scripts/bench.py search [--persons 10000 100000 1000000] [--asked 200]
    .venv/bin/python build_scripts/bench.py matching [--persons 50000 1000000]
    .venv/bin/python build_scripts/bench.py bulk [--persons 50000 1000000]
    .venv/bin/python build_scripts/bench.py exchange [--persons 1000000]
    .venv/bin/python build_scripts/bench.py reports [--persons 50000 1000000]
    .venv/bin/python build_scripts/bench.py letters [--letters 100 1000 10000] [--rounds 3]

``extracts`` loads a kabupaten's quarter against pandas and sqlite-utils, compares two quarters, and saves
records meanwhile. ``search`` asks labelled queries of every class and compares with LIKE, FTS5's trigram index
and, if it is installed, rapidfuzz. ``matching`` matches a list of ten thousand rows to each of these sizes;
``bulk`` looks at a list of five thousand families before recording help for them, and records it. ``exchange``
writes, looks into and takes in packages of deeds beside a ZIP with a password, and cuts a quarter for 304
offices. ``reports`` makes every report of two quarters with half as many records of help as people, beside
pandas and, if it is installed, DuckDB. ``letters`` draws one-page letters beside the same page drawn by bare
reportlab and, if it is installed, fpdf2, and times the preview in the window from key to page. Files and results lie in ``build/bench``; a million people need 6 GB there and some ten
minutes on two cores. Nothing is judged: figures of one run stand beside each other, because machines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

# Started as a script, Python looks for modules beside it; the program is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_scripts.benchmarks import bulk, exchange, extracts, letters, matching, reports, search
from build_scripts.benchmarks.letter_window import typed_previews
from build_scripts.benchmarks.measuring import CommandFailed, Taken, measured

FOLDER = Path(__file__).resolve().parents[1] / "build" / "bench"
SIZES = {
    "extracts": (50_000, 1_000_000),
    "search": (10_000, 100_000, 1_000_000),
    "matching": (50_000, 1_000_000),
    "bulk": (50_000, 1_000_000),
    "exchange": (1_000_000,),
    "reports": (50_000, 1_000_000),
    "letters": (),
}
_KEYS = 40
_SQLITE_UTILS_UP_TO = 250_000
"""Persons up to which sqlite-utils is waited for: it takes some ten minutes for a million."""


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", choices=list(SIZES))
    parser.add_argument("--persons", type=int, nargs="+", metavar="N")
    parser.add_argument("--letters", type=int, nargs="+", metavar="N", default=[100, 1_000, 10_000])
    parser.add_argument("--asked", type=int, default=200, help="queries of each class")
    parser.add_argument("--rounds", type=int, default=1, help="the quickest of so many runs counts")
    parser.add_argument("--keep", action="store_true", help="do not delete what was made")
    asked = parser.parse_args()
    sizes = sorted(asked.persons or SIZES[asked.what])
    work = FOLDER / "work"
    work.mkdir(parents=True, exist_ok=True)
    print(f"Python {platform.python_version()} on {platform.platform()}\n")
    try:
        found = _WHAT[asked.what](sizes, asked, work)
    except CommandFailed as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if not asked.keep:
            shutil.rmtree(FOLDER / "work", ignore_errors=True)
    (FOLDER / f"{asked.what}.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


def _search(sizes: list[int], asked: argparse.Namespace, work: Path) -> dict[str, Any]:
    found = []
    for persons in sizes:
        quarters = extracts.made_quarters(persons, FOLDER)
        office = extracts.Office(work / "office")
        office.load(quarters.first, 0)
        taken = search.measure(
            office.folder, extracts.USER, extracts.PASSPHRASE, asked=asked.asked, with_peers=True
        )
        found.append(asdict(taken))
        print(
            f"{taken.persons:,} people: opened in {taken.opened_ms:.0f} ms, first answer after"
            f" {taken.first_ms:.0f} ms, {taken.memory_mb:.0f} MB more, index {taken.index_share:.0%}"
            " of the database"
        )
        _say("", "who and how", "asked", "recall@10", "median ms", "p95 ms", "worst ms")
        for one in taken.classes:
            _say(
                one.who,
                one.way,
                str(one.asked),
                f"{one.recall:.3f}",
                f"{one.median_ms:.1f}",
                f"{one.p95_ms:.1f}",
                f"{one.worst_ms:.1f}",
            )
        print()
    return {"sizes": found}


def _extracts(sizes: list[int], asked: argparse.Namespace, work: Path) -> dict[str, Any]:
    rounds = asked.rounds
    _say("persons", "what", "seconds", "× pandas", "µs/record", "CPU s", "peak MB", "size × text")
    results: list[dict[str, Any]] = []
    quarters = [extracts.made_quarters(persons, FOLDER) for persons in sizes]
    for one in quarters:
        rows, text = one.rows, one.first_bytes
        office = extracts.Office(work / "office")
        peer = extracts.best_of(rounds, partial(extracts.with_pandas, one, work))
        _note(
            results,
            one.persons,
            "pandas",
            peer,
            peer,
            rows,
            (work / "pandas.db").stat().st_size / text,
        )
        if one.persons <= _SQLITE_UTILS_UP_TO:
            taken = extracts.with_sqlite_utils(one, work)
            size = (work / "sqlite-utils.db").stat().st_size / text
            _note(results, one.persons, "sqlite-utils", taken, peer, rows, size)
        for again in range(rounds):
            office = extracts.Office(work / "office")
            run = office.load(one.first, 0)
            taken = run if not again or run.seconds < taken.seconds else taken
        size = office.release_bytes / text
        _note(results, one.persons, "import", taken, peer, rows, size)
        second = office.load(one.second, 1)
        _note(results, one.persons, "import, next quarter", second, peer, rows, None)
        _note(results, one.persons, "compare", office.compare(), peer, rows, None)
    waits = extracts.longest_save(quarters[0], quarters[-1], work / "office")
    print(
        f"\nA save while {sizes[-1]:,} people are loaded: median {median(waits):.0f} ms, "
        f"longest {max(waits):.0f} ms, of {len(waits)}"
    )
    by_size = {line["persons"]: line for line in results if line["what"] == "import"}
    growth = by_size[sizes[-1]]["us_per_record"] / by_size[sizes[0]]["us_per_record"]
    print(f"A record among {sizes[-1]:,} people takes {growth:.2f} × that among {sizes[0]:,}")
    return {"lines": results, "saves_ms": waits}


def _matching(sizes: list[int], asked: argparse.Namespace, work: Path) -> dict[str, Any]:
    _say("persons", "what", "seconds", "CPU s", "peak MB", "found", "doubtful", "not found")
    lines = []
    for persons in sizes:
        quarters = extracts.made_quarters(persons, FOLDER)
        office = extracts.Office(work / "office")
        office.load(quarters.first, 0)
        rows = matching.a_list(quarters, work)
        taken = extracts.best_of(asked.rounds, partial(matching.matched, office, rows))
        counts = {name: taken.answer[name] for name in ("rows", "found", "doubtful", "not_found")}
        what = f"match {counts['rows']:,} rows"
        lines.append(
            {
                "persons": persons,
                "seconds": taken.seconds,
                "cpu_seconds": taken.cpu_seconds,
                "peak_mb": taken.peak_mb,
                **counts,
            }
        )
        _say(
            f"{persons:,}",
            what,
            f"{taken.seconds:.1f}",
            f"{taken.cpu_seconds:.1f}",
            "?" if taken.peak_mb is None else f"{taken.peak_mb:.0f}",
            *(f"{counts[name]:,}" for name in ("found", "doubtful", "not_found")),
        )
    return {"lines": lines}


def _exchange(sizes: list[int], asked: argparse.Namespace, work: Path) -> dict[str, Any]:
    _say("deeds", "what", "written s", "inspected s", "applied s", "CPU µs a deed", "bytes a deed")
    lines: list[dict[str, Any]] = []
    villages = exchange.all_villages()
    for count in exchange.DEEDS:
        taken = exchange.with_ops(count, work)
        lines.append(asdict(taken))
        _say(
            f"{count:,}",
            "package",
            *(f"{one:.2f}" for one in (taken.written_s, taken.inspected_s, taken.applied_s)),
            " ".join(f"{one / count * 1e6:.0f}" for one in taken.cpu_s),
            f"{taken.bytes / count:.0f}",
        )
        peer = exchange.with_zip(count, work, villages)
        if peer is not None:
            lines.append(asdict(peer))
            times = (f"{peer.written_s:.2f}", "", f"{peer.applied_s:.2f}", "")
            _say(f"{count:,}", "ZIP of CSV", *times, f"{peer.bytes / count:.0f}")
    folder = exchange.intake(work)
    print(
        f"\nThe hub took in {exchange.OFFICES} packages with {exchange.OPS_EACH} deeds each in"
        f" {folder.taken_s:.1f} s, of which {folder.taken_cpu_s:.1f} s of processor; tried out in"
        f" {folder.tried_s:.1f} s. Who saved meanwhile waited {folder.taken_wait_ms:.0f} ms at most,"
        f" and {folder.tried_wait_ms:.0f} ms during the trial"
    )
    cuts = []
    for persons in sizes:
        loaded, cut, size = exchange.cut(extracts.made_quarters(persons, FOLDER), work)
        packages = cut.answer["packages"]
        carried = sum(one["persons"] for one in packages)
        cuts.append(
            {
                "persons": persons,
                "load_s": loaded.seconds,
                "load_cpu_s": loaded.cpu_seconds,
                "cut_s": cut.seconds,
                "cut_cpu_s": cut.cpu_seconds,
                "packages": len(packages),
                "bytes_a_person": size / carried,
                "peak_mb": cut.peak_mb,
            }
        )
        print(
            f"{persons:,} persons loaded in {loaded.seconds:.1f} s, cut into {len(packages)} packages in"
            f" {cut.seconds:.1f} s ({cut.seconds / loaded.seconds:.2f} ×), {size / carried:.1f} bytes"
            f" for each person in a package, {cut.peak_mb or 0:.0f} MB of memory"
        )
    load = f", under a load of {os.getloadavg()[2]:.1f}" if hasattr(os, "getloadavg") else ""
    machine = f"{os.cpu_count()} processors with Python {platform.python_version()}{load}"
    return {"machine": machine, "deeds": lines, "intake": asdict(folder), "cuts": cuts}


def _letters(_: list[int], asked: argparse.Namespace, work: Path) -> dict[str, Any]:
    _say("letters", "who", "seconds", "× reportlab", "CPU s", "peak MB", "bytes/letter")
    lines: list[dict[str, Any]] = []
    everybody = ("ours", *(peer for peer in letters.PEERS if letters.has_peer(peer)))
    for count in sorted(asked.letters):
        # In turns, so that whatever else the machine does concerns everybody alike.
        runs: dict[str, list[Taken]] = {who: [] for who in everybody}
        for _round in range(asked.rounds):
            for who in everybody:
                runs[who].append(measured(letters.command(who, count, work / f"{who}.pdf")))
        best = {who: min(taken, key=_busy) for who, taken in runs.items()}
        for who, taken in best.items():
            line = {
                "letters": count,
                "who": who,
                "seconds": taken.answer["seconds"],
                "ratio": _busy(taken) / _busy(best["reportlab"]),
                "cpu_seconds": _busy(taken),
                "peak_mb": taken.peak_mb,
                "bytes_each": taken.answer["bytes"] / count,
            }
            lines.append(line)
            _say(
                f"{count:,}",
                who,
                f"{line['seconds']:.2f}",
                f"{line['ratio']:.2f}",
                f"{line['cpu_seconds']:.2f}",
                "?" if taken.peak_mb is None else f"{taken.peak_mb:.0f}",
                f"{line['bytes_each']:,.0f}",
            )
    keys = sorted(typed_previews(work, _KEYS))
    print(
        f"\nFrom a key to the page in the window: median {median(keys):.0f} ms, "
        f"95 % within {keys[len(keys) * 95 // 100]:.0f} ms, of {len(keys)} keys"
    )
    return {"lines": lines, "preview_ms": keys}


def _busy(taken: Taken) -> float:
    return float(taken.answer["cpu_seconds"])


def _bulk(sizes: list[int], asked: argparse.Namespace, work: Path) -> dict[str, Any]:
    _say("persons", "what", "seconds", "CPU s", "peak MB")
    lines = []
    for persons in sizes:
        quarters = extracts.made_quarters(persons, FOLDER)
        office = extracts.Office(work / "office")
        office.load(quarters.first, 0)
        rows = bulk.a_list(quarters, work)
        for what, run in (("preview", bulk.previewed), ("record", bulk.recorded)):
            rounds = asked.rounds if run is bulk.previewed else 1  # what is recorded stays recorded
            taken = extracts.best_of(rounds, partial(run, office, rows))
            lines.append(
                {
                    "persons": persons,
                    "what": what,
                    "seconds": taken.seconds,
                    "cpu_seconds": taken.cpu_seconds,
                    "peak_mb": taken.peak_mb,
                }
            )
            _say(
                f"{persons:,}",
                f"{what} {bulk.ROWS:,} rows",
                f"{taken.seconds:.1f}",
                f"{taken.cpu_seconds:.1f}",
                "?" if taken.peak_mb is None else f"{taken.peak_mb:.0f}",
            )
    return {"lines": lines}


def _reports(sizes: list[int], asked: argparse.Namespace, work: Path) -> dict[str, Any]:
    _say("persons", "what", "seconds", "CPU s", "list ms", "paper s", "agrees")
    lines: list[dict[str, Any]] = []
    for persons in sizes:
        quarters = extracts.made_quarters(persons, FOLDER)
        office = extracts.Office(work / "office")
        helps = reports.stocked(office, quarters)
        for one in reports.taken(office.folder):
            lines.append({"persons": persons, "helps": helps, **asdict(one)})
            _say(
                f"{persons:,}",
                one.code,
                f"{one.seconds:.2f}",
                f"{one.cpu_seconds:.2f}",
                f"{one.list_ms:.0f}",
                f"{one.paper_seconds:.1f}",
                "yes" if one.agrees else "NO",
            )
        peers = {
            "pandas, R1 and R13": reports.with_pandas(quarters),
            "duckdb, R1 and R13": reports.with_duckdb(quarters),
            "workbook, 100,000 rows": reports.workbook_of_a_long_list(),
        }
        for what, peer in peers.items():
            if peer is None:
                print(f"{persons:>12,}  {what}: not installed")
                continue
            lines.append({"persons": persons, "what": what, **asdict(peer)})
            memory = "?" if peer.peak_mb is None else f"{peer.peak_mb:.0f} MB"
            _say(f"{persons:,}", what, f"{peer.seconds:.2f}", f"{peer.cpu_seconds:.2f}", memory)
    return {"lines": lines}


def _note(
    results: list[dict[str, Any]],
    persons: int,
    what: str,
    taken: Taken,
    peer: Taken,
    rows: int,
    size: float | None,
) -> None:
    line = {
        "persons": persons,
        "what": what,
        "seconds": taken.seconds,
        "ratio": taken.seconds / peer.seconds,
        "us_per_record": taken.seconds / rows * 1e6,
        "cpu_seconds": taken.cpu_seconds,
        "peak_mb": taken.peak_mb,
        "size_ratio": size,
    }
    results.append(line)
    _say(
        f"{persons:,}",
        what,
        f"{taken.seconds:.1f}",
        f"{line['ratio']:.2f}",
        f"{line['us_per_record']:.1f}",
        f"{taken.cpu_seconds:.1f}",
        "?" if taken.peak_mb is None else f"{taken.peak_mb:.0f}",
        "" if size is None else f"{size:.2f}",
    )


def _say(*cells: str) -> None:
    first, what, *rest = cells
    print(f"{first:>12}  {what:<22}" + "".join(f"{cell:>13}" for cell in rest), flush=True)


_WHAT = {
    "extracts": _extracts,
    "search": _search,
    "matching": _matching,
    "bulk": _bulk,
    "exchange": _exchange,
    "letters": _letters,
    "reports": _reports,
}


if __name__ == "__main__":
    raise SystemExit(main())
