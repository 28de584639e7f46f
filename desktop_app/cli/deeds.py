"""``deed list``, ``deed undo``: what somebody did last here, and taking it back."""

from __future__ import annotations

from typing import Any

from desktop_app.actions.deeds import deed_to_undo, last_deeds
from desktop_app.actions.programmes import catalogue_of
from desktop_app.actions.undo import undo_deed
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, table
from desktop_app.cli.usage import whole_number
from desktop_app.domain.deed import Deed
from desktop_app.errors import Code, UserError
from desktop_app.language import tr
from desktop_app.words.aid import programme_names
from desktop_app.words.deeds import (
    deed_with_name,
    hindrance_words,
    undo_reason,
    undone_words,
)
from desktop_app.words.format import moment


def add(commands: Commands) -> None:
    """Add the commands about what was done last."""
    verbs = commands.group("deed", tr("What you did last here, and taking it back."))
    lines = verbs.add("list", tr("Your last deeds on this computer, the newest first."), _list)
    lines.add_argument(
        "--limit", type=whole_number, default=20, metavar="N", help=tr("How many at most.")
    )
    undo = verbs.add("undo", tr("Take a deed back; without an id the last one."), _undo)
    undo.add_argument("id", nargs="?", default="", metavar="ID", help=tr("The id the list gives."))
    undo.add_argument(
        "--reason", default="", metavar=tr("TEXT"), help=tr("Why; it is kept with the record.")
    )


def _list(call: Call) -> Answer:
    office = call.office()
    names = programme_names(catalogue_of(office))
    deeds = last_deeds(office, limit=call.limit)
    rows = [
        (
            moment(deed.at),
            deed_with_name(deed, names),
            "" if deed.hindrance is None else hindrance_words(deed.hindrance),
            deed.id,
        )
        for deed in deeds
    ]
    headings = (tr("When"), tr("What"), tr("Stays because"), tr("Id"))
    said = table(headings, rows) if rows else tr("Nothing was done in the last days.")
    return Answer({"deeds": [_data(deed) for deed in deeds]}, said)


def _undo(call: Call) -> Answer:
    office = call.office()
    wanted = call.id
    if not wanted:
        deed = deed_to_undo(office)
        if deed is None:
            raise UserError(Code.DEED_UNKNOWN)
        wanted = deed.id
    with call.watched() as progress:
        undone = undo_deed(office, wanted, call.reason or undo_reason(), progress).value
    names = programme_names(catalogue_of(office))
    return Answer({"undone": _data(undone)}, undone_words(undone, names))


def _data(deed: Deed) -> dict[str, Any]:
    return {
        "id": deed.id,
        "kind": deed.kind.value,
        "at": deed.at,
        "what": deed.what,
        "name": deed.name,
        "family_id": deed.family_id,
        "standing": deed.count,
        "total": deed.total,
        "may_be_undone": deed.may_be_undone,
        "hindrance": None if deed.hindrance is None else deed.hindrance.value,
    }
