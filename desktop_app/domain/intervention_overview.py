"""The records of help as one list: in which order it stands, and how many there are of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.conflict import Conflict
from desktop_app.domain.intervention import AidFilter, AidTotals, InterventionLine
from desktop_app.domain.intervention_status import InterventionStatus


class AidSort(StrEnum):
    """What a list can be ordered by."""

    RECORDED = "recorded"  # the newest record first; what nobody asked otherwise for
    GIVEN_ON = "given_on"
    RECIPIENT = "recipient"
    PROGRAMME = "programme"
    AMOUNT = "amount"
    STATUS = "status"
    DECILE = "decile"
    EVIDENCE = "evidence"  # how many pieces there are


@dataclass(frozen=True, slots=True)
class AidOrder:
    """The order of a list; `programmes` are the codes in the order of their names."""

    sort: AidSort = AidSort.RECORDED
    is_descending: bool = True
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AidGroup:
    """How many records agree in all that the figures of a list are made of.

    `rupiah` is what they add to what was given.
    """

    status: InterventionStatus
    is_void: bool
    is_disputed: bool
    is_double: bool
    records: int
    rupiah: int

    @property
    def needs_decision(self) -> bool:
        """Whether somebody has to look at them."""
        return not self.is_void and (self.is_disputed or self.is_double)

    def is_wanted(self, wanted: AidFilter) -> bool:
        """Whether a filter keeps them, of whatever programme and place they are."""
        if wanted.is_void != self.is_void and (wanted.is_void or wanted.statuses):
            return False
        if wanted.statuses and self.status not in wanted.statuses:
            return False
        return self.needs_decision or not wanted.needs_decision


@dataclass(frozen=True, slots=True)
class AidOverview:
    """What the wanted records add up to, and how many there are of each state.

    The figures by state are of all that the rest of the filter keeps, whatever states it asks for.
    """

    totals: AidTotals
    by_status: Mapping[InterventionStatus, int]
    void: int
    to_decide: int


def overview_of(groups: Sequence[AidGroup], wanted: AidFilter, families: int) -> AidOverview:
    """The figures, from the groups that the rest of a filter keeps and the families it keeps."""
    shown = [one for one in groups if one.is_wanted(wanted)]
    standing = [one for one in shown if not one.is_void]
    by_status = Counter[InterventionStatus]()
    for one in groups:
        if not one.is_void:
            by_status[one.status] += one.records
    return AidOverview(
        totals=AidTotals(
            listed=sum(one.records for one in shown),
            records=sum(one.records for one in standing),
            families=families,
            rupiah=sum(one.rupiah for one in standing),
            doubles=sum(one.records for one in standing if one.is_double),
            disputed=sum(one.records for one in standing if one.is_disputed),
        ),
        by_status=by_status,
        void=sum(one.records for one in groups if one.is_void),
        to_decide=sum(one.records for one in groups if one.needs_decision),
    )


@dataclass(frozen=True, slots=True)
class AidChosen:
    """Records somebody chose in a list, and how many of them stand in each state."""

    ids: tuple[str, ...]
    by_status: Mapping[InterventionStatus, int]

    @property
    def standing(self) -> int:
        """How many of them are not void."""
        return sum(self.by_status.values())

    @property
    def ways(self) -> Mapping[InterventionStatus, int]:
        """Where they may go and how many of them may; what leads on from where most are stands first."""
        found = Counter[InterventionStatus]()
        for status in sorted(self.by_status, key=lambda one: -self.by_status[one]):
            for way in status.ways:
                found[way] += self.by_status[status]
        return found


@dataclass(frozen=True, slots=True)
class AidStory:
    """A record with what its history needs: who the users are, and which record counts in its place.

    `conflicts` is what of it waits for a decision; `may_decide` says whether whoever looks may.
    """

    line: InterventionLine
    names: Mapping[str, str]
    counted_in: InterventionLine | None = None
    conflicts: tuple[Conflict, ...] = ()
    may_decide: bool = False
