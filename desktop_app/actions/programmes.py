"""The catalogue an office works with, and what it adds to it."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

from desktop_app.actions.office import Office, needs
from desktop_app.domain.aid_book import AidBook
from desktop_app.domain.catalogue_setting import Value, end_of
from desktop_app.domain.catalogue_setting import entity_of as setting_entity_of
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.indication import IndicationRules
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.programme import Catalogue, ProgrammeVersion
from desktop_app.domain.programme_file import versions_from_toml
from desktop_app.domain.programme_revision import as_data, entity_of, from_data
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import partition_of
from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.store import audit, ops, programmes
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

_LONGEST_FILE = 512 * 1024
_TOPICS = frozenset({Topic.PROGRAMMES, Topic.AUDIT})


def book_in(office: Office, conn: Connection) -> AidBook:
    """What ships with the program, and what was added and set, from an open view."""
    return office.reference.aid_book_of(
        programmes.revisions_of(conn), programmes.changes_of(conn), office.profile.region
    )


def catalogue_in(office: Office, conn: Connection) -> Catalogue:
    """The programmes of `book_in`."""
    return book_in(office, conn).catalogue


def limits_in(office: Office, conn: Connection) -> IndicationRules:
    """The limits of the indications in `book_in`."""
    return book_in(office, conn).limits


@needs(Right.READ)
def catalogue_of(office: Office) -> Catalogue:
    """Every programme with all its versions, as this office works with them."""
    with office.read() as conn:
        return catalogue_in(office, conn)


@needs(Right.READ)
def aid_book_of(office: Office) -> AidBook:
    """The programmes, the rules, and what may be set in them, as this office works with them."""
    with office.read() as conn:
        return book_in(office, conn)


@needs(Right.READ)
def programmes_of(office: Office) -> tuple[ProgrammeVersion, ...]:
    """What may be given today, in the order of the catalogue."""
    return catalogue_of(office).versions_on(office.today())


@needs(Right.READ)
def versions_of_programme(office: Office, code: str) -> tuple[ProgrammeVersion, ...]:
    """One programme with all its versions, the oldest first; raises `UserError` (`PROGRAMME_UNKNOWN`)."""
    return catalogue_of(office).versions_of(code)


@needs(Right.SETTINGS)
def add_programmes(office: Office, path: Path) -> Done[tuple[str, ...]]:
    """Take programmes that are not in the catalogue yet from a TOML file; the ids of their versions.

    Raises `UserError` (`PROGRAMME_FILE_FAULTY`, `PROGRAMME_KNOWN_ALREADY`) and `MachineError`.
    """
    return _add(office, _read(path))


@needs(Right.SETTINGS)
def add_programme(office: Office, version: ProgrammeVersion) -> Done[tuple[str, ...]]:
    """Take one programme that is not in the catalogue yet, by its first version.

    Raises `UserError` (`PROGRAMME_CONTRADICTORY`, `PROGRAMME_KNOWN_ALREADY`).
    """
    return _add(office, (_checked(version),))


@needs(Right.SETTINGS)
def revise_programmes(office: Office, path: Path) -> Done[tuple[str, ...]]:
    """Take new versions of known programmes from a TOML file; the ids of those versions.

    Each has to begin after every version there is: the newest of those ends the day before, and none
    is changed. Raises `UserError` (`PROGRAMME_FILE_FAULTY`, `PROGRAMME_UNKNOWN`,
    `PROGRAMME_BEGINS_TOO_EARLY`) and `MachineError`.
    """
    return _revise(office, _read(path))


@needs(Right.SETTINGS)
def revise_programme(office: Office, version: ProgrammeVersion) -> Done[tuple[str, ...]]:
    """Let one new version hold from its first day.

    Raises `UserError` (`PROGRAMME_CONTRADICTORY`, and what `revise_programmes` raises).
    """
    return _revise(office, (_checked(version),))


@needs(Right.SETTINGS)
def end_programme(office: Office, code: str, last_day: date, reason: str) -> Done[str]:
    """Let a programme end on a day; what was recorded stays. The id of the version that ends.

    Raises `UserError` (`PROGRAMME_UNKNOWN`, `SETTING_SET_ABOVE`, `SETTING_VALUE_UNFIT`,
    `REASON_MISSING`).
    """
    with office.write() as tx:
        newest = catalogue_in(office, tx.conn).versions_of(code)[-1]
        _set(office, tx, end_of(newest), last_day.isoformat(), reason)
    return Done(newest.id, _TOPICS)


@needs(Right.SETTINGS)
def set_in_catalogue(office: Office, name: str, value: Value, reason: str) -> Done[Value]:
    """Set one value of the catalogue or of its rules; its default takes back what was set.

    Raises `UserError` (`SETTING_UNKNOWN`, `SETTING_SET_ABOVE`, `SETTING_VALUE_UNFIT`,
    `REASON_MISSING`).
    """
    with office.write() as tx:
        _set(office, tx, name, value, reason)
    return Done(value, _TOPICS)


def _set(office: Office, tx: Transaction, name: str, value: Value, reason: str) -> None:
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    setting = book_in(office, tx.conn).setting(name)
    if setting is None:
        raise UserError(Code.SETTING_UNKNOWN, field="name")
    if setting.set_in not in ("", office.profile.region):
        raise UserError(Code.SETTING_SET_ABOVE, field="value", region=setting.set_in)
    if not setting.fits(value):
        raise UserError(Code.SETTING_VALUE_UNFIT, field="value", setting=name)
    write_setting(tx, office.profile.region, name, value, reason)
    audit.note(tx, "catalogue-set", name, reason=reason.strip())
    log.info("catalogue-set setting=%s", name)


def write_setting(tx: Transaction, region: str, name: str, value: Value, reason: str) -> None:
    """Write what a setting is from now on in a region, whether or not it may be."""
    entity = setting_entity_of(region, name)
    ops.record(
        tx,
        OpDraft(
            type=OpType.CATALOGUE_SET,
            entity=entity,
            partition=partition_of(region),
            base="",
            data={"region": region, "name": name, "value": value, "reason": reason.strip()},
            seen=ops.ids_of(tx.conn, entity),
        ),
    )


def _checked(version: ProgrammeVersion) -> ProgrammeVersion:
    """The version as another office would read it."""
    for field, fault in version.faults():
        raise UserError(Code.PROGRAMME_CONTRADICTORY, field=field, fault=fault.value)
    try:
        return from_data(as_data(version))
    except ValueError as error:
        raise UserError(Code.PROGRAMME_FILE_FAULTY, name=version.code, part=str(error)) from error


def _add(office: Office, versions: tuple[ProgrammeVersion, ...]) -> Done[tuple[str, ...]]:
    with office.write() as tx:
        known = catalogue_in(office, tx.conn).codes
        for version in versions:
            if version.code in known:
                raise UserError(Code.PROGRAMME_KNOWN_ALREADY, programme=version.code, field="code")
        _keep(office, tx, versions, "programme-added")
    return Done(tuple(one.id for one in versions), _TOPICS)


def _revise(office: Office, versions: tuple[ProgrammeVersion, ...]) -> Done[tuple[str, ...]]:
    with office.write() as tx:
        catalogue = catalogue_in(office, tx.conn)
        for version in versions:
            newest = catalogue.versions_of(version.code)[-1]
            if version.valid_from <= newest.valid_from:
                raise UserError(
                    Code.PROGRAMME_BEGINS_TOO_EARLY,
                    programme=version.code,
                    day=newest.valid_from.isoformat(),
                    field="valid_from",
                )
        _keep(office, tx, versions, "programme-revised")
    return Done(tuple(one.id for one in versions), _TOPICS)


def _keep(
    office: Office, tx: Transaction, versions: tuple[ProgrammeVersion, ...], deed: str
) -> None:
    region = office.profile.region
    for version in versions:
        entity = entity_of(region, version)
        ops.record(
            tx,
            OpDraft(
                type=OpType.PROGRAMME_REVISED,
                entity=entity,
                partition=partition_of(region),
                base="",
                data={"region": region, "version": as_data(version)},
            ),
        )
        audit.note(tx, deed, version.id)
    log.info("%s versions=%d", deed, len(versions))


def _read(path: Path) -> tuple[ProgrammeVersion, ...]:
    try:
        with path.open("rb") as file:
            raw = file.read(_LONGEST_FILE + 1)
    except OSError as error:
        raise machine_error(error, name=path.name) from error
    try:
        if len(raw) > _LONGEST_FILE:
            raise ValueError(f"larger than {_LONGEST_FILE // 1024} KiB")
        versions = versions_from_toml(raw.decode("utf-8-sig"))
        Catalogue(versions)  # refuses versions of one file that reach into each other
    except ValueError as error:
        part = "utf-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise UserError(Code.PROGRAMME_FILE_FAULTY, name=path.name, part=part) from error
    return versions
