"""The log of deeds told by what a supervisor asks about: who looked, recorded, printed, took out, exchanged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.audit_deed import DEEDS, DeedClass

_SENT = frozenset({"package-written", "release-given"})
_RECEIVED = frozenset({"package-taken-in", "release-taken-in"})
_BACKUPS = frozenset({"backup-made", "second-copy-made"})
_WRITTEN_DOWN = frozenset({"letter-handed-over", "letter-run-begun"})
"""Steps that somebody wrote down: the letters themselves are counted as printed, and nothing was exported."""


class DeedGroup(StrEnum):
    """What a deed is counted as; every deed is exactly one."""

    ACCESS = "access"
    SEARCHED = "searched"
    OPENED = "opened"
    REVEALED = "revealed"
    """Hidden numbers or facts were shown for a reason."""
    RECORDED = "recorded"
    PRINTED = "printed"
    EXPORTED = "exported"
    SENT = "sent"
    RECEIVED = "received"
    BACKED_UP = "backed-up"
    MANAGED = "managed"
    OTHER = "other"
    """Taking in files, upkeep, and deeds that a newer program wrote."""


def _group(deed: str, kind: DeedClass) -> DeedGroup:
    for deeds, group in (
        (_SENT, DeedGroup.SENT),
        (_RECEIVED, DeedGroup.RECEIVED),
        (_BACKUPS, DeedGroup.BACKED_UP),
        (_WRITTEN_DOWN, DeedGroup.RECORDED),
    ):
        if deed in deeds:
            return group
    match kind:
        case DeedClass.ACCESS:
            return DeedGroup.ACCESS
        case DeedClass.LOOK if deed == "searched":
            return DeedGroup.SEARCHED
        case DeedClass.LOOK if deed.endswith("-revealed"):
            return DeedGroup.REVEALED
        case DeedClass.LOOK:
            return DeedGroup.OPENED
        case DeedClass.RECORD:
            return DeedGroup.RECORDED
        case DeedClass.GIVE_OUT if deed.endswith(("-printed", "-issued", "-reprinted")):
            return DeedGroup.PRINTED
        case DeedClass.GIVE_OUT:
            return DeedGroup.EXPORTED
        case DeedClass.MANAGE:
            return DeedGroup.MANAGED
        case _:
            return DeedGroup.OTHER


GROUP_OF: dict[str, DeedGroup] = {deed: _group(deed, kind) for deed, kind in DEEDS.items()}
"""The group of every deed that this program writes."""


@dataclass(frozen=True, slots=True)
class DeedTally:
    """How many deeds of one group one person did in one month of the office (``2026-07``).

    `rows` adds up what went out in lists and files.
    """

    user_id: str
    month: str
    group: DeedGroup
    deeds: int
    rows: int
