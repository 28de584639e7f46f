"""The incident sheet: the office's own facts in counts and classes, and nobody's row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.families import family_of
from desktop_app.actions.incident import (
    MOST_DAYS,
    incident_facts,
    preview_incident_sheet,
    print_incident_sheet,
)
from desktop_app.actions.office import Office
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.store.holdings import children_in_use
from desktop_app.words.paper_words import incident_words
from tests.actions.test_family_paper import FAMILY, text_of
from tests.builders import Family, Member, a_number, a_release, export_names


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [FAMILY])
    family_of(office, FAMILY.card)
    export_names(office, tmp_path / "x.xlsx")
    return office


def test_whoever_has_come_of_age_is_no_child(office: Office, tmp_path: Path) -> None:
    member = Member(a_number(sequence=652), "RINA RAHARJO", "2008-03-30")
    a_release(office, tmp_path, [Family(a_number(3, sequence=652), (member,))])
    with office.read() as conn:
        assert children_in_use(conn, date(2026, 3, 29)) == 1
        assert children_in_use(conn, date(2026, 3, 31)) == 0


def test_the_program_fills_in_what_it_knows(stocked: Office) -> None:
    facts = incident_facts(stocked)
    assert facts.release is not None
    assert (facts.release.families, facts.release.persons, facts.children) == (1, 2, 1)
    assert facts.sensitive_fields > 10
    assert [one.deed for one in facts.exports] == ["list-exported"]
    assert [(one.name, one.role) for one in facts.users] == [("Sari Contoh", "device-admin")]
    text = text_of(preview_incident_sheet(stocked, incident_words()))
    for said in (
        "Kecamatan Contoh",
        stocked.profile.device_id,
        "V3 2026",
        "BAST-1",
        "Bappeda",
        "Nama, nomor tersamar",
        "Daftar diekspor",
        "Admin perangkat",
        "3 × 24 jam",
    ):
        assert said in text


def test_no_row_of_anybody_stands_on_it(stocked: Office) -> None:
    paper = print_incident_sheet(stocked, "laptop hilang", incident_words()).value
    text = text_of(paper)
    for member in FAMILY.members:
        assert member.name not in text
        assert member.nik[-4:] not in text
    assert "SITI" not in text
    line = audit_lines(stocked)[0]
    assert line.deed == "incident-sheet-printed"
    assert line.facts == {"reason": "laptop hilang", "serial": paper.serial, "days": 14}


def test_it_asks_for_a_reason_a_right_and_a_number_of_days(stocked: Office) -> None:
    for reason, days, code in (
        (" ", 14, Code.REASON_MISSING),
        ("hilang", 0, Code.DAYS_INVALID),
        ("hilang", MOST_DAYS + 1, Code.DAYS_INVALID),
    ):
        with pytest.raises(UserError) as caught:
            print_incident_sheet(stocked, reason, incident_words(), days)
        assert caught.value.code is code
    stocked.account = replace(stocked.account, role=Role.OPERATOR)
    with pytest.raises(UserError) as caught:
        preview_incident_sheet(stocked, incident_words())
    assert caught.value.code is Code.RIGHT_MISSING


def test_an_office_without_a_release_can_print_it_too(office: Office) -> None:
    assert "belum ada rilis" in text_of(preview_incident_sheet(office, incident_words()))


def test_facts_that_were_gathered_are_not_counted_again(stocked: Office) -> None:
    facts = replace(incident_facts(stocked, 7), wrong_passphrases=77)
    paper = print_incident_sheet(stocked, "laptop hilang", incident_words(), facts=facts).value
    text = text_of(paper)
    assert "77 kali" in text
    assert "7 hari terakhir" in text
