"""What a record of aid is warned about: overlaps, limits, recipients who are not there.

The rules are data in `resources/reference/programmes.toml`; here is what each kind of rule means, as
pure functions over the facts an action has gathered. A warning is a code with a severity and the
codes of the programmes concerned: never a sentence, never a value from a row.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop_app.domain.period import Period
from desktop_app.domain.programme import Ask, Catalogue, Doubt, FundSource, ProgrammeVersion


class WarningCode(StrEnum):
    """Everything a record can be warned about; kebab-case, never renamed once released."""

    DOUBLE_BENEFIT = "double-benefit"
    TOO_MANY_MONTHS = "too-many-months"
    BENEFIT_CLASH = "benefit-clash"
    BENEFIT_OVERLAP = "benefit-overlap"
    SAME_GOAL = "same-goal"
    HOUSE_AGAIN = "house-again"
    SALARIED_WORKER = "salaried-worker"
    OUT_OF_DECILE = "out-of-decile"
    UNRANKED = "unranked"
    NOT_IN_RELEASE = "not-in-release"
    NOT_PRESENT = "not-present"
    NOT_AS_ASKED = "not-as-asked"
    OVER_QUOTA = "over-quota"


class Severity(StrEnum):
    """What the program does about a warning."""

    INFO = "info"  # says it
    WARN = "warn"  # says it and asks
    BLOCK = "block"  # refuses


class RuleKind(StrEnum):
    """How a rule looks at the facts."""

    SAME_HELP = "same-help"
    MONTHS = "months"
    CLASH = "clash"
    SAME_GOAL = "same-goal"
    AGAIN = "again"
    JOB = "job"
    DECILE = "decile"
    UNRANKED = "unranked"
    ASKS = "asks"
    NOT_IN_RELEASE = "not-in-release"
    PRESENCE = "presence"


class Scope(StrEnum):
    """Whose earlier records count."""

    FAMILY = "family"
    PERSON = "person"


class Within(StrEnum):
    """How near in time an earlier record has to be."""

    PERIOD = "period"
    YEAR = "year"


class Presence(StrEnum):
    """What the office knows of the recipient being there."""

    PRESENT = "present"
    MOVED = "moved"
    DEAD = "dead"
    NOT_FOUND = "not-found"
    INACTIVE = "inactive"


@dataclass(frozen=True, slots=True)
class PastAid:
    """An earlier record that counts: not void, not the one being made."""

    programme: str
    goal: str
    source: FundSource
    period: Period
    subject_id: str
    family_id: str
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class AidFacts:
    """What an action knows when somebody records aid.

    `family_id` and `person_id` are whatever names a family and a person in `earlier` too.
    `decile` is the national one on the day of the aid, None if unranked or not in the release.
    `may_be_in_release` is False for a group or an institution, which no release knows. `unmet` is what
    the programme asks and the release does not show.
    """

    version: ProgrammeVersion
    period: Period
    subject_id: str
    family_id: str
    person_id: str | None = None
    decile: int | None = None
    is_in_release: bool = True
    may_be_in_release: bool = True
    unmet: tuple[Ask, ...] = ()
    presence: Presence = Presence.PRESENT
    job_status: int | None = None
    earlier: tuple[PastAid, ...] = ()


@dataclass(frozen=True, slots=True)
class AidWarning:
    """One thing to say about a record; `programmes` are the other programmes it is about.

    `doubt` is there where the limit it is measured by is not certain, `unmet` where something that the
    programme asks is not seen.
    """

    code: WarningCode
    severity: Severity
    programmes: tuple[str, ...] = ()
    unmet: tuple[Ask, ...] = ()
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class AidRule:
    """One rule of the catalogue file; empty `programmes` means every programme.

    `id` names it for ever. An office may set another severity, and `years` among `years_choices`.
    """

    id: str
    code: WarningCode
    kind: RuleKind
    severity: Severity
    programmes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    sources: tuple[FundSource, ...] = ()
    scope: Scope = Scope.FAMILY
    within: Within = Within.PERIOD
    years: int = 0
    years_choices: tuple[int, ...] = ()
    job_statuses: tuple[int, ...] = ()
    note: str = ""
    source: str = ""

    def is_about(self, programme: str) -> bool:
        """True if it may have something to say when help of `programme` is recorded."""
        return not self.programmes or programme in (*self.programmes, *self.others)


def rules_from_toml(text: str, catalogue: Catalogue) -> tuple[AidRule, ...]:
    """The rules of `resources/reference/programmes.toml`; `ValueError` where one makes no sense."""
    try:
        rules = tuple(_rule_from(entry) for entry in tomllib.loads(text).get("rule", ()))
    except KeyError as error:
        raise ValueError(f"rule: {error.args[0]} is missing") from None
    except (TypeError, AttributeError, RecursionError):
        raise ValueError("rule: a value is of the wrong kind") from None
    if len({rule.id for rule in rules}) < len(rules):
        raise ValueError("rule: an id is given twice")
    for rule in rules:
        if rule.years_choices and rule.years not in rule.years_choices:
            raise ValueError(f"rule {rule.id}: years is none of years_choices")
        needed = _NEEDED.get(rule.kind)
        if needed is not None and not getattr(rule, needed):
            raise ValueError(f"rule {rule.id}: {needed} is missing")
        for code in (*rule.programmes, *rule.others):
            if code not in catalogue.codes:
                raise ValueError(f"rule {rule.id}: no programme {code}")
    return rules


def warnings_for(rules: Iterable[AidRule], facts: AidFacts) -> tuple[AidWarning, ...]:
    """Everything to be said about a record, the gravest first; each code once."""
    found: dict[WarningCode, AidWarning] = {}
    for rule in rules:
        concerned = _answer(rule, facts)
        if concerned is None:
            continue
        before = found.get(rule.code)
        severity = rule.severity
        if before is not None:
            severity = max(before.severity, severity, key=_gravity)
            concerned = before.programmes + concerned
        found[rule.code] = AidWarning(
            rule.code,
            severity,
            tuple(dict.fromkeys(concerned)),
            unmet=facts.unmet if rule.kind is RuleKind.ASKS else (),
            doubt=_doubt_behind(rule, facts),
        )
    return tuple(sorted(found.values(), key=lambda one: (-_gravity(one.severity), one.code)))


def may_record(warnings: Iterable[AidWarning]) -> bool:
    """False if one of them refuses the record."""
    return all(one.severity is not Severity.BLOCK for one in warnings)


def _doubt_behind(rule: AidRule, facts: AidFacts) -> Doubt | None:
    """What is not certain about the limit that a rule measures by."""
    match rule.kind:
        case RuleKind.DECILE | RuleKind.UNRANKED:
            return facts.version.doubt_about("decile_max")
        case RuleKind.AGAIN if rule.years_choices:
            return Doubt("years", rule.note, rule.source, rule.years_choices)
        case _:
            return None


def _gravity(severity: Severity) -> int:
    return list(Severity).index(severity)


def _answer(rule: AidRule, facts: AidFacts) -> tuple[str, ...] | None:
    """The programmes `rule` has something to say about, perhaps none; None if it is content."""
    if rule.kind is RuleKind.CLASH:
        return _clash(rule, facts)
    if rule.programmes and facts.version.code not in rule.programmes:
        return None
    if rule.kind in _BY_HISTORY:
        return _by_history(rule, facts)
    return () if _by_state(rule, facts) else None


_BY_HISTORY = frozenset({RuleKind.SAME_HELP, RuleKind.MONTHS, RuleKind.SAME_GOAL, RuleKind.AGAIN})


def _clash(rule: AidRule, facts: AidFacts) -> tuple[str, ...] | None:
    """A clash holds whichever of the two came first."""
    if facts.version.code in rule.programmes:
        against = rule.others
    elif facts.version.code in rule.others:
        against = rule.programmes
    else:
        return None
    return _codes(
        past
        for past in _earlier(rule.scope, facts)
        if past.programme in against and _near(rule, past, facts)
    )


def _by_history(rule: AidRule, facts: AidFacts) -> tuple[str, ...] | None:
    if rule.kind is RuleKind.SAME_GOAL:
        return _codes(
            past
            for past in _earlier(rule.scope, facts)
            if past.goal == facts.version.goal
            and past.source in rule.sources
            and past.period.year == facts.period.year
        )
    own = [past for past in facts.earlier if past.programme == facts.version.code]
    if rule.kind is RuleKind.SAME_HELP:
        return _codes(
            past
            for past in own
            if past.subject_id == facts.subject_id and past.period.overlaps(facts.period)
        )
    if rule.kind is RuleKind.AGAIN:
        return _codes(
            past
            for past in _earlier(Scope.FAMILY, facts)
            if past.programme in rule.programmes
            and abs(past.period.year - facts.period.year) < rule.years
            and not (past.programme == facts.version.code and past.period.is_beside(facts.period))
        )
    most = facts.version.most_months_a_year
    if most is None:
        return None
    # One record for the whole year is a payment at once, not twelve months.
    taken = {
        month
        for past in own
        if past.family_id == facts.family_id and past.period.year == facts.period.year
        for month in (past.period.months if len(past.period.months) < 12 else ())
    }
    if len(facts.period.months) < 12:
        taken.update(facts.period.months)
    return (facts.version.code,) if len(taken) > most else None


def _by_state(rule: AidRule, facts: AidFacts) -> bool:
    match rule.kind:
        case RuleKind.JOB:
            return facts.job_status in rule.job_statuses
        case RuleKind.DECILE:
            return facts.decile is not None and not facts.version.is_meant_for(facts.decile)
        case RuleKind.UNRANKED:
            return facts.is_in_release and facts.decile is None and facts.version.has_decile_limits
        case RuleKind.ASKS:
            return bool(facts.unmet)
        case RuleKind.NOT_IN_RELEASE:
            return facts.may_be_in_release and not facts.is_in_release
        case RuleKind.PRESENCE:
            return facts.presence is not Presence.PRESENT
        case _:
            raise ValueError(f"rule kind {rule.kind.value} looks at earlier records")


def _earlier(scope: Scope, facts: AidFacts) -> Iterator[PastAid]:
    """The earlier records of the same family, or of the same person."""
    for past in facts.earlier:
        if scope is Scope.FAMILY and past.family_id == facts.family_id:
            yield past
        if (
            scope is Scope.PERSON
            and past.person_id is not None
            and past.person_id == facts.person_id
        ):
            yield past


def _near(rule: AidRule, past: PastAid, facts: AidFacts) -> bool:
    if rule.within is Within.YEAR:
        return past.period.year == facts.period.year
    return past.period.overlaps(facts.period)


def _codes(past: Iterable[PastAid]) -> tuple[str, ...] | None:
    """The programmes of `past`; None where there is none."""
    return tuple(dict.fromkeys(one.programme for one in past)) or None


_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
_NEEDED = {
    RuleKind.CLASH: "others",
    RuleKind.SAME_GOAL: "sources",
    RuleKind.AGAIN: "years",
    RuleKind.JOB: "job_statuses",
}
"""What a rule of this kind says nothing without."""


def _rule_from(entry: Mapping[str, Any]) -> AidRule:
    """One rule from the parsed TOML: plain values in, our types out; unknown keys are refused."""
    unknown = set(entry) - set(AidRule.__dataclass_fields__)
    if unknown:
        raise ValueError(f"rule {entry.get('id')}: unknown key {', '.join(sorted(unknown))}")
    return AidRule(
        id=_id(entry["id"]),
        code=WarningCode(entry["code"]),
        kind=RuleKind(entry["kind"]),
        severity=Severity(entry["severity"]),
        programmes=tuple(entry.get("programmes", ())),
        others=tuple(entry.get("others", ())),
        sources=tuple(map(FundSource, entry.get("sources", ()))),
        scope=Scope(entry.get("scope", Scope.FAMILY)),
        within=Within(entry.get("within", Within.PERIOD)),
        years=int(entry.get("years", 0)),
        years_choices=tuple(map(int, entry.get("years_choices", ()))),
        job_statuses=tuple(entry.get("job_statuses", ())),
        note=entry.get("note", ""),
        source=entry.get("source", ""),
    )


def _id(text: object) -> str:
    if not isinstance(text, str) or _ID.fullmatch(text) is None:
        raise ValueError("rule: id is not small letters with hyphens")
    return text
