"""The columns of a list of interventions, on the page of all of them and on that of one family."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.intervention import InterventionLine
from desktop_app.language import mark, tr
from desktop_app.ui.models.table import Column
from desktop_app.ui.widgets.evidence_column import evidence_column
from desktop_app.words.aid import (
    given_words,
    programme_words,
    recipient_words,
    record_period_words,
    status_words,
)
from desktop_app.words.format import date_short
from desktop_app.words.people import village_words

AidColumn = Column[InterventionLine]


def aid_columns(
    lookups: Callable[[], Lookups | None],
    evidence: Callable[[], Mapping[str, int]],
    *,
    with_place: bool,
) -> tuple[AidColumn, ...]:
    """The columns; with the desa and the frozen decile where families differ.

    `evidence` gives how many pieces of evidence each record has.
    """

    def programme(line: InterventionLine) -> str:
        known = lookups()
        return programme_words(known.catalogue, line.intervention) if known else ""

    def period(line: InterventionLine) -> str:
        known = lookups()
        return record_period_words(line.intervention, known.catalogue if known else None)

    def recipient_below(line: InterventionLine) -> str:
        known = lookups()
        if known is None or not with_place:
            return recipient_kind(line)
        village = village_words(known.regions, line.intervention.subject.village)
        return f"{village} · {recipient_kind(line)}"

    given_on = _column(
        "given_on",
        mark("Date"),
        lambda line: date_short(line.intervention.given_on),
        width=114,
        is_whole=True,
        sort=lambda line: line.intervention.given_on,
    )
    recipient = _column(
        "recipient",
        mark("Recipient"),
        lambda line: line.intervention.subject.name,
        width=160,
        below=recipient_below,
    )
    programme_column = _column(
        "programme",
        mark("Programme"),
        programme,
        width=156,
        below=period,
    )
    amount = _column(
        "amount",
        mark("Given"),
        lambda line: given_words(line.intervention) or "–",
        width=132,
        is_number=True,
        is_whole=True,
        sort=lambda line: line.intervention.amount or 0,
    )
    status = Column[InterventionLine](
        "status",
        mark("Status"),
        state_words,
        width=130,
        below=travel_words,
        tone=_tone,
    )
    papers: AidColumn = evidence_column(lambda line: evidence().get(line.intervention.id, 0))
    if not with_place:
        return (given_on, programme_column, recipient, amount, papers, status)
    decile = Column[InterventionLine](
        "decile",
        mark("Decile"),
        lambda line: "–" if _is_outsider(line) else str(line.intervention.decile or ""),
        width=118,
        decile=lambda line: line.intervention.decile,
        is_plain=_is_outsider,
    )
    return (given_on, recipient, programme_column, amount, papers, status, decile)


def recipient_kind(line: InterventionLine) -> str:
    """What kind of recipient it went to."""
    return recipient_words(line.intervention.subject)


def state_words(line: InterventionLine) -> str:
    """How far help has come, or that it was entered in error."""
    if line.intervention.is_void:
        return tr("In error")
    return status_words(line.intervention.status)


def travel_words(line: InterventionLine) -> str:
    """Whether the hub knows of it."""
    return "" if line.is_confirmed else tr("Not at hub yet")


def _is_outsider(line: InterventionLine) -> bool:
    """No release knows them, so there is no decile that could be missing."""
    return line.intervention.subject.is_outsider


def _column(
    key: str,
    title: str,
    text: Callable[[InterventionLine], str],
    *,
    width: int,
    is_number: bool = False,
    is_whole: bool = False,
    sort: Callable[[InterventionLine], object] | None = None,
    below: Callable[[InterventionLine], str] | None = None,
) -> AidColumn:
    return Column(
        key,
        title,
        text,
        width=width,
        is_number=is_number,
        is_whole=is_whole,
        sort=sort,
        below=below,
        tone=_tone,
        is_struck=lambda line: line.intervention.is_void,
        tip=text,
    )


def _tone(line: InterventionLine) -> str:
    return "muted" if line.intervention.is_void else "text"
