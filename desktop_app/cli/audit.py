"""``audit verify|list|export|use|ropa``: the log of who did what."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from desktop_app.actions.accounts import accounts_of
from desktop_app.actions.audit import (
    USE_DAYS,
    AuditFilter,
    audit_lines,
    export_audit,
    export_use,
    moments_of,
    use_report,
    verify_audit,
)
from desktop_app.actions.office import Office
from desktop_app.actions.processing import (
    RECORD_DAYS,
    export_processing,
    processing_record,
)
from desktop_app.cli.call import Call, typed_day
from desktop_app.cli.commands import Commands
from desktop_app.cli.errands import add_errand, errand_of
from desktop_app.cli.output import Answer, table
from desktop_app.cli.usage import Parser, WrongUsage, whole_number
from desktop_app.domain.audit_deed import DeedClass, deeds_of
from desktop_app.language import tr
from desktop_app.words.audit import all_words, class_words, deed_name, facts_words
from desktop_app.words.format import moment, number
from desktop_app.words.processing import activity_words, all_activities

_MACHINE = 3


def add(commands: Commands) -> None:
    """Add the commands about the audit log."""
    verbs = commands.group("audit", tr("The log of who did what."))
    verbs.add("verify", tr("Check that no line was changed, removed or put in."), _verify)
    lines = verbs.add("list", tr("The newest lines first."), _list)
    _add_filter(lines)
    lines.add_argument(
        "--limit",
        type=whole_number,
        default=200,
        metavar="N",
        help=tr("How many at most; {n} if not given.").format(n=200),
    )
    export = verbs.add("export", tr("Write the log as a workbook."), _export)
    _add_filter(export)
    use = verbs.add("use", tr("What was done with the data: the report of use."), _use)
    _add_days(use)
    ropa = verbs.add(
        "ropa", tr("The record of processing (ROPA): what was processed, why and for whom."), _ropa
    )
    _add_days(ropa)
    for verb in (export, use, ropa):
        verb.add_argument("--out", type=Path, metavar=tr("FILE"), help=tr("Where it goes."))
        add_errand(verb)


def _add_filter(parser: Parser) -> None:
    parser.add_argument("--by", default="", metavar=tr("NAME"), help=tr("Only of this user."))
    parser.add_argument(
        "--class",
        dest="kind",
        choices=[kind.value for kind in DeedClass],
        help=tr("Only deeds of this class."),
    )
    parser.add_argument("--subject", default="", metavar="ID", help=tr("Only about this record."))
    _add_days(parser)


def _add_days(parser: Parser) -> None:
    parser.add_argument("--since", default="", metavar=tr("DATE"), help=tr("From this day on."))
    parser.add_argument("--until", default="", metavar=tr("DATE"), help=tr("Up to this day."))


def _days(call: Call, office: Office, usual: int) -> tuple[date, date]:
    """The first and the last day that were asked for; `usual` many until today if none was."""
    until = typed_day(call.until, "until") if call.until else office.today()
    if call.since:
        return typed_day(call.since, "since"), until
    return until - timedelta(days=usual - 1), until


def _filter(call: Call, office: Office) -> AuditFilter:
    since, until = moments_of(
        typed_day(call.since, "since") if call.since else None,
        typed_day(call.until, "until") if call.until else None,
    )
    by = next((one.id for one in accounts_of(office) if one.name == call.by), call.by)
    deeds = frozenset(deeds_of(DeedClass(call.kind))) if call.kind else frozenset[str]()
    return AuditFilter(by, deeds, call.subject, since, until)


def _verify(call: Call) -> Answer:
    verdict = verify_audit(call.office())
    if verdict.is_ok:
        text = tr("All {n} lines of the log stand as they were written.")
    else:
        text = tr("The log was changed: line {first_bad} is the first that does not fit.")
    return Answer(
        {
            "entries": verdict.entries,
            "ok": verdict.is_ok,
            "first_bad": verdict.first_bad,
            "head": verdict.head,
        },
        text.format(n=number(verdict.entries), first_bad=verdict.first_bad),
        exit_code=0 if verdict.is_ok else _MACHINE,
    )


def _list(call: Call) -> Answer:
    office = call.office()
    names = {account.id: account.name for account in accounts_of(office)}
    lines = audit_lines(office, _filter(call, office), newest=call.limit)
    return Answer(
        {
            "entries": [
                {
                    "number": line.number,
                    "at": line.at,
                    "user": names.get(line.user_id, line.user_id),
                    "deed": line.deed,
                    "subject": line.subject,
                    "facts": dict(line.facts),
                }
                for line in lines
            ]
        },
        table(
            ["#", tr("When"), tr("User"), tr("Deed"), tr("Subject"), tr("Facts")],
            [
                (
                    number(line.number),
                    moment(line.at),
                    names.get(line.user_id, line.user_id),
                    deed_name(line.deed),
                    line.subject,
                    facts_words(line.facts),
                )
                for line in lines
            ],
            right=(0,),
        ),
    )


def _export(call: Call) -> Answer:
    if call.out is None:
        raise WrongUsage(tr("These are missing: {names}.").format(names="--out"))
    office = call.office()
    rows = export_audit(
        office, call.out, _filter(call, office), errand=errand_of(call), words=all_words()
    ).value
    return Answer(
        {"rows": rows, "file": call.out},
        tr("The list was saved as {name}.").format(name=call.out.name),
    )


def _use(call: Call) -> Answer:
    office = call.office()
    since, until = _days(call, office, USE_DAYS)
    if call.out is not None:
        rows = export_use(
            office, call.out, since, until, errand=errand_of(call), words=all_words()
        ).value
        return Answer(
            {"rows": rows, "file": call.out},
            tr("The list was saved as {name}.").format(name=call.out.name),
        )
    report = use_report(office, since, until)
    return Answer(
        {
            "since": report.since,
            "until": report.until,
            "lines": [
                {
                    "class": line.kind.value if line.kind else None,
                    "deed": line.deed,
                    "times": line.times,
                    "people": line.people,
                    "rows": line.rows,
                    "purposes": list(line.purposes),
                }
                for line in report.lines
            ],
        },
        table(
            [tr("Class"), tr("Deed"), tr("Times"), tr("People"), tr("Rows given out")],
            [
                (
                    class_words(line.kind) if line.kind else "",
                    deed_name(line.deed),
                    number(line.times),
                    number(line.people),
                    number(line.rows),
                )
                for line in report.lines
            ],
            right=(2, 3, 4),
        ),
    )


def _ropa(call: Call) -> Answer:
    office = call.office()
    since, until = _days(call, office, RECORD_DAYS)
    if call.out is not None:
        rows = export_processing(
            office, call.out, since, until, errand=errand_of(call), words=all_activities()
        ).value
        return Answer(
            {"rows": rows, "file": call.out},
            tr("The list was saved as {name}.").format(name=call.out.name),
        )
    lines = processing_record(office, since, until)
    return Answer(
        {
            "since": since,
            "until": until,
            "activities": [
                {
                    "activity": line.activity.value,
                    "times": line.times,
                    "people": line.people,
                    "rows": line.rows,
                    "first_at": line.first_at,
                    "last_at": line.last_at,
                    "purposes": list(line.purposes),
                    "recipients": list(line.recipients),
                }
                for line in lines
            ],
        },
        table(
            [tr("Activity"), tr("Legal basis"), tr("Times"), tr("People"), tr("Rows given out")],
            [
                (
                    activity_words(line.activity).name,
                    activity_words(line.activity).basis,
                    number(line.times),
                    number(line.people),
                    number(line.rows),
                )
                for line in lines
            ],
            right=(2, 3, 4),
        ),
    )
