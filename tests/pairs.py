"""Two computers of one office at one hub, made and told of each other by the real actions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop_app.actions.letters import issue_letter
from desktop_app.actions.number_book import number_book
from desktop_app.actions.office import Office
from desktop_app.actions.settings import set_identity, set_official
from tests.actions.test_letters import a_draft
from tests.builders import a_family, a_release, a_signatory, an_identity
from tests.conftest import MakeOffice
from tests.hubs import answer, down, enrol, up


class Pair:
    """Two computers of one kecamatan, each a device of the hub."""

    def __init__(self, make_office: MakeOffice, hub: Office, tmp_path: Path, stick: Path) -> None:
        self.hub, self.stick, self.disk = hub, stick, tmp_path / "disk"
        self.disk.mkdir()
        self.first = make_office(folder="first")
        self.second = make_office(folder="second")
        for office in (self.first, self.second):
            enrol(hub, office, stick)
            a_release(office, tmp_path, [a_family("SLAMET", "SITI NUR AISYAH")])
            set_identity(office, an_identity())
            set_official(office, a_signatory(), valid_from=date(2025, 1, 1))

    def exchange(self) -> None:
        for office in (self.first, self.second):
            up(office, self.hub, self.stick)
        told = answer(self.hub, self.stick, self.disk)
        for office in (self.first, self.second):
            assert down(office, told).differing == ()

    def issue(self, office: Office) -> int:
        return issue_letter(office, a_draft(office)).value.line.sequence

    def holders(self) -> set[str]:
        return {number_book(office).holder for office in (self.first, self.second)}
