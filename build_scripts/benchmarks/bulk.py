"""Recording a list of five thousand families of a kabupaten in one go: looked at first, then recorded."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path

from build_scripts.benchmarks.extracts import Office, Quarters
from build_scripts.benchmarks.measuring import Taken

ROWS = 5_000
_WHAT = (
    "--programme",
    "SEMBAKO",
    "--period",
    "2026-Q3",
    "--on",
    "2026-09-01",
    "--amount",
    "600000",
)


def a_list(quarters: Quarters, folder: Path, rows: int = ROWS) -> Path:
    """The cards of so many families of the first quarter, from all over it."""
    path = folder / f"bulk-{quarters.persons}.csv"
    families = quarters.first[0]
    with families.open(encoding="utf-8", newline="") as file:
        cards = [row["nomor_kartu_keluarga"] for row in csv.DictReader(file, delimiter="|")]
    stride = max(1, len(cards) // rows)
    path.write_text("kk\n" + "\n".join(islice(cards[::stride], rows)) + "\n", encoding="utf-8")
    return path


def previewed(office: Office, path: Path) -> Taken:
    """What it takes to say of every row what is found, the start of the program included."""
    return office.do("intervention", "record", str(path), "--preview", *_WHAT)


def recorded(office: Office, path: Path) -> Taken:
    """The same for recording them."""
    return office.do("intervention", "record", str(path), "--reason", "SK", *_WHAT)
