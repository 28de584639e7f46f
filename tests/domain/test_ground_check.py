"""What a surveyor found: the codes, what follows from them, and how results fold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import fold
from desktop_app.domain.ground_check import (
    Finding,
    GroundCheck,
    GroundCheckContent,
    GroundCheckRules,
)
from desktop_app.domain.op import OpType
from desktop_app.domain.prelist import Neighbourhood, PrelistFamily, by_neighbourhood
from desktop_app.domain.proposal import ProposalKind
from desktop_app.errors import Code, UserError
from tests.domain.test_fold import SUBJECT, an_op

RULES = GroundCheckRules.from_toml(
    (Path(__file__).parents[2] / "resources/reference/ground_check.toml").read_text("utf-8")
)
CONTENT = GroundCheckContent(date(2026, 11, 20), "Budi", "dtsen", 2, Finding.MOVED, "ke Batang")
RECORDED: dict[str, object] = {
    "subject": SUBJECT.as_data(),
    **CONTENT.as_data(),
    "prelist": "AB12CD34",
    "number": 7,
}


def test_one_number_means_another_thing_in_another_list() -> None:
    assert RULES.presence("dtsen", 2).finding is Finding.MOVED
    assert RULES.presence("regsosek", 2).finding is Finding.DEAD
    assert RULES.lists[RULES.default].of(9) is None
    for code_list, number in (("dtsen", 5), ("lain", 1)):
        with pytest.raises(UserError) as caught:
            RULES.presence(code_list, number)
        assert caught.value.code is Code.CHOICE_UNKNOWN


def test_what_was_not_found_offers_a_proposal_and_what_was_found_none() -> None:
    assert RULES.offers[Finding.DEAD] is ProposalKind.DEATH
    assert RULES.offers[Finding.NOT_FOUND] is ProposalKind.EXCLUSION
    assert Finding.FOUND not in RULES.offers


def test_the_codes_of_every_list_are_single_keys() -> None:
    for known in RULES.lists.values():
        codes = [one.code for one in known.codes]
        assert codes == list(range(1, len(codes) + 1))
        assert len(codes) < 10
        assert {one.label("id") for one in known.codes} != {one.label("en") for one in known.codes}


def test_a_result_folds_and_is_taken_back_once() -> None:
    recorded = fold.fold(None, an_op(OpType.GROUND_CHECK_RECORDED, RECORDED))
    assert isinstance(recorded, GroundCheck)
    assert (recorded.content, recorded.prelist, recorded.number) == (CONTENT, "AB12CD34", 7)
    first = fold.fold(recorded, an_op(OpType.GROUND_CHECK_VOIDED, {"reason": "salah"}, 2))
    assert isinstance(first, GroundCheck)
    second = fold.fold(first, an_op(OpType.GROUND_CHECK_VOIDED, {"reason": "lain"}, 3))
    assert second == first
    assert (first.is_void, first.void_reason, first.voided_by) == (True, "salah", "u2")


@pytest.mark.parametrize(
    "data",
    [{}, {**RECORDED, "finding": "eaten"}, {**RECORDED, "checked_on": "kemarin"}],
)
def test_what_does_not_fit_is_not_understood(data: dict[str, object]) -> None:
    with pytest.raises(fold.NotUnderstood):
        fold.fold(None, an_op(OpType.GROUND_CHECK_RECORDED, data))
    with pytest.raises(fold.NotUnderstood):
        fold.fold(None, an_op(OpType.GROUND_CHECK_VOIDED, {"reason": "x"}))


places = st.builds(
    Neighbourhood,
    village=st.sampled_from(["33.26.13.2004", "33.26.13.2005"]),
    hamlet=st.sampled_from(["", "KRAJAN"]),
    rw=st.sampled_from(["", "001", "002"]),
    rt=st.sampled_from(["", "001", "002"]),
)
families = st.builds(
    PrelistFamily,
    subject=st.just(SUBJECT),
    where=places,
    address=st.sampled_from(["NO. 7", "NO. 13", "", "DK. KRAJAN"]),
    members=st.integers(0, 9),
    decile=st.none(),
)


@given(st.lists(families, max_size=30))
def test_in_order_every_rt_is_one_sheet(found: list[PrelistFamily]) -> None:
    ordered = sorted(found, key=lambda one: one.order)
    sheets = list(by_neighbourhood(ordered))
    assert len(sheets) == len({one.where for one in found})
    assert [one for _, group in sheets for one in group] == ordered


def test_house_seven_comes_before_house_thirteen_and_unknown_last() -> None:
    def at(address: str, rt: str = "001") -> PrelistFamily:
        return PrelistFamily(SUBJECT, Neighbourhood("33", "", "", rt), address, 1, None)

    found = sorted([at("NO. 13"), at("NO. 7", ""), at("NO. 7")], key=lambda one: one.order)
    assert [(one.address, one.where.rt) for one in found] == [
        ("NO. 7", "001"),
        ("NO. 13", "001"),
        ("NO. 7", ""),
    ]
