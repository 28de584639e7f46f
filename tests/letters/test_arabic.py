"""Names in Arabic script: joined, from the right, searched by their letters."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from desktop_app.letters import arabic
from desktop_app.letters.pdf import draw_letters
from tests.letters.samples import a_letter


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("\u0645\u062d\u0645\u062f", "\ufeaa\ufee4\ufea4\ufee3"),  # four letters, the last ends
        ("\u0646\u0648\u0631", "\ufead\ufeee\ufee7"),  # waw does not join to what follows
        ("\u0644\u0627", "\ufefb"),  # lam and alef are one
        ("\u0633\u0644\u0627\u0645", "\ufee1\ufefc\ufeb3"),
        ("\u0628\u0650\u0633\u0652\u0645\u0650", "\ufee2\ufeb4\ufe91"),  # without vowel marks
        ("\u0646\u0648\u0631 \u0661\u0662", "\u0661\u0662\u00a0\ufead\ufeee\ufee7"),
    ],
)
def test_letters_take_the_form_of_their_place_and_run_from_the_right(
    written: str, seen: str
) -> None:
    assert arabic.visual(written) == seen


def test_other_text_stays_as_it_was() -> None:
    text = "Pondok D\u00e1r, RT 001 (\u0646\u0648\u0631) 12"
    assert arabic.visual(text) == "Pondok D\u00e1r, RT 001 (\ufead\ufeee\ufee7) 12"
    assert arabic.pieces(arabic.visual(text))[1] == (True, "\ufead\ufeee\ufee7")
    assert arabic.visual("\u064b") == "\u064b"


def test_a_name_in_arabic_is_embedded_and_can_be_searched() -> None:
    out = io.BytesIO()
    draw_letters([a_letter("sktm", values={"name": "\u0645\u062d\u0645\u062f"})], out)
    reader = PdfReader(out)
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]  # a dictionary here
    assert any("Amiri" in name for name in fonts)
    assert "\u0645\u062d\u0645\u062f" in reader.pages[0].extract_text()


def test_a_letter_without_arabic_embeds_no_arabic_font() -> None:
    out = io.BytesIO()
    draw_letters([a_letter("sktm")], out)
    assert b"Amiri" not in out.getvalue()
