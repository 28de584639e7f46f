"""An office's own layouts as text: made from what a person confirmed, and read with suspicion.

The text is the TOML of `resources/mappings/layouts`, so that an office can hand its mapping to another
and the project can take it in. What comes from a file of somebody else is checked piece by piece before
it may decide how anything is read.
"""

from __future__ import annotations

import json
import logging
import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from desktop_app.domain.extract import EXTRA, Entity, FileLook
from desktop_app.domain.region import RegionSystem
from desktop_app.errors import Code, UserError
from desktop_app.extracts.mapping import split_word
from desktop_app.extracts.reference import PLAIN_BOOK, ExtractReference, Layout, header_keys

log = logging.getLogger(__name__)
_T = TypeVar("_T")
LONGEST_TEXT = 128 << 10
_LONGEST_NAME = 60
_MOST_COLUMNS = 1_000
_NAME = re.compile(r"[^\W_](?:[\w .()-]*[\w)])?")
_KEY = re.compile(r"(?:[a-z0-9_]{0,200})(?:#[0-9]{1,3})?")
_BARE = re.compile(r"[a-z0-9_]+")
_FIELD = re.compile(r"(?:family|person)\.[a-z0-9_]{1,60}")
_PARTS = frozenset(
    {"name", "title", "rank", "entity", "wide", "book", "regions", "whole"}
    | {"has", "any", "lacks", "columns"}
)


def checked_name(name: str, reference: ExtractReference) -> str:
    """The name of a mapping without blanks too many.

    Raises `UserError` (`MAPPING_NAME_INVALID`, `MAPPING_NAME_TAKEN` where the program itself has one
    of this name).
    """
    plain = " ".join(name.split())
    if len(plain) > _LONGEST_NAME or not _NAME.fullmatch(plain):
        raise UserError(Code.MAPPING_NAME_INVALID, field="name")
    # The first words of a name of the program's, such as dtsen-v3, stand for several of them.
    known = [f"{layout.name}-" for layout in reference.layouts if not layout.is_own]
    if any(name.startswith(f"{plain.casefold()}-") for name in known):
        raise UserError(Code.MAPPING_NAME_TAKEN, mapping=plain, field="name")
    return plain


def layout_of_file(name: str, file: FileLook) -> Layout:
    """What was confirmed for a file, as a layout that its like are recognised by.

    Raises `UserError` (`MAPPING_NAMES_NOBODY`).
    """
    if not file.names_somebody:
        raise UserError(Code.MAPPING_NAMES_NOBODY, name=file.name)
    words = dict(
        zip(
            header_keys([column.header for column in file.columns]),
            (column.word for column in file.columns),
            strict=True,
        )
    )
    return Layout(
        name=name,
        titles={"id": name, "en": name},
        rank=0,
        entity=file.entity,
        is_wide=file.is_wide,
        book=file.book,
        has=tuple(key for key, word in words.items() if word != EXTRA),
        any=(),
        lacks=(),
        columns=words,
        regions=file.region_system,
        is_whole=True,
        is_own=True,
    )


def text_of_layout(layout: Layout) -> str:
    """A layout as TOML; `layout_of_text` gives the same again."""
    titles = ", ".join(f"{language} = {_text(title)}" for language, title in layout.titles.items())
    lines = [
        f"name = {_text(layout.name)}",
        f"title = {{ {titles} }}",
        f"rank = {layout.rank}",
        f"entity = {_text(layout.entity.value)}",
    ]
    lines += ["wide = true"] if layout.is_wide else []
    lines.append(f"book = {_text(layout.book)}")
    lines += [f"regions = {_text(layout.regions.value)}"] if layout.regions else []
    lines += ["whole = true"] if layout.is_whole else []
    for part in ("has", "any", "lacks"):
        if words := getattr(layout, part):
            lines.append(f"{part} = [{', '.join(map(_text, words))}]")
    lines.append("\n[columns]")
    lines += [
        f"{key if _BARE.fullmatch(key) else _text(key)} = {_text(word)}"
        for key, word in layout.columns.items()
    ]
    return "\n".join(lines) + "\n"


def layout_of_text(text: str, reference: ExtractReference, *, file_name: str = "") -> Layout:
    """The layout of a text that may come from anybody.

    Raises `UserError`: `MAPPING_FILE_FAULTY` with the part that is wrong, and what `checked_name`
    raises.
    """
    try:
        return _checked(_table(text), reference)
    except _Faulty as fault:
        name = file_name or "toml"
        raise UserError(Code.MAPPING_FILE_FAULTY, name=name, part=str(fault)) from fault


def with_saved(reference: ExtractReference, texts: Iterable[str]) -> ExtractReference:
    """The reference with the layouts that an office has saved.

    One that this program no longer understands is left out: it must not keep anybody from reading.
    """
    for text in texts:
        try:
            reference = reference.with_layout(layout_of_text(text, reference))
        except UserError as error:
            log.warning("mapping-not-used part=%s", error.facts.get("part", error.code.value))
    return reference


class _Faulty(Exception):
    """The part of a text that is wrong."""


def _table(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_TEXT:
        raise _Faulty("size")
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise _Faulty("toml") from error
    for part in table.keys() - _PARTS:
        raise _Faulty(part if re.fullmatch(r"[a-z_]{1,30}", part) else "toml")
    return table


def _checked(table: Mapping[str, Any], reference: ExtractReference) -> Layout:
    name = checked_name(_one(table, "name", str), reference)
    entity = _among(table, "entity", [one.value for one in Entity])
    is_wide = _one(table, "wide", bool, False)
    if is_wide and entity != Entity.PERSON.value:
        raise _Faulty("wide")
    regions = table.get("regions")
    if regions is not None:
        regions = RegionSystem(_among(table, "regions", [one.value for one in RegionSystem]))
    columns = _one(table, "columns", dict, {})
    if len(columns) > _MOST_COLUMNS:
        raise _Faulty("columns")
    layout = Layout(
        name=name,
        titles={"id": name, "en": name},
        rank=0,
        entity=Entity(entity),
        is_wide=is_wide,
        book=_among({"book": PLAIN_BOOK, **table}, "book", list(reference.books)),
        has=_words(table, "has"),
        any=_words(table, "any"),
        lacks=_words(table, "lacks"),
        columns=columns,
        regions=regions,
        is_whole=_one(table, "whole", bool, False),
        is_own=True,
    )
    _check_columns(layout)
    return layout


def _check_columns(layout: Layout) -> None:
    """Every column is one fact that such rows have, and no fact is two."""
    taken: set[str] = set()
    for key, word in layout.columns.items():
        if not _KEY.fullmatch(key) or not isinstance(word, str):
            raise _Faulty("columns")
        if split_word(word, layout) is None or word in taken:
            raise _Faulty(f"columns.{key}")
        if word != EXTRA:
            taken.add(word)
    if not layout.has and not layout.any:
        raise _Faulty("has")


def _one(table: Mapping[str, Any], part: str, kind: type[_T], default: _T | None = None) -> _T:
    value = table.get(part, default)
    if not isinstance(value, kind):
        raise _Faulty(part)
    return value


def _among(table: Mapping[str, Any], part: str, known: list[str]) -> str:
    value = table.get(part)
    if not isinstance(value, str) or value not in known:
        raise _Faulty(part)
    return value


def _words(table: Mapping[str, Any], part: str) -> tuple[str, ...]:
    """Headers, or facts such as ``person.national_id``."""
    words = _one(table, part, list, [])
    for word in words:
        if not isinstance(word, str) or not (_KEY.fullmatch(word) or _FIELD.fullmatch(word)):
            raise _Faulty(part)
    if len(words) > _MOST_COLUMNS:
        raise _Faulty(part)
    return tuple(words)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
