"""What a release says to a proposal that was opened under an earlier one: rules as data, answers as facts.

A proposal is *absorbed* where the release shows what it asked for, *open* where it still stands as before,
*contradicted* where it shows something third, *gone* where whom it is about is not in the release and was
not meant to leave it. Nothing is decided here: a person looks, and closes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.names import fold
from desktop_app.domain.proposal import (
    Correction,
    Proposal,
    ProposalKind,
    Standing,
    standing_of,
)
from desktop_app.domain.subject import SubjectKind

Value = str | int | None

_YES = 1
_YES_WORDS = frozenset({"1", "ya", "y", "true", "ada"})
_MARRIED, _DIVORCED = 2, 3
_PREMIUM_AID = ("premium_aid_national", "premium_aid_regional")


class Sign(StrEnum):
    """What was seen in the release, and told the standing."""

    FACTS = "facts"  # the corrected facts, each with its own standing
    IN_RELEASE = "in-release"
    NOT_IN_RELEASE = "not-in-release"
    SAID_DEAD = "said-dead"  # the release has them, and says so
    SAID_MOVED = "said-moved"
    SAID_INACTIVE = "said-inactive"
    IN_FAMILY = "in-family"
    NOT_IN_FAMILY = "not-in-family"
    IN_OTHER_FAMILY = "in-other-family"
    IN_OTHER_VILLAGE = "in-other-village"
    MARITAL_STATUS = "marital-status"  # it is the one that was reported
    INDICATED = "indicated"  # the programme is marked
    NOT_INDICATED = "not-indicated"
    NOT_TOLD = "not-told"  # the release has no such column


class MemberChange(StrEnum):
    """How the members of a family change."""

    BORN = "born"
    JOINED = "joined"
    LEFT = "left"
    MARRIED = "married"
    DIVORCED = "divorced"


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A family or a person of a release; `values` lacks the facts for which the release has no column."""

    id: str
    family_id: str | None
    village: str
    values: Mapping[str, Value]
    extra: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """Whom a proposal is about, as a release has them; None where it has nobody.

    `newcomer` is who came into the family: by their NIK, else by name and birth date inside it.
    `is_told` is False where the release has nobody of that sort in that desa: then that somebody is not
    in it says nothing.
    """

    person: ReleaseRow | None
    family: ReleaseRow | None
    newcomer: ReleaseRow | None = None
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class FactVerdict:
    """One corrected fact beside what the release has now."""

    correction: Correction
    now: Value
    standing: Standing


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a release says to one proposal."""

    standing: Standing
    sign: Sign
    facts: tuple[FactVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeSign:
    """Where a release marks a programme: a field of the catalogue, or a column that only some files have."""

    fields: tuple[str, ...]
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReleaseSigns:
    """The part ``[release]`` of `resources/reference/proposals.toml`."""

    statuses: Mapping[str, Mapping[str, Sign]]
    words: tuple[tuple[str, Sign], ...]
    programmes: Mapping[str, ProgrammeSign]
    changes: Mapping[str, MemberChange]

    @classmethod
    def from_toml(cls, text: str) -> ReleaseSigns:
        """Read them; raises `KeyError` or `ValueError` where they are not whole."""
        data = tomllib.loads(text)["release"]
        signs = {"dead": Sign.SAID_DEAD, "moved": Sign.SAID_MOVED, "inactive": Sign.SAID_INACTIVE}
        return cls(
            statuses={
                name: {code: signs[word] for code, word in codes.items()}
                for name, codes in data["status"].items()
            },
            words=tuple((word, sign) for name, sign in signs.items() for word in data[name]),
            programmes={
                one["code"]: ProgrammeSign(
                    tuple(one.get("fields", ())), frozenset(one.get("columns", ()))
                )
                for one in data["programme"]
            },
            changes={
                word: MemberChange(code)
                for code, words in data["change"].items()
                for word in (code, *words)
            },
        )

    def change_of(self, proposal: Proposal) -> MemberChange | None:
        """What a change of members is about; None for a word nobody knows."""
        return self.changes.get(proposal.content.contents.get("change", "").strip().casefold())

    def said_of(self, row: ReleaseRow) -> Sign | None:
        """What columns of a status say of somebody: dead before moved before inactive."""
        found = set()
        for heading, text in row.extra.items():
            codes = self.statuses.get(plain(heading))
            if codes is None:
                continue
            said = text.strip().casefold()
            if said in codes:
                found.add(codes[said])
            found.update(sign for word, sign in self.words if word in said)
        return next((sign for _, sign in self.words if sign in found), None)


def plain(heading: str) -> str:
    """A heading without case, blanks and signs."""
    letters = (letter if letter.isalnum() else "_" for letter in heading.casefold().strip())
    return "".join(letters)


def same_newcomer(proposal: Proposal, name: Value, birth_date: Value) -> bool:
    """True if somebody inside the family is who is said to have come, where no NIK tells."""
    contents = proposal.content.contents
    wanted, born = contents.get("name", ""), contents.get("birth_date") or contents.get("date")
    return bool(wanted.strip()) and fold(wanted) == fold(str(name or "")) and birth_date == born


def judge(proposal: Proposal, seen: Seen, signs: ReleaseSigns) -> Verdict:
    """What the release in which somebody was `seen` says to `proposal`."""
    if not seen.is_told:
        return Verdict(Standing.OPEN, Sign.NOT_TOLD)
    if proposal.content.corrections:
        return _judge_facts(proposal, seen)
    return _JUDGES[proposal.kind](proposal, seen, signs)


def _judge_facts(proposal: Proposal, seen: Seen) -> Verdict:
    row = _subject(proposal, seen)
    values = None if row is None else row.values
    facts = tuple(
        FactVerdict(
            one, None if values is None else values.get(one.field), standing_of(one, values)
        )
        for one in proposal.content.corrections
    )
    standings = {fact.standing for fact in facts}
    for whole in (Standing.CONTRADICTED, Standing.OPEN, Standing.GONE):
        if whole in standings:
            return Verdict(whole, Sign.FACTS, facts)
    return Verdict(Standing.ABSORBED, Sign.FACTS, facts)


def _subject(proposal: Proposal, seen: Seen) -> ReleaseRow | None:
    return seen.person if proposal.subject.kind is SubjectKind.PERSON else seen.family


def _judge_new_family(_: Proposal, seen: Seen, __: ReleaseSigns) -> Verdict:
    if seen.family is None and seen.person is None:
        return Verdict(Standing.OPEN, Sign.NOT_IN_RELEASE)
    return Verdict(Standing.ABSORBED, Sign.IN_RELEASE)


def _judge_member_change(proposal: Proposal, seen: Seen, signs: ReleaseSigns) -> Verdict:
    change = signs.change_of(proposal)
    if change is None:
        return Verdict(Standing.OPEN, Sign.NOT_TOLD)
    if change in (MemberChange.BORN, MemberChange.JOINED):
        return _judge_newcomer(proposal, seen)
    if seen.person is None or _has_left_family(proposal, seen, seen.person):
        return Verdict(Standing.ABSORBED, Sign.NOT_IN_FAMILY)
    wanted = {MemberChange.MARRIED: _MARRIED, MemberChange.DIVORCED: _DIVORCED}.get(change)
    if wanted is not None and seen.person.values.get("marital_status") == wanted:
        return Verdict(Standing.ABSORBED, Sign.MARITAL_STATUS)
    return Verdict(Standing.OPEN, Sign.IN_FAMILY)


def _judge_newcomer(proposal: Proposal, seen: Seen) -> Verdict:
    if seen.family is None:
        return Verdict(Standing.GONE, Sign.NOT_IN_RELEASE)
    if seen.newcomer is None:
        return Verdict(Standing.OPEN, Sign.NOT_IN_FAMILY)
    if seen.newcomer.family_id == seen.family.id:
        return Verdict(Standing.ABSORBED, Sign.IN_FAMILY)
    return Verdict(Standing.CONTRADICTED, Sign.IN_OTHER_FAMILY)


def _judge_death(_: Proposal, seen: Seen, signs: ReleaseSigns) -> Verdict:
    if seen.person is None:
        return Verdict(Standing.ABSORBED, Sign.NOT_IN_RELEASE)
    if signs.said_of(seen.person) is Sign.SAID_DEAD:
        return Verdict(Standing.ABSORBED, Sign.SAID_DEAD)
    return Verdict(Standing.OPEN, Sign.IN_RELEASE)


def _judge_moved(proposal: Proposal, seen: Seen, signs: ReleaseSigns) -> Verdict:
    row = _subject(proposal, seen)
    if row is None:
        return Verdict(Standing.ABSORBED, Sign.NOT_IN_RELEASE)
    if proposal.subject.kind is SubjectKind.PERSON and _has_left_family(proposal, seen, row):
        return Verdict(Standing.ABSORBED, Sign.NOT_IN_FAMILY)
    if row.village and proposal.subject.village and row.village != proposal.subject.village:
        return Verdict(Standing.ABSORBED, Sign.IN_OTHER_VILLAGE)
    if signs.said_of(row) is Sign.SAID_MOVED:
        return Verdict(Standing.ABSORBED, Sign.SAID_MOVED)
    return Verdict(Standing.OPEN, Sign.IN_RELEASE)


def _judge_programme(proposal: Proposal, seen: Seen, signs: ReleaseSigns) -> Verdict:
    code = proposal.content.contents.get("programme", "").strip().upper()
    where = signs.programmes.get(code, ProgrammeSign((), frozenset()))
    return _judge_mark(proposal, seen, where)


def _judge_reactivation(proposal: Proposal, seen: Seen, _: ReleaseSigns) -> Verdict:
    return _judge_mark(proposal, seen, ProgrammeSign(_PREMIUM_AID, frozenset()))


def _judge_mark(proposal: Proposal, seen: Seen, where: ProgrammeSign) -> Verdict:
    subject = _subject(proposal, seen)
    if subject is None:
        return Verdict(Standing.GONE, Sign.NOT_IN_RELEASE)
    is_told = False
    # What the person's own row leaves empty, the family's may say.
    for row in (subject, seen.family):
        marks = [] if row is None else _marks(row, where)
        if any(marks):
            return Verdict(Standing.ABSORBED, Sign.INDICATED)
        if is_told := is_told or bool(marks):
            break
    return Verdict(Standing.OPEN, Sign.NOT_INDICATED if is_told else Sign.NOT_TOLD)


def _marks(row: ReleaseRow, where: ProgrammeSign) -> list[bool]:
    """Yes or no for every place where the row says something."""
    fields = [row.values.get(name) for name in where.fields]
    columns = [text for heading, text in row.extra.items() if plain(heading) in where.columns]
    return [
        *(value == _YES for value in fields if value is not None),
        *(text.strip().casefold() in _YES_WORDS for text in columns if text.strip()),
    ]


def _judge_removal(proposal: Proposal, seen: Seen, signs: ReleaseSigns) -> Verdict:
    row = _subject(proposal, seen)
    if row is None:
        return Verdict(Standing.ABSORBED, Sign.NOT_IN_RELEASE)
    said = signs.said_of(row)
    if said is not None:
        return Verdict(Standing.ABSORBED, said)
    return Verdict(Standing.OPEN, Sign.IN_RELEASE)


def _judge_update(_: Proposal, __: Seen, ___: ReleaseSigns) -> Verdict:
    """An update without a fact to look at says nothing that a release could answer."""
    return Verdict(Standing.OPEN, Sign.NOT_TOLD)


def _has_left_family(proposal: Proposal, seen: Seen, person: ReleaseRow) -> bool:
    """False also where the family merely got another card, and with it another id."""
    own = {proposal.subject.family_id, seen.family.id if seen.family else None}
    return person.family_id not in own


_JUDGES: Mapping[ProposalKind, Callable[[Proposal, Seen, ReleaseSigns], Verdict]] = {
    ProposalKind.NEW_FAMILY: _judge_new_family,
    ProposalKind.UPDATE_FACTS: _judge_update,
    ProposalKind.MEMBER_CHANGE: _judge_member_change,
    ProposalKind.DEATH: _judge_death,
    ProposalKind.MOVED: _judge_moved,
    ProposalKind.PROGRAM_PROPOSAL: _judge_programme,
    ProposalKind.EXCLUSION: _judge_removal,
    ProposalKind.OBJECTION: _judge_removal,
    ProposalKind.REACTIVATION: _judge_reactivation,
}
