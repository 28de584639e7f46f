"""``identity show`` and ``identity set``: what is printed about this office on its letters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app.actions.settings import identity_of, set_identity
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs
from desktop_app.domain.letter_number import SeriesRule
from desktop_app.domain.office_settings import Identity
from desktop_app.files import machine_error
from desktop_app.language import tr

_TEXTS = ("place", "address", "contact", "unit", "pattern")


def add(commands: Commands) -> None:
    """Add the commands about the office on paper."""
    verbs = commands.group("identity", tr("What is printed about this office."))
    verbs.add("show", tr("What is printed now."), _show)
    one = verbs.add("set", tr("Change what is named; the rest stays."), _set)
    one.add_argument("--place", metavar=tr("TEXT"), help=tr("Stands before the date of a letter."))
    one.add_argument("--address", metavar=tr("TEXT"), help=tr("The address in the letterhead."))
    one.add_argument("--contact", metavar=tr("TEXT"), help=tr("Telephone, e-mail, web."))
    one.add_argument("--unit", metavar=tr("TEXT"), help=tr("What {unit} in a number is."))
    one.add_argument(
        "--pattern",
        metavar=tr("TEXT"),
        help=tr(
            "How a letter is numbered, made of {kode} {nomor:4} {unit} {bulan_romawi} {tahun}."
        ),
    )
    one.add_argument(
        "--series",
        choices=[rule.value for rule in SeriesRule],
        help=tr("Which letters are counted together."),
    )
    one.add_argument("--crest", type=Path, metavar=tr("FILE"), help=tr("The crest, PNG or JPEG."))


def _show(call: Call) -> Answer:
    return _answer(identity_of(call.office()))


def _set(call: Call) -> Answer:
    office = call.office()
    changed: dict[str, Any] = {
        name: getattr(call, name) for name in _TEXTS if getattr(call, name) is not None
    }
    if call.series is not None:
        changed["series"] = SeriesRule(call.series)
    if call.crest is not None:
        try:
            changed["crest"] = call.crest.read_bytes()
        except OSError as error:
            raise machine_error(error, name=call.crest.name) from error
    return _answer(set_identity(office, replace(identity_of(office), **changed)).value)


def _answer(identity: Identity) -> Answer:
    crest_bytes = len(identity.crest) if identity.crest else 0
    return Answer(
        {
            "place": identity.place,
            "address": identity.address,
            "contact": identity.contact,
            "unit": identity.unit,
            "pattern": identity.pattern,
            "series": identity.series.value,
            "crest_bytes": crest_bytes,
        },
        pairs(
            [
                (tr("Place"), identity.place or "-"),
                (tr("Address"), identity.address or "-"),
                (tr("Contact"), identity.contact or "-"),
                (tr("Unit"), identity.unit or "-"),
                (tr("Number pattern"), identity.pattern),
                (tr("Counted together"), identity.series.value),
                (tr("Crest"), tr("yes") if crest_bytes else tr("no")),
            ]
        ),
    )
