"""What a quota has and what is left of it, in words that need no colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop_app.domain.quota import QuotaUse
from desktop_app.language import tr
from desktop_app.words.aid import period_words
from desktop_app.words.format import money, number


def recipients_left(use: QuotaUse) -> str:
    """Room for how many more; empty without a ceiling."""
    left = use.recipients_left
    if left is None:
        return ""
    if left < 0:
        return tr("{n} too many").format(n=number(-left))
    return tr("{n} left").format(n=number(left))


def money_left(use: QuotaUse) -> str:
    """How much money more; empty without a ceiling."""
    left = use.rupiah_left
    if left is None:
        return ""
    if left < 0:
        return tr("{amount} too much").format(amount=money(-left))
    return tr("{amount} left").format(amount=money(left))


def taken_of(value: int, most: int | None, words: Callable[[int], str]) -> str:
    """How much of how much."""
    if most is None:
        return tr("{value}, no ceiling").format(value=words(value))
    return tr("{value} of {most}").format(value=words(value), most=words(most))


def quota_lines(uses: Sequence[QuotaUse]) -> str:
    """What is left of each quota that a record would take from, a line each; empty for none."""
    return "\n".join(
        tr("Quota {period}: {left}").format(
            period=period_words(use.quota.period),
            left=", ".join(part for part in (recipients_left(use), money_left(use)) if part),
        )
        for use in uses
    )
