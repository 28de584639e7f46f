"""The bytes of evidence in packages: sent once, asked for again if they did not arrive.

An office puts what it attached into one package and notes it; what has no room waits for the next. It
also names what its records speak of and it does not have. The hub keeps what comes and names in its answer
what it lacks itself: a lost package, or a hub restored from an older copy, is thereby healed without
anybody remembering what was in which package. Bytes reach an office only with a record that it may read.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.actions.office import Office
from desktop_app.domain.evidence import Attachment, EvidenceLimits
from desktop_app.exchange.attachments import (
    TAGS,
    AttachmentReader,
    attachment_records,
    lacking_records,
)
from desktop_app.store import attachments, evidence_travel, settings
from desktop_app.store.connection import Connection
from desktop_app.store.store import Store

HUB_LACKS = "evidence-lacking-at-hub"
"""The setting that holds what the hub said it lacks."""

_FOR_THE_REST = 16 << 20
"""Room that is left on a stick for the changes themselves, which come first."""


@dataclass(frozen=True, slots=True)
class Load:
    """The files that go into one package, and how many have to wait for another."""

    digests: tuple[str, ...]
    left_behind: int
    lacking: tuple[str, ...]

    def records(self, store: Store) -> Iterator[bytes]:
        """Its lines, read from the disk file by file."""
        yield from lacking_records(self.lacking)
        found = (attachments.attachment_of(store, digest) for digest in self.digests)
        yield from attachment_records(one for one in found if one is not None and _is_whole(one))


def load_for_hub(office: Office, conn: Connection, folder: Path) -> Load:
    """What an office sends along, and what it asks for."""
    limits = office.reference.evidence.limits
    here = sizes_here(office.store)
    asked = settings.get(conn, HUB_LACKS, ())
    due = [*dict.fromkeys((*evidence_travel.unsent(conn), *asked))]
    digests, left = _fitting([one for one in due if one in here], here, _room(folder, limits))
    standing = evidence_travel.standing(conn)
    # A laptop is no archive: as much as an office may hold, and what is newest.
    is_full = sum(here.values()) >= limits.warn_total_bytes
    lacking = () if is_full else tuple(one for one in standing if one not in here)
    return Load(digests, left, lacking)


def sizes_here(store: Store) -> dict[str, int]:
    """The bytes of every file that is kept here, by its hash."""
    return {one.digest: one.bytes for one in attachments.everything(store)}


def load_for_office(
    office: Office,
    conn: Connection,
    folder: Path,
    here: Mapping[str, int],
    *,
    partitions: Collection[str],
    wishes: Sequence[str],
) -> Load:
    """What the hub sends to a device along with its answer, and what the hub itself lacks.

    `here` is what `sizes_here` gives, looked up once for all devices.
    """
    readable = evidence_travel.standing_in(conn, partitions)
    wished = set(wishes)
    wanted = [one for one in readable if one in wished and one in here]
    room = _room(folder, office.reference.evidence.limits)
    digests, left = _fitting(wanted, here, room)
    return Load(digests, left, tuple(one for one in readable if one not in here))


def _room(folder: Path, limits: EvidenceLimits) -> int:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return 0  # a stick that is gone is told of by the one who writes
    return min(limits.package_bytes, max(0, free - _FOR_THE_REST))


def _fitting(
    wanted: Iterable[str], sizes: Mapping[str, int], room: int
) -> tuple[tuple[str, ...], int]:
    """As many as have room, in this order, and how many have none."""
    chosen: list[str] = []
    left = 0
    for digest in wanted:
        if not left and sizes[digest] <= room:
            chosen.append(digest)
            room -= sizes[digest]
        else:
            left += 1
    return tuple(chosen), left


def _is_whole(one: Attachment) -> bool:
    # Bytes that the disk has changed are not passed on; the check of the office names them.
    return attachments.digest_of(one.data) == one.digest


class Unloading:
    """Takes the files of a package while it is decrypted, and keeps those that `spoken_of` names by then.

    Each was proven by its hash, and the package by its signature, so it may be kept at once: what a crash
    then leaves is a file nobody speaks of yet. A trial keeps nothing.
    """

    def __init__(
        self, office: Office, spoken_of: Callable[[], Collection[str]], *, is_trial: bool
    ) -> None:
        self._store = office.store
        self._spoken_of = spoken_of
        self._is_trial = is_trial
        self._wanted: set[str] | None = None
        self.taken = 0
        self.lacking: tuple[str, ...] | None = None
        self._reader = AttachmentReader(
            self._take,
            self._take_lacking,
            most=office.reference.evidence.limits.file_bytes,
        )

    def through(self, take: Callable[[str, bytes], None]) -> Callable[[str, bytes], None]:
        """Takes what is meant for it, and hands the rest on to `take`."""

        def sorted_out(tag: str, raw: bytes) -> None:
            if tag in TAGS:
                self._reader.take(tag, raw)
            else:
                take(tag, raw)

        return sorted_out

    def finished(self) -> None:
        """Nothing more comes."""
        self._reader.finished()

    def _take(self, one: Attachment) -> None:
        if self._wanted is None:
            # The records come before the bytes in a package, so that they are known by now.
            self._wanted = set(self._spoken_of())
        if one.digest not in self._wanted:
            return
        self.taken += 1
        if not self._is_trial:
            attachments.keep(self._store, [one])

    def _take_lacking(self, digests: tuple[str, ...]) -> None:
        self.lacking = digests
