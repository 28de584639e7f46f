"""``letter resume`` and ``runs``: letters by the hundred, gone on with after a stop."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.actions.letter_runs import (
    LetterRun,
    carry_on,
    letter_runs_of,
    run_of,
    write_run,
)
from desktop_app.actions.letters import IssuedFile
from desktop_app.actions.office import Office
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.letter_register import register_data
from desktop_app.cli.output import Answer, make_folder, paragraphs, table
from desktop_app.cli.usage import whole_number
from desktop_app.domain.letter_run import RunState
from desktop_app.errors import UserError
from desktop_app.language import tr, trn
from desktop_app.words.format import duration, moment, number
from desktop_app.words.letter_words import letter_file_name
from desktop_app.words.messages import sentence_for


def add_runs(verbs: Commands) -> None:
    """Add the verbs about runs of letters."""
    resume = verbs.add("resume", tr("Go on with a run of letters that was stopped."), _resume)
    resume.add_argument("run", metavar="RUN-ID", help=tr("As “letter runs” names it."))
    resume.add_argument(
        "--from-letter",
        type=whole_number,
        default=1,
        metavar="N",
        help=tr("Go on at this letter of the run, counted from 1."),
    )
    resume.add_argument(
        "--again", action="store_true", help=tr("Try those once more that were refused.")
    )
    resume.add_argument(
        "--out", type=Path, required=True, metavar=tr("FOLDER"), help=tr("Where the PDF files go.")
    )
    resume.add_argument("--one-file", action="store_true", help=tr("All letters in one PDF."))
    verbs.add("runs", tr("Runs of letters, the newest first."), _runs)


def go_on(
    call: Call,
    office: Office,
    run_id: str,
    began: float,
    *,
    from_place: int = 1,
    again: bool = False,
) -> Answer:
    """Write the letters of a run that wait, and the files of all of them."""
    with call.watched() as progress:
        run = carry_on(office, run_id, progress, from_place=from_place, is_again=again).value
    written, pages = list[Path](), 0
    if run.letter_ids:
        with call.watched() as progress:
            written, pages = write_run(
                office, run_id, call.out, letter_file_name, progress, is_one_file=call.one_file
            )
    failed = [
        refused_data(row.listed.row, row.listed.error)
        for row in run.rows
        if row.state is RunState.REFUSED and row.listed.error is not None
    ]
    return made_answer([], failed, written, pages, began, run=run)


def made_answer(
    issued: Sequence[IssuedFile],
    failed: list[dict[str, Any]],
    written: list[Path],
    pages: int,
    began: float,
    *,
    run: LetterRun | None = None,
) -> Answer:
    """What became of letters, as the commands print it."""
    seconds = time.perf_counter() - began
    made = run.line.issued if run else len(issued)
    data: dict[str, Any] = {
        "made": made,
        "failed": failed,
        "files": written,
        "pages": pages,
        "seconds": round(seconds, 2),
        "letters": [register_data(one.line) for one in issued]
        if run is None
        else [
            {"id": row.letter_id, "number": row.number, "row": row.listed.row}
            for row in run.rows
            if row.letter_id is not None
        ],
    }
    if run is not None:
        data |= {"run": run.line.id, "waiting": run.line.waiting}
    if len(written) == 1:
        data["file"] = written[0]
    return Answer(
        data,
        _made_text(made, failed, written, seconds),
        exit_code=1 if failed and not made else 0,
    )


def _resume(call: Call) -> Answer:
    began = time.perf_counter()
    office = call.office()
    run_of(office, call.run)
    make_folder(call.out)
    return go_on(call, office, call.run, began, from_place=call.from_letter, again=call.again)


def _runs(call: Call) -> Answer:
    runs = letter_runs_of(call.office())
    text = tr("No letters were written in a run.")
    if runs:
        text = table(
            [tr("Run"), tr("Begun"), tr("Kind"), tr("Letters"), tr("Issued"), tr("Refused")],
            [
                (
                    one.id,
                    moment(one.begun_at),
                    one.kind,
                    number(one.rows),
                    number(one.issued),
                    number(one.refused),
                )
                for one in runs
            ],
            right=(3, 4, 5),
        )
    return Answer(
        {
            "runs": [
                {
                    "run": one.id,
                    "kind": one.kind,
                    "begun_at": one.begun_at,
                    "letters": one.rows,
                    "issued": one.issued,
                    "refused": one.refused,
                    "waiting": one.waiting,
                }
                for one in runs
            ]
        },
        text,
    )


def refused_data(row: int, error: UserError) -> dict[str, Any]:
    """A row of a list without a letter, as the commands print it."""
    return {
        "row": row,
        "code": error.code.value,
        "facts": error.facts,
        "message": sentence_for(error).brief,
    }


def _made_text(
    made: int, failed: Sequence[dict[str, Any]], written: list[Path], seconds: float
) -> str:
    refused = ""
    if failed:
        refused = table(
            [tr("Row"), tr("Why there is no letter")],
            [(str(line["row"]), line["message"]) for line in failed],
            right=(0,),
        )
    return paragraphs(
        trn("{n} letter made in {time}.", "{n} letters made in {time}.", made).format(
            n=number(made), time=duration(seconds)
        ),
        "\n".join(str(path) for path in written),
        refused,
    )
