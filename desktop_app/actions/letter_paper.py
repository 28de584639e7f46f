"""Paper that is no letter and about nobody: the page of rulers."""

from __future__ import annotations

from desktop_app.actions.office import Office, needs
from desktop_app.domain.letter import Paper
from desktop_app.domain.roles import Right
from desktop_app.letters.ruler import draw_ruler


@needs(Right.READ)
def ruler_page(office: Office, paper: Paper) -> bytes:
    """A page to measure how a printer prints on this sheet."""
    return draw_ruler(paper, office.today())
