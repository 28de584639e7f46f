"""``lokus``: the desa that a kabupaten works on first."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.focus_villages import (
    focus_villages,
    set_focus_villages,
    take_focus_villages,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, table
from desktop_app.domain.focus import FocusVillages
from desktop_app.domain.region import RegionTable
from desktop_app.language import tr


def add(commands: Commands) -> None:
    """Add the commands about desa lokus."""
    verbs = commands.group("lokus", tr("Desa lokus: marked in the order of the desa by coverage."))
    verbs.add("list", tr("Every desa lokus, and what names them."), _list)
    mark = verbs.add("set", tr("Mark these desa and no others; none for none."), _set)
    mark.add_argument("codes", nargs="*", metavar=tr("CODE"), help=tr("Codes of desa."))
    mark.add_argument(
        "--from",
        dest="file",
        type=Path,
        metavar=tr("FILE"),
        help=tr("Read them from a list: a code or a name a line, also with commas."),
    )
    mark.add_argument(
        "--source", default="", metavar=tr("TEXT"), help=tr("The decree or letter that names them.")
    )


def _list(call: Call) -> Answer:
    office = call.office()
    return _answer(focus_villages(office), office.reference.regions)


def _set(call: Call) -> Answer:
    office = call.office()
    if call.file is not None:
        done = take_focus_villages(office, call.file, call.source)
    else:
        # No heading: what is typed here is meant from the first word on.
        done = set_focus_villages(office, "\n".join(["", *call.codes]), call.source)
    return _answer(done.value, office.reference.regions)


def _answer(focus: FocusVillages, regions: RegionTable) -> Answer:
    data = {"villages": list(focus.codes), "source": focus.source}
    if not focus.codes:
        return Answer(data, tr("No desa is marked as lokus."))
    rows = [(code, regions.name_of(code)) for code in focus.codes]
    listed = table([tr("Code"), tr("Desa")], rows)
    return Answer(data, f"{focus.source}\n{listed}" if focus.source else listed)
