"""``programme list`` and ``programme show``: the catalogue of aid."""

from __future__ import annotations

from typing import Any

from desktop_app.actions.interventions import programmes_of, versions_of_programme
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.domain.programme import ProgrammeVersion
from desktop_app.language import current, tr
from desktop_app.words.format import date_short, money


def add(commands: Commands) -> None:
    """Add the commands about the catalogue."""
    verbs = commands.group("programme", tr("The catalogue of programmes of aid."))
    verbs.add("list", tr("What may be given today."), _list)
    show = verbs.add("show", tr("One programme with all its versions."), _show)
    show.add_argument("code", metavar=tr("CODE"), help=tr("For example PKH or BLT-DD."))


def _list(call: Call) -> Answer:
    versions = programmes_of(call.office())
    return Answer(
        {"programmes": [_version_data(version) for version in versions]},
        table(
            [tr("Code"), tr("Name"), tr("For"), tr("Decile"), tr("Period"), tr("Amount")],
            [
                (
                    version.code,
                    version.name(current()),
                    version.basis.value,
                    _deciles(version),
                    version.period_kind.value,
                    "-" if version.amount is None else money(version.amount),
                )
                for version in versions
            ],
            right=(5,),
        ),
    )


def _show(call: Call) -> Answer:
    versions = versions_of_programme(call.office(), str(call.code).upper())
    newest = versions[-1]
    return Answer(
        {"code": newest.code, "versions": [_version_data(version) for version in versions]},
        paragraphs(
            f"{newest.code}: {newest.name(current())}",
            *(_version_text(version) for version in versions),
        ),
    )


def _version_data(version: ProgrammeVersion) -> dict[str, Any]:
    return {
        "code": version.code,
        "version": version.id,
        "name": version.name(current()),
        "owner": version.owner,
        "goal": version.goal,
        "bases": [basis.value for basis in version.bases],
        "funds": [source.value for source in version.sources],
        "form": version.form.value,
        "periods": [kind.value for kind in version.periods],
        "decile_min": version.decile_min,
        "decile_max": version.decile_max,
        "amount": version.amount,
        "quantity": version.quantity,
        "unit": version.unit,
        "valid_from": version.valid_from,
        "valid_until": version.valid_until,
        "legal_basis": version.legal_basis,
        "uncertain": version.uncertain,
        "note": version.note,
    }


def _version_text(version: ProgrammeVersion) -> str:
    until = date_short(version.valid_until) if version.valid_until else "…"
    return pairs(
        [
            (tr("Valid"), f"{date_short(version.valid_from)} – {until}"),
            (tr("Given by"), version.owner),
            (tr("For"), ", ".join(basis.value for basis in version.bases)),
            (tr("Paid from"), ", ".join(source.value for source in version.sources)),
            (tr("Decile"), _deciles(version)),
            (tr("Period"), ", ".join(kind.value for kind in version.periods)),
            (tr("Amount"), "-" if version.amount is None else money(version.amount)),
            (tr("Legal basis"), version.legal_basis or "-"),
            *([(tr("Note"), version.note)] if version.note else []),
        ]
    )


def _deciles(version: ProgrammeVersion) -> str:
    if not version.has_decile_limits:
        return "-"
    return f"{version.decile_min or 1}–{version.decile_max or 10}"
