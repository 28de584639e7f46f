"""A delivery day in words: how somebody stands on the list, and what the day adds up to."""

from __future__ import annotations

from desktop_app.domain.delivery import DeliveryLine, DeliveryState, DeliveryTotals
from desktop_app.language import mark, tr
from desktop_app.words.format import date_short, moment, money, number

MARKS = {
    DeliveryState.WAITING: "○",
    DeliveryState.RECEIVED: "✓",
    DeliveryState.FAILED: "✗",
    DeliveryState.OTHER_DAY: "●",
}
"""Read without colour, also in a print of the screen."""

_STATES = {
    DeliveryState.WAITING: mark("Still to come"),
    DeliveryState.RECEIVED: mark("Received"),
    DeliveryState.FAILED: mark("Not delivered"),
    DeliveryState.OTHER_DAY: mark("Received on {day}"),
}


def state_words(line: DeliveryLine) -> str:
    """How somebody stands on the list."""
    return tr(_STATES[line.state]).format(day=date_short(line.record.status_on))


def remark_words(line: DeliveryLine) -> str:
    """Who signed for whom, or why it was not delivered; empty if there is nothing to say."""
    signer = line.record.signer
    if line.state in (DeliveryState.RECEIVED, DeliveryState.OTHER_DAY) and signer is not None:
        return tr("signed by {name} ({relation})").format(
            name=signer.name, relation=signer.relation
        )
    if line.state is DeliveryState.WAITING and line.reason:
        return tr("last time: {reason}").format(reason=line.reason)
    return line.reason if line.state is DeliveryState.FAILED else ""


def already_words(line: DeliveryLine) -> str:
    """When it was received, and who ticked it."""
    step = line.record.undoable
    at = step.at if step else line.record.recorded_at
    return tr("received on {day}; {by} ticked it on {moment}").format(
        day=date_short(line.record.status_on), by=line.by or "–", moment=moment(at)
    )


def home_words(line: DeliveryLine) -> str:
    """``RT 001/RW 002 · Krajan``; empty where nobody says."""
    home = line.home
    rt_rw = f"RT {home.rt or '–'}/RW {home.rw or '–'}" if home.rt or home.rw else ""
    return " · ".join(filter(None, (rt_rw, home.hamlet or home.address)))


def totals_words(totals: DeliveryTotals) -> list[tuple[str, str]]:
    """What the day adds up to, each with what it is called."""
    return [
        (tr("On the list"), number(totals.listed)),
        (tr("Received"), number(totals.received)),
        (tr("Still to come"), number(totals.waiting)),
        (tr("Not delivered"), number(totals.failed)),
        (tr("Stand-ins signed"), number(totals.stand_ins)),
        (tr("Handed over"), money(totals.rupiah)),
    ]
