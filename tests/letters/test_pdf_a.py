"""Every document is built as PDF/A-2b asks, and a file that is not is found out."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from desktop_app.domain.letter import Paper
from desktop_app.letters.copy_mark import COPY, marked_with
from desktop_app.letters.pdf import draw_letters
from desktop_app.letters.ruler import draw_ruler
from tests.letters.pdf_a import faults_of, told
from tests.letters.samples import (
    DATED,
    LETTERHEAD,
    NUMBER,
    SIGNATORY,
    VALUES,
    a_crest,
    a_letter,
    shipped,
)

KINDS = sorted(shipped())
PERSONAL = (
    VALUES["name"],
    VALUES["national_id"],
    SIGNATORY.name,
    NUMBER,
    LETTERHEAD.authorities[-1],
)


def drawn(kind: str, **changes: object) -> bytes:
    out = io.BytesIO()
    letter = a_letter(kind, **changes)
    crested = replace(letter, letterhead=replace(LETTERHEAD, crest=a_crest()))
    draw_letters([crested, letter], out)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_is_built_as_an_archive_asks_and_names_nobody(kind: str) -> None:
    pdf = drawn(kind, values={"name": "محمد نور CASMITO"})
    for one in (pdf, marked_with(pdf, COPY)):
        assert faults_of(one) == []
        assert not [personal for personal in PERSONAL if personal in told(one)]


def test_the_page_with_rulers_too() -> None:
    assert faults_of(draw_ruler(Paper.F4, DATED)) == []


def test_bytes_that_are_not_as_they_should_be_are_found() -> None:
    good = drawn("sktm")
    for old, new, said in (
        (b"%\xe2\xe3\xcf\xd3", b"%abcd", "header"),
        (b"<pdfaid:part>2", b"<pdfaid:part>1", "does not say 2B"),
        (b"<pdf:Producer>DTSEN", b"<pdf:Producer>ABCDE", "differ"),
        (b"<xmp:CreateDate>2026", b"<xmp:CreateDate>2025", "dates"),
        (b"/GTS_PDFA1", b"/GTS_PDFX9", "intent"),
        (b"/ID [", b"/IX [", "no ID"),
        (b"/ToUnicode", b"/ToUnicorn", "read out"),
        (b"/CIDToGIDMap", b"/CIDToGIDMop", "nothing maps"),
        (b"/FontFile2", b"/FontFil02", "not embedded"),
    ):
        assert old in good
        assert any(said in one for one in faults_of(good.replace(old, new))), said
    widths = re.sub(
        rb"/W \[ ?([0-9]+) \[ ?([0-9]+)",
        lambda found: found[0][: -len(found[2])] + b"9" * len(found[2]),
        good,
    )
    assert widths != good
    assert any("widths" in one for one in faults_of(widths))


def test_what_is_added_to_a_file_is_found() -> None:
    good = drawn("sktm")
    for change, said in (
        (_script, "a script"),
        (_link, "annotations"),
        (_author, "who or what about"),
        (_see_through, "transparency"),
        (_locked, "encryption"),
    ):
        assert any(said in one for one in faults_of(_with(good, change))), said


def _with(pdf: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _script(writer: PdfWriter) -> None:
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(script)


def _link(writer: PdfWriter) -> None:
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/Text")})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def _author(writer: PdfWriter) -> None:
    writer.add_metadata({"/Author": TextStringObject("CASMITO")})


def _see_through(writer: PdfWriter) -> None:
    state = DictionaryObject(
        {NameObject("/Type"): NameObject("/ExtGState"), NameObject("/ca"): FloatObject(0.5)}
    )
    states = DictionaryObject({NameObject("/G0"): writer._add_object(state)})
    resources: Any = writer.pages[0]["/Resources"]
    resources[NameObject("/ExtGState")] = states


def _locked(writer: PdfWriter) -> None:
    writer.encrypt("", algorithm="RC4-128")
