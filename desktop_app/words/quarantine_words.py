"""Refused rows in words: what became of one, and what admitting it would mean."""

from __future__ import annotations

from desktop_app.domain.quarantine import Admission, Opinion, RefusedRow
from desktop_app.language import tr
from desktop_app.words.format import moment
from desktop_app.words.problems import kind_words


def became_words(row: RefusedRow) -> str:
    """What became of a refused row, in a few words."""
    if row.admission is not None:
        return tr("admitted {when}").format(when=moment(row.admission.admitted.at))
    return tr("taken out again") if row.admissions else tr("refused")


def admission_words(admission: Admission) -> list[str]:
    """Who admitted a row, when and why, and who took it out again."""
    admitted, withdrawn = admission.admitted, admission.withdrawn
    lines = [
        tr("Admitted {when} by {who}: {reason}").format(
            when=moment(admitted.at), who=admitted.by, reason=admitted.reason
        )
    ]
    if withdrawn is not None:
        lines.append(
            tr("Taken out again {when} by {who}: {reason}").format(
                when=moment(withdrawn.at), who=withdrawn.by, reason=withdrawn.reason
            )
        )
    return lines


def mended_words(admission: Admission) -> str:
    """The same on the page of the family that the row belongs to."""
    admitted = admission.admitted
    return tr("Refused at first; mended by hand and admitted {when} by {who}: {reason}").format(
        when=moment(admitted.at), who=admitted.by, reason=admitted.reason
    )


def is_fit(opinion: Opinion) -> bool:
    """Whether a mended row can be admitted as it is."""
    return opinion.judged.refused is None and not opinion.around.is_there_already


def verdict_words(opinion: Opinion) -> str:
    """Whether it can be admitted, in one sentence."""
    if opinion.judged.refused is not None:
        return tr("Still refused: {why}.").format(why=kind_words(opinion.judged.refused))
    if opinion.around.is_there_already:
        return tr("The very same row stands in this release already.")
    return tr("Can be admitted.")


def surroundings_words(opinion: Opinion) -> list[str]:
    """What the row would meet in its release."""
    if not is_fit(opinion):
        return []
    around = opinion.around
    lines = []
    if around.has_family:
        lines.append(tr("Joins the family that has this KK."))
    elif around.has_family is False:
        lines.append(tr("No family in this release has this KK yet."))
    if around.is_number_taken:
        lines.append(tr("Somebody else in this release has the same NIK; both will be flagged."))
    if around.is_card_taken:
        lines.append(tr("Another family in this release has the same KK; both will be flagged."))
    return lines
