"""The demo office: everything in it went through the real actions, and nothing of it lies in clear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app import bootstrap, bootstrap_demo
from desktop_app.actions.demo import (
    DEMO_PASSPHRASE,
    DEMO_USER,
    DemoWish,
    fill_with_demo,
    join_demo_hub,
)
from desktop_app.actions.extracts import problem_counts_of, releases_of
from desktop_app.actions.health import check_office, office_info
from desktop_app.actions.hub_board import offices_of_hub
from desktop_app.actions.hub_enrolment import hub_identity
from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.office import Office
from desktop_app.actions.proposals import proposals_of
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.settings import identity_of, officials_of
from desktop_app.bootstrap_demo import DemoOffice
from desktop_app.crypto import Stretching
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import ops
from tests.builders import a_family, a_release
from tests.conftest import MakeOffice

WISH = DemoWish(persons=600, seed=7, interventions=40)


@pytest.fixture
def demo(
    tmp_path: Path, clock: Callable[[], datetime], quick_stretching: Stretching
) -> Iterator[DemoOffice]:
    made = bootstrap_demo.create_demo(
        tmp_path / "percobaan", WISH, Progress(), stretching=quick_stretching, clock=clock
    )
    yield made
    made.office.close()


def test_a_demo_office_is_healthy_and_holds_two_quarters(demo: DemoOffice) -> None:
    info = office_info(demo.office)
    assert [line.label for line in info.releases] == ["Percobaan 2026-Q3", "Percobaan 2026-Q2"]
    assert demo.filled.releases == ("Percobaan 2026-Q2", "Percobaan 2026-Q3")
    assert 570 < demo.filled.persons < 630
    assert info.is_enrolled
    assert all(check.is_ok for check in check_office(demo.office))


def test_the_invented_files_give_the_importer_nothing_to_complain_about(demo: DemoOffice) -> None:
    for release in releases_of(demo.office):
        assert problem_counts_of(demo.office, release.id) == []
        assert release.counts.clean == release.counts.records


def test_help_was_recorded_by_the_real_action(demo: DemoOffice) -> None:
    lines = interventions_of(demo.office)
    assert len(lines) == demo.filled.interventions
    assert len(lines) >= 36
    assert len({line.intervention.programme for line in lines}) >= 5
    assert all(line.intervention.release_label == "Percobaan 2026-Q3" for line in lines)
    with demo.office.read() as conn:
        types = ops.waiting_of(conn).types
    assert types["intervention.recorded"] == len(lines)
    assert set(types) == {
        *("intervention.recorded", "evidence.attached"),
        *("proposal.opened", "proposal.stepped"),
    }


def test_proposals_stand_at_different_steps(demo: DemoOffice) -> None:
    lines = proposals_of(demo.office)
    assert len(lines) == demo.filled.proposals >= 7
    assert len({line.proposal.kind for line in lines}) == len(lines)
    assert len({line.proposal.state for line in lines}) >= 4


def test_people_of_the_demo_can_be_found(demo: DemoOffice) -> None:
    assert find_people(demo.office, Search("SITI"))


def test_a_demo_office_can_print_with_its_letterhead_and_signatories(demo: DemoOffice) -> None:
    assert identity_of(demo.office).place == "Kedungwuni"
    today = demo.office.today()
    positions = [one.signatory.position for one in officials_of(demo.office, on=today)]
    assert positions == ["Camat Kedungwuni", "Sekretaris Kecamatan"]


def test_the_demo_office_belongs_to_the_hub_beside_it(demo: DemoOffice) -> None:
    identity = hub_identity(demo.office)
    assert identity is not None
    assert identity.fingerprint == demo.hub_fingerprint
    hub = bootstrap.open_office(demo.hub_folder, DEMO_USER, DEMO_PASSPHRASE)
    try:
        assert [one.region for one in offices_of_hub(hub)] == ["33.26.13"]
    finally:
        hub.close()


def test_nothing_of_the_invented_files_is_left_beside_the_office(demo: DemoOffice) -> None:
    folder = demo.office.paths.folder
    assert not list(folder.rglob("*.csv"))
    assert not [path for path in folder.iterdir() if path.name.startswith("demo-")]


def test_the_same_wish_gives_the_same_people_and_the_same_help(
    demo: DemoOffice, make_office: MakeOffice
) -> None:
    again = make_office(folder="again")
    fill_with_demo(again, WISH, Progress())

    def told(office: Office) -> list[tuple[str, str, str]]:
        records = (line.intervention for line in interventions_of(office))
        return sorted((one.subject.name, one.programme, one.period) for one in records)

    assert told(again) == told(demo.office)


def test_an_office_with_a_release_is_not_filled_with_invented_people(
    office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [a_family("SLAMET")])
    with pytest.raises(UserError) as caught:
        fill_with_demo(office, WISH, Progress())
    assert caught.value.code is Code.DEMO_NEEDS_EMPTY_OFFICE
    assert len(releases_of(office)) == 1


def test_a_village_office_and_a_hub_get_their_own_letterhead(make_office: MakeOffice) -> None:
    village = make_office(OfficeKind.DESA, "33.26.13.2012", "Desa Contoh", "desa")
    fill_with_demo(village, DemoWish(persons=60, interventions=2), Progress())
    today = village.today()
    assert [one.signatory.position for one in officials_of(village, on=today)] == [
        "Kepala Desa Ambokembang"
    ]
    hub = make_office(OfficeKind.HUB, "33.26", "Dinas Contoh", "hub")
    fill_with_demo(hub, DemoWish(persons=400, interventions=0), Progress())
    assert identity_of(hub).place == "Kajen"
    join_demo_hub(village, hub, village.paths.folder.parent / "stick", Progress())
    assert office_info(village).is_enrolled


def test_stopping_leaves_no_folder_behind(
    tmp_path: Path, clock: Callable[[], datetime], quick_stretching: Stretching
) -> None:
    progress = Progress()
    progress.ask_to_stop()
    with pytest.raises(Cancelled):
        bootstrap_demo.create_demo(
            tmp_path / "percobaan", WISH, progress, stretching=quick_stretching, clock=clock
        )
    assert list(tmp_path.iterdir()) == []
