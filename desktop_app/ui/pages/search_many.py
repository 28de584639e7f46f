"""Many of the people found: those selected, or all that are listed by name."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.actions.intervention_lists import listed_found, listed_people
from desktop_app.actions.letter_lists import letters_for_found, letters_for_people
from desktop_app.actions.office import Office
from desktop_app.actions.prelists import families_found
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_list import ListedAid
from desktop_app.domain.letter_run import Listed
from desktop_app.domain.person import PersonLine
from desktop_app.progress import Progress
from desktop_app.ui.page import Page
from desktop_app.ui.pages.for_many import ForMany, Many
from desktop_app.ui.pages.search_columns import Found
from desktop_app.ui.widgets.table import DataTable


def for_many_found(page: Page, table: DataTable[PersonLine], found: Found) -> ForMany:
    """The buttons for a list of people; those who are only the nearest are not all meant together."""

    def many(places: Sequence[range]) -> Many:
        everybody = found.everybody
        lines = [] if everybody is not None else table.selected

        def listing(
            office: Office, draft: InterventionDraft, progress: Progress
        ) -> list[ListedAid]:
            if everybody is None:
                return listed_people(office, draft, lines, progress)
            return listed_found(office, draft, everybody, places, progress)

        def families(office: Office) -> tuple[str, ...]:
            if everybody is None:
                return tuple(dict.fromkeys(one.family_id for one in lines if one.family_id))
            return families_found(office, everybody, places)

        def letters(office: Office, progress: Progress) -> list[Listed]:
            if everybody is None:
                return letters_for_people(office, lines, progress)
            return letters_for_found(office, everybody, places, progress)

        return Many(listing, families, letters)

    return ForMany(
        page,
        table,
        lookups=lambda: found.lookups,
        everybody=lambda: found.everybody.count if found.everybody is not None else 0,
        many=many,
    )
