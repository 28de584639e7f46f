"""What an office notes about a family: added, corrected, taken back, never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.families import family_of
from desktop_app.actions.local_facts import record_local_fact, void_local_fact
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Topic
from desktop_app.domain.local_fact import FactKind, LocalFactDraft, LocalFactLine
from desktop_app.domain.op import OpDraft, OpType, read_op
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, local_facts, ops
from tests.builders import Family, a_family, a_number, a_release
from tests.conftest import MakeOffice
from tests.hubs import a_hub

DAY = date(2026, 11, 20)
FAMILY = a_family("SLAMET RAHARJO", "SITI AMINAH", sequence=70)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [FAMILY, a_family("KARTO", sequence=71)])
    return office


def a_note(office: Office, text: str = "Atap bocor.", corrects: str = "") -> LocalFactDraft:
    family_id = family_of(office, FAMILY.card).sheet.id
    return LocalFactDraft(FactKind.NOTE, family_id, DAY, text=text, corrects=corrects)


def known(office: Office, key: str = FAMILY.card) -> tuple[LocalFactLine, ...]:
    return family_of(office, key).local_facts


def test_a_note_is_an_op_a_record_and_a_line_of_the_audit_without_its_words(
    stocked: Office,
) -> None:
    done = record_local_fact(stocked, a_note(stocked))
    assert done.topics == {Topic.LOCAL_FACTS}
    (line,) = known(stocked)
    assert (line.fact.id, line.fact.content.text) == (done.value, "Atap bocor.")
    assert (line.recorded_by_name, line.is_confirmed) == ("Sari Contoh", False)
    with stocked.read() as conn:
        assert ops.stands_as_folded(conn, done.value)
        noted = audit.lines_of(conn)[0]
        assert audit.verify(conn, stocked.audit_key).is_ok
    assert (noted.deed, noted.subject, noted.facts) == (
        "local-fact-recorded",
        done.value,
        {"kind": "note"},
    )


def test_a_correction_takes_the_place_and_the_old_words_stay_readable(stocked: Office) -> None:
    first = record_local_fact(stocked, a_note(stocked)).value
    second = record_local_fact(stocked, a_note(stocked, "Dinding retak.", first)).value
    lines = {line.fact.id: line for line in known(stocked)}
    assert lines[second].fact.corrects == first
    assert not lines[second].fact.is_void
    assert (lines[first].fact.is_void, lines[first].is_corrected) == (True, True)
    assert lines[first].fact.content.text == "Atap bocor."
    with pytest.raises(UserError) as caught:
        record_local_fact(stocked, a_note(stocked, "Lain lagi.", first))
    assert caught.value.code is Code.FACT_VOID_ALREADY
    assert len(known(stocked)) == 2
    with stocked.read() as conn:
        assert ops.counts_of(conn).own == 3


def test_what_is_taken_back_stays_with_its_reason(stocked: Office) -> None:
    fact_id = record_local_fact(stocked, a_note(stocked)).value
    void_local_fact(stocked, fact_id, " salah keluarga ")
    (line,) = known(stocked)
    assert (line.fact.void_reason, line.is_corrected) == ("salah keluarga", False)
    for again, code in (
        ((fact_id, "lagi"), Code.FACT_VOID_ALREADY),
        (("nobody", "lagi"), Code.FACT_UNKNOWN),
        ((fact_id, " "), Code.REASON_MISSING),
    ):
        with pytest.raises(UserError) as caught:
            void_local_fact(stocked, *again)
        assert caught.value.code is code


def test_a_draft_that_is_refused_leaves_nothing(stocked: Office) -> None:
    good = a_note(stocked)
    for draft, code in (
        (replace(good, text=""), Code.FACT_EMPTY),
        (replace(good, family_id="12345"), Code.SUBJECT_UNKNOWN),
        (replace(good, corrects="nothing"), Code.FACT_UNKNOWN),
    ):
        with pytest.raises(UserError) as caught:
            record_local_fact(stocked, draft)
        assert caught.value.code is code
    with stocked.read() as conn:
        assert ops.counts_of(conn).own == 0


def test_notes_survive_the_next_release_and_a_new_card(stocked: Office, tmp_path: Path) -> None:
    record_local_fact(stocked, a_note(stocked))
    renewed = Family(a_number(4, sequence=500), FAMILY.members)
    a_release(
        stocked,
        tmp_path,
        [renewed, a_family("KARTO", sequence=71)],
        label="V4 2026",
        reference_date=date(2026, 10, 10),
    )
    (line,) = known(stocked, renewed.card)
    assert line.fact.content.text == "Atap bocor."
    assert line.fact.release_label == "V3 2026"


def test_a_note_that_travelled_is_the_same_at_the_hub(
    stocked: Office, make_office: MakeOffice
) -> None:
    hub = a_hub(make_office)
    first = record_local_fact(stocked, a_note(stocked)).value
    second = record_local_fact(stocked, a_note(stocked, "Dinding retak.", first)).value
    with stocked.read() as conn:
        raws = ops.unconfirmed_of(conn)
        here = [local_facts.fact_of(conn, one) for one in (first, second)]
    with hub.write() as tx:
        assert all(ops.receive(tx, read_op(raw)) for raw in raws)
    with hub.read() as conn:
        assert [local_facts.fact_of(conn, one) for one in (first, second)] == here
        assert all(ops.stands_as_folded(conn, one) for one in (first, second))


def test_two_corrections_of_one_note_are_both_to_be_seen(
    stocked: Office, make_office: MakeOffice
) -> None:
    # Another device that has seen the note corrects it too, and both changes meet here.
    first = record_local_fact(stocked, a_note(stocked)).value
    with stocked.read() as conn:
        (note,) = ops.unconfirmed_of(conn)
    other = a_hub(make_office, folder="elsewhere")
    with other.write() as tx:
        ops.receive(tx, read_op(note))
        fact = local_facts.fact_of(tx.conn, first)
        assert fact is not None
        drafts = (
            OpDraft(
                OpType.LOCAL_FACT_VOIDED, first, "33.26.13.2004", {"reason": "corrected"}, "V3"
            ),
            OpDraft(
                OpType.LOCAL_FACT_RECORDED,
                "theirs",
                "33.26.13.2004",
                {
                    "kind": "note",
                    "subject": fact.subject.as_data(),
                    "noted_on": "2026-11-21",
                    "corrects": first,
                    **replace(fact.content, text="Kata mereka.").as_data(),
                },
                "V3",
            ),
        )
        theirs = [ops.record(tx, draft) for draft in drafts]
    record_local_fact(stocked, a_note(stocked, "Kata kami.", first))
    with stocked.write() as tx:
        assert all(ops.receive(tx, op) for op in theirs)
    holding = [line.fact.content.text for line in known(stocked) if not line.fact.is_void]
    assert holding == ["Kata mereka.", "Kata kami."]
