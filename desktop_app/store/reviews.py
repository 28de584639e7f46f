"""What local work a release asks to look at again, and what a person has looked at.

The list is made when it is asked for, from the kept comparisons and the records as they are: work that
arrives in a package after the release is in it, and a void record is not. Only the ticks are stored. What
changes in one release is little beside a million people, so each change asks whether work hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop_app.domain.comparison import ChangeKind
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.review import Reviewed, ReviewLine, ReviewReason
from desktop_app.domain.subject import SubjectKind
from desktop_app.store.connection import Connection
from desktop_app.store.connection import Row as StoredRow
from desktop_app.store.store import Store, Transaction

_FAMILY_REASONS = {
    ChangeKind.LEFT: ReviewReason.FAMILY_LEFT,
    ChangeKind.CARD_CHANGED: ReviewReason.CARD_CHANGED,
    ChangeKind.SPLIT: ReviewReason.CARD_SPLIT,
    ChangeKind.MERGED: ReviewReason.CARD_MERGED,
}
_PERSON_REASONS = {
    ChangeKind.DOUBTFUL: ReviewReason.PERSON_DOUBTFUL,
    ChangeKind.LEFT: ReviewReason.PERSON_LEFT,
    ChangeKind.MOVED_FAMILY: ReviewReason.PERSON_MOVED,
    ChangeKind.NATIONAL_ID_CORRECTED: ReviewReason.NATIONAL_ID_CORRECTED,
}
_ORDER = tuple(ReviewReason)

# Work counts if it was done under an earlier release. A record says under which; where that label is not
# known here (another office, a dropped release) and for letters, the moment it was made decides.
_STILL = (
    "voided_at IS NULL AND (release_label IN (SELECT label FROM known WHERE reference_date < :dated)"
    " OR release_label NOT IN (SELECT label FROM known) AND recorded_at <= :received)"
)
_KNOWN = "WITH known AS (SELECT label, reference_date FROM release WHERE state = 'ready')"
_FAMILY_EVENTS = (
    f"{_KNOWN}, event AS (SELECT kind, family_id, old_family_id, name, village, old_village,"
    " CASE kind WHEN 'card_changed' THEN old_family_id ELSE own_id END AS subject,"
    " coalesce(old_key, key) AS card"
    " FROM changes.change WHERE entity = 'family' AND kind IN ('left', 'card_changed', 'split', 'merged'))"
    " SELECT event.*,"
    " (SELECT count(*) FROM intervention WHERE (family_id = subject OR family_card_no = card)"
    f" AND subject_kind = 'family' AND {_STILL}) AS interventions,"
    " (SELECT count(*) FROM letter WHERE family_id = subject AND issued_at <= :received) AS letters,"
    " (SELECT count(*) FROM local_fact WHERE (family_id = subject OR family_card_no = card)"
    f" AND {_STILL}) AS notes"
    " FROM event WHERE interventions OR letters OR notes"
)
_PERSON_EVENTS = (
    f"{_KNOWN}, event AS (SELECT kind, family_id, old_family_id, name, village, old_village,"
    " CASE kind WHEN 'doubtful' THEN other_id ELSE own_id END AS subject, old_key AS number,"
    " kind = 'national_id_corrected' AS is_number"
    " FROM changes.change WHERE entity = 'person' AND kind IN ('left', 'doubtful', 'moved_family', 'national_id_corrected'))"
    " SELECT event.*,"
    " (SELECT count(*) FROM intervention WHERE (person_id = subject OR national_id = number)"
    f" AND (is_number OR subject_kind = 'person') AND {_STILL}) AS interventions,"
    " (SELECT count(*) FROM letter WHERE person_id = subject AND issued_at <= :received) AS letters,"
    " 0 AS notes"
    " FROM event WHERE interventions OR letters"
)
# Ids differ between offices, so a family is only missed if its numbers are not here either. Nearly all
# are here: that is found out from the index alone, and only what is left is read.
_FAMILY_GONE = (
    "NOT EXISTS (SELECT 1 FROM extract.family WHERE family.id = work.family_id)"
    " AND NOT EXISTS (SELECT 1 FROM extract.family WHERE family.family_card_no = work.family_card_no)"
    " AND NOT EXISTS (SELECT 1 FROM extract.person WHERE person.national_id = work.national_id)"
)
_ABSENT = (
    "SELECT 'family' AS subject_kind, family_id AS subject FROM intervention AS work"
    f" WHERE voided_at IS NULL AND subject_kind = 'family' AND {_FAMILY_GONE} UNION"
    " SELECT 'person', person_id FROM intervention AS work"
    " WHERE voided_at IS NULL AND subject_kind = 'person'"
    " AND NOT EXISTS (SELECT 1 FROM extract.person WHERE person.id = work.person_id)"
    " AND NOT EXISTS (SELECT 1 FROM extract.person WHERE person.national_id = work.national_id) UNION"
    f" SELECT 'family', family_id FROM local_fact AS work WHERE voided_at IS NULL AND {_FAMILY_GONE}"
)
_ABSENT_WORK = (
    "SELECT max(family_id) AS family_id, max(name) AS name, max(village) AS village,"
    " sum(is_help) AS interventions, sum(NOT is_help) AS notes FROM ("
    " SELECT family_id, name, village, 1 AS is_help FROM intervention"
    " WHERE voided_at IS NULL AND subject_kind = :kind"
    " AND (:kind = 'family' AND family_id = :subject OR :kind = 'person' AND person_id = :subject)"
    " UNION ALL SELECT family_id, subject_name, village, 0 FROM local_fact"
    " WHERE voided_at IS NULL AND :kind = 'family' AND family_id = :subject)"
)
_LAST_NOTE = (
    "SELECT text FROM local_fact WHERE family_id = ? AND kind = 'note' AND voided_at IS NULL"
    " ORDER BY noted_on DESC, recorded_at DESC LIMIT 1"
)


def lines_of(
    store: Store, releases: list[ReleaseLine], *, with_reviewed: bool = False
) -> list[ReviewLine]:
    """Everything to be reviewed, the newest release first; with what was reviewed if asked for."""
    found: dict[tuple[str, str], ReviewLine] = {}
    for release in releases:
        path = store.changes_file(release.id)
        if path.is_file():
            for line in _lines_of_release(store, path, release):
                found[line.subject, line.release_id] = line
    known = {subject for subject, _ in found}
    with store.read() as conn:
        if store.extract_in_use is not None:
            for line in _absent(conn):
                if line.subject not in known:
                    found[line.subject, line.release_id] = line
        ticks = _ticks(conn)
        lines = [
            replace(line, reviewed=ticks.get(key)) if key in ticks else line
            for key, line in found.items()
        ]
        return [
            _with_last_note(conn, line) for line in lines if with_reviewed or line.reviewed is None
        ]


def tick(tx: Transaction, subject: str, release_id: str, note: str) -> None:
    """Keep that somebody looked at this."""
    tx.conn.execute(
        "INSERT INTO review (subject, release_id, note, reviewed_by, reviewed_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (subject, release_id) DO UPDATE SET note = excluded.note,"
        " reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at",
        (subject, release_id, note, tx.author.user_id, tx.at.isoformat(timespec="seconds")),
    )


def untick(tx: Transaction, subject: str, release_id: str) -> bool:
    """Take a tick back; False if there was none."""
    done = tx.conn.execute(
        "DELETE FROM review WHERE subject = ? AND release_id = ?", (subject, release_id)
    )
    return done.rowcount > 0


def is_ticked(conn: Connection, subject: str, release_id: str) -> bool:
    """True while somebody's tick stands."""
    row = conn.execute(
        "SELECT 1 FROM review WHERE subject = ? AND release_id = ?", (subject, release_id)
    ).fetchone()
    return row is not None


def _lines_of_release(store: Store, path: Path, release: ReleaseLine) -> Iterator[ReviewLine]:
    facts = {
        "received": release.received_at.isoformat(timespec="seconds"),
        "dated": release.reference_date.isoformat(),
    }
    with store.read_beside(changes=path) as conn:
        families = conn.execute(_FAMILY_EVENTS, facts).fetchall()
        persons = conn.execute(_PERSON_EVENTS, facts).fetchall()
    grouped: dict[tuple[SubjectKind, int], list[StoredRow]] = {}
    for row in families:
        grouped.setdefault((SubjectKind.FAMILY, row["subject"]), []).append(row)
    whole = {subject for _, subject in grouped}
    for row in persons:
        # A letter for somebody whose family is in the list is one of that family's.
        if row["interventions"] or row["old_family_id"] not in whole:
            grouped.setdefault((SubjectKind.PERSON, row["subject"]), []).append(row)
    for (kind, subject), rows in grouped.items():
        yield _line(kind, subject, rows, release)


def _line(
    kind: SubjectKind, subject: int, rows: list[StoredRow], release: ReleaseLine
) -> ReviewLine:
    words = _FAMILY_REASONS if kind is SubjectKind.FAMILY else _PERSON_REASONS
    reasons = {words[ChangeKind(row["kind"])] for row in rows}
    if ReviewReason.CARD_CHANGED in reasons:
        reasons.discard(ReviewReason.FAMILY_LEFT)  # it did not leave: it is under another number
    if ReviewReason.PERSON_DOUBTFUL in reasons:
        reasons.discard(ReviewReason.PERSON_LEFT)
    last = rows[-1]
    now = next((row["family_id"] for row in rows if row["family_id"] is not None), None)
    open_at = now if now is not None else last["old_family_id"]
    return ReviewLine(
        subject_kind=kind,
        subject_id=str(subject),
        family_id=None if open_at is None else str(open_at),
        name=last["name"] or "",
        village=last["village"] or last["old_village"] or "",
        reasons=tuple(reason for reason in _ORDER if reason in reasons),
        release_id=release.id,
        release_label=release.label,
        interventions=max(int(row["interventions"]) for row in rows),
        letters=max(int(row["letters"]) for row in rows),
        notes=max(int(row["notes"]) for row in rows),
    )


def _absent(conn: Connection) -> Iterator[ReviewLine]:
    for subject in conn.execute(_ABSENT).fetchall():
        named = {"kind": subject["subject_kind"], "subject": subject["subject"]}
        row = conn.execute(_ABSENT_WORK, named).fetchone()
        yield ReviewLine(
            subject_kind=SubjectKind(subject["subject_kind"]),
            subject_id=str(subject["subject"]),
            family_id=None if row["family_id"] is None else str(row["family_id"]),
            name=row["name"],
            village=row["village"],
            reasons=(ReviewReason.NOT_IN_RELEASE,),
            release_id="",
            release_label="",
            interventions=int(row["interventions"]),
            letters=0,
            notes=int(row["notes"]),
        )


def _with_last_note(conn: Connection, line: ReviewLine) -> ReviewLine:
    """With what somebody wrote about the family last: it may be what the reviewer looks for."""
    if not line.notes:
        return line
    row = conn.execute(_LAST_NOTE, (int(line.subject_id),)).fetchone()
    return line if row is None else replace(line, last_note=row["text"])


def _ticks(conn: Connection) -> dict[tuple[str, str], Reviewed]:
    rows = conn.execute(
        "SELECT review.*, user.full_name FROM review LEFT JOIN user ON user.id = review.reviewed_by"
    )
    return {
        (row["subject"], row["release_id"]): Reviewed(
            row["note"], row["full_name"] or "", datetime.fromisoformat(row["reviewed_at"])
        )
        for row in rows
    }
