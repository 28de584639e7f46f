"""Ground checks in words: what was found, where it stood on paper."""

from __future__ import annotations

from desktop_app.domain.ground_check import Finding, GroundCheck
from desktop_app.domain.prelist import Neighbourhood
from desktop_app.language import mark, tr

FINDINGS = {
    Finding.FOUND: mark("Found"),
    Finding.MOVED: mark("Moved"),
    Finding.DEAD: mark("Dead"),
    Finding.ABROAD: mark("Abroad"),
    Finding.NEW: mark("New"),
    Finding.NOT_FOUND: mark("Not found"),
}
OFFERS = {
    Finding.MOVED: mark("Propose the &move"),
    Finding.ABROAD: mark("Propose the &move"),
    Finding.DEAD: mark("Propose the de&ath"),
    Finding.NOT_FOUND: mark("Propose to re&move"),
}


def finding_words(finding: Finding) -> str:
    """What was found at the door."""
    return tr(FINDINGS[finding])


def offer_words(finding: Finding) -> str:
    """The proposal that follows from it, as a button; empty where none does."""
    return tr(OFFERS[finding]) if finding in OFFERS else ""


def neighbourhood_words(where: Neighbourhood) -> str:
    """``Dusun Krajan, RT 001, RW 002``; what is not known is left out."""
    parts = (
        tr("Dusun {name}").format(name=where.hamlet.title()) if where.hamlet else "",
        f"RT {where.rt}" if where.rt else "",
        f"RW {where.rw}" if where.rw else "",
    )
    return ", ".join(part for part in parts if part) or tr("RT not known")


def on_paper_words(check: GroundCheck) -> str:
    """``AB12CD34/17``: where a result stood on paper, empty if nowhere."""
    return f"{check.prelist}/{check.number}" if check.prelist else ""
