"""``letter register`` and what is done with its lines, ``book``, ``receive``, ``number-book``, ``verify``: the book of letters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app import files
from desktop_app.actions.incoming_letters import letters_received, record_incoming, void_incoming
from desktop_app.actions.letter_books import RegisterBook, print_register
from desktop_app.actions.letter_register import letter_register, reserve_numbers, step_letters
from desktop_app.actions.letter_verification import verify_code
from desktop_app.actions.number_book import hand_over_book, number_book, take_book
from desktop_app.cli.call import Call, typed_day
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, paragraphs, table
from desktop_app.cli.usage import Parser, whole_number
from desktop_app.domain.incoming_letter import IncomingDraft, IncomingLetter
from desktop_app.domain.number_book import device_code
from desktop_app.domain.register import LetterState, RegisterEntry, RegisterFilter, RegisterLine
from desktop_app.language import tr, trn
from desktop_app.words.format import date_short, number
from desktop_app.words.letter_words import incoming_words, state_words, verdict_words
from desktop_app.words.messages import sentence_for
from desktop_app.words.number_book import book_words

_SHOWN = 500


def add_register(verbs: Commands) -> None:
    """Add the verbs about the register of letters."""
    register = verbs.add(
        "register", tr("The register of outgoing letters, the newest first."), _register
    )
    register.add_argument(
        "--find", default="", metavar=tr("TEXT"), help=tr("In number, name, subject or signer.")
    )
    register.add_argument("--kind", default="", metavar=tr("KIND"), help=tr("Only this kind."))
    register.add_argument(
        "--state", choices=[state.value for state in LetterState], help=tr("Only in this state.")
    )
    _add_days(register)
    register.add_argument(
        "--double",
        action="store_true",
        help=tr("Only letters that share their number with another one."),
    )
    register.add_argument(
        "--limit",
        type=whole_number,
        default=_SHOWN,
        metavar="N",
        help=tr("How many at most; {n} if not given.").format(n=_SHOWN),
    )
    printed = verbs.add("printed", tr("Say that letters were printed."), _printed)
    handed = verbs.add("hand-over", tr("Say that letters were handed over."), _handed_over)
    handed.add_argument("--to", default="", metavar=tr("TEXT"), help=tr("Who took them."))
    cancel = verbs.add("cancel", tr("Cancel letters; they keep their numbers."), _cancel)
    cancel.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why."))
    for verb in (printed, handed, cancel):
        verb.add_argument(
            "letters", nargs="+", metavar=tr("NO"), help=tr("The printed number, or the id.")
        )
    book = verbs.add("book", tr("A register on paper, as PDF."), _book)
    book.add_argument("book", choices=[one.value for one in RegisterBook])
    _add_days(book)
    book.add_argument("--purpose", required=True, metavar=tr("TEXT"), help=tr("What for."))
    book.add_argument("--out", type=Path, required=True, metavar=tr("FILE"), help=tr("Where."))
    reserve = verbs.add(
        "reserve", tr("Keep the next numbers for letters written by hand."), _reserve
    )
    reserve.add_argument("--count", type=whole_number, default=1, metavar="N")
    reserve.add_argument("--kind", default="", metavar=tr("KIND"), help=tr("Whose book."))
    reserve.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("What for."))
    receive = verbs.add(
        "receive", tr("Write down a letter that came, or with --id what becomes of it."), _receive
    )
    receive.add_argument("--id", default="", metavar="ID", help=tr("One that was written down."))
    receive.add_argument("--sender", required=True, metavar=tr("TEXT"), help=tr("From whom."))
    receive.add_argument("--subject", required=True, metavar=tr("TEXT"), help=tr("About what."))
    receive.add_argument("--number", default="", metavar=tr("NO"), help=tr("The sender's number."))
    receive.add_argument("--dated", metavar=tr("DATE"), help=tr("The sender's date."))
    receive.add_argument("--received", metavar=tr("DATE"), help=tr("The day it came; today."))
    receive.add_argument(
        "--disposition", default="", metavar=tr("TEXT"), help=tr("Who deals with it, and how.")
    )
    voided = verbs.add(
        "receive-void", tr("Mark a letter that came as entered in error."), _receive_void
    )
    voided.add_argument("id", metavar="ID", help=tr("One that was written down."))
    voided.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why."))
    came = verbs.add("received", tr("The letters that came, the newest first."), _received)
    came.add_argument("--find", default="", metavar=tr("TEXT"), help=tr("In any of its lines."))
    _add_days(came)
    whose = verbs.add(
        "number-book", tr("Which computer of this office numbers letters; or change it."), _whose
    )
    change = whose.add_mutually_exclusive_group()
    change.add_argument(
        "--to", metavar=tr("COMPUTER"), help=tr("Hand the book to this computer of the office.")
    )
    change.add_argument(
        "--take", action="store_true", help=tr("Take the book from a computer that is lost.")
    )
    whose.add_argument("--reason", default="", metavar=tr("TEXT"), help=tr("Why."))
    verify = verbs.add("verify", tr("Whether this office wrote a letter, by its code."), _verify)
    verify.add_argument("code", metavar=tr("CODE"), help=tr("Scanned, pasted or typed."))


def _add_days(verb: Parser) -> None:
    verb.add_argument("--from", dest="since", metavar=tr("DATE"), help=tr("The first day."))
    verb.add_argument("--to", dest="until", metavar=tr("DATE"), help=tr("The last day."))


def _between(call: Call) -> RegisterFilter:
    """The days that were asked for, and nothing else."""
    return RegisterFilter(
        since=typed_day(call.since, "from") if call.since else None,
        until=typed_day(call.until, "to") if call.until else None,
    )


def register_data(line: RegisterLine) -> dict[str, Any]:
    """A line of the register as the commands print it."""
    return {
        "id": line.id,
        "number": line.number,
        "kind": line.kind,
        "dated": line.dated,
        "about": line.about,
        "family_id": line.family_id,
        "person_id": line.person_id,
        "village": line.village,
        "signatory": line.signatory,
        "issued_at": line.issued_at,
        "state": line.state.value,
    }


def _register(call: Call) -> Answer:
    wanted = replace(
        _between(call),
        text=call.find,
        kind=call.kind,
        state=LetterState(call.state) if call.state else None,
        is_double=call.double,
    )
    found = letter_register(call.office(), wanted, limit=call.limit)
    text = tr("No letters.")
    if found:
        text = table(
            [tr("Letter"), tr("Dated"), tr("Kind"), tr("About"), tr("Signed by"), tr("State")],
            [_cells(one) for one in found],
        )
    return Answer(
        {"letters": [register_data(one.line) | {"double": one.is_double} for one in found]}, text
    )


def _cells(entry: RegisterEntry) -> tuple[str, ...]:
    line = entry.line
    said = state_words(line.state)
    return (
        line.number,
        date_short(line.dated),
        line.kind,
        line.about,
        line.signatory,
        f"{said}, {tr('double number')}" if entry.is_double else said,
    )


def _printed(call: Call) -> Answer:
    return _step(call, LetterState.PRINTED, "")


def _handed_over(call: Call) -> Answer:
    return _step(call, LetterState.HANDED_OVER, call.to)


def _cancel(call: Call) -> Answer:
    return _step(call, LetterState.CANCELLED, call.reason)


def _step(call: Call, to: LetterState, note: str) -> Answer:
    office = call.office()
    with call.watched() as progress:
        taken = step_letters(office, call.letters, to, note, progress=progress).value
    failed = [
        {
            "letter": one.letter_id,
            "code": one.error.code.value,
            "message": sentence_for(one.error).brief,
        }
        for one in taken.refused
    ]
    return Answer(
        {"stepped": taken.stepped, "failed": failed},
        paragraphs(
            trn("{n} letter changed.", "{n} letters changed.", taken.stepped).format(
                n=number(taken.stepped)
            ),
            "\n".join(f"{one['letter']}: {one['message']}" for one in failed),
        ),
        exit_code=1 if failed and not taken.stepped else 0,
    )


def _book(call: Call) -> Answer:
    book = RegisterBook(call.book)
    paper = print_register(call.office(), book, _between(call), call.purpose).value
    files.write_whole(call.out, paper.pdf)
    return Answer({"file": call.out, "pages": paper.pages, "serial": paper.serial}, str(call.out))


def _reserve(call: Call) -> Answer:
    kept = reserve_numbers(call.office(), call.count, call.reason, kind=call.kind).value
    return Answer(
        {"first": kept[0], "last": kept[-1]},
        tr("Kept: {first} to {last}.").format(first=number(kept[0]), last=number(kept[-1])),
    )


def _receive(call: Call) -> Answer:
    office = call.office()
    draft = IncomingDraft(
        received=typed_day(call.received, "received") if call.received else office.today(),
        sender=call.sender,
        subject=call.subject,
        number=call.number,
        dated=typed_day(call.dated, "dated") if call.dated else None,
        disposition=call.disposition,
    )
    made = record_incoming(office, draft, call.id).value
    return Answer(_incoming_data(made), tr("Written down: {id}.").format(id=made.id))


def _receive_void(call: Call) -> Answer:
    void_incoming(call.office(), call.id, call.reason)
    return Answer({"id": call.id}, tr("Marked as entered in error."))


def _received(call: Call) -> Answer:
    found = letters_received(call.office(), replace(_between(call), text=call.find))
    text = tr("No letters.")
    if found:
        text = table(
            [tr("Received"), tr("From"), tr("Letter"), tr("About"), tr("Disposition")],
            [
                (
                    date_short(one.content.received),
                    one.content.sender,
                    one.content.number,
                    one.content.subject,
                    incoming_words(one),
                )
                for one in found
            ],
        )
    return Answer({"letters": [_incoming_data(one) for one in found]}, text)


def _incoming_data(letter: IncomingLetter) -> dict[str, Any]:
    content = letter.content
    return {
        "id": letter.id,
        "received": content.received,
        "sender": content.sender,
        "number": content.number,
        "dated": content.dated,
        "subject": content.subject,
        "disposition": content.disposition,
        "void_reason": letter.void_reason,
    }


def _whose(call: Call) -> Answer:
    office = call.office()
    if call.to:
        view = hand_over_book(office, call.to, call.reason).value
    elif call.take:
        view = take_book(office, call.reason).value
    else:
        view = number_book(office)
    return Answer(
        {
            "holder": view.holder,
            "own": view.own,
            "here": view.is_here,
            "others": list(view.others),
            "contested": view.is_contested,
            "taken_because": view.last.reason if view.last and view.last.is_taken else "",
        },
        paragraphs(
            book_words(view),
            "\n".join(
                tr("Another computer of this office: {computer}").format(computer=device_code(one))
                for one in view.others
            ),
        ),
    )


def _verify(call: Call) -> Answer:
    verdict = verify_code(call.office(), call.code)
    return Answer(
        {
            "genuine": verdict.is_genuine,
            "kind": verdict.kind,
            "number": verdict.number,
            "dated": verdict.dated,
            "letter": register_data(verdict.line) if verdict.line else None,
        },
        " ".join(verdict_words(verdict)),
        exit_code=0 if verdict.is_genuine else 1,
    )
