"""The words of the inventor: complete, safe in a file, and drawn by their weights."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from desktop_app.demo.words import FOLDER, DemoWords, Lot
from desktop_app.domain.region import RegionTable
from desktop_app.paths import RESOURCES


def test_every_subdistrict_of_the_kabupaten_has_its_kind_of_land() -> None:
    regions = RegionTable.from_csv(
        (RESOURCES / "reference" / "regions.csv").read_text(encoding="utf-8")
    )
    assert set(DemoWords.from_folder().zones) == set(regions.subdistricts)


def test_a_word_that_would_spoil_a_file_is_refused(tmp_path: Path) -> None:
    for source in FOLDER.glob("*.toml"):
        shutil.copy(source, tmp_path)
    places = tmp_path / "places.toml"
    text = places.read_text(encoding="utf-8")
    places.write_text(text.replace('"JL. RAYA"', '"JL. RAYA | PASAR"'), encoding="utf-8")
    with pytest.raises(ValueError, match="spoil"):
        DemoWords.from_folder(tmp_path)


def test_a_lot_draws_by_weight_and_never_what_weighs_nothing() -> None:
    lot = Lot([("often", 9.0), ("seldom", 1.0), ("never", 0.0)])
    rnd = Random(1).random
    drawn = Counter(lot.draw(rnd) for _ in range(5_000))
    assert set(drawn) == {"often", "seldom"}
    assert 0.07 < drawn["seldom"] / 5_000 < 0.13


def test_a_lot_gives_the_end_when_asked_beyond_it() -> None:
    lot = Lot([("low", 1.0), ("high", 1.0)])
    assert (lot.at(-3.0), lot.at(0.2), lot.at(0.9), lot.at(7.0)) == ("low", "low", "high", "high")
