"""A picture or a paper that shows what a record says: its record, its kinds and its limits.

The op of a piece of evidence names the bytes by their hash and travels like every other; the bytes
lie beside the database and travel in packages of their own accord: once from whoever attached them, and to
whoever reads the record and lacks them. Withdrawing is monotone:
once withdrawn it stays so, the first reason stands, and it stays readable.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from desktop_app.errors import Code, UserError

LONGEST_NOTE = 500
_DIGEST = re.compile(r"[0-9a-f]{64}")
_HELD_BY = ("intervention.", "local-fact.", "proposal.", "ground-check.")


class Media(StrEnum):
    """What evidence is kept as; whatever came in as another picture has become a JPEG."""

    JPEG = "image/jpeg"
    PDF = "application/pdf"

    @property
    def suffix(self) -> str:
        """The end of a file name."""
        return {Media.JPEG: "jpg", Media.PDF: "pdf"}[self]


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """What a paper is; a sensitive one shows whole numbers or tells of health."""

    code: str
    is_sensitive: bool


@dataclass(frozen=True, slots=True)
class EvidenceLimits:
    """How large what comes in may be, and what is kept of it; bytes, dots and counts."""

    picture_bytes: int
    pdf_bytes: int
    jpeg_dots: int
    picture_dots: int
    pdf_pages: int
    kept_edge: int
    kept_bytes: int
    per_record: int
    warn_total_bytes: int
    package_bytes: int

    @property
    def file_bytes(self) -> int:
        """More than this is not even read."""
        return max(self.picture_bytes, self.pdf_bytes)


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """`resources/reference/evidence.toml`; the kinds in the order in which they are offered."""

    kinds: Mapping[str, EvidenceKind]
    limits: EvidenceLimits

    @classmethod
    def from_toml(cls, text: str) -> EvidenceRules:
        """Read the rules; raises `KeyError` or `ValueError` where they are not whole."""
        data = tomllib.loads(text)
        limits = data["limits"]
        kinds = [EvidenceKind(one["code"], one.get("sensitive", False)) for one in data["kind"]]
        return cls(
            {kind.code: kind for kind in kinds},
            EvidenceLimits(
                picture_bytes=limits["picture_mb"] * 1024**2,
                pdf_bytes=limits["pdf_mb"] * 1024**2,
                jpeg_dots=limits["jpeg_megapixels"] * 10**6,
                picture_dots=limits["picture_megapixels"] * 10**6,
                pdf_pages=limits["pdf_pages"],
                kept_edge=limits["kept_edge"],
                kept_bytes=limits["kept_kb"] * 1024,
                per_record=limits["per_record"],
                warn_total_bytes=limits["warn_total_mb"] * 1024**2,
                package_bytes=limits["package_mb"] * 1024**2,
            ),
        )

    def is_sensitive(self, code: str) -> bool:
        """Whether a kind is sensitive; one that only a newer program knows counts as such."""
        kind = self.kinds.get(code)
        return kind is None or kind.is_sensitive

    def checked(self, code: str, note: str) -> str:
        """The note, tidied; raises `UserError` (`EVIDENCE_KIND_UNKNOWN`, `NOTE_TOO_LONG`)."""
        if code not in self.kinds:
            raise UserError(Code.EVIDENCE_KIND_UNKNOWN, field="kind")
        if len(note) > LONGEST_NOTE:
            raise UserError(Code.NOTE_TOO_LONG, field="note", most=LONGEST_NOTE)
        return note.strip()


@dataclass(frozen=True, slots=True)
class Attachment:
    """The cleaned bytes, by their hash; of a picture also a small one for lists."""

    digest: str
    media: Media
    data: bytes = field(repr=False)
    thumbnail: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class EvidenceContent:
    """What a piece of evidence says about its bytes."""

    digest: str
    media: Media
    bytes: int
    kind: str
    note: str = ""

    def as_data(self) -> dict[str, str | int]:
        """The form it has inside an op."""
        return {
            "digest": self.digest,
            "media": self.media.value,
            "bytes": self.bytes,
            "kind": self.kind,
            "note": self.note,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> EvidenceContent:
        """Read what `as_data` wrote; raises `ValueError` for what cannot be."""
        if not _DIGEST.fullmatch(data["digest"]) or int(data["bytes"]) <= 0:
            raise ValueError("no bytes can be so")
        return cls(
            digest=data["digest"],
            media=Media(data["media"]),
            bytes=int(data["bytes"]),
            kind=str(data["kind"]),
            note=str(data["note"]),
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """The record that folding its ops gives."""

    id: str
    record_id: str
    content: EvidenceContent
    release_label: str
    recorded_by: str
    recorded_at: datetime
    withdrawn_because: str | None = None
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_withdrawn(self) -> bool:
        """True if somebody took it back; it stays readable."""
        return self.withdrawn_at is not None


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence in a list; `is_here` is False where its bytes lie at another office."""

    evidence: Evidence
    recorded_by_name: str
    is_confirmed: bool
    is_here: bool
    thumbnail: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class HeldEvidence:
    """A file that waits for its record to be saved; its bytes are safe already."""

    id: str
    content: EvidenceContent
    thumbnail: bytes = field(repr=False, default=b"")


def may_hold(op_type: str) -> bool:
    """True for records that evidence may be attached to, by the type of any of their ops."""
    return op_type.startswith(_HELD_BY)
