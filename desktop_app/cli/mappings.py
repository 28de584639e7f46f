"""``extract mapping list|show|save|rename|delete``: how an office has files read, under a name."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.mappings import (
    delete_mapping,
    mapping_text,
    mappings_of,
    rename_mapping,
    take_mapping,
    write_mapping,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, table
from desktop_app.language import tr
from desktop_app.words.extract_words import shape_words
from desktop_app.words.format import moment, number


def add_mapping(verbs: Commands) -> None:
    """Add the commands about saved mappings to those about releases."""
    words = verbs.group(
        "mapping", tr("Mappings this office has saved; files that fit are recognised by them.")
    )
    words.add("list", tr("Every saved mapping, by name."), _list)
    show = words.add(
        "show", tr("One mapping as TOML, as it can be given to another office."), _show
    )
    show.add_argument("name", metavar=tr("NAME"), help=tr("The name of the mapping."))
    show.add_argument(
        "--out", type=Path, metavar="FILE.toml", help=tr("Write it to this file instead.")
    )
    save = words.add("save", tr("Keep the mapping of a TOML file."), _save)
    save.add_argument("file", type=Path, metavar=tr("FILE"), help=tr("The TOML file."))
    save.add_argument(
        "--name", default="", metavar=tr("NAME"), help=tr("Keep it under this name instead.")
    )
    save.add_argument(
        "--replace", action="store_true", help=tr("Put it in the place of one of the same name.")
    )
    rename = words.add("rename", tr("Call a mapping otherwise."), _rename)
    rename.add_argument("name", metavar=tr("NAME"), help=tr("The name of the mapping."))
    rename.add_argument("new_name", metavar=tr("NEW"), help=tr("Its new name."))
    delete = words.add("delete", tr("Take a mapping away; releases stay as they are."), _delete)
    delete.add_argument("name", metavar=tr("NAME"), help=tr("The name of the mapping."))


def _list(call: Call) -> Answer:
    lines = mappings_of(call.office())
    data = {
        "mappings": [
            {
                "name": line.name,
                "shape": line.shape.value if line.shape else None,
                "book": line.book,
                "columns": line.columns,
                "saved_by": line.saved_by,
                "saved_at": line.saved_at,
            }
            for line in lines
        ]
    }
    if not lines:
        return Answer(data, tr("No mapping has been saved yet."))
    rows = [
        (
            line.name,
            shape_words(line.shape) if line.shape else tr("not understood by this program"),
            number(line.columns),
            line.saved_by,
            moment(line.saved_at),
        )
        for line in lines
    ]
    headings = [tr("Mapping"), tr("Rows"), tr("Columns"), tr("Saved by"), tr("Saved at")]
    return Answer(data, table(headings, rows, right=(2,)))


def _show(call: Call) -> Answer:
    office = call.office()
    if call.out is not None:
        path = write_mapping(office, call.name, call.out).value
        return Answer(
            {"name": call.name, "file": path},
            tr("The mapping was written to {file}.").format(file=path),
        )
    saved = mapping_text(office, call.name)
    return Answer({"name": saved.name, "toml": saved.text}, saved.text.rstrip())


def _save(call: Call) -> Answer:
    name = take_mapping(call.office(), call.file, name=call.name, replaces=call.replace).value
    return Answer({"saved": name}, tr("The mapping “{name}” was saved.").format(name=name))


def _rename(call: Call) -> Answer:
    name = rename_mapping(call.office(), call.name, call.new_name).value
    return Answer({"saved": name}, tr("The mapping is called “{name}” now.").format(name=name))


def _delete(call: Call) -> Answer:
    delete_mapping(call.office(), call.name)
    return Answer(
        {"deleted": call.name}, tr("The mapping “{name}” was deleted.").format(name=call.name)
    )
