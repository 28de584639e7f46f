"""What an office may set in the catalogue without a new version of it.

Sources disagree on some numbers, how grave a rule is taken is for the kabupaten to say, and some day
a programme ends. Each of these is a setting: a name, the value that ships, and what it may be. A
change is an op, so it travels; what the kabupaten sets holds for every office below it, and an office
sets for itself what the kabupaten has left open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from desktop_app.domain.aid_rule import AidRule, Severity
from desktop_app.domain.indication import IndicationRules
from desktop_app.domain.programme import Catalogue, Component, ProgrammeVersion

Value = int | str | None
"""A number, a severity, a day as ISO text, or nothing."""

_PREFIX = "catalogue"
_RULE, _INDICATION, _END = "rule", "indication", "valid_until"
_LARGEST = 10**12
_DECILES = range(1, 11)


class SettingKind(StrEnum):
    """What is set."""

    NUMBER = "number"  # a value that sources disagree about
    END = "end"  # the last day of a programme
    SEVERITY = "severity"  # how grave a rule is taken
    YEARS = "years"  # how far back a rule looks


@dataclass(frozen=True, slots=True)
class CatalogueSetting:
    """One value as it ships and as it holds; `set_in` is the region that set it, empty if none did.

    `of` is the id of a version or of a rule, empty for a limit of the indications. Without `choices`
    a number may be any, or none.
    """

    name: str
    kind: SettingKind
    of: str
    field: str
    default: Value
    value: Value
    choices: tuple[int | str, ...] = ()
    note: str = ""
    source: str = ""
    set_in: str = ""
    reason: str = ""

    @property
    def programme(self) -> str:
        """The code of the programme it belongs to; empty for a rule or a limit."""
        return self.of.partition("@")[0] if "@" in self.of else ""

    def fits(self, value: Value) -> bool:
        """True if it may be set to `value`."""
        if value == self.default:
            return True
        match self.kind:
            case SettingKind.END:
                first, last = self.of.partition("@")[2], str(self.default or value)
                return isinstance(value, str) and _is_day(value) and first <= value <= last
            case _ if self.choices:
                return type(value) in (int, str) and value in self.choices
            case _ if value is None:
                return True
            case _:
                most = 10 if self.field.startswith("decile") else _LARGEST
                return type(value) is int and 0 < value <= most


@dataclass(frozen=True, slots=True)
class SettingChange:
    """That a region set a value; the next change of the same setting there takes its place."""

    id: str
    region: str
    name: str
    value: Value
    reason: str
    recorded_by: str
    recorded_at: datetime


def entity_of(region: str, name: str) -> str:
    """The id of the record of what a region set."""
    return f"{_PREFIX}:{region}:{name}"


def end_of(version: ProgrammeVersion) -> str:
    """The name of the setting that says on which day a version ends before its time."""
    return f"{version.id}/{_END}"


def change_from(data: Mapping[str, Any]) -> tuple[str, str, Value, str]:
    """Region, name, value and reason from an op's data; raises `ValueError` or `KeyError`."""
    value = data["value"]
    if value is not None and type(value) not in (int, str):
        raise ValueError("no value of a setting")
    words = (data["region"], data["name"], data["reason"])
    if not all(isinstance(one, str) for one in words):
        raise ValueError("text expected")
    region, name, reason = words
    return region, name, value, reason


def settings_of(
    catalogue: Catalogue, rules: Iterable[AidRule], limits: IndicationRules
) -> tuple[CatalogueSetting, ...]:
    """Everything that may be set, as it stands in what is handed in."""
    found: list[CatalogueSetting] = []
    for code in catalogue.codes:
        for version in catalogue.versions_of(code):
            found += (
                _number(f"{version.id}/", version.id, one, version.number_of(one.field))
                for one in version.doubts
            )
            until = version.valid_until.isoformat() if version.valid_until else None
            name = end_of(version)
            found.append(CatalogueSetting(name, SettingKind.END, version.id, _END, until, until))
    for rule in rules:
        found += _of_rule(rule)
    found += (
        _number(f"{_INDICATION}/", "", one, getattr(limits, one.field)) for one in limits.doubts
    )
    return tuple(found)


def with_changes(
    settings: Iterable[CatalogueSetting], changes: Iterable[SettingChange], region: str
) -> tuple[CatalogueSetting, ...]:
    """The settings as an office of `region` works with them.

    What a region above has set holds; a value that does not fit is left aside.
    """
    above = sorted(
        (one for one in changes if region == one.region or region.startswith(f"{one.region}.")),
        key=lambda one: len(one.region),
        reverse=True,
    )
    by_name = {change.name: change for change in above}
    return tuple(_changed(setting, by_name.get(setting.name)) for setting in settings)


def applied_to_catalogue(catalogue: Catalogue, settings: Iterable[CatalogueSetting]) -> Catalogue:
    """The catalogue with what was set in it."""
    by_version: dict[str, list[CatalogueSetting]] = {}
    for setting in settings:
        if setting.programme and setting.value != setting.default:
            by_version.setdefault(setting.of, []).append(setting)
    if not by_version:
        return catalogue
    versions = (one for code in catalogue.codes for one in catalogue.versions_of(code))
    return Catalogue(_set_in_version(one, by_version.get(one.id, ())) for one in versions)


def applied_to_rules(
    rules: Iterable[AidRule], settings: Iterable[CatalogueSetting]
) -> tuple[AidRule, ...]:
    """The rules with what was set in them."""
    by_name = {one.name: one.value for one in settings if one.name.startswith(f"{_RULE}/")}
    return tuple(
        replace(
            rule,
            severity=Severity(str(by_name.get(f"{_RULE}/{rule.id}/severity", rule.severity.value))),
            years=int(by_name.get(f"{_RULE}/{rule.id}/years") or rule.years),
        )
        for rule in rules
    )


def applied_to_limits(
    limits: IndicationRules, settings: Iterable[CatalogueSetting]
) -> IndicationRules:
    """The limits of the indications with what was set in them."""
    values: dict[str, Any] = {
        one.field: one.value
        for one in settings
        if one.name.startswith(f"{_INDICATION}/") and one.value != one.default
    }
    return replace(limits, **values) if values else limits


def _number(prefix: str, of: str, doubt: Any, value: int | None) -> CatalogueSetting:
    return CatalogueSetting(
        name=f"{prefix}{doubt.field}",
        kind=SettingKind.NUMBER,
        of=of,
        field=doubt.field,
        default=value,
        value=value,
        choices=doubt.choices or (tuple(_DECILES) if doubt.field.startswith("decile") else ()),
        note=doubt.note,
        source=doubt.source,
    )


def _of_rule(rule: AidRule) -> list[CatalogueSetting]:
    make: Callable[..., CatalogueSetting] = CatalogueSetting
    name = f"{_RULE}/{rule.id}"
    found = [
        make(
            f"{name}/severity",
            SettingKind.SEVERITY,
            rule.id,
            "severity",
            rule.severity.value,
            rule.severity.value,
            tuple(one.value for one in Severity),
            rule.note,
            rule.source,
        )
    ]
    if rule.years_choices:
        found.append(
            make(
                f"{name}/years",
                SettingKind.YEARS,
                rule.id,
                "years",
                rule.years,
                rule.years,
                rule.years_choices,
                rule.note,
                rule.source,
            )
        )
    return found


def _changed(setting: CatalogueSetting, change: SettingChange | None) -> CatalogueSetting:
    if change is None or not setting.fits(change.value):
        return setting
    return replace(setting, value=change.value, set_in=change.region, reason=change.reason)


def _set_in_version(
    version: ProgrammeVersion, settings: Iterable[CatalogueSetting]
) -> ProgrammeVersion:
    changed = version
    for setting in settings:
        if setting.kind is SettingKind.END:
            until = None if setting.value is None else date.fromisoformat(str(setting.value))
            made = replace(changed, valid_until=until)
        elif "." in setting.field:
            made = replace(changed, components=_with_amount(changed.components, setting))
        else:
            values: dict[str, Any] = {setting.field: setting.value}
            made = replace(changed, **values)
        # Two values that do not go together: the one that was there holds.
        changed = changed if made.faults() else _without_doubt(made, setting.field)
    return changed


def _without_doubt(version: ProgrammeVersion, field: str) -> ProgrammeVersion:
    """What somebody answered for is certain for the offices it holds in."""
    doubts = tuple(one for one in version.doubts if one.field != field)
    return replace(
        version, doubts=doubts, uncertain=version.uncertain and bool(doubts or version.note)
    )


def _with_amount(
    components: tuple[Component, ...], setting: CatalogueSetting
) -> tuple[Component, ...]:
    code, amount = setting.field.split(".")[1], setting.value
    if type(amount) is not int:
        return components
    return tuple(
        replace(one, yearly_amount=amount) if one.code == code else one for one in components
    )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
