"""``programme list|show|add|revise``: the catalogue of aid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_app.actions.programmes import (
    add_programmes,
    programmes_of,
    revise_programmes,
    versions_of_programme,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.domain.programme import ProgrammeVersion
from desktop_app.language import current, tr
from desktop_app.words.aid import amount_words, basis_words, decile_range_words, version_lines


def add(commands: Commands) -> None:
    """Add the commands about the catalogue."""
    verbs = commands.group("programme", tr("The catalogue of programmes of aid."))
    verbs.add("list", tr("What may be given today."), _list)
    show = verbs.add("show", tr("One programme with all its versions."), _show)
    show.add_argument("code", metavar=tr("CODE"), help=tr("For example PKH or BLT-DD."))
    for name, says, run in (
        ("add", tr("Take programmes that the catalogue does not have yet."), _add),
        ("revise", tr("Take new versions of programmes; earlier versions stay."), _revise),
    ):
        verb = verbs.add(name, says, run)
        verb.add_argument("file", type=Path, metavar=tr("FILE"), help=tr("The TOML file."))


def _list(call: Call) -> Answer:
    versions = programmes_of(call.office())
    return Answer(
        {"programmes": [_version_data(version) for version in versions]},
        table(
            [tr("Code"), tr("Name"), tr("For"), tr("Decile"), tr("Amount")],
            [
                (
                    version.code,
                    version.name(current()),
                    basis_words(version),
                    decile_range_words(version),
                    amount_words(version),
                )
                for version in versions
            ],
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


def _add(call: Call) -> Answer:
    return _taken(add_programmes(call.office(), call.file).value)


def _revise(call: Call) -> Answer:
    return _taken(revise_programmes(call.office(), call.file).value)


def _taken(versions: tuple[str, ...]) -> Answer:
    words = tr("In the catalogue now: {versions}.").format(versions=", ".join(versions))
    return Answer({"versions": list(versions)}, words)


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
        "conditions": version.conditions,
        "stages": list(version.stages),
        "evidence": list(version.evidence),
        "components": [
            {
                "code": part.code,
                "name": part.name(current()),
                "yearly_amount": part.yearly_amount,
                "note": part.note,
            }
            for part in version.components
        ],
        "effect": [field.value for field in version.effect],
        "most_months_a_year": version.most_months_a_year,
        "valid_from": version.valid_from,
        "valid_until": version.valid_until,
        "legal_basis": version.legal_basis,
        "uncertain": version.uncertain,
        "note": version.note,
    }


def _version_text(version: ProgrammeVersion) -> str:
    return pairs(version_lines(version))
