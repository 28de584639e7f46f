"""``question``: what nobody foresaw, asked by its name or from a file, and answered as a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop_app.actions.questions import (
    delete_question,
    history_of_question,
    keep_question,
    question_book,
    rename_question,
    restore_question,
    saved_question,
)
from desktop_app.actions.reports import make_report, view_report
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.errands import add_errand, errand_of
from desktop_app.cli.output import Answer, pairs, table
from desktop_app.cli.usage import Parser, WrongUsage
from desktop_app.domain.letter import Paper
from desktop_app.domain.question import Question, operators_of, question_in
from desktop_app.domain.question_field import ASK_FIELDS
from desktop_app.domain.report import ASKED, ReportAsk, ReportFormat, ReportTable
from desktop_app.domain.saved_question import SavedQuestion
from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.language import current, tr
from desktop_app.words.format import moment, number
from desktop_app.words.reports import cell_words, controls_words, label_words

_LARGEST_FILE = 100_000


def add(commands: Commands) -> None:
    """Add the commands about questions."""
    verbs = commands.group("question", tr("Ask about the release in use what no report says."))
    verbs.add("list", tr("Every question that is kept here, and those to begin with."), _list)
    verbs.add("fields", tr("What can be asked about, how, and with which values."), _fields)
    show = verbs.add("show", tr("One kept question as JSON, and when it was changed."), _show)
    _add_name(show)
    save = verbs.add("save", tr("Keep the question of a JSON file under a name."), _save)
    save.add_argument("file", type=Path, metavar=tr("FILE"), help=tr("The JSON file."))
    save.add_argument("--name", required=True, metavar=tr("NAME"), help=tr("What it is called."))
    save.add_argument(
        "--replace", action="store_true", help=tr("Put it in the place of one of the same name.")
    )
    rename = verbs.add("rename", tr("Call a question otherwise."), _rename)
    _add_name(rename)
    rename.add_argument("new_name", metavar=tr("NEW"), help=tr("Its new name."))
    _add_name(verbs.add("delete", tr("Take a question out of the lists."), _delete))
    restore = verbs.add("restore", tr("Bring a deleted question back."), _restore)
    restore.add_argument(
        "id", metavar="ID", help=tr("The id that “question delete” or the log of deeds names.")
    )
    run = verbs.add(
        "run",
        tr("Answer a question: on the screen, or as a file with --out."),
        _run,
        epilog=tr(
            "A kept question is a report as well: “report who”, “report make” and “report booklet” "
            "take its code."
        ),
    )
    run.add_argument(
        "name", nargs="?", default="", metavar=tr("NAME"), help=tr("Its name or its code.")
    )
    run.add_argument("--file", type=Path, metavar=tr("FILE"), help=tr("Or a question as JSON."))
    run.add_argument(
        "--village",
        default="",
        metavar=tr("CODE"),
        help=tr("Only this desa or kecamatan; the office's own region if not given."),
    )
    run.add_argument(
        "--for-outsiders",
        action="store_true",
        help=tr("Hide numbers from 1 to 4, and whatever would bring them out."),
    )
    run.add_argument("--out", type=Path, metavar=tr("FILE"), help=tr("Where it goes."))
    run.add_argument(
        "--format",
        default=ReportFormat.XLSX.value,
        choices=[form.value for form in ReportFormat],
        help=tr("The kind of file."),
    )
    run.add_argument(
        "--paper",
        default=Paper.F4.code,
        choices=[paper.code for paper in Paper],
        help=tr("The sheet that a PDF is drawn for; F4 if not given."),
    )
    add_errand(run)


def _add_name(command: Parser) -> None:
    command.add_argument("name", metavar=tr("NAME"), help=tr("Its name or its code."))


def _list(call: Call) -> Answer:
    office = call.office()
    book = question_book(office)
    regions = office.reference.regions
    data = {
        "questions": [_data(one) for one in book.saved],
        "ready": [
            {"name": one.name(current()), "question": one.question.as_data()} for one in book.ready
        ],
    }
    rows = [
        (one.code, one.name, regions.name_of(one.region), moment(one.kept_at)) for one in book.saved
    ]
    ready = [("-", one.name(current()), tr("to begin with"), "-") for one in book.ready]
    return Answer(
        data, table([tr("Code"), tr("Question"), tr("Kept by"), tr("Saved at")], [*rows, *ready])
    )


def _fields(call: Call) -> Answer:
    words = question_book(call.office()).words
    return Answer(
        {
            "fields": [
                {
                    "name": one.name,
                    "label": words.label(one),
                    "type": one.type.value,
                    "unit": one.unit.value,
                    "operators": [operator.value for operator in operators_of(one)],
                    "may_group": one.may_group,
                    "is_sensitive": one.is_sensitive,
                    "values": {str(value): said for value, said in words.values(one)},
                }
                for one in ASK_FIELDS
            ]
        },
        table(
            [tr("Field"), tr("Meaning"), tr("Compared")],
            [
                (one.name, words.label(one), " ".join(at.value for at in operators_of(one)))
                for one in ASK_FIELDS
            ],
        ),
    )


def _show(call: Call) -> Answer:
    office = call.office()
    kept = saved_question(office, call.name)
    history = history_of_question(office, call.name)
    data = _data(kept) | {
        "history": [
            {"name": one.name, "kept_at": one.kept_at, "is_deleted": one.is_deleted}
            for one in history
        ]
    }
    return Answer(data, kept.text)


def _save(call: Call) -> Answer:
    question = _question_of(call.file)
    kept = keep_question(call.office(), call.name, question, replaces=call.replace).value
    return Answer(_data(kept), tr("The question “{name}” was saved.").format(name=kept.name))


def _rename(call: Call) -> Answer:
    kept = rename_question(call.office(), call.name, call.new_name).value
    return Answer(_data(kept), tr("The question is called “{name}” now.").format(name=kept.name))


def _delete(call: Call) -> Answer:
    gone = delete_question(call.office(), call.name).value
    return Answer(
        {"deleted": gone.name, "id": gone.id},
        tr("The question “{name}” was deleted. “question restore {id}” brings it back.").format(
            name=gone.name, id=gone.id
        ),
    )


def _restore(call: Call) -> Answer:
    kept = restore_question(call.office(), call.id).value
    return Answer(_data(kept), tr("The question “{name}” is back.").format(name=kept.name))


def _run(call: Call) -> Answer:
    if bool(call.name) == (call.file is not None):
        raise WrongUsage(tr("Give the name of a question, or a file with --file."))
    office = call.office()
    question = _question_of(call.file) if call.file is not None else None
    code = ASKED if question else saved_question(office, call.name).code
    ask = ReportAsk(region=call.village, is_for_outsiders=call.for_outsiders, question=question)
    if call.out is not None:
        made = make_report(
            office,
            code,
            ReportFormat(call.format),
            call.out,
            errand=errand_of(call, may_be_unsaid=True),
            ask=ask,
            paper=Paper.of(call.paper),
        ).value
        return Answer(
            {"report": code, "rows": made.rows, "totals": made.totals, "file": made.path},
            pairs([(tr("Rows"), number(made.rows)), (tr("File"), str(made.path))]),
        )
    view = view_report(office, code, ask)
    columns = [column.code for column in view.table.columns]
    data = {
        "report": code,
        "release": view.release.label,
        "rows": [dict(zip(columns, row, strict=True)) for row in view.table.rows],
        "totals": view.table.totals,
    }
    said = f"{tr(view.table.kind.about)}\n\n{_printed(view.table)}\n{controls_words(view.controls)}"
    return Answer(data, said)


def _printed(answer: ReportTable) -> str:
    rows = []
    for row, level in zip(answer.rows, answer.levels, strict=True):
        words = [
            label_words(cell, level, of=str(row[1] or ""), is_first=at == 1)
            if at and not column.is_number
            else cell_words(cell, column)
            for at, (cell, column) in enumerate(zip(row, answer.columns, strict=True))
        ]
        rows.append(tuple(words))
    right = tuple(at for at, column in enumerate(answer.columns) if column.is_number)
    return table([tr(column.heading) for column in answer.columns], rows, right=right)


def _data(kept: SavedQuestion) -> dict[str, Any]:
    return {
        "id": kept.id,
        "code": kept.code,
        "name": kept.name,
        "region": kept.region,
        "kept_at": kept.kept_at,
        "question": json.loads(kept.text),
    }


def _question_of(path: Path) -> Question:
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise machine_error(error, name=path.name) from error
    try:
        return question_in(raw[:_LARGEST_FILE].decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UserError(Code.QUESTION_FAULTY, part="utf-8") from error
