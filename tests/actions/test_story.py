"""The office's main job through its actions, from an empty folder to a package the hub can read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop_app.actions.audit import verify_audit
from desktop_app.actions.families import family_of
from desktop_app.actions.health import check_office, office_info
from desktop_app.actions.interventions import record_intervention, void_intervention
from desktop_app.actions.letters import LetterDraft, issue_letter
from desktop_app.actions.packages import inspect_package, write_package
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.progress import Progress
from tests.builders import a_family, a_release, a_signatory, an_identity
from tests.conftest import MakeOffice
from tests.hubs import a_hub, enrol

DAY = date(2026, 11, 24)


def test_the_main_job_from_an_empty_folder_to_a_package_the_hub_can_read(
    make_office: MakeOffice, tmp_path: Path
) -> None:
    office = make_office()
    set_identity(office, an_identity())
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1))
    a_release(
        office, tmp_path, [a_family("SLAMET RAHARJO", "SITI AISYAH"), a_family("KARTO", decile=7)]
    )

    hit = find_people(office, Search("aisyah siti"))[0]
    family = family_of(office, hit.family_id or "").sheet
    assert (family.head_name, family.deciles.national) == ("SLAMET RAHARJO", 2)

    given = InterventionDraft("BLT-DD", "2026-11", DAY, family_id=family.id, amount=300_000)
    record_intervention(office, given)
    mistaken = InterventionDraft("SEMBAKO", "2026-Q4", DAY, family_id=family.id, reason="musdes")
    void_intervention(
        office, record_intervention(office, mistaken).value.intervention_id, "salah keluarga"
    )
    letter = issue_letter(
        office,
        LetterDraft(
            "pengantar", family.id, DAY, typed={"purpose": "keperluan contoh", "addressee": "Camat"}
        ),
    ).value
    assert letter.pdf.startswith(b"%PDF")

    hub, stick = a_hub(make_office), tmp_path / "usb"
    stick.mkdir()
    enrol(hub, office, stick)
    written = write_package(office, stick, Progress()).value
    seen = inspect_package(hub, written.path)
    assert (written.ops, seen.contents.ops, seen.verdict) == (4, 4, "genuine")
    assert seen.steps["new"] == 4
    assert b"SLAMET" not in written.path.read_bytes()

    shown = family_of(office, family.id)
    assert [line.intervention.is_void for line in shown.interventions] == [True, False]
    assert [line.number for line in shown.letters] == [letter.line.number]
    assert office_info(office).ops_unconfirmed == 4
    for one in (office, hub):
        assert all(check.is_ok for check in check_office(one))
        assert verify_audit(one).is_ok
