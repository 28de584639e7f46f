"""A record in conflict, in words: what is disputed, what each side says, and who wrote it."""

from __future__ import annotations

from desktop_app.domain.conflict import Conflict, ConflictKind, Side, Voice
from desktop_app.language import mark, tr
from desktop_app.words.aid import given_words, status_words
from desktop_app.words.format import date_short, moment

_WHAT = {
    ConflictKind.CONTENT: mark("Two values"),
    ConflictKind.STATE: mark("Two states"),
}
_WHY = {
    ConflictKind.CONTENT: mark(
        "What was given was put right more than once, by people who did not know of each other. "
        "Nothing is lost and the help is counted once."
    ),
    ConflictKind.STATE: mark(
        "It was taken to different states by people who did not know of each other. Nothing is lost; "
        "the state that is furthest is counted with."
    ),
}


def conflict_words(conflict: Conflict) -> str:
    """What is disputed."""
    return tr(_WHAT[conflict.kind])


def conflict_reason(conflict: Conflict) -> str:
    """Why it is in conflict, and what holds until somebody decides."""
    return tr(_WHY[conflict.kind])


def side_words(side: Side) -> str:
    """The value of one side."""
    if side.status is not None:
        return status_words(side.status)
    return (given_words(side.content) if side.content else "") or "–"


def side_lines(side: Side) -> list[str]:
    """What else a side says: its day, its note, and why it was written."""
    day = side.content.given_on if side.content else side.on
    lines = [date_short(day)] if day else []
    if side.content is not None and side.content.note:
        lines.append(side.content.note)
    if side.reason:
        lines.append(tr("Reason: {reason}").format(reason=side.reason))
    return lines


def voice_words(voice: Voice) -> str:
    """Who wrote it: the name as far as it is known here, and the office."""
    office = f"{voice.office} ({voice.region})" if voice.office else ""
    return ", ".join(filter(None, (voice.user, office))) or tr("A user elsewhere")


def written_words(voice: Voice) -> str:
    """When it was written."""
    return tr("written {moment}").format(moment=moment(voice.at))
