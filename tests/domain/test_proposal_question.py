"""What a form of a proposal asks, after which answers, and what looks mistyped."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.proposal import ProposalContent, ProposalKind, ProposedMember
from desktop_app.domain.proposal_kind import ProposalRules
from desktop_app.domain.proposal_slip import Slip, SlipKind, slips_of
from desktop_app.domain.subject import SubjectKind
from desktop_app.paths import RESOURCES
from tests.builders import a_number

RULES = ProposalRules.from_toml((RESOURCES / "reference/proposals.toml").read_text("utf-8"))
MEMBERS = RULES.kinds[ProposalKind.MEMBER_CHANGE]
TODAY = date(2026, 11, 24)
BOY = a_number(sequence=7)  # born on 2 January of a year that ends in 80


def names(contents: dict[str, str]) -> list[str]:
    return [one.name for one in MEMBERS.asked(contents)]


def test_a_relation_is_asked_for_births_and_a_destination_for_those_who_leave() -> None:
    assert names({}) == ["change", "date", "reason"]
    assert names({"change": "born"}) == [
        *("change", "date", "name", "national_id", "sex", "relation", "reason")
    ]
    assert names({"change": "left"}) == ["change", "date", "destination", "reason"]
    assert [one.name for one in RULES.kinds[ProposalKind.MOVED].asked({})] == [
        *("date", "destination", "reason")
    ]


def test_an_answer_that_is_not_asked_any_more_is_named_and_not_lacking() -> None:
    contents = {"change": "left", "date": "2026-11-01", "relation": "3"}
    assert [one.name for one in MEMBERS.unasked(contents)] == ["relation"]
    content = ProposalContent(contents)
    assert MEMBERS.lacks(content, SubjectKind.PERSON) == ("destination",)
    assert MEMBERS.lacks(content, SubjectKind.FAMILY) == ("destination", "person")
    birth = ProposalContent({"change": "born", "date": "2026-11-01"})
    assert MEMBERS.lacks(birth, SubjectKind.FAMILY) == ("relation", "name")


def test_a_new_family_lacks_what_its_members_lack() -> None:
    rule = RULES.kinds[ProposalKind.NEW_FAMILY]
    whole = dict.fromkeys(rule.needs, "1")
    known = ProposedMember("SITI", a_number(42, sequence=8), relation="2")
    assert rule.lacks(ProposalContent(whole, members=(known,)), SubjectKind.FAMILY) == ()
    half = ProposalContent(whole, members=(known, ProposedMember("BUDI")))
    assert rule.lacks(half, SubjectKind.FAMILY) == ("members",)


@pytest.mark.parametrize(
    ("contents", "slips"),
    [
        ({"national_id": "12"}, [("national_id", SlipKind.NIK_SHAPE)]),
        ({"national_id": BOY, "date": "1980-01-02"}, []),
        ({"national_id": BOY, "date": "1980-01-03"}, [("date", SlipKind.BIRTH_OTHER)]),
        ({"national_id": BOY, "sex": "2"}, [("sex", SlipKind.SEX_OTHER)]),
        ({"date": "2026-11-25"}, [("date", SlipKind.DAY_FUTURE)]),
        ({"date": "kemarin"}, [("date", SlipKind.DAY_UNREADABLE)]),
    ],
)
def test_what_looks_mistyped_in_a_birth(
    contents: dict[str, str], slips: list[tuple[str, SlipKind]]
) -> None:
    content = ProposalContent({"change": "born", **contents})
    found = slips_of(MEMBERS.asked(content.contents), content, today=TODAY)
    assert found == tuple(Slip(field, kind) for field, kind in slips)


def test_what_looks_mistyped_in_the_rest() -> None:
    death = RULES.kinds[ProposalKind.DEATH]
    before = ProposalContent({"date": "1979-12-31"})
    assert slips_of(death.asked({}), before, today=TODAY, born=date(1980, 1, 2)) == (
        Slip("date", SlipKind.DAY_BEFORE_BIRTH),
    )
    family = RULES.kinds[ProposalKind.NEW_FAMILY]
    content = ProposalContent(
        {"family_card_no": "33", "national_id": BOY},
        members=(
            ProposedMember("A", BOY),
            ProposedMember("B", "1"),
            ProposedMember("C", birth_date="2027-01-01"),
        ),
    )
    assert slips_of(family.asked(content.contents), content, today=TODAY) == (
        Slip("family_card_no", SlipKind.CARD_SHAPE),
        Slip("national_id", SlipKind.NUMBER_TWICE, 1),
        Slip("national_id", SlipKind.NIK_SHAPE, 2),
        Slip("birth_date", SlipKind.DAY_FUTURE, 3),
    )
