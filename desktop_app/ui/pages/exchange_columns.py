"""What the lists of the exchange say of each office and of each package."""

from __future__ import annotations

from datetime import UTC

from desktop_app.actions.hub_board import HubOfficeLine
from desktop_app.actions.packages import PackageLine
from desktop_app.language import mark, tr, trn
from desktop_app.ui.models.table import Column
from desktop_app.words.format import file_size, moment, number
from desktop_app.words.package_words import alarm_words, changes_words, kind_words

OFFICE_COLUMNS: tuple[Column[HubOfficeLine], ...] = (
    Column(
        "office",
        mark("Office"),
        lambda line: line.name,
        width=165,
        below=lambda line: f"{line.region} · {line.label}" if line.label else line.region,
        tip=lambda line: line.name,
    ),
    Column(
        "last",
        mark("Last package"),
        lambda line: moment(line.last_taken_at) if line.last_taken_at else tr("none yet"),
        width=178,
        sort=lambda line: line.last_taken_at or line.valid_until.min.replace(tzinfo=UTC),
        below=lambda line: _state_of(line),
    ),
    Column(
        "unread",
        mark("Unread"),
        lambda line: number(line.unread) if line.unread else "–",
        width=124,
        is_number=True,
        sort=lambda line: line.unread,
    ),
)


def _state_of(line: HubOfficeLine) -> str:
    if line.revoked_at is not None:
        return tr("permission taken away")
    if line.alarms:
        return tr("look into it: {alarm}").format(alarm=alarm_words(line.alarms[0]))
    if line.waiting:
        return trn("{n} change waits", "{n} changes wait", line.waiting).format(
            n=number(line.waiting)
        )
    return ""


PACKAGE_COLUMNS: tuple[Column[PackageLine], ...] = (
    Column(
        "handled_at",
        mark("When"),
        lambda line: moment(line.handled_at),
        width=210,
        sort=lambda line: line.handled_at,
        below=lambda line: tr("written") if line.direction == "out" else tr("read"),
    ),
    Column(
        "kind",
        mark("Package"),
        lambda line: kind_words(line.kind),
        width=230,
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
        width=70,
        is_number=True,
        sort=lambda line: line.number,
    ),
)
