"""Wrong usage and help, in the language in use: a parser that neither prints faults nor ends the program.

argparse makes its sentences inside and in English; they are few, so each is recognised by its form and
said again in ours. One that is not recognised (a newer Python) is passed on as it is.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import NoReturn

from desktop_app.language import mark, tr

PROGRAM = "dtsen-luring"


class WrongUsage(Exception):
    """The command line itself is wrong; `usage` says how it is meant."""

    def __init__(self, message: str, usage: str = "") -> None:
        self.message = message
        self.usage = usage
        super().__init__(message)


class Parser(argparse.ArgumentParser):
    """Raises `WrongUsage` instead of ending the program, and takes no shortened options."""

    def __init__(self, *, prog: str, description: str = "", epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_HelpLayout,
        )
        # argparse gives its two groups English titles and no way to say others.
        self._positionals.title = tr("What it takes")
        self._optionals.title = tr("Options")
        self.add_argument("-h", "--help", action="help", help=tr("Show this help."))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong to whoever asked to parse."""
        raise WrongUsage(_in_our_words(message), self.format_usage().rstrip())


class _HelpLayout(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32, width=100)

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # argparse's own
        super().add_usage(usage, actions, groups, prefix or tr("Usage:") + " ")


def _in_our_words(message: str) -> str:
    for pattern, sentence in _FAULTS:
        found = pattern.fullmatch(message)
        if found:
            return tr(sentence).format(**found.groupdict())
    return message


def _fault(pattern: str, sentence: str) -> tuple[re.Pattern[str], str]:
    return re.compile(pattern, re.DOTALL), sentence


_FAULTS = (
    _fault(
        r"the following arguments are required: (?P<names>.*)",
        mark("These are missing: {names}."),
    ),
    _fault(r"unrecognized arguments: (?P<names>.*)", mark("This is not understood: {names}.")),
    _fault(
        r"argument (?P<name>.*): invalid choice: (?P<value>.*) \(choose from (?P<choices>.*)\)",
        mark("{name}: {value} is not one of {choices}."),
    ),
    _fault(
        r"argument (?P<name>.*): invalid .* value: (?P<value>.*)",
        mark("{name}: {value} cannot be read."),
    ),
    _fault(r"argument (?P<name>.*): expected .*", mark("{name} needs a value.")),
    _fault(
        r"argument (?P<name>.*): not allowed with argument (?P<other>.*)",
        mark("{name} and {other} do not go together."),
    ),
    _fault(
        r"one of the arguments (?P<names>.*) is required", mark("One of these is needed: {names}.")
    ),
    _fault(r"argument (?P<name>.*): ignored explicit argument .*", mark("{name} takes no value.")),
)

Check = Callable[[str], int]


def whole_number(text: str) -> int:
    """A count of 1 or more, for an option."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def whole_or_zero(text: str) -> int:
    """A count that may be 0, for an option."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def decile_range(text: str) -> tuple[int, int]:
    """``2`` or ``1-4``, for an option."""
    first, _, last = text.partition("-")
    low, high = int(first), int(last or first)
    if not 1 <= low <= high <= 10:
        raise ValueError(text)
    return low, high
