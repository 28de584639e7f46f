"""``proposal after-release``: what the release in use says to every open proposal, and closing what it answers."""

from __future__ import annotations

from collections import Counter
from typing import Any

from desktop_app.actions.after_release import (
    AnsweredProposal,
    CloseOutcome,
    close_seen,
    release_answers,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.numbers import Numbers, numbers_of_list
from desktop_app.cli.output import STOPPED, Answer, paragraphs, table
from desktop_app.domain.proposal import Standing
from desktop_app.language import tr, trn
from desktop_app.words.fields import label_of
from desktop_app.words.format import number
from desktop_app.words.messages import sentence_for
from desktop_app.words.proposals import kind_words, sign_words, standing_words, state_words


def add_to(verbs: Commands) -> None:
    """Add the command to those about proposals."""
    after = verbs.add(
        "after-release", tr("What the release in use says to every open proposal."), _after_release
    )
    after.add_argument(
        "--close",
        action="store_true",
        help=tr("Close those that were sent and that it shows as absorbed."),
    )
    after.add_argument(
        "--also",
        action="append",
        default=[],
        choices=[Standing.CONTRADICTED.value, Standing.GONE.value],
        help=tr("Close these too; may be repeated."),
    )


def _after_release(call: Call) -> Answer:
    office = call.office()
    with call.watched() as progress:
        said = release_answers(office, progress)
        outcome = CloseOutcome((), ())
        if call.close:
            standings = {Standing.ABSORBED, *map(Standing, call.also)}
            wanted = [
                one.line.proposal.id
                for one in said.answers
                if one.may_close and one.verdict.standing in standings
            ]
            outcome = close_seen(office, wanted, progress).value
    numbers = numbers_of_list(call, office, "proposals", len(said.answers))
    closed = set(outcome.closed)
    counts = Counter(one.verdict.standing for one in said.answers)
    return Answer(
        {
            "release": said.label,
            "counts": {standing.value: counts[standing] for standing in Standing},
            "proposals": [_data(one, numbers) for one in said.answers],
            "closed": list(outcome.closed),
            "refused": [
                {"id": one.proposal_id, "code": one.error.code.value} for one in outcome.refused
            ],
            "left": outcome.left,
        },
        paragraphs(
            tr("Release {label}").format(label=said.label),
            _text(said.answers, numbers) if said.answers else tr("No proposals."),
            trn("{n} proposal closed.", "{n} proposals closed.", len(closed)).format(
                n=number(len(closed))
            )
            if call.close
            else "",
            "\n".join(
                f"{one.proposal_id}: {sentence_for(one.error).what}" for one in outcome.refused
            ),
        ),
        exit_code=STOPPED if outcome.left else 0,
    )


def _data(one: AnsweredProposal, numbers: Numbers) -> dict[str, Any]:
    proposal = one.line.proposal
    return {
        "id": proposal.id,
        "kind": proposal.kind.value,
        "state": proposal.state.value,
        "family_id": proposal.subject.family_id,
        "name": proposal.subject.name,
        "opened_under": proposal.release_label,
        "standing": one.verdict.standing.value,
        "sign": one.verdict.sign.value,
        "may_close": one.may_close,
        "facts": [
            {
                "field": fact.correction.field,
                "old": numbers.of(proposal, fact.correction, fact.correction.old),
                "new": numbers.of(proposal, fact.correction, fact.correction.new),
                "now": numbers.of(proposal, fact.correction, fact.now),
                "standing": fact.standing.value,
            }
            for fact in one.verdict.facts
        ],
    }


def _text(answers: tuple[AnsweredProposal, ...], numbers: Numbers) -> str:
    rows = []
    for one in answers:
        proposal, verdict = one.line.proposal, one.verdict
        rows.append(
            (
                kind_words(proposal.kind),
                proposal.subject.name or "-",
                state_words(proposal.state),
                standing_words(verdict.standing),
                sign_words(verdict.sign),
                proposal.id,
            )
        )
        for fact in verdict.facts:
            values = (fact.correction.old, fact.correction.new, fact.now)
            shown = [numbers.of(proposal, fact.correction, value) for value in values]
            rows.append(
                (
                    "",
                    label_of(fact.correction.field),
                    "",
                    standing_words(fact.standing),
                    " → ".join(shown),
                    "",
                )
            )
    return table(
        [tr("Kind"), tr("About"), tr("State"), tr("Standing"), tr("Seen in the release"), "ID"],
        rows,
    )
