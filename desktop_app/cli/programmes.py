"""``programme list|show|add|revise|end|rules|settings|set``: the catalogue of aid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_app.actions.programmes import (
    add_programmes,
    aid_book_of,
    end_programme,
    programmes_of,
    revise_programmes,
    set_in_catalogue,
    versions_of_programme,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.domain.catalogue_setting import SettingKind, Value
from desktop_app.domain.dates import parse_date
from desktop_app.domain.programme import ProgrammeVersion
from desktop_app.language import current, tr
from desktop_app.words.aid import (
    amount_words,
    basis_words,
    decile_range_words,
    version_lines,
)
from desktop_app.words.aid_rules import rule_words, severity_words, value_words


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
    end = verbs.add("end", tr("Let a programme end on a day; what was recorded stays."), _end)
    end.add_argument("code", metavar=tr("CODE"), help=tr("For example PKH or BLT-DD."))
    end.add_argument("--on", required=True, metavar=tr("DATE"), help=tr("Its last day."))
    end.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why."))
    verbs.add("rules", tr("What a record is warned about."), _rules)
    verbs.add("settings", tr("What sources disagree about, and what holds here."), _settings)
    change = verbs.add(
        "set", tr("Set one of these values; “default” takes back what was set."), _set
    )
    change.add_argument("name", metavar=tr("NAME"), help=tr("As “programme settings” lists it."))
    change.add_argument("value", metavar=tr("VALUE"), help=tr("A number, a date or a severity."))
    change.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why."))


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


def _end(call: Call) -> Answer:
    ended = end_programme(
        call.office(), str(call.code).upper(), parse_date(call.on), call.reason
    ).value
    return Answer({"version": ended}, tr("It ends on {day}.").format(day=call.on))


def _rules(call: Call) -> Answer:
    book = aid_book_of(call.office())
    return Answer(
        {
            "rules": [
                {
                    "id": rule.id,
                    "code": rule.code.value,
                    "severity": rule.severity.value,
                    "programmes": list(rule.programmes),
                    "others": list(rule.others),
                    "years": rule.years or None,
                    "note": rule.note,
                    "source": rule.source,
                }
                for rule in book.rules
            ]
        },
        table(
            [tr("Rule"), tr("What it looks for"), tr("What the program does")],
            [(rule.id, rule_words(rule), severity_words(rule.severity)) for rule in book.rules],
        ),
    )


def _settings(call: Call) -> Answer:
    settings = aid_book_of(call.office()).settings
    return Answer(
        {
            "settings": [
                {
                    "name": one.name,
                    "value": one.value,
                    "default": one.default,
                    "choices": list(one.choices),
                    "note": one.note,
                    "source": one.source,
                    "set_in": one.set_in or None,
                    "reason": one.reason,
                }
                for one in settings
            ]
        },
        table(
            [tr("Name"), tr("Holds"), tr("Ships with"), tr("Set by"), tr("Note")],
            [
                (
                    one.name,
                    value_words(one, one.value),
                    value_words(one, one.default),
                    one.set_in or "-",
                    one.note or "-",
                )
                for one in settings
                if one.kind is not SettingKind.END or one.set_in
            ],
        ),
    )


def _set(call: Call) -> Answer:
    office = call.office()
    setting = aid_book_of(office).setting(call.name)
    typed = str(call.value)
    value: Value = int(typed) if typed.isascii() and typed.isdigit() else typed
    if typed == "default":
        value = setting.default if setting else None
    held = set_in_catalogue(office, call.name, value, call.reason).value
    return Answer({"name": call.name, "value": held}, tr("It is set."))


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
        "asks_asnaf": version.asks_asnaf,
        "doubts": [
            {
                "field": one.field,
                "choices": list(one.choices),
                "note": one.note,
                "source": one.source,
            }
            for one in version.doubts
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
