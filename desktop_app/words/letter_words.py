"""Letters in words: what the file of one is called, how far it has come, what its code proves."""

from __future__ import annotations

import re

from desktop_app.actions.letter_verification import Verdict
from desktop_app.domain.register import LetterState, RegisterLine
from desktop_app.language import mark, tr
from desktop_app.words.format import date_short, moment

_NOT_IN_NAME = re.compile(r"[^0-9A-Za-z]+")

STATES = {
    LetterState.MADE: mark("Made, not printed"),
    LetterState.PRINTED: mark("Printed"),
    LetterState.HANDED_OVER: mark("Handed over"),
    LetterState.CANCELLED: mark("Cancelled"),
}


def letter_file_name(kind: str, number: str) -> str:
    """``surat-sktm-400-9-14-1-0007-2026.pdf``: kind and number, and nothing about anybody."""
    return f"surat-{kind}-{_NOT_IN_NAME.sub('-', number).strip('-')}.pdf"


def state_words(state: LetterState) -> str:
    """How far a letter has come."""
    return tr(STATES[state])


def step_words(line: RegisterLine, names: dict[str, str]) -> str:
    """Who saw to the last step and when, and what was noted; empty for a letter that was only made."""
    step = {
        LetterState.MADE: None,
        LetterState.PRINTED: line.printed,
        LetterState.HANDED_OVER: line.handed_over,
        LetterState.CANCELLED: line.cancelled,
    }[line.state]
    if step is None:
        return ""
    said = tr("{name}, {moment}").format(name=names.get(step.by, "–"), moment=moment(step.at))
    return f"{said} · {step.note}" if step.note else said


def verdict_words(verdict: Verdict) -> tuple[str, str]:
    """What a code proves, and what to do with that."""
    line = verdict.line
    if not verdict.is_genuine:
        return (
            tr("This office did not make this code."),
            tr(
                "It may be mistyped, belong to another office, or the letter was changed. Compare it "
                "with the paper letter by letter."
            ),
        )
    what = tr("Genuine: letter {number} of {date}.").format(
        number=verdict.number, date=date_short(verdict.dated) if verdict.dated else "–"
    )
    if line is None:
        return (what, tr("The register of this device does not have it any more."))
    if line.state is LetterState.CANCELLED:
        return (what, tr("But it was cancelled and is not valid."))
    return (what, f"{line.about} · {line.signatory} · {state_words(line.state)}")
