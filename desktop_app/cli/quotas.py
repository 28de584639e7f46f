"""``quota set|list``: how much of a programme there is for a region, and what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_app.actions.quotas import allot_quota, quotas_of
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, table
from desktop_app.cli.usage import whole_number
from desktop_app.domain.money import parse_rupiah
from desktop_app.domain.quota import QuotaDraft, QuotaUse
from desktop_app.language import tr
from desktop_app.words.aid import period_words
from desktop_app.words.format import money, number


def add(commands: Commands) -> None:
    """Add the commands about quotas."""
    verbs = commands.group("quota", tr("How much of a programme there is, and what is left."))
    allot = verbs.add(
        "set",
        tr("Allot a quota; without a ceiling it is lifted."),
        _set,
        epilog=tr(
            "A later quota of the same programme, period and region takes the place of the earlier "
            "one. What is only decreed needs room in it; what has been given is recorded with a "
            "reason all the same, and the quota is then shown as exceeded."
        ),
    )
    allot.add_argument(
        "--programme", required=True, metavar=tr("CODE"), help=tr("For example PKH or BLT-DD.")
    )
    allot.add_argument(
        "--period",
        required=True,
        metavar=tr("PERIOD"),
        help=tr("A year, a quarter, a month or a stage: 2026, 2026-Q3, 2026-07, 2026-T2."),
    )
    allot.add_argument(
        "--region", default="", metavar=tr("CODE"), help=tr("The office's own if not given.")
    )
    allot.add_argument(
        "--recipients", type=whole_number, metavar="N", help=tr("How many may receive it.")
    )
    allot.add_argument("--rupiah", metavar="RUPIAH", help=tr("How much money there is."))
    allot.add_argument("--note", default="", metavar=tr("TEXT"), help=tr("A note."))
    lines = verbs.add("list", tr("Every quota with what is left of it."), _list)
    lines.add_argument("--programme", default="", metavar=tr("CODE"), help=tr("Only of this one."))
    lines.add_argument(
        "--period", default="", metavar=tr("PERIOD"), help=tr("Only those this period takes from.")
    )


def _set(call: Call) -> Answer:
    office = call.office()
    regions = office.reference.regions
    use = allot_quota(
        office,
        QuotaDraft(
            programme=call.programme.upper(),
            period=call.period,
            region=regions.parse(call.region) if call.region else office.profile.region,
            recipients=call.recipients,
            rupiah=parse_rupiah(call.rupiah) if call.rupiah else None,
            note=call.note,
        ),
    ).value
    return Answer(_data(use), _table([use]) if use.quota.limits else tr("The quota was lifted."))


def _list(call: Call) -> Answer:
    uses = quotas_of(call.office(), programme=call.programme.upper(), period=call.period)
    return Answer(
        {"quotas": [_data(use) for use in uses]},
        _table(uses) if uses else tr("No quota has been allotted."),
    )


def _data(use: QuotaUse) -> dict[str, Any]:
    quota = use.quota
    return {
        "programme": quota.programme,
        "period": quota.period,
        "region": quota.region,
        "recipients": quota.recipients,
        "recipients_used": use.recipients,
        "recipients_left": use.recipients_left,
        "rupiah": quota.rupiah,
        "rupiah_used": use.rupiah,
        "rupiah_left": use.rupiah_left,
        "is_over": use.is_over,
        "note": quota.note,
    }


def _table(uses: list[QuotaUse]) -> str:
    return table(
        [
            tr("Programme"),
            tr("Period"),
            tr("Region"),
            tr("Recipients"),
            tr("left"),
            tr("Money"),
            tr("left"),
        ],
        [
            (
                use.quota.programme,
                period_words(use.quota.period),
                use.quota.region,
                _ceiling(use.quota.recipients, number),
                _ceiling(use.recipients_left, number),
                _ceiling(use.quota.rupiah, money),
                _ceiling(use.rupiah_left, money),
            )
            for use in uses
        ],
        right=(3, 4, 5, 6),
    )


def _ceiling(value: int | None, words: Callable[[int], str]) -> str:
    return "-" if value is None else words(value)
