"""Looking again at local work after a release changed whom it hangs on."""

from __future__ import annotations

from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.review import ReviewLine
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, extracts, reviews

_LONGEST_NOTE = 2_000


@needs(Right.READ)
def reviews_of(office: Office, *, with_reviewed: bool = False) -> list[ReviewLine]:
    """The local work that a person should look at again, because of the newest release first.

    With `with_reviewed` also what somebody has ticked.
    """
    with office.read() as conn:
        releases = extracts.releases_of(conn)
    return reviews.lines_of(office.store, releases, with_reviewed=with_reviewed)


@needs(Right.READ)
def count_reviews(office: Office) -> int:
    """How many families and people wait to be reviewed."""
    return len(reviews_of(office))


@needs(Right.RECORD)
def mark_reviewed(office: Office, line: ReviewLine, note: str) -> Done[None]:
    """Tick one family or person as reviewed, with what was found.

    Raises `UserError` (`REASON_MISSING` without a note, `NOTE_TOO_LONG`).
    """
    text = note.strip()
    if not text:
        raise UserError(Code.REASON_MISSING, field="note")
    if len(text) > _LONGEST_NOTE:
        raise UserError(Code.NOTE_TOO_LONG, most=_LONGEST_NOTE)
    with office.write() as tx:
        reviews.tick(tx, line.subject, line.release_id, text)
        audit.note(
            tx, "work-reviewed", line.subject, release=line.release_id,
            reasons=" ".join(reason.value for reason in line.reasons),
        )  # fmt: skip
    return Done(None, frozenset({Topic.REVIEWS, Topic.AUDIT}))


@needs(Right.RECORD)
def unmark_reviewed(office: Office, line: ReviewLine) -> Done[None]:
    """Take a tick back, so that the work waits to be reviewed again."""
    with office.write() as tx:
        if reviews.untick(tx, line.subject, line.release_id):
            audit.note(tx, "work-review-undone", line.subject, release=line.release_id)
    return Done(None, frozenset({Topic.REVIEWS, Topic.AUDIT}))
