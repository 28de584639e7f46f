"""``package write``, ``inspect``, ``apply``, ``find``: what travels by stick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from desktop_app.actions.comparison import keep_comparison
from desktop_app.actions.hub_downloads import write_downloads
from desktop_app.actions.office import Office
from desktop_app.actions.own_changes import own_changes_of
from desktop_app.actions.packages import (
    PackageView,
    find_packages,
    inspect_package,
    write_package,
)
from desktop_app.actions.receipts import TakenRelease
from desktop_app.actions.receiving import Receipt, RefusedOp, apply_package, apply_packages
from desktop_app.actions.slimming import slim_older_releases
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import STOPPED, Answer, pairs, paragraphs, table
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Cancelled
from desktop_app.language import tr, trn
from desktop_app.words.format import date_short, file_size, moment, number
from desktop_app.words.messages import sentence_for
from desktop_app.words.own_changes import change_kind_words, reason_words, state_words
from desktop_app.words.package_words import (
    COUNTS,
    OUTCOMES,
    REASONS,
    STEPS,
    VERDICTS,
    alarm_words,
    kind_words,
    left_behind_words,
    receipt_words,
)


def add(commands: Commands) -> None:
    """Add the commands about packages."""
    verbs = commands.group("package", tr("Packages: what travels between offices by stick."))
    write = verbs.add(
        "write",
        tr("Seal what the other side has not seen onto a stick, and read it back."),
        _write,
    )
    write.add_argument(
        "--out", type=Path, required=True, metavar=tr("FOLDER"), help=tr("The stick or a folder.")
    )
    write.add_argument(
        "--region", default="", metavar=tr("CODE"), help=tr("At the hub: only for this office.")
    )
    inspect = verbs.add(
        "inspect", tr("Check a package and say what it holds; takes nothing in."), _inspect
    )
    inspect.add_argument("file", type=Path, metavar=tr("FILE"), help=tr("The package."))
    apply = verbs.add("apply", tr("Take packages in, each whole or not at all."), _apply)
    apply.add_argument(
        "files", type=Path, nargs="+", metavar=tr("FILE"), help=tr("Packages, or folders of them.")
    )
    apply.add_argument(
        "--dry-run", action="store_true", help=tr("Say what would come of it, and keep nothing.")
    )
    apply.add_argument(
        "--take-returned",
        action="store_true",
        help=tr("At a restored hub: take back what other offices hand back, too."),
    )
    verbs.add("changes", tr("What became of every change that was recorded here."), _changes)
    find = verbs.add("find", tr("Every package below a folder, whatever its name."), _find)
    find.add_argument(
        "folder_to_search", type=Path, metavar=tr("FOLDER"), help=tr("The stick or a folder.")
    )


def _write(call: Call) -> Answer:
    office = call.office()
    if office.profile.kind is OfficeKind.HUB:
        return _write_all(call, office)
    with call.watched() as progress:
        written = write_package(office, call.stick(), progress).value
    return Answer(
        {
            "file": written.path,
            "bytes": written.bytes,
            "ops": written.ops,
            "package_id": written.package_id,
            "number": written.number,
            "attachments": written.attachments,
            "left_behind": written.left_behind,
        },
        paragraphs(
            pairs(
                [
                    (tr("Package"), str(written.path)),
                    (tr("Changes"), number(written.ops)),
                    (tr("Evidence"), number(written.attachments)),
                    (tr("Size"), file_size(written.bytes)),
                ]
            ),
            left_behind_words(written.left_behind),
            tr("It was read back and is the same. The stick may be taken out."),
        ),
    )


def _write_all(call: Call, office: Office) -> Answer:
    region = office.reference.regions.parse(call.region) if call.region else ""
    with call.watched() as progress:
        written = write_downloads(office, call.stick(), progress, region=region).value
    return Answer(
        {
            "packages": [
                {
                    "file": one.package.path,
                    "bytes": one.package.bytes,
                    "ops": one.package.ops,
                    "package_id": one.package.package_id,
                    "number": one.package.number,
                    "attachments": one.package.attachments,
                    "left_behind": one.package.left_behind,
                    "device_id": one.device_id,
                    "region": one.region,
                }
                for one in written
            ]
        },
        paragraphs(
            table(
                [tr("Region"), tr("Name"), tr("Changes"), tr("Size"), tr("Package")],
                [
                    (
                        one.region,
                        one.name,
                        number(one.package.ops),
                        file_size(one.package.bytes),
                        one.package.file,
                    )
                    for one in written
                ],
                right=(2, 3),
            ),
            left_behind_words(sum(one.package.left_behind for one in written)),
            tr("All were read back and are the same. The stick may be taken out."),
        ),
    )


def _apply(call: Call) -> Answer:
    office = call.office()
    paths: list[Path] = call.files
    choices = {"is_trial": call.dry_run, "takes_returned": call.take_returned}
    with call.watched() as progress:
        if len(paths) == 1 and not paths[0].is_dir():
            receipts = [apply_package(office, paths[0], progress, **choices).value]
        else:
            receipts = apply_packages(office, paths, progress, **choices).value
    failed = [one for one in receipts if one.error is not None]
    left = [one for one in receipts if one.is_left]
    if not call.dry_run:
        _compare_taken(call, office, receipts)
    return Answer(
        {
            **{name: sum(getattr(one.tally, name) for one in receipts) for name in COUNTS},
            "refused": [_refused(op) for one in receipts for op in one.tally.refused],
            "alarms": sorted({alarm for one in receipts for alarm in one.alarms}),
            "dry_run": call.dry_run,
            "packages": [_receipt(one) for one in receipts],
        },
        paragraphs(
            *(_receipt_text(one) for one in receipts),
            "" if receipts else tr("No package for this office was found."),
            tr("This was a trial: nothing was kept.") if call.dry_run else "",
        ),
        exit_code=STOPPED if left else int(bool(failed)),
    )


def _compare_taken(call: Call, office: Office, receipts: Sequence[Receipt]) -> None:
    """What follows a release that was taken in; it is in use by now, and whoever stops keeps it."""
    for one in receipts:
        if one.release is not None and one.release.release_id and not one.was_taken_before:
            with call.watched() as progress, suppress(Cancelled):
                keep_comparison(office, one.release.release_id, progress)
                slim_older_releases(office, progress)


def _refused(op: RefusedOp) -> dict[str, str]:
    return {"op": op.op_id, "type": op.type, "reason": op.reason}


def _receipt(one: Receipt) -> dict[str, object]:
    return {
        "file": one.file,
        "kind": one.kind.value if one.kind else None,
        "package_id": one.package_id,
        "sender": one.sender_device,
        "region": one.sender_region,
        "made_at": one.made_at,
        "ops": one.tally.ops,
        **{name: getattr(one.tally, name) for name in COUNTS},
        "refused": [_refused(op) for op in one.tally.refused],
        "alarms": list(one.alarms),
        "was_taken_before": one.was_taken_before,
        "is_old": one.is_old,
        "asked_anew": list(one.differing),
        "attachments": one.attachments,
        "release": None if one.release is None else _release(one.release),
        "error": None if one.error is None else one.error.code.value,
        "is_left": one.is_left,
    }


def _release(one: TakenRelease) -> dict[str, object]:
    return {
        "release_id": one.release_id,
        "label": one.label,
        "reference_date": one.reference_date,
        "families": one.families,
        "persons": one.persons,
        "deciles": {str(decile or 0): list(counts) for decile, counts in one.by_decile.items()},
        "handover_no": one.handover.number,
        "handover_kind": one.handover.kind,
        "is_current": one.is_current,
    }


def _release_text(one: TakenRelease) -> str:
    return paragraphs(
        pairs(
            [
                (tr("Release"), one.label),
                (tr("Reference date"), date_short(one.reference_date)),
                (tr("Hand-over record"), one.handover.number or "-"),
                (tr("Families"), number(one.families)),
                (tr("Persons"), number(one.persons)),
            ]
        ),
        table(
            [tr("Decile"), tr("Families"), tr("Persons")],
            [
                (str(decile or tr("No decile")), number(families), number(persons))
                for decile, (families, persons) in one.by_decile.items()
            ],
            right=(1, 2),
        ),
    )


def _receipt_text(one: Receipt) -> str:
    if one.error is not None:
        return paragraphs(one.file, sentence_for(one.error).whole)
    if one.is_left:
        return paragraphs(one.file, tr("Not reached: it was stopped before."))
    if one.release is not None:
        return paragraphs(
            pairs(
                [
                    (tr("Package"), one.file),
                    (tr("From"), f"{one.sender_name} ({one.sender_region})".strip()),
                ]
            ),
            _release_text(one.release),
            receipt_words(was_taken_before=one.was_taken_before, is_old=False, differing=0),
        )
    refused = Counter(op.reason for op in one.tally.refused)
    return paragraphs(
        pairs(
            [
                (tr("Package"), one.file),
                (tr("From"), f"{one.sender_name} ({one.sender_region})".strip()),
                *(
                    (tr(OUTCOMES[name]), number(getattr(one.tally, name)))
                    for name in COUNTS
                    if name == "applied" or getattr(one.tally, name)
                ),
                *((tr(REASONS[reason]), number(count)) for reason, count in refused.items()),
                *([(tr("Evidence"), number(one.attachments))] if one.attachments else []),
            ]
        ),
        receipt_words(
            was_taken_before=one.was_taken_before,
            is_old=one.is_old,
            differing=len(one.differing),
        ),
        "\n".join(alarm_words(alarm) for alarm in one.alarms),
    )


def _inspect(call: Call) -> Answer:
    view = inspect_package(call.office(), call.file)
    return Answer(
        {
            "file": call.file,
            "sender": {
                "device_id": view.sender_device,
                "region": view.sender_region,
                "name": view.sender_name,
            },
            "for": list(view.recipients),
            "kind": view.kind.value,
            "ops": view.contents.ops,
            "verdict": view.verdict.value,
            "steps": dict(view.steps),
            "types": dict(view.contents.types),
            "partitions": dict(view.contents.partitions),
            "first_at": view.contents.first_at,
            "last_at": view.contents.last_at,
            "alarms": list(view.alarms),
            "package_id": view.package_id,
            "number": view.number,
            "bytes": view.bytes,
            "made_at": view.made_at,
            "release": None if view.release is None else _release(view.release),
        },
        _view_text(view),
    )


def _view_text(view: PackageView) -> str:
    steps = ""
    if view.steps:
        steps = pairs((tr(STEPS[step]), number(count)) for step, count in view.steps.items())
    if view.release is not None:
        steps = _release_text(view.release)
    return paragraphs(
        pairs(
            [
                (tr("Kind"), kind_words(view.kind.value)),
                (tr("From"), f"{view.sender_name} ({view.sender_region})"),
                (tr("Made"), moment(view.made_at)),
                (tr("Size"), file_size(view.bytes)),
                (tr("Changes"), number(view.contents.ops)),
            ]
        ),
        tr(VERDICTS[view.verdict.value]),
        steps,
        "\n".join(alarm_words(alarm) for alarm in view.alarms),
    )


def _changes(call: Call) -> Answer:
    found = own_changes_of(call.office())
    return Answer(
        {
            "total": found.total,
            "changes": [
                {
                    "op": one.op_id,
                    "type": one.type,
                    "record": one.record_id,
                    "at": one.at,
                    "state": one.state.value,
                    "reason": one.reason.value,
                    "package": one.package or None,
                }
                for one in found.lines
            ],
        },
        table(
            [tr("When"), tr("Change"), tr("Region"), tr("State"), tr("Why")],
            [
                (
                    moment(one.at),
                    change_kind_words(one.type),
                    one.place,
                    state_words(one.state),
                    reason_words(one),
                )
                for one in found.lines
            ],
        ),
    )


def _find(call: Call) -> Answer:
    found = find_packages(call.office(), call.folder_to_search)
    rows = []
    data = []
    for one in found.packages:
        header = one.header
        data.append(
            {
                "file": one.path,
                "bytes": one.size,
                "kind": header.kind.value if header else None,
                "sender": header.sender.device_id if header else None,
                "region": header.sender.region if header else None,
                "number": header.number if header else None,
                "made_at": header.made_at if header else None,
                "problem": one.problem.value if one.problem else None,
            }
        )
        rows.append(
            (
                str(one.path),
                kind_words(header.kind.value) if header else "-",
                header.sender.region if header else "-",
                moment(header.made_at) if header else "-",
                one.problem.value if one.problem else "",
            )
        )
    text = tr("No package was found.")
    if rows:
        text = table([tr("File"), tr("Kind"), tr("Region"), tr("Made"), tr("Problem")], rows)
    warning = ""
    if found.suspicious:
        warning = trn(
            "{n} file there looks like the work of a virus: {names}.",
            "{n} files there look like the work of a virus: {names}.",
            len(found.suspicious),
        ).format(n=number(len(found.suspicious)), names=", ".join(found.suspicious))
    return Answer(
        {"packages": data, "suspicious": list(found.suspicious)}, paragraphs(text, warning)
    )
