"""Evidence in words: what a paper is, how large, where it lies."""

from __future__ import annotations

from desktop_app.domain.dates import day_of
from desktop_app.domain.evidence import EvidenceLine, HeldEvidence, Media
from desktop_app.language import mark, tr
from desktop_app.words.format import date_short, file_size

KINDS = {
    "photo": mark("Photo"),
    "photo-front": mark("Photo of the house from the front"),
    "photo-inside": mark("Photo of the house from the inside"),
    "receipt": mark("Receipt"),
    "handover": mark("Handover report (BAST)"),
    "transfer-proof": mark("Proof of transfer"),
    "decree": mark("Decree (SK)"),
    "meeting-minutes": mark("Minutes of the village meeting"),
    "statement": mark("Written statement"),
    "responsibility-statement": mark("Statement of responsibility (SPTJM)"),
    "village-letter": mark("Letter of the desa"),
    "dtsen-letter": mark("DTSEN letter"),
    "identity-card": mark("Identity card (KTP)"),
    "family-card": mark("Family card (KK)"),
    "civil-certificate": mark("Certificate of the civil registry"),
    "death-certificate": mark("Death certificate"),
    "moving-letter": mark("Letter of moving (SKPWNI)"),
    "sickness-letter": mark("Letter of the clinic or hospital"),
    "ground-check": mark("List of the ground check"),
    "other": mark("Another paper"),
}


def kind_words(kind: str) -> str:
    """What a paper is; a kind that nobody named stands as it is."""
    return tr(KINDS[kind]) if kind in KINDS else kind


def media_words(media: Media) -> str:
    """``foto`` or ``PDF``."""
    return "PDF" if media is Media.PDF else tr("picture")


def held_words(held: HeldEvidence) -> str:
    """In one line: that it waits, and how large it is."""
    return tr("Attached when you save · {size}").format(size=file_size(held.content.bytes))


def about_words(line: EvidenceLine) -> str:
    """In one line: when and how large; or that it is withdrawn, or lies elsewhere."""
    one = line.evidence
    if one.withdrawn_at is not None:
        return tr("Withdrawn, since {day}: {reason}").format(
            day=date_short(day_of(one.withdrawn_at)), reason=one.withdrawn_because or "–"
        )
    if not line.is_here:
        return tr("The file lies at the other office")
    return f"{date_short(day_of(one.recorded_at))} · {file_size(one.content.bytes)}"


def whole_words(line: EvidenceLine) -> str:
    """The same, with who attached it."""
    return f"{about_words(line)} · {line.recorded_by_name or '–'}"
