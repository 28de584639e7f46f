"""Random questions over random offices come to what a plain computation over the families' sheets gives."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal, step_proposal
from desktop_app.domain.family import FamilySheet
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.person import PersonSheet
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.domain.question import (
    ALL,
    MISSING,
    AskTally,
    Filter,
    Measure,
    MeasureKind,
    Operator,
    Question,
    Value,
    operators_of,
)
from desktop_app.domain.question_field import (
    AGE,
    AID_DECILE,
    AIDED,
    ASK_FIELDS,
    DECILE,
    FIELD_NAMED,
    PLACE,
    PROGRAMME,
    SIZE,
    SUBDISTRICT,
    AskField,
    AskType,
    Unit,
)
from desktop_app.domain.report import ReportAsk
from desktop_app.errors import UserError
from desktop_app.store import people, questions
from desktop_app.store.connection import Connection
from tests.builders import REFERENCE_DATE, a_release
from tests.store.test_gaps import KECAMATAN, a_random_family, is_inside

QUESTIONS = 250
CODES = ("BLT-DD", "SEMBAKO", "PKH")
Somebody = tuple[FamilySheet, PersonSheet | None]


@dataclass
class World:
    """An office, the sheets of its families by id, and what reached them: programme and decile."""

    office: Office
    sheets: dict[int, FamilySheet]
    homes: tuple[str, ...]
    helps: dict[int, list[tuple[str, str, int | None]]]
    open: set[int]
    """The families for which an exclusion is handed in."""


@pytest.fixture(params=[1, 2])
def world(request: pytest.FixtureRequest, office: Office, tmp_path: Path) -> World:
    rng = random.Random(request.param)
    places = office.reference.regions.villages_within("33.26")
    chosen = [place for place in places if place.code.startswith(("33.26.13", "33.26.04"))][::6][:5]
    families = [a_random_family(rng, at, rng.choice(chosen)) for at in range(45)]
    families[7] = replace(families[7], village="3399990001", village_name="ENTAH")
    a_release(office, tmp_path, families)
    with office.read() as conn:
        ids = [row["id"] for row in conn.execute("SELECT id FROM extract.family")]
        sheets = {one: people.family_sheet(conn, str(one), "") for one in ids}
    made = World(
        office,
        {one: sheet for one, sheet in sheets.items() if sheet is not None},
        tuple(place.code for place in chosen),
        {},
        set(),
    )
    for one, sheet in made.sheets.items():
        for _ in range(rng.choice((0, 0, 1, 2))):
            code, day = rng.choice(CODES), date(2026, rng.randint(1, 10), rng.randint(1, 28))
            draft = InterventionDraft(
                code, f"{day:%Y-%m}", day, family_id=sheet.id, amount=300_000,
                status=InterventionStatus.RECEIVED, reason="contoh",
            )  # fmt: skip
            try:
                record = record_intervention(office, draft).value.intervention_id
            except UserError:
                continue  # the same help in the same month
            helps = made.helps.setdefault(one, [])
            helps.append((code, f"{day}{record}", sheet.deciles.national))
    for one in rng.sample(sorted(made.sheets), 12):
        contents = {"reason": "contoh", "reason_code": "other"}
        exclusion = ProposalDraft(
            ProposalKind.EXCLUSION, family_id=made.sheets[one].id, contents=contents
        )
        proposal = open_proposal(office, exclusion).value.proposal_id
        if rng.random() < 0.6:
            step_proposal(office, proposal, ProposalState.SUBMITTED, on=office.today())
            made.open.add(one)
    return made


# The plain computation


def fact(world: World, field: AskField, somebody: Somebody) -> Value | None:
    """What a field says of somebody; an ordinary look at the sheet."""
    sheet, person = somebody
    helps = world.helps.get(int(sheet.id), [])
    match field:
        case _ if field == PLACE:
            return sheet.village or None
        case _ if field == SUBDISTRICT:
            return sheet.village[:8] or None
        case _ if field == DECILE:
            return sheet.deciles.national
        case _ if field == SIZE:
            return len(sheet.members)
        case _ if field == AIDED:
            return len({code for code, *_ in helps})
        case _ if field == AID_DECILE:
            return max(helps, key=lambda one: one[1])[2] if helps else sheet.deciles.national
        case _ if field == AGE:
            assert person is not None
            return person.age_on(REFERENCE_DATE)
    values = sheet.values if field.unit is Unit.FAMILY else person.values if person else {}
    return values[field.column]


def fits(world: World, one: Filter, somebody: Somebody) -> bool:
    field = FIELD_NAMED[one.field]
    if field == PROGRAMME:
        codes = {code for code, *_ in world.helps.get(int(somebody[0].id), [])}
        return bool(codes & set(one.values)) is (one.operator is Operator.IS)
    if field.type is AskType.PROPOSAL:
        is_open = "exclusion" in one.values and int(somebody[0].id) in world.open
        return is_open is (one.operator is Operator.IS)
    value = fact(world, field, somebody)
    if one.operator is Operator.MISSING:
        return value is None
    if value is None:
        return False
    if field.type is AskType.PLACE:
        inside = any(is_inside(str(value), str(region)) for region in one.values)
        if field == SUBDISTRICT:
            inside = any(is_inside(somebody[0].village, str(region)) for region in one.values)
        return inside is (one.operator is Operator.IS)
    match one.operator:
        case Operator.IS:
            return value in one.values
        case Operator.IS_NOT:
            return value not in one.values
        case Operator.AT_LEAST:
            return int(value) >= int(one.values[0])
    return int(value) <= int(one.values[0])


def meant(world: World, question: Question, region: str) -> list[Somebody]:
    """Whom the question is about: families alone, or people with their family."""
    found: list[Somebody] = []
    for sheet in world.sheets.values():
        if region != "33.26" and not is_inside(sheet.village, region):
            continue
        of_family, of_people = (
            [one for one in question.filters if FIELD_NAMED[one.field].unit is unit]
            for unit in (Unit.FAMILY, Unit.PERSON)
        )
        if not all(fits(world, one, (sheet, None)) for one in of_family):
            continue
        people_of = [
            (sheet, member)
            for member in sheet.members
            if all(fits(world, one, (sheet, member)) for one in of_people)
        ]
        if question.unit is Unit.PERSON:
            found += people_of
        elif people_of or not of_people:
            found.append((sheet, None))
    if name := question.measure.field:
        found = [one for one in found if fact(world, FIELD_NAMED[name], one) is not None]
    return found


def group(world: World, question: Question, at: int, somebody: Somebody) -> str:
    if at >= len(question.groups):
        return ALL
    field = FIELD_NAMED[question.groups[at]]
    value = fact(world, field, somebody)
    if value is None:
        return MISSING
    if not field.bands:
        return str(value)
    starts = [start for start in field.bands if start <= int(value)]
    return str(starts[-1] if starts else field.bands[0])


def expected(world: World, question: Question, region: str) -> dict[tuple[str, str], AskTally]:
    groups: dict[tuple[str, str], list[Somebody]] = {(ALL, ALL): []}
    for one in meant(world, question, region):
        row, column = group(world, question, 0, one), group(world, question, 1, one)
        for place in {(row, column), (row, ALL), (ALL, column), (ALL, ALL)}:
            groups.setdefault(place, []).append(one)
    tallies = {}
    for place, some in groups.items():
        units = len({sheet.id for sheet, _ in some}) if question.may_overlap else len(some)
        total = 0
        if name := question.measure.field:
            total = sum(int(fact(world, FIELD_NAMED[name], one) or 0) for one in some)
        tallies[place] = AskTally(*place, units, total)
    return tallies


# Random questions


def a_value(rng: random.Random, world: World, field: AskField) -> Value:
    match field.type:
        case AskType.PLACE:
            return rng.choice((*world.homes, "33.26.13", "33.26.04", "33.26"))
        case AskType.PROGRAMME:
            return rng.choice((*CODES, "PIP"))
        case AskType.PROPOSAL:
            return rng.choice(("death", "exclusion"))
        case AskType.DECILE:
            return rng.randint(1, 10)
        case AskType.CODE:
            return rng.randint(1, 9)
    return rng.choice((0, 1, 2, 3, 7, 18, 36, 60))


def a_question(rng: random.Random, world: World) -> Question:
    """Any question that can be asked; most of them about fields that vary in the office."""
    often = [
        field
        for field in ASK_FIELDS
        if not field.column
        or field.column in ("floor_type", "floor_area_m2", "sex", "school_status")
    ]

    def some(may: Callable[[AskField], bool]) -> AskField:
        source = often if rng.random() < 0.8 else ASK_FIELDS
        return rng.choice([field for field in source if may(field)])

    unit = rng.choice(tuple(Unit))
    filters = []
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        field = some(lambda _: True)
        operator = rng.choice(operators_of(field))
        count = {Operator.MISSING: 0, Operator.AT_LEAST: 1, Operator.AT_MOST: 1}
        values = {a_value(rng, world, field) for _ in range(count.get(operator, rng.randint(1, 4)))}
        filters.append(Filter(field.name, operator, tuple(sorted(values, key=str))))

    def known(field: AskField) -> bool:
        return field.may_group and (unit is Unit.PERSON or field.unit is Unit.FAMILY)

    groups = [some(known).name for _ in range(rng.randint(0, 2))]
    if len(groups) == 2 and FIELD_NAMED[groups[1]].type is AskType.PLACE:
        groups.reverse()
    measure = Measure(MeasureKind.FAMILIES)
    choice = rng.random()
    if choice < 0.3:
        number = some(lambda field: field.type is AskType.NUMBER and field.unit is unit)
        measure = Measure(rng.choice((MeasureKind.SUM, MeasureKind.MEAN)), number.name)
    elif unit is Unit.PERSON and choice < 0.8:
        measure = Measure(MeasureKind.PEOPLE)
    return Question(unit, tuple(filters), tuple(groups), measure)


def questions_for(world: World, seed: int) -> list[Question]:
    rng, made = random.Random(seed), list[Question]()
    while len(made) < QUESTIONS:
        question = a_question(rng, world)
        try:
            made.append(question.checked())
        except UserError:
            continue  # two desa as groups, or the same group twice
    return made


def ids_of(somebody: Somebody) -> tuple[int, int | None]:
    sheet, person = somebody
    return int(sheet.id), int(person.id) if person else None


def listed_ids(
    conn: Connection, question: Question, ask: ReportAsk, **page: int
) -> list[tuple[int, int | None]]:
    found = questions.listed(conn, question, ask, REFERENCE_DATE, **page)
    return [(one.family_id, one.person_id) for one in found]


def test_every_number_and_every_list_is_that_of_a_plain_computation(world: World) -> None:
    rng, told = random.Random(5), 0
    for at, question in enumerate(questions_for(world, seed=len(world.helps))):
        region = rng.choice(("33.26", "33.26", KECAMATAN, world.homes[0]))
        ask = ReportAsk(region=region)
        plain = expected(world, question, region)
        with world.office.read() as conn:
            found = questions.tallies(conn, question, ask, REFERENCE_DATE)
            assert {(one.row, one.column): one for one in found} == plain, (question, region)
            whole = questions.count(conn, question, ask, REFERENCE_DATE)
            assert whole == plain[ALL, ALL].units, (question, region)
            told += whole > 0
            if at % 3:
                continue
            for (row, column), tally in plain.items():
                narrowed = question.narrowed(0, row).narrowed(1, column)
                listed = listed_ids(conn, narrowed, ask)
                assert len(listed) == len(set(listed)) == tally.units, (question, region, row)
                some = [
                    ids_of(one)
                    for one in meant(world, question, region)
                    if (row == ALL or group(world, question, 0, one) == row)
                    and (column == ALL or group(world, question, 1, one) == column)
                ]
                if question.may_overlap:
                    some = [(family, None) for family, _ in some]
                assert set(listed) == set(some), (question, region, row, column)
            pages = [
                one
                for start in range(0, whole, 3)
                for one in listed_ids(conn, question, ask, start=start, count=3)
            ]
            assert pages == listed_ids(conn, question, ask)
    assert told > QUESTIONS // 3  # most of them find somebody: the comparison is of something


def test_what_a_list_tells_of_each_is_what_stands_in_the_sheets(world: World) -> None:
    fields = (SIZE.name, AIDED.name, AID_DECILE.name, PROGRAMME.name, "family.floor_type")
    question = Question(fields=(*fields, "proposal.kind"))
    of_people = Question(Unit.PERSON, measure=Measure(MeasureKind.PEOPLE), fields=(AGE.name,))
    with world.office.read() as conn:
        for region in ("33.26", world.homes[0]):
            ask = ReportAsk(region=region)
            listed = questions.listed(conn, question, ask, REFERENCE_DATE)
            told = questions.facts_of(conn, question, ask, REFERENCE_DATE, listed)
            assert len(told) == len(listed) > 0
            for one, (size, aided, decile, codes, floor, proposal) in zip(
                listed, told, strict=True
            ):
                somebody = (world.sheets[one.family_id], None)
                plain = [
                    fact(world, FIELD_NAMED[name], somebody)
                    for name in fields
                    if name != PROGRAMME.name
                ]
                assert [size, aided, decile, floor] == plain
                helps = {code for code, *_ in world.helps.get(one.family_id, [])}
                assert set(str(codes).split(",")) == helps if helps else codes is None
                assert (proposal == "exclusion") is (one.family_id in world.open)
            people_listed = questions.listed(conn, of_people, ask, REFERENCE_DATE)
            ages = questions.facts_of(conn, of_people, ask, REFERENCE_DATE, people_listed)
            for one, (age,) in zip(people_listed, ages, strict=True):
                sheet = world.sheets[one.family_id]
                (member,) = [m for m in sheet.members if m.id == str(one.person_id)]
                assert age == member.age_on(REFERENCE_DATE)


class Overheard:
    """A connection that keeps the text of every statement it passes on."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self.texts: list[str] = []

    def execute(self, sql: str, values: object = ()) -> object:
        self.texts.append(sql)
        return self._conn.execute(sql, cast(dict[str, object], values))


def test_nothing_that_somebody_chose_or_typed_stands_in_a_statement(world: World) -> None:
    filters = (
        Filter("family.village", Operator.IS, ("33.26.77.7777",)),
        Filter("aid.programme", Operator.IS, ("HOSTILE-CODE",)),
        Filter("aid.programmes", Operator.AT_LEAST, (98761,)),
        Filter("proposal.kind", Operator.IS_NOT, ("reactivation",)),
        Filter("family.floor_type", Operator.IS_NOT, (98762, -98763)),
        Filter("person.age", Operator.AT_MOST, (98764,)),
    )
    question = Question(
        Unit.PERSON, filters, ("family.village", "person.age"), Measure(MeasureKind.PEOPLE)
    )
    ask = ReportAsk(region="33.26.78", agency="'; DROP TABLE op; --", period="2026-07")
    with world.office.read() as conn:
        for one in (question, replace(question, measure=Measure(MeasureKind.FAMILIES))):
            overheard = Overheard(conn)
            for asking in (questions.tallies, questions.count, questions.listed):
                asking(cast(Connection, overheard), one, ask, REFERENCE_DATE)
            assert len(overheard.texts) == 3
            for said in ("33.26.7", "HOSTILE", "9876", "reactivation", "DROP", "2026"):
                assert not [text for text in overheard.texts if said in text]
