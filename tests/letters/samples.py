"""A letter with invented people, and the template it is made from."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PIL import Image

from desktop_app.actions.letter_values import list_values
from desktop_app.domain.letter import Letterhead, Paper, Signatory
from desktop_app.letters.compose import LetterToDraw
from desktop_app.letters.template import (
    LetterTemplate,
    load_templates,
    parse_template,
    table_value,
)
from desktop_app.paths import RESOURCES

DATED = date(2026, 11, 24)
NUMBER = "400.9.14.1/0128/08.1006/XI/2026"
LETTERHEAD = Letterhead(
    ("PEMERINTAH KABUPATEN PEKALONGAN", "KECAMATAN KARANGANYAR", "DESA KAYUGERITAN"),
    "Jalan Raya Kayugeritan Nomor 12",
    "Surel desa@example.id",
)
SIGNATORY = Signatory(
    "SLAMET RIYADI", "Kepala Desa Kayugeritan", "197001019999011001", rank="Penata"
)

VALUES = {
    "name": "CASMITO",
    "national_id": "3326132102929008",
    "family_card_no": "3326132503259009",
    "birth_place": "Pekalongan",
    "birth_date": "21 Februari 1992",
    "sex": "Laki-laki",
    "religion": "Islam",
    "marital_status": "Kawin",
    "occupation": "Buruh harian lepas",
    "address": "Dukuh Sabrang, RT 001/RW 003",
    "subdistrict": "Karanganyar",
    "village_title": "Desa Kayugeritan",
    "subdistrict_title": "Kecamatan Karanganyar",
    "regency_title": "Kabupaten Pekalongan",
    "head_name": "CASMITO",
    "member_count": "2",
    "decile": "4",
    "decile_in_words": "4 (empat)",
    "release_label": "Triwulan III 2026",
    "reference_date": "30 September 2026",
    "members": table_value(
        [
            ("CASMITO", "3326132102929008", "Kepala keluarga", "21 Februari 1992", "34"),
            ("TRI WAHYUNI", "3326134603949009", "Istri", "6 Maret 1994", "32"),
        ]
    ),
    "purpose": "mengurus keringanan biaya sekolah",
}

PEOPLE = (
    {**VALUES, "masked_id": "••••••••••••9008", "amount": "300000", "village": "Kayugeritan"},
    {**VALUES, "name": "TRI WAHYUNI", "masked_id": "••••••••••••9009", "amount": "150000"},
)
"""Who stands on the list of a letter that has one."""

MINIMAL = """
format = 1
kind = "sample"
version = 1
classification = "400.9"
title = "SURAT CONTOH"
name = { id = "Surat Contoh", en = "Sample letter" }

[[fields]]
name = "name"
label = { id = "Nama", en = "Name" }
source = "person"
required = true

"""


def template(blocks: str, *, head: str = MINIMAL) -> LetterTemplate:
    """A template with one declared field, `name`, and these blocks."""
    return parse_template(head + blocks, kind="sample")


def shipped() -> Mapping[str, LetterTemplate]:
    """The templates that come with the program."""
    return load_templates(RESOURCES / "letters")


def a_letter(kind: LetterTemplate | str = "sktm", **changes: Any) -> LetterToDraw:
    """A complete letter; `changes` replace its parts, but `values` are added to the usual ones."""
    made = shipped()[kind] if isinstance(kind, str) else kind
    listed = list_values(made.lists, PEOPLE)
    values = made.with_defaults({**VALUES, **listed, **changes.pop("values", {})})
    letter = LetterToDraw(
        made, values, LETTERHEAD, SIGNATORY, NUMBER, "Kayugeritan", DATED, Paper.F4
    )
    return replace(letter, **changes)


def a_crest(width: int = 40, height: int = 50, form: str = "PNG") -> bytes:
    """A picture, see-through in its upper half where the format allows it."""
    picture = Image.new("RGBA", (width, height), (200, 30, 30, 255))
    picture.paste((0, 0, 0, 0), (0, 0, width, height // 2))
    out = io.BytesIO()
    (picture if form == "PNG" else picture.convert("RGB")).save(out, form)
    return out.getvalue()
