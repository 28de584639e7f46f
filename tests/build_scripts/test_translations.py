"""The catalogue: gathered, filled, and refused when a translation would break a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Message

from build_scripts import translations

CODE = """
from desktop_app.language import mark, tr, trn

COLUMN = mark("Village")

def show(name: str, n: int) -> str:
    return tr("Save {name}").format(name=name) + trn("{n} family", "{n} families", n)
"""

TS = """<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="id_ID"><context><name>QLineEdit</name>
<message><source>%1 of %2</source><translation>{translation}</translation></message>
</context></TS>
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project of its own with three sentences, and where its catalogue will be."""
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "page.py").write_text(CODE, encoding="utf-8")
    monkeypatch.setattr(translations, "CODE", tmp_path / "code")
    monkeypatch.setattr(translations, "CATALOGUE", tmp_path / "id.po")
    monkeypatch.setattr(translations, "COMPILED", tmp_path / "id.mo")
    monkeypatch.setattr(translations, "QT_SOURCE", tmp_path / "qtbase_id.ts")
    (tmp_path / "qtbase_id.ts").write_text(TS.format(translation="%1 dari %2"), encoding="utf-8")
    return tmp_path / "id.po"


def test_every_sentence_of_the_code_is_gathered(catalogue: Path) -> None:
    translations.update()
    assert set(translations.missing()) == {"Save {name}", "Village", "{n} family"}
    assert len(translations.check()) == 3


def test_a_sentence_inside_an_f_string_is_gathered_on_every_python() -> None:
    code = """page = f"<h1>{escape(tr('Head of the office'))}</h1>" + tr("one " "sentence") + tr(name)"""
    assert set(translations.sentences_in(code)) == {"Head of the office", "one sentence"}


def test_a_filled_catalogue_has_nothing_missing(catalogue: Path) -> None:
    unknown = translations.fill(
        {"Save {name}": "Simpan {name}", "Village": "Desa", "{n} family": "{n} keluarga"}
    )
    assert unknown == []
    assert translations.missing() == {}
    assert translations.check() == []


def test_the_catalogue_is_the_same_bytes_when_nothing_changed(catalogue: Path) -> None:
    translations.fill({"Village": "Desa"})
    before = catalogue.read_bytes()
    translations.update()
    assert catalogue.read_bytes() == before


def test_a_key_that_is_no_sentence_of_the_code_is_told(catalogue: Path) -> None:
    assert translations.fill({"Vilage": "Desa"}) == ["Vilage"]


def test_a_translation_is_kept_unless_it_is_to_be_replaced(catalogue: Path) -> None:
    translations.fill({"Village": "Desa"})
    translations.fill({"Village": "Kampung"})
    assert 'msgstr "Desa"' in catalogue.read_text(encoding="utf-8")
    translations.fill({"Village": "Kampung"}, replace=True)
    assert 'msgstr "Kampung"' in catalogue.read_text(encoding="utf-8")


def test_filling_throws_nothing_away_and_updating_does(catalogue: Path) -> None:
    translations.fill({"Village": "Desa"})
    page = translations.CODE / "page.py"
    page.write_text(CODE.replace('mark("Village")', '"Village"'), encoding="utf-8")
    translations.fill({"Save {name}": "Simpan {name}"})
    assert "Desa" in catalogue.read_text(encoding="utf-8")
    assert any("no longer in the code" in fault for fault in translations.check())
    translations.update()
    assert "Desa" not in catalogue.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("english", "indonesian", "fault"),
    [
        ("Save {name}", "Simpan {nama}", "placeholders differ"),
        ("Save {name}", "Simpan", "placeholders differ"),
        ("&Open", "Buka", "keyboard letters"),
        ("Open", "Buka ", "space at an end"),
        ("Open", "", "untranslated"),
    ],
)
def test_a_translation_that_would_break_the_sentence_is_a_fault(
    english: str, indonesian: str, fault: str
) -> None:
    (found,) = translations.check_message(Message(english, indonesian))
    assert fault in found


def test_an_ampersand_between_words_is_no_keyboard_letter() -> None:
    assert translations.check_message(Message("Housing & assets", "Rumah dan aset")) == []


@pytest.mark.parametrize("translation", ["", "%1 dari"])
def test_a_text_of_qt_that_is_empty_or_loses_a_number_is_a_fault(
    tmp_path: Path, translation: str
) -> None:
    source = tmp_path / "qtbase_id.ts"
    source.write_text(TS.format(translation=translation), encoding="utf-8")
    assert translations.check_qt(source) != []
