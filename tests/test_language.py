"""The language: looked up, counted, and English when there is nothing to look up in."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from desktop_app import language
from desktop_app.language import mark, tr, trn


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = language.current()
    yield
    language.use(before)


@pytest.fixture
def catalogues(tmp_path: Path) -> Path:
    """A folder with a small Indonesian catalogue."""
    catalogue = Catalog(locale="id")
    catalogue.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    catalogue.add("Save {name}", "Simpan {name}")
    catalogue.add(("{n} family", "{n} families"), ["{n} keluarga"])
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    (tmp_path / "id.mo").write_bytes(compiled.getvalue())
    return tmp_path


def test_a_sentence_is_found_in_the_catalogue(catalogues: Path) -> None:
    language.use("id", catalogues=catalogues)
    assert tr("Save {name}").format(name="surat") == "Simpan surat"
    assert language.current() == "id"


def test_a_marked_sentence_is_translated_when_it_is_shown(catalogues: Path) -> None:
    label = mark("Save {name}")
    language.use("id", catalogues=catalogues)
    assert label == "Save {name}"
    assert tr(label) == "Simpan {name}"


def test_a_sentence_without_a_translation_stays_english(catalogues: Path) -> None:
    language.use("id", catalogues=catalogues)
    assert tr("Nobody translated this") == "Nobody translated this"


def test_no_sentence_stays_no_sentence(catalogues: Path) -> None:
    language.use("id", catalogues=catalogues)
    assert tr("") == ""


@pytest.mark.parametrize("n", [0, 1, 2])
def test_indonesian_has_one_form_for_every_number(catalogues: Path, n: int) -> None:
    language.use("id", catalogues=catalogues)
    assert trn("{n} family", "{n} families", n).format(n=n) == f"{n} keluarga"


def test_english_is_the_sentence_itself() -> None:
    language.use("en")
    assert tr("Save {name}") == "Save {name}"
    assert trn("{n} family", "{n} families", 1) == "{n} family"
    assert trn("{n} family", "{n} families", 0) == "{n} families"


def test_a_missing_catalogue_is_logged_and_english_is_spoken(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        language.use("id", catalogues=tmp_path)
    assert tr("Save {name}") == "Save {name}"
    assert "translations-missing language=id file=id.mo" in caplog.text


def test_a_language_that_we_do_not_have_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="no such language"):
        language.use("jv")
