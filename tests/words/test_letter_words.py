"""What a saved letter is called."""

from __future__ import annotations

from desktop_app.words.letter_words import letter_file_name


def test_a_file_is_named_by_kind_and_number_and_fits_every_disk() -> None:
    name = letter_file_name("sktm", "400.9.14.1/0012a/08.1006/XI/2026")
    assert name == "surat-sktm-400-9-14-1-0012a-08-1006-XI-2026.pdf"
