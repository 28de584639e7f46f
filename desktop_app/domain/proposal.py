"""What an office proposes to Dinas Sosial: changes of facts, people who come and go, objections.

A proposal walks one way (draft, handed in, village meeting or declaration, kecamatan where the office
asks for it, Dinsos, endorsed, sent, seen in a release) or ends rejected or withdrawn with a reason.
No state can be skipped. Corrections lie over the extract: both values stay, the extract never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from desktop_app.domain.dates import day_of
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Access
from desktop_app.domain.identity import age_on
from desktop_app.domain.person import KNOWN_OF_CHILD, OF_AGE
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.errors import Code, UserError


class ProposalKind(StrEnum):
    """What is proposed."""

    NEW_FAMILY = "new_family"  # usulan keluarga baru
    UPDATE_FACTS = "update_facts"  # pemutakhiran data
    MEMBER_CHANGE = "member_change"  # lahir, masuk, keluar, nikah, cerai
    DEATH = "death"  # meninggal
    MOVED = "moved"  # pindah
    PROGRAM_PROPOSAL = "program_proposal"  # usulan bansos
    EXCLUSION = "exclusion"  # usulan hapus, tidak layak
    OBJECTION = "objection"  # sanggahan
    REACTIVATION = "reactivation"  # reaktivasi PBI-JK


class ProposalState(StrEnum):
    """How far a proposal has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"  # diajukan
    DECLARED = "declared"  # musdes, muskel or SPTJM
    SUBDISTRICT_VERIFIED = "subdistrict-verified"  # verifikasi kecamatan
    VERIFIED = "verified"  # verifikasi Dinsos
    ENDORSED = "endorsed"  # pengesahan
    SENT = "sent"  # dikirim
    SEEN = "seen"  # terlihat di rilis
    REJECTED = "rejected"  # ditolak
    WITHDRAWN = "withdrawn"  # ditarik

    @property
    def is_final(self) -> bool:
        """True where nothing follows."""
        return self in _FINAL

    @property
    def wants_reason(self) -> bool:
        """True for an end that somebody must be told why."""
        return self in (ProposalState.REJECTED, ProposalState.WITHDRAWN)


PATH = (
    ProposalState.DRAFT,
    ProposalState.SUBMITTED,
    ProposalState.DECLARED,
    ProposalState.SUBDISTRICT_VERIFIED,
    ProposalState.VERIFIED,
    ProposalState.ENDORSED,
    ProposalState.SENT,
    ProposalState.SEEN,
)
"""The way of a proposal that meets no obstacle."""

_FINAL = frozenset({ProposalState.SEEN, ProposalState.REJECTED, ProposalState.WITHDRAWN})
_LONGEST = 2_000
_HIDDEN = {
    kind: frozenset(one.name for one in fields if one.access in (Access.PERSONAL, Access.SENSITIVE))
    for kind, fields in ((SubjectKind.FAMILY, FAMILY_FIELDS), (SubjectKind.PERSON, PERSON_FIELDS))
}


def is_hidden(kind: SubjectKind, field: str, born: date | None, day: date) -> bool:
    """True for a fact that stays hidden until revealed: who somebody is, health, and facts of children.

    Somebody whose birth date nobody knows may be a child.
    """
    if field in _HIDDEN[kind]:
        return True
    if kind is SubjectKind.FAMILY or field in KNOWN_OF_CHILD:
        return False
    return born is None or age_on(born, day) < OF_AGE


def next_states(state: ProposalState, *, needs_subdistrict: bool) -> tuple[ProposalState, ...]:
    """Where a proposal may go from `state`, the way forward first; nowhere from an end.

    A draft cannot be rejected, and what is endorsed can no longer be withdrawn.
    """
    path = [
        one for one in PATH if needs_subdistrict or one is not ProposalState.SUBDISTRICT_VERIFIED
    ]
    if state.is_final or state not in path:
        return ()
    at = path.index(state)
    ways = [path[at + 1]]
    if state is not ProposalState.DRAFT:
        ways.append(ProposalState.REJECTED)
    if PATH.index(state) < PATH.index(ProposalState.ENDORSED):
        ways.append(ProposalState.WITHDRAWN)
    return tuple(ways)


@dataclass(frozen=True, slots=True)
class Correction:
    """One fact that is otherwise than the extract says; values as the extract writes them, None for none."""

    field: str
    old: str | int | None
    new: str | int | None
    reason: str

    def as_data(self) -> dict[str, str | int | None]:
        """The form it has inside an op."""
        return {"field": self.field, "old": self.old, "new": self.new, "reason": self.reason}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Correction:
        """Read what `as_data` wrote."""
        return cls(data["field"], data["old"], data["new"], data["reason"])


class Standing(StrEnum):
    """What a later release says to a correction."""

    OPEN = "open"  # the extract still has the old value
    ABSORBED = "absorbed"  # it has the new one
    CONTRADICTED = "contradicted"  # it has a third one
    GONE = "gone"  # it has not the family or person any more


def standing_of(correction: Correction, values: Mapping[str, str | int | None] | None) -> Standing:
    """How a correction stands beside the values of a release; None where it has nobody.

    A release without such a column says nothing.
    """
    if values is None:
        return Standing.GONE
    if correction.field not in values:
        return Standing.OPEN
    now = values[correction.field]
    if now == correction.new:
        return Standing.ABSORBED
    return Standing.OPEN if now == correction.old else Standing.CONTRADICTED


@dataclass(frozen=True, slots=True)
class ProposedMember:
    """Somebody of a new family besides its head, as far as somebody typed it.

    `relation` and `sex` are codes of DTSEN; `birth_date` is an ISO date once it could be read.
    """

    name: str = ""
    national_id: str = ""
    birth_date: str = ""
    sex: str = ""
    relation: str = ""

    @property
    def is_complete(self) -> bool:
        """True if it says who this is: a name, a NIK and the relation to the head."""
        return bool(self.name and self.national_id and self.relation)

    def as_data(self) -> dict[str, str]:
        """The form it has inside an op."""
        return {
            "name": self.name,
            "national_id": self.national_id,
            "birth_date": self.birth_date,
            "sex": self.sex,
            "relation": self.relation,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> ProposedMember:
        """Read what `as_data` wrote."""
        return cls(*(str(data[name]) for name in cls.__slots__))


@dataclass(frozen=True, slots=True)
class ProposalContent:
    """What a proposal says; may be incomplete while it is a draft."""

    contents: Mapping[str, str]
    corrections: tuple[Correction, ...] = ()
    evidence: tuple[str, ...] = ()
    members: tuple[ProposedMember, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The form it has inside an op."""
        return {
            "contents": dict(self.contents),
            "corrections": [one.as_data() for one in self.corrections],
            "evidence": list(self.evidence),
            "members": [one.as_data() for one in self.members],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> ProposalContent:
        """Read what `as_data` wrote."""
        return cls(
            contents={str(name): str(value) for name, value in data["contents"].items()},
            corrections=tuple(Correction.from_data(one) for one in data["corrections"]),
            evidence=tuple(str(one) for one in data["evidence"]),
            # Ops that were written before a new family could name its members have none.
            members=tuple(ProposedMember.from_data(one) for one in data.get("members", ())),
        )

    def check_lengths(self) -> None:
        """Raises `UserError` (`NOTE_TOO_LONG`) for a text nobody means to write."""
        texts = (
            *self.contents.values(),
            *(one.reason for one in self.corrections),
            *(one.name for one in self.members),
        )
        if any(len(text) > _LONGEST for text in texts):
            raise UserError(Code.NOTE_TOO_LONG, most=_LONGEST)


@dataclass(frozen=True, slots=True)
class Step:
    """One step a proposal has taken: to which state, of which day, by whom, why; `release` for a sighting."""

    to: ProposalState
    on: date
    by: str
    reason: str = ""
    release: str = ""

    def as_data(self) -> dict[str, str]:
        """As it is kept."""
        return {
            "to": self.to.value,
            "on": self.on.isoformat(),
            "by": self.by,
            "reason": self.reason,
            "release": self.release,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Step:
        """Read what `as_data` wrote."""
        return cls(
            to=ProposalState(data["to"]),
            on=date.fromisoformat(data["on"]),
            by=data["by"],
            reason=data["reason"],
            release=data["release"],
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """The record that folding its ops gives.

    `needs_subdistrict` is the office's setting of the day it was opened, frozen: the way of a
    proposal does not change under it.
    """

    id: str
    kind: ProposalKind
    subject: Subject
    content: ProposalContent
    needs_subdistrict: bool
    release_label: str
    recorded_by: str
    recorded_at: datetime
    state: ProposalState = ProposalState.DRAFT
    steps: tuple[Step, ...] = ()

    @property
    def ways(self) -> tuple[ProposalState, ...]:
        """Where it may go now."""
        return next_states(self.state, needs_subdistrict=self.needs_subdistrict)

    @property
    def last_day(self) -> date:
        """The day of its last step, or the one it was opened."""
        return self.steps[-1].on if self.steps else day_of(self.recorded_at)

    @property
    def was_handed_in(self) -> bool:
        """False for a draft, also for one that was withdrawn."""
        return any(step.to is ProposalState.SUBMITTED for step in self.steps)

    def hides(self, correction: Correction) -> bool:
        """True if its values stay hidden until revealed; see `is_hidden`."""
        subject = self.subject
        born = None if subject.birth_date is None else date.fromisoformat(subject.birth_date)
        return is_hidden(subject.kind, correction.field, born, day_of(self.recorded_at))

    def revised(self, subject: Subject, content: ProposalContent) -> Proposal:
        """The same draft written anew; as it is if it is no draft any more."""
        if self.state is not ProposalState.DRAFT:
            return self
        return replace(self, subject=subject, content=content)

    def stepped(self, start: ProposalState, step: Step) -> Proposal:
        """After a step that was taken from `start`; raises `ValueError` for one that nobody may take.

        Two people may step from one state without knowing of each other: what comes second changes
        nothing, except that a withdrawal holds until the proposal is endorsed.
        """
        if step.to not in next_states(start, needs_subdistrict=self.needs_subdistrict):
            raise ValueError("a state was skipped")
        is_late_withdrawal = step.to is ProposalState.WITHDRAWN and step.to in self.ways
        if self.state is not start and not is_late_withdrawal:
            return self
        return replace(self, state=step.to, steps=(*self.steps, step))


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in a list, with who opened it and how it travels."""

    proposal: Proposal
    recorded_by_name: str
    is_confirmed: bool


def corrections_of(lines: tuple[ProposalLine, ...]) -> Iterator[tuple[Proposal, Correction]]:
    """Every correction that lies over the extract: of proposals that have not ended without effect."""
    for line in lines:
        if not line.proposal.state.wants_reason:
            for correction in line.proposal.content.corrections:
                yield line.proposal, correction
