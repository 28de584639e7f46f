"""Papers that are no numbered letters: drawn from a template of `resources/sheets`, under a serial.

The serial stands on the paper and in the audit, with what the paper is for and who printed it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.actions.office import Office
from desktop_app.actions.settings import letterhead_of, read_identity
from desktop_app.domain.dates import WESTERN_INDONESIA, long_date
from desktop_app.domain.letter import Signatory
from desktop_app.letters.compose import LetterToDraw
from desktop_app.letters.pdf import draw_letters
from desktop_app.letters.template import LetterTemplate

_SERIAL_LETTERS = 8
_PREVIEW = "pratinjau"
_NOBODY = Signatory(name="", position="")
"""Who signs such a paper is named by its template, if anybody does."""


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """The drawn paper; `serial` also stands on it and in the audit, empty for a preview."""

    pdf: bytes = field(repr=False)
    pages: int
    serial: str


def new_serial(office: Office) -> str:
    """A serial that no other paper has."""
    return office.new_id()[-_SERIAL_LETTERS:].upper()


def draw_sheet(
    office: Office,
    template: LetterTemplate,
    values: Mapping[str, str],
    *,
    purpose: str = "",
    serial: str = "",
    is_numbered: bool = True,
) -> DrawnSheet:
    """The paper as it will be printed; without a serial it is a preview, unless it bears none.

    Writes nothing.
    """
    with office.read() as conn:
        identity = read_identity(conn)
    now = office.now().astimezone(WESTERN_INDONESIA)
    by = office.account.full_name or office.account.name
    said = {
        **values,
        "purpose": purpose,
        "serial": serial,
        "printed": f"Dicetak {long_date(now.date())} {now:%H.%M} WIB oleh {by}, {office.profile.name}",
    }
    out = io.BytesIO()
    pages = draw_letters(
        [
            LetterToDraw(
                template=template,
                values=template.with_defaults(said),
                letterhead=letterhead_of(office, identity),
                signatory=_NOBODY,
                number=serial or (_PREVIEW if is_numbered else ""),
                place=identity.place,
                dated=now.date(),
            )
        ],
        out,
    )
    return DrawnSheet(out.getvalue(), pages, serial)
