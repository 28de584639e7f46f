"""Which records of help a report counts, as a condition on `intervention`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.period import Period
from desktop_app.domain.region import RegionLevel, level_of
from desktop_app.domain.report import ReportAsk
from desktop_app.domain.subject import SubjectKind

_GRANTED = ", ".join(repr(one.value) for one in InterventionStatus if one.is_granted)
REACHES = f"voided_at IS NULL AND status IN ({_GRANTED})"
"""Whether a record of help reaches its recipient: decreed or given, and not void."""
_HOUSEHOLD = ", ".join(repr(one.value) for one in SubjectKind if one.is_household)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of SQL and its values by name."""

    sql: str
    values: Mapping[str, object] = field(default_factory=dict)


def counted_aid(ask: ReportAsk, *, with_outsiders: bool = False) -> Part:
    """The records that are decreed or given, not void, and what the ask wants, wherever they were made.

    Only those of families and people, unless groups and institutions count too: then also only those
    of the region of the ask, since a record of a family counts where the family lives.
    """
    parts = [REACHES]
    values = dict[str, object]()
    for column in ("programme", "agency", "funds"):
        if value := getattr(ask, column):
            parts.append(f"{column} = :{column}")
            values[column] = value
    if ask.period:
        within = {f"period{at}": str(one) for at, one in enumerate(Period.parse(ask.period).parts)}
        parts.append(f"period IN ({', '.join(f':{name}' for name in within)})")
        values |= within
    if not with_outsiders:
        return Part(" AND ".join([*parts, f"subject_kind IN ({_HOUSEHOLD})"]), values)
    area = in_region(ask.region)
    return Part(" AND ".join([*parts, area.sql]), {**values, **area.values})


def in_region(region: str, village: str = "village") -> Part:
    """The desa of a region, in this column; those that nobody knows belong to the whole kabupaten."""
    if not region or level_of(region) in (RegionLevel.PROVINCE, RegionLevel.REGENCY):
        return Part("1 = 1")
    return Part(
        f"({village} = :region OR {village} BETWEEN :region || '.' AND :region || '.~')",
        {"region": region},
    )
