"""Proposals of a demo office, one of most kinds and at different stages, about families that had help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from desktop_app.actions.lookups import FamilyGlance, glance_at_family
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal, step_proposal
from desktop_app.domain.proposal import ProposalKind, ProposalState

_HAPPENED_DAYS_AGO = 6
_WAY = (
    ProposalState.SUBMITTED,
    ProposalState.DECLARED,
    ProposalState.VERIFIED,
    ProposalState.ENDORSED,
    ProposalState.SENT,
)


@dataclass(frozen=True, slots=True)
class _Invented:
    """A proposal about a family or about its last member; `steps` are how many of the way it took."""

    kind: ProposalKind
    steps: int
    contents: dict[str, str]
    is_about_member: bool = False
    corrections: dict[str, str] = field(default_factory=dict)


_INVENTED = (
    _Invented(ProposalKind.UPDATE_FACTS, 1, {"reason": "Rumah diukur ulang saat kunjungan"},
              corrections={"floor_area_m2": "21"}),
    _Invented(ProposalKind.DEATH, 4, {"date": "ago"}, is_about_member=True),
    _Invented(ProposalKind.MEMBER_CHANGE, 0, {"change": "born", "date": "ago", "name": "AHMAD FAUZI",
                                             "sex": "1", "relation": "3"}),
    _Invented(ProposalKind.PROGRAM_PROPOSAL, 2, {"programme": "PKH", "reason": "Ibu hamil"},
              is_about_member=True),
    _Invented(ProposalKind.EXCLUSION, 0, {"reason_code": "well-off"}),
    _Invented(ProposalKind.MOVED, 5, {"date": "ago", "destination": "Kabupaten Batang"}),
    _Invented(ProposalKind.OBJECTION, 0, {"reason": "Memiliki toko besar di pasar"}),
)  # fmt: skip


def propose_for_demo(office: Office, family_ids: Sequence[str]) -> int:
    """Open a proposal about each of these families, as far as there are some; gives how many."""
    made = 0
    for invented, family_id in zip(_INVENTED, family_ids, strict=False):
        draft = _draft(office, invented, glance_at_family(office, family_id))
        proposal_id = open_proposal(office, draft).value.proposal_id
        for to in _WAY[: invented.steps]:
            step_proposal(office, proposal_id, to, on=office.today())
        made += 1
    return made


def _draft(office: Office, invented: _Invented, glance: FamilyGlance) -> ProposalDraft:
    happened = (office.today() - timedelta(days=_HAPPENED_DAYS_AGO)).isoformat()
    return ProposalDraft(
        invented.kind,
        family_id=glance.sheet.id,
        person_id=glance.sheet.members[-1].id if invented.is_about_member else None,
        contents={
            name: happened if text == "ago" else text for name, text in invented.contents.items()
        },
        corrections=invented.corrections,
    )
