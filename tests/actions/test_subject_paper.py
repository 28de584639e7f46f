"""*Cetak data saya*: everything about one person on paper, nothing of anybody else, and who made sure of whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.extracts import drop_release
from desktop_app.actions.families import family_of, reveal_family
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.letters import issue_letter
from desktop_app.actions.local_facts import record_local_fact, void_local_fact
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.actions.sheets import DrawnSheet
from desktop_app.actions.subject_paper import preview_subject_sheet, print_subject_sheet
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.local_fact import FactKind, LocalFactDraft
from desktop_app.domain.outsider import Outsider
from desktop_app.domain.proposal import ProposalKind
from desktop_app.domain.roles import Role
from desktop_app.domain.subject import SubjectKind
from desktop_app.errors import Code, UserError
from desktop_app.words.paper_words import subject_words
from tests.actions.test_family_paper import text_of
from tests.actions.test_letters import a_draft
from tests.builders import Family, Member, a_number, a_release, a_signatory, an_identity

HEAD, WIFE, CHILD = (a_number(sequence=650), a_number(42, sequence=651), a_number(sequence=652))
FAMILY = Family(
    a_number(3, sequence=650),
    (
        Member(HEAD, "SLAMET RAHARJO", more={"penyakit_kronis": "6"}),
        Member(WIFE, "SITI AMINAH", "1984-03-05", 2, 2, more={"penyakit_kronis": "2"}),
        Member(CHILD, "BUDI RAHARJO", "2014-05-06", 1, 3),
    ),
    more={"jenis_lantai_terluas": "8"},
)
CHECKED = "datang sendiri, KTP asli dilihat"


@pytest.fixture
def worked(office: Office, tmp_path: Path) -> Office:
    """A release, and a day of work on its family."""
    a_release(office, tmp_path, [FAMILY])
    sheet = family_of(office, FAMILY.card).sheet
    reveal_family(office, sheet.id, "warga di loket")
    day = office.today()
    wrong = record_local_fact(
        office, LocalFactDraft(FactKind.NOTE, sheet.id, day, text="rumah di tepi kali")
    ).value
    void_local_fact(office, wrong, "keluarga lain")
    record_local_fact(office, LocalFactDraft(FactKind.CONTACT, sheet.id, day, phone="081290001234"))
    for person, note in (("", "tahap satu"), (sheet.members[1].id, "untuk istri")):
        record_intervention(
            office,
            InterventionDraft(
                programme="BLT-DD" if not person else "KJS",
                period="2026-08",
                given_on=date(2026, 8, 20),
                family_id=sheet.id,
                person_id=person or None,
                amount=300_000,
                note=note,
                reason="contoh",
            ),
        )
    open_proposal(
        office,
        ProposalDraft(
            ProposalKind.UPDATE_FACTS,
            family_id=sheet.id,
            contents={"reason": "sudah dikeramik"},
            corrections={"floor_type": "2"},
        ),
    )
    open_proposal(
        office,
        ProposalDraft(
            ProposalKind.OBJECTION,
            family_id=sheet.id,
            contents={"reason": "laporan tetangga", "proof": "foto", "phone": "081299998888"},
        ),
    )
    return office


def printed(office: Office, key: str, **more: str) -> DrawnSheet:
    return print_subject_sheet(office, key, CHECKED, subject_words(), **more).value


def test_everything_about_the_person_is_on_it(worked: Office) -> None:
    paper = printed(worked, HEAD)
    text = text_of(paper)
    for said in (
        "SLAMET RAHARJO",
        HEAD,
        FAMILY.card,
        "Penyakit kronis Diabetes",
        "Jenis lantai terluas Tanah",
        "Desil nasional",
        "rilis V3 2026",
        "BAST-1",
        "2 anggota lain",
        "081290001234",
        "rumah di tepi kali",
        "ditarik: keluarga lain",
        "Rp300.000",
        "Tanah menjadi",
        "sudah dikeramik",
        "Sanggahan",
        "Nomor sebuah keluarga dibuka",
        "Admin perangkat",
        CHECKED,
        paper.serial,
    ):
        assert said in text, said


def test_what_belongs_to_others_is_left_out(worked: Office) -> None:
    text = text_of(printed(worked, HEAD))
    for secret in (
        WIFE,
        CHILD,
        "SITI",
        "BUDI",
        "laporan tetangga",
        "081299998888",
        "Kartu jaminan sosial",
    ):
        assert secret not in text, secret
    # The name of the user stands in the foot, who printed it; the log on paper has roles.
    assert text.count("Sari Contoh") == 1
    own = text_of(printed(worked, WIFE))
    assert "SITI AMINAH" in own
    assert HEAD not in own


def test_the_look_before_it_hides_what_is_personal_and_leaves_no_trace(worked: Office) -> None:
    before = len(audit_lines(worked))
    text = text_of(preview_subject_sheet(worked, HEAD, subject_words()))
    for secret in (
        HEAD,
        FAMILY.card,
        "Diabetes",
        "081290001234",
        "rumah di tepi kali",
        "dikeramik",
    ):
        assert secret not in text, secret
    assert len(audit_lines(worked)) == before


def test_printing_asks_how_they_were_known_and_for_both_rights(worked: Office) -> None:
    paper = printed(worked, HEAD)
    line = audit_lines(worked)[0]
    member = family_of(worked, FAMILY.card).sheet.members[0]
    assert (line.deed, line.subject) == ("subject-sheet-printed", f"person:{member.id}")
    assert line.facts == {"reason": CHECKED, "serial": paper.serial}
    with pytest.raises(UserError) as caught:
        print_subject_sheet(worked, HEAD, "  ", subject_words())
    assert caught.value.code is Code.REASON_MISSING
    worked.proven_at = None
    with pytest.raises(UserError) as caught:
        printed(worked, HEAD)
    assert caught.value.code is Code.PASSPHRASE_AGAIN
    worked.proven_at = worked.now()
    worked.account = replace(worked.account, role=Role.AUDITOR)
    with pytest.raises(UserError) as caught:
        printed(worked, HEAD)
    assert caught.value.code is Code.RIGHT_MISSING
    worked.account = replace(worked.account, role=Role.SIGNATORY)
    assert printed(worked, member.id).serial


def test_a_child_is_found_by_id_within_the_family(worked: Office) -> None:
    sheet = family_of(worked, FAMILY.card).sheet
    text = text_of(printed(worked, sheet.members[2].id, family_key=sheet.id))
    assert "06-05-2014" in text
    hidden = preview_subject_sheet(
        worked, sheet.members[2].id, subject_words(), family_key=sheet.id
    )
    assert "2014" not in text_of(hidden)


def test_somebody_who_left_the_register_is_printed_from_the_last_release(
    worked: Office, tmp_path: Path
) -> None:
    stranger = Family(a_number(3, sequence=700), (Member(a_number(sequence=700), "KARTO"),))
    a_release(worked, tmp_path, [stranger], label="V4 2026", reference_date=date(2026, 10, 10))
    text = text_of(printed(worked, HEAD))
    assert "rilis V3 2026" in text
    assert "V4 2026" in text
    assert "tidak tercantum" in text
    drop_release(worked, "V3 2026")
    left = text_of(printed(worked, HEAD))
    assert "hanya catatan kantor" in left
    assert "Rp300.000" in left
    assert "Diabetes" not in left


def test_letters_of_somebody_whom_no_release_has_any_longer_are_found_by_their_records(
    worked: Office, tmp_path: Path
) -> None:
    set_identity(worked, an_identity())
    set_official(worked, a_signatory(), valid_from=date(2025, 1, 1))
    number = issue_letter(worked, a_draft(worked)).value.line.number
    assert number in text_of(printed(worked, HEAD))
    stranger = Family(a_number(3, sequence=700), (Member(a_number(sequence=700), "KARTO"),))
    a_release(worked, tmp_path, [stranger], label="V4 2026", reference_date=date(2026, 10, 10))
    drop_release(worked, "V3 2026")
    assert number in text_of(printed(worked, HEAD))


def test_somebody_outside_dtsen_is_printed_from_our_records(worked: Office) -> None:
    nik = a_number(sequence=990)
    drafts = [
        InterventionDraft(
            programme="KAJEN-TAQWA",
            period="2026-08",
            given_on=date(2026, 8, 20),
            amount=500_000,
            outsider=Outsider(SubjectKind.PERSON, name, "33.26.13.2004", national_id=number),
            reason="contoh",
        )
        for name, number in (("Mbah Karto", nik), ("Mbah Tanpa Nomor", ""))
    ]
    records = [record_intervention(worked, one).value.intervention_id for one in drafts]
    assert "MBAH KARTO" in text_of(printed(worked, nik))
    text = text_of(printed(worked, records[1]))
    assert "MBAH TANPA NOMOR" in text
    assert "MBAH KARTO" not in text
    for unknown in (a_number(sequence=991), "12345", "siti"):
        with pytest.raises(UserError) as caught:
            printed(worked, unknown)
        assert caught.value.code is Code.SUBJECT_UNKNOWN
