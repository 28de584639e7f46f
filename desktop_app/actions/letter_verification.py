"""The code on a letter by which this office recognises its own: short, signed with a key, naming nobody.

Problem: a letter comes back on paper or as a photograph, and somebody has to say whether this office
wrote it, without a network. Choice: a code over kind, number, date and office, made with a key that
only this office has. The QR says all five, so that it can be checked even where the register was
lost; whoever types the sixteen characters beside it is answered from the register.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.actions.device_keys import PRIVATE_KEYS
from desktop_app.actions.office import Office, needs
from desktop_app.crypto import keyed_digest, typed_code, written_code
from desktop_app.domain.register import RegisterLine
from desktop_app.domain.roles import Right
from desktop_app.store import letters, roster
from desktop_app.store.connection import Connection

LETTER_KEY = "letter code"
_PREFIX = "LURING1"
_SEPARATOR = "*"
_BYTES = 10
_GROUP = 4
_PARTS = 6


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a code says: `is_genuine` if this office made it; the letter where the register has it.

    `kind`, `number` and `dated` are what the QR says, empty for a short code that nobody knows.
    """

    is_genuine: bool
    kind: str = ""
    number: str = ""
    dated: date | None = None
    line: RegisterLine | None = None


def code_of(office: Office, conn: Connection, *, kind: str, number: str, dated: date) -> str:
    """What the QR of a letter says, from an open view; its last part is printed beside it to be typed."""
    region = office.profile.region
    parts = (_PREFIX, kind, number, dated.isoformat(), region)
    return _SEPARATOR.join((*parts, _grouped(_short(_key(office, conn), parts[1:]))))


@needs(Right.READ)
def verify_code(office: Office, text: str) -> Verdict:
    """Whether this office wrote the letter that bears this code: scanned, pasted or typed."""
    parts = "".join(text.split()).split(_SEPARATOR)
    if len(parts) == _PARTS and parts[0].upper() == _PREFIX:
        return _of_qr(office, parts)
    wanted = typed_code(text)
    with office.read() as conn:
        lines = letters.own_lines(conn, office.profile.region) if wanted else []
        key = _key(office, conn)
    for line in lines:
        if _short(key, _said_by(office, line)) == wanted:
            return Verdict(True, line.kind, line.number, line.dated, line)
    return Verdict(False)


def _of_qr(office: Office, parts: list[str]) -> Verdict:
    _, kind, number, dated, region, code = parts
    with office.read() as conn:
        key = _key(office, conn)
        line = letters.line_with_number(conn, number)
    is_genuine = _short(key, (kind, number, dated, region)) == typed_code(code)
    try:
        day = date.fromisoformat(dated)
    except ValueError:
        return Verdict(False)
    if not is_genuine:
        return Verdict(False, kind, number, day)
    is_same = line is not None and (line.kind, line.dated) == (kind, day)
    return Verdict(True, kind, number, day, line if is_same else None)


def _said_by(office: Office, line: RegisterLine) -> tuple[str, ...]:
    return (line.kind, line.number, line.dated.isoformat(), office.profile.region)


def _key(office: Office, conn: Connection) -> bytes:
    """Letters outlive a change of the database key: the first key they were signed with is kept then."""
    kept = roster.private_key_of(conn, office.derived_key(PRIVATE_KEYS), LETTER_KEY)
    return kept or office.derived_key(LETTER_KEY)


def _short(key: bytes, said: tuple[str, ...]) -> str:
    digest = keyed_digest(key, _SEPARATOR.join(said).encode(), context=LETTER_KEY)
    return written_code(digest[:_BYTES])


def _grouped(code: str) -> str:
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
