"""Papers written in Markdown become letters: headings, lists, tables, places and lines for a pen."""

from __future__ import annotations

from desktop_app.letters.blocks import Heading, Identity, ItemMark, Items, Paragraph, Table, Title
from desktop_app.letters.handout import read_handout

PAPER = """# Judul

Untuk {{office}}, lihat `audit ropa`.
Baris kedua.

## Bagian

- satu
- **dua**

1. pertama
2. kedua

Nama: ____
Tanda tangan: ____

| Kolom | Isi |
|---|---|
| a | **b** `c` |
"""


def test_every_kind_of_part_is_understood() -> None:
    paper = read_handout("contoh", PAPER)
    assert paper.title == "Judul"
    kinds = [type(block) for block in paper.template.blocks]
    assert kinds[:7] == [Title, Paragraph, Heading, Items, Items, Identity, Table]
    paragraph, marks = paper.template.blocks[1], paper.template.blocks[3:5]
    assert isinstance(paragraph, Paragraph)
    said = paragraph.text.plain({"office": "Kecamatan Contoh"})
    assert said == "Untuk Kecamatan Contoh, lihat audit ropa. Baris kedua."
    assert [one.mark for one in marks if isinstance(one, Items)] == [ItemMark.DASH, ItemMark.NUMBER]
    pen = paper.template.blocks[5]
    assert isinstance(pen, Identity)
    assert [row.label for row in pen.rows] == ["Nama", "Tanda tangan"]
    assert paper.tables == {"table_1": "a\tb c"}
