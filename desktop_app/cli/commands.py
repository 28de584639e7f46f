"""How a subject adds its commands: groups of two words and single words, all with the common options."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop_app import __version__
from desktop_app.cli.call import Command
from desktop_app.cli.usage import PROGRAM, Parser
from desktop_app.language import LANGUAGES, tr

LEFT_OUT = argparse.SUPPRESS


class Commands:
    """The words that may follow at one place of the command line."""

    def __init__(self, parser: Parser, *, is_required: bool) -> None:
        self._parser = parser
        self._words: Any = parser.add_subparsers(
            title=tr("Commands"), metavar=tr("COMMAND"), required=is_required, dest="word"
        )

    def group(self, word: str, about: str) -> Commands:
        """A subject with several verbs."""
        return Commands(self._add(word, about), is_required=True)

    def add(self, word: str, about: str, command: Command, *, epilog: str = "") -> Parser:
        """One command; what it takes is added to the parser this gives."""
        parser = self._add(word, about, epilog)
        parser.set_defaults(command=command)
        return parser

    def _add(self, word: str, about: str, epilog: str = "") -> Parser:
        parser: Parser = self._words.add_parser(
            word,
            help=about,
            description=about,
            epilog=epilog,
            prog=f"{self._parser.prog} {word}",
        )
        add_common(parser)
        return parser


def root() -> Parser:
    """The parser of the whole program."""
    parser = Parser(
        prog=PROGRAM,
        description=tr("The families of DTSEN, help given, and letters: without a network."),
        epilog=tr("Without a command the window opens."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"{PROGRAM} {__version__}",
        help=tr("Show the version."),
    )
    add_common(parser)
    return parser


def add_common(parser: Parser) -> None:
    """Options that every command has, before and after its name.

    They have no default, so that a value given before the command is not wiped out after it.
    """
    common = parser.add_argument_group(tr("For every command"))
    common.add_argument(
        "--office",
        dest="office_folder",
        type=Path,
        metavar=tr("FOLDER"),
        default=LEFT_OUT,
        help=tr("The folder of the office."),
    )
    common.add_argument("--user", metavar=tr("NAME"), default=LEFT_OUT, help=tr("Who acts."))
    common.add_argument(
        "--passphrase-file",
        type=Path,
        metavar=tr("FILE"),
        default=LEFT_OUT,
        help=tr("Read the passphrase from here; else from DTSEN_PASSPHRASE, else it is asked for."),
    )
    common.add_argument(
        "--json",
        dest="as_json",
        action="store_true",
        default=LEFT_OUT,
        help=tr("Print one JSON object."),
    )
    common.add_argument(
        "--lang",
        dest="language",
        choices=LANGUAGES,
        default=LEFT_OUT,
        help=tr("Language of what is printed."),
    )
    common.add_argument(
        "--reveal",
        metavar=tr("REASON"),
        default=LEFT_OUT,
        help=tr("Show whole numbers of people; the reason goes into the audit log."),
    )
