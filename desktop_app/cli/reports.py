"""``report list`` and ``report make``: counts that leave the program, saying where they come from."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.reports import make_report, report_kinds
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.errands import add_errand, errand_of
from desktop_app.cli.output import Answer, pairs, table
from desktop_app.domain.programme import FundSource
from desktop_app.domain.report import ReportAsk, ReportFormat
from desktop_app.language import tr
from desktop_app.words.format import number


def add(commands: Commands) -> None:
    """Add the commands about reports."""
    verbs = commands.group("report", tr("Counts and tables about the release in use."))
    verbs.add("list", tr("Every report that can be made."), _list)
    make = verbs.add("make", tr("Write one report to a file."), _make)
    make.add_argument("code", metavar=tr("CODE"), help=tr("A code that “report list” names."))
    make.add_argument(
        "--village",
        default="",
        metavar=tr("CODE"),
        help=tr("Only this desa or kecamatan; the office's own region if not given."),
    )
    make.add_argument(
        "--programme",
        default="",
        metavar=tr("CODE"),
        help=tr("Only this programme of the catalogue."),
    )
    make.add_argument(
        "--period",
        default="",
        metavar=tr("PERIOD"),
        help=tr("Only help for this year, quarter or month: 2026, 2026-Q3, 2026-07."),
    )
    make.add_argument(
        "--agency", default="", metavar=tr("TEXT"), help=tr("Only what this agency gives.")
    )
    make.add_argument(
        "--funds",
        default="",
        choices=["", *(source.value for source in FundSource)],
        help=tr("Only what is paid from this source."),
    )
    make.add_argument(
        "--cutoff",
        type=int,
        default=ReportAsk().cutoff,
        metavar=tr("DECILE"),
        help=tr("Families up to this decile should be reached; 4 if not given."),
    )
    make.add_argument(
        "--for-outsiders",
        action="store_true",
        help=tr("Hide numbers from 1 to 4, and whatever would bring them out."),
    )
    make.add_argument(
        "--format",
        required=True,
        choices=[form.value for form in ReportFormat],
        help=tr("The kind of file."),
    )
    make.add_argument(
        "--out", type=Path, required=True, metavar=tr("FILE"), help=tr("Where it goes.")
    )
    add_errand(make)


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


def _make(call: Call) -> Answer:
    made = make_report(
        call.office(),
        call.code,
        ReportFormat(call.format),
        call.out,
        errand=errand_of(call, may_be_unsaid=True),
        ask=ReportAsk(
            region=call.village,
            programme=call.programme.strip().upper(),
            period=call.period.strip().upper(),
            agency=call.agency.strip(),
            funds=call.funds,
            cutoff=call.cutoff,
            is_for_outsiders=call.for_outsiders,
        ),
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
