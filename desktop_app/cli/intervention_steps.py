"""``intervention show``, ``step``, ``correct``, ``lists``: what happens to a record later."""

from __future__ import annotations

from typing import Any

from desktop_app.actions.intervention_lists import recorded_lists
from desktop_app.actions.intervention_steps import (
    correct_intervention,
    intervention_line,
    step_intervention,
    step_interventions,
    undo_step,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.numbers import Numbers, numbers_of_list
from desktop_app.cli.output import STOPPED, Answer, paragraphs, table
from desktop_app.cli.usage import Parser, WrongUsage
from desktop_app.domain.dates import day_of, parse_date
from desktop_app.domain.intervention import InterventionLine
from desktop_app.domain.intervention_history import Content, Signer
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.money import parse_rupiah
from desktop_app.language import tr, trn
from desktop_app.words.aid import given_words, history_words, period_words, status_words
from desktop_app.words.format import date_short, number
from desktop_app.words.messages import sentence_for


def add_to(verbs: Commands) -> None:
    """Add what happens to a record after it was recorded."""
    show = verbs.add("show", tr("One record with everything that happened to it."), _show)
    show.add_argument("id", metavar="ID", help=tr("The id that recording gave."))
    step = verbs.add("step", tr("Take the next step with one record or many."), _step)
    step.add_argument("id", nargs="+", metavar="ID", help=tr("The ids that recording gave."))
    step.add_argument(
        "--to", choices=[status.value for status in InterventionStatus], help=tr("The next state.")
    )
    step.add_argument("--undo", action="store_true", help=tr("Take the last step back instead."))
    step.add_argument("--on", default="", metavar=tr("DATE"), help=tr("The day; today."))
    step.add_argument("--note", default="", metavar=tr("TEXT"), help=tr("A note."))
    add_signer(step)
    correct = verbs.add("correct", tr("Put right an amount, goods, a day or a note."), _correct)
    correct.add_argument("id", metavar="ID", help=tr("The id that recording gave."))
    correct.add_argument("--amount", metavar="RUPIAH", help=tr("Whole rupiah."))
    correct.add_argument("--quantity", metavar=tr("TEXT"), help=tr("Goods, for example 10 kg."))
    correct.add_argument("--on", metavar=tr("DATE"), help=tr("The day it was given."))
    correct.add_argument("--note", metavar=tr("TEXT"), help=tr("A note."))
    correct.add_argument(
        "--reason", required=True, metavar=tr("TEXT"), help=tr("Why it was wrong.")
    )
    verbs.add("lists", tr("The lists that were recorded in one go, the newest first."), _lists)


def add_signer(parser: Parser) -> None:
    """Add who signs in the recipient's place."""
    parser.add_argument(
        "--signer", default="", metavar=tr("NAME"), help=tr("Who took it in the recipient's place.")
    )
    parser.add_argument(
        "--relation", default="", metavar=tr("TEXT"), help=tr("What they are to the recipient.")
    )


def intervention_data(line: InterventionLine, numbers: Numbers) -> dict[str, Any]:
    """One record as the commands print it."""
    record = line.intervention
    subject = record.subject
    return {
        "id": record.id,
        "subject": subject.kind.value,
        "in_dtsen": not subject.is_outsider,
        "responsible": subject.responsible,
        "asnaf": record.asnaf.value if record.asnaf else None,
        "family_id": subject.family_id,
        "person_id": subject.person_id,
        "nik": numbers.shown(subject.national_id),
        "family_card_no": numbers.shown(subject.family_card_no),
        "name": subject.name,
        "village": subject.village,
        "programme": record.programme,
        "programme_version": record.programme_version,
        "period": record.period,
        "amount": record.amount,
        "quantity": record.quantity,
        "given_on": record.given_on,
        "funds": record.funds,
        "agency": record.agency,
        "status": record.status.value,
        "status_on": record.status_on,
        "next": [way.value for way in record.ways],
        "signer": record.signer.as_data() if record.signer else None,
        "list": record.list_id,
        "given": line.given,
        "is_double": line.is_double,
        "is_disputed": record.is_disputed,
        "note": record.note,
        "reason": record.reason,
        "warnings": list(record.warnings),
        "decile": record.decile,
        "release": record.release_label,
        "recorded_by": line.recorded_by_name,
        "recorded_at": record.recorded_at,
        "is_void": record.is_void,
        "void_reason": record.void_reason,
        "is_confirmed": line.is_confirmed,
    }


def _step(call: Call) -> Answer:
    if bool(call.to) == call.undo:
        raise WrongUsage(tr("Give either --to or --undo."))
    if len(call.id) > 1 and (call.undo or call.signer):
        raise WrongUsage(tr("Give one id only."))
    office = call.office()
    on = parse_date(call.on) if call.on else office.today()
    if call.undo:
        back_to = undo_step(office, call.id[0], call.note).value
        return Answer({"state": back_to.value}, _now(back_to))
    to = InterventionStatus(call.to)
    if len(call.id) == 1:
        step_intervention(
            office,
            call.id[0],
            to,
            on=on,
            note=call.note,
            signer=signer_of(call.signer, call.relation),
        )
        return Answer({"state": to.value}, _now(to))
    with call.watched() as progress:
        taken = step_interventions(
            office, call.id, to, on=on, progress=progress, note=call.note
        ).value
    refused = [
        {
            "id": one.intervention_id,
            "code": one.error.code.value,
            "message": sentence_for(one.error).brief,
        }
        for one in taken.refused
    ]
    return Answer(
        {"stepped": taken.stepped, "refused": refused, "left": taken.left},
        paragraphs(
            trn(
                "{n} record is now in this state: {state}.",
                "{n} records are now in this state: {state}.",
                taken.stepped,
            ).format(n=number(taken.stepped), state=status_words(to)),
            table(
                ["ID", tr("Why it was refused")],
                [(str(one["id"]), str(one["message"])) for one in refused],
            )
            if refused
            else "",
        ),
        exit_code=STOPPED if taken.left else 1 if refused and not taken.stepped else 0,
    )


def _now(status: InterventionStatus) -> str:
    return tr("It is now in this state: {state}.").format(state=status_words(status))


def signer_of(name: str, relation: str) -> Signer | None:
    """Who signs in the recipient's place; None where nobody was named."""
    return Signer(name, relation) if name or relation else None


def _correct(call: Call) -> Answer:
    office = call.office()
    now = intervention_line(office, call.id).intervention.content
    content = Content(
        amount=parse_rupiah(call.amount) if call.amount else now.amount,
        quantity=now.quantity if call.quantity is None else call.quantity.strip(),
        given_on=parse_date(call.on) if call.on else now.given_on,
        note=now.note if call.note is None else call.note.strip(),
    )
    correct_intervention(office, call.id, content, call.reason)
    return Answer(
        {"corrected": call.id, "amount": content.amount},
        tr("It was put right; the help is counted once, with the new value."),
    )


def _show(call: Call) -> Answer:
    office = call.office()
    line = intervention_line(office, call.id)
    record = line.intervention
    numbers = numbers_of_list(call, office, "interventions", 1)
    history = [(date_short(one.on), one.what, one.remark) for one in history_words(record)]
    return Answer(
        {
            **intervention_data(line, numbers),
            "corrections": [one.as_data() for one in record.corrections],
            "steps": [one.as_data() for one in record.steps],
            "values": [one.as_data() for one in record.contents],
            "states": sorted(record.statuses),
        },
        paragraphs(
            table([tr("Fact"), tr("Value")], _facts(line, numbers)),
            table([tr("On"), tr("What happened"), tr("Remark")], history) if history else "",
        ),
    )


def _facts(line: InterventionLine, numbers: Numbers) -> list[tuple[str, str]]:
    record = line.intervention
    facts = [
        (tr("Programme"), record.programme),
        (tr("Period"), period_words(record.period)),
        (tr("To"), record.subject.name),
        ("KK", numbers.cell(record.subject.family_card_no)),
        (tr("What was given"), given_words(record) or "-"),
        (tr("Status"), tr("void") if record.is_void else status_words(record.status)),
        (tr("In this state since"), date_short(record.status_on)),
    ]
    if record.signer:
        signed = f"{record.signer.name} ({record.signer.relation})"
        facts.append((tr("Signed for the recipient"), signed))
    if line.is_double:
        facts.append((tr("Remark"), tr("Counted already")))
    if record.is_disputed:
        facts.append((tr("Remark"), tr("Two values")))
    return facts


def _lists(call: Call) -> Answer:
    every = recorded_lists(call.office())
    return Answer(
        {
            "lists": [
                {
                    "id": one.id,
                    "recorded_by": one.recorded_by_name,
                    "recorded_at": one.recorded_at,
                    "programmes": list(one.programmes),
                    "records": one.records,
                    "void": one.void,
                }
                for one in every
            ]
        },
        table(
            [tr("Recorded"), tr("By"), tr("Programme"), tr("Records"), tr("void"), "ID"],
            [
                (
                    date_short(day_of(one.recorded_at)),
                    one.recorded_by_name,
                    ", ".join(one.programmes),
                    number(one.records),
                    number(one.void),
                    one.id,
                )
                for one in every
            ],
            right=(3, 4),
        )
        if every
        else tr("No list has been recorded."),
    )
