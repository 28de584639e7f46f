"""Registers on paper: the agenda, the book of expedition, those of single kinds of letters, objections, letters received.

What stands in which column is data of `resources/sheets/books`; what a letter printed is known where its
page is kept, so a register says the same years later.
"""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from enum import StrEnum

from desktop_app.actions.letter_register import SHOWN
from desktop_app.actions.letter_values import list_values
from desktop_app.actions.office import Office, needs
from desktop_app.actions.sheets import DrawnSheet, draw_sheet, new_serial
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import day_of, long_date, short_date
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.domain.register import LetterState, RegisterEntry, RegisterFilter
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, incoming_letters, letters, proposals
from desktop_app.store.connection import Connection

log = logging.getLogger(__name__)


class RegisterBook(StrEnum):
    """The registers there are; each has a template of its own."""

    AGENDA = "agenda"
    EXPEDITION = "expedition"
    SKTM = "sktm"
    DATA_REQUESTS = "data-requests"
    OBJECTIONS = "objections"
    INCOMING = "incoming"

    @property
    def letter_kind(self) -> str:
        """The only kind of letter that stands in it; empty for all."""
        return {RegisterBook.SKTM: "sktm", RegisterBook.DATA_REQUESTS: "permintaan-data"}.get(
            self, ""
        )


_STATES = {
    LetterState.MADE: "dibuat",
    LetterState.PRINTED: "dicetak",
    LetterState.HANDED_OVER: "diserahkan",
    LetterState.CANCELLED: "BATAL",
}
_FOLLOWED = {
    ProposalState.SUBMITTED: "diajukan",
    ProposalState.DECLARED: "musyawarah atau SPTJM",
    ProposalState.SUBDISTRICT_VERIFIED: "diverifikasi kecamatan",
    ProposalState.VERIFIED: "diverifikasi Dinsos",
    ProposalState.ENDORSED: "disahkan",
    ProposalState.SENT: "dikirim",
    ProposalState.SEEN: "terlihat di rilis",
    ProposalState.REJECTED: "ditolak",
    ProposalState.WITHDRAWN: "ditarik",
}
"""How far an objection has come; a draft is none yet."""


@needs(Right.PRINT)
def preview_register(office: Office, book: RegisterBook, wanted: RegisterFilter) -> DrawnSheet:
    """The register as it would be printed; nothing is written."""
    return draw_sheet(
        office, office.reference.register_books[book.value], _values(office, book, wanted)
    )


@needs(Right.PRINT)
def print_register(
    office: Office, book: RegisterBook, wanted: RegisterFilter, purpose: str
) -> Done[DrawnSheet]:
    """The letters that a filter keeps, the oldest first, under a serial that the audit knows.

    Raises `UserError` (`REASON_MISSING`).
    """
    if not purpose.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    serial = new_serial(office)
    values = _values(office, book, wanted)
    paper = draw_sheet(
        office,
        office.reference.register_books[book.value],
        values,
        purpose=purpose.strip(),
        serial=serial,
    )
    with office.write() as tx:
        audit.note(tx, "register-printed", book.value, reason=purpose.strip(), serial=serial)
    log.info("register-printed book=%s pages=%d", book.value, paper.pages)
    return Done(paper, frozenset({Topic.AUDIT}))


def _values(office: Office, book: RegisterBook, wanted: RegisterFilter) -> dict[str, str]:
    kind = book.letter_kind or wanted.kind
    with office.read() as conn:
        if book is RegisterBook.OBJECTIONS:
            rows = _objections(office, conn, wanted)
        elif book is RegisterBook.INCOMING:
            rows = _received(office, conn, wanted)
        else:
            found = letters.entries(conn, replace(wanted, kind=kind), limit=SHOWN)
            rows = [_row(conn, one) for one in reversed(found)]
    template = office.reference.register_books[book.value]
    return {"span": _span(wanted), **list_values(template.lists, rows)}


def _objections(office: Office, conn: Connection, wanted: RegisterFilter) -> list[dict[str, str]]:
    """The objections of these days; of a filter for letters nothing else asks for any of them."""
    rows = []
    for one in proposals.of_kind(conn, ProposalKind.OBJECTION):
        day = day_of(one.recorded_at)
        if one.state is ProposalState.DRAFT or not (
            (wanted.since or day) <= day <= (wanted.until or day)
        ):
            continue
        village = office.reference.regions.village_by_code(one.subject.village)
        reason = one.steps[-1].reason if one.steps else ""
        state = _FOLLOWED[one.state]
        rows.append(
            {
                "dated": short_date(day),
                "name": one.subject.name,
                "village": village.local_name if village else one.subject.village,
                "reason": one.content.contents.get("reason", ""),
                "proof": one.content.contents.get("proof", ""),
                "state": f"{state}: {reason}" if reason else state,
                "ended": short_date(one.last_day) if one.state.is_final else "",
            }
        )
    return rows


def _received(office: Office, conn: Connection, wanted: RegisterFilter) -> list[dict[str, str]]:
    found = incoming_letters.letters_of(conn, office.profile.region, wanted, limit=SHOWN)
    return [
        {
            "received": short_date(one.received),
            "sender": one.sender,
            "number": one.number or "-",
            "dated": short_date(one.dated) if one.dated else "-",
            "subject": one.subject,
            "disposition": f"SALAH CATAT: {letter.void_reason}"
            if letter.is_void
            else one.disposition,
        }
        for letter, one in ((letter, letter.content) for letter in reversed(found))
    ]


def _row(conn: Connection, entry: RegisterEntry) -> dict[str, str]:
    line = entry.line
    kept = letters.content_of(conn, line.id) if entry.is_kept else None
    printed: dict[str, str] = json.loads(kept)["values"] if kept else {}
    step = line.handed_over
    handed = ""
    if step is not None:
        day = short_date(day_of(step.at))
        handed = ", ".join(filter(None, (step.note, day)))
    state = _STATES[line.state]
    cancelled = line.cancelled.note if line.cancelled else ""
    return {
        **printed,
        "dated": short_date(line.dated),
        "number": line.number,
        "name": entry.name or "-",
        "about": line.about,
        "signatory": line.signatory,
        "state": f"{state}: {cancelled}" if cancelled else state,
        "handed_to": handed,
    }


def _span(wanted: RegisterFilter) -> str:
    if wanted.since and wanted.until:
        return f"{long_date(wanted.since)} sampai {long_date(wanted.until)}"
    if wanted.since:
        return f"sejak {long_date(wanted.since)}"
    return f"sampai {long_date(wanted.until)}" if wanted.until else ""
