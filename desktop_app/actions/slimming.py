"""Making older releases slim: by a setting after an import, and by hand."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.release import ReleaseLine, Slimming
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit, extracts, settings, settling, slim

log = logging.getLogger(__name__)
_SETTING = "releases_kept_whole"
_USUALLY = 2
"""The release in use and the one before."""
MOST_KEPT = 40


@dataclass(frozen=True, slots=True)
class Slimmed:
    """The releases that were made slim, and how many bytes that freed."""

    labels: tuple[str, ...]
    freed_bytes: int


@needs(Right.READ)
def kept_whole(office: Office) -> int | None:
    """How many of the newest releases keep all their rows; None for every one."""
    with office.read() as conn:
        found: int | None = settings.get(conn, _SETTING, _USUALLY)
    return found


@needs(Right.SETTINGS)
def set_kept_whole(office: Office, newest: int | None) -> Done[None]:
    """Change how many of the newest releases keep all their rows; None for every one.

    Older ones are made slim after the next import. Raises `UserError` (`KEPT_WHOLE_INVALID`).
    """
    if newest is not None and not 1 <= newest <= MOST_KEPT:
        raise UserError(Code.KEPT_WHOLE_INVALID, most=MOST_KEPT)
    with office.write() as tx:
        settings.put(tx, _SETTING, newest)
        audit.note(tx, "kept-whole-changed", newest="all" if newest is None else newest)
    return Done(None, frozenset({Topic.SETTINGS, Topic.AUDIT}))


@needs(Right.IMPORT)
def slimming_of(office: Office, label: str) -> Slimming:
    """What making one release slim would free, about; asked before it is done.

    Raises `UserError` (`RELEASE_UNKNOWN`, `RELEASE_STAYS_WHOLE`, `RELEASE_IS_LIGHT`, `RELEASE_IS_SLIM`).
    """
    line = _old_release(office, label)
    has = slim.bytes_of(office.store, line.id)
    return Slimming(label, has, max(0, has - slim.slim_bytes(line.families, line.persons)))


@needs(Right.IMPORT)
def slim_release(office: Office, label: str, progress: Progress) -> Done[Slimmed]:
    """Leave of one older release only what a family's history and recognition need.

    Written beside and swapped in at the end: stopped or broken off, the release is as it was.
    Raises what `slimming_of` raises.
    """
    line = _old_release(office, label)
    freed = _slim(office, line, progress)
    return Done(Slimmed((label,), freed), frozenset({Topic.RELEASES, Topic.AUDIT}))


@needs(Right.IMPORT)
def slim_older_releases(office: Office, progress: Progress) -> Done[Slimmed]:
    """Make slim what the setting says need not be whole any longer; the step after an import.

    The release that was brought in last stays whole however old its data is: somebody is about to
    look at its refused rows.
    """
    keep = kept_whole(office)
    with office.read() as conn:
        # A light one names nobody: it has nothing to lose, and is none of the newest.
        lines = [line for line in extracts.releases_of(conn) if not line.is_light]
    brought_last = max(lines, key=lambda line: line.received_at, default=None)
    labels, freed = [], 0
    for line in lines if keep is None else lines[keep:]:
        if (
            line.is_slim
            or line.is_current
            or line is brought_last
            or not office.store.extract_file(line.id).is_file()
        ):
            continue
        freed += _slim(office, line, progress)
        labels.append(line.label)
    topics = frozenset({Topic.RELEASES, Topic.AUDIT}) if labels else frozenset[Topic]()
    return Done(Slimmed(tuple(labels), freed), topics)


def _slim(office: Office, line: ReleaseLine, progress: Progress) -> int:
    before = slim.bytes_of(office.store, line.id)
    slim.write_slim(office.store, line.id, progress)
    progress.begin("finishing", stoppable=False)
    with office.write() as tx:
        settling.begin(tx, office.store, line.id, settling.SLIMMED)
    try:
        slim.take_place(office.store, line.id)
    finally:
        with office.write() as tx:
            settling.settle(tx, office.store, line.id)
    freed = before - slim.bytes_of(office.store, line.id)
    log.info("release-slimmed freed=%d", freed)
    return freed


def _old_release(office: Office, label: str) -> ReleaseLine:
    with office.read() as conn:
        line = extracts.release_with(conn, label=label)
    if line is None:
        raise UserError(Code.RELEASE_UNKNOWN, label=label)
    if line.is_current:
        raise UserError(Code.RELEASE_STAYS_WHOLE, label=label)
    if line.is_light:
        raise UserError(Code.RELEASE_IS_LIGHT, label=label)
    if line.is_slim:
        raise UserError(Code.RELEASE_IS_SLIM, label=label)
    return line
