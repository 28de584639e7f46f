"""The narrow column that says beside a record how much evidence it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from desktop_app.language import mark, trn
from desktop_app.ui.models.table import Column
from desktop_app.words.format import number

RowT = TypeVar("RowT")


def evidence_column(count: Callable[[RowT], int], *, width: int = 64) -> Column[RowT]:
    """A paper clip and how many pieces there are; empty where there is none."""

    def tip(row: RowT) -> str:
        n = count(row)
        return (
            trn("{n} piece of evidence", "{n} pieces of evidence", n).format(n=number(n))
            if n
            else ""
        )

    return Column(
        "evidence",
        mark("Proof"),
        lambda row: number(count(row)) if count(row) else "",
        width=width,
        sort=count,
        tip=tip,
        icon=lambda row: "paperclip" if count(row) else "",
    )
