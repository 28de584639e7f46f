"""What is printed for the sake of privacy: the papers, the incident sheet, the data of one person."""

from __future__ import annotations

from functools import partial

from desktop_app.actions.incident import preview_incident_sheet, print_incident_sheet
from desktop_app.actions.office import Office
from desktop_app.actions.papers import draw_paper
from desktop_app.actions.sheets import DrawnSheet
from desktop_app.actions.subject_paper import preview_subject_sheet, print_subject_sheet
from desktop_app.domain.changes import Done
from desktop_app.language import tr
from desktop_app.ui.pages.paper_sheet import Printable
from desktop_app.words.paper_words import incident_words, paper_name, subject_words


def paper_printable(name: str) -> Printable:
    """A paper that anybody may read and print."""
    return Printable(
        title=paper_name(name),
        file_name=f"privasi-{name}.pdf",
        preview=partial(draw_paper, name=name),
        draw=partial(_paper, name),
        asks=False,
    )


def incident_printable(days: int) -> Printable:
    """The incident sheet over the last days."""
    return Printable(
        title=tr("Incident sheet"),
        file_name="lembar-insiden-{serial}.pdf",
        preview=partial(preview_incident_sheet, words=incident_words(), days=days),
        draw=partial(_incident, days),
        asked=tr("What &happened"),
        hint=tr("In a few words, without names of people. Printed and kept in the audit log."),
    )


def subject_printable(person_id: str, family_id: str) -> Printable:
    """Everything held about this member of this family."""
    return Printable(
        title=tr("Everything held about this person"),
        file_name="data-saya-{serial}.pdf",
        preview=partial(
            preview_subject_sheet, key=person_id, words=subject_words(), family_key=family_id
        ),
        draw=partial(_subject, person_id, family_id),
        asked=tr("How you made &sure who is asking"),
        hint=tr(
            "For example: came in person, KTP seen. Printed and kept in the audit log. Until then what "
            "is personal is hidden."
        ),
    )


def _paper(name: str, office: Office, _: str, __: bool) -> Done[DrawnSheet]:
    return Done(draw_paper(office, name))


def _incident(days: int, office: Office, reason: str, _: bool) -> Done[DrawnSheet]:
    return print_incident_sheet(office, reason, incident_words(), days)


def _subject(
    person_id: str, family_id: str, office: Office, checked: str, _: bool
) -> Done[DrawnSheet]:
    return print_subject_sheet(office, person_id, checked, subject_words(), family_key=family_id)
