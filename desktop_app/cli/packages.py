"""``package write``, ``inspect``, ``find``: what travels by stick."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.packages import (
    PackageView,
    find_packages,
    inspect_package,
    write_package,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.language import tr, trn
from desktop_app.words.format import file_size, moment, number
from desktop_app.words.package_words import STEPS, VERDICTS, alarm_words, kind_words


def add(commands: Commands) -> None:
    """Add the commands about packages."""
    verbs = commands.group("package", tr("Packages: what travels between offices by stick."))
    write = verbs.add(
        "write", tr("Seal what the hub has not confirmed onto a stick, and read it back."), _write
    )
    write.add_argument(
        "--out", type=Path, required=True, metavar=tr("FOLDER"), help=tr("The stick or a folder.")
    )
    inspect = verbs.add(
        "inspect", tr("Check a package and say what it holds; takes nothing in."), _inspect
    )
    inspect.add_argument("file", type=Path, metavar=tr("FILE"), help=tr("The package."))
    find = verbs.add("find", tr("Every package below a folder, whatever its name."), _find)
    find.add_argument(
        "folder_to_search", type=Path, metavar=tr("FOLDER"), help=tr("The stick or a folder.")
    )


def _write(call: Call) -> Answer:
    office = call.office()
    with call.watched() as progress:
        written = write_package(office, call.stick(), progress).value
    return Answer(
        {
            "file": written.path,
            "bytes": written.bytes,
            "ops": written.ops,
            "package_id": written.package_id,
            "number": written.number,
        },
        paragraphs(
            pairs(
                [
                    (tr("Package"), str(written.path)),
                    (tr("Changes"), number(written.ops)),
                    (tr("Size"), file_size(written.bytes)),
                ]
            ),
            tr("It was read back and is the same. The stick may be taken out."),
        ),
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
        },
        _view_text(view),
    )


def _view_text(view: PackageView) -> str:
    steps = ""
    if view.steps:
        steps = pairs((tr(STEPS[step]), number(count)) for step, count in view.steps.items())
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
