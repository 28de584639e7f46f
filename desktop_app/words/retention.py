"""Times of keeping in words."""

from __future__ import annotations

from desktop_app.domain.retention import Due, Keeping, Kept, Unit
from desktop_app.language import mark, tr, trn
from desktop_app.words.format import date_long, file_size, number

_NAMES = {
    Kept.RELEASES: mark("Older releases"),
    Kept.DRAFTS: mark("Forms nobody finished"),
    Kept.LISTS: mark("Matched lists of others"),
    Kept.PAGES: mark("Letters as printed"),
    Kept.COPIES: mark("Copies made before an upgrade"),
}
_HINTS = {
    Kept.RELEASES: mark("Counted from the day they describe; the one in use stays."),
    Kept.DRAFTS: mark("With the files given in them."),
    Kept.LISTS: mark("With everything that was decided about them."),
    Kept.PAGES: mark("The register stays. Letters are archive: follow the JRA of the office."),
    Kept.COPIES: mark(
        "Also those of a damaged database. They hold everything the office held then."
    ),
}


def kept_name(kind: Kept) -> str:
    """What a class of data is called."""
    return tr(_NAMES[kind])


def kept_hint(kind: Kept) -> str:
    """What somebody should know who sets its time."""
    return tr(_HINTS[kind])


def keeping_words(keeping: Keeping) -> str:
    """How long it is kept: ``8 triwulan``."""
    return time_words(keeping.rule.unit, keeping.keep)


def time_words(unit: Unit, keep: int | None) -> str:
    """A time of keeping; None is for ever."""
    if keep is None:
        return tr("for ever")
    match unit:
        case Unit.DAYS:
            words = trn("{n} day", "{n} days", keep)
        case Unit.QUARTERS:
            words = trn("{n} quarter", "{n} quarters", keep)
        case Unit.YEARS:
            words = trn("{n} year", "{n} years", keep)
    return words.format(n=number(keep))


def due_words(due: Due) -> str:
    """What of a class is due: how many, since when, how large."""
    told = tr("{n}, the oldest of {day}").format(n=number(due.count), day=date_long(due.oldest))
    return f"{told}, {file_size(due.bytes)}" if due.bytes else told
