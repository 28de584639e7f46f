"""What needs attention today, in words: what waits, since when, and the verb of its button."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.home import DueLine, Duty
from desktop_app.language import mark, tr, trn
from desktop_app.words.format import days, file_size, number

_VERBS = {
    Duty.NO_KEYS: mark("Make the keys"),
    Duty.NO_KEY_PAPER: mark("Check the paper"),
    Duty.NO_RELEASE: mark("Load a release"),
    Duty.LOW_DISK: mark("Look at the disk"),
    Duty.PROPOSALS_OVERDUE: mark("Open the proposals"),
    Duty.CUTOFF_NEAR: mark("Open the proposals"),
    Duty.AID_DISPUTED: mark("Look at both"),
    Duty.AID_UNDELIVERED: mark("Open the list"),
    Duty.UNSENT: mark("Write a package"),
    Duty.REVIEWS: mark("Review"),
    Duty.MATCHES: mark("Decide"),
    Duty.REFUSED_ROWS: mark("Look at them"),
    Duty.NO_OFFICIAL: mark("Add who signs"),
    Duty.TERM_ENDS: mark("Open the officials"),
    Duty.OLD_RELEASE: mark("Load a release"),
    Duty.HUB_SILENT: mark("Read a package"),
    Duty.NO_HUB: mark("Join the hub"),
}


@dataclass(frozen=True, slots=True)
class DueWords:
    """One line of the list: what waits, what else is to be said, and the verb of its button."""

    what: str
    below: str
    verb: str


def due_words(line: DueLine) -> DueWords:
    """The words for one duty."""
    return DueWords(_what(line), _below(line), tr(_VERBS[line.duty]))


def _what(line: DueLine) -> str:
    counted = _counted(line.duty, line.count)
    if counted:
        return counted.format(n=number(line.count))
    match line.duty:
        case Duty.NO_RELEASE:
            return tr("Load the first release")
        case Duty.NO_KEYS:
            return tr("This hub has no keys yet")
        case Duty.NO_KEY_PAPER:
            return tr("Nobody has checked the paper with the hub's main key")
        case Duty.LOW_DISK:
            return tr("Only {size} are free on the disk").format(size=file_size(line.count))
        case Duty.NO_OFFICIAL:
            return tr("Nobody who signs is known")
        case Duty.TERM_ENDS:
            return tr("The term of {name} ends").format(name=line.name)
        case Duty.OLD_RELEASE:
            return tr("The release is {age} old").format(age=days(line.days))
        case Duty.HUB_SILENT:
            return tr("No package of the hub for {age}").format(age=days(line.days))
        case _:
            return tr("This office has not joined a hub yet")


def _counted(duty: Duty, n: int) -> str:
    match duty:
        case Duty.PROPOSALS_OVERDUE:
            return trn(
                "{n} proposal has missed its cut-off", "{n} proposals have missed their cut-off", n
            )
        case Duty.CUTOFF_NEAR:
            return trn(
                "{n} proposal is not sent yet for this cut-off",
                "{n} proposals are not sent yet for this cut-off",
                n,
            )
        case Duty.AID_DISPUTED:
            return trn(
                "{n} record of help waits for a decision",
                "{n} records of help wait for a decision",
                n,
            )
        case Duty.AID_UNDELIVERED:
            return trn(
                "{n} help is decided or on its way, not received",
                "{n} helps are decided or on their way, not received",
                n,
            )
        case Duty.UNSENT:
            return trn(
                "{n} change waits to be sent to the hub",
                "{n} changes wait to be sent to the hub",
                n,
            )
        case Duty.REVIEWS:
            return trn(
                "{n} family or person is to be reviewed",
                "{n} families and people are to be reviewed",
                n,
            )
        case Duty.MATCHES:
            return trn(
                "{n} row of matched lists is undecided",
                "{n} rows of matched lists are undecided",
                n,
            )
        case Duty.REFUSED_ROWS:
            return trn(
                "{n} row of the release stands in quarantine",
                "{n} rows of the release stand in quarantine",
                n,
            )
        case _:
            return ""


def _below(line: DueLine) -> str:
    match line.duty:
        case Duty.NO_RELEASE:
            return tr("Families can be found as soon as the first quarterly extract is in.")
        case Duty.LOW_DISK:
            return tr("A release and its copies need room; older releases can be made slim.")
        case Duty.CUTOFF_NEAR:
            return tr("Today is the cut-off") if not line.days else _left(line.days)
        case Duty.AID_UNDELIVERED:
            return tr("The oldest for {age}").format(age=days(line.days))
        case Duty.UNSENT if line.days:
            return tr("The oldest for {age}").format(age=days(line.days))
        case Duty.UNSENT:
            return tr("All of today")
        case Duty.REVIEWS:
            return tr("A release changed whom recorded work hangs on.")
        case Duty.REFUSED_ROWS | Duty.OLD_RELEASE:
            return tr("Release {label}").format(label=line.name)
        case Duty.NO_OFFICIAL:
            return tr("Letters need somebody who signs them.")
        case Duty.TERM_ENDS:
            return tr("Today is the last day") if not line.days else _left(line.days)
        case Duty.NO_KEYS:
            return tr("No office can join before; it takes ten minutes and a second person.")
        case Duty.NO_KEY_PAPER:
            return tr("Without it nobody can speak for the hub if this computer is lost.")
        case Duty.NO_HUB:
            return tr("Changes travel to the kabupaten once the hub knows this office.")
        case _:
            return ""


def _left(count: int) -> str:
    return trn("{n} day left", "{n} days left", count).format(n=number(count))
