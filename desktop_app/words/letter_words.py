"""Letters in words: what the file of one is called, how far it has come, what its code proves."""

from __future__ import annotations

import re

from desktop_app.actions.letter_books import RegisterBook
from desktop_app.actions.letter_verification import Verdict
from desktop_app.actions.letter_wording import (
    FaultKind,
    TemplateFault,
    WordingCheck,
    WordingOrigin,
)
from desktop_app.domain.incoming_letter import IncomingLetter
from desktop_app.domain.register import LetterState, RegisterLine
from desktop_app.language import mark, tr, trn
from desktop_app.words.format import date_short, moment, number
from desktop_app.words.messages import sentence_for

_NOT_IN_NAME = re.compile(r"[^0-9A-Za-z]+")

STATES = {
    LetterState.MADE: mark("Made, not printed"),
    LetterState.PRINTED: mark("Printed"),
    LetterState.HANDED_OVER: mark("Handed over"),
    LetterState.CANCELLED: mark("Cancelled"),
}


BOOKS = {
    RegisterBook.AGENDA: mark("Register of outgoing letters"),
    RegisterBook.EXPEDITION: mark("Book of letters handed over"),
    RegisterBook.SKTM: mark("Register of certificates of need"),
    RegisterBook.DATA_REQUESTS: mark("Register of requests for data"),
    RegisterBook.OBJECTIONS: mark("Book of objections"),
    RegisterBook.INCOMING: mark("Register of letters received"),
}


def letter_file_name(kind: str, letter_number: str) -> str:
    """``surat-sktm-400-9-14-1-0007-2026.pdf``: kind and number, and nothing about anybody."""
    return f"surat-{kind}-{_NOT_IN_NAME.sub('-', letter_number).strip('-')}.pdf"


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


def incoming_words(letter: IncomingLetter) -> str:
    """Who deals with a letter that came, or why it does not count."""
    if letter.is_void:
        return tr("Entered in error: {reason}").format(reason=letter.void_reason)
    return letter.content.disposition


ORIGINS = {
    WordingOrigin.SHIPPED: mark("The words that came with the program."),
    WordingOrigin.ABOVE: mark("The words that the kabupaten sent."),
    WordingOrigin.OWN: mark("The office's own words."),
}


def origin_words(origin: WordingOrigin) -> str:
    """Whose words a letter has."""
    return tr(ORIGINS[origin])


def check_words(check: WordingCheck) -> list[str]:
    """What was found in a text, a line for each; one line that it is good where nothing was."""
    if check.error is not None:
        return [sentence_for(check.error).what]
    said = [_fault_words(one) for one in check.faults]
    if check.never_filled:
        said.append(
            trn(
                "Filled for none of {n} family tried: {fields}",
                "Filled for none of {n} families tried: {fields}",
                check.tried,
            ).format(n=number(check.tried), fields=", ".join(check.never_filled))
        )
    return said or [tr("Every field is known and was filled in the letters tried.")]


def _fault_words(fault: TemplateFault) -> str:
    meant = tr("Is “{name}” meant?").format(name=fault.meant) if fault.meant else ""
    match fault.kind:
        case FaultKind.UNKNOWN:
            said = tr("Part {n}: the field “{field}” is not known.").format(
                n=number(fault.block), field=fault.field
            )
        case FaultKind.NEVER_FILLED:
            said = tr("The field “{field}” is never filled.").format(field=fault.field)
        case FaultKind.UNUSED:
            said = tr("The field “{field}” is nowhere printed.").format(field=fault.field)
    return f"{said} {meant}".strip()
