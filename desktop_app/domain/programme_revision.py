"""Versions of programmes that an office or its hub adds to the catalogue that ships.

A revision is one new version of one programme from a day on. It never touches another version: the
one before it ends the day before because the catalogue is put together so, and whatever was recorded
keeps the version it names. The regency's revisions reach everybody below it; those of a kecamatan or
a desa hold in that office alone and in those below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from desktop_app.domain.programme import Catalogue, ProgrammeVersion
from desktop_app.domain.programme_file import TABLES, version_from

_PREFIX = "programme"
_DATES = ("valid_from", "valid_until")
_EMPTY = (None, "", (), False)


@dataclass(frozen=True, slots=True)
class ProgrammeRevision:
    """One version, whose it is, and who wrote it down."""

    id: str
    region: str
    version: ProgrammeVersion
    recorded_by: str
    recorded_at: datetime


def entity_of(region: str, version: ProgrammeVersion) -> str:
    """The id of the record of this version: there is one of a day in a region, whoever writes it."""
    return f"{_PREFIX}:{region}:{version.id}"


def as_data(version: ProgrammeVersion) -> dict[str, Any]:
    """The form a version has inside an op: what is set, in plain values."""
    tables = {name: key for key, (name, _) in TABLES.items()}
    return {
        tables.get(field.name, field.name): _plain(value)
        for field in fields(version)
        if (value := getattr(version, field.name)) not in _EMPTY
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _plain(one) for name, one in named.items() if one not in _EMPTY}
    return value


def from_data(data: Mapping[str, Any]) -> ProgrammeVersion:
    """Read what `as_data` wrote, as strictly as a catalogue file; raises `ValueError`."""
    entry = dict(data)
    for key in _DATES:
        if key in entry:
            entry[key] = date.fromisoformat(entry[key])
    return version_from(entry, str(entry.get("code", _PREFIX))[:40])


def with_revisions(
    shipped: Catalogue, revisions: Iterable[ProgrammeRevision], region: str
) -> Catalogue:
    """The catalogue an office of `region` works with.

    Revisions of a region that `region` does not lie in are left aside. Of two versions that begin on
    one day the one from higher up holds; each ends before the next one begins.
    """
    above = sorted(
        (one for one in revisions if region == one.region or region.startswith(f"{one.region}.")),
        key=lambda one: (len(one.region), one.id),
    )
    found: dict[str, dict[date, ProgrammeVersion]] = {}
    versions = [one for code in shipped.codes for one in shipped.versions_of(code)]
    for version in [*versions, *(one.version for one in above)]:
        found.setdefault(version.code, {}).setdefault(version.valid_from, version)
    return Catalogue(one for many in found.values() for one in _in_turn(many.values()))


def _in_turn(versions: Iterable[ProgrammeVersion]) -> list[ProgrammeVersion]:
    """Versions one after the other, none reaching into the next."""
    ordered = sorted(versions, key=lambda one: one.valid_from)
    ended = []
    for older, newer in pairwise(ordered):
        last_day = newer.valid_from - timedelta(days=1)
        until = last_day if older.valid_until is None else min(older.valid_until, last_day)
        ended.append(replace(older, valid_until=until))
    return [*ended, *ordered[-1:]]
