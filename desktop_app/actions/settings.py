"""What the office sets: its identity on paper, and who signs."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date

from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.letter import Letterhead, Margins, Signatory
from desktop_app.domain.letter_number import NumberPattern, SeriesRule
from desktop_app.domain.office_settings import Identity, Official
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.letters.crest import read_crest
from desktop_app.store import audit, officials, settings
from desktop_app.store.connection import Connection

_LARGEST_CREST = 512 * 1024


@needs(Right.READ)
def identity_of(office: Office) -> Identity:
    """What is printed about this office."""
    with office.read() as conn:
        return read_identity(conn)


@needs(Right.SETTINGS)
def set_identity(office: Office, identity: Identity) -> Done[Identity]:
    """Change what is printed about the office.

    Raises `UserError` for a faulty number pattern, for margins that leave no page (`MARGINS_UNFIT`), or
    a crest that is no PNG, JPEG or SVG up to 512 KiB.
    """
    if not identity.margins.fit:
        raise UserError(Code.MARGINS_UNFIT, field="margins")
    NumberPattern.parse(identity.pattern)
    crest = identity.crest
    if crest is not None:
        if len(crest) > _LARGEST_CREST:
            raise UserError(Code.CREST_UNREADABLE, most_kib=_LARGEST_CREST // 1024)
        read_crest(crest)  # refuses what could not be printed later
    clean = replace(
        identity,
        place=identity.place.strip(),
        address=identity.address.strip(),
        contact=identity.contact.strip(),
        unit=identity.unit.strip(),
    )
    with office.write() as tx:
        settings.put(
            tx,
            "identity",
            {
                "place": clean.place,
                "address": clean.address,
                "contact": clean.contact,
                "crest": base64.b64encode(crest).decode() if crest else None,
                "pattern": clean.pattern,
                "unit": clean.unit,
                "series": clean.series.value,
                "margins": list(clean.margins.edges),
            },
        )
        audit.note(tx, "identity-changed")
    return Done(clean, frozenset({Topic.SETTINGS}))


@needs(Right.READ)
def officials_of(office: Office, *, on: date | None = None) -> list[Official]:
    """Who signs; only those who may on a given day if one is given."""
    with office.read() as conn:
        everybody = officials.officials_of(conn)
    return [one for one in everybody if on is None or one.signs_on(on)]


@needs(Right.SETTINGS)
def set_official(
    office: Office,
    signatory: Signatory,
    *,
    valid_from: date,
    valid_until: date | None = None,
    official_id: str | None = None,
) -> Done[Official]:
    """Add somebody who signs, or change one; letters already issued keep what they printed.

    Raises `UserError` (`NAME_MISSING`, `DATE_INVALID`, `SUPERIOR_MISSING`).
    """
    if not signatory.name.strip() or not signatory.position.strip():
        raise UserError(
            Code.NAME_MISSING, field="name" if not signatory.name.strip() else "position"
        )
    if valid_until is not None and valid_until < valid_from:
        raise UserError(Code.DATE_INVALID, field="valid_until")
    if signatory.capacity.needs_superior and not signatory.superior.strip():
        raise UserError(Code.SUPERIOR_MISSING, field="superior")
    official = Official(official_id or office.new_id(), signatory, valid_from, valid_until)
    with office.write() as tx:
        officials.keep(tx, official)
        audit.note(tx, "official-changed", official.id)
    return Done(official, frozenset({Topic.SETTINGS}))


def read_identity(conn: Connection) -> Identity:
    """What is printed about the office, from an open view."""
    held = settings.get(conn, "identity")
    if held is None:
        return Identity()
    return Identity(
        place=held["place"],
        address=held["address"],
        contact=held["contact"],
        crest=base64.b64decode(held["crest"]) if held["crest"] else None,
        pattern=held["pattern"],
        unit=held["unit"],
        series=SeriesRule(held["series"]),
        margins=Margins(*held["margins"]) if "margins" in held else Margins(),
    )


def letterhead_of(office: Office, identity: Identity) -> Letterhead:
    """The kop of this office's letters."""
    return Letterhead.for_region(
        office.reference.regions,
        office.profile.region,
        address=identity.address,
        contact=identity.contact,
        crest=identity.crest,
    )
