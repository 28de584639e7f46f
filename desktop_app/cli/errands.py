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


def errand_of(call: Call) -> Errand:
    """What was given for both."""
    return Errand(call.purpose, call.recipient)
