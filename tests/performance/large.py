"""A release of so many invented people of one kecamatan, for budgets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop_app.actions.extracts import import_extract, preview_extract
from desktop_app.actions.office import Office
from desktop_app.demo.families import invent_families
from desktop_app.demo.files import write_v3_pair
from desktop_app.demo.words import DemoWords
from desktop_app.domain.release import ReleaseDraft
from desktop_app.progress import Progress

DAY = date(2026, 9, 30)


def a_large_release(office: Office, folder: Path, persons: int) -> None:
    """Load it into the office, through files as they come from BPS."""
    families = invent_families(
        persons,
        seed=1,
        villages=office.reference.regions.villages_within("33.26.13"),
        reference_date=DAY,
        words=DemoWords.from_folder(),
    )
    files = folder / "files"
    files.mkdir()
    write_v3_pair(families, files, label="besar")
    look = preview_extract(office, sorted(files.glob("*.csv")))
    import_extract(office, look, ReleaseDraft("Q3", DAY), Progress())
