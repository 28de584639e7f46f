"""Folding names so that spellings meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.names import Folder, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SOEHARTO", "Suharto"),
        ("DJOKO TJIPTO", "joko cipto"),
        ("SITI NUR'AINI", "Siti Nuraini"),
        ("H. ACHMAD FAUZI, S.Pd.", "Akhmad Fauzi"),
        ("HJ SITI AISYAH", "SITI AISYAH"),
        ("ALM. KARTO", "Karto"),
        ("Bin Ali", "ALI"),
        ("  Sri   Wahyuni ", "SRI WAHYUNI"),
        ("José", "JOSE"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_stay_apart() -> None:
    assert len({fold(name) for name in ("SLAMET", "SLAMETO", "SITI", "SATI", "JAYA", "YAYA")}) == 6


def test_a_name_that_is_only_a_title_keeps_it() -> None:
    assert fold("Hj.") == "HJ"


@given(st.text(max_size=60))
def test_folding_never_fails_and_gives_only_capitals_digits_and_single_blanks(name: str) -> None:
    folded = fold(name)
    assert set(folded) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ")
    assert folded == " ".join(folded.split())


words = st.sampled_from(["HJ.", "ALM", "SITI", "NUR'AINI", "Soe", "d'Arc-Tjipto", "", "\x85", "é"])


@given(st.lists(st.lists(words | st.text(max_size=8), max_size=5).map(" ".join), max_size=5))
def test_folding_many_names_folds_each_as_folding_one(names: list[str]) -> None:
    folder = Folder()
    assert [folder.fold(name) for name in names] == [fold(name) for name in names]
