"""The sheet of a family as something to print."""

from __future__ import annotations

from functools import partial

from desktop_app.actions.family_paper import preview_family_sheet, print_family_sheet
from desktop_app.actions.office import Office
from desktop_app.actions.sheets import DrawnSheet
from desktop_app.domain.changes import Done
from desktop_app.language import tr
from desktop_app.ui.pages.paper_sheet import Printable


def family_printable(family_id: str) -> Printable:
    """The sheet of this family."""
    return Printable(
        title=tr("Sheet of the family"),
        whole=tr("&Whole numbers, birth dates and children, in SIKS-NG order"),
        file_name="lembar-keluarga-{serial}.pdf",
        preview=partial(preview_family_sheet, family_id=family_id),
        draw=partial(_draw, family_id),
    )


def _draw(family_id: str, office: Office, purpose: str, is_whole: bool) -> Done[DrawnSheet]:
    return print_family_sheet(office, family_id, purpose, is_whole=is_whole)
