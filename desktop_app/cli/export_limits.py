"""``office limits``: how much each role may take along in one file."""

from __future__ import annotations

from desktop_app.actions.giving_out import (
    export_caps_of,
    lower_export_cap,
    proof_rows_of,
    set_proof_rows,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, paragraphs, table
from desktop_app.cli.usage import whole_or_zero
from desktop_app.domain.giving_out import ExportCap, Holding
from desktop_app.domain.roles import Role
from desktop_app.language import tr, trn
from desktop_app.words.format import number
from desktop_app.words.roles import role_name

_LIMITED = (Holding.NAMES, Holding.WHOLE, Holding.SENSITIVE)


def add(verbs: Commands) -> None:
    """Add the command to those about the office."""
    limits = verbs.add(
        "limits",
        tr("How many rows each role may take along in one file; lowers it for one role."),
        _limits,
        epilog=tr("A limit that is left out goes back to what the program allows."),
    )
    limits.add_argument(
        "--role", choices=[role.value for role in Role], help=tr("The role whose limits change.")
    )
    for option, about in (
        ("--names", tr("Rows with names, numbers masked.")),
        ("--whole", tr("Rows with whole NIK and KK.")),
        ("--sensitive", tr("Rows with health, disability or raw cells.")),
    ):
        limits.add_argument(option, type=whole_or_zero, metavar="N", help=about)

    limits.add_argument(
        "--passphrase-above",
        type=whole_or_zero,
        metavar="N",
        help=tr(
            "Ask for the passphrase again for files with more rows of names; whole numbers always do."
        ),
    )


def _limits(call: Call) -> Answer:
    office = call.office()
    if call.role is not None:
        wanted = ExportCap(call.names, call.whole, call.sensitive)
        lower_export_cap(office, Role(call.role), wanted)
    if call.passphrase_above is not None:
        set_proof_rows(office, call.passphrase_above)
    lines, above = export_caps_of(office), proof_rows_of(office)
    return Answer(
        {
            "limits": [
                {"role": line.role.value, **{one.value: line.cap.most(one) for one in _LIMITED}}
                for line in lines
            ],
            "passphrase_above": above,
        },
        paragraphs(
            table(
                [tr("Role"), tr("Names"), tr("Whole numbers"), tr("Sensitive")],
                [
                    (role_name(line.role), *(_said(line.cap.most(one)) for one in _LIMITED))
                    for line in lines
                ],
                right=(1, 2, 3),
            ),
            trn(
                "Files with whole numbers, and with names in more than {n} row, ask for the passphrase again.",
                "Files with whole numbers, and with names in more than {n} rows, ask for the passphrase again.",
                above,
            ).format(n=number(above)),
        ),
    )


def _said(most: int | None) -> str:
    if most is None:
        return tr("all")
    return number(most) if most else tr("never")
