"""Every failure has its three answers, in both languages."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from desktop_app import language
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.paths import RESOURCES
from desktop_app.words.message_table import WORDS
from desktop_app.words.messages import sentence_for


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    language.use("id")
    yield
    language.use("id")


@pytest.fixture(scope="module")
def indonesian() -> dict[str, str]:
    with (RESOURCES / "translations" / "id.po").open("rb") as file:
        catalogue = read_po(file)
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str)
    }


@pytest.mark.parametrize("code", list(Code))
def test_every_code_has_three_sentences_in_both_languages(
    code: Code, indonesian: dict[str, str]
) -> None:
    words = WORDS[code]
    for english in words:
        assert english.endswith((".", "!", "?")), english
        assert indonesian[english].endswith((".", "!", "?")), english
        assert indonesian[english] != english


def test_no_words_are_left_over_from_a_code_that_is_gone() -> None:
    assert set(WORDS) == set(Code)


@pytest.mark.parametrize("code", list(Code))
def test_a_sentence_is_made_even_when_facts_are_missing(code: Code) -> None:
    for error in (UserError(code), MachineError(code, unexpected="fact")):
        sentence = sentence_for(error)
        assert "{" not in sentence.whole
        assert sentence.code == code.value


def test_facts_stand_in_the_sentence() -> None:
    sentence = sentence_for(UserError(Code.COLUMN_MISSING, column="nik"))
    assert sentence.what == "Berkas itu tidak punya kolom “nik”."
    assert sentence.whole.endswith("(column-missing)")
    language.use("en")
    assert "“nik”" in sentence_for(UserError(Code.COLUMN_MISSING, column="nik")).what


def test_placeholders_are_plain_names() -> None:
    for words in WORDS.values():
        for text in words:
            for _, name, spec, conversion in string.Formatter().parse(text):
                assert name is None or name.isidentifier()
                assert not spec
                assert conversion is None
