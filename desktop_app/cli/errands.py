"""``--purpose`` and ``--recipient``: what every file that leaves in clear asks for."""

from __future__ import annotations

from desktop_app.cli.call import Call
from desktop_app.cli.usage import Parser
from desktop_app.domain.giving_out import Errand
from desktop_app.language import tr


def add_errand(parser: Parser) -> None:
    """Add both options; whether they were given is for the action to say."""
    parser.add_argument(
        "--purpose",
        default="",
        metavar=tr("TEXT"),
        help=tr("What it is for; written in the file and in the log."),
    )
    parser.add_argument(
        "--recipient",
        default="",
        metavar=tr("TEXT"),
        help=tr("Who gets it; written in the file and in the log."),
    )


def errand_of(call: Call, *, may_be_unsaid: bool = False) -> Errand:
    """What was given for both.

    Where `may_be_unsaid`, a script that says neither is served, and the file and the log say that
    it was not stated: those commands were there before anybody asked.
    """
    unsaid = tr("not stated") if may_be_unsaid else ""
    return Errand(call.purpose or unsaid, call.recipient or unsaid)
