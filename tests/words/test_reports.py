"""Reports in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app import language
from desktop_app.domain.report import HIDDEN, Cell, Control, ReportColumn, ReportKind, RowLevel
from desktop_app.reports import by_owner, proposal_progress
from desktop_app.words import aid, proposals
from desktop_app.words.reports import cell_words, controls_words, grouped_kinds, label_words


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("id")


@pytest.mark.parametrize(
    ("cell", "is_share", "words"),
    [
        (1034, False, "1,034"),
        (0, False, "0"),
        (0.4321, True, "43.2%"),
        (1.0, True, "100.0%"),
        (None, True, "–"),
        (HIDDEN, False, "<5"),
        (2.25, False, "2.3"),
    ],
)
def test_a_cell_reads_as_what_it_is(cell: Cell, is_share: bool, words: str) -> None:
    assert cell_words(cell, ReportColumn("x", "X", is_share=is_share)) == words


def test_a_sum_says_of_what_and_an_unknown_desa_that_it_is_unknown() -> None:
    assert label_words("", RowLevel.TOTAL, of="", is_first=True) == "Total"
    assert label_words("", RowLevel.TOTAL, of="", is_first=False) == ""
    of_it = label_words("", RowLevel.SUBDISTRICT, of="Kedungwuni", is_first=True)
    assert of_it == "Total of Kedungwuni"
    assert label_words("", RowLevel.GROUP, of="", is_first=False) == "Total of Not known"
    assert label_words("", RowLevel.VILLAGE, of="", is_first=True) == "Not known"
    assert label_words("PKH", RowLevel.PLAIN, of="", is_first=True) == "PKH"


def test_reports_stand_in_their_groups_and_an_unknown_one_is_not_lost() -> None:
    kinds = [ReportKind(code, code, "") for code in ("R99", "R3", "R1")]
    groups = grouped_kinds(kinds)
    assert [heading for heading, _ in groups] == ["Targets and coverage", "Others"]
    assert [kind.code for kind in groups[0][1]] == ["R1", "R3"]


def test_totals_that_do_not_agree_are_named_with_both_numbers() -> None:
    right = Control("families", "Families", 10, 10)
    assert controls_words([right]) == "Control totals agree: Families 10"
    wrong = Control("persons", "People", 1200, 1199)
    assert "People: 1,200 in the release, 1,199 counted" in controls_words([right, wrong])


def test_a_report_calls_things_what_the_screens_call_them() -> None:
    """The reports lie below the words and keep names of their own: nothing may be missing or called otherwise."""
    assert by_owner.FUNDS == aid.FUNDS
    assert proposal_progress.KINDS == proposals.KINDS
