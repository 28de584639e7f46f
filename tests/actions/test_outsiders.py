"""Help for whoever stands in no release: families and people outside DTSEN, groups, institutions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.ground_checks import record_ground_check
from desktop_app.actions.health import check_office
from desktop_app.actions.intervention_lists import listed_in_file, preview_list, record_list
from desktop_app.actions.interventions import (
    check_intervention,
    interventions_of,
    record_intervention,
    void_intervention,
)
from desktop_app.actions.lookups import totals_of_interventions
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.aid_rule import Severity, WarningCode
from desktop_app.domain.asnaf import Asnaf
from desktop_app.domain.ground_check import Finding, GroundCheckDraft
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_list import RowState
from desktop_app.domain.op import read_op
from desktop_app.domain.outsider import Outsider
from desktop_app.domain.proposal import ProposalKind
from desktop_app.domain.subject import SubjectKind
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import ops
from tests.builders import a_family, a_number, a_release
from tests.conftest import MakeOffice
from tests.hubs import a_hub, answer, down, is_whole, up

DAY = date(2026, 8, 20)
LANGKAP = "33.26.13.2004"
MASJID = Outsider(
    SubjectKind.INSTITUTION, "Masjid Al Contoh", LANGKAP, responsible="H. Ahmad Contoh"
)
NEWCOMER = Outsider(SubjectKind.PERSON, "Mbah Karto", LANGKAP, national_id=a_number(sequence=990))


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [a_family("SLAMET", "SITI", sequence=1), a_family("KARTO")])
    return office


def a_draft(outsider: Outsider | None, programme: str = "KAJEN-TAQWA") -> InterventionDraft:
    return InterventionDraft(
        programme=programme, period="2026-08", given_on=DAY, amount=500_000, outsider=outsider
    )


def warned(office: Office, draft: InterventionDraft) -> dict[WarningCode, Severity]:
    return {one.code: one.severity for one in check_intervention(office, draft).warnings}


def test_an_institution_receives_zakat_and_its_op_folds_at_the_hub(
    stocked: Office, make_office: MakeOffice
) -> None:
    assert warned(stocked, a_draft(MASJID)) == {}
    record_intervention(stocked, replace(a_draft(MASJID), asnaf=Asnaf.FISABILILLAH))
    (line,) = interventions_of(stocked)
    record = line.intervention
    assert (record.subject.kind, record.subject.name) == (
        SubjectKind.INSTITUTION,
        "Masjid Al Contoh",
    )
    assert (record.subject.responsible, record.asnaf) == ("H. Ahmad Contoh", Asnaf.FISABILILLAH)
    assert (record.decile, record.subject.is_outsider) == (None, True)
    hub = a_hub(make_office)
    with stocked.read() as conn:
        (raw,) = ops.unconfirmed_of(conn)
    assert read_op(raw).partition == LANGKAP
    with hub.write() as tx:
        assert ops.receive(tx, read_op(raw))
        assert not ops.is_locked(tx.conn, record.id)
    assert interventions_of(hub)[0].intervention == record
    assert all(check.is_ok for check in check_office(stocked))


def test_the_same_help_to_the_same_institution_is_a_double_benefit(stocked: Office) -> None:
    record_intervention(stocked, a_draft(MASJID))
    again = replace(MASJID, name="  masjid  al contoh")
    assert WarningCode.DOUBLE_BENEFIT in warned(stocked, a_draft(again))
    other = replace(MASJID, name="Masjid Al Misal")
    assert warned(stocked, a_draft(other)) == {}
    elsewhere = replace(MASJID, village="33.26.13.2001")
    assert warned(stocked, a_draft(elsewhere)) == {}


def test_somebody_outside_dtsen_is_recorded_with_a_mention(stocked: Office) -> None:
    assert warned(stocked, a_draft(NEWCOMER, "KAJEN-PEDULI")) == {
        WarningCode.NOT_IN_RELEASE: Severity.INFO
    }
    record_intervention(stocked, a_draft(NEWCOMER, "KAJEN-PEDULI"))
    (line,) = interventions_of(stocked)
    assert (line.intervention.subject.name, line.intervention.subject.family_id) == (
        "MBAH KARTO",
        None,
    )
    # By the NIK it is the same person, however the name is written.
    again = replace(NEWCOMER, name="KARTOREJO")
    assert WarningCode.DOUBLE_BENEFIT in warned(stocked, a_draft(again, "KAJEN-PEDULI"))
    void_intervention(stocked, line.intervention.id, "keliru")
    assert WarningCode.DOUBLE_BENEFIT not in warned(stocked, a_draft(again, "KAJEN-PEDULI"))


def test_a_family_outside_dtsen_may_receive_village_cash(stocked: Office) -> None:
    family = Outsider(SubjectKind.FAMILY, "Paijo", LANGKAP)
    record_intervention(stocked, a_draft(family, "BLT-DD"))
    record_intervention(stocked, replace(a_draft(family, "BLT-DD"), period="2026-07"))
    totals = totals_of_interventions(stocked)
    assert (totals.records, totals.families) == (2, 1)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": " "}, Code.NAME_MISSING, "name"),
        ({"village": "33.26.12.2001"}, Code.VILLAGE_NOT_OURS, "village"),
        ({"village": ""}, Code.VILLAGE_NOT_OURS, "village"),
        ({"national_id": "123"}, Code.NATIONAL_ID_INVALID, "national_id"),
        ({"family_card_no": "123"}, Code.FAMILY_CARD_INVALID, "family_card_no"),
        ({"national_id": a_number(sequence=5)}, Code.OUTSIDER_IN_RELEASE, "national_id"),
    ],
)
def test_what_is_wrong_with_an_outsider_is_told_by_its_field(
    stocked: Office, change: dict[str, str], code: Code, field: str
) -> None:
    wrong = replace(NEWCOMER, **change)  # type: ignore[arg-type]  # every value has its field's type
    with pytest.raises(UserError) as caught:
        record_intervention(stocked, a_draft(wrong, "KAJEN-PEDULI"))
    assert (caught.value.code, caught.value.facts["field"]) == (code, field)
    assert interventions_of(stocked) == []


@pytest.mark.parametrize(
    ("kind", "programme"),
    [(SubjectKind.INSTITUTION, "PKH"), (SubjectKind.GROUP, "KAJEN-TAQWA")],
)
def test_a_programme_is_not_given_to_a_kind_it_is_not_for(
    stocked: Office, kind: SubjectKind, programme: str
) -> None:
    with pytest.raises(UserError) as caught:
        record_intervention(stocked, a_draft(replace(MASJID, kind=kind), programme))
    assert caught.value.code is Code.PROGRAMME_NOT_FOR_THIS
    record_intervention(
        stocked, a_draft(Outsider(SubjectKind.GROUP, "KUBE Contoh", LANGKAP), "KAJEN-MAKMUR")
    )


def test_rows_that_are_not_in_dtsen_are_recorded_only_when_somebody_says_so(
    stocked: Office, tmp_path: Path
) -> None:
    path = tmp_path / "baznas.csv"
    path.write_text(
        "penerima,nik,nama,desa,penanggung jawab,asnaf\n"
        f",{a_number(sequence=5)},SLAMET,{LANGKAP},,miskin\n"
        f",{a_number(sequence=991)},MBAH KARTO,{LANGKAP},,fakir\n"
        f",{a_number(sequence=992)},,,,\n"
        f"lembaga,,Masjid Al Contoh,{LANGKAP},H. Ahmad Contoh,\n"
        f"perorangan,,MBOK DARMI,{LANGKAP},,\n"
        f"kelompok,,KUBE Contoh,{LANGKAP},,\n",
        "utf-8",
    )
    common = {"programme": "KAJEN-PEDULI", "period": "2026-08", "on": "2026-08-20"}
    listed = listed_in_file(stocked, path, common, Progress())
    previews = preview_list(stocked, listed, Progress())
    assert [one.state for one in previews] == [
        RowState.READY,
        RowState.OUTSIDER,
        RowState.NOT_FOUND,
        RowState.READY,
        RowState.OUTSIDER,
        RowState.INVALID,  # this programme is not for groups
    ]
    without = record_list(stocked, listed, "", Progress()).value
    assert [one.row for one in without.recorded] == [2, 5]
    with_them = record_list(stocked, listed, "", Progress(), with_outsiders=True).value
    assert [one.row for one in with_them.recorded] == [3, 6]
    asnaf = {one.intervention.asnaf for one in interventions_of(stocked)}
    assert asnaf == {Asnaf.MISKIN, Asnaf.FAKIR, None}


def test_help_for_somebody_whose_death_was_proposed_asks_for_a_reason(stocked: Office) -> None:
    siti = find_people(stocked, Search("siti"), is_typing=True)[0]
    open_proposal(
        stocked,
        ProposalDraft(
            kind=ProposalKind.DEATH,
            family_id=siti.family_id,
            person_id=siti.person_id,
            contents={"date": "2026-08-01"},
        ),
    )
    draft = replace(
        a_draft(None, "KAJEN-PEDULI"), family_id=siti.family_id, person_id=siti.person_id
    )
    assert warned(stocked, draft)[WarningCode.NOT_PRESENT] is Severity.WARN
    family = replace(draft, person_id=None)
    assert WarningCode.NOT_PRESENT not in warned(stocked, family)


def test_help_for_a_family_that_nobody_found_at_the_door_asks_for_a_reason(
    stocked: Office,
) -> None:
    karto = find_people(stocked, Search("karto"), is_typing=True)[0]
    draft = replace(a_draft(None, "BLT-DD"), family_id=karto.family_id)
    assert WarningCode.NOT_PRESENT not in warned(stocked, draft)
    rules = stocked.reference.ground_check
    codes = {one.finding: one.code for one in rules.lists[rules.default].codes}
    for finding, day, is_gone in (
        (Finding.NOT_FOUND, date(2026, 8, 1), True),
        (Finding.FOUND, date(2026, 8, 9), False),
    ):
        record_ground_check(
            stocked,
            GroundCheckDraft(
                checked_on=day,
                surveyor="Petugas Contoh",
                code=codes[finding],
                code_list=rules.default,
                family_id=karto.family_id,
            ),
        )
        assert (WarningCode.NOT_PRESENT in warned(stocked, draft)) is is_gone


def test_what_an_outsider_received_goes_to_the_hub_and_comes_back_confirmed(
    joined: Office, hub: Office, stick: Path, disk: Path, tmp_path: Path
) -> None:
    a_release(joined, tmp_path, [a_family("SLAMET")])
    record_intervention(joined, a_draft(MASJID))
    record_intervention(joined, a_draft(NEWCOMER, "KAJEN-PEDULI"))
    assert up(joined, hub, stick).tally.applied == 2
    there = {line.intervention.subject.id for line in interventions_of(hub)}
    assert there == {line.intervention.subject.id for line in interventions_of(joined)}
    assert down(joined, answer(hub, stick, disk)).tally.confirmed == 2
    assert all(line.is_confirmed for line in interventions_of(joined))
    assert is_whole(hub)
    assert is_whole(joined)
