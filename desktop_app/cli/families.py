"""``family show``: everything the office knows about one family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.actions.families import FamilyPageFacts, family_of
from desktop_app.actions.office import Office
from desktop_app.cli import family_notes
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.family_notes import fact_data
from desktop_app.cli.ground_checks import check_data
from desktop_app.cli.intervention_steps import intervention_data
from desktop_app.cli.letter_register import register_data
from desktop_app.cli.numbers import Numbers, numbers_of_family
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.cli.proposals import proposal_data, proposals_text
from desktop_app.domain.family import FamilySheet
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Access, Field, FieldKind
from desktop_app.domain.person import KNOWN_OF_CHILD, PersonSheet
from desktop_app.language import tr
from desktop_app.words.aid import given_words, period_words
from desktop_app.words.fields import fact_words
from desktop_app.words.format import date_short, decile_words
from desktop_app.words.indications import count_words, indication_words, lack_words
from desktop_app.words.local_facts import content_words, kind_words
from desktop_app.words.people import place_words, region_codes, relation_words

_NUMBER_FIELDS = {
    field.name for field in (*FAMILY_FIELDS, *PERSON_FIELDS) if field.kind is FieldKind.NUMBER_ID
}
_SENSITIVE = {
    name
    for field in PERSON_FIELDS
    if field.access is Access.SENSITIVE
    for name in (field.name, field.header)
}
"""By name and, where a whole column was kept as it stands, by its header."""


def add(commands: Commands) -> None:
    """Add the commands about families."""
    verbs = commands.group("family", tr("Families of the release in use."))
    family_notes.add_to(verbs)
    show = verbs.add(
        "show",
        tr("One family: members, housing, aid, letters, and its decile in every release."),
        _show,
        epilog=tr(
            "Health, disability and what stands about children are shown only with --reveal."
        ),
    )
    show.add_argument(
        "key", metavar="KK|ID", help=tr("The family card, the family's id or a member's NIK.")
    )


def _show(call: Call) -> Answer:
    office = call.office()
    facts = family_of(office, call.key)
    numbers = numbers_of_family(call, office, facts.sheet.id)
    return Answer(_data(office, facts, numbers), _text(office, facts, numbers))


def _data(office: Office, facts: FamilyPageFacts, numbers: Numbers) -> dict[str, Any]:
    sheet = facts.sheet
    village = office.reference.regions.village_by_code(sheet.village)
    values, hidden = _seen(FAMILY_FIELDS, sheet.values, numbers)
    return {
        "family_id": sheet.id,
        "family_card_no": numbers.shown(sheet.family_card_no),
        "head_name": sheet.head_name,
        "village": sheet.village,
        "village_code_bps": village.bps_code if village else "",
        "village_name": office.reference.regions.name_of(sheet.village) if sheet.village else "",
        "release": facts.release.label,
        "reference_date": facts.release.reference_date,
        "is_current": facts.is_current,
        "now_at": [
            {"family_id": one.family_id, "head_name": one.head_name, "members": one.members}
            for one in facts.now_at
        ],
        "deciles": {
            "national": sheet.deciles.national,
            "province": sheet.deciles.province,
            "regency": sheet.deciles.regency,
        },
        "values": values,
        "labels": _labels(office, FAMILY_FIELDS, values, sheet),
        "raw": _raw(sheet.raw, numbers),
        "extra": _raw(sheet.extra, numbers),
        "hidden": hidden,
        "members": [_member_data(office, facts, member, numbers) for member in sheet.members],
        "problems": [
            {
                "row": problem.row,
                "column": problem.column,
                "kind": problem.kind.value,
                "action": problem.action.value,
            }
            for problem in sheet.problems
        ],
        "indications": [
            {
                "kind": one.kind.value,
                "people": [member.id for member in one.members],
                "lacks": [lack.value for lack in one.lacks],
            }
            for one in facts.indications
            if numbers.are_whole or not one.kind.is_sensitive
        ],
        "shared_numbers": [
            {"name": one.name, "family_id": one.family_id, "head_name": one.head_name}
            for one in facts.shared_numbers
        ],
        "proposals": [proposal_data(line, numbers) for line in facts.proposals],
        "local_facts": [fact_data(line) for line in facts.local_facts],
        "ground_checks": [check_data(line, numbers) for line in facts.ground_checks],
        "interventions": [intervention_data(line, numbers) for line in facts.interventions],
        "letters": [register_data(line) for line in facts.letters],
        "history": [
            {
                "release": point.release_label,
                "reference_date": point.reference_date,
                "decile": point.decile,
                "is_present": point.is_present,
                "village": point.village,
                "members": point.members,
                "head_name": point.head_name,
            }
            for point in facts.history
        ],
    }


def _member_data(
    office: Office, facts: FamilyPageFacts, member: PersonSheet, numbers: Numbers
) -> dict[str, Any]:
    is_child = _is_hidden_child(facts, member, numbers)
    values, hidden = _seen(PERSON_FIELDS, member.values, numbers, is_child=is_child)
    return {
        "person_id": member.id,
        "nik": numbers.shown(member.national_id),
        "name": member.name,
        "birth_date": None if is_child else member.text("birth_date"),
        "age": member.age_on(facts.release.reference_date),
        "is_head": member.is_head,
        "values": values,
        "labels": _labels(office, PERSON_FIELDS, values, member),
        "raw": {} if is_child else _raw(member.raw, numbers),
        "extra": {} if is_child else _raw(member.extra, numbers),
        "hidden": hidden,
    }


def _is_hidden_child(facts: FamilyPageFacts, member: PersonSheet, numbers: Numbers) -> bool:
    return not numbers.are_whole and member.is_minor_on(facts.release.reference_date)


def _seen(
    fields: tuple[Field, ...],
    values: Mapping[str, str | int | None],
    numbers: Numbers,
    *,
    is_child: bool = False,
) -> tuple[dict[str, str | int | None], list[str]]:
    """The values that may be seen, and the names of those that are hidden."""
    seen: dict[str, str | int | None] = {}
    hidden = []
    for field in fields:
        value = values[field.name]
        is_sensitive = field.access is Access.SENSITIVE and not numbers.are_whole
        if is_sensitive or (is_child and field.name not in KNOWN_OF_CHILD):
            hidden.append(field.name)
        elif field.name in _NUMBER_FIELDS:
            seen[field.name] = numbers.shown(None if value is None else str(value))
        else:
            seen[field.name] = value
    return seen, hidden


def _labels(
    office: Office,
    fields: tuple[Field, ...],
    seen: Mapping[str, str | int | None],
    sheet: FamilySheet | PersonSheet,
) -> dict[str, str]:
    """What the codes mean, in the language in use; unknown ones say so."""
    codes = office.reference.codes
    return {
        field.name: words
        for field in fields
        if field.codes and field.name in seen
        if (words := fact_words(field, seen, raw=sheet.raw, extra=sheet.extra, codes=codes))
    }


def _raw(cells: Mapping[str, str], numbers: Numbers) -> dict[str, str]:
    """Cells as the file had them; a number hides in them in many ways, so they are shown only whole."""
    if numbers.are_whole:
        return dict(cells)
    return {
        name: numbers.text(text)
        for name, text in cells.items()
        if name not in _NUMBER_FIELDS and name not in _SENSITIVE
    }


def _text(office: Office, facts: FamilyPageFacts, numbers: Numbers) -> str:
    sheet, never = facts.sheet, "-"
    regions = office.reference.regions
    kemendagri, bps = region_codes(regions, sheet.village, sheet.values)
    gone = tr("Not in the release in use; shown as “{label}” had it.")
    return paragraphs(
        "" if facts.is_current else gone.format(label=facts.release.label),
        pairs(
            [
                (tr("Family card"), numbers.cell(sheet.family_card_no)),
                (tr("Head"), sheet.head_name or never),
                (tr("Desa"), place_words(regions, sheet.village)),
                (tr("Code of Kemendagri"), kemendagri),
                (tr("Code of BPS"), bps),
                (tr("Address"), str(sheet.values["address"] or never)),
                (tr("National decile"), decile_words(sheet.deciles.national)),
                (tr("Decile in the province"), decile_words(sheet.deciles.province)),
                (tr("Decile in the kabupaten"), decile_words(sheet.deciles.regency)),
                (
                    tr("Release"),
                    f"{facts.release.label} ({date_short(facts.release.reference_date)})",
                ),
            ]
        ),
        table(
            ["NIK", tr("Name"), tr("Born"), tr("Relationship"), "ID"],
            [
                (
                    numbers.cell(member.national_id),
                    member.name,
                    never
                    if _is_hidden_child(facts, member, numbers)
                    else member.text("birth_date") or never,
                    relation_words(member, office.reference.codes),
                    member.id,
                )
                for member in sheet.members
            ],
        ),
        _indications_text(facts, numbers),
        _notes_text(facts),
        proposals_text(facts.proposals, numbers),
        _aid_text(facts),
        _letters_text(facts),
        table(
            [tr("Release"), tr("National decile")],
            [
                (
                    point.release_label,
                    decile_words(point.decile) if point.is_present else tr("not in it"),
                )
                for point in facts.history
            ],
        ),
    )


def _indications_text(facts: FamilyPageFacts, numbers: Numbers) -> str:
    shown = [one for one in facts.indications if numbers.are_whole or not one.kind.is_sensitive]
    if not shown:
        return ""
    return table(
        [tr("Indication, to be checked"), ""],
        [(indication_words(one), count_words(one) or lack_words(one)) for one in shown],
    )


def _notes_text(facts: FamilyPageFacts) -> str:
    holding = [line.fact for line in facts.local_facts if not line.fact.is_void]
    if not holding:
        return ""
    return table(
        [tr("Date"), tr("Kind"), tr("What it says"), "ID"],
        [
            (date_short(fact.noted_on), kind_words(fact.kind), content_words(fact), fact.id)
            for fact in holding
        ],
    )


def _aid_text(facts: FamilyPageFacts) -> str:
    if not facts.interventions:
        return tr("No aid recorded.")
    return table(
        [tr("Programme"), tr("Period"), tr("Given on"), tr("What was given"), tr("To")],
        [
            (
                record.programme + (f" ({tr('void')})" if record.is_void else ""),
                period_words(record.period),
                date_short(record.given_on),
                given_words(record) or "-",
                record.subject.name,
            )
            for record in (line.intervention for line in facts.interventions)
        ],
        right=(3,),
    )


def _letters_text(facts: FamilyPageFacts) -> str:
    if not facts.letters:
        return tr("No letters.")
    return table(
        [tr("Letter"), tr("Dated"), tr("About")],
        [(line.number, date_short(line.dated), line.about) for line in facts.letters],
    )
