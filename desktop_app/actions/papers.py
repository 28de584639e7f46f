"""The papers on privacy that ship with the program, with the name of the office filled in, ready to print.

They name nobody and are printed without a serial: anybody may read them.
"""

from __future__ import annotations

from desktop_app import __version__
from desktop_app.actions.office import Office, needs
from desktop_app.actions.sheets import DrawnSheet, draw_sheet
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError


@needs(Right.READ)
def papers_of(office: Office) -> dict[str, str]:
    """The title of every paper by its name, in the order in which they are read."""
    return {name: one.title for name, one in office.reference.papers.items()}


@needs(Right.READ)
def draw_paper(office: Office, name: str) -> DrawnSheet:
    """One paper under the letterhead of the office; raises `UserError` (`PAPER_UNKNOWN`)."""
    paper = office.reference.papers.get(name)
    if paper is None:
        raise UserError(
            Code.PAPER_UNKNOWN, name=name[:20], known=", ".join(office.reference.papers)
        )
    regions = office.reference.regions
    said = {
        **paper.tables,
        "office": office.profile.name,
        "region": f"{regions.name_of(office.profile.region)} ({office.profile.region})",
        "version": __version__,
        "source": f"DTSEN Luring {__version__}",
    }
    return draw_sheet(office, paper.template, said, is_numbered=False)
