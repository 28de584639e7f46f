"""``intervention record``, ``void``, ``list``: help given, one by one or a whole list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.actions.families import named_by
from desktop_app.actions.interventions import (
    Recorded,
    interventions_of,
    record_intervention,
    void_intervention,
)
from desktop_app.actions.office import Office
from desktop_app.cli.call import Call, day_of
from desktop_app.cli.commands import Commands
from desktop_app.cli.numbers import Numbers, numbers_of_list
from desktop_app.cli.output import Answer, paragraphs, table
from desktop_app.cli.table_file import WHO_COLUMNS, TableRow, read_table
from desktop_app.cli.usage import Parser, WrongUsage, whole_number
from desktop_app.domain.intervention import (
    InterventionDraft,
    InterventionLine,
    InterventionStatus,
)
from desktop_app.domain.money import parse_rupiah
from desktop_app.domain.programme import FundSource
from desktop_app.errors import Code, UserError
from desktop_app.language import tr, trn
from desktop_app.words.aid import (
    given_words,
    period_words,
    status_words,
    warning_code_words,
)
from desktop_app.words.format import date_short, number
from desktop_app.words.messages import sentence_for

COLUMNS = {
    **WHO_COLUMNS,
    "programme": "programme",
    "program": "programme",
    "period": "period",
    "periode": "period",
    "amount": "amount",
    "jumlah": "amount",
    "on": "on",
    "tanggal": "on",
    "funds": "funds",
    "sumberdana": "funds",
    "agency": "agency",
    "instansi": "agency",
    "status": "status",
    "quantity": "quantity",
    "barang": "quantity",
    "note": "note",
    "catatan": "note",
    "reason": "reason",
    "alasan": "reason",
}
"""The headings a list may have, compared without case, blanks and underscores."""


@dataclass(slots=True)
class _Outcome:
    """What became of a list: every row is in exactly one of `ids` and `refused`."""

    ids: list[str] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)


def add(commands: Commands) -> None:
    """Add the commands about interventions."""
    verbs = commands.group("intervention", tr("Help given to families and people."))
    record = verbs.add(
        "record",
        tr("Record one intervention, or every row of a CSV file."),
        _record,
        epilog=tr(
            "Columns of FILE: kk (or family) or nik (or person), programme, period, on, and if wanted "
            "amount, quantity, funds, agency, status, note, reason; also in Indonesian: program, "
            "periode, tanggal, jumlah, barang, sumber_dana, instansi, catatan, alasan. What a row "
            "leaves empty is taken from the options. Each row stands for itself: rows that are "
            "refused are listed, the others are recorded."
        ),
    )
    record.add_argument("file", nargs="?", type=Path, metavar="FILE.csv", help=tr("Many at once."))
    _add_draft(record)
    void = verbs.add("void", tr("Mark one as entered in error; it stays readable."), _void)
    void.add_argument("id", metavar="ID", help=tr("The id that recording gave."))
    void.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why it is wrong."))
    lines = verbs.add("list", tr("The newest first."), _list)
    lines.add_argument("--programme", default="", metavar=tr("CODE"), help=tr("Only of this one."))
    lines.add_argument(
        "--village", default="", metavar=tr("CODE"), help=tr("Only in this desa or kecamatan.")
    )
    lines.add_argument(
        "--limit",
        type=whole_number,
        default=500,
        metavar="N",
        help=tr("How many at most; {n} if not given.").format(n=500),
    )


def intervention_data(line: InterventionLine, numbers: Numbers) -> dict[str, Any]:
    """One record as the commands print it."""
    record = line.intervention
    subject = record.subject
    return {
        "id": record.id,
        "subject": subject.kind.value,
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


def _add_draft(parser: Parser) -> None:
    parser.add_argument(
        "--family", metavar="KK|ID", help=tr("The family, by its card, its id or a member's NIK.")
    )
    parser.add_argument(
        "--person", metavar="NIK|ID", help=tr("The person, where it is for one person.")
    )
    parser.add_argument("--programme", metavar=tr("CODE"), help=tr("For example PKH or BLT-DD."))
    parser.add_argument(
        "--period",
        metavar=tr("PERIOD"),
        help=tr("A year, a quarter or a month: 2026, 2026-Q3, 2026-07."),
    )
    parser.add_argument("--amount", metavar="RUPIAH", help=tr("Whole rupiah."))
    parser.add_argument("--quantity", metavar=tr("TEXT"), help=tr("Goods, for example 10 kg."))
    parser.add_argument("--on", metavar=tr("DATE"), help=tr("The day it was given."))
    parser.add_argument(
        "--funds", choices=[source.value for source in FundSource], help=tr("Who paid.")
    )
    parser.add_argument("--agency", metavar=tr("TEXT"), help=tr("Who gave it."))
    parser.add_argument(
        "--status",
        choices=[status.value for status in InterventionStatus],
        help=tr("How far it has come; received if not given."),
    )
    parser.add_argument("--note", metavar=tr("TEXT"), help=tr("A note."))
    parser.add_argument(
        "--reason", metavar=tr("TEXT"), help=tr("Why it is recorded in spite of a warning.")
    )


def _record(call: Call) -> Answer:
    if call.file is not None:
        if call.family or call.person:
            raise WrongUsage(tr("Give either a file or one family or person."))
        return _record_list(call, call.office())
    if not (call.family or call.person):
        raise WrongUsage(tr("Give a file, --family or --person."))
    for option in ("programme", "period", "on"):
        if not getattr(call, option):
            raise WrongUsage(tr("These are missing: {names}.").format(names=f"--{option}"))
    office = call.office()
    outcome = _Outcome()
    recorded = record_intervention(office, _draft(office, lambda name: getattr(call, name) or ""))
    _take(outcome, None, recorded.value)
    return _outcome_answer(outcome)


def _record_list(call: Call, office: Office) -> Answer:
    outcome = _Outcome()
    rows = read_table(call.file, COLUMNS)
    with call.watched() as progress:
        progress.begin("recording", total=len(rows))
        for row in rows:
            try:
                recorded = record_intervention(office, _draft(office, _cells(call, row)))
                _take(outcome, row.row, recorded.value)
            except UserError as error:
                if error.code is Code.RIGHT_MISSING:
                    raise
                outcome.refused.append(
                    {
                        "row": row.row,
                        "code": error.code.value,
                        "facts": error.facts,
                        "message": sentence_for(error).brief,
                    }
                )
            progress.advance()
    return _outcome_answer(outcome)


def _cells(call: Call, row: TableRow) -> Callable[[str], str]:
    """What a row says, else what the options say for every row."""

    def cell(name: str) -> str:
        if name == "person":
            return row.cell("nik") or row.cell("person")
        if name == "family":
            return row.cell("family")
        return row.cell(name) or getattr(call, name) or ""

    return cell


def _draft(office: Office, cell: Callable[[str], str]) -> InterventionDraft:
    """What was typed, its words turned into codes; raises `UserError` for words nobody knows."""
    person, family = cell("person"), cell("family")
    if not (person or family):
        raise UserError(Code.SUBJECT_MISSING)
    if person:
        named = named_by(office, person, is_person=True)
        person_id = named.person_id
    else:
        named = named_by(office, family)
        person_id = None
    return InterventionDraft(
        programme=cell("programme").upper(),
        period=cell("period"),
        given_on=day_of(cell("on"), "on"),
        family_id=named.family_id,
        person_id=person_id,
        amount=parse_rupiah(cell("amount")) if cell("amount") else None,
        quantity=cell("quantity"),
        funds=_funds(cell("funds")),
        agency=cell("agency"),
        status=_status(cell("status")),
        note=cell("note"),
        reason=cell("reason"),
    )


def _funds(text: str) -> FundSource | None:
    try:
        return FundSource(text.lower()) if text else None
    except ValueError as error:
        raise UserError(Code.CHOICE_UNKNOWN, field="funds", choices=_choices(FundSource)) from error


def _status(text: str) -> InterventionStatus:
    try:
        return InterventionStatus(text.lower()) if text else InterventionStatus.RECEIVED
    except ValueError as error:
        raise UserError(
            Code.CHOICE_UNKNOWN, field="status", choices=_choices(InterventionStatus)
        ) from error


def _choices(kind: type[FundSource] | type[InterventionStatus]) -> str:
    return ", ".join(one.value for one in kind)


def _take(outcome: _Outcome, row: int | None, recorded: Recorded) -> None:
    outcome.ids.append(recorded.intervention_id)
    for warning in recorded.warnings:
        line = {
            "id": recorded.intervention_id,
            "code": warning.code.value,
            "severity": warning.severity.value,
        }
        outcome.warnings.append(line if row is None else {"row": row, **line})


def _outcome_answer(outcome: _Outcome) -> Answer:
    recorded = len(outcome.ids)
    refused = ""
    if outcome.refused:
        refused = table(
            [tr("Row"), tr("Why it was refused")],
            [(number(line["row"]), line["message"]) for line in outcome.refused],
            right=(0,),
        )
    warned = ""
    if outcome.warnings:
        warned = table(
            [tr("Row"), tr("Warning")],
            [
                (str(line.get("row", "")), warning_code_words(line["code"]))
                for line in outcome.warnings
            ],
            right=(0,),
        )
    return Answer(
        {
            "recorded": recorded,
            "ids": outcome.ids,
            "warnings": outcome.warnings,
            "refused": outcome.refused,
        },
        paragraphs(
            trn("{n} intervention recorded.", "{n} interventions recorded.", recorded).format(
                n=number(recorded)
            ),
            warned,
            refused,
        ),
        exit_code=1 if outcome.refused and not recorded else 0,
    )


def _void(call: Call) -> Answer:
    void_intervention(call.office(), call.id, call.reason)
    return Answer({"voided": call.id}, tr("It is marked as entered in error; it stays readable."))


def _list(call: Call) -> Answer:
    office = call.office()
    village = office.reference.regions.parse(call.village) if call.village else ""
    lines = interventions_of(
        office, programme=call.programme.upper(), village=village, limit=call.limit
    )
    numbers = numbers_of_list(call, office, "interventions", len(lines))
    text = tr("No aid recorded.")
    if lines:
        text = table(
            [
                tr("Given on"),
                tr("Programme"),
                tr("Period"),
                tr("What was given"),
                tr("To"),
                "KK",
                tr("Status"),
                "ID",
            ],
            [_row(line, numbers) for line in lines],
            right=(3,),
        )
    return Answer({"interventions": [intervention_data(line, numbers) for line in lines]}, text)


def _row(line: InterventionLine, numbers: Numbers) -> tuple[str, ...]:
    record = line.intervention
    return (
        date_short(record.given_on),
        record.programme,
        period_words(record.period),
        given_words(record) or "-",
        record.subject.name,
        numbers.cell(record.subject.family_card_no),
        tr("void") if record.is_void else status_words(record.status),
        record.id,
    )
