"""The sheet of a family on paper: for the office's file, and to type it into SIKS-NG from."""

from __future__ import annotations

import logging

from desktop_app.actions.families import FamilyPageFacts, facts_of
from desktop_app.actions.family_values import sheet_values
from desktop_app.actions.office import Office, needs
from desktop_app.actions.programmes import catalogue_of
from desktop_app.actions.sheets import DrawnSheet, draw_sheet, new_serial
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.store import audit

log = logging.getLogger(__name__)


@needs(Right.PRINT)
def preview_family_sheet(office: Office, family_id: str) -> DrawnSheet:
    """The sheet with masked numbers as it would be printed; nothing is written.

    Raises `UserError` (`SUBJECT_UNKNOWN`).
    """
    return _drawn(office, facts_of(office, family_id), purpose="", serial="", is_whole=False)


@needs(Right.PRINT)
def print_family_sheet(
    office: Office, family_id: str, purpose: str, *, is_whole: bool = False
) -> Done[DrawnSheet]:
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
    serial = new_serial(office)
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
) -> DrawnSheet:
    values = sheet_values(
        office.reference, catalogue_of(office), office.profile, facts, is_whole=is_whole
    )
    template = office.reference.family_sheet
    return draw_sheet(office, template, values, purpose=purpose, serial=serial)
