"""Recording interventions: op, record and audit line stand or fall together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.actions.families import family_of
from desktop_app.actions.health import check_office, office_info
from desktop_app.actions.interventions import (
    check_intervention,
    interventions_of,
    record_intervention,
    void_intervention,
)
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.aid_rule import WarningCode
from desktop_app.domain.changes import Topic
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.op import read_op
from desktop_app.domain.subject import SubjectKind
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, ops
from tests.builders import a_family, a_release

DAY = date(2026, 8, 20)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(
        office,
        tmp_path,
        [a_family("SLAMET", "SITI"), a_family("KARTO", decile=8), a_family("PAIJO", decile=None)],
    )
    return office


def a_draft(office: Office, name: str = "slamet", **more: object) -> InterventionDraft:
    hit = find_people(office, Search(name), is_typing=True)[0]
    draft = InterventionDraft(
        programme="BLT-DD", period="2026-08", given_on=DAY, family_id=hit.family_id, amount=300_000
    )
    return replace(draft, **more)  # type: ignore[arg-type]  # every value has its field's type


def test_a_record_is_kept_with_its_op_its_audit_line_and_the_decile_of_that_day(
    stocked: Office,
) -> None:
    done = record_intervention(stocked, a_draft(stocked))
    assert done.topics == {Topic.INTERVENTIONS}
    (line,) = interventions_of(stocked)
    record = line.intervention
    assert (record.amount, record.decile, record.release_label) == (300_000, 2, "V3 2026")
    assert (record.subject.kind, record.subject.name) == (SubjectKind.FAMILY, "SLAMET")
    assert not line.is_confirmed
    with stocked.read() as conn:
        (raw,) = ops.unconfirmed_of(conn)
        assert audit.lines_of(conn, newest=1)[0].deed == "intervention-recorded"
    op = read_op(raw)
    assert (op.entity, op.partition, op.dep, op.number) == (record.id, "33.26.13.2004", None, 1)
    assert family_of(stocked, record.subject.family_id or "").interventions == (line,)


def test_ops_of_one_partition_name_the_one_before(stocked: Office) -> None:
    record_intervention(stocked, a_draft(stocked))
    record_intervention(stocked, a_draft(stocked, "karto", period="2026-07", reason="musdes"))
    with stocked.read() as conn:
        first, second = map(read_op, ops.unconfirmed_of(conn))
    assert second.dep == first.id
    assert (first.number, second.number) == (1, 2)
    assert office_info(stocked).ops_unconfirmed == 2


def test_a_person_can_be_the_recipient(stocked: Office) -> None:
    siti = find_people(stocked, Search("siti"), is_typing=True)[0]
    draft = replace(
        a_draft(stocked, programme="PIP", period="2026", reason="hadir"), person_id=siti.person_id
    )
    record_intervention(stocked, draft)
    (line,) = interventions_of(stocked)
    assert (line.intervention.subject.kind, line.intervention.subject.name) == (
        SubjectKind.PERSON,
        "SITI",
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"given_on": date(2026, 11, 25)}, Code.DATE_IN_FUTURE),
        ({"given_on": date(1999, 1, 1)}, Code.DATE_TOO_OLD),
        ({"period": "Agustus"}, Code.PERIOD_INVALID),
        ({"amount": -1}, Code.AMOUNT_INVALID),
        ({"programme": "XYZ"}, Code.PROGRAMME_UNKNOWN),
        ({"programme": "PIP", "period": "2026"}, Code.PROGRAMME_WANTS_PERSON),
        ({"family_id": "12345"}, Code.SUBJECT_UNKNOWN),
        ({"family_id": None}, Code.SUBJECT_MISSING),
        ({"person_id": "99"}, Code.SUBJECT_UNKNOWN),
    ],
)
def test_a_faulty_draft_is_refused_and_nothing_is_kept(
    stocked: Office, change: dict[str, Any], code: Code
) -> None:
    with stocked.read() as conn:
        before = audit.head_of(conn)
    with pytest.raises(UserError) as caught:
        record_intervention(stocked, a_draft(stocked, **change))
    assert caught.value.code is code
    assert interventions_of(stocked) == []
    with stocked.read() as conn:
        assert audit.head_of(conn) == before


def test_a_double_benefit_needs_a_reason(stocked: Office) -> None:
    record_intervention(stocked, a_draft(stocked))
    checked = check_intervention(stocked, a_draft(stocked))
    assert WarningCode.DOUBLE_BENEFIT in {warning.code for warning in checked.warnings}
    with pytest.raises(UserError) as caught:
        record_intervention(stocked, a_draft(stocked))
    assert caught.value.code in (Code.REASON_NEEDED, Code.INTERVENTION_REFUSED)


def test_an_unranked_family_is_recorded_with_no_decile_rather_than_an_invented_one(
    stocked: Office,
) -> None:
    record_intervention(stocked, a_draft(stocked, "paijo", reason="musdes"))
    assert interventions_of(stocked)[0].intervention.decile is None


def test_a_void_stays_readable_and_cannot_be_done_twice(stocked: Office) -> None:
    record_id = record_intervention(stocked, a_draft(stocked)).value.intervention_id
    with pytest.raises(UserError) as caught:
        void_intervention(stocked, record_id, "  ")
    assert caught.value.code is Code.REASON_MISSING
    void_intervention(stocked, record_id, "salah keluarga")
    (line,) = interventions_of(stocked)
    assert line.intervention.is_void
    assert (line.intervention.void_reason, line.intervention.amount) == ("salah keluarga", 300_000)
    with pytest.raises(UserError) as caught:
        void_intervention(stocked, record_id, "lagi")
    assert caught.value.code is Code.INTERVENTION_VOID_ALREADY
    with pytest.raises(UserError) as caught:
        void_intervention(stocked, "nothing", "x")
    assert caught.value.code is Code.INTERVENTION_UNKNOWN


def test_a_voided_record_no_longer_counts_as_a_double(stocked: Office) -> None:
    record_id = record_intervention(stocked, a_draft(stocked)).value.intervention_id
    void_intervention(stocked, record_id, "salah keluarga")
    assert check_intervention(stocked, a_draft(stocked)).warnings == ()


def test_the_frozen_decile_outlives_the_next_quarter(stocked: Office, tmp_path: Path) -> None:
    record_intervention(stocked, a_draft(stocked))
    family = find_people(stocked, Search("slamet"))[0]
    moved = a_family("SLAMET", decile=9, sequence=int(str(family.national_id)[-4:]) // 5 - 1800)
    assert moved.head.nik == family.national_id
    a_release(stocked, tmp_path, [moved], label="Q4")
    sheet = family_of(stocked, find_people(stocked, Search("slamet"))[0].family_id or "")
    assert sheet.sheet.deciles.national == 9
    assert [line.intervention.decile for line in sheet.interventions] == [2]


def test_stored_records_equal_what_their_ops_fold_into(stocked: Office) -> None:
    record_id = record_intervention(stocked, a_draft(stocked)).value.intervention_id
    void_intervention(stocked, record_id, "salah")
    assert all(check.is_ok for check in check_office(stocked))
    with stocked.write() as tx:
        tx.conn.execute("UPDATE intervention SET amount = 900000")
    assert [check.name for check in check_office(stocked) if not check.is_ok] == ["ops"]
