"""``audit verify`` and ``audit list``: the log of who did what."""

from __future__ import annotations

from desktop_app.actions.accounts import accounts_of
from desktop_app.actions.audit import audit_lines, verify_audit
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, table
from desktop_app.cli.usage import whole_number
from desktop_app.language import tr
from desktop_app.words.format import moment, number

_MACHINE = 3


def add(commands: Commands) -> None:
    """Add the commands about the audit log."""
    verbs = commands.group("audit", tr("The log of who did what."))
    verbs.add("verify", tr("Check that no line was changed, removed or put in."), _verify)
    lines = verbs.add("list", tr("The newest lines first."), _list)
    lines.add_argument(
        "--limit",
        type=whole_number,
        default=200,
        metavar="N",
        help=tr("How many at most; {n} if not given.").format(n=200),
    )


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
    lines = audit_lines(office, newest=call.limit)
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
                    line.deed,
                    line.subject,
                    " ".join(f"{name}={value}" for name, value in line.facts.items()),
                )
                for line in lines
            ],
            right=(0,),
        ),
    )
