"""``report``: counts that leave the program saying where they come from, and whom they stand for."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.reports import PAGE, lines_behind, make_booklet, make_report, report_kinds
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.errands import add_errand, errand_of
from desktop_app.cli.numbers import numbers_of_list
from desktop_app.cli.output import Answer, pairs, table
from desktop_app.cli.usage import Parser, whole_number, whole_or_zero
from desktop_app.domain.letter import Paper
from desktop_app.domain.programme import FundSource
from desktop_app.domain.report import ReportAsk, ReportFormat
from desktop_app.language import tr
from desktop_app.words.format import number


def add(commands: Commands) -> None:
    """Add the commands about reports."""
    verbs = commands.group("report", tr("Counts and tables about the release in use."))
    verbs.add("list", tr("Every report that can be made."), _list)
    make = verbs.add("make", tr("Write one report to a file."), _make)
    _add_code(make)
    add_ask(make)
    make.add_argument(
        "--format",
        required=True,
        choices=[form.value for form in ReportFormat],
        help=tr("The kind of file."),
    )
    add_file(make)
    who = verbs.add("who", tr("Whom a number of a report stands for."), _who)
    _add_code(who)
    who.add_argument(
        "--column",
        required=True,
        metavar=tr("NAME"),
        help=tr("Which number, as the JSON of “report make” names it."),
    )
    who.add_argument(
        "--row",
        default="",
        metavar=tr("KEY"),
        help=tr("Only this row of a table that is not by desa, such as the decile before in R8."),
    )
    who.add_argument(
        "--start", type=whole_or_zero, default=0, metavar="N", help=tr("How many to pass over.")
    )
    who.add_argument(
        "--limit",
        type=whole_number,
        default=PAGE,
        metavar="N",
        help=tr("How many at most; {n} if not given.").format(n=PAGE),
    )
    add_ask(who)
    booklet = verbs.add(
        "booklet", tr("Several reports in one PDF with a cover and contents."), _booklet
    )
    booklet.add_argument(
        "codes",
        nargs="*",
        metavar=tr("CODE"),
        help=tr("Which reports; every one if none is given."),
    )
    add_ask(booklet)
    add_file(booklet)


def _add_code(command: Parser) -> None:
    command.add_argument("code", metavar=tr("CODE"), help=tr("A code that “report list” names."))


def add_ask(command: Parser) -> None:
    """What a report can be narrowed to."""
    command.add_argument(
        "--village",
        default="",
        metavar=tr("CODE"),
        help=tr("Only this desa or kecamatan; the office's own region if not given."),
    )
    command.add_argument(
        "--programme",
        default="",
        metavar=tr("CODE"),
        help=tr("Only this programme of the catalogue."),
    )
    command.add_argument(
        "--period",
        default="",
        metavar=tr("PERIOD"),
        help=tr("Only help for this year, quarter or month: 2026, 2026-Q3, 2026-07."),
    )
    command.add_argument(
        "--agency", default="", metavar=tr("TEXT"), help=tr("Only what this agency gives.")
    )
    command.add_argument(
        "--funds",
        default="",
        choices=[source.value for source in FundSource],
        help=tr("Only what is paid from this source."),
    )
    command.add_argument(
        "--cutoff",
        type=int,
        default=ReportAsk().cutoff,
        metavar=tr("DECILE"),
        help=tr("Families up to this decile should be reached; 4 if not given."),
    )
    command.add_argument(
        "--for-outsiders",
        action="store_true",
        help=tr("Hide numbers from 1 to 4, and whatever would bring them out."),
    )


def add_file(command: Parser) -> None:
    """Where a file goes, on which paper, what for and to whom."""
    command.add_argument(
        "--out", type=Path, required=True, metavar=tr("FILE"), help=tr("Where it goes.")
    )
    command.add_argument(
        "--paper",
        default=Paper.F4.code,
        choices=[paper.code for paper in Paper],
        help=tr("The sheet that a PDF is drawn for; F4 if not given."),
    )
    add_errand(command)


def ask_of(call: Call) -> ReportAsk:
    """What was asked with these options."""
    return ReportAsk(
        region=call.village,
        programme=call.programme.strip().upper(),
        period=call.period.strip().upper(),
        agency=call.agency.strip(),
        funds=call.funds,
        cutoff=call.cutoff,
        is_for_outsiders=call.for_outsiders,
    )


def _list(call: Call) -> Answer:
    kinds = report_kinds(call.office())
    return Answer(
        {
            "reports": [
                {"code": kind.code, "title": tr(kind.title), "about": tr(kind.about)}
                for kind in kinds
            ]
        },
        table(
            [tr("Code"), tr("Report"), tr("What it says")],
            [(kind.code, tr(kind.title), tr(kind.about)) for kind in kinds],
        ),
    )


def _who(call: Call) -> Answer:
    office = call.office()
    code = call.code.strip().upper()
    lines = lines_behind(
        office, code, ask_of(call), call.row, call.column, start=call.start, count=call.limit
    )
    numbers = numbers_of_list(call, office, f"report-{code}", len(lines))
    return Answer(
        {
            "report": code,
            "column": call.column,
            "start": call.start,
            "people": [
                {
                    "family_id": one.family_id,
                    "person_id": one.person_id,
                    "name": one.name,
                    "family_card_no": numbers.shown(one.family_card_no),
                    "national_id": numbers.shown(one.national_id),
                    "village": one.village,
                    "decile": one.decile,
                    "members": one.members,
                    "decile_before": one.before,
                    "programmes": one.programmes,
                }
                for one in lines
            ],
        },
        table(
            [tr("Family"), tr("Name"), tr("Card"), tr("Desa"), tr("Decile"), tr("Programmes")],
            [
                (
                    one.family_id,
                    one.name,
                    numbers.cell(one.family_card_no),
                    office.reference.regions.name_of(one.village) if one.village else "-",
                    "-" if one.decile is None else str(one.decile),
                    ", ".join(one.programmes) or "-",
                )
                for one in lines
            ],
        ),
    )


def _make(call: Call) -> Answer:
    office = call.office()
    with call.watched() as progress:
        made = make_report(
            office,
            call.code,
            ReportFormat(call.format),
            call.out,
            errand=errand_of(call, may_be_unsaid=True),
            ask=ask_of(call),
            paper=Paper.of(call.paper),
            progress=progress,
        ).value
    return Answer(
        {
            "report": made.kind.code,
            "release": made.release_label,
            "rows": made.rows,
            "totals": made.totals,
            "file": made.path,
        },
        pairs(
            [
                (tr("Report"), tr(made.kind.title)),
                (tr("Release"), made.release_label),
                (tr("Rows"), number(made.rows)),
                (tr("File"), str(made.path)),
            ]
        ),
    )


def _booklet(call: Call) -> Answer:
    office = call.office()
    with call.watched() as progress:
        made = make_booklet(
            office,
            call.codes,
            call.out,
            errand=errand_of(call, may_be_unsaid=True),
            ask=ask_of(call),
            paper=Paper.of(call.paper),
            progress=progress,
        ).value
    return Answer(
        {
            "reports": list(made.codes),
            "left_out": list(made.left_out),
            "pages": made.pages,
            "file": made.path,
        },
        pairs(
            [
                (tr("Reports"), ", ".join(made.codes)),
                (tr("Left out"), ", ".join(made.left_out) or "-"),
                (tr("Pages"), number(made.pages)),
                (tr("File"), str(made.path)),
            ]
        ),
    )
