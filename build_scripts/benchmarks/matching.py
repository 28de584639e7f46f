"""Matching a list of ten thousand rows to a kabupaten, as an agency sends it.

A fifth of the rows each: everything right, no NIK, a slip in the NIK, a letter left out of the name and no NIK,
a name and nothing else. The names are invented from a thousand words, so that far more people share a name than
in a real kabupaten.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from build_scripts.benchmarks.extracts import Office, Quarters
from build_scripts.benchmarks.measuring import Taken

ROWS = 10_000
_HEADER = ("NIK", "NAMA", "TANGGAL LAHIR", "NO KK")
_Row = tuple[str, str, str, str]


def a_list(quarters: Quarters, folder: Path, rows: int = ROWS) -> Path:
    """A list of so many people of the first quarter, from all over it."""
    stride = max(1, quarters.persons // rows)
    path = folder / f"list-{quarters.persons}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_HEADER)
        people = islice(_people(quarters.first[1]), 0, None, stride)
        for at, person in enumerate(islice(people, rows)):
            writer.writerow(_WAYS[at % len(_WAYS)](person))
    return path


def matched(office: Office, path: Path) -> Taken:
    """What it takes to read, answer, keep and write the list, the start of the program included."""
    out = str(path.with_suffix(".xlsx"))
    return office.do("match", str(path), "--out", out, "--purpose", "ukur", "--recipient", "ukur")


def _people(members: Path) -> Iterator[_Row]:
    with members.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="|"):
            yield (
                row["nomor_induk_kependudukan"],
                row["nama"],
                row["tanggal_lahir"],
                row["nomor_kartu_keluarga"],
            )


def _slipped(person: _Row) -> _Row:
    nik, name, born, card = person
    return nik[:-2] + nik[-2:][::-1], name, born, card


def _misspelt(person: _Row) -> _Row:
    _, name, born, card = person
    return "", name[:-2] + name[-1:], born, card


_WAYS: tuple[Callable[[_Row], _Row], ...] = (
    lambda person: person,
    lambda person: ("", person[1], person[2], person[3]),
    _slipped,
    _misspelt,
    lambda person: ("", person[1], "", ""),
)
