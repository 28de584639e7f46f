"""Issuing letters: number, register, page and op stand or fall together."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop_app.actions.families import family_of
from desktop_app.actions.letter_register import letter_register
from desktop_app.actions.letters import (
    LetterDraft,
    issue_letter,
    letter_kinds,
    preview_letter,
    reprint_letter,
)
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.errors import Code, UserError
from tests.builders import a_family, a_release, a_signatory, an_identity

DAY = date(2026, 11, 24)


@pytest.fixture
def writing(office: Office, tmp_path: Path) -> Office:
    a_release(
        office, tmp_path, [a_family("SLAMET", "SITI NUR AISYAH"), a_family("KARTO", decile=None)]
    )
    set_identity(office, an_identity())
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1))
    return office


def a_draft(
    office: Office, name: str = "slamet", kind: str = "pengantar", **more: object
) -> LetterDraft:
    hit = find_people(office, Search(name), is_typing=True)[0]
    template = next(one for one in letter_kinds(office) if one.kind == kind)
    typed = {
        field.name: field.default or "keperluan contoh"
        for field in template.fields
        if field.source == "typed"
    }
    draft = LetterDraft(kind, hit.family_id or "", DAY, person_id=hit.person_id, typed=typed)
    return replace(draft, **more)  # type: ignore[arg-type]  # every value has its field's type


def text_of(pdf: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    )


def test_there_are_kinds_with_names_in_both_languages(office: Office) -> None:
    kinds = {template.kind: template for template in letter_kinds(office)}
    assert {"pengantar", "keterangan-dtsen"} <= set(kinds)
    assert all(template.name.id and template.name.en for template in kinds.values())


@pytest.mark.parametrize("kind", ["pengantar", "keterangan-dtsen", "sktm"])
def test_a_letter_prints_the_person_the_office_and_the_signatory_on_f4(
    writing: Office, kind: str
) -> None:
    issued = issue_letter(writing, a_draft(writing, kind=kind)).value
    text = text_of(issued.pdf)
    for printed in (
        "SLAMET",
        "KECAMATAN KEDUNGWUNI",
        "Drs. Wahyu Contoh, M.Si.",
        issued.line.number,
    ):
        assert printed in text
    assert "24 November 2026" in text
    box = PdfReader(io.BytesIO(issued.pdf)).pages[0].mediabox
    assert (round(float(box.width), 1), round(float(box.height), 1)) == (609.4, 935.4)


def test_a_preview_draws_no_number_and_is_what_is_issued(writing: Office) -> None:
    draft = a_draft(writing)
    preview = preview_letter(writing, draft)
    assert letter_register(writing) == []
    assert issue_letter(writing, draft).value.pdf == preview.pdf


def test_numbers_run_on_and_begin_anew_every_year(writing: Office) -> None:
    numbers = [issue_letter(writing, a_draft(writing)).value.line.sequence for _ in range(3)]
    last_year = issue_letter(writing, a_draft(writing, dated=date(2025, 12, 31))).value.line
    assert numbers == [1, 2, 3]
    assert (last_year.sequence, last_year.year) == (1, 2025)
    assert len({one.line.number for one in letter_register(writing)}) == 4


def test_a_number_from_the_paper_book_is_taken_once(writing: Office) -> None:
    assert issue_letter(writing, a_draft(writing, number="12")).value.line.sequence == 12
    with pytest.raises(UserError) as caught:
        issue_letter(writing, a_draft(writing, number="12"))
    assert caught.value.code is Code.LETTER_NUMBER_TAKEN
    squeezed = issue_letter(writing, a_draft(writing, number="12a")).value.line
    assert (squeezed.sequence, squeezed.sub_number) == (12, "a")
    assert issue_letter(writing, a_draft(writing)).value.line.sequence == 13


def test_a_reprint_is_the_same_page_after_everything_else_has_changed(
    writing: Office, tmp_path: Path
) -> None:
    issued = issue_letter(writing, a_draft(writing)).value
    a_release(writing, tmp_path, [a_family("WAGIMIN")], label="Q4")
    set_identity(writing, replace(an_identity(), address="Jalan Lain Nomor 2"))
    with pytest.raises(UserError) as caught:
        reprint_letter(writing, issued.line.id, "")
    assert caught.value.code is Code.REASON_MISSING
    assert reprint_letter(writing, issued.line.id, "hilang").value.pdf == issued.pdf
    assert reprint_letter(writing, issued.line.number, "hilang").value.line == issued.line


def test_a_missing_field_and_a_missing_signatory_are_named(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, [a_family("SLAMET")])
    with pytest.raises(UserError) as caught:
        issue_letter(office, a_draft(office))
    assert caught.value.code is Code.SIGNATORY_MISSING
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1), valid_until=date(2026, 1, 1))
    with pytest.raises(UserError) as caught:
        issue_letter(office, a_draft(office))
    assert caught.value.code is Code.SIGNATORY_MISSING
    set_official(office, a_signatory(), valid_from=date(2026, 1, 1))
    with pytest.raises(UserError) as caught:
        issue_letter(office, a_draft(office, typed={}))
    assert caught.value.code is Code.LETTER_FIELD_MISSING
    assert letter_register(office) == []


def test_a_letter_stands_on_the_page_of_its_family(writing: Office) -> None:
    issued = issue_letter(writing, a_draft(writing)).value
    assert family_of(writing, issued.line.family_id or "").letters == (issued.line,)


def test_an_unranked_family_is_called_so_in_a_letter(writing: Office) -> None:
    issued = issue_letter(writing, a_draft(writing, "karto", kind="keterangan-dtsen")).value
    assert "belum berdesil" in text_of(issued.pdf).casefold()
