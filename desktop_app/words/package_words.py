"""What travels by stick, in words: kinds of package, how far one was checked, what is in it."""

from __future__ import annotations

from desktop_app.language import mark, tr, trn
from desktop_app.words.format import number

KINDS = {
    "naik": mark("Changes for the hub"),
    "turun": mark("Changes from the hub"),
    "rilis": mark("A release from the hub"),
    "daftar": mark("Request to join"),
    "aktivasi": mark("Answer to a request"),
    "cadangan": mark("Backup"),
    "reset-sandi": mark("Passphrase reset"),
    "pembaruan": mark("Update of the program"),
}
VERDICTS = {
    "genuine": mark("Genuine: signed by a device that is trusted, whole and consistent."),
    "ours": mark("Written by this device; it is sealed, so it cannot be looked into here."),
    "unproven": mark("A request to join: only the match code says who it is from."),
}
STEPS = {
    "new": mark("New"),
    "known": mark("Known already"),
    "waiting": mark("Waiting for something earlier"),
    "outside": mark("Outside the sender's region"),
    "clashing": mark("Known with other content"),
    "returned": mark("Of another office, lost here"),
}
OUTCOMES = {
    "applied": mark("Taken in"),
    "already_known": mark("Known already"),
    "confirmed": mark("Of this office, now confirmed"),
    "conflicts": mark("In conflict with something else"),
    "no_effect": mark("Without effect: it had happened, or could not happen any more"),
    "newer": mark("For a newer program: kept until then"),
    "waiting": mark("Waiting for something earlier"),
    "returned": mark("Of another office, lost here: they need your agreement"),
}
COUNTS = tuple(OUTCOMES)
"""What a receipt counts, in the order in which it is told."""
REASONS = {
    "outside": mark("outside the region of the office"),
    "clashing": mark("known under this number with other content"),
}
ALARMS = {
    "certificate-expired": mark("The certificate of the sending computer has expired."),
    "checkpoint-of-another-device": mark(
        "The package was put together on another computer than the one that signed it."
    ),
    "rolled-back": mark("The office was put back to an earlier state since its last package."),
    "forked": mark("The office has written two histories: it was put back, or copied."),
    "twin": mark("Two computers seem to be at work as one. One of them should join anew."),
    "hub-knows-more": mark(
        "The hub knew changes of this office that were missing here: it was put back to an earlier "
        "state, or there is a copy of it. They are here again."
    ),
}


ADVICE = {
    "certificate-expired": mark(
        "Its work is taken in all the same. Write it an answer: that brings a new certificate."
    ),
    "checkpoint-of-another-device": mark(
        "Ask the office who put the package together. Until that is clear, take its permission away."
    ),
    "rolled-back": mark(
        "Nothing is lost: write an answer and let the office read it before it goes on working."
    ),
    "forked": mark(
        "Ask whether the computer was put back from a backup or its folder was copied to another one."
    ),
    "twin": mark(
        "Find both computers. One goes on; on the other the office is deleted, and it asks to join anew."
    ),
}


def kind_words(kind: str) -> str:
    """What a package is; a kind that nobody named stands as it is."""
    return tr(KINDS[kind]) if kind in KINDS else kind


def op_words(kind: str, count: int) -> str:
    """``3 bantuan dicatat``: how many deeds of one type."""
    match kind:
        case "evidence.attached":
            words = trn("{n} piece of evidence", "{n} pieces of evidence", count)
        case "evidence.withdrawn":
            words = trn(
                "{n} piece of evidence withdrawn", "{n} pieces of evidence withdrawn", count
            )
        case "intervention.recorded":
            words = trn("{n} help recorded", "{n} helps recorded", count)
        case "intervention.voided":
            words = trn("{n} help marked as an error", "{n} helps marked as errors", count)
        case "intervention.told-apart":
            words = trn(
                "{n} help told apart from another", "{n} helps told apart from others", count
            )
        case "intervention.corrected":
            words = trn("{n} help put right", "{n} helps put right", count)
        case "intervention.stepped":
            words = trn("{n} step of a help", "{n} steps of helps", count)
        case "question.kept":
            words = trn("{n} question saved or deleted", "{n} questions saved or deleted", count)
        case "quota.allotted":
            words = trn("{n} quota allotted", "{n} quotas allotted", count)
        case "letter.issued":
            words = trn("{n} letter issued", "{n} letters issued", count)
        case "incoming-letter.recorded":
            words = trn("{n} letter received", "{n} letters received", count)
        case "incoming-letter.voided":
            words = trn(
                "{n} letter received marked as an error",
                "{n} letters received marked as errors",
                count,
            )
        case "letter.stepped":
            words = trn(
                "{n} letter printed, handed over or cancelled",
                "{n} letters printed, handed over or cancelled",
                count,
            )
        case "ground-check.recorded":
            words = trn("{n} ground check recorded", "{n} ground checks recorded", count)
        case "ground-check.voided":
            words = trn("{n} ground check taken back", "{n} ground checks taken back", count)
        case "local-fact.recorded":
            words = trn("{n} note or contact written", "{n} notes and contacts written", count)
        case "local-fact.voided":
            words = trn(
                "{n} note or contact taken back", "{n} notes and contacts taken back", count
            )
        case "catalogue.set":
            words = trn("{n} value of the catalogue set", "{n} values of the catalogue set", count)
        case "letter-numbers.reserved":
            words = trn(
                "{n} reservation of letter numbers", "{n} reservations of letter numbers", count
            )
        case "number-book.handed":
            words = trn(
                "{n} hand-over of the number book", "{n} hand-overs of the number book", count
            )
        case "programme.revised":
            words = trn("{n} version of a programme", "{n} versions of programmes", count)
        case "proposal.opened":
            words = trn("{n} proposal opened", "{n} proposals opened", count)
        case "proposal.revised":
            words = trn("{n} draft rewritten", "{n} drafts rewritten", count)
        case "proposal.stepped":
            words = trn("{n} step of a proposal", "{n} steps of proposals", count)
        case _:
            words = trn("{n} change of another kind", "{n} changes of another kind", count)
    return words.format(n=number(count))


def changes_words(count: int) -> str:
    """``12 perubahan``."""
    return trn("{n} change", "{n} changes", count).format(n=number(count))


def receipt_words(*, was_taken_before: bool, is_old: bool, differing: int) -> str:
    """What else is to be said of a package that was taken in; nothing, as a rule."""
    if is_old:
        return tr(
            "It is of the time before the hub was restored; newer ones hold all that is in it."
        )
    if differing:
        return trn(
            "{n} area came out otherwise than at the hub. Write a package: the answer holds it anew.",
            "{n} areas came out otherwise than at the hub. Write a package: the answer holds them anew.",
            differing,
        ).format(n=number(differing))
    return tr("It had been taken in before.") if was_taken_before else ""


def left_behind_words(count: int) -> str:
    """Pictures and papers that had no room in a package; nothing, as a rule."""
    if not count:
        return ""
    return trn(
        "{n} picture or paper had no room: it goes with the next package.",
        "{n} pictures and papers had no room: they go with the next packages.",
        count,
    ).format(n=number(count))


def alarm_words(alarm: str) -> str:
    """Something odd about a package, for a person to see."""
    return tr(ALARMS[alarm]) if alarm in ALARMS else alarm


def advice_words(alarm: str) -> str:
    """What somebody at the hub does about it; nothing for an alarm that nobody named."""
    return tr(ADVICE[alarm]) if alarm in ADVICE else ""
