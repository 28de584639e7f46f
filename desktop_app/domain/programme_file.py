"""Reading the catalogue of programmes from a file, strictly: a misspelt key is a fault, not a silence.

The same reader takes a version out of an op, so that whatever an office writes another can read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from desktop_app.domain.period import PeriodKind
from desktop_app.domain.programme import (
    LONGEST_CODE,
    NUMBERS,
    AidForm,
    Ask,
    Basis,
    Catalogue,
    Component,
    Doubt,
    EffectField,
    FundSource,
    ProgrammeVersion,
    Trait,
    VersionFault,
)


def catalogue_from_toml(text: str) -> Catalogue:
    """The catalogue of `resources/reference/programmes.toml`.

    Raises `ValueError` where it contradicts itself, so that a faulty edit is seen at once.
    """
    return Catalogue(versions_from_toml(text))


def versions_from_toml(text: str) -> tuple[ProgrammeVersion, ...]:
    """Every version that a catalogue file holds, each looked at on its own.

    Whatever the file is, a fault is a `ValueError` that names the programme and the key.
    """
    try:
        document = tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    versions = []
    for entry in _tables(document, "programme", "file"):
        where = str(entry.get("code", "programme"))[:40]
        shared = {key: value for key, value in entry.items() if key != "version"}
        for own in _tables(entry, "version", where):
            fixed = sorted(set(own) & _OF_ALL_VERSIONS)
            if fixed:
                raise ValueError(f"{where}: {fixed[0]} is the same for all versions")
            versions.append(version_from({**shared, **own}, where))
    return tuple(versions)


_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST_TEXT, _MOST_ITEMS = 500, 24
_LARGEST_NUMBER = 10**12
_OF_ALL_VERSIONS = frozenset({"code", "name_id", "name_en"})
_LISTED: Mapping[str, type[StrEnum]] = {
    "bases": Basis,
    "sources": FundSource,
    "periods": PeriodKind,
    "effect": EffectField,
}
_TEXT_LISTS = frozenset({"stages", "evidence"})
_FLAGS = frozenset({"uncertain", "asks_asnaf"})
_NEEDED = ("code", "name_id", "name_en", "owner", "goal", "form", *_LISTED, "valid_from")


def version_from(entry: Mapping[str, Any], where: str) -> ProgrammeVersion:
    """One version from plain values; unknown keys are refused, a fault is a `ValueError`."""
    for key in entry:
        if key not in _KEYS:
            raise ValueError(f"{where}: unknown key {key[:40]}")
    for key in _NEEDED:
        if entry.get(key) in (None, "", []):
            raise ValueError(f"{where}: {key} is missing")
    read: dict[str, Any] = {
        key: _value(key, value, where) for key, value in entry.items() if key not in TABLES
    }
    for key, (name, reads) in TABLES.items():
        if key in entry:
            read[name] = tuple(reads(one, where) for one in _tables(entry, key, where))
    version = ProgrammeVersion(**read)
    for field, fault in version.faults():
        raise ValueError(f"{where}: {_FAULTS.get(fault, f'{field} {fault.value}')}")
    return version


def _component(entry: Mapping[str, Any], where: str) -> Component:
    _must_know(
        entry, Component, ("code", "name_id", "name_en", "yearly_amount"), "component", where
    )
    component = Component(
        **{
            key: (_number if key == "yearly_amount" else _line)(key, value, where)  # type: ignore[arg-type]  # each by its key
            for key, value in entry.items()
        }
    )
    is_word = len(component.code) <= LONGEST_CODE and _WORD.fullmatch(component.code) is not None
    _must(is_word, where, "component code is not small letters")
    return component


def _ask(entry: Mapping[str, Any], where: str) -> Ask:
    _must_know(entry, Ask, (), "asks", where)
    one_of = [
        _word(Trait, "one_of", one, where)
        for one in _items("one_of", entry.get("one_of", []), where)
    ]
    ages = {
        key: _number(key, entry[key], where) for key in ("age_from", "age_until") if key in entry
    }
    return Ask(tuple(map(Trait, one_of)), **ages)


def _doubt(entry: Mapping[str, Any], where: str) -> Doubt:
    _must_know(entry, Doubt, ("field", "note", "source"), "doubt", where)
    words = {key: _line(key, entry[key], where) for key in ("field", "note", "source")}
    choices = _items("choices", entry.get("choices", []), where)
    return Doubt(**words, choices=tuple(_number("choices", one, where) for one in choices))


def _must_know(
    entry: Mapping[str, Any], kind: type[Any], needed: Iterable[str], name: str, where: str
) -> None:
    for key in entry:
        _must(key in kind.__dataclass_fields__, where, f"{name} has the unknown key {key[:40]}")
    for key in needed:
        _must(entry.get(key) not in (None, ""), where, f"{name} {key} is missing")


TABLES: Mapping[str, tuple[str, Any]] = {
    "component": ("components", _component),
    "asks": ("asks", _ask),
    "doubt": ("doubts", _doubt),
}
"""The keys that hold tables: the field of a version that each gives, and what reads one of them."""
_KEYS = set(ProgrammeVersion.__dataclass_fields__) - {"components", "doubts"} | set(TABLES)
_FAULTS = {
    VersionFault.CODE_SHAPE: "code is not capitals and digits with hyphens",
    VersionFault.EFFECT_UNCLEAR: "effect has to hold programme and subject",
    VersionFault.NOTE_MISSING: "uncertain without a note",
    VersionFault.DECILE_ORDER: "decile_min and decile_max are not 1 to 10",
    VersionFault.PART_TWICE: "component is named twice",
}


def _value(key: str, value: object, where: str) -> object:
    if key in _LISTED:
        return tuple(_word(_LISTED[key], key, one, where) for one in _items(key, value, where))
    if key in _TEXT_LISTS:
        return tuple(_line(key, one, where) for one in _items(key, value, where))
    if key in NUMBERS:
        return _number(key, value, where)
    if key in ("valid_from", "valid_until"):
        _must(type(value) is date, where, f"{key} is not a date like 2026-01-31")
        return value
    if key in _FLAGS:
        _must(isinstance(value, bool), where, f"{key} is not true or false")
        return value
    return _word(AidForm, key, value, where) if key == "form" else _line(key, value, where)


def _tables(entry: Mapping[str, Any], key: str, where: str) -> Iterable[Mapping[str, Any]]:
    found = entry.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise ValueError(f"{where}: no [[{key}]]")
    return found


def _items(key: str, value: object, where: str) -> list[object]:
    if not isinstance(value, list) or len(value) > _MOST_ITEMS:
        raise ValueError(f"{where}: {key} is not a list")
    _must(all(value.count(one) == 1 for one in value), where, f"{key} says something twice")
    return value


def _word(words: type[StrEnum], key: str, value: object, where: str) -> StrEnum:
    for word in words:
        if value == word.value:
            return word
    raise ValueError(f"{where}: {key} is none of {', '.join(word.value for word in words)}")


def _number(key: str, value: object, where: str) -> int:
    if type(value) is not int or not 0 < value <= _LARGEST_NUMBER:
        raise ValueError(f"{where}: {key} is not a whole number above 0")
    return value


def _line(key: str, value: object, where: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or not value.isprintable():
        raise ValueError(f"{where}: {key} is not one line of text")
    return value.strip()


def _must(holds: bool, where: str, fault: str) -> None:
    if not holds:
        raise ValueError(f"{where}: {fault}")
