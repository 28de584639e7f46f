"""Templates are read strictly, and say what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.errors import Code, UserError
from desktop_app.letters.template import Source, Typeface, load_templates, parse_template
from tests.letters.samples import MINIMAL, shipped, template

PARAGRAPH = '[[blocks]]\nblock = "paragraph"\ntext = "Halo {{name}}"\n'


def test_the_program_ships_its_first_letters() -> None:
    assert {"keterangan-dtsen", "pengantar", "sktm"} <= set(shipped())
    for kind, made in shipped().items():
        assert made.kind == kind
        assert made.name.in_language("id") != made.name.in_language("en")


def test_a_template_says_what_it_needs() -> None:
    made = template(PARAGRAPH)
    (field,) = made.fields
    assert (field.name, field.source, field.is_required) == ("name", Source.PERSON, True)
    assert made.typeface is Typeface.SANS
    assert made.missing({}) == (field,)
    assert made.missing({"name": "  "}) == (field,)
    assert made.missing({"name": "SITI"}) == ()


def test_typed_fields_start_with_their_default_and_strangers_are_dropped() -> None:
    sktm = shipped()["sktm"]
    values = sktm.with_defaults({"name": "SITI", "stranger": "x"})
    assert values["name"] == "SITI"
    assert values["validity"] == "1 (satu) bulan"
    assert "stranger" not in values


def test_a_template_kept_with_a_letter_is_the_same_template() -> None:
    for kind, made in shipped().items():
        assert parse_template(made.source, kind=kind) == made


@pytest.mark.parametrize(
    ("source", "where", "what"),
    [
        (MINIMAL + "[[", "template.toml", "(at "),
        (MINIMAL.replace("format = 1", "format = 2"), "format", "2"),
        (MINIMAL.replace('kind = "sample"', 'kind = "other"'), "kind", "sample"),
        (MINIMAL.replace('kind = "sample"', 'kind = "../x"'), "kind", "a-z"),
        (MINIMAL.replace("version = 1", ""), "template.toml", "version"),
        (MINIMAL.replace("version = 1", 'version = "1"'), "template.toml", "version"),
        (MINIMAL.replace("version = 1", "version = true"), "template.toml", "version"),
        (MINIMAL.replace("required", "requird"), "fields 1", "requird"),
        (MINIMAL.replace("required = true", 'required = "ja"'), "fields 1", "required"),
        (MINIMAL.replace('source = "person"', 'source = "moon"'), "fields 1", "moon"),
        (MINIMAL.replace('name = "name"', 'name = "Name"'), "fields 1", "name"),
        (MINIMAL.replace('name = "name"', 'name = "date"'), "fields 1", "date"),
        (MINIMAL.replace(', en = "Name"', ""), "fields 1 label", "en"),
        (MINIMAL.replace('label = { id = "Nama", en = "Name" }', ""), "fields 1", "label"),
        (MINIMAL + MINIMAL[MINIMAL.index("[[fields") :], "fields", "twice"),
        (MINIMAL + "[[blocks]]\n", "blocks 1", "block"),
        (MINIMAL + '[[blocks]]\nblock = "picture"\n', "blocks 1", "picture"),
        (MINIMAL + PARAGRAPH + "txet = 1\n", "blocks 1", "txet"),
        (MINIMAL + PARAGRAPH + 'align = "middle"\n', "blocks 1", "middle"),
        (MINIMAL + PARAGRAPH.replace("{{name}}", "{{na me}}"), "blocks 1", "{{"),
        (MINIMAL + PARAGRAPH.replace("{{name}}", "name}}"), "blocks 1", "}}"),
        (MINIMAL + PARAGRAPH.replace("{{name}}", "{{}}"), "blocks 1", "{{}}"),
        (MINIMAL + PARAGRAPH.replace("{{name}}", "**x"), "blocks 1", "**"),
        (MINIMAL + '[[blocks]]\nblock = "space"\nmm = -1\n', "blocks 1", "mm"),
        (MINIMAL + '[[blocks]]\nblock = "table"\nrows = "x"\n', "blocks 1", "columns"),
        (MINIMAL + '[[blocks]]\nblock = "address"\nlines = [1]\n', "blocks 1", "lines"),
        (MINIMAL + '[[blocks]]\nblock = "identity"\nrows = [1]\n', "blocks 1", "rows"),
        (
            MINIMAL + '[[blocks]]\nblock = "signatures"\n[[blocks.rows]]\ncentre = {}\nleft = {}\n',
            "rows 1",
            "centre",
        ),
        (
            MINIMAL + '[[blocks]]\nblock = "signatures"\n[[blocks.rows]]\nleft = 1\n',
            "rows 1",
            "left",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(source: str, where: str, what: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_template(source, kind="sample")
    assert caught.value.code is Code.LETTER_TEMPLATE_FAULTY
    assert caught.value.facts["kind"] == "sample"
    assert caught.value.facts["where"] == where
    assert what in str(caught.value.facts["what"])


def test_a_folder_of_templates_is_read_by_kind(tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "template.toml").write_text(
        "\ufeff" + MINIMAL + PARAGRAPH, encoding="utf-8"
    )
    (tmp_path / "empty").mkdir()
    assert list(load_templates(tmp_path)) == ["sample"]


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "template.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError) as caught:
        load_templates(tmp_path)
    assert caught.value.facts["what"] == "unreadable"
