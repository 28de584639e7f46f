"""``intervention record``, ``void``, ``list``: help given, one by one or a whole list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from desktop_app.actions.intervention_lists import (
    listed_in_file,
    preview_list,
    record_list,
    void_interventions,
    void_list,
)
from desktop_app.actions.intervention_rows import draft_from
from desktop_app.actions.interventions import (
    record_intervention,
    void_intervention,
)
from desktop_app.actions.office import Office
from desktop_app.cli import intervention_steps, intervention_table
from desktop_app.cli.aid_options import add_draft_options
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import STOPPED, Answer, paragraphs, table
from desktop_app.cli.usage import WrongUsage
from desktop_app.domain.aid_rule import AidWarning
from desktop_app.domain.intervention_list import ListedAid, RowPreview, RowRefused, RowState
from desktop_app.errors import Code, UserError
from desktop_app.language import tr, trn
from desktop_app.progress import Progress
from desktop_app.words.aid import (
    row_state_words,
    warning_code_words,
)
from desktop_app.words.format import number
from desktop_app.words.messages import sentence_for

_COMMON = ("programme", "period", "amount", "on", "funds", "agency", "status", "quantity", "note")
"""What an option says for every row that leaves it empty; a reason is another matter."""


def add(commands: Commands) -> None:
    """Add the commands about interventions."""
    verbs = commands.group("intervention", tr("Help given to families and people."))
    record = verbs.add(
        "record",
        tr("Record one intervention, or every row of a CSV file or a workbook."),
        _record,
        epilog=tr(
            "Columns of FILE: kk (or family) or nik (or person), programme, period, on, and if wanted "
            "amount, quantity, funds, agency, status, note, reason; also in Indonesian: program, "
            "periode, tanggal, jumlah, barang, sumber_dana, instansi, catatan, alasan. For whoever is "
            "not in DTSEN also recipient (penerima), name (nama), village (desa), responsible, asnaf. What a row "
            "leaves empty is taken from the options. Each row stands for itself: rows that are "
            "refused are listed, the others are recorded. --reason is for every row that needs one, but "
            "whoever has the same help already gets it again only with a reason in the row itself."
        ),
    )
    record.add_argument("file", nargs="?", type=Path, metavar="FILE.csv", help=tr("Many at once."))
    record.add_argument(
        "--preview", action="store_true", help=tr("Say what is found; record nothing.")
    )
    record.add_argument(
        "--outsiders",
        action="store_true",
        help=tr("Record also rows of families and people who are not in DTSEN."),
    )
    add_draft_options(record)
    void = verbs.add("void", tr("Mark one as entered in error; it stays readable."), _void)
    void.add_argument("id", nargs="*", metavar="ID", help=tr("The ids that recording gave."))
    void.add_argument(
        "--list", default="", metavar="ID", help=tr("Every record of this list instead.")
    )
    void.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why it is wrong."))
    intervention_steps.add_to(verbs)
    intervention_table.add_to(verbs)


def _record(call: Call) -> Answer:
    if call.file is not None:
        if call.family or call.person or call.recipient:
            raise WrongUsage(tr("Give either a file or one family or person."))
        return _record_list(call, call.office())
    if not (call.family or call.person or call.recipient):
        raise WrongUsage(tr("Give a file, --family, --person or --recipient."))
    for option in ("programme", "period", "on"):
        if not getattr(call, option):
            raise WrongUsage(tr("These are missing: {names}.").format(names=f"--{option}"))
    office = call.office()
    with office.read() as conn:
        office.release(conn)
        draft = draft_from(conn, lambda name: getattr(call, name) or "")
        if draft.outsider is not None and not call.recipient:
            raise UserError(Code.SUBJECT_UNKNOWN)
    if call.preview:
        return _preview_answer(preview_list(office, [ListedAid(1, draft)], Progress()))
    recorded = record_intervention(office, draft).value
    return _outcome_answer([(None, recorded.intervention_id, recorded.warnings)], ())


def _record_list(call: Call, office: Office) -> Answer:
    common = {name: getattr(call, name) or "" for name in _COMMON}
    with call.watched() as progress:
        listed = listed_in_file(office, call.file, common, progress)
        if call.preview:
            return _preview_answer(preview_list(office, listed, progress))
        outcome = record_list(
            office, listed, call.reason or "", progress, with_outsiders=call.outsiders
        ).value
    return _outcome_answer(
        [(one.row, one.intervention_id, one.warnings) for one in outcome.recorded],
        outcome.refused,
        left=outcome.left,
        list_id=outcome.list_id,
    )


def _preview_answer(previews: Sequence[RowPreview]) -> Answer:
    counts = Counter(preview.state for preview in previews)
    rows = [
        (number(one.row), row_state_words(one.state), "; ".join(_why(one)))
        for one in previews
        if one.state is not RowState.READY
    ]
    return Answer(
        {
            "rows": [
                {
                    "row": one.row,
                    "state": one.state.value,
                    "decile": one.decile,
                    "warnings": [warning.code.value for warning in one.warnings],
                    **({"code": one.error.code.value} if one.error else {}),
                }
                for one in previews
            ],
            "counts": {state.value: counts[state] for state in RowState},
        },
        paragraphs(
            table(
                [tr("State"), tr("Rows")],
                [(row_state_words(state), number(counts[state])) for state in RowState],
                right=(1,),
            ),
            table([tr("Row"), tr("State"), tr("Why")], rows, right=(0,)) if rows else "",
        ),
    )


def _why(preview: RowPreview) -> list[str]:
    if preview.error is not None:
        return [sentence_for(preview.error).brief]
    return [warning_code_words(warning.code.value) for warning in preview.warnings]


def _outcome_answer(
    records: Sequence[tuple[int | None, str, Sequence[AidWarning]]],
    refusals: Sequence[RowRefused],
    *,
    left: int = 0,
    list_id: str = "",
) -> Answer:
    """Every row is in exactly one of `records` and `refusals`, unless it is one of those `left`."""
    warnings = [
        {
            **({} if row is None else {"row": row}),
            "id": intervention_id,
            "code": warning.code.value,
            "severity": warning.severity.value,
        }
        for row, intervention_id, found in records
        for warning in found
    ]
    refused = [
        {
            "row": one.row,
            "code": one.error.code.value,
            "facts": one.error.facts,
            "message": sentence_for(one.error).brief,
        }
        for one in refusals
    ]
    recorded = len(records)
    why = ""
    if refused:
        why = table(
            [tr("Row"), tr("Why it was refused")],
            [(number(one.row), sentence_for(one.error).brief) for one in refusals],
            right=(0,),
        )
    warned = ""
    if warnings:
        warned = table(
            [tr("Row"), tr("Warning")],
            [
                (str(line.get("row", "")), warning_code_words(str(line["code"])))
                for line in warnings
            ],
            right=(0,),
        )
    stopped = ""
    if left:
        stopped = trn(
            "Stopped: {n} row was not reached.", "Stopped: {n} rows were not reached.", left
        ).format(n=number(left))
    return Answer(
        {
            "recorded": recorded,
            "list": list_id,
            "ids": [intervention_id for _, intervention_id, _ in records],
            "warnings": warnings,
            "refused": refused,
            "left": left,
        },
        paragraphs(
            trn("{n} intervention recorded.", "{n} interventions recorded.", recorded).format(
                n=number(recorded)
            ),
            stopped,
            warned,
            why,
        ),
        exit_code=STOPPED if left else 1 if refused and not recorded else 0,
    )


def _void(call: Call) -> Answer:
    if bool(call.id) == bool(call.list):
        raise WrongUsage(tr("Give either ids or --list."))
    office = call.office()
    if len(call.id) == 1:
        (one,) = call.id
        void_intervention(office, one, call.reason)
        return Answer({"voided": one}, tr("It is marked as entered in error; it stays readable."))
    with call.watched() as progress:
        if call.list:
            voided = void_list(office, call.list, call.reason, progress).value
        else:
            voided = void_interventions(office, call.id, call.reason, progress).value
    return Answer(
        {"voided": voided},
        trn(
            "{n} record is marked as entered in error.",
            "{n} records are marked as entered in error.",
            voided,
        ).format(n=number(voided)),
    )
