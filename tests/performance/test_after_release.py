"""What a new release says to ten thousand open proposals: before somebody wonders whether it hangs."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.after_release import close_seen, release_answers
from desktop_app.actions.extracts import import_extract, preview_extract
from desktop_app.actions.office import Office
from desktop_app.demo.families import invent_families
from desktop_app.demo.files import write_v3_pair
from desktop_app.demo.words import DemoWords
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.proposal import PATH, ProposalKind, ProposalState, Standing
from desktop_app.domain.release import ReleaseDraft
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.progress import Progress
from desktop_app.store import ops
from tests.conftest import MakeOffice

PERSONS = 100_000
PROPOSALS = 10_000
MOST_SECONDS_TO_ANSWER = 10.0
WAY = [one for one in PATH if one is not ProposalState.SUBDISTRICT_VERIFIED]


def fill(office: Office, folder: Path) -> None:
    words = DemoWords.from_folder()
    families = invent_families(
        PERSONS,
        seed=1,
        villages=office.reference.regions.villages,
        reference_date=date(2026, 9, 30),
        words=words,
    )
    folder.mkdir()
    write_v3_pair(families, folder, label="besar")
    look = preview_extract(office, sorted(folder.glob("*.csv")))
    import_extract(office, look, ReleaseDraft("Q2", date(2026, 9, 30)), Progress())


def propose(office: Office) -> None:
    """Sent proposals of every kind about people and families of all places."""
    with office.read() as conn:
        rows = conn.execute(
            "SELECT person.id, person.family_id, person.national_id, person.family_card_no, person.name,"
            " person.birth_date, person.village, family.floor_type FROM extract.person JOIN extract.family"
            " ON family.id = person.family_id WHERE person.relationship = 1 ORDER BY person.id % 9973"
            " LIMIT ?",
            (PROPOSALS,),
        ).fetchall()
    kinds = list(ProposalKind)
    with office.write() as tx:
        for at, row in enumerate(rows):
            kind = kinds[at % len(kinds)]
            is_facts = kind is ProposalKind.UPDATE_FACTS
            subject = Subject(
                SubjectKind.FAMILY if is_facts else SubjectKind.PERSON,
                str(row["family_id"]) if at % 3 else None,
                str(row["id"]) if at % 2 else None,
                row["family_card_no"],
                row["national_id"],
                row["name"],
                row["birth_date"],
                row["village"] or "33.26.13.2004",
            )
            fact = {"field": "floor_type", "old": row["floor_type"], "new": 9, "reason": "x"}
            said = {
                "kind": kind.value,
                "needs_subdistrict": False,
                "subject": subject.as_data(),
                "contents": {"change": "left", "programme": "PBI-JK"},
                "corrections": [fact] if is_facts else [],
                "evidence": [],
            }
            own_id = office.new_id()
            draft = OpDraft(OpType.PROPOSAL_OPENED, own_id, subject.village, said, base="Q1")
            ops.record(tx, draft)
            state = ProposalState.SENT.value
            tx.conn.execute("UPDATE proposal SET state = ? WHERE id = ?", (state, own_id))


@pytest.mark.slow
def test_ten_thousand_proposals_are_answered_in_seconds(
    make_office: MakeOffice, tmp_path: Path
) -> None:
    office = make_office(region="33.26")
    fill(office, tmp_path / "files")
    propose(office)
    began = time.perf_counter()
    said = release_answers(office, Progress())
    took = time.perf_counter() - began
    standings = Counter(one.verdict.standing for one in said.answers)
    assert sum(standings.values()) == PROPOSALS
    assert standings[Standing.ABSORBED] > 0
    assert standings[Standing.OPEN] > 0
    assert took < MOST_SECONDS_TO_ANSWER
    closing = [one.line.proposal.id for one in said.answers if one.may_close]
    outcome = close_seen(office, closing, Progress()).value
    assert len(outcome.closed) == len(closing)
