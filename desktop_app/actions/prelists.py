"""The list a surveyor carries (prelist): drawn on F4 paper, one RT after the other, and kept with its numbers."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.actions.giving_out import require_certificate
from desktop_app.actions.letter_values import UNRANKED, titles_of
from desktop_app.actions.office import Office, needs
from desktop_app.actions.search_list import Everybody, people_at
from desktop_app.actions.settings import letterhead_of, read_identity
from desktop_app.actions.sheets import new_serial
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import WESTERN_INDONESIA, long_date
from desktop_app.domain.identity import masked
from desktop_app.domain.letter import Signatory
from desktop_app.domain.prelist import (
    Neighbourhood,
    Prelist,
    PrelistEntry,
    PrelistFamily,
    PrelistWish,
    by_neighbourhood,
)
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.letters.compose import LetterToDraw
from desktop_app.letters.pdf import draw_letters
from desktop_app.letters.template import table_value
from desktop_app.store import audit, prelists, proposals

log = logging.getLogger(__name__)

MOST_FAMILIES = 5_000
"""More are no list that anybody carries from door to door."""
_PREVIEW = "pratinjau"
_ON_PREVIEW = 60
_NOBODY = Signatory(name="", position="")
"""Surveyor and RT sign on lines of the template's own."""


@dataclass(frozen=True, slots=True)
class PrelistPaper:
    """The drawn list; `serial` stands on it and in the audit, empty for a preview."""

    pdf: bytes = field(repr=False)
    pages: int
    families: int
    serial: str


@needs(Right.PRINT)
def preview_prelist(office: Office, wish: PrelistWish) -> PrelistPaper:
    """The first sheets with masked numbers as they would be printed, and how many families; nothing is written.

    Raises what `print_prelist` does, except for the purpose.
    """
    release, families = _families(office, wish)
    shown = families[:_ON_PREVIEW]
    paper = _drawn(office, replace(wish, is_whole=False), release, shown, serial="")
    return replace(paper, families=len(families))


@needs(Right.PRINT)
def print_prelist(office: Office, wish: PrelistWish) -> Done[PrelistPaper]:
    """The list to be printed or saved, kept under a serial that the audit knows with its purpose.

    With `is_whole` family cards are printed whole, which also asks for the right to reveal. Raises
    `UserError` (`REASON_MISSING`, `RIGHT_MISSING`, `RELEASE_NONE`, `SUBJECT_MISSING` for no family,
    `PRELIST_TOO_LONG`, `CERTIFICATE_ENDED`, `CHOICE_UNKNOWN` for a list of codes that is none).
    """
    purpose = " ".join(wish.purpose.split())
    if not purpose:
        raise UserError(Code.REASON_MISSING, field="reason")
    if wish.is_whole:
        office.require(Right.REVEAL)
    with office.read() as conn:
        require_certificate(office, conn)
    wish = replace(wish, purpose=purpose)
    release, families = _families(office, wish)
    serial = new_serial(office)
    paper = _drawn(office, wish, release, families, serial=serial)
    with office.write() as tx:
        prelists.keep(tx, serial, wish, release.label, families)
        audit.note(
            tx,
            "prelist-printed",
            reason=purpose,
            serial=serial,
            families=len(families),
            whole=int(wish.is_whole),
        )
    log.info("prelist-printed families=%d pages=%d", len(families), paper.pages)
    return Done(paper, frozenset({Topic.GROUND_CHECKS, Topic.AUDIT}))


@needs(Right.READ)
def prelists_of(office: Office) -> list[Prelist]:
    """Every list that was printed here, the newest first, with how many of its results are in."""
    with office.read() as conn:
        return prelists.prelists_of(conn)


@needs(Right.RECORD)
def remove_prelist(office: Office, serial: str) -> Done[None]:
    """Forget a printed list, with the names and addresses in it; what was recorded from it stays.

    Raises `UserError` (`PRELIST_UNKNOWN`).
    """
    with office.write() as tx:
        found = prelists.prelist_with(tx.conn, serial)
        if found is None:
            raise UserError(Code.PRELIST_UNKNOWN)
        prelists.remove(tx, found.serial)
        audit.note(tx, "prelist-removed", serial=found.serial)
    return Done(None, frozenset({Topic.GROUND_CHECKS, Topic.AUDIT}))


@needs(Right.READ)
def entries_of(office: Office, serial: str) -> list[PrelistEntry]:
    """The families of one printed list, with the results that are in.

    Raises `UserError` (`PRELIST_UNKNOWN`).
    """
    with office.read() as conn:
        found = prelists.prelist_with(conn, serial)
        if found is None:
            raise UserError(Code.PRELIST_UNKNOWN)
        return prelists.entries_of(conn, found.serial)


@needs(Right.READ)
def neighbourhoods_of(office: Office, village: str) -> list[tuple[Neighbourhood, int]]:
    """The dusun, RW and RT of one desa, with how many families live there; none before the first release."""
    if office.store.extract_in_use is None:
        return []
    with office.read() as conn:
        return prelists.neighbourhoods_of(conn, village)


@needs(Right.READ)
def families_of_proposals(
    office: Office, proposal_ids: Sequence[str] | None = None
) -> tuple[str, ...]:
    """The families that these proposals are about, or all that have not ended; each once, to be visited."""
    with office.read() as conn:
        found = [
            line.proposal
            for line in proposals.newest(conn)
            if line.proposal.id in (proposal_ids or ())
            or (proposal_ids is None and not line.proposal.state.is_final)
        ]
    ids = (one.subject.family_id for one in found)
    return tuple(dict.fromkeys(one for one in ids if one is not None))


@needs(Right.READ)
def families_found(office: Office, found: Everybody, places: Sequence[range]) -> tuple[str, ...]:
    """The families of the people who stand at these places of a list that was found, each once."""
    with office.read() as conn:
        ids = [line.family_id for line in people_at(conn, found, places)]
    return tuple(dict.fromkeys(one for one in ids if one))


def _families(office: Office, wish: PrelistWish) -> tuple[ReleaseLine, list[PrelistFamily]]:
    office.reference.ground_check.presence(wish.code_list, 1)
    village = wish.village or office.profile.region
    with office.read() as conn:
        release = office.release(conn)
        found = prelists.families_for(conn, replace(wish, village=village))
    if not found:
        raise UserError(Code.SUBJECT_MISSING)
    if len(found) > MOST_FAMILIES:
        raise UserError(Code.PRELIST_TOO_LONG, families=len(found), most=MOST_FAMILIES)
    return release, [replace(one, number=number) for number, one in enumerate(found, start=1)]


def _drawn(
    office: Office,
    wish: PrelistWish,
    release: ReleaseLine,
    families: Sequence[PrelistFamily],
    *,
    serial: str,
) -> PrelistPaper:
    out = io.BytesIO()
    pages = draw_letters(_sheets(office, wish, release, families, serial), out)
    return PrelistPaper(out.getvalue(), pages, len(families), serial)


def _sheets(
    office: Office,
    wish: PrelistWish,
    release: ReleaseLine,
    families: Sequence[PrelistFamily],
    serial: str,
) -> Iterator[LetterToDraw]:
    """One sheet, or as many as it takes, for each RT."""
    with office.read() as conn:
        identity = read_identity(conn)
    template, letterhead = office.reference.prelist_sheet, letterhead_of(office, identity)
    now = office.now().astimezone(WESTERN_INDONESIA)
    by = office.account.full_name or office.account.name
    known = office.reference.ground_check.lists[wish.code_list]
    common = {
        "purpose": wish.purpose,
        "serial": serial or _PREVIEW,
        "printed": f"Dicetak {long_date(now.date())} {now:%H.%M} WIB oleh {by}, {office.profile.name}",
        "release": f"{release.label}, per {long_date(release.reference_date)}",
        "codes": "; ".join(f"{one.code} {one.label_id.lower()}" for one in known.codes),
    }
    for where, group in by_neighbourhood(families):
        values = {
            **common,
            **_place(office, where),
            "count": f"{len(group)} keluarga, nomor {group[0].number} sampai {group[-1].number}",
            f"families_{wish.code_list}": table_value(
                _row(one, len(known.codes), is_whole=wish.is_whole) for one in group
            ),
        }
        yield LetterToDraw(
            template=template,
            values=template.with_defaults(values),
            letterhead=letterhead,
            signatory=_NOBODY,
            number=serial or _PREVIEW,
            place=identity.place,
            dated=now.date(),
        )


def _place(office: Office, where: Neighbourhood) -> dict[str, str]:
    parts = (
        f"Dusun {where.hamlet.title()}" if where.hamlet else "",
        f"RT {where.rt}" if where.rt else "",
        f"RW {where.rw}" if where.rw else "",
    )
    return {
        **titles_of(office.reference.regions, office.profile, where.village),
        "neighbourhood": ", ".join(part for part in parts if part) or "RT dan RW tidak diketahui",
    }


def _row(one: PrelistFamily, codes: int, *, is_whole: bool) -> tuple[str, ...]:
    card = one.subject.family_card_no or ""
    return (
        str(one.number),
        one.subject.name or "–",
        one.address or "–",
        card if is_whole or not card else masked(card),
        str(one.members or ""),
        str(one.decile or UNRANKED),
        *[""] * codes,
        "",
    )
