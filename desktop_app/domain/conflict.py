"""What people wrote of one record without knowing of each other, laid side by side for whoever decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop_app.domain.intervention import Intervention, InterventionLine
from desktop_app.domain.intervention_history import Content, Correction, StatusStep, newest_of
from desktop_app.domain.intervention_status import InterventionStatus


class ConflictKind(StrEnum):
    """What of a record is disputed; one record may be disputed in both."""

    CONTENT = "content"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says so, and when by their own clock.

    `user` is their name, empty where it is not known here; `office` and `region` are those of the
    computer they wrote on, empty where nobody here knows it.
    """

    user: str
    office: str
    region: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Side:
    """One value: a content or a state with its day, who wrote it first and why.

    `holds` marks the one that is counted with until somebody decides.
    """

    voice: Voice
    holds: bool
    content: Content | None = None
    status: InterventionStatus | None = None
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One record in conflict; the side that holds for now stands first."""

    line: InterventionLine
    kind: ConflictKind
    sides: tuple[Side, ...]

    @property
    def since(self) -> datetime:
        """When the last of the sides was written."""
        return max(side.voice.at for side in self.sides)


NameVoice = Callable[[str, str, datetime], Voice]
"""Gives who wrote an op: from the op's id, the user's id and the time by their clock."""


def conflicts_in(line: InterventionLine, voice: NameVoice) -> tuple[Conflict, ...]:
    """What has to be decided about a record; nothing for a void one."""
    record = line.intervention
    if record.is_void:
        return ()
    found = []
    if len(record.contents) > 1:
        sides = [_content_side(record, content, voice) for content in record.contents]
        found.append(Conflict(line, ConflictKind.CONTENT, _holding_first(sides)))
    if len(record.statuses) > 1:
        sides = [_state_side(record, status, voice) for status in sorted(record.statuses)]
        found.append(Conflict(line, ConflictKind.STATE, _holding_first(sides)))
    return tuple(found)


def _content_side(record: Intervention, content: Content, voice: NameVoice) -> Side:
    said = [one for one in record.corrections if one.content == content]
    # Of several who wrote the same, or who wrote it once more, it is the first that is asked.
    first = min(said or newest_of(record.corrections), key=_by_time)
    return Side(
        voice(first.op, first.by, first.at),
        content == record.content,
        content=content,
        reason=first.reason,
    )


def _state_side(record: Intervention, status: InterventionStatus, voice: NameVoice) -> Side:
    first = min((one for one in newest_of(record.steps) if one.to is status), key=_by_time)
    return Side(
        voice(first.op, first.by, first.at),
        status is record.status,
        status=status,
        on=first.on,
        reason=first.note,
    )


def _by_time(entry: Correction | StatusStep) -> tuple[datetime, str]:
    return entry.at, entry.op


def _holding_first(sides: Sequence[Side]) -> tuple[Side, ...]:
    return tuple(sorted(sides, key=lambda side: not side.holds))
