"""What screens need beside the records: names for codes, and short views that leave no trace.

Reading these is part of working the lists: a row that is passed on the way to another is not a
family that somebody opened, so nothing here is written to the audit. What opens a family is
`families.family_of`.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.actions.office import Office, needs
from desktop_app.actions.programmes import catalogue_in, limits_in
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.family import FamilySheet
from desktop_app.domain.indication import Indication, indications_of
from desktop_app.domain.intervention import AidFilter, AidTotals, InterventionLine
from desktop_app.domain.keying import KeyingOrder
from desktop_app.domain.programme import Catalogue
from desktop_app.domain.proposal_kind import ProposalRules
from desktop_app.domain.region import RegionTable, Village
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.roles import Right
from desktop_app.domain.spelling import SpellingRules
from desktop_app.errors import Code, UserError
from desktop_app.store import extracts, intervention_overview, interventions, people
from desktop_app.store.subjects import kin_of


@dataclass(frozen=True, slots=True)
class Lookups:
    """The names behind codes, and which release they are used with; `region` is the office's own."""

    region: str
    regions: RegionTable
    codes: CodeBook
    catalogue: Catalogue
    spelling: SpellingRules
    keying: KeyingOrder
    proposals: ProposalRules
    release: ReleaseLine | None

    @property
    def villages(self) -> tuple[Village, ...]:
        """Every village of the office's own area."""
        return self.regions.villages_within(self.region)


@dataclass(frozen=True, slots=True)
class FamilyGlance:
    """A family as it is shown beside a list, with what the release hints at for it."""

    sheet: FamilySheet
    release: ReleaseLine
    interventions: tuple[InterventionLine, ...]
    indications: tuple[Indication, ...] = ()
    most_components: int = 0


@needs(Right.READ)
def lookups_of(office: Office) -> Lookups:
    """The names behind codes; the release is None before the first import."""
    with office.read() as conn:
        release = extracts.current_release(conn)
        catalogue = catalogue_in(office, conn)
    reference = office.reference
    return Lookups(
        region=office.profile.region,
        regions=reference.regions,
        codes=reference.codes,
        catalogue=catalogue,
        spelling=reference.spelling,
        keying=reference.keying,
        proposals=reference.proposals,
        release=release,
    )


@needs(Right.READ)
def glance_at_family(office: Office, family_id: str) -> FamilyGlance:
    """A family with its members and what it received; raises `UserError` (`SUBJECT_UNKNOWN`)."""
    with office.read() as conn:
        release = office.release(conn)
        sheet = people.family_sheet(conn, family_id, release.label)
        if sheet is None:
            raise UserError(Code.SUBJECT_UNKNOWN)
        received = interventions.of_family(conn, kin_of(sheet))
        limits = limits_in(office, conn)
    indications = indications_of(sheet, release.reference_date, limits)
    return FamilyGlance(sheet, release, tuple(received), indications, limits.most_components)


@needs(Right.READ)
def totals_of_interventions(office: Office, wanted: AidFilter | None = None) -> AidTotals:
    """How much stands behind a list of interventions, however little of it is shown.

    Raises `UserError` (`PERIOD_INVALID`).
    """
    with office.read() as conn:
        return intervention_overview.overview(conn, wanted or AidFilter()).totals
