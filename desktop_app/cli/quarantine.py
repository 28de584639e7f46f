"""``extract quarantine``, ``admit``, ``withdraw``: refused rows, mended by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop_app.actions.office import Office
from desktop_app.actions.quarantine import (
    Cells,
    admit_row,
    judge_mended_rows,
    open_refused_row,
    refused_rows_of,
    split_refused_text,
    withdraw_row,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.numbers import Numbers, numbers_of_list
from desktop_app.cli.output import Answer, paragraphs, table
from desktop_app.cli.usage import Parser, WrongUsage
from desktop_app.domain.quarantine import Opinion, RefusedRow
from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.language import tr, trn
from desktop_app.words.format import number
from desktop_app.words.problems import kind_words
from desktop_app.words.quarantine_words import became_words

_SHOWN = 60
_PAGE = 10_000


def add_quarantine(verbs: Commands) -> None:
    """Add the commands about refused rows to those about releases."""
    listed = verbs.add(
        "quarantine", tr("The refused rows of a release, and what was made of each."), _list
    )
    listed.add_argument("label", metavar=tr("LABEL"), help=tr("What the release is called."))
    admit = verbs.add(
        "admit",
        tr("Admit a refused row that was mended; the refused one is kept."),
        _admit,
        epilog=tr(
            "Cells are a JSON object of headers and cells that changes some of them, or a list of all "
            "cells in the order of the file; a list of lists makes several rows of one."
        ),
    )
    _add_place(admit)
    mended = admit.add_mutually_exclusive_group()
    mended.add_argument(
        "--cells", type=Path, metavar="FILE.json", help=tr("The mended cells, as JSON.")
    )
    mended.add_argument(
        "--raw-file",
        type=Path,
        metavar=tr("FILE"),
        help=tr("The mended raw text, read with the separator of the file it came from."),
    )
    admit.add_argument(
        "--try",
        dest="is_trial",
        action="store_true",
        help=tr("Only say what would be noticed; writes nothing."),
    )
    admit.add_argument(
        "--reason", default="", metavar=tr("TEXT"), help=tr("Why the row is admitted; it is kept.")
    )
    withdraw = verbs.add(
        "withdraw", tr("Take an admitted row out of its release again."), _withdraw
    )
    _add_place(withdraw)
    withdraw.add_argument(
        "--reason", required=True, metavar=tr("TEXT"), help=tr("Why it is taken out; it is kept.")
    )


def _add_place(parser: Parser) -> None:
    parser.add_argument("label", metavar=tr("LABEL"), help=tr("What the release is called."))
    parser.add_argument(
        "--file",
        type=int,
        required=True,
        metavar="N",
        help=tr("Which file of the release, from 1, as the list of refused rows says."),
    )
    parser.add_argument(
        "--row", type=int, required=True, metavar="N", help=tr("The row, as a spreadsheet counts.")
    )


def _list(call: Call) -> Answer:
    office = call.office()
    rows: list[RefusedRow] = []
    while page := refused_rows_of(office, call.label, limit=_PAGE, after=len(rows)):
        rows += page
    numbers = numbers_of_list(call, office, "quarantine", len(rows))
    admitted = sum(one.admission is not None for one in rows)
    text = tr("{refused} refused, {admitted} of them admitted by hand.").format(
        refused=trn("{n} row", "{n} rows", len(rows)).format(n=number(len(rows))),
        admitted=number(admitted),
    )
    data = {
        "label": call.label,
        "refused": [_data(one, numbers) for one in rows],
        "admitted": admitted,
    }
    return Answer(data, paragraphs(_table(rows, numbers) if rows else "", text))


def _data(one: RefusedRow, numbers: Numbers) -> dict[str, Any]:
    problem = one.problem
    return {
        "file": problem.file + 1,
        "file_name": one.file_name,
        "row": problem.row,
        "line": problem.line,
        "entity": problem.entity,
        "kind": problem.kind.value,
        "raw": numbers.text(problem.raw),
        "is_admitted": one.admission is not None,
        "admissions": [
            {
                "id": made.id,
                "mended": [[numbers.text(cell) for cell in cells] for cells in made.mended],
                "family_ids": made.family_ids,
                "person_ids": made.person_ids,
                "admitted_at": made.admitted.at,
                "admitted_by": made.admitted.by,
                "reason": made.admitted.reason,
                "withdrawn_at": made.withdrawn and made.withdrawn.at,
                "withdrawn_by": made.withdrawn and made.withdrawn.by,
                "withdrawn_reason": made.withdrawn and made.withdrawn.reason,
            }
            for made in one.admissions
        ],
    }


def _table(rows: list[RefusedRow], numbers: Numbers) -> str:
    return table(
        [tr("File"), tr("Row"), tr("Problem"), tr("What became of it"), tr("As it stood")],
        [
            (
                f"{one.problem.file + 1} {one.file_name}",
                number(one.problem.row),
                kind_words(one.problem.kind),
                became_words(one),
                " ".join(numbers.text(one.problem.raw).split())[:_SHOWN],
            )
            for one in rows
        ],
        right=(1,),
    )


def _admit(call: Call) -> Answer:
    office = call.office()
    at = call.file - 1
    cells = _cells(call, office, at)
    if call.is_trial:
        opinions = judge_mended_rows(office, call.label, at, call.row, cells)
        return _trial(opinions)
    done = admit_row(office, call.label, at, call.row, cells, reason=call.reason).value
    kinds = [kind.value for kind in done.problems]
    data = {
        "admission": done.admission.id,
        "family_ids": done.admission.family_ids,
        "person_ids": done.admission.person_ids,
        "problems": kinds,
    }
    said = tr("Row {row} was admitted and can be found.").format(row=number(call.row))
    noticed = "\n".join(kind_words(kind) for kind in done.problems)
    return Answer(data, paragraphs(said, noticed))


def _trial(opinions: tuple[Opinion, ...]) -> Answer:
    rows = [
        {
            "refused": one.judged.refused and one.judged.refused.value,
            "problems": [
                {"column": problem.column, "kind": problem.kind.value}
                for problem in one.judged.problems
            ],
            "has_family": one.around.has_family,
            "is_number_taken": one.around.is_number_taken,
            "is_card_taken": one.around.is_card_taken,
            "is_there_already": one.around.is_there_already,
        }
        for one in opinions
    ]
    lines = [
        f"{problem.column or tr('whole row')}: {kind_words(problem.kind)}"
        for one in opinions
        for problem in one.judged.problems
    ]
    return Answer(
        {"rows": rows}, "\n".join(lines) or tr("Nothing odd was found; it can be admitted.")
    )


def _cells(call: Call, office: Office, at: int) -> Cells:
    """The rows as they were mended; as they align by themselves where nothing was said."""
    if call.raw_file is not None:
        return split_refused_text(office, call.label, at, _text(call.raw_file))
    mending = open_refused_row(office, call.label, at, call.row)
    if call.cells is None:
        return mending.cells
    try:
        given = json.loads(_text(call.cells))
    except ValueError as error:
        raise UserError(Code.FILE_UNREADABLE, name=call.cells.name) from error
    if isinstance(given, dict):
        row = list(mending.cells[0])
        for header, cell in given.items():
            if header not in mending.headers:
                raise UserError(Code.COLUMN_MISSING, column=header)
            row[mending.headers.index(header)] = str(cell)
        return [row]
    if isinstance(given, list) and given:
        rows = given if isinstance(given[0], list) else [given]
        return [[str(cell) for cell in row] for row in rows]
    raise WrongUsage(tr("The file of cells is neither an object nor a list."))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise machine_error(error, name=path.name) from error


def _withdraw(call: Call) -> Answer:
    withdrawn = withdraw_row(
        call.office(), call.label, call.file - 1, call.row, reason=call.reason
    ).value
    said = tr("Row {row} was taken out again; it stays in quarantine.").format(row=number(call.row))
    return Answer({"withdrawn": withdrawn.id}, said)
