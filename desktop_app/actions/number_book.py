"""The number book of this office: which of its computers holds it, handing it over, taking it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from desktop_app.actions.office import Office, needs
from desktop_app.actions.office_names import offices_by_device
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.number_book import BookHanded, NumberBook, device_code, entity_of
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import partition_of
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, number_books, ops
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BookView:
    """Who holds the number book, by the ids of the devices.

    `holder` is empty while no letter was issued: then the first to issue one has it. `others` are the
    computers of this office it can be handed to, `last` is how it came to its holder, if it ever moved.
    """

    own: str
    holder: str
    others: tuple[str, ...]
    last: BookHanded | None
    is_contested: bool

    @property
    def is_here(self) -> bool:
        """True if letters can be numbered on this computer."""
        return self.holder in ("", self.own)


@needs(Right.READ)
def number_book(office: Office) -> BookView:
    """Who holds the book of this office."""
    with office.read() as conn:
        return _view(office, conn)


@needs(Right.SETTINGS)
def hand_over_book(office: Office, to: str, reason: str = "") -> Done[BookView]:
    """Give the book to another computer of this office, by its id or the code it is called by.

    It numbers letters once this has come to it with the exchange. Raises `UserError`
    (`NUMBER_BOOK_ELSEWHERE`, `DEVICE_UNKNOWN`).
    """
    with office.write() as tx:
        view = _view(office, tx.conn)
        require_book(office, tx.conn)
        wanted = to.strip().lower()
        found = [one for one in view.others if wanted and one.lower().startswith(wanted)]
        if len(found) != 1:
            raise UserError(Code.DEVICE_UNKNOWN, field="to")
        _record(office, tx, view.own, found[0], reason.strip())
        audit.note(tx, "number-book-handed", device=device_code(found[0]), reason=reason.strip())
        view = _view(office, tx.conn)
    log.info("number-book-handed")
    return Done(view, frozenset({Topic.LETTERS}))


@needs(Right.SETTINGS)
def take_book(office: Office, reason: str) -> Done[BookView]:
    """Take the book from a computer that is lost or broken; the reason travels and is shown.

    Raises `UserError` (`REASON_MISSING`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        view = _view(office, tx.conn)
        if view.holder == view.own and not view.is_contested:
            return Done(view)
        start = view.holder if view.holder != view.own else ""
        _record(office, tx, start, view.own, reason.strip())
        audit.note(tx, "number-book-taken", device=device_code(start), reason=reason.strip())
        view = _view(office, tx.conn)
    log.info("number-book-taken")
    return Done(view, frozenset({Topic.LETTERS}))


def _view(office: Office, conn: Connection) -> BookView:
    """Who holds the book, from an open view."""
    region, own = office.profile.region, office.profile.device_id
    holder, book = _held(office, conn)
    others = sorted(
        device
        for device, name in offices_by_device(office, conn).items()
        if name.region == region and device != own
    )
    return BookView(
        own=own,
        holder=holder,
        others=tuple(others),
        last=book.last[0] if book else None,
        is_contested=book.is_contested if book else False,
    )


def held_elsewhere(office: Office, conn: Connection) -> str:
    """The device that holds the book, if it is another one; empty if letters are numbered here."""
    holder, _ = _held(office, conn)
    return "" if holder == office.profile.device_id else holder


def require_book(office: Office, conn: Connection) -> None:
    """Raises `UserError` (`NUMBER_BOOK_ELSEWHERE`) where another computer numbers the letters."""
    holder = held_elsewhere(office, conn)
    if holder:
        raise UserError(
            Code.NUMBER_BOOK_ELSEWHERE,
            computer=device_code(holder),
            own=device_code(office.profile.device_id),
        )


def _held(office: Office, conn: Connection) -> tuple[str, NumberBook | None]:
    region = office.profile.region
    book = number_books.book_of(conn, entity_of(region))
    return (book.holder if book else number_books.first_issuer(conn, region)), book


def _record(office: Office, tx: Transaction, start: str, to: str, reason: str) -> None:
    region = office.profile.region
    entity = entity_of(region)
    ops.record(
        tx,
        OpDraft(
            type=OpType.NUMBER_BOOK_HANDED,
            entity=entity,
            partition=partition_of(region),
            base="",
            data={"office": region, "from": start, "to": to, "reason": reason},
            seen=ops.ids_of(tx.conn, entity),
        ),
    )
