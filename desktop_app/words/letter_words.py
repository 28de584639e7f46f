"""Letters in words: who signs in which capacity, how numbers are counted, what a file is called."""

from __future__ import annotations

import re

from desktop_app.domain.letter import Capacity
from desktop_app.domain.letter_number import SeriesRule
from desktop_app.language import mark, tr

_CAPACITIES = {
    Capacity.OWN: mark("Holds the post"),
    Capacity.ON_BEHALF: mark("a.n. – on behalf of the superior"),
    Capacity.THROUGH: mark("u.b. – for the one who signs on behalf"),
    Capacity.ACTING: mark("Plt. – the post is vacant"),
    Capacity.DAILY: mark("Plh. – the holder is away"),
    Capacity.INTERIM: mark("Pj. – appointed for a time"),
}
_SERIES = {
    SeriesRule.ONE: mark("One book for all letters"),
    SeriesRule.PER_KIND: mark("A book for each kind of letter"),
    SeriesRule.PER_CODE: mark("A book for each classification code"),
}
_NOT_IN_NAME = re.compile(r"[^0-9A-Za-z]+")


def capacity_words(capacity: Capacity) -> str:
    """In which capacity somebody signs."""
    return tr(_CAPACITIES[capacity])


def series_words(rule: SeriesRule) -> str:
    """Which letters count together."""
    return tr(_SERIES[rule])


def letter_file_name(kind: str, number: str) -> str:
    """``surat-sktm-400-9-14-1-0007-2026.pdf``: kind and number, and nothing about anybody."""
    return f"surat-{kind}-{_NOT_IN_NAME.sub('-', number).strip('-')}.pdf"
