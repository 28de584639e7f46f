"""What a new release says to the proposals that are open, and closing those that it answers."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.actions.counting import lies_in
from desktop_app.actions.office import Office, needs
from desktop_app.actions.proposals import cards_since, write_step
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.proposal import (
    ProposalKind,
    ProposalLine,
    ProposalState,
    Standing,
    Step,
)
from desktop_app.domain.proposal_outcome import OF_ENDS, OF_STANDINGS, Outcome
from desktop_app.domain.proposal_verdict import Verdict, judge
from desktop_app.domain.roles import Right
from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import proposals
from desktop_app.store.connection import Connection
from desktop_app.store.release_rows import seen_in_release

log = logging.getLogger(__name__)

_BATCH = 100
_AT_ONCE = 1_000
_Cards = Mapping[str, Mapping[str, str]]
"""By the label of a release, the families that came under another card since."""


@dataclass(frozen=True, slots=True)
class AnsweredProposal:
    """A proposal that is open, and what the release in use says to it."""

    line: ProposalLine
    verdict: Verdict

    @property
    def may_close(self) -> bool:
        """True if it was sent and the release answers it in one way or another."""
        is_sent = self.line.proposal.state is ProposalState.SENT
        return is_sent and self.verdict.standing is not Standing.OPEN


@dataclass(frozen=True, slots=True)
class ReleaseAnswers:
    """What the release of this label says, to every open proposal of an earlier one."""

    label: str
    answers: tuple[AnsweredProposal, ...]


@dataclass(frozen=True, slots=True)
class CloseRefused:
    """A proposal that was not closed, and why."""

    proposal_id: str
    error: UserError


@dataclass(frozen=True, slots=True)
class CloseOutcome:
    """What became of closing many; `left` were not reached, because somebody stopped it."""

    closed: tuple[str, ...]
    refused: tuple[CloseRefused, ...]
    left: int = 0


@needs(Right.READ)
def release_answers(office: Office, progress: Progress) -> ReleaseAnswers:
    """What the release in use says to each proposal that was opened under another and is not ended.

    The newest proposal first. Raises `UserError` (`RELEASE_NONE`).
    """
    with office.read() as conn:
        label = office.release(conn).label
        lines = [
            line
            for line in proposals.newest(conn)
            if not line.proposal.state.is_final and line.proposal.release_label != label
        ]
        progress.begin("searching", total=len(lines))
        answers, cards = list[AnsweredProposal](), _cards(office, conn, lines)
        for start in range(0, len(lines), _AT_ONCE):
            answers += _answered(office, conn, lines[start : start + _AT_ONCE], cards)
            progress.advance(len(lines[start : start + _AT_ONCE]))
    return ReleaseAnswers(label, tuple(answers))


@needs(Right.READ)
def count_answered(office: Office) -> int:
    """How many proposals the release in use answers, so that somebody may close them; 0 before the first."""
    if office.store.extract_in_use is None:
        return 0
    return sum(one.may_close for one in release_answers(office, Progress()).answers)


@needs(Right.RECORD)
def close_seen(
    office: Office, proposal_ids: Sequence[str], progress: Progress
) -> Done[CloseOutcome]:
    """Close proposals that were sent and that the release in use answers: seen in it, for good.

    One that it leaves open is refused, as is one that cannot take this step; the others go on. Each
    batch is kept once it is written: when somebody stops the work, the answer says what was closed
    until then. Raises `UserError` (`RELEASE_NONE`).
    """
    closed, refused, done = list[str](), list[CloseRefused](), 0
    batch_id = office.new_id()
    with office.read() as conn:
        label = office.release(conn).label
    try:
        progress.begin("recording", total=len(proposal_ids))
        while done < len(proposal_ids):
            batch = proposal_ids[done : done + _BATCH]
            closed += _close_batch(office, batch, label, refused, batch_id)
            done += len(batch)
            progress.advance(len(batch))
    except Cancelled:
        log.info("closing-stopped closed=%d left=%d", len(closed), len(proposal_ids) - done)
    log.info("proposals-closed closed=%d refused=%d", len(closed), len(refused))
    outcome = CloseOutcome(tuple(closed), tuple(refused), left=len(proposal_ids) - done)
    return Done(outcome, frozenset({Topic.PROPOSALS} if closed else ()))


def outcomes_in(
    office: Office, conn: Connection, label: str, region: str
) -> list[tuple[ProposalKind, Outcome]]:
    """What became of every proposal about a region that was handed in under the release `label`."""
    lines = [
        line
        for line in proposals.newest(conn)
        if line.proposal.release_label == label
        and line.proposal.was_handed_in
        and lies_in(line.proposal.subject.village or "", region)
    ]
    waiting = [line for line in lines if not line.proposal.state.is_final]
    answers = _answered(office, conn, waiting, _cards(office, conn, waiting))
    ended = [line.proposal for line in lines if line.proposal.state.is_final]
    return [
        *((one.line.proposal.kind, OF_STANDINGS[one.verdict.standing]) for one in answers),
        *((one.kind, OF_ENDS[one.state]) for one in ended),
    ]


def _cards(office: Office, conn: Connection, lines: Sequence[ProposalLine]) -> _Cards:
    labels = {line.proposal.release_label for line in lines}
    return {label: cards_since(office, conn, label) for label in labels}


def _answered(
    office: Office, conn: Connection, lines: Sequence[ProposalLine], cards: _Cards
) -> list[AnsweredProposal]:
    signs = office.reference.release_signs
    verdicts: dict[str, Verdict] = {}
    for label, renewed in cards.items():
        some = [line.proposal for line in lines if line.proposal.release_label == label]
        for proposal, seen in zip(some, seen_in_release(conn, some, renewed), strict=True):
            verdicts[proposal.id] = judge(proposal, seen, signs)
    return [AnsweredProposal(line, verdicts[line.proposal.id]) for line in lines]


def _close_batch(
    office: Office,
    batch: Sequence[str],
    label: str,
    refused: list[CloseRefused],
    batch_id: str,
) -> list[str]:
    with office.read() as conn:
        lines = [line for one in batch if (line := proposals.line_of(conn, one)) is not None]
        still_open = {
            one.line.proposal.id
            for one in _answered(office, conn, lines, _cards(office, conn, lines))
            if one.verdict.standing is Standing.OPEN
        }
    step = Step(ProposalState.SEEN, office.today(), office.account.id, release=label)
    closed = []
    with office.write() as tx:
        for proposal_id in batch:
            try:
                if proposal_id in still_open:
                    raise UserError(Code.PROPOSAL_STILL_OPEN)
                write_step(office, tx, proposal_id, step, batch=batch_id)
            except UserError as error:
                refused.append(CloseRefused(proposal_id, error))
            else:
                closed.append(proposal_id)
    return closed
