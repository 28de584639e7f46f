"""The sheet of a family on paper: for the office's file, and to type it into SIKS-NG from."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field

from desktop_app.actions.families import FamilyPageFacts, facts_of
from desktop_app.actions.family_values import sheet_values
from desktop_app.actions.office import WESTERN_INDONESIA, Office, needs
from desktop_app.actions.programmes import catalogue_of
from desktop_app.actions.settings import letterhead_of, read_identity
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import long_date
from desktop_app.domain.letter import Signatory
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.letters.compose import LetterToDraw
from desktop_app.letters.pdf import draw_letters
from desktop_app.store import audit

log = logging.getLogger(__name__)

_SERIAL_LETTERS = 8
_PREVIEW = "pratinjau"
_NOBODY = Signatory(name="", position="")
"""The sheet has no place to sign."""


@dataclass(frozen=True, slots=True)
class FamilyPaper:
    """The drawn sheet; `serial` also stands on it and in the audit, empty for a preview."""

    pdf: bytes = field(repr=False)
    pages: int
    serial: str


@needs(Right.PRINT)
def preview_family_sheet(office: Office, family_id: str) -> FamilyPaper:
    """The sheet with masked numbers as it would be printed; nothing is written.

    Raises `UserError` (`SUBJECT_UNKNOWN`).
    """
    return _drawn(office, facts_of(office, family_id), purpose="", serial="", is_whole=False)


@needs(Right.PRINT)
def print_family_sheet(
    office: Office, family_id: str, purpose: str, *, is_whole: bool = False
) -> Done[FamilyPaper]:
    """The sheet to be printed or saved, under a serial that the audit knows with its purpose.

    With `is_whole` numbers, birth dates and what stands about children are printed whole, which
    also asks for the right to reveal. Raises `UserError` (`REASON_MISSING`, `RIGHT_MISSING`,
    `SUBJECT_UNKNOWN`).
    """
    if not purpose.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    if is_whole:
        office.require(Right.REVEAL)
    facts = facts_of(office, family_id)
    serial = office.new_id()[-_SERIAL_LETTERS:].upper()
    paper = _drawn(office, facts, purpose=purpose.strip(), serial=serial, is_whole=is_whole)
    with office.write() as tx:
        audit.note(
            tx,
            "family-sheet-printed",
            f"family:{facts.sheet.id}",
            reason=purpose.strip(),
            serial=serial,
            whole=int(is_whole),
        )
    log.info("family-sheet-printed pages=%d whole=%d", paper.pages, is_whole)
    return Done(paper, frozenset({Topic.AUDIT}))


def _drawn(
    office: Office, facts: FamilyPageFacts, *, purpose: str, serial: str, is_whole: bool
) -> FamilyPaper:
    with office.read() as conn:
        identity = read_identity(conn)
    template = office.reference.family_sheet
    now = office.now().astimezone(WESTERN_INDONESIA)
    by = office.account.full_name or office.account.name
    values = {
        **sheet_values(
            office.reference, catalogue_of(office), office.profile, facts, is_whole=is_whole
        ),
        "purpose": purpose,
        "serial": serial,
        "printed": f"Dicetak {long_date(now.date())} {now:%H.%M} WIB oleh {by}, {office.profile.name}",
    }
    out = io.BytesIO()
    pages = draw_letters(
        [
            LetterToDraw(
                template=template,
                values=template.with_defaults(values),
                letterhead=letterhead_of(office, identity),
                signatory=_NOBODY,
                number=serial or _PREVIEW,
                place=identity.place,
                dated=now.date(),
            )
        ],
        out,
    )
    return FamilyPaper(out.getvalue(), pages, serial)
