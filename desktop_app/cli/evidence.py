"""``evidence attach``, ``list``, ``show``, ``save``, ``withdraw``, ``unused``: pictures and papers of records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_app.actions.evidence import (
    EvidenceFile,
    attach_evidence,
    evidence_of_record,
    export_evidence,
    open_evidence,
    remove_unused_attachments,
    unused_attachments,
    withdraw_evidence,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.errands import add_errand, errand_of
from desktop_app.cli.output import Answer, pairs, table
from desktop_app.domain.evidence import Evidence, EvidenceLine
from desktop_app.language import tr, trn
from desktop_app.words.evidence import KINDS, kind_words, media_words, whole_words
from desktop_app.words.format import file_size, moment, number


def add(commands: Commands) -> None:
    """Add the commands about evidence."""
    verbs = commands.group("evidence", tr("Pictures and papers that show what a record says."))
    attach = verbs.add(
        "attach",
        tr("Attach pictures or PDF files to a record, all or none."),
        _attach,
        epilog=tr(
            "RECORD is the id of an intervention, a proposal, a note or a ground check. JPEG, PNG, "
            "WebP, BMP, TIFF and GIF are kept as a smaller JPEG without place, time or name of the "
            "camera; a PDF without whatever acts or tells. The files themselves are not touched."
        ),
    )
    attach.add_argument("record", metavar=tr("RECORD"), help=tr("The id of the record."))
    attach.add_argument("files", nargs="+", type=Path, metavar=tr("FILE"), help=tr("The files."))
    attach.add_argument("--kind", required=True, choices=list(KINDS), help=tr("What they are."))
    attach.add_argument("--note", default="", metavar=tr("TEXT"), help=tr("A note."))
    listed = verbs.add("list", tr("What is attached to a record."), _list)
    listed.add_argument("record", metavar=tr("RECORD"), help=tr("The id of the record."))
    show = verbs.add(
        "show", tr("What one piece of evidence is, and whether its file is whole."), _show
    )
    show.add_argument("id", metavar="ID", help=tr("The id that “evidence list” gives."))
    save = verbs.add("save", tr("Write one to a file in clear, on purpose."), _save)
    save.add_argument("id", metavar="ID", help=tr("The id that “evidence list” gives."))
    save.add_argument(
        "--out", type=Path, required=True, metavar=tr("FILE"), help=tr("Where it goes.")
    )
    add_errand(save)
    back = verbs.add("withdraw", tr("Take one back; it stays readable."), _withdraw)
    back.add_argument("id", metavar="ID", help=tr("The id that “evidence list” gives."))
    back.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why."))
    unused = verbs.add("unused", tr("The kept files that belong to nothing."), _unused)
    unused.add_argument("--remove", action="store_true", help=tr("Remove them for good."))


def _attach(call: Call) -> Answer:
    given = [EvidenceFile(call.kind, path=path, note=call.note) for path in call.files]
    ids = attach_evidence(call.office(), call.record, given).value
    said = trn("{n} file attached.", "{n} files attached.", len(ids)).format(n=number(len(ids)))
    return Answer({"evidence_ids": ids}, said)


def _list(call: Call) -> Answer:
    lines = evidence_of_record(call.office(), call.record)
    if not lines:
        return Answer({"evidence": []}, tr("Nothing is attached to it."))
    rows = [
        (
            line.evidence.id,
            kind_words(line.evidence.content.kind),
            media_words(line.evidence.content.media),
            whole_words(line),
        )
        for line in lines
    ]
    return Answer(
        {"evidence": [_line_data(line) for line in lines]},
        table(["ID", tr("Kind"), tr("Form"), tr("About")], rows),
    )


def _show(call: Call) -> Answer:
    one = open_evidence(call.office(), call.id).evidence
    return Answer(
        _data(one),
        pairs(
            [
                (tr("Record"), one.record_id),
                (tr("Kind"), kind_words(one.content.kind)),
                (tr("Form"), media_words(one.content.media)),
                (tr("Size"), file_size(one.content.bytes)),
                ("SHA-256", one.content.digest),
                (tr("Note"), one.content.note or "–"),
                (tr("Attached"), moment(one.recorded_at)),
                (tr("Withdrawn"), one.withdrawn_because or tr("no")),
            ]
        ),
    )


def _save(call: Call) -> Answer:
    done = export_evidence(call.office(), call.id, call.out, errand=errand_of(call)).value
    said = tr("Saved as {name}.").format(name=call.out.name)
    return Answer({"file": str(call.out), "bytes": len(done.data)}, said)


def _withdraw(call: Call) -> Answer:
    withdraw_evidence(call.office(), call.id, call.reason)
    return Answer({"evidence_id": call.id}, tr("Withdrawn; it stays readable."))


def _unused(call: Call) -> Answer:
    office = call.office()
    unused = unused_attachments(office)
    size = sum(one.bytes for one in unused)
    removed = remove_unused_attachments(office).value if call.remove else 0
    said = trn(
        "{n} file belongs to nothing ({size}).",
        "{n} files belong to nothing ({size}).",
        len(unused),
    )
    if call.remove:
        said = trn("{n} file was removed ({size}).", "{n} files were removed ({size}).", removed)
    return Answer(
        {"unused": [one.digest for one in unused], "bytes": size, "removed": removed},
        said.format(n=number(removed if call.remove else len(unused)), size=file_size(size)),
    )


def _line_data(line: EvidenceLine) -> dict[str, Any]:
    return {
        **_data(line.evidence),
        "recorded_by": line.recorded_by_name,
        "is_here": line.is_here,
        "is_confirmed": line.is_confirmed,
    }


def _data(one: Evidence) -> dict[str, Any]:
    return {
        "evidence_id": one.id,
        "record_id": one.record_id,
        **one.content.as_data(),
        "recorded_at": one.recorded_at,
        "is_withdrawn": one.is_withdrawn,
        "withdrawn_because": one.withdrawn_because,
    }
