"""Text with places for values; tables as one text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.letters.blocks import DOTS, Text, fields_of, table_rows, table_value
from tests.letters.samples import template


def test_only_stars_and_double_braces_of_the_template_mean_anything() -> None:
    text = Text.parse("Nama **{{ name }}**, <b>{a}</b> & * \\n")
    assert text.fields == ("name",)
    assert text.filled({"name": "SITI"}) == (
        (False, "Nama "),
        (True, "SITI"),
        (False, ", <b>{a}</b> & * \\n"),
    )


@given(st.text(min_size=1).filter(lambda value: value.strip() != ""))
def test_a_value_is_never_understood_as_markup(value: str) -> None:
    text = Text.parse("{{name}} **dan** {{name}}")
    assert text.filled({"name": value}) == (
        (False, value.strip()),
        (False, " "),
        (True, "dan"),
        (False, " "),
        (False, value.strip()),
    )


def test_what_is_empty_waits_for_a_pen() -> None:
    assert Text.parse("{{name}}").plain({"name": " "}, gap=DOTS) == DOTS
    assert Text.parse("{{name}}!").plain({}) == "!"


CELL = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8)


@given(
    st.lists(st.lists(CELL, min_size=2, max_size=4).filter(lambda row: "".join(row).strip() != ""))
)
def test_a_table_survives_being_one_text(rows: list[list[str]]) -> None:
    assert table_rows(table_value(rows)) == tuple(tuple(row) for row in rows)


def test_a_cell_cannot_begin_another_cell_or_row() -> None:
    assert table_rows(table_value([["A\tB", "C\nD"]])) == (("A B", "C D"),)


def test_every_place_of_a_block_where_a_field_may_stand_is_seen() -> None:
    made = template(
        """
        [[blocks]]
        block = "title"
        text = "{{a}}"
        [[blocks]]
        block = "reference"
        rows = [{ label = "Hal", value = "{{b}}" }]
        [[blocks]]
        block = "address"
        lines = ["{{c}}"]
        [[blocks]]
        block = "paragraph"
        text = "{{d}}"
        when = "e"
        [[blocks]]
        block = "identity"
        rows = [{ label = "Nama", value = "{{f}}" }]
        when = "g"
        [[blocks]]
        block = "table"
        columns = [{ heading = "Nama" }]
        rows = "h"
        [[blocks]]
        block = "copies"
        lines = ["{{i}}"]
        [[blocks]]
        block = "note"
        text = "{{j}}"
        when = "k"
        [[blocks]]
        block = "code"
        field = "l"
        [[blocks]]
        block = "space"
        mm = 3
        [[blocks]]
        block = "signatures"
        [[blocks.rows]]
        left = { heading = ["{{m}}"], name = "{{n}}", footing = ["{{o}}"] }
        """
    )
    assert "".join(name for block in made.blocks for name in fields_of(block)) == "abcdefghijklmno"
