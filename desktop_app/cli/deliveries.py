"""``delivery list``, ``tick``, ``untick``, ``fail``, ``print``: the day on which help is handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app import files
from desktop_app.actions.delivery import (
    Delivered,
    deliveries_of,
    delivery_of,
    fail_delivery,
    tick_delivery,
    untick_delivery,
)
from desktop_app.actions.delivery_paper import print_delivery_list
from desktop_app.actions.office import Office
from desktop_app.cli.call import Call, typed_day
from desktop_app.cli.commands import Commands
from desktop_app.cli.intervention_steps import add_signer, signer_of
from desktop_app.cli.numbers import Numbers, numbers_of_list
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.cli.usage import Parser
from desktop_app.domain.changes import Done
from desktop_app.domain.delivery import Delivery, DeliveryLine, DeliveryScope, DeliveryTotals
from desktop_app.domain.delivery_finder import DeliveryFinder
from desktop_app.errors import Code, UserError
from desktop_app.language import tr
from desktop_app.words.aid import given_words, period_words
from desktop_app.words.delivery import state_words, totals_words
from desktop_app.words.format import number

_WHO = "NO|NIK|KK|NAME"


def add(commands: Commands) -> None:
    """Add the commands of a delivery day."""
    verbs = commands.group("delivery", tr("The day on which help is handed over."))
    every = verbs.add(
        "list",
        tr("Who is on the list of a programme and period; without them, what can be delivered."),
        _list,
    )
    _add_scope(every, is_needed=False)
    tick = verbs.add("tick", tr("Somebody came and got it."), _tick)
    _add_scope(tick)
    _add_who(tick)
    add_signer(tick)
    untick = verbs.add("untick", tr("Take a tick or a failure back."), _untick)
    _add_scope(untick)
    _add_who(untick)
    fail = verbs.add("fail", tr("It could not be delivered to somebody today."), _fail)
    _add_scope(fail)
    _add_who(fail)
    fail.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why not."))
    paper = verbs.add("print", tr("The list to be signed, as a PDF on F4 paper."), _print)
    _add_scope(paper)
    paper.add_argument(
        "--out", type=Path, required=True, metavar=tr("FILE"), help=tr("Where the PDF goes.")
    )
    paper.add_argument(
        "--for",
        dest="purpose",
        required=True,
        metavar=tr("TEXT"),
        help=tr("What it is for; printed at its foot and kept in the audit log."),
    )
    paper.add_argument("--whole", action="store_true", help=tr("Print whole numbers."))


def _add_scope(parser: Parser, *, is_needed: bool = True) -> None:
    parser.add_argument(
        "--programme", required=is_needed, default="", metavar="CODE", help=tr("The programme.")
    )
    parser.add_argument(
        "--period", required=is_needed, default="", metavar=tr("PERIOD"), help=tr("The period.")
    )
    parser.add_argument("--village", default="", metavar="CODE", help=tr("Only this desa."))
    parser.add_argument("--hamlet", default="", metavar=tr("NAME"), help=tr("Only this hamlet."))
    parser.add_argument(
        "--list", dest="list_id", default="", metavar="ID", help=tr("Only this recorded list.")
    )
    parser.add_argument("--on", default="", metavar=tr("DATE"), help=tr("The day; today."))


def _add_who(parser: Parser) -> None:
    parser.add_argument(
        "who",
        metavar=_WHO,
        help=tr("The number on the list, a NIK or KK or its last digits, the serial, or the name."),
    )


def _list(call: Call) -> Answer:
    office = call.office()
    if not call.programme or not call.period:
        return _stages(office)
    delivery = _delivery(call, office)
    numbers = numbers_of_list(call, office, "delivery", len(delivery.of_day))
    totals = delivery.totals
    return Answer(
        {
            "programme": delivery.scope.programme,
            "period": delivery.scope.period,
            "on": delivery.on,
            "hamlets": list(delivery.hamlets),
            "lines": [_line_data(one, numbers) for one in delivery.of_day],
            "totals": _totals_data(totals),
        },
        paragraphs(
            table(
                [tr("No."), tr("Name"), "RT/RW", "NIK/KK", tr("What was given"), tr("State")],
                [
                    (
                        str(one.number),
                        one.record.subject.name,
                        f"{one.home.rt or '-'}/{one.home.rw or '-'}",
                        numbers.cell(one.own_number or None),
                        given_words(one.record) or "-",
                        state_words(one),
                    )
                    for one in delivery.of_day
                ],
                right=(0, 4),
            ),
            pairs(totals_words(totals)),
        )
        if delivery.of_day
        else tr("Nobody is on this list."),
    )


def _stages(office: Office) -> Answer:
    stages = deliveries_of(office)
    return Answer(
        {
            "stages": [
                {
                    "programme": one.programme,
                    "period": one.period,
                    "listed": one.listed,
                    "waiting": one.waiting,
                    "villages": list(one.villages),
                    "lists": list(one.list_ids),
                }
                for one in stages
            ]
        },
        table(
            [tr("Programme"), tr("Period"), tr("On the list"), tr("Still to come")],
            [
                (one.programme, period_words(one.period), number(one.listed), number(one.waiting))
                for one in stages
            ],
            right=(2, 3),
        )
        if stages
        else tr("There is nothing to deliver: no help has been decreed."),
    )


def _tick(call: Call) -> Answer:
    signer = signer_of(call.signer, call.relation)
    return _one(
        call,
        lambda office, line: tick_delivery(office, line.record.id, on=line.on, signer=signer),
    )


def _untick(call: Call) -> Answer:
    return _one(call, lambda office, line: untick_delivery(office, line.record.id))


def _fail(call: Call) -> Answer:
    return _one(
        call, lambda office, line: fail_delivery(office, line.record.id, call.reason, on=line.on)
    )


def _one(call: Call, deed: Callable[[Office, DeliveryLine], Done[Delivered]]) -> Answer:
    """Do it with the one who was named, and say how the list stands now."""
    office = call.office()
    delivery = _delivery(call, office)
    found = DeliveryFinder(delivery, office.reference.spelling).find(delivery, call.who)
    numbers = numbers_of_list(call, office, "delivery", len(found.lines))
    if not found.lines:
        raise UserError(Code.DELIVERY_NOT_LISTED)
    if not found.is_sure:
        return Answer(
            {"candidates": [_line_data(one, numbers) for one in found.lines]},
            paragraphs(
                tr("Several may be meant. Name one by the number on the list."),
                table(
                    [tr("No."), tr("Name"), "RT/RW", tr("State")],
                    [
                        (
                            str(one.number),
                            one.record.subject.name,
                            f"{one.home.rt or '-'}/{one.home.rw or '-'}",
                            state_words(one),
                        )
                        for one in found.lines
                    ],
                ),
            ),
            exit_code=1,
        )
    done = deed(office, found.lines[0]).value
    after = delivery.after(done.record, done.by)
    line = after.lines[found.lines[0].number - 1]
    return Answer(
        {"line": _line_data(line, numbers), "totals": _totals_data(after.totals)},
        paragraphs(
            f"{line.number}. {line.record.subject.name}: {state_words(line)}",
            pairs(totals_words(after.totals)),
        ),
    )


def _print(call: Call) -> Answer:
    office = call.office()
    done = print_delivery_list(
        office, _scope(call), call.purpose, on=_day(call, office), is_whole=call.whole
    )
    paper = done.value
    files.write_whole(call.out, paper.pdf)
    said = tr("The list was saved as {name}.").format(name=call.out.name)
    return Answer({"file": str(call.out), "pages": paper.pages, "serial": paper.serial}, said)


def _delivery(call: Call, office: Office) -> Delivery:
    return delivery_of(office, _scope(call), on=_day(call, office))


def _day(call: Call, office: Office) -> date:
    return typed_day(call.on, "on") if call.on else office.today()


def _scope(call: Call) -> DeliveryScope:
    return DeliveryScope(
        programme=call.programme,
        period=call.period.upper(),
        village=call.village,
        hamlet=call.hamlet,
        list_id=call.list_id,
    )


def _line_data(line: DeliveryLine, numbers: Numbers) -> dict[str, Any]:
    record = line.record
    return {
        "number": line.number,
        "id": record.id,
        "serial": line.serial,
        "name": record.subject.name,
        "nik_or_kk": numbers.shown(line.own_number or None),
        "village": record.subject.village,
        "hamlet": line.home.hamlet,
        "rt": line.home.rt,
        "rw": line.home.rw,
        "amount": record.amount,
        "quantity": record.quantity,
        "state": line.state.value,
        "status": record.status.value,
        "status_on": record.status_on,
        "by": line.by,
        "signer": record.signer.as_data() if record.signer else None,
        "reason": line.reason,
    }


def _totals_data(totals: DeliveryTotals) -> dict[str, int]:
    return {
        "listed": totals.listed,
        "received": totals.received,
        "waiting": totals.waiting,
        "failed": totals.failed,
        "stand_ins": totals.stand_ins,
        "rupiah": totals.rupiah,
        "rupiah_listed": totals.rupiah_listed,
    }
