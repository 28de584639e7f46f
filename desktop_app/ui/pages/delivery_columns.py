"""The columns of the list on a delivery day."""

from __future__ import annotations

from desktop_app.domain.delivery import DeliveryLine, DeliveryState
from desktop_app.language import mark
from desktop_app.ui.models.table import Column
from desktop_app.words.aid import given_words
from desktop_app.words.delivery import MARKS, home_words, remark_words, state_words
from desktop_app.words.format import number_tail

DeliveryColumn = Column[DeliveryLine]

_TONES = {
    DeliveryState.WAITING: "text",
    DeliveryState.RECEIVED: "accent_text",
    DeliveryState.FAILED: "loss_text",
    DeliveryState.OTHER_DAY: "muted",
}


def delivery_columns() -> tuple[DeliveryColumn, ...]:
    """Number with its mark, who, by which number, what, and how it stands."""
    return (
        Column(
            "number",
            mark("No."),
            lambda line: f"{MARKS[line.state]} {line.number}",
            width=84,
            sort=lambda line: line.number,
            tone=_tone,
        ),
        Column(
            "name",
            mark("Name"),
            lambda line: line.record.subject.name,
            width=270,
            below=home_words,
            tone=_tone,
            tip=lambda line: line.record.subject.name,
        ),
        Column("own_number", "NIK/KK", lambda line: number_tail(line.own_number), width=110),
        Column(
            "given",
            mark("Given"),
            lambda line: given_words(line.record) or "–",
            width=124,
            is_number=True,
            sort=lambda line: line.record.amount or 0,
        ),
        Column(
            "state",
            mark("State"),
            state_words,
            width=240,
            below=remark_words,
            tone=_tone,
            tip=remark_words,
        ),
    )


def _tone(line: DeliveryLine) -> str:
    return _TONES[line.state]
