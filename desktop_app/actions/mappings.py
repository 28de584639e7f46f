"""Mappings that an office keeps: what was confirmed in a preview, under a name, for the next quarter."""

from __future__ import annotations

from pathlib import Path

from desktop_app import files
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.extract import EXTRA, FileLook, Shape
from desktop_app.domain.mapping import MappingLine, SavedMapping
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.extracts.profiles import (
    LONGEST_TEXT,
    checked_name,
    layout_of_file,
    layout_of_text,
    text_of_layout,
)
from desktop_app.extracts.reference import ExtractReference, Layout
from desktop_app.files import machine_error
from desktop_app.store import audit, mappings
from desktop_app.store.connection import Connection

_CHANGED = frozenset({Topic.MAPPINGS, Topic.AUDIT})


@needs(Right.READ)
def mappings_of(office: Office) -> list[MappingLine]:
    """Every mapping of this office, by name."""
    with office.read() as conn:
        saved = mappings.mappings_of(conn)
    return [_line(one, office.reference.extracts) for one in saved]


@needs(Right.READ)
def mapping_text(office: Office, name: str) -> SavedMapping:
    """One mapping as TOML. Raises `UserError` (`MAPPING_UNKNOWN`)."""
    with office.read() as conn:
        return _named(conn, name)


@needs(Right.IMPORT)
def save_mapping(office: Office, name: str, file: FileLook, *, replaces: bool = False) -> Done[str]:
    """Keep how this file is read under a name; its like are recognised by it from then on.

    Raises `UserError`: `MAPPING_NAME_INVALID`, `MAPPING_NAME_TAKEN` unless it `replaces` the old one,
    `MAPPING_NAMES_NOBODY`.
    """
    clean = checked_name(name, office.reference.extracts)
    return _keep(office, layout_of_file(clean, file), replaces=replaces)


@needs(Right.IMPORT)
def take_mapping(
    office: Office, path: Path, *, name: str = "", replaces: bool = False
) -> Done[str]:
    """Keep the mapping of a TOML file, under its own name unless another is given.

    Raises `UserError`: `MAPPING_FILE_FAULTY`, and what `save_mapping` raises.
    """
    layout = layout_of_text(_read(path), office.reference.extracts, file_name=path.name)
    return _keep(office, _renamed(office, layout, name) if name else layout, replaces=replaces)


@needs(Right.IMPORT)
def rename_mapping(office: Office, name: str, new_name: str) -> Done[str]:
    """Call a mapping otherwise; releases that were read by it keep the old word.

    Raises `UserError` (`MAPPING_UNKNOWN`, `MAPPING_NAME_INVALID`, `MAPPING_NAME_TAKEN`).
    """
    with office.read() as conn:
        saved = _named(conn, name)
    layout = _renamed(office, layout_of_text(saved.text, office.reference.extracts), new_name)
    with office.write() as tx:
        other = mappings.mapping_named(tx.conn, layout.name)
        if other is not None and other.name != saved.name:
            raise UserError(Code.MAPPING_NAME_TAKEN, mapping=layout.name, field="name")
        mappings.forget(tx, saved.name)
        mappings.keep(tx, layout.name, text_of_layout(layout))
        audit.note(tx, "mapping-renamed", layout.name, before=saved.name)
    return Done(layout.name, _CHANGED)


@needs(Right.IMPORT)
def delete_mapping(office: Office, name: str) -> Done[None]:
    """Take a mapping away; releases that were read by it stay. Raises `UserError` (`MAPPING_UNKNOWN`)."""
    with office.write() as tx:
        saved = _named(tx.conn, name)
        mappings.forget(tx, saved.name)
        audit.note(tx, "mapping-deleted", saved.name)
    return Done(None, _CHANGED)


@needs(Right.IMPORT)
def write_mapping(office: Office, name: str, target: Path) -> Done[Path]:
    """Write a mapping as a TOML file for another office; it holds headers and no data of anybody.

    Raises `UserError` (`MAPPING_UNKNOWN`) and `MachineError`.
    """
    with office.read() as conn:
        saved = _named(conn, name)
    files.write_whole(target, saved.text.encode("utf-8"))
    return Done(target)


def _line(saved: SavedMapping, reference: ExtractReference) -> MappingLine:
    try:
        layout = layout_of_text(saved.text, reference)
    except UserError:
        return MappingLine(saved.name, None, "", 0, saved.saved_by, saved.saved_at)
    return MappingLine(
        name=saved.name,
        shape=Shape.WIDE if layout.is_wide else Shape(layout.entity.value),
        book=layout.book,
        columns=sum(word != EXTRA for word in layout.columns.values()),
        saved_by=saved.saved_by,
        saved_at=saved.saved_at,
    )


def _keep(office: Office, layout: Layout, *, replaces: bool) -> Done[str]:
    with office.write() as tx:
        if mappings.mapping_named(tx.conn, layout.name) is not None and not replaces:
            raise UserError(Code.MAPPING_NAME_TAKEN, mapping=layout.name, field="name")
        mappings.keep(tx, layout.name, text_of_layout(layout))
        audit.note(tx, "mapping-saved", layout.name, columns=len(layout.columns))
    return Done(layout.name, _CHANGED)


def _named(conn: Connection, name: str) -> SavedMapping:
    saved = mappings.mapping_named(conn, " ".join(name.split()))
    if saved is None:
        raise UserError(Code.MAPPING_UNKNOWN, mapping=name[:60])
    return saved


def _renamed(office: Office, layout: Layout, name: str) -> Layout:
    return layout.called(checked_name(name, office.reference.extracts))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LONGEST_TEXT + 1)
    except OSError as error:
        raise machine_error(error, name=path.name) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(Code.MAPPING_FILE_FAULTY, name=path.name, part="utf-8") from error
