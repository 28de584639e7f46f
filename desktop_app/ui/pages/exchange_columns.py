"""What the history of exchanges says of each package."""

from __future__ import annotations

from desktop_app.actions.packages import PackageLine
from desktop_app.language import mark, tr
from desktop_app.ui.models.table import Column
from desktop_app.words.format import file_size, moment, number
from desktop_app.words.package_words import changes_words, kind_words

PACKAGE_COLUMNS: tuple[Column[PackageLine], ...] = (
    Column(
        "handled_at",
        mark("When"),
        lambda line: moment(line.handled_at),
        width=178,
        sort=lambda line: line.handled_at,
        below=lambda line: tr("written") if line.direction == "out" else tr("read"),
    ),
    Column(
        "kind",
        mark("Package"),
        lambda line: kind_words(line.kind),
        width=222,
        below=lambda line: (
            f"{changes_words(line.ops)} · {file_size(line.bytes)}"
            if line.ops
            else file_size(line.bytes)
        ),
        tip=lambda line: line.file_name,
    ),
    Column(
        "number",
        mark("No."),
        lambda line: number(line.number) if line.number else "–",
        width=55,
        is_number=True,
        sort=lambda line: line.number,
    ),
)
