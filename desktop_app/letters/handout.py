"""A paper written in Markdown, as a template: so that what an office reads on the screen is what it prints.

Understood are ``#`` and ``##`` headings, paragraphs, ``-`` and ``1.`` lists, ``|`` tables, ``**bold**`` and
``{{places}}`` that the program fills. A line that ends in ``____`` becomes a dotted line for a pen;
anything else stands as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_app.letters.blocks import (
    Align,
    Block,
    Column,
    Heading,
    Identity,
    ItemMark,
    Items,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
    Title,
    fields_of,
    table_value,
)
from desktop_app.letters.template import (
    About,
    LetterTemplate,
    Orientation,
    Source,
    TemplateField,
    Typeface,
    Wording,
)

_NUMBERED = re.compile(r"\d+\.\s+")
_RULE = re.compile(r"\|[\s:|-]+\|")
_PEN = "____"
_BLANK = "{{blank}}"
"""A field that nobody fills: its place is drawn as dots."""
_FOOT = "{{printed}} · {{source}}"
_NARROWEST, _WIDEST = 6, 60
"""Columns share the width by what they say, within these bounds, in letters."""


@dataclass(frozen=True, slots=True)
class Handout:
    """A paper ready to be drawn: its template, and the tables that stand in it as values of fields."""

    title: str
    template: LetterTemplate
    tables: Mapping[str, str]


def read_handout(kind: str, source: str) -> Handout:
    """The paper written in `source`; its first line is its title."""
    first, _, rest = source.strip().partition("\n")
    title, rest = first.lstrip("# ").strip(), rest.replace("`", "")
    tables: dict[str, str] = {}
    blocks: list[Block] = [Title(Text.parse(title), has_number=False), *_blocks(rest, tables)]
    blocks.append(Note(Text.parse(_FOOT), when="printed"))
    names = dict.fromkeys(name for block in blocks for name in fields_of(block))
    template = LetterTemplate(
        kind=kind,
        version=1,
        title=title,
        name=Wording(title, title),
        classification="",
        typeface=Typeface.SANS,
        orientation=Orientation.PORTRAIT,
        about=About.OFFICE,
        fields=tuple(TemplateField(name, Wording(name, name), Source.OFFICE) for name in names),
        blocks=tuple(blocks),
        source=source,
    )
    return Handout(title, template, tables)


def _blocks(text: str, tables: dict[str, str]) -> Iterator[Block]:
    for part in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        for kind, group in groupby(lines, _kind):
            yield from _block(kind, list(group), tables)


def _kind(line: str) -> str:
    if line.startswith("#"):
        return "heading"
    if line.startswith("- "):
        return "dash"
    if _NUMBERED.match(line):
        return "number"
    if line.startswith("|"):
        return "table"
    return "pen" if line.endswith(_PEN) else "paragraph"


def _block(kind: str, lines: Sequence[str], tables: dict[str, str]) -> Iterator[Block]:
    match kind:
        case "heading":
            for line in lines:
                yield Heading(Text.parse(line.lstrip("# ")))
        case "dash":
            yield Items(tuple(Text.parse(line[2:]) for line in lines), ItemMark.DASH, "", "")
        case "number":
            items = tuple(Text.parse(_NUMBERED.sub("", line, count=1)) for line in lines)
            yield Items(items, ItemMark.NUMBER, "", "")
        case "pen":
            labels = (line.removesuffix(_PEN).rstrip(": ") for line in lines)
            yield Identity(
                tuple(Row(label, Text.parse(_BLANK), if_filled=False) for label in labels), ""
            )
        case "table":
            yield _table(lines, tables)
        case _:
            yield Paragraph(Text.parse(" ".join(lines)), Align.LEFT, is_indented=False, when="")


def _table(lines: Sequence[str], tables: dict[str, str]) -> Table:
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)]
    headings, filled = rows[0], rows[1:]
    widths = [
        min(_WIDEST, max(_NARROWEST, *(len(row[at]) for row in rows)))
        for at in range(len(headings))
    ]
    name = f"table_{len(tables) + 1}"
    tables[name] = table_value(filled)
    columns = tuple(
        Column(heading, width, Align.LEFT) for heading, width in zip(headings, widths, strict=True)
    )
    return Table(columns, name, is_numbered=False)


def _cells(line: str) -> list[str]:
    # A cell is plain text: stars and ticks would be printed.
    return [cell.strip().replace("**", "") for cell in line.strip("|").split("|")]
