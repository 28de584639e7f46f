"""``extract compare``: one quarter against another."""

from __future__ import annotations

import time
from pathlib import Path

from desktop_app.actions.comparison import compare_releases, export_changes
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.domain.comparison import Comparison, Counts, DecileMove
from desktop_app.language import mark, tr
from desktop_app.words.format import number

_MOVES = {
    DecileMove.SAME: mark("Same decile"),
    DecileMove.SMALL: mark("Moved by up to 3"),
    DecileMove.SIGNIFICANT: mark("Moved by 4 to 6"),
    DecileMove.EXTREME: mark("Moved by 7 or more"),
    DecileMove.INCOMPLETE: mark("Without a decile in one of them"),
}


def add_compare(verbs: Commands) -> None:
    """Add the command to those about releases."""
    compare = verbs.add(
        "compare",
        tr("Say what changed between two releases; writes every change as CSV."),
        _compare,
    )
    compare.add_argument(
        "--from", dest="earlier", required=True, metavar=tr("LABEL"), help=tr("The earlier one.")
    )
    compare.add_argument(
        "--to", dest="later", required=True, metavar=tr("LABEL"), help=tr("The later one.")
    )
    compare.add_argument(
        "--out",
        type=Path,
        metavar="CHANGES.csv",
        help=tr("Where the changes go, with whole numbers; only counts if not given."),
    )


def _compare(call: Call) -> Answer:
    office = call.office()
    began = time.perf_counter()
    with call.watched() as progress:
        if call.out is None:
            found = compare_releases(office, call.earlier, call.later, progress)
        else:
            found = export_changes(office, call.earlier, call.later, call.out, progress).value
    return Answer(
        {
            "from": found.from_label,
            "to": found.to_label,
            "families": _counts(found.families),
            "persons": {**_counts(found.persons), "moved_family": found.persons.moved},
            "decile_moves": {move.value: found.decile_moves.get(move, 0) for move in DecileMove},
            "file": call.out,
            "seconds": round(time.perf_counter() - began, 2),
        },
        _text(found, call.out),
    )


def _counts(counts: Counts) -> dict[str, int]:
    return {"entered": counts.entered, "left": counts.left, "changed": counts.changed}


def _text(found: Comparison, target: Path | None) -> str:
    rows = [(tr("Families"), found.families), (tr("Persons"), found.persons)]
    return paragraphs(
        table(
            ["", tr("Entered"), tr("Left"), tr("Changed"), tr("Moved to another card")],
            [
                (
                    name,
                    number(counts.entered),
                    number(counts.left),
                    number(counts.changed),
                    number(counts.moved),
                )
                for name, counts in rows
            ],
            right=(1, 2, 3, 4),
        ),
        pairs((tr(_MOVES[move]), number(found.decile_moves.get(move, 0))) for move in DecileMove),
        tr("Changes: {file}").format(file=target) if target else "",
    )
