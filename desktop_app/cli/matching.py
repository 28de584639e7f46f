"""``match``: a list of somebody else's, each row looked for among the people of the release in use."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from desktop_app.actions.matching import (
    export_match,
    forget_match,
    match_list,
    matched_list,
    matched_lists,
    preview_list,
)
from desktop_app.actions.office import Office
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.errands import add_errand, errand_of
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.cli.usage import WrongUsage
from desktop_app.domain.match_list import ListFact, MatchCounts, MatchedList
from desktop_app.language import tr
from desktop_app.words.format import moment, number
from desktop_app.words.match_words import FACTS, everything_said


def add(commands: Commands) -> None:
    """Add the command that matches lists."""
    match = commands.add(
        "match",
        tr("Look for each row of somebody's list (Excel, CSV, ODS) among the people of DTSEN."),
        _match,
        epilog=tr(
            "Each row is found by NIK, found by name, birth date and place, doubtful, or not in "
            "DTSEN. Doubtful rows are never decided by the program: the list is kept in the office, "
            "to be decided in its window and written again with --kept."
        ),
    )
    match.add_argument("file", nargs="?", type=Path, metavar=tr("FILE"), help=tr("The list."))
    match.add_argument(
        "--out", type=Path, metavar="OUT.xlsx", help=tr("Where the result goes, as a workbook.")
    )
    match.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="WHAT=HEADER",
        help=tr("Which column is what, if it is not found: {facts}.").format(
            facts=", ".join(fact.value for fact in ListFact)
        ),
    )
    match.add_argument(
        "--village",
        default="",
        metavar=tr("CODE"),
        help=tr("The desa or kecamatan of rows that name none."),
    )
    add_errand(match)
    match.add_argument(
        "--kept", metavar="ID", help=tr("Write a list that was matched before, as decided by now.")
    )
    match.add_argument("--list", action="store_true", help=tr("Show the lists that are kept."))
    match.add_argument("--forget", metavar="ID", help=tr("Remove a list that is kept."))


def _match(call: Call) -> Answer:
    asked = [bool(call.file), bool(call.kept), bool(call.list), bool(call.forget)]
    if sum(asked) != 1:
        raise WrongUsage(tr("Give a file, --kept, --list or --forget: one of them."))
    if (call.file or call.kept) and call.out is None:
        raise WrongUsage(tr("Say where the result goes: --out OUT.xlsx."))
    if call.list:
        return _kept(matched_lists(call.office()))
    if call.forget:
        forget_match(call.office(), call.forget)
        return Answer({"forgotten": call.forget}, tr("The list was removed."))
    chosen = dict(map(_column, call.column))
    office, began = call.office(), time.perf_counter()
    if call.kept:
        matched = matched_list(office, call.kept)
    else:
        look = preview_list(office, call.file, {header: fact for fact, header in chosen.items()})
        _require_columns(chosen, [column.header for column in look.columns])
        with call.watched() as progress:
            matched = match_list(office, look, progress, village=call.village).value
    return _written(call, office, matched, began)


def _written(call: Call, office: Office, matched: MatchedList, began: float) -> Answer:
    export_match(
        office,
        matched.id,
        call.out,
        errand=errand_of(call, may_be_unsaid=True),
        said=everything_said(),
    )
    columns = [(column.header, column.fact) for column in matched.columns if column.fact]
    return Answer(
        {
            "match_id": matched.id,
            "release": matched.release_label,
            "columns": {fact.value: header for header, fact in columns},
            **_counts(matched.counts),
            "file": call.out,
            "seconds": round(time.perf_counter() - began, 2),
        },
        paragraphs(
            pairs(
                [
                    (tr("Rows"), number(matched.counts.rows)),
                    (tr("Found by NIK"), number(matched.counts.found_by_number)),
                    (
                        tr("Found by name, birth date and place"),
                        number(matched.counts.found_by_name),
                    ),
                    (tr("Doubtful"), number(matched.counts.doubtful)),
                    (tr("Of these to decide"), number(matched.counts.waiting)),
                    (tr("Not in DTSEN"), number(matched.counts.not_found)),
                    (tr("Twice in the list"), number(matched.counts.twice)),
                    (tr("NIK unreadable"), number(matched.counts.unreadable)),
                ]
            ),
            pairs((header, tr(FACTS[fact])) for header, fact in columns if fact),
            tr("Result: {file}").format(file=call.out),
        ),
    )


def _counts(counts: MatchCounts) -> dict[str, int]:
    return {
        "rows": counts.rows,
        "found": counts.found,
        "doubtful": counts.doubtful,
        "not_found": counts.not_found,
        "found_by_nik": counts.found_by_number,
        "found_by_name": counts.found_by_name,
        "decided": counts.chosen + counts.refused,
        "to_decide": counts.waiting,
        "twice": counts.twice,
        "nik_unreadable": counts.unreadable,
    }


def _kept(lists: list[MatchedList]) -> Answer:
    data: list[dict[str, Any]] = [
        {
            "match_id": one.id,
            "name": one.name,
            "release": one.release_label,
            "made_at": one.made_at,
            "made_by": one.made_by_name,
            **_counts(one.counts),
        }
        for one in lists
    ]
    if not lists:
        return Answer({"matches": data}, tr("No list is kept."))
    return Answer(
        {"matches": data},
        table(
            [
                tr("List"), tr("Release"), tr("Made at"), tr("Rows"), tr("Found"),
                tr("To decide"), tr("Not in DTSEN"), "ID",
            ],
            [
                (
                    one.name, one.release_label, moment(one.made_at), number(one.counts.rows),
                    number(one.counts.found), number(one.counts.waiting),
                    number(one.counts.not_found), one.id,
                )
                for one in lists
            ],
            right=(3, 4, 5, 6),
        ),
    )  # fmt: skip


def _column(text: str) -> tuple[ListFact, str]:
    word, separator, header = text.partition("=")
    known = {fact.value: fact for fact in ListFact}
    if not separator or word.strip() not in known:
        raise WrongUsage(
            tr("--column wants WHAT=HEADER, WHAT one of {facts}.").format(facts=", ".join(known))
        )
    return known[word.strip()], header.strip()


def _require_columns(chosen: dict[ListFact, str], headers: list[str]) -> None:
    missing = [header for header in chosen.values() if header not in headers]
    if missing:
        raise WrongUsage(
            tr("The list has no column “{column}”. It has: {columns}.").format(
                column=missing[0], columns=", ".join(headers)
            )
        )
