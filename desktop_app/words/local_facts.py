"""Notes, contacts and places in words."""

from __future__ import annotations

from desktop_app.domain.local_fact import FactContent, FactKind, LocalFact, LocalFactLine
from desktop_app.language import mark, tr

KINDS = {
    FactKind.NOTE: mark("Note"),
    FactKind.CONTACT: mark("Contact"),
    FactKind.PLACE: mark("Where they live"),
}


def kind_words(kind: FactKind) -> str:
    """What a local fact tells."""
    return tr(KINDS[kind])


def content_words(fact: LocalFact) -> str:
    """All that it says, in one line."""
    content = fact.content
    match fact.kind:
        case FactKind.NOTE:
            return content.text
        case FactKind.CONTACT:
            parts = (content.name, phone_words(content.phone), content.text)
        case FactKind.PLACE:
            parts = (rt_words(content), str(content.point or ""), content.text)
    return " · ".join(part for part in parts if part)


def phone_words(phone: str) -> str:
    """``0812 3456 7890``: in groups to be read out; copying gives plain digits."""
    return " ".join(phone[at : at + 4] for at in range(0, len(phone), 4))


def rt_words(content: FactContent) -> str:
    """``RT 001/RW 002``, or the one of them that is known."""
    parts = (f"{name} {value}" for name, value in (("RT", content.rt), ("RW", content.rw)) if value)
    return "/".join(parts)


def standing_words(line: LocalFactLine) -> str:
    """Whether it still holds; empty while it does."""
    if line.is_corrected:
        return tr("Corrected")
    return tr("Taken back") if line.fact.is_void else ""
