"""``intervention list`` and ``export``: the records that are wanted, with what they add up to."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from desktop_app.actions.intervention_export import export_interventions
from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.lookups import totals_of_interventions
from desktop_app.actions.office import Office
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.errands import add_errand, errand_of
from desktop_app.cli.intervention_steps import intervention_data
from desktop_app.cli.numbers import Numbers, numbers_of_list
from desktop_app.cli.output import Answer, paragraphs, table
from desktop_app.cli.usage import Parser, whole_number
from desktop_app.domain.dates import parse_date
from desktop_app.domain.intervention import AidFilter, InterventionLine
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.language import tr
from desktop_app.words.aid import given_words, period_words, status_names, status_words
from desktop_app.words.format import date_short, money, number


def add_to(verbs: Commands) -> None:
    """Add the commands that list records."""
    lines = verbs.add("list", tr("The newest first."), _list)
    _add_filter(lines)
    lines.add_argument(
        "--limit",
        type=whole_number,
        default=500,
        metavar="N",
        help=tr("How many at most; {n} if not given.").format(n=500),
    )
    export = verbs.add("export", tr("Write the list as a workbook, cards masked."), _export)
    _add_filter(export)
    export.add_argument(
        "--out", type=Path, required=True, metavar=tr("FILE"), help=tr("Where it goes.")
    )
    add_errand(export)


def _add_filter(parser: Parser) -> None:
    parser.add_argument("--programme", default="", metavar=tr("CODE"), help=tr("Only of this one."))
    parser.add_argument(
        "--village", default="", metavar=tr("CODE"), help=tr("Only in this desa or kecamatan.")
    )
    parser.add_argument(
        "--status",
        action="append",
        choices=[status.value for status in InterventionStatus],
        default=[],
        help=tr("Only in this state; may be repeated."),
    )
    parser.add_argument(
        "--period",
        default="",
        metavar=tr("PERIOD"),
        help=tr("Only of this period and those within it."),
    )
    for option, about in (
        ("--since", tr("Only in their state since this day or later.")),
        ("--until", tr("Only in their state since this day or earlier.")),
    ):
        parser.add_argument(option, default="", metavar=tr("DATE"), help=about)
    parser.add_argument("--of-list", default="", metavar="ID", help=tr("Only of this list."))
    parser.add_argument(
        "--needs-decision",
        action="store_true",
        help=tr("Only those with two values, or counted already under another record."),
    )


def _filter(call: Call, office: Office) -> AidFilter:
    return AidFilter(
        programme=call.programme.upper(),
        village=office.reference.regions.parse(call.village) if call.village else "",
        statuses=frozenset(InterventionStatus(one) for one in call.status),
        period=call.period,
        since=parse_date(call.since) if call.since else None,
        until=parse_date(call.until) if call.until else None,
        list_id=call.of_list,
        needs_decision=call.needs_decision,
    )


def _export(call: Call) -> Answer:
    office = call.office()
    rows = export_interventions(
        office,
        call.out,
        errand=errand_of(call),
        statuses=status_names(),
        wanted=_filter(call, office),
    ).value
    return Answer(
        {"rows": rows, "file": call.out},
        tr("The list was saved as {name}.").format(name=call.out.name),
    )


def _list(call: Call) -> Answer:
    office = call.office()
    wanted = _filter(call, office)
    lines = interventions_of(office, wanted, limit=call.limit)
    totals = totals_of_interventions(office, wanted)
    numbers = numbers_of_list(call, office, "interventions", len(lines))
    text = tr("No aid recorded.")
    if lines:
        text = paragraphs(
            table(
                [
                    tr("Since"),
                    tr("Programme"),
                    tr("Period"),
                    tr("What was given"),
                    tr("To"),
                    "KK",
                    tr("Status"),
                    "ID",
                ],
                [_row(line, numbers) for line in lines],
                right=(3,),
            ),
            tr("{records} records, {families} families, given {rupiah}.").format(
                records=number(totals.records),
                families=number(totals.families),
                rupiah=money(totals.rupiah),
            ),
        )
    return Answer(
        {
            "interventions": [intervention_data(line, numbers) for line in lines],
            "totals": asdict(totals),
        },
        text,
    )


def _row(line: InterventionLine, numbers: Numbers) -> tuple[str, ...]:
    record = line.intervention
    return (
        date_short(record.status_on),
        record.programme,
        period_words(record.period),
        given_words(record) or "-",
        record.subject.name,
        numbers.cell(record.subject.family_card_no),
        tr("void") if record.is_void else status_words(record.status),
        record.id,
    )
