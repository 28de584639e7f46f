"""Files given as evidence, read and cleaned in a process of its own.

A picture made to break its decoder may end the process, eat its memory or never come to an end; none
of that may be this program's. Whatever happens over there, the file was not to be used.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.actions.helper import Master, helper
from desktop_app.domain.evidence import Attachment, EvidenceLimits, Media
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.evidence.cleaning import clean
from desktop_app.files import machine_error
from desktop_app.store.attachments import digest_of

_MOST_SECONDS = 90
"""For one file; the largest picture takes two on an old computer."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file as somebody gives it: one of the disk, or bytes from the clipboard."""

    kind: str
    path: Path | None = None
    data: bytes = field(repr=False, default=b"")
    note: str = ""

    @property
    def name(self) -> str:
        """What it is called where something is said about it; empty for what has no file."""
        return self.path.name if self.path else ""


def cleaned(given: Sequence[EvidenceFile], limits: EvidenceLimits) -> list[Attachment]:
    """What is kept of each; raises `UserError` for the first that cannot be, with its `name`."""
    made = []
    with helper(_clean_for, _as_plain(limits), _MOST_SECONDS) as helping:
        answers = helping.answers()
        for one in given:
            data = _read(one, limits)
            try:
                helping.say(data)
                media, kept, thumbnail = next(answers)
            except UserError as error:
                raise UserError(error.code, **{**error.facts, "name": one.name}) from error
            except (MachineError, StopIteration) as error:
                raise UserError(Code.EVIDENCE_UNREADABLE, name=one.name) from error
            made.append(Attachment(digest_of(kept), Media(media), kept, thumbnail))
    return made


def _read(one: EvidenceFile, limits: EvidenceLimits) -> bytes:
    if one.path is None:
        return one.data
    try:
        with one.path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise machine_error(error, name=one.name) from error
    if len(data) > limits.file_bytes:
        raise UserError(Code.EVIDENCE_TOO_BIG, most_mb=limits.file_bytes // 1024**2, name=one.name)
    return data


def _clean_for(master: Master, limits: tuple[int, ...], most_seconds: float) -> None:
    """The helper's whole work: a file comes, what is kept of it goes; one that takes too long ends it."""
    most = EvidenceLimits(*limits)
    for data in master.orders():
        patience = threading.Timer(most_seconds, os._exit, (1,))
        patience.daemon = True
        patience.start()
        kept = clean(data, most)
        patience.cancel()
        master.say((kept.media.value, kept.data, kept.thumbnail))


def _as_plain(limits: EvidenceLimits) -> tuple[int, ...]:
    return tuple(getattr(limits, name) for name in EvidenceLimits.__dataclass_fields__)
